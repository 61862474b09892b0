// Who names whom: a projection of the ids that statements name, and the questions asked of it.
import { sql } from 'kysely';
import type { JsonMap } from './canonical.ts';
import type { Projection } from './projection.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';
import { unguessed } from './unguessed-group.ts';

/** A record that is named by another one. */
export interface Linked {
  readonly noun: string;
  readonly recordId: string;
}

/** Keeps for each statement whom it names, as `linksOf` finds it in the body. */
export function makeLinksProjection(
  linksOf: (noun: string, body: JsonMap) => readonly Linked[],
  version: number,
): Projection {
  return {
    name: 'links',
    version,
    table: 'record_links',
    apply: async (database, groupId, table, { entries }) => {
      const rows = entries.flatMap(({ noun, record_id, position, kind, payload }) => {
        if (kind !== 'statement') return [];
        const names = [...new Set(linksOf(noun, payload).map(nameLink))];
        return names.length === 0 ? [] : [{ noun, record_id, position, names: names.sort() }];
      });
      if (rows.length === 0) return;
      await sql`insert into ${sql.table(table)} (group_id, noun, record_id, position, names)
        select ${groupId}, r.noun, r.record_id, r.position, r.names
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r(noun text, record_id text, position bigint, names text[])`.execute(database);
    },
  };
}

export interface Naming extends Linked {
  /** The statement that names. */
  readonly position: number;
  readonly body: JsonMap;
}

/** Statements that still speak for some day and name the record, of no record in `but` and no noun in `butNouns`; at most `limit`. */
export async function findNamings(
  scope: Scope,
  store: Store,
  named: Linked,
  limit: number,
  but: readonly Linked[] = [],
  butNouns: readonly string[] = [],
): Promise<Naming[]> {
  const { groupId } = scope;
  const others = JSON.stringify(but.map(({ noun, recordId }) => ({ noun, record_id: recordId })));
  const { rows } = await read(() =>
    sql<{ noun: string; record_id: string; position: number; payload: JsonMap }>`
      select distinct on (l.noun, l.record_id) l.noun, l.record_id, l.position, e.payload
      from record_links l
      join record_spans s on s.group_id = ${groupId} and s.noun = l.noun and s.record_id = l.record_id
        and s.position = l.position and s.known_until is null
      join ledger_entries e on e.group_id = ${groupId} and e.position = l.position
      where l.group_id = ${groupId} and l.names @> array[${nameLink(named)}]
        and l.noun <> all(${[...butNouns]}::text[])
        and not exists (select from jsonb_to_recordset(${others}::jsonb) as b(noun text, record_id text)
          where b.noun = l.noun and b.record_id = l.record_id)
      order by l.noun, l.record_id, l.position desc
      limit ${limit}`.execute(store.kysely),
  );
  return rows.map(({ noun, record_id: recordId, position, payload: body }) => ({
    noun,
    recordId,
    position,
    body,
  }));
}

/** How many records name the record in statements that still speak. */
export async function countNamings(scope: Scope, store: Store, named: Linked): Promise<number> {
  const { groupId } = scope;
  const { rows } = await read(() =>
    sql<{ count: number }>`
      select count(distinct (l.noun, l.record_id)) as count from record_links l
      join record_spans s on s.group_id = ${groupId} and s.noun = l.noun and s.record_id = l.record_id
        and s.position = l.position and s.known_until is null
      where l.group_id = ${groupId} and l.names @> array[${nameLink(named)}]`.execute(store.kysely),
  );
  return rows[0]?.count ?? 0;
}

/** Those of the named records that do not exist on any day, in the order given. */
export async function findMissing<T extends Linked>(
  scope: Scope,
  store: Store,
  named: readonly T[],
): Promise<T[]> {
  if (named.length === 0) return [];
  const wanted = new Map(named.map((one) => [nameLink(one), one]));
  const asked = JSON.stringify(
    [...wanted.values()].map(({ noun, recordId }) => ({ noun, record_id: recordId })),
  );
  const { rows } = await read(() =>
    sql<{ noun: string; record_id: string }>`
      select w.noun, w.record_id from jsonb_to_recordset(${asked}::jsonb) as w(noun text, record_id text)
      where exists (select from record_spans s where s.group_id = ${unguessed(scope.groupId)} and s.noun = w.noun
        and s.record_id = w.record_id and s.known_until is null)`.execute(store.kysely),
  );
  const found = new Set(rows.map(({ noun, record_id: recordId }) => nameLink({ noun, recordId })));
  return named.filter((one) => !found.has(nameLink(one)));
}

/** Neither part holds a blank. */
function nameLink({ noun, recordId }: Linked): string {
  return `${noun} ${recordId}`;
}
