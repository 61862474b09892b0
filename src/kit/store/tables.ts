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

/** Which other records a statement names, as `noun id`. Made from the ledger, and can be made again. */
interface RecordLinksTable {
  group_id: string;
  noun: string;
  record_id: string;
  /** Of the statement in the ledger. */
  position: number;
  names: string[];
}

/** The words of each record as they are searched. Made from the ledger, and can be made again; nothing about persons is in it. */
interface SearchTextsTable {
  group_id: string;
  noun: string;
  record_id: string;
  title: string;
  words: string;
  /** Every two letters that follow each other. */
  grams: string[];
}

/** In which version each projection of a group was made. */
interface ProjectionsTable {
  group_id: string;
  name: string;
  version: number;
}

/** What is too large for the ledger, known by the hash of its content. */
export interface BlobsTable {
  group_id: string;
  /** SHA-256 of the content, as 64 hexadecimal digits. */
  hash: string;
  /** Under which its parts are kept. */
  content: string;
  size: number;
  made_at: string;
}

export interface BlobPartsTable {
  group_id: string;
  content: string;
  /** Counted from 0. */
  part: number;
  bytes: Buffer;
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
  record_links: RecordLinksTable;
  search_texts: SearchTextsTable;
  projections: ProjectionsTable;
  blobs: BlobsTable;
  blob_parts: BlobPartsTable;
  migrations: MigrationsTable;
}
