// A record as readers see it: what is kept of it, with its version, its times, and what was erased from it.
import type { Fields } from '../../core/base/reading.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Difference } from '../group/refusal.ts';

export interface KeptFields<Noun extends string = RecordNoun> {
  readonly noun: Noun;
  readonly id: string;
  /** To be named with a change as the version that its author saw. */
  readonly version: number;
  /** Position in the ledger of the last entry about it. */
  readonly position: number;
  readonly recordedAt: string;
  /** The days for which this statement speaks; null: no bound. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly removed: boolean;
  /** Places whose person was erased; they are left out of the record. */
  readonly erased: readonly string[];
  /** Exactly its form in the register file. */
  readonly record: Fields;
}

/** One entry about a record, with who, when, why and from where. */
export interface RecordEntry {
  /** The id by which it can be undone. */
  readonly entryId: string;
  readonly position: number;
  readonly version: number;
  readonly kind: 'statement' | 'removal' | 'undo';
  readonly recordedAt: string;
  readonly actor: string;
  readonly why: string;
  readonly origin: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Of an undo: the entry that counts as never made. */
  readonly undoes: string | null;
  /** A later entry undid it. */
  readonly isUndone: boolean;
  /** Is the record removed after this entry? */
  readonly removed: boolean;
  readonly differences: readonly Difference[];
}

/** What was kept of a change that was made. */
export interface Kept {
  readonly entryId: string;
  readonly position: number;
  readonly version: number;
  readonly recordedAt: string;
  /** It was kept before; nothing was done now. */
  readonly isRepeated: boolean;
}
