// Reads records: as they stand, or as they were on a day (`asOf`), with what was known at a moment (`knownAt`).
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../core/time/instant.ts';
import type { JsonMap } from './canonical.ts';
import { writeInstant } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import { openBodies } from './seal-personal.ts';
import type { Store } from './store.ts';
import { StoreFault } from './store-fault.ts';
import type { StoreTables } from './tables.ts';
import { read } from './transact.ts';
import { unguessed } from './unguessed-group.ts';

export interface KeptRecord {
  readonly noun: string;
  readonly recordId: string;
  /** To be sent as `expectedVersion` with a change. */
  readonly version: number;
  /** Position in the ledger of the last entry about it. */
  readonly position: number;
  readonly body: JsonMap;
  /** Places of the body about persons who were erased; null stands there. */
  readonly erased: readonly string[];
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly recordedAt: string;
  readonly deleted: boolean;
}

export interface Clocks {
  /** The day on which it shall hold; left out: the last that was said, whenever it holds. */
  readonly asOf?: string;
  /** Only what was recorded up to this moment counts; left out: everything. */
  readonly knownAt?: Instant;
}

export interface ListWish extends Clocks {
  readonly noun: string;
  /** The id after which the page begins: the last one of the page before. */
  readonly after?: string;
  readonly limit?: number;
  /** Also records that were removed; only where no clock is asked for. */
  readonly withRemoved?: boolean;
}

const PAGE = 200;

/** One record, or null where there is none (at that time). A record that was removed is answered as `deleted` where no clock is asked for. */
export async function readRecord(
  scope: Scope,
  store: Store,
  noun: string,
  recordId: string,
  clocks: Clocks = {},
): Promise<KeptRecord | null> {
  const [row] = await read(async () =>
    hasClock(clocks)
      ? selectAsOf(store.kysely, scope.groupId, { noun, ...clocks, only: recordId, limit: 1 })
      : store.kysely
          .selectFrom('records')
          .selectAll()
          .where('group_id', '=', unguessed(scope.groupId))
          .where('noun', '=', noun)
          .where('record_id', '=', recordId)
          .execute(),
  );
  return row === undefined ? null : ((await openRows(scope, store, [row]))[0] ?? null);
}

/** A page of records of one noun in the order of their ids. */
export async function listRecords(scope: Scope, store: Store, wish: ListWish): Promise<KeptRecord[]> {
  const limit = checkLimit(store, wish.limit ?? PAGE);
  const rows = await read(async () => {
    if (hasClock(wish)) return selectAsOf(store.kysely, scope.groupId, { ...wish, limit });
    let query = store.kysely
      .selectFrom('records')
      .selectAll()
      .where('group_id', '=', scope.groupId)
      .where('noun', '=', wish.noun);
    if (wish.after !== undefined) query = query.where('record_id', '>', wish.after);
    if (wish.withRemoved !== true) query = query.where('deleted', '=', false);
    return query.orderBy('record_id').limit(limit).execute();
  });
  return openRows(scope, store, rows);
}

/** Refuses to answer more rows at once than the store may. */
export function checkLimit(store: Store, limit: number): number {
  if (Number.isInteger(limit) && limit > 0 && limit <= store.limits.rows) return limit;
  throw new StoreFault(
    'too-many-rows',
    `${limit} rows were asked for at once; 1 to ${store.limits.rows} are answered.`,
    'Ask page by page: `after` takes the last id of the page before.',
  );
}

export function hasClock({ asOf, knownAt }: Clocks): boolean {
  return asOf !== undefined || knownAt !== undefined;
}

export interface RecordRow {
  readonly noun: string;
  readonly record_id: string;
  readonly version: number;
  readonly position: number;
  readonly body: JsonMap;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly recorded_at: string;
  readonly deleted: boolean;
}

interface AsOfWish {
  readonly noun: string;
  /** Only what had been recorded up to this position counts; null: everything. */
  readonly known: number | null;
  readonly asOf?: string;
  readonly only?: string;
  readonly after?: string;
}

async function selectAsOf(
  database: Kysely<StoreTables>,
  groupId: string,
  wish: Clocks & Pick<AsOfWish, 'noun' | 'only' | 'after'> & { readonly limit: number },
): Promise<RecordRow[]> {
  const { knownAt, limit, ...rest } = wish;
  const known = knownAt === undefined ? null : await findKnownPosition(database, groupId, knownAt);
  const { rows } = await sql<RecordRow>`${asOfRows(groupId, { ...rest, known })} limit ${limit}`.execute(
    database,
  );
  return rows;
}

/**
 * The entries that speak for records, in the order of their ids. Without a day, of each record the entry that speaks for the
 * latest days; the spans of one record that were known at one moment do not overlap, so that with a day there is one at most.
 */
export function asOfRows(
  groupId: string,
  { noun, known, asOf, only, after = '' }: AsOfWish,
): RawBuilder<RecordRow> {
  const wasKnown =
    known === null
      ? sql`s.known_until is null`
      : sql`s.known_from <= ${known}::bigint and (s.known_until is null or s.known_until > ${known}::bigint)`;
  const held =
    asOf === undefined ? sql`true` : sql`s.valid_from <= ${asOf}::date and ${asOf}::date < s.valid_until`;
  const named = only === undefined ? sql`s.record_id > ${after}` : sql`s.record_id = ${only}`;
  return sql<RecordRow>`
    select distinct on (s.record_id) s.noun, s.record_id, e.version, e.position, e.payload as body,
      nullif(s.valid_from, '-infinity') as valid_from, nullif(s.valid_until, 'infinity') as valid_until,
      e.recorded_at, false as deleted
    from record_spans s
    join ledger_entries e on e.group_id = ${groupId} and e.position = s.position
    where s.group_id = ${groupId} and s.noun = ${noun} and ${named} and ${wasKnown} and ${held}
    order by s.record_id, s.valid_from desc`;
}

/** The statement about a record that speaks for the days nearest to one for which none does: the next later one, else the last. */
export async function readNearest(
  scope: Scope,
  store: Store,
  noun: string,
  recordId: string,
  { asOf, known }: { readonly asOf: string; readonly known: number },
): Promise<KeptRecord | null> {
  const { groupId } = scope;
  const { rows } = await read(() =>
    sql<RecordRow>`
      select s.noun, s.record_id, e.version, e.position, e.payload as body,
        nullif(s.valid_from, '-infinity') as valid_from, nullif(s.valid_until, 'infinity') as valid_until,
        e.recorded_at, false as deleted
      from record_spans s
      join ledger_entries e on e.group_id = ${groupId} and e.position = s.position
      where s.group_id = ${groupId} and s.noun = ${noun} and s.record_id = ${recordId}
        and s.known_from <= ${known}::bigint and (s.known_until is null or s.known_until > ${known}::bigint)
      order by s.valid_from > ${asOf}::date desc,
        case when s.valid_from > ${asOf}::date then s.valid_from end, s.valid_from desc
      limit 1`.execute(store.kysely),
  );
  return (await openRows(scope, store, rows))[0] ?? readLastSaid(scope, store, noun, recordId, known);
}

/** What was said last of a record, though it was removed since. */
async function readLastSaid(
  scope: Scope,
  store: Store,
  noun: string,
  recordId: string,
  known: number,
): Promise<KeptRecord | null> {
  const { rows } = await read(() =>
    sql<RecordRow>`
      select noun, record_id, version, position, payload as body, valid_from, valid_until, recorded_at, true as deleted
      from ledger_entries
      where group_id = ${scope.groupId} and noun = ${noun} and record_id = ${recordId} and kind = 'statement'
        and position <= ${known}
      order by version desc limit 1`.execute(store.kysely),
  );
  return (await openRows(scope, store, rows))[0] ?? null;
}

/** Those of the named records of which anything was ever said, as they stand; removed ones, too. In no order. */
export async function readRecordsNamed(
  scope: Scope,
  store: Store,
  named: readonly { readonly noun: string; readonly recordId: string }[],
): Promise<KeptRecord[]> {
  const wanted = JSON.stringify(named.map(({ noun, recordId }) => ({ noun, record_id: recordId })));
  const { rows } = await read(() =>
    sql<RecordRow>`
      select r.* from jsonb_to_recordset(${wanted}::jsonb) as w(noun text, record_id text)
      join records r on r.group_id = ${unguessed(scope.groupId)} and r.noun = w.noun and r.record_id = w.record_id`.execute(
      store.kysely,
    ),
  );
  return openRows(scope, store, rows);
}

/** The ids and versions of all records of a noun that are not removed, in their order, many at a time. */
export async function* streamVersions(
  scope: Scope,
  store: Store,
  noun: string,
): AsyncGenerator<readonly { readonly recordId: string; readonly version: number }[]> {
  let after = '';
  for (;;) {
    const last = after;
    const rows = await read(() =>
      store.kysely
        .selectFrom('records')
        .select(['record_id as recordId', 'version'])
        .where('group_id', '=', scope.groupId)
        .where('noun', '=', noun)
        .where('deleted', '=', false)
        .where('record_id', '>', last)
        .orderBy('record_id')
        .limit(5_000)
        .execute(),
    );
    if (rows.length === 0) return;
    after = rows.at(-1)?.recordId ?? '';
    yield rows;
  }
}

/** The last position that was recorded up to a moment; 0 where none was. */
export async function findKnownPosition(
  database: Kysely<StoreTables>,
  groupId: string,
  knownAt: Instant,
): Promise<number> {
  const row = await database
    .selectFrom('ledger_entries')
    .select('position')
    .where('group_id', '=', groupId)
    .where('recorded_at', '<=', writeInstant(knownAt))
    .orderBy('recorded_at', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? 0;
}

export async function openRows(
  scope: Scope,
  store: Store,
  rows: readonly RecordRow[],
): Promise<KeptRecord[]> {
  const bodies = rows.map(({ noun, record_id: recordId, body }) => ({ noun, recordId, body }));
  const opened = await read(() => openBodies(store.kysely, store.keys, scope.groupId, bodies));
  return rows.map((row, index) => ({
    noun: row.noun,
    recordId: row.record_id,
    version: row.version,
    position: row.position,
    body: opened[index]?.body ?? {},
    erased: opened[index]?.erased ?? [],
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    recordedAt: row.recorded_at,
    deleted: row.deleted,
  }));
}
