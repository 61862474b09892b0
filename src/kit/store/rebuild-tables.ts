// Makes the tables of records anew from the ledger alone; what comes out is what appending had kept there.
import { type Kysely, sql } from 'kysely';
import { inParts, lockHead } from './append.ts';
import { projectAll } from './projection.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { EntryKind, StoreTables } from './tables.ts';
import { findStanding, layAnew, layOver, type Span, type TimelineEntry } from './timeline.ts';
import { type StoreTransaction, transact } from './transact.ts';

/** Entries fetched at once. */
const FETCHED = 5_000;

export interface Rebuilt {
  readonly entries: number;
  readonly records: number;
}

/** Rebuilds the tables of one group in one transaction; readers see the old ones until it is done, and who appends waits. */
export function rebuildTables(scope: Scope, store: Store): Promise<Rebuilt> {
  return transact(
    store,
    async (transaction) => {
      const rebuilt = await rebuildWithin(transaction, scope.groupId);
      await projectAll(transaction, scope.groupId, store.projections);
      return rebuilt;
    },
    { isLong: true },
  );
}

/** The names of the tables that are rebuilt, and under which names; for a comparison they are other ones. */
export interface RebuildNames {
  readonly records: string;
  readonly spans: string;
}

const OWN_TABLES: RebuildNames = { records: 'records', spans: 'record_spans' };

export async function rebuildWithin(
  transaction: StoreTransaction,
  groupId: string,
  names: RebuildNames = OWN_TABLES,
  isLocking = true,
): Promise<Rebuilt> {
  if (isLocking) await lockHead(transaction, groupId);
  for (const name of [names.records, names.spans])
    await sql`delete from ${sql.table(name)} where group_id = ${groupId}`.execute(transaction);
  // An order by version within each record: so each can be laid on its own, in little memory.
  await sql`declare rebuilding no scroll cursor for
    select position, id, noun, record_id, version, kind, valid_from, valid_until,
      case when kind = 'undo' then payload ->> 'undoes' end as undoes
    from ledger_entries where group_id = ${sql.lit(groupId)}
    order by noun, record_id, version`.execute(transaction);
  let entries = 0;
  let records = 0;
  let open: Row[] = [];
  let laid: Laid[] = [];
  const flush = async (): Promise<void> => {
    await keepLaid(transaction, groupId, names, laid);
    laid = [];
  };
  const finishRecord = async (): Promise<void> => {
    if (open.length === 0) return;
    laid.push(layRecord(open));
    records += 1;
    open = [];
    if (laid.length >= 1_000) await flush();
  };
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(FETCHED)} from rebuilding`.execute(transaction);
    if (rows.length === 0) break;
    for (const row of rows) {
      const [first] = open;
      if (first !== undefined && (first.noun !== row.noun || first.record_id !== row.record_id))
        await finishRecord();
      open.push(row);
      entries += 1;
    }
  }
  await finishRecord();
  await flush();
  await sql`close rebuilding`.execute(transaction);
  return { entries, records };
}

interface Row {
  readonly position: number;
  readonly id: string;
  readonly noun: string;
  readonly record_id: string;
  readonly version: number;
  readonly kind: EntryKind;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly undoes: string | null;
}

interface Laid {
  readonly last: Row;
  /** The entry whose payload is the body; null: an empty one. */
  readonly statement: TimelineEntry | null;
  readonly deleted: boolean;
  readonly spans: readonly (Span & { readonly knownUntil: number | null })[];
}

function layRecord(rows: readonly Row[]): Laid {
  const entries = rows.map(asTimeline);
  const closedAt = new Map<Span, number>();
  const all: Span[] = [];
  let open: readonly Span[] = [];
  entries.forEach((entry, index) => {
    const change = entry.kind === 'undo' ? layAnew(open, entries.slice(0, index + 1)) : layOver(open, entry);
    for (const span of change.closed) closedAt.set(span, entry.position);
    all.push(...change.opened);
    open = change.open;
  });
  const { statement, deleted } = findStanding(entries);
  const spans = all.map((span) => ({ ...span, knownUntil: closedAt.get(span) ?? null }));
  return { last: rows.at(-1) as Row, statement, deleted, spans };
}

function asTimeline({
  position,
  id,
  kind,
  valid_from: validFrom,
  valid_until: validUntil,
  undoes,
}: Row): TimelineEntry {
  return { position, id, kind, validFrom, validUntil, undoes };
}

/** Bodies do not travel: the database copies them from the ledger. */
async function keepLaid(
  database: Kysely<StoreTables>,
  groupId: string,
  names: RebuildNames,
  laid: readonly Laid[],
): Promise<void> {
  const records = laid.map(({ last, statement, deleted }) => ({
    noun: last.noun,
    record_id: last.record_id,
    version: last.version,
    position: last.position,
    statement: statement?.position ?? null,
    valid_from: statement?.validFrom ?? null,
    valid_until: statement?.validUntil ?? null,
    deleted,
  }));
  for (const some of inParts(records)) {
    await sql`
      insert into ${sql.table(names.records)}
        (group_id, noun, record_id, version, position, body, valid_from, valid_until, recorded_at, deleted)
      select ${groupId}, r.noun, r.record_id, r.version, r.position, coalesce(b.payload, '{}'::jsonb), r.valid_from,
        r.valid_until, l.recorded_at, r.deleted
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(noun text, record_id text, version integer,
        position bigint, statement bigint, valid_from date, valid_until date, deleted boolean)
      join ledger_entries l on l.group_id = ${groupId} and l.position = r.position
      left join ledger_entries b on b.group_id = ${groupId} and b.position = r.statement`.execute(database);
  }
  const spans = laid.flatMap(({ last, spans: own }) =>
    own.map((span) => ({
      noun: last.noun,
      record_id: last.record_id,
      known_from: span.knownFrom,
      known_until: span.knownUntil,
      valid_from: span.validFrom,
      valid_until: span.validUntil,
      position: span.position,
    })),
  );
  for (const some of inParts(spans)) {
    await sql`
      insert into ${sql.table(names.spans)}
        (group_id, noun, record_id, known_from, known_until, valid_from, valid_until, position)
      select ${groupId}, s.noun, s.record_id, s.known_from, s.known_until, s.valid_from, s.valid_until, s.position
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as s(noun text, record_id text, known_from bigint,
        known_until bigint, valid_from date, valid_until date, position bigint)`.execute(database);
  }
}
