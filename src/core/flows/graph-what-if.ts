// What if, over columns: what changes and what could carry flows instead, as what-if.ts and remedies.ts answer it, for whole graphs.
import { VERDICTS, type Verdict } from './answer.ts';
import { GraphAnswers, type VerdictCounts } from './graph-answers.ts';
import type { Question } from './question.ts';
import type { Instrument } from './register.ts';
import { type FlowState, rankRemedies } from './remedies.ts';
import { cutToFlows } from './transfers.ts';
import { type WhatIfAnswer, withInstruments } from './what-if.ts';

/** Compares the register of the graph as it stands with the question as changed. */
export function answerWhatIfOver(
  graph: GraphAnswers,
  question: Question,
  added: readonly Instrument[] = [],
): WhatIfAnswer {
  const ids = [...question.register.flows.keys()];
  const { before, after, changed, were, are } = graph.whatIf(question.asOf, { ...question, added });
  const states = statesOf(graph, question, added, ids);
  return {
    since: question.asOf,
    laws: question.rulebook.fingerprint,
    before: countsOf(before),
    after: countsOf(after),
    changed: Array.from(changed, (flow, at) => ({
      flow: ids[flow]!,
      before: graph.describe(were, at),
      after: graph.describe(are, at),
    })),
    remedies: rankRemedies(withInstruments(question, added), states, answerOf),
  };
}

function countsOf(counts: VerdictCounts): Record<Verdict, number> {
  return Object.fromEntries(VERDICTS.map((verdict, at) => [verdict, counts[at]!])) as Record<Verdict, number>;
}

/** Each remedy is tried on the flows that need one, and on those by which their data arrived. */
function answerOf(question: Question, flows: readonly FlowState[]): FlowState[] {
  const { register } = question;
  const shown = flows.map(({ flow }) => register.flows.get(flow)).filter((flow) => flow !== undefined);
  const cut = cutToFlows(shown, register);
  const graph = new GraphAnswers(cut, question.rulebook);
  const ids = [...cut.flows.keys()];
  return statesOf(graph, question, [], ids);
}

/** How the flows that run stand; `ids` are those of the graph in their order. */
function statesOf(
  graph: GraphAnswers,
  question: Question,
  added: readonly Instrument[],
  ids: readonly string[],
): FlowState[] {
  return graph.outcomesOf(question, added, (outcomes) =>
    ids.flatMap((flow, number) => {
      const outcome = outcomes.of(number);
      if (outcome === undefined) return [];
      const answers = outcome.byLaw.map((one) => ({
        regime: graph.laws[one.law]!,
        verdict: VERDICTS[one.verdict]!,
        instrument: outcomes.instrumentOf(number, one),
      }));
      return [{ flow, verdict: VERDICTS[outcome.verdict]!, answers }];
    }),
  );
}
