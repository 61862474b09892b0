// The tables of the store as they are in the database; every key begins with the group, so that the same schema can be distributed.
import type { JsonMap } from './canonical.ts';

/** Who has written how far: one row per group, locked by whoever appends. */
interface LedgerHeadsTable {
  group_id: string;
  position: number;
  hash: string;
  recorded_at: string;
}

/** What is kept for good. Rows are added and never changed. */
export interface LedgerEntriesTable {
  group_id: string;
  /** Counted from 1 within the group, without gaps. */
  position: number;
  /** Made by the caller, so that sending twice does no harm. */
  id: string;
  noun: string;
  record_id: string;
  /** Counted from 1 within the record, without gaps. */
  version: number;
  kind: EntryKind;
  payload: JsonMap;
  /** First day on which it holds; null: always held. */
  valid_from: string | null;
  /** First day on which it no longer holds; null: open. */
  valid_until: string | null;
  recorded_at: string;
  actor: string;
  why: string;
  origin: string;
  previous_hash: string;
  hash: string;
}

/**
 * `statement`: the record is as the payload says; `removal`: the record is no more; `undo`: the entry named in the payload counts
 * as never made.
 */
export type EntryKind = 'statement' | 'removal' | 'undo';

/** Each record as its last entry left it. Made from the ledger, and can be made again. */
export interface RecordsTable {
  group_id: string;
  noun: string;
  record_id: string;
  version: number;
  position: number;
  body: JsonMap;
  valid_from: string | null;
  valid_until: string | null;
  recorded_at: string;
  deleted: boolean;
}

/** From which day to which day which entry speaks for a record, and between which positions of the ledger that was known. */
export interface RecordSpansTable {
  group_id: string;
  noun: string;
  record_id: string;
  known_from: number;
  /** Null: still so. */
  known_until: number | null;
  /** `-infinity` and `infinity` where there is no bound. */
  valid_from: string;
  valid_until: string;
  /** The statement that speaks. */
  position: number;
}

/** The key of each person, itself encrypted by the master key; gone once the person was erased. */
export interface SubjectKeysTable {
  group_id: string;
  /** A keyed hash of the person, which says nothing without the master key. */
  subject_key: string;
  sealed_key: string | null;
  made_at: string;
  destroyed_at: string | null;
}

export interface CheckpointsTable {
  group_id: string;
  position: number;
  hash: string;
  made_at: string;
  public_key: string;
  signature: string;
}

/** Which migrations this database has had; belongs to the database, not to a group. */
interface MigrationsTable {
  name: string;
  hash: string;
  applied_at: string;
}

export interface StoreTables {
  ledger_heads: LedgerHeadsTable;
  ledger_entries: LedgerEntriesTable;
  records: RecordsTable;
  record_spans: RecordSpansTable;
  subject_keys: SubjectKeysTable;
  checkpoints: CheckpointsTable;
  migrations: MigrationsTable;
}
