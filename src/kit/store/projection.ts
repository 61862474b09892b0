// A projection: a table that is made from the ledger while appending, and can be made again; the store does not know what for.
import { type Kysely, sql } from 'kysely';
import type { JsonMap } from './canonical.ts';
import type { EntryKind, StoreTables } from './tables.ts';
import { type StoreTransaction, type Transactor, transact } from './transact.ts';

/** An entry that was added. */
interface ProjectedEntry {
  readonly noun: string;
  readonly record_id: string;
  readonly position: number;
  readonly kind: EntryKind;
  /** What is about persons is encrypted in it. */
  readonly payload: JsonMap;
}

/** A record as its last entry left it. */
interface ProjectedState {
  readonly noun: string;
  readonly recordId: string;
  readonly deleted: boolean;
  readonly body: JsonMap;
}

export interface ProjectedChange {
  readonly entries: readonly ProjectedEntry[];
  readonly states: readonly ProjectedState[];
}

export interface Projection {
  readonly name: string;
  /** Raised when it makes something else of the same ledger: it is then made anew when the store is opened. */
  readonly version: number;
  /** The table; it has the columns group_id, noun and record_id. Given to `apply` under another name where it is made aside. */
  readonly table: string;
  apply(
    database: Kysely<StoreTables>,
    groupId: string,
    table: string,
    change: ProjectedChange,
  ): Promise<void>;
}

/** Rows handed to a projection at once. */
const FETCHED = 1_000;

/** Makes those projections anew that were made by an older program, or never. */
export async function renewProjections(
  transactor: Transactor,
  projections: readonly Projection[],
): Promise<void> {
  // What this program does not keep is behind as soon as it appends; whoever keeps it makes it anew.
  await transactor.kysely
    .deleteFrom('projections')
    .where('name', '<>', sql<string>`all(${projections.map(({ name }) => name)}::text[])`)
    .execute();
  if (projections.length === 0) return;
  const { rows } = await sql<{ group_id: string; name: string }>`
    select h.group_id, p.name from ledger_heads h
    cross join jsonb_to_recordset(${nameVersions(projections)}::jsonb) as p(name text, version integer)
    left join projections m on m.group_id = h.group_id and m.name = p.name
    where m.version is distinct from p.version order by 1, 2`.execute(transactor.kysely);
  for (const { group_id: groupId, name } of rows) {
    const projection = projections.find((one) => one.name === name) as Projection;
    await transact(
      transactor,
      async (transaction) => {
        // Another process may be starting on the same database: whoever appends waits, and so does a second start.
        await sql`select from ledger_heads where group_id = ${groupId} for update`.execute(transaction);
        await project(transaction, groupId, projection);
        await noteProjections(transaction, groupId, [projection]);
      },
      { isLong: true },
    );
  }
}

/** Makes every projection of a group anew. */
export async function projectAll(
  transaction: StoreTransaction,
  groupId: string,
  projections: readonly Projection[],
): Promise<void> {
  for (const projection of projections) await project(transaction, groupId, projection);
  await noteProjections(transaction, groupId, projections);
}

/** Makes a projection of a group anew from its ledger, in its own table or in one aside. */
export async function project(
  transaction: StoreTransaction,
  groupId: string,
  projection: Projection,
  table = projection.table,
): Promise<void> {
  await sql`delete from ${sql.table(table)} where group_id = ${groupId}`.execute(transaction);
  await sql`declare projecting_entries no scroll cursor for
    select noun, record_id, position, kind, payload from ledger_entries
    where group_id = ${sql.lit(groupId)} and kind = 'statement' order by position`.execute(transaction);
  await eachPart<ProjectedEntry>(transaction, 'projecting_entries', (entries) =>
    projection.apply(transaction, groupId, table, { entries, states: [] }),
  );
  await sql`declare projecting_records no scroll cursor for
    select noun, record_id as "recordId", deleted, body from records
    where group_id = ${sql.lit(groupId)} and not deleted order by noun, record_id`.execute(transaction);
  await eachPart<ProjectedState>(transaction, 'projecting_records', (states) =>
    projection.apply(transaction, groupId, table, { entries: [], states }),
  );
}

/** Notes that projections of a group are made in their present version. */
export async function noteProjections(
  database: Kysely<StoreTables>,
  groupId: string,
  projections: readonly Projection[],
): Promise<void> {
  if (projections.length === 0) return;
  await database
    .insertInto('projections')
    .values(projections.map(({ name, version }) => ({ group_id: groupId, name, version })))
    .onConflict((conflict) =>
      conflict.columns(['group_id', 'name']).doUpdateSet((row) => ({ version: row.ref('excluded.version') })),
    )
    .execute();
}

async function eachPart<Row>(
  transaction: StoreTransaction,
  cursor: string,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(FETCHED)} from ${sql.table(cursor)}`.execute(transaction);
    if (rows.length === 0) break;
    await take(rows);
  }
  await sql`close ${sql.table(cursor)}`.execute(transaction);
}

function nameVersions(projections: readonly Projection[]): string {
  return JSON.stringify(projections.map(({ name, version }) => ({ name, version })));
}
