// Migrations are applied once and in order; a database that does not fit the program is refused with what to do.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Migration } from '../../src/kit/store/migrate.ts';
import { openStore, type StoreOptions } from '../../src/kit/store/store.ts';
import { prepareGround, type StoreGround } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const FIRST: Migration = {
  name: '0100-letters',
  statements: ['create table letters (group_id text, id text, primary key (group_id, id))'],
};
const SECOND: Migration = { name: '0101-stamps', statements: ['alter table letters add column stamp text'] };

describe.each(['pglite', 'postgres'] as const)('migrations on %s', (kind) => {
  let ground: StoreGround | null = null;
  beforeAll(async () => {
    ground = await prepareGround(kind);
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });
  const place = () => (ground as StoreGround).makePlace();
  const openAndClose = async (at: Awaited<ReturnType<typeof place>>, options: StoreOptions) => {
    const store = await openStore(at, options);
    await store.close();
    return store.migrated;
  };

  test('each is applied once, and new ones later', async () => {
    const at = await place();
    expect(await openAndClose(at, { migrations: [FIRST] })).toEqual([
      '0001-ledger',
      '0002-register',
      '0003-orders',
      '0100-letters',
    ]);
    expect(await openAndClose(at, { migrations: [FIRST] })).toEqual([]);
    expect(await openAndClose(at, { migrations: [FIRST, SECOND] })).toEqual(['0101-stamps']);
  });

  test('a database of a newer program is refused', async () => {
    const at = await place();
    await openAndClose(at, { migrations: [FIRST] });
    await expect(openAndClose(at, {})).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining('0100-letters'),
      hint: expect.stringContaining('Start the newer version'),
    });
  });

  test('a migration that was changed afterwards is refused, another layout of the same text is not', async () => {
    const at = await place();
    await openAndClose(at, { migrations: [FIRST] });
    const [text = ''] = FIRST.statements;
    expect(
      await openAndClose(at, { migrations: [{ ...FIRST, statements: [text.replaceAll(' ', '\n  ')] }] }),
    ).toEqual([]);
    const changed = { ...FIRST, statements: [text.replace('id text', 'id uuid')] };
    await expect(openAndClose(at, { migrations: [changed] })).rejects.toMatchObject({
      code: 'migration-changed',
    });
  });

  test('one that fails leaves nothing of itself', async () => {
    const at = await place();
    const broken: Migration = {
      name: '0102-broken',
      statements: ['create table half (group_id text primary key)', 'select 1/0'],
    };
    await expect(openAndClose(at, { migrations: [broken] })).rejects.toMatchObject({
      code: 'migration-failed',
    });
    const store = await openStore(at);
    const { rows } = await sql`select from pg_class where relname = 'half'`.execute(store.kysely);
    expect(rows).toEqual([]);
    await store.close();
  });

  // PGlite has one process, and its lock sees to that.
  if (kind === 'pglite') return;
  test('several that start at once on one database do not quarrel', async () => {
    const at = await place();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(at)));
    // Whichever of them comes first to each.
    expect(stores.flatMap(({ migrated }) => migrated).sort()).toEqual([
      '0001-ledger',
      '0002-register',
      '0003-orders',
    ]);
    await Promise.all(stores.map((store) => store.close()));
  });
});
