// Records of the register: states, removes, undoes and reads them; one way for all nouns, for all act alike.
import type { Fields } from '../../core/base/reading.ts';
import type { Result } from '../../core/base/result.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Clocks } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { Kept, KeptFields, RecordEntry } from './record.ts';

export interface StateWish {
  /** The version that the author saw; 0: none. Left out: whatever it is. */
  readonly expectedVersion?: number;
  /** Refuse where there is a record of this id. */
  readonly mustBeNew?: boolean;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** The id of the entry (`makeId`); sent twice it does nothing the second time. */
  readonly entryId?: string;
  /** Keep texts of a person again who was erased. */
  readonly again?: boolean;
}

/** The record is as given, in the form of the register file. */
export function stateRecord(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _record: unknown,
  _wish: StateWish = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}

export interface RemoveWish {
  readonly expectedVersion?: number;
  readonly entryId?: string;
}

/** The record is no more. Refused while others name it, which are listed. */
export function removeRecord(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _id: string,
  _wish: RemoveWish = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}

/** An entry about the record counts as never made: what it overwrote or removed is back. `undoes` is the id of that entry. */
export function undoEntry(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _id: string,
  _undoes: string,
  _wish: RemoveWish = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}

/** The record, or null where there is none (at that time). One that was removed is answered as `removed` where no clock is asked for. */
export function readRecordOf(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _id: string,
  _clocks: Clocks = {},
): Promise<KeptFields | null> {
  throw new Error('not yet');
}

/** Everything that was said of the record, first to last; empty where nothing was. */
export function readHistoryOf(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _id: string,
): Promise<readonly RecordEntry[]> {
  throw new Error('not yet');
}

export interface RecordsWish extends Clocks {
  /** Conditions that all must hold. */
  readonly where?: readonly Filter[];
  readonly sort?: readonly Sort[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
  readonly withRemoved?: boolean;
}

export interface Filter {
  /** Keys of the body from the top down; `*` stands for any item of a list, as in `['subjects', '*', 'category']`. */
  readonly path: readonly string[];
  readonly is: 'equals' | 'one-of' | 'contains' | 'from' | 'until' | 'absent' | 'present';
  /** `one-of`: a list; `from` (inclusive) and `until` (exclusive) compare texts, as days are; `contains`: an item of a list. */
  readonly value?: unknown;
}

export interface Sort {
  readonly by: 'id' | 'recordedAt' | 'version' | { readonly path: readonly string[] };
  readonly descending?: boolean;
}

/** A page of records. Refused (`bad-input`) where a filter, a sort or a cursor cannot be. */
export function listRecordsOf(
  _scope: Scope,
  _store: Store,
  _noun: RecordNoun,
  _wish: RecordsWish = {},
): Promise<Result<{ readonly records: readonly KeptFields[]; readonly next: string | null }, Refusal>> {
  throw new Error('not yet');
}
