// Reads all records of a noun, page by page, as one state of the ledger has them, without holding a transaction open meanwhile.
import { sql } from 'kysely';
import {
  asOfRows,
  type Clocks,
  findKnownPosition,
  hasClock,
  type KeptRecord,
  openRows,
  type RecordRow,
} from './read-records.ts';
import { readTimeline } from './record-states.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { findStanding } from './timeline.ts';
import { read } from './transact.ts';

const FETCHED = 1_000;

/** How far the ledger has come, or had come at a moment; what is read at this position stays the same whatever is written meanwhile. */
export function readPosition(scope: Scope, store: Store, { knownAt }: Clocks = {}): Promise<number> {
  return read(async () => {
    if (knownAt !== undefined) return findKnownPosition(store.kysely, scope.groupId, knownAt);
    const head = await store.kysely
      .selectFrom('ledger_heads')
      .select('position')
      .where('group_id', '=', scope.groupId)
      .executeTakeFirst();
    return head?.position ?? 0;
  });
}

/** The records as they stood at a position of the ledger; with a clock, as they were on that day as then known. */
export async function* streamRecords(
  scope: Scope,
  store: Store,
  noun: string,
  position: number,
  clocks: Clocks = {},
): AsyncGenerator<readonly KeptRecord[]> {
  let after = '';
  for (;;) {
    const rows = hasClock(clocks)
      ? await readAsOf(scope, store, noun, position, clocks, after)
      : await readStanding(scope, store, noun, position, after);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.record_id;
    const standing = rows.filter(({ deleted }) => !deleted);
    if (standing.length > 0) yield await openRows(scope, store, standing);
  }
}

async function readAsOf(
  scope: Scope,
  store: Store,
  noun: string,
  known: number,
  { asOf }: Clocks,
  after: string,
): Promise<RecordRow[]> {
  const wish = { noun, known, after, ...(asOf !== undefined && { asOf }) };
  const { rows } = await read(() =>
    sql<RecordRow>`${asOfRows(scope.groupId, wish)} limit ${FETCHED}`.execute(store.kysely),
  );
  return rows;
}

async function readStanding(
  scope: Scope,
  store: Store,
  noun: string,
  position: number,
  after: string,
): Promise<RecordRow[]> {
  const rows = await read(() =>
    store.kysely
      .selectFrom('records')
      .selectAll()
      .where('group_id', '=', scope.groupId)
      .where('noun', '=', noun)
      .where('record_id', '>', after)
      .where((where) => where.or([where('deleted', '=', false), where('position', '>', position)]))
      .orderBy('record_id')
      .limit(FETCHED)
      .execute(),
  );
  const changed = rows.filter((row) => row.position > position);
  if (changed.length === 0) return rows;
  const before = new Map<string, RecordRow>();
  for (const row of changed) before.set(row.record_id, await readBack(scope, store, row, position));
  return rows.map((row) => before.get(row.record_id) ?? row);
}

/** The record as it stood at an earlier position. */
async function readBack(
  { groupId }: Scope,
  store: Store,
  row: RecordRow,
  position: number,
): Promise<RecordRow> {
  const timeline = await read(() => readTimeline(store.kysely, groupId, row.noun, row.record_id));
  const { statement, deleted } = findStanding(timeline.filter((entry) => entry.position <= position));
  if (statement === null || deleted) return { ...row, deleted: true };
  const entry = await read(() =>
    store.kysely
      .selectFrom('ledger_entries')
      .selectAll()
      .where('group_id', '=', groupId)
      .where('position', '=', statement.position)
      .executeTakeFirstOrThrow(),
  );
  const { payload: body, version, recorded_at, valid_from, valid_until } = entry;
  return {
    ...row,
    body,
    version,
    position: statement.position,
    recorded_at,
    valid_from,
    valid_until,
    deleted,
  };
}
