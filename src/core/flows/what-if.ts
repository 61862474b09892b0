// What if: strike a decision or instrument, add one, let a country leave; which flows change, and what could carry them instead.
import type { Language } from '../law/law.ts';
import type { FlowAnswer, Verdict } from './answer.ts';
import { VERDICTS } from './answer.ts';
import type { Question } from './question.ts';
import type { Instrument } from './register.ts';
import { type Remedy, rankRemedies } from './remedies.ts';
import { leadingAnswer } from './timeline.ts';
import { answerTransfers } from './transfers.ts';

export interface WhatIfState {
  readonly verdict: Verdict;
  readonly tool: string;
  readonly instrument: string | null;
}

export interface WhatIfAnswer {
  /** The day from which the change holds. */
  readonly since: string;
  readonly laws: string;
  /** Number of flows by verdict, without and with the change. */
  readonly before: Readonly<Record<Verdict, number>>;
  readonly after: Readonly<Record<Verdict, number>>;
  readonly changed: readonly {
    readonly flow: string;
    readonly before: WhatIfState;
    readonly after: WhatIfState;
  }[];
  /** What could carry the flows that are not lawful after the change, most flows healed first. */
  readonly remedies: readonly Remedy[];
}

/** Compares the register as it stands with the question as changed. `added` are instruments signed in thought. */
export function answerWhatIf(
  question: Question,
  added: readonly Instrument[] = [],
  language: Language = 'en',
): WhatIfAnswer {
  const { before, after, changed, answers } = changeAnswers(question, added, language);
  return {
    since: question.asOf,
    laws: question.rulebook.fingerprint,
    before,
    after,
    changed,
    remedies: rankRemedies(withInstruments(question, added), answers),
  };
}

/** The same without remedies, which take far longer to find; with the answers after the change. */
export function changeAnswers(
  question: Question,
  added: readonly Instrument[],
  language: Language,
): Pick<WhatIfAnswer, 'before' | 'after' | 'changed'> & { readonly answers: readonly FlowAnswer[] } {
  const manner = { language, explain: false };
  const plain: Question = { ...question, without: new Set(), leaving: new Set() };
  const before = answerTransfers(plain, manner);
  const after = answerTransfers(withInstruments(question, added), manner);
  const earlier = new Map(before.flows.map((answer) => [answer.flow, answer]));
  const changed = after.flows.flatMap((answer) => {
    const old = earlier.get(answer.flow);
    if (old === undefined) return [];
    const [was, is] = [stateOf(old), stateOf(answer)];
    return was.verdict === is.verdict && was.tool === is.tool && was.instrument === is.instrument
      ? []
      : [{ flow: answer.flow, before: was, after: is }];
  });
  return {
    before: countVerdicts(before.flows),
    after: countVerdicts(after.flows),
    changed,
    answers: after.flows,
  };
}

/** The same question with further instruments in the register. */
export function withInstruments(question: Question, added: readonly Instrument[]): Question {
  if (added.length === 0) return question;
  const instruments = new Map(question.register.instruments);
  for (const one of added) instruments.set(one.id, one);
  return { ...question, register: { ...question.register, instruments } };
}

/** How many flows have which verdict. */
export function countVerdicts(flows: readonly FlowAnswer[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const flow of flows) counts[flow.verdict] += 1;
  return counts;
}

function stateOf(answer: FlowAnswer): WhatIfState {
  const leading = leadingAnswer(answer);
  return { verdict: answer.verdict, tool: leading?.tool ?? 'none', instrument: leading?.instrument ?? null };
}
