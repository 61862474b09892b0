// How records stand in the database before something is appended to them.
import { type Kysely, sql } from 'kysely';
import type { JsonMap } from './canonical.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { StoreTables } from './tables.ts';
import type { Span, TimelineEntry } from './timeline.ts';
import { unguessed } from './unguessed-group.ts';

export interface RecordState {
  readonly noun: string;
  readonly recordId: string;
  /** 0: nothing was ever said of it. */
  readonly version: number;
  readonly position: number;
  readonly body: JsonMap;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly recordedAt: string;
  readonly deleted: boolean;
  /** Who speaks for it on which days, as known now. */
  readonly spans: readonly Span[];
  /** Spans that an appending closed, and at which position. */
  readonly closed: readonly { readonly span: Span; readonly at: number }[];
  readonly opened: readonly Span[];
}

interface Named {
  readonly noun: string;
  readonly recordId: string;
}

/** The states of the named records, those included of which nothing is known. */
export async function readRecordStates(
  database: Kysely<StoreTables>,
  groupId: string,
  named: readonly Named[],
): Promise<Map<string, RecordState>> {
  const names = new Map(
    named.map(({ noun, recordId }) => [nameState(noun, recordId), { noun, record_id: recordId }]),
  );
  const wanted = JSON.stringify([...names.values()]);
  const { rows } = await sql<StateRow>`
    select r.noun, r.record_id, r.version, r.position, r.body, r.valid_from, r.valid_until, r.recorded_at, r.deleted,
      (select jsonb_agg(jsonb_build_object('validFrom', s.valid_from, 'validUntil', s.valid_until,
          'position', s.position, 'knownFrom', s.known_from) order by s.valid_from)
        from record_spans s
        where s.group_id = ${unguessed(groupId)} and s.noun = r.noun and s.record_id = r.record_id and s.known_until is null) as spans
    from jsonb_to_recordset(${wanted}::jsonb) as w(noun text, record_id text)
    join records r on r.group_id = ${unguessed(groupId)} and r.noun = w.noun and r.record_id = w.record_id`.execute(
    database,
  );
  const states = new Map<string, RecordState>();
  for (const [name, { noun, record_id: recordId }] of names) states.set(name, { ...UNKNOWN, noun, recordId });
  for (const row of rows) states.set(nameState(row.noun, row.record_id), stateOf(row));
  return states;
}

interface StateRow {
  readonly noun: string;
  readonly record_id: string;
  readonly version: number;
  readonly position: number;
  readonly body: JsonMap;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly recorded_at: string;
  readonly deleted: boolean;
  readonly spans: readonly Span[] | null;
}

const UNKNOWN: Omit<RecordState, 'noun' | 'recordId'> = {
  version: 0,
  position: 0,
  body: {},
  validFrom: null,
  validUntil: null,
  recordedAt: '',
  deleted: true,
  spans: [],
  closed: [],
  opened: [],
};

function stateOf(row: StateRow): RecordState {
  return {
    noun: row.noun,
    recordId: row.record_id,
    version: row.version,
    position: row.position,
    body: row.body,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    recordedAt: row.recorded_at,
    deleted: row.deleted,
    spans: row.spans ?? [],
    closed: [],
    opened: [],
  };
}

/** A name under which the state of a record is looked up; neither part holds a blank. */
export function nameState(noun: string, recordId: string): string {
  return `${noun} ${recordId}`;
}

export async function readEntriesById(
  database: Kysely<StoreTables>,
  groupId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LedgerEntry>> {
  // One look into the index for each id ("offset 0" keeps the database from asking for all of them at once): where the rows of this very
  // transaction were not counted yet, it would read the whole ledger instead.
  const { rows } = await sql<LedgerEntry>`
    select e.* from unnest(${ids}::uuid[]) as w(id)
    cross join lateral (
      select * from ledger_entries e where e.group_id = ${unguessed(groupId)} and e.id = w.id offset 0) e`.execute(
    database,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everything that was said of a record, in order, without what was said. */
export async function readTimeline(
  database: Kysely<StoreTables>,
  groupId: string,
  noun: string,
  recordId: string,
): Promise<TimelineEntry[]> {
  const rows = await database
    .selectFrom('ledger_entries')
    .select(['position', 'id', 'kind', 'valid_from', 'valid_until'])
    .select(sql<string | null>`case when kind = 'undo' then payload ->> 'undoes' end`.as('undoes'))
    .where('group_id', '=', groupId)
    .where('noun', '=', noun)
    .where('record_id', '=', recordId)
    .orderBy('version')
    .execute();
  return rows.map(({ position, id, kind, valid_from: validFrom, valid_until: validUntil, undoes }) => ({
    position,
    id,
    kind,
    validFrom,
    validUntil,
    undoes,
  }));
}
