// Lets the readable evaluator judge the columns: the same register asked of both, and the first difference in words.
import type { TransferAnswers } from '../../src/core/flows/answer.ts';
import { VERDICTS } from '../../src/core/flows/answer.ts';
import { type GraphAnswers, NO_VERDICT } from '../../src/core/flows/graph-answers.ts';
import { askAbout } from '../../src/core/flows/question.ts';
import type { Instrument, Register } from '../../src/core/flows/register.ts';
import { answerTimeline, leadingAnswer } from '../../src/core/flows/timeline.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import { changeAnswers } from '../../src/core/flows/what-if.ts';
import type { Rulebook } from '../../src/core/law/rulebook.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';

export interface Thought {
  readonly without: readonly string[];
  readonly leaving: readonly string[];
  readonly added: readonly Instrument[];
}

/** What of the answers for a day differs; nothing where all verdicts, tools, instruments and answers of laws are alike. */
export function differencesOn(
  graph: GraphAnswers,
  register: Register,
  rulebook: Rulebook,
  day: CivilDate,
): string[] {
  const judged = new Map(
    answerTransfers(askAbout(register, rulebook, day)).flows.map((one) => [one.flow, one]),
  );
  const answers = graph.answersOn(day);
  const verdicts = graph.verdictsOn(day);
  const laws = graph.laws.map((law) => [law, graph.lawVerdictsOn(day, law)] as const);
  return [...register.flows.keys()].flatMap((id, flow) => {
    const answer = judged.get(id);
    const leading = answer && leadingAnswer(answer);
    const wanted = answer && {
      verdict: answer.verdict,
      tool: leading?.tool ?? 'none',
      instrument: leading?.instrument ?? null,
      laws: Object.fromEntries(answer.answers.map((one) => [one.regime, one.verdict]).sort()),
    };
    const found =
      answers.verdicts[flow] === NO_VERDICT
        ? undefined
        : {
            ...graph.describe(answers, flow),
            laws: Object.fromEntries(
              laws
                .flatMap(([law, column]) =>
                  column[flow] === NO_VERDICT ? [] : [[law, VERDICTS[column[flow] as number]]],
                )
                .sort(),
            ),
          };
    return compare(`${id} on ${day}`, [wanted, wanted?.verdict], [found, VERDICTS[verdicts[flow] as number]]);
  });
}

/** The same for the spans of some flows over time. */
export function differencesOverTime(
  graph: GraphAnswers,
  register: Register,
  rulebook: Rulebook,
  flows?: ReadonlySet<string>,
): string[] {
  const question = askAbout(register, rulebook, '2026-06-01' as CivilDate);
  const numbers = new Map([...register.flows.keys()].map((id, number) => [id, number]));
  return answerTimeline(question, flows && { flows }).flows.flatMap(({ flow, spans }) => {
    const wanted = spans.map(({ from, until, verdict, tool, instrument }) => ({
      verdict,
      tool,
      instrument,
      from,
      until,
    }));
    return compare(`${flow} over time`, wanted, graph.timelineOf(numbers.get(flow) as number));
  });
}

/** The same for what changes on a day. */
export function differencesIf(
  graph: GraphAnswers,
  register: Register,
  rulebook: Rulebook,
  day: CivilDate,
  { without, leaving, added }: Thought,
): string[] {
  const judged = changeAnswers(askAbout(register, rulebook, day, { without, leaving }), added, 'en');
  const { before, after, changed, were, are } = graph.whatIf(day, { without, leaving, added });
  const ids = [...register.flows.keys()];
  const found = Array.from(changed, (flow, at) => ({
    flow: ids[flow],
    before: graph.describe(were, at),
    after: graph.describe(are, at),
  }));
  const counts = (one: TransferAnswers['flows'] | Readonly<Record<string, number>>): number[] =>
    VERDICTS.map((verdict) => (one as Record<string, number>)[verdict] as number);
  return [
    ...compare('before', counts(judged.before), before),
    ...compare('after', counts(judged.after), after),
    ...compare(`changed on ${day}`, judged.changed, found),
  ];
}

function compare(what: string, wanted: unknown, found: unknown): string[] {
  const [one, other] = [JSON.stringify(wanted), JSON.stringify(found)];
  return one === other ? [] : [`${what}\n  judge   ${one}\n  columns ${other}`];
}
