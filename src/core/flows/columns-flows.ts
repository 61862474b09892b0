// The form of flows in columns of numbers, in the order of the register.
import type { Derogation, Flow } from './register.ts';
import { MODES, ROLES } from './words.ts';

/** Who takes part: the sender is the person concerned; the recipients are the importer's own people. */
export const FROM_PERSON = 1;
export const TO_STAFF = 2;
/** The flow names no other by which its data arrived. */
export const BEGINS = 4;

/** Not named, or not in the register. */
export const NOBODY = -1;

/** The flows of a register in columns; all of them can be handed to another thread. */
export interface FlowColumns {
  readonly count: number;
  /** Numbers of records in the order of the register; -1 where there is none. */
  readonly exporter: Int32Array;
  readonly importer: Int32Array;
  readonly activity: Int32Array;
  readonly parties: Uint8Array;
  /** Roles as stated, mode and flags: see `mannerOf`. */
  readonly manner: Int32Array;
  /** Number of a word of `places` and one; 0 where the flow names no place of its own. */
  readonly at: Uint16Array;
  /** Number of a list of `tools` and one; 0 where the flow relies on none by name. */
  readonly tools: Int32Array;
  /** Number of a derogation of `derogations` and one; 0 where it relies on none. */
  readonly derogation: Int32Array;
  /** First day and first day no longer, as numbers. */
  readonly from: Int32Array;
  readonly until: Int32Array;
  /** The flows by which the data arrived: of flow i those from `afterStart[i]` on. */
  readonly afterStart: Int32Array;
  readonly after: Int32Array;
  readonly places: readonly string[];
  /** Ids of activities that flows name and the register does not hold (yet); numbered behind those that it holds. */
  readonly strangeActivities: readonly string[];
  /** Ids of instruments. */
  readonly toolLists: readonly (readonly string[])[];
  readonly derogations: readonly Derogation[];
  /** Flows of which an assessment speaks by name: number and id of the flow, ids of assessments. */
  readonly assessed: readonly AssessedFlow[];
}

export type AssessedFlow = readonly [number: number, id: string, assessments: readonly string[]];

/** Roles, mode and flags of a flow in one number; 0 in any place: not known. */
export interface Manner {
  readonly fromRole: number;
  readonly toRole: number;
  readonly mode: number;
  readonly automated: number;
  readonly clearText: number;
  readonly combinesEuData: number;
}

/** Takes a manner apart. */
export function mannerOf(number: number): Manner {
  return {
    fromRole: number & 3,
    toRole: (number >> 2) & 3,
    mode: (number >> 4) & 7,
    automated: (number >> 7) & 3,
    clearText: (number >> 9) & 3,
    combinesEuData: (number >> 11) & 3,
  };
}

/** Roles, mode and flags in one number, as `mannerOf` takes them apart. */
export function mannerNumber(flow: Whole<Flow>): number {
  return (
    wordNumber(ROLES, flow.fromRole) |
    (wordNumber(ROLES, flow.toRole) << 2) |
    (wordNumber(MODES, flow.mode) << 4) |
    (flagNumber(flow.automated) << 7) |
    (flagNumber(flow.clearText) << 9) |
    (flagNumber(flow.combinesEuData) << 11)
  );
}

/** The place of a word and one. Compared one by one, which is quicker than a map for so few. */
function wordNumber<W extends string>(words: readonly W[], word: W | undefined): number {
  return word === undefined ? 0 : words.indexOf(word) + 1;
}

function flagNumber(flag: boolean | undefined): number {
  return flag === undefined ? 0 : flag ? 1 : 2;
}

/** Numbers the records of a list by their ids, in order. */
export function numbersOf(records: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const id of records.keys()) numbers.set(id, numbers.size);
  return numbers;
}

/** A record with all its keys; what is not known is there as undefined. */
export type Whole<T> = { readonly [K in keyof Required<T>]: T[K] };
