// Chooses the evaluator: few flows are answered one by one, many over columns. Both say the same, so nobody need know which answered.
import type { TransferAnswers } from './answer.ts';
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

function isFew({ register }: Question, flows: ReadonlySet<string> | undefined): boolean {
  return (flows?.size ?? register.flows.size) <= FEW_FLOWS;
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
