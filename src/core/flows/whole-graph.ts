// Chooses the evaluator: few flows are answered one by one, many over columns. Both say the same, so nobody need know which answered.
import { type FlowAnswer, type RegimeAnswer, type TransferAnswers, VERDICTS } from './answer.ts';
import { GraphAnswers } from './graph-answers.ts';
import { answerTimelineOver } from './graph-timeline.ts';
import { answerWhatIfOver } from './graph-what-if.ts';
import type { Question } from './question.ts';
import type { Instrument } from './register.ts';
import { answerTimeline, type Timeline } from './timeline.ts';
import { answerTransfers, type Manner } from './transfers.ts';
import { answerWhatIf, type WhatIfAnswer } from './what-if.ts';

/** The graph of the register asked about; coded when it is asked for, or kept from before by whoever hands it in. */
export type OpenGraph = () => GraphAnswers;

/** For so few flows it is quicker to answer each on its own than to code the whole graph. */
const FEW_FLOWS = 50;

function opening({ register, rulebook }: Question): OpenGraph {
  return () => new GraphAnswers(register, rulebook);
}

function isFew({ register }: Question, flows: ReadonlySet<string> | undefined, few = FEW_FLOWS): boolean {
  return (flows?.size ?? register.flows.size) <= few;
}

/** So many answers with reasons are given at once: a hundred thousand take some 800 MB where they are made, and a thread has 2 GiB. */
export const ANSWERED_MOST = 150_000;

/** Answers with reasons that are held at the same time where they are walked through. */
const TOGETHER = 2_000;

/** How an answer is walked through: the graph where there is one, and up to how many flows none is made. */
export interface Walk {
  readonly openGraph?: OpenGraph;
  readonly few?: number;
}

/**
 * Hands over the answer of every flow that runs, in the order of the register, without holding all of them. Where the protection of data
 * came from is told only where flows are few.
 */
export function eachAnswer(
  question: Question,
  visit: (answer: FlowAnswer) => void,
  { openGraph = opening(question), few }: Walk = {},
): void {
  if (isFew(question, undefined, few)) {
    for (const answer of answerTransfers(question).flows) visit(answer);
    return;
  }
  openGraph().outcomesOf(question, [], (outcomes) => {
    let waiting: string[] = [];
    const explain = (): void => {
      for (const answer of outcomes.explain(waiting, 'en')) visit(answer);
      waiting = [];
    };
    let number = 0;
    for (const id of question.register.flows.keys()) {
      if (outcomes.of(number) !== undefined) waiting.push(id);
      number += 1;
      if (waiting.length === TOGETHER) explain();
    }
    explain();
  });
}

/** Hands over which law says what of every flow that runs, in the order of the register. */
export function eachVerdict(
  question: Question,
  visit: (flow: string, answers: readonly Pick<RegimeAnswer, 'regime' | 'verdict'>[]) => void,
  { openGraph = opening(question), few }: Walk = {},
): void {
  if (isFew(question, undefined, few)) {
    for (const { flow, answers } of answerTransfers(question).flows) visit(flow, answers);
    return;
  }
  const graph = openGraph();
  graph.outcomesOf(question, [], (outcomes) => {
    let number = 0;
    for (const id of question.register.flows.keys()) {
      const byLaw = outcomes.of(number)?.byLaw;
      number += 1;
      if (byLaw === undefined) continue;
      visit(
        id,
        byLaw.map(({ law, verdict }) => ({ regime: graph.laws[law]!, verdict: VERDICTS[verdict]! })),
      );
    }
  });
}

/** The answers of a day, as `answerTransfers` gives them. */
export function askTransfers(
  question: Question,
  manner: Manner,
  openGraph: OpenGraph = opening(question),
): TransferAnswers {
  return manner.explain || isFew(question, manner.flows)
    ? answerTransfers(question, manner)
    : openGraph().answerTransfers(question, manner);
}

/** The answers over time, as `answerTimeline` gives them. */
export function askTimeline(
  question: Question,
  asked: NonNullable<Parameters<typeof answerTimeline>[1]>,
  openGraph: OpenGraph = opening(question),
): Timeline {
  return isFew(question, asked.flows)
    ? answerTimeline(question, asked)
    : answerTimelineOver(openGraph(), question, asked);
}

/** What a change does, as `answerWhatIf` tells it. */
export function askWhatIf(
  question: Question,
  added: readonly Instrument[],
  openGraph: OpenGraph = opening(question),
): WhatIfAnswer {
  return isFew(question, undefined)
    ? answerWhatIf(question, added)
    : answerWhatIfOver(openGraph(), question, added);
}
