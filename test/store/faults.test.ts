// What happens to the machine must not happen to what was acknowledged: kills under load, a full disk, damaged files.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { type FolderPlace, openStore } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { killRounds, startWriter } from '../support/kill-rounds.ts';
import { prepareGround, type StoreGround, scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';
import { storeHome } from '../support/store-home.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const ROUNDS = 10;
const scope = scopeAt('2026-03-02T09:00:00Z');

describe('killed at random moments under parallel writes', () => {
  const grounds: StoreGround[] = [];
  afterEach(async () => {
    for (const ground of grounds.splice(0)) await ground.clear();
  });

  test('on PGlite nothing acknowledged is lost, and the ledger is sound each time', async () => {
    const ground = (await prepareGround('pglite')) as StoreGround;
    grounds.push(ground);
    const report = await killRounds(await ground.makePlace(), ROUNDS, async () => undefined);
    expect(report).toMatchObject({ rounds: ROUNDS, lost: [], findings: [] });
    expect(report.acknowledged).toBeGreaterThan(ROUNDS);
  });

  test('on PostgreSQL the same, with the server struck in every other round', async ({ skip }) => {
    const ground = await prepareGround('postgres');
    if (ground === null) return skip(NO_POSTGRES);
    grounds.push(ground);
    const report = await killRounds(await ground.makePlace(), ROUNDS, async (_writer, round) => {
      if (round % 2 === 0) await ground.postgres?.crash?.();
    });
    expect(report).toMatchObject({ rounds: ROUNDS, lost: [], findings: [] });
    expect(report.acknowledged).toBeGreaterThan(ROUNDS);
  });
});

describe('a disk without room', () => {
  const disk = mkdtempSync(join(tmpdir(), 'sekisho-disk-'));
  let isMounted = false;
  beforeAll(() => {
    isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=110m', 'tmpfs', disk]).status === 0;
  });
  afterAll(() => {
    if (isMounted) spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  test('is told as such, keeps no half of a write, and all goes on when there is room again', async ({
    skip,
  }) => {
    if (!isMounted)
      return skip(
        'this machine lets us mount no small disk (root and mount are needed); the next test limits file sizes instead',
      );
    const store = await openStore({ dataFolder: join(disk, 'data'), home: storeHome() });
    try {
      const kept: string[] = [];
      let fault: unknown;
      for (let n = 0; n < 2_000 && fault === undefined; n += 1) {
        const padding = randomBytes(150_000).toString('base64');
        const draft = stateActivity(`a-${n}`, '', { body: { padding } });
        const outcome = await appendEntries(scope, store, [draft]).catch((error: unknown) => {
          fault = error;
          return null;
        });
        if (outcome?.ok === true) kept.push(draft.id);
      }
      expect(fault).toMatchObject({ code: 'disk-full', hint: expect.stringContaining('Make room') });
      expect(kept.length).toBeGreaterThan(10);
      expect(spawnSync('mount', ['-o', 'remount,size=400m', disk]).status).toBe(0);
      const verified = await verifyLedger(scope, store);
      expect(verified).toMatchObject({ entries: kept.length, findings: [] });
      expect(await appendEntries(scope, store, [stateActivity('after', 'on')])).toMatchObject({ ok: true });
    } finally {
      await store.close();
    }
  });

  test('or with a limit on the size of files, the same', async ({ skip }) => {
    if (process.platform === 'win32') return skip('Windows has no such limit');
    const dataFolder = mkdtempSync(join(tmpdir(), 'sekisho-store-'));
    const place = { dataFolder, home: storeHome() };
    try {
      await (await openStore(place)).close();
      // Blocks of 512 bytes: the log's own files fit, the table of long values grows into the limit.
      const writer = startWriter(
        { place, groupId: scope.groupId, writers: 4, bytesEach: 100_000 },
        "trap '' XFSZ; ulimit -f 36864;",
      );
      expect(await writer.ended).toBe('fault disk-full');
      const store = await openStore(place);
      const verified = await verifyLedger(scope, store);
      expect(verified.findings).toEqual([]);
      expect(verified.entries).toBeGreaterThanOrEqual(writer.kept.length);
      await store.close();
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});

describe('damaged files are told at the start, with what to do', () => {
  const makeStore = async (): Promise<{ place: FolderPlace; ledgerFile: string }> => {
    const place = { dataFolder: mkdtempSync(join(tmpdir(), 'sekisho-store-')), home: storeHome() };
    const store = await openStore(place);
    await appendEntries(
      scope,
      store,
      Array.from({ length: 400 }, (_, n) => stateActivity(`a-${n}`, `Activity ${n}`)),
    );
    const { rows } = await sql<{
      path: string;
    }>`select pg_relation_filepath('ledger_entries') as path`.execute(store.kysely);
    await store.close();
    return { place, ledgerFile: join(place.dataFolder, 'cluster', rows[0]?.path ?? '') };
  };
  const overwrite = (file: string, position: number, bytes: number): void => {
    const opened = openSync(file, 'r+');
    writeSync(opened, Buffer.alloc(bytes, 0x5a), 0, bytes, position);
    closeSync(opened);
  };
  const expectDamage = async (place: FolderPlace): Promise<void> => {
    await expect(openStore(place)).rejects.toMatchObject({
      code: 'folder-damaged',
      hint: expect.stringContaining('restore the newest backup'),
    });
    rmSync(place.dataFolder, { recursive: true, force: true });
  };

  test('a page of the ledger', async () => {
    const { place, ledgerFile } = await makeStore();
    overwrite(ledgerFile, Math.floor(statSync(ledgerFile).size / 2), 64);
    await expectDamage(place);
  });

  test('a file of the ledger that is gone', async () => {
    const { place, ledgerFile } = await makeStore();
    rmSync(ledgerFile);
    await expectDamage(place);
  });

  test('the file that says what is where', async () => {
    const { place } = await makeStore();
    overwrite(join(place.dataFolder, 'cluster', 'global', 'pg_control'), 0, 512);
    await expectDamage(place);
  });

  test('the log', async () => {
    const { place } = await makeStore();
    const log = join(place.dataFolder, 'cluster', 'pg_wal');
    for (const name of readdirSync(log).filter((file) => /^[0-9A-F]{24}$/.test(file)))
      overwrite(join(log, name), 0, 8192 * 64);
    await expectDamage(place);
  });
});
