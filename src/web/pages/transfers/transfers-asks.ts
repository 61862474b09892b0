// What the page asks and what it hears: the words between the page and the worker that answers it.
import type { Problem } from '../../../api/problem.ts';
import type { FlowAnswer, Verdict } from '../../../core/flows/answer.ts';
import type { ContractsAnswer } from '../../../core/flows/contracts.ts';
import type { Timeline } from '../../../core/flows/timeline.ts';
import type { WhatIfAnswer } from '../../../core/flows/what-if.ts';
import type { Language } from '../../../core/law/law.ts';
import type { ChosenFlows, FlowNames, FlowWish } from './choose-flows.ts';
import type { FlowColumns, PlainRecord, PlainRegister } from './flow-columns.ts';
import type { Signing } from './signing.ts';

/** The group as it is stored, or a file that was opened and is kept nowhere. */
export type Source =
  | {
      readonly is: 'group';
      readonly group: string;
      readonly knownAt: string | undefined;
      /** The key of the reader; null where none is needed. */
      readonly key: string | null;
    }
  | { readonly is: 'file'; readonly id: string };

export interface Asked {
  readonly source: Source;
  readonly asOf: string;
  readonly without: readonly string[];
  readonly leaving: readonly string[];
  readonly signed: readonly Signing[];
  readonly language: Language;
}

/** Of a load: what is asked, and how. */
export interface LoadAsked extends Asked {
  /** Another one once the ledger moved: what was read before is then forgotten. */
  readonly turn: number;
  /** The hand is still on the slider: reasons can wait. */
  readonly isMoving: boolean;
}

export type Span = Timeline['flows'][number]['spans'][number];

/** What is known of one flow. */
export interface FlowStory {
  readonly answer: FlowAnswer | null;
  readonly isRunning: boolean;
  /** The records that have to do with it: its ends, its activity, the chain before and after it, instruments and assessments. */
  readonly around: PlainRegister;
  /** Verdicts of the flows around it. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

export interface RegisterLists {
  readonly organisations: readonly PlainRecord[];
  readonly instruments: readonly PlainRecord[];
  readonly activities: readonly PlainRecord[];
}

/** By the name of the work: what is handed in, what comes out. */
export interface Works {
  readonly open: {
    readonly ask: { readonly name: string; readonly text: string };
    readonly answer: { readonly id: string };
  };
  readonly load: { readonly ask: LoadAsked; readonly answer: FlowColumns };
  readonly choose: {
    readonly ask: {
      readonly asked: Asked;
      readonly key: string;
      readonly wish: FlowWish;
      readonly names: FlowNames;
    };
    readonly answer: ChosenFlows;
  };
  readonly explain: { readonly ask: Asked & { readonly flow: string }; readonly answer: FlowStory };
  readonly years: {
    readonly ask: Asked & { readonly flow: string; readonly from: string; readonly until: string };
    readonly answer: readonly Span[];
  };
  /** How many flows have which verdict where nothing is assumed. */
  readonly before: { readonly ask: Asked; readonly answer: Readonly<Record<Verdict, number>> };
  readonly whatIf: { readonly ask: Asked; readonly answer: WhatIfAnswer };
  readonly contracts: { readonly ask: Asked; readonly answer: ContractsAnswer };
  readonly lists: { readonly ask: Asked; readonly answer: RegisterLists };
}

export type WorkName = keyof Works;

/** To the worker. `leave` gives up the work of that number. */
export type ToWorker =
  | { readonly number: number; readonly name: WorkName; readonly ask: unknown }
  | { readonly number: number; readonly name: 'leave' };

export type FromWorker =
  | { readonly number: number; readonly is: 'answered'; readonly answer: unknown }
  | { readonly number: number; readonly is: 'refused'; readonly problem: Problem }
  | { readonly number: number; readonly is: 'left' }
  /** Days are answered in the browser from now on, or no longer. */
  | { readonly is: 'engine'; readonly isOpen: boolean };
