// The cures for what PGlite lacks: writing through, a lock, an end to long queries, housekeeping, a quick first start.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { readRecord } from '../../src/kit/store/read-records.ts';
import { type FolderPlace, openStore, type Store, type StoreOptions } from '../../src/kit/store/store.ts';
import { transact } from '../../src/kit/store/transact.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { startWriter } from '../support/kill-rounds.ts';
import { scopeAt, stateActivity } from '../support/open-test-store.ts';
import { storeHome } from '../support/store-home.ts';

vi.setConfig({ testTimeout: 120_000 });
const scope = scopeAt('2026-03-02T09:00:00Z');
const folders: string[] = [];
const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makePlace(): FolderPlace {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sekisho-store-'));
  folders.push(dataFolder);
  return { dataFolder, home: storeHome() };
}

async function open(place = makePlace(), options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(place, options);
  stores.push(store);
  return store;
}

describe('memory', () => {
  test('does not grow with what was read: answers are handed on and forgotten', async () => {
    const store = await open();
    const readMuch = async (times: number): Promise<number> => {
      for (let n = 0; n < times; n += 1)
        await sql`select repeat('x', 500) || n as text from generate_series(1, 10000) n`.execute(
          store.kysely,
        );
      return process.memoryUsage().rss / 1e6;
    };
    const before = await readMuch(10);
    // 300 MB of answers; where they were kept, more than that.
    expect((await readMuch(60)) - before).toBeLessThan(150);
  });
});

describe('one connection', () => {
  const hold = (store: Store, isLong: boolean): { held: Promise<void>; release: () => void } => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const work = async (): Promise<void> => {
      begun();
      await released;
    };
    void transact(store, work, { isLong });
    return { held, release };
  };
  const readOne = (store: Store) => readRecord(scope, store, 'activities', 'payroll');

  test('whoever reads while long work holds it waits for the end of the work, and is answered', async () => {
    const store = await open(makePlace(), { limits: { waitMs: 1_000 } });
    await appendEntries(scope, store, [stateActivity('payroll', 'Payroll')]);
    const { held, release } = hold(store, true);
    await held;
    setTimeout(release, 2_500);
    expect(await readOne(store)).toMatchObject({ version: 1 });
  });

  test('whoever waits for a transaction that stands still is told that the store is busy', async () => {
    const store = await open(makePlace(), { limits: { waitMs: 1_000 } });
    const { held, release } = hold(store, false);
    await held;
    await expect(readOne(store)).rejects.toMatchObject({ code: 'store-busy' });
    release();
  });
});

describe('writing through', () => {
  test('every acknowledged write has called fsync', async () => {
    const store = await open();
    const { engine } = store;
    for (let n = 0; n < 5; n += 1) {
      const before = engine?.syncs ?? 0;
      await appendEntries(scope, store, [stateActivity('payroll', `Payroll ${n}`)]);
      expect((engine?.syncs ?? 0) - before).toBeGreaterThanOrEqual(1);
    }
    const before = engine?.syncs ?? 0;
    await sql`select 1`.execute(store.kysely);
    expect(engine?.syncs).toBe(before);
  });

  test('PostgreSQL inside is set to write through', async () => {
    const store = await open();
    const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') order by name`.execute(
      store.kysely,
    );
    expect(rows.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
      'data_checksums on',
      'fsync on',
      'full_page_writes on',
      'synchronous_commit on',
    ]);
  });
});

describe('the lock', () => {
  const lockOf = ({ dataFolder }: FolderPlace) => join(dataFolder, 'sekisho.lock');

  test('a second process is refused, and told who has the folder', async () => {
    const place = makePlace();
    const other = startWriter({ place, groupId: 'g', writers: 0, bytesEach: 0, isIdle: true });
    expect(await other.opened).toBe('open');
    await expect(openStore(place)).rejects.toMatchObject({
      code: 'folder-in-use',
      message: expect.stringContaining(`process ${other.process.pid}`),
    });
    other.process.kill('SIGKILL');
    await other.ended;
    const store = await open(place);
    expect(store.takenOverFrom).toBe(other.process.pid);
  });

  test('the same process is refused, too', async () => {
    const place = makePlace();
    await open(place);
    await expect(openStore(place)).rejects.toMatchObject({
      code: 'folder-in-use',
      message: expect.stringContaining('this very process'),
    });
  });

  test('a folder closed in good order is free, and was taken over from nobody', async () => {
    const place = makePlace();
    await (await open(place)).close();
    expect(existsSync(lockOf(place))).toBe(false);
    expect((await open(place)).takenOverFrom).toBeNull();
  });

  test('a number that another process has got since does not hold the folder', async () => {
    const place = makePlace();
    writeFileSync(lockOf(place), JSON.stringify({ pid: process.ppid, host: hostname(), began: '1' }));
    expect((await open(place)).takenOverFrom).toBe(process.ppid);
  });

  test('another machine holds it as long as it keeps it warm', async () => {
    const place = makePlace();
    const lock = lockOf(place);
    writeFileSync(lock, JSON.stringify({ pid: 1, host: 'elsewhere', began: '1' }));
    await expect(openStore(place)).rejects.toMatchObject({
      code: 'folder-in-use',
      message: expect.stringContaining('"elsewhere"'),
    });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect((await open(place)).takenOverFrom).toBe(1);
  });

  test('half a lock is nobody’s', async () => {
    const place = makePlace();
    writeFileSync(lockOf(place), '{"pid": 12');
    await open(place);
  });
});

describe('limits', () => {
  const LONG = sql`select count(*) from generate_series(1, 2000000000)`;

  test('a query that takes too long is ended, and the store goes on with what was kept', async () => {
    const store = await open(makePlace(), { limits: { queryMs: 1_500 } });
    await appendEntries(scope, store, [stateActivity('payroll', 'Payroll')]);
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 50);
    const long = transact(store, async (transaction) => {
      await sql`update records set version = 99`.execute(transaction);
      await LONG.execute(transaction);
    });
    await expect(long).rejects.toMatchObject({ code: 'query-too-long' });
    clearInterval(clock);
    // The process itself was never held up.
    expect(ticks).toBeGreaterThan(10);
    expect(await appendEntries(scope, store, [stateActivity('payroll', 'on')])).toMatchObject({
      ok: true,
      value: [{ version: 2 }],
    });
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
    expect(await store.health()).toMatchObject({ is: 'well', restarts: 1 });
  });

  test('a transaction that stands still is rolled back, so that others can go on', async () => {
    const store = await open(makePlace(), { limits: { idleMs: 300 } });
    const still = transact(store, async (transaction) => {
      await sql`create table half (group_id text primary key)`.execute(transaction);
      await new Promise((done) => setTimeout(done, 1_200));
      await sql`select 1`.execute(transaction);
    });
    const other = appendEntries(scope, store, [stateActivity('payroll', 'Payroll')]);
    await expect(still).rejects.toBeInstanceOf(Error);
    expect(await other).toMatchObject({ ok: true });
    expect((await sql`select from pg_class where relname = 'half'`.execute(store.kysely)).rows).toEqual([]);
  });

  test('who waits too long for the connection is told so', async () => {
    const store = await open(makePlace(), { limits: { waitMs: 2_000 } });
    const holding = transact(store, () => new Promise((done) => setTimeout(done, 6_000)));
    await expect(transact(store, () => Promise.resolve())).rejects.toMatchObject({ code: 'store-busy' });
    await holding;
  });

  test('a store that is closed says so', async () => {
    const store = await open();
    await store.close();
    await expect(appendEntries(scope, store, [stateActivity('payroll', 'Payroll')])).rejects.toMatchObject({
      code: 'store-closed',
    });
  });
});

test('housekeeping cuts the log and clears dead rows', async () => {
  const place = makePlace();
  const store = await open(place);
  const write = async () => {
    for (let n = 0; n < 20; n += 1)
      await sql`insert into records select 'g', 'n', 'r' || i, 1, 1, jsonb_build_object('t', repeat(md5(i::text), 20)), null, null, now(), false
        from generate_series(1, 2000) i
        on conflict (group_id, noun, record_id) do update set body = excluded.body`.execute(store.kysely);
  };
  const sizeOf = async () =>
    (await sql<{ size: number }>`select pg_table_size('records') as size`.execute(store.kysely)).rows[0]
      ?.size ?? 0;
  await write();
  const untidy = await sizeOf();
  await store.housekeeping.tidy();
  expect(store.housekeeping.lastFault()).toBeNull();
  for (let round = 0; round < 3; round += 1) {
    await write();
    await store.housekeeping.tidy();
  }
  // Four times the writing, and no more room than the first time took.
  expect(await sizeOf()).toBeLessThan(untidy * 1.3);
  const { rows } = await sql<{ size: number }>`select sum(size)::bigint as size from pg_ls_waldir()`.execute(
    store.kysely,
  );
  expect(rows[0]?.size).toBeLessThan(100 * 1024 * 1024);
});

describe('the first start', () => {
  test('without a template makes the database itself', async () => {
    const { dataFolder, home } = makePlace();
    const workerFile = pathToFileURL(resolve(home, 'dist', 'store-worker.js'));
    const store = await open({ dataFolder, home: dataFolder }, { workerFile });
    expect(await appendEntries(scope, store, [stateActivity('payroll', 'Payroll')])).toMatchObject({
      ok: true,
    });
  });

  test('that died half way is begun anew', async () => {
    const place = makePlace();
    mkdirSync(join(place.dataFolder, 'cluster.new', 'base'), { recursive: true });
    const store = await open(place);
    expect(await appendEntries(scope, store, [stateActivity('payroll', 'Payroll')])).toMatchObject({
      ok: true,
    });
    expect(existsSync(join(place.dataFolder, 'cluster.new'))).toBe(false);
  });

  test('leaves secrets to this user alone, and shows the public key', async () => {
    const place = makePlace();
    const store = await open(place);
    for (const name of ['master.key', 'signing.key'])
      expect(statSync(join(place.dataFolder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(place.dataFolder, 'signing.pub'), 'utf8')).toBe(`${store.keys.publicKey}\n`);
  });

  test('in a place that cannot be is told', async () => {
    const { dataFolder, home } = makePlace();
    writeFileSync(join(dataFolder, 'file'), '');
    await expect(openStore({ dataFolder: join(dataFolder, 'file', 'data'), home })).rejects.toMatchObject({
      code: 'folder-unusable',
    });
  });
});
