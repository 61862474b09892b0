// What is asked of the engine of the page, and what it answers.
import type { FlowTable } from '../../../core/flows/flow-table-columns.ts';
import type { Language } from '../../../core/law/law.ts';
import type { FlowEnding } from './choose-flows.ts';

/** By the name of the work: what is handed in, what comes out. */
export interface EngineWorks {
  /** Holds one register at a time. */
  readonly open: {
    readonly ask: {
      readonly register:
        | { readonly plain: unknown }
        | { readonly address: string; readonly key: string | null };
      readonly rulebookAddress: string;
    };
    readonly answer: { readonly flows: number };
  };
  readonly table: {
    readonly ask: {
      readonly asOf: string;
      readonly without: readonly string[];
      readonly leaving: readonly string[];
      /** Instruments signed in thought, as a register writes them. */
      readonly added: readonly unknown[];
      readonly language: Language;
      /** The hand is still on the slider: reasons can wait. */
      readonly isMoving: boolean;
    };
    readonly answer: FlowTable;
  };
  /** How many flows have which verdict, in the order of `VERDICTS`. */
  readonly counts: { readonly ask: { readonly asOf: string }; readonly answer: readonly number[] };
  /** Flows whose answer changes after a day and before another. */
  readonly endings: {
    readonly ask: { readonly asOf: string; readonly until: string };
    readonly answer: readonly (readonly [string, FlowEnding])[];
  };
}

export interface EngineAsk {
  readonly number: number;
  readonly name: keyof EngineWorks;
  readonly ask: unknown;
}

export type EngineReply =
  | { readonly number: number; readonly is: 'answered'; readonly answer: unknown }
  | { readonly number: number; readonly is: 'failed'; readonly why: string };
