// The timeline of many flows over columns: the columns say when the answer of which flow changes, the readable evaluator why.
import type { CivilDate } from '../time/civil-date.ts';
import type { FlowAnswer } from './answer.ts';
import type { GraphAnswers } from './graph-answers.ts';
import { flowsNumbered } from './packed-flows.ts';
import type { Question } from './question.ts';
import type { Flow } from './register.ts';
import {
  answerTimeline,
  daysToAsk,
  eventsOn,
  FIRST_DAY,
  leadingAnswer,
  type Timeline,
  type VerdictSpan,
  whatEnded,
} from './timeline.ts';

/** A span of one flow: without its reasons as long as the days are not asked. */
interface Made {
  readonly flow: Flow;
  readonly spans: VerdictSpan[];
}

/** The same as `answerTimeline`, word for word. With something struck, and for days before all law, that one answers. */
export function answerTimelineOver(
  graph: GraphAnswers,
  question: Question,
  asked: NonNullable<Parameters<typeof answerTimeline>[1]> = {},
): Timeline {
  const { from = FIRST_DAY, until, language = 'en' } = asked;
  if (question.without.size + question.leaving.size > 0 || from < FIRST_DAY)
    return answerTimeline(question, asked);
  const made: Made[] = [];
  for (const [flow, number] of flowsNumbered(question.register.flows, asked.flows))
    made.push({ flow, spans: spansOf(graph, number, from, until) });
  giveReasons(graph, question, made, daysToAsk(question, from, until), language);
  return {
    laws: question.rulebook.fingerprint,
    from,
    until: until ?? null,
    flows: made.map(({ flow, spans }) => ({ flow: flow.id, spans: closeLast(spans, flow, question, until) })),
  };
}

function spansOf(
  graph: GraphAnswers,
  number: number,
  from: CivilDate,
  until: CivilDate | undefined,
): VerdictSpan[] {
  return graph
    .timelineOf(number)
    .filter((one) => (one.until === null || one.until > from) && (until === undefined || one.from < until))
    .map(({ verdict, tool, instrument, ...span }) => ({
      from: span.from < from ? from : span.from,
      until: span.until,
      verdict,
      tool,
      instrument,
      because: [],
      endedBy: [],
    }));
}

/** Asks day after day for the flows that change on it, and on the day before it for what ended there. */
function giveReasons(
  graph: GraphAnswers,
  question: Question,
  made: readonly Made[],
  days: readonly CivilDate[],
  language: NonNullable<Parameters<typeof answerTimeline>[1]>['language'] & string,
): void {
  const changes = new Map<CivilDate, { readonly one: Made; readonly at: number }[]>();
  for (const one of made)
    for (const [at, { from }] of one.spans.entries()) {
      const list = changes.get(from);
      if (list === undefined) changes.set(from, [{ one, at }]);
      else list.push({ one, at });
    }
  let before = new Map<string, FlowAnswer>();
  for (const [index, day] of days.entries()) {
    const here = changes.get(day) ?? [];
    const next = (changes.get(days[index + 1] ?? day) ?? []).filter(({ at }) => at > 0);
    const wanted = new Set([...here, ...(index + 1 < days.length ? next : [])].map(({ one }) => one.flow.id));
    if (wanted.size === 0) {
      before = new Map();
      continue;
    }
    const manner = { language, explain: false, flows: wanted };
    const { flows } = graph.answerTransfers({ ...question, asOf: day }, manner);
    const answers = new Map(flows.map((answer) => [answer.flow, answer]));
    for (const { one, at } of here) {
      const answer = answers.get(one.flow.id);
      if (answer === undefined) continue;
      one.spans[at] = { ...(one.spans[at] as VerdictSpan), because: leadingAnswer(answer)?.because ?? [] };
      if (at === 0) continue;
      const endedBy = eventsOn(day, one.flow, before.get(one.flow.id), answer, question);
      one.spans[at - 1] = { ...(one.spans[at - 1] as VerdictSpan), endedBy };
    }
    before = answers;
  }
}

function closeLast(
  spans: readonly VerdictSpan[],
  flow: Flow,
  { register }: Question,
  until: CivilDate | undefined,
): readonly VerdictSpan[] {
  const last = spans.at(-1);
  if (last === undefined) return spans;
  const isOver = last.until !== null && (until === undefined || last.until < until);
  if (isOver && last.until !== null)
    return [...spans.slice(0, -1), { ...last, endedBy: [whatEnded(flow, register, last.until)] }];
  if (until === undefined) return spans;
  return [
    ...spans.slice(0, -1),
    { ...last, until, ...(flow.until === until && { endedBy: ['the flow ended'] }) },
  ];
}
