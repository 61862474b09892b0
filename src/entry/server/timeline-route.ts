// The route of the timeline: where the register says something else from some day on, each time is asked about with what held in it.
import { makeProblem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { joinTimelines } from '../../core/flows/joined-timeline.ts';
import { FIRST_DAY, type Timeline } from '../../core/flows/timeline.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import { type Call, tell } from '../../kit/http/call.ts';
import { readClocks } from '../../kit/http/call-words.ts';
import { hasTag, tagOfAnswer } from '../../kit/http/entity-tags.ts';
import type { Route } from '../../kit/http/route.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import { readTurningDays } from '../../kit/store/read-turning-days.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import type { StoredQuestion } from './evaluate-stored.ts';
import type { StoredAnswers } from './stored-answers.ts';

/** Each is a question of its own. */
const PIECES_MAX = 100;

export function makeTimelineRoute(
  answers: StoredAnswers,
  readQuestion: (call: Call) => StoredQuestion,
): Route<Refusal> {
  return async (call, scope, store) => {
    const question = readQuestion(call);
    const { from = FIRST_DAY, until } = question;
    const days = (await readTurningDays(scope, store, readClocks(call.query).knownAt)).filter(
      (day) => day > from && (until === undefined || day < until),
    );
    if (days.length >= PIECES_MAX)
      return fail(
        makeProblem('unsound-request', {
          detail: `Within that time the register says something else ${days.length} times. Ask about a shorter time with "from" and "until".`,
        }),
      );
    const tag = tagOfAnswer(await readPosition(scope, store), `timeline?${call.asked}`);
    if (hasTag(call.header('if-none-match'), tag))
      return succeed({ status: 304, headers: { etag: tag }, body: null });
    const plain: Call = { ...call, header: () => undefined };
    const pieces: Timeline[] = [];
    for (const [index, day] of [from, ...days].entries()) {
      const end = days[index] ?? until;
      const piece = { ...question, on: day, from: day, ...(end !== undefined && { until: end }) };
      const told = await answers.ask('stored-timeline', piece, plain, scope, store);
      if (!told.ok || told.value.status !== 200) return told;
      pieces.push(JSON.parse(new TextDecoder().decode(told.value.body as Uint8Array)) as Timeline);
    }
    const joined = joinTimelines(pieces as [Timeline, ...Timeline[]]);
    const strange = question.flows?.find((id) => !joined.flows.some(({ flow }) => flow === id));
    if (strange !== undefined)
      return fail(
        makeProblem('unsound-request', {
          detail: `There is no flow '${strange.slice(0, 60)}' in that time.`,
        }),
      );
    return succeed(tell({ ...joined, from: from as CivilDate }, { etag: tag }));
  };
}
