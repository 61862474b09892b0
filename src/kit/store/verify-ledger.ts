// Verifies the ledger of a group: every hash, the order, the checkpoints, and whether the tables say what the ledger says.
import { type Kysely, sql } from 'kysely';
import { findChangedBlobs } from './blob-parts.ts';
import { type Checkpoint, isSignedBy, readCheckpoints } from './checkpoint.ts';
import { FIRST_PREVIOUS, hashEntry, type LedgerEntry } from './ledger-entry.ts';
import { type Projection, project } from './projection.ts';
import { rebuildWithin } from './rebuild-tables.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';
import { type StoreTransaction, transact } from './transact.ts';

/** The closed list of what can be wrong with a ledger. */
export type LedgerFault =
  /** An entry is not as it was written. */
  | 'entry-changed'
  /** An entry does not follow from the one before: one of the two was exchanged. */
  | 'chain-broken'
  /** Entries are missing between two others. */
  | 'entries-missing'
  /** Two entries have the same position. */
  | 'position-doubled'
  /** The ledger ends before the end that is known of it. */
  | 'end-missing'
  /** The head, which says how far the ledger has come, says something else than the ledger. */
  | 'head-differs'
  /** An entry says it was recorded before the one that stands before it. */
  | 'time-backwards'
  /** A checkpoint was not signed with the key of this store, or was changed. */
  | 'checkpoint-forged'
  /** The ledger is not the one of which the checkpoint was made. */
  | 'checkpoint-differs'
  /** A table does not say what the ledger says; it can be rebuilt. */
  | 'table-differs'
  /** What is kept beside the ledger under a hash does not have it, or parts of it are missing. */
  | 'blob-changed';

export interface LedgerFinding {
  readonly code: LedgerFault;
  /** Where in the ledger; 0 where it is no place in it. */
  readonly position: number;
  readonly message: string;
  readonly hint: string;
}

export interface Verification {
  readonly groupId: string;
  readonly entries: number;
  /** Hash of the last entry. */
  readonly hash: string;
  readonly checkpoints: number;
  readonly findings: readonly LedgerFinding[];
  /** Findings beyond those listed. */
  readonly more: number;
}

export interface VerifyWish {
  /** Checkpoints that were kept outside. */
  readonly checkpoints?: readonly Checkpoint[];
  /** The key that must have signed; left out: those this store believes. Give it from outside where the store itself is in doubt. */
  readonly publicKey?: string;
  /** Do not compare the tables, only the ledger itself. */
  readonly withoutTables?: boolean;
}

const FETCHED = 2_000;
const FINDINGS_MAX = 100;
const DO_ASIDE =
  'Stop, keep the data as they are, and compare with a backup from before; restore it into a new store if need be.';

/** Reads all of it in one state of the database, while others go on writing. */
export function verifyLedger(scope: Scope, store: Store, wish: VerifyWish = {}): Promise<Verification> {
  return transact(
    store,
    (transaction) => verifyWithin(transaction, scope.groupId, store.keys.trusted, wish, store.projections),
    {
      isSnapshot: true,
      isLong: true,
    },
  );
}

export async function verifyWithin(
  transaction: StoreTransaction,
  groupId: string,
  trustedKeys: readonly string[],
  wish: VerifyWish = {},
  projections: readonly Projection[] = [],
): Promise<Verification> {
  const notes = new Notes();
  const own = await readCheckpoints(transaction, groupId);
  const outside = (wish.checkpoints ?? []).filter((one) => one.groupId === groupId);
  const checkpoints = [...own, ...outside];
  const believed = wish.publicKey === undefined ? trustedKeys : [wish.publicKey];
  const trusted = checkpoints.filter((one) => isTrusted(one, believed, notes));
  const end = await walk(transaction, groupId, trusted, notes);
  await compareHead(transaction, groupId, end, notes);
  await compareBlobs(transaction, groupId, notes);
  if (wish.withoutTables !== true && notes.all.length === 0) {
    await compareTables(transaction, groupId, notes);
    for (const projection of projections) await compareProjection(transaction, groupId, projection, notes);
  }
  const { position: entries, hash } = end;
  return { groupId, entries, hash, checkpoints: checkpoints.length, findings: notes.all, more: notes.more };
}

class Notes {
  readonly all: LedgerFinding[] = [];
  more = 0;

  add(code: LedgerFault, position: number, message: string, hint: string = DO_ASIDE): void {
    if (this.all.length >= FINDINGS_MAX) this.more += 1;
    else this.all.push({ code, position, message, hint });
  }
}

function isTrusted(checkpoint: Checkpoint, believed: readonly string[], notes: Notes): boolean {
  if (believed.some((key) => isSignedBy(checkpoint, key))) return true;
  notes.add(
    'checkpoint-forged',
    checkpoint.position,
    `The checkpoint of ${checkpoint.madeAt} at position ${checkpoint.position} does not carry the signature of this store.`,
    'It was changed, comes from another store, or the key was replaced. Compare with the checkpoints you keep outside.',
  );
  return false;
}

interface End {
  readonly position: number;
  readonly hash: string;
}

async function walk(
  transaction: StoreTransaction,
  groupId: string,
  checkpoints: readonly Checkpoint[],
  notes: Notes,
): Promise<End> {
  const expected = new Map<number, Checkpoint[]>();
  for (const one of checkpoints) expected.set(one.position, [...(expected.get(one.position) ?? []), one]);
  let before: End & { readonly recordedAt: string } = { position: 0, hash: FIRST_PREVIOUS, recordedAt: '' };
  // A cursor, not pages by position: where a position stands twice, a page would end between the two.
  await sql`declare verifying no scroll cursor for
    select * from ledger_entries where group_id = ${sql.lit(groupId)} order by position`.execute(transaction);
  for (;;) {
    const { rows } = await sql<LedgerEntry>`fetch ${sql.lit(FETCHED)} from verifying`.execute(transaction);
    if (rows.length === 0) break;
    for (const entry of rows) {
      checkEntry(entry, before, notes);
      for (const one of expected.get(entry.position) ?? []) checkCheckpoint(entry, one, notes);
      expected.delete(entry.position);
      // The chain goes on from what is written there, so that one change is one finding.
      before = { position: entry.position, hash: entry.hash, recordedAt: entry.recorded_at };
    }
  }
  await sql`close verifying`.execute(transaction);
  for (const { position, madeAt } of [...expected.values()].flat()) {
    const isEnd = position > before.position;
    notes.add(
      isEnd ? 'end-missing' : 'checkpoint-differs',
      position,
      isEnd
        ? `The ledger ends at position ${before.position}, but on ${madeAt} it had reached ${position}.`
        : `There is no entry ${position}, of which a checkpoint was made on ${madeAt}.`,
    );
  }
  return before;
}

function checkEntry(entry: LedgerEntry, before: End & { readonly recordedAt: string }, notes: Notes): void {
  const { position } = entry;
  const wanted = before.position + 1;
  if (position === before.position)
    notes.add('position-doubled', position, `Two entries have the position ${position}.`);
  else if (position !== wanted) {
    const gap =
      position - 1 === wanted
        ? `Entry ${wanted} is missing`
        : `The entries ${wanted} to ${position - 1} are missing`;
    notes.add('entries-missing', wanted, `${gap}.`);
  } else if (entry.previous_hash !== before.hash) {
    notes.add(
      'chain-broken',
      position,
      `Entry ${position} does not follow from entry ${before.position}: one of the two was exchanged.`,
    );
  }
  if (hashEntry(entry) !== entry.hash) {
    const { noun, record_id: recordId, version } = entry;
    notes.add(
      'entry-changed',
      position,
      `Entry ${position} (${noun} ${recordId}, version ${version}) is not as it was written.`,
    );
  }
  if (entry.recorded_at.slice(0, -1) < before.recordedAt.slice(0, -1)) {
    notes.add(
      'time-backwards',
      position,
      `Entry ${position} says it was recorded at ${entry.recorded_at}, before the one that stands before it.`,
    );
  }
}

function checkCheckpoint({ position, hash }: LedgerEntry, checkpoint: Checkpoint, notes: Notes): void {
  if (checkpoint.hash === hash) return;
  notes.add(
    'checkpoint-differs',
    position,
    `The ledger up to position ${position} is not the one that was signed on ${checkpoint.madeAt}: it was written anew since.`,
  );
}

async function compareHead(
  database: Kysely<StoreTables>,
  groupId: string,
  end: End,
  notes: Notes,
): Promise<void> {
  const head = await database
    .selectFrom('ledger_heads')
    .select(['position', 'hash'])
    .where('group_id', '=', groupId)
    .executeTakeFirst();
  const { position, hash } = head ?? { position: 0, hash: FIRST_PREVIOUS };
  if (position > end.position) {
    notes.add(
      'end-missing',
      end.position + 1,
      `The ledger ends at position ${end.position}, but had reached ${position}.`,
    );
  } else if (position !== end.position || hash !== end.hash) {
    notes.add(
      'head-differs',
      end.position,
      `The head says ${position}, the ledger ends at ${end.position}${position === end.position ? ' with another hash' : ''}.`,
    );
  }
}

/** Rebuilds the tables aside and compares; nothing of it stays. */
async function compareTables(transaction: StoreTransaction, groupId: string, notes: Notes): Promise<void> {
  const names = { records: 'verified_records', spans: 'verified_spans' };
  await sql`create temporary table verified_records (like records) on commit drop`.execute(transaction);
  await sql`create temporary table verified_spans (like record_spans) on commit drop`.execute(transaction);
  await rebuildWithin(transaction, groupId, names, false);
  await compareRows(transaction, groupId, 'records', names.records, notes);
  await compareRows(transaction, groupId, 'record_spans', names.spans, notes);
  await sql`drop table verified_records, verified_spans`.execute(transaction);
}

async function compareProjection(
  transaction: StoreTransaction,
  groupId: string,
  projection: Projection,
  notes: Notes,
): Promise<void> {
  await sql`create temporary table verified_projection (like ${sql.table(projection.table)} including indexes)
    on commit drop`.execute(transaction);
  await project(transaction, groupId, projection, 'verified_projection');
  await compareRows(transaction, groupId, projection.table, 'verified_projection', notes);
  await sql`drop table verified_projection`.execute(transaction);
}

async function compareRows(
  transaction: StoreTransaction,
  groupId: string,
  table: string,
  aside: string,
  notes: Notes,
): Promise<void> {
  // Rows as hashes, grouped: that is done on the disk where it does not fit into memory, which EXCEPT is not.
  const { rows } = await sql<{ noun: string; record_id: string }>`
    select distinct noun, record_id from (
      select noun, record_id from (
        select noun, record_id, md5(t::text) as print, 1 as side from ${sql.table(table)} t where group_id = ${groupId}
        union all
        select noun, record_id, md5(t::text), -1 from ${sql.table(aside)} t) both_sides
      group by noun, record_id, print having sum(side) <> 0) differing
    order by 1, 2 limit ${FINDINGS_MAX}`.execute(transaction);
  for (const { noun, record_id: recordId } of rows) {
    notes.add(
      'table-differs',
      0,
      `The table ${table} says something else of ${noun} ${recordId} than the ledger.`,
      'The ledger itself is sound. Rebuild the tables from it.',
    );
  }
}

async function compareBlobs(database: Kysely<StoreTables>, groupId: string, notes: Notes): Promise<void> {
  for await (const hash of findChangedBlobs(database, groupId)) {
    notes.add(
      'blob-changed',
      0,
      `The file with the hash ${hash} is not as it was kept.`,
      'The ledger itself is sound. Take the file from a backup.',
    );
  }
}
