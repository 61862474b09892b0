// The catalogue of each database shows that the tables can be distributed by group: nobody has to remember the rules.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/kit/store/store.ts';
import { prepareGround, type StoreGround } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

/** Tables that belong to the database and not to a group; each is small and the same on every node. */
const WITHOUT_GROUP = ['migrations'];
const DISTRIBUTED_BY = ['group_id', 'subject_key'];

describe.each(['pglite', 'postgres'] as const)('the catalogue of %s', (kind) => {
  let ground: StoreGround | null = null;
  let store: Store;
  beforeAll(async () => {
    ground = await prepareGround(kind);
    if (ground !== null) store = await ground.open();
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });

  const ask = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(store.kysely)).rows;

  test('every table has a primary key', async () => {
    const rows = await ask(sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind in ('r', 'p')
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`);
    expect(rows).toEqual([]);
  });

  test('every primary, unique, exclusion and foreign key begins with the distribution column', async () => {
    const rows = await ask(sql<{ owner: string; name: string; first: string }>`
      select c.relname as owner, k.conname as name, a.attname as first
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where n.nspname = current_schema() and k.contype in ('p', 'u', 'x', 'f')`);
    expect(rows.length).toBeGreaterThan(6);
    const strangers = rows.filter(
      ({ owner, first }) => !DISTRIBUTED_BY.includes(first) && !WITHOUT_GROUP.includes(owner),
    );
    expect(strangers).toEqual([]);
  });

  test('every unique index begins with it, too', async () => {
    const rows = await ask(sql<{ owner: string; name: string; first: string }>`
      select c.relname as owner, i.relname as name, a.attname as first
      from pg_index x
      join pg_class c on c.oid = x.indrelid
      join pg_class i on i.oid = x.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where n.nspname = current_schema() and x.indisunique`);
    const strangers = rows.filter(
      ({ owner, first }) => !DISTRIBUTED_BY.includes(first) && !WITHOUT_GROUP.includes(owner),
    );
    expect(strangers).toEqual([]);
  });

  test('there are no sequences, triggers or rules', async () => {
    const rows = await ask(sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind = 'S'
      union all
      select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()
      union all
      select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind in ('r', 'p')`);
    expect(rows).toEqual([]);
  });
});
