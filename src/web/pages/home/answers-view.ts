// The answers about all flows of a day, as much of them as the home page shows.
import type { Verdict } from '../../../core/flows/answer.ts';

export interface AnswersView {
  readonly asOf: string;
  readonly flows: readonly {
    readonly flow: string;
    readonly verdict: Verdict;
    readonly answers: readonly {
      readonly regime: string;
      readonly verdict: Verdict;
      readonly missing: readonly string[];
    }[];
  }[];
}
