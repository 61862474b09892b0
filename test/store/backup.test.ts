// A backup taken while others write is one state of the whole, comes back as it was, and a damaged one does not come back at all.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { backup } from '../../src/kit/store/backup.ts';
import { makeCheckpoint } from '../../src/kit/store/checkpoint.ts';
import { eraseSubject } from '../../src/kit/store/erase-subject.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { listGroups, readEntries } from '../../src/kit/store/read-entries.ts';
import { readRecord } from '../../src/kit/store/read-records.ts';
import { restore } from '../../src/kit/store/restore.ts';
import { openStore, type Store } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { startWriter } from '../support/kill-rounds.ts';
import { prepareGround, type StoreGround, scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 120_000 });
const scope = scopeAt('2026-03-02T09:00:00Z');
const PERSON = { path: 'contact', subject: 'person-taro' };

describe.each(['pglite', 'postgres'] as const)('backup and restore on %s', (kind) => {
  let ground: StoreGround | null = null;
  let store: Store;
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-backup-'));
  const whole = join(folder, 'whole.backup');

  beforeAll(async () => {
    ground = await prepareGround(kind);
    if (ground === null) return;
    store = await ground.open();
    for (let n = 0; n < 5; n += 1)
      await appendEntries(scope, store, [
        stateActivity(`a-${n}`, '', { body: { name: `A ${n}`, contact: 'Taro' }, personal: [PERSON] }),
      ]);
    await appendEntries({ ...scope, groupId: 'other' }, store, [stateActivity('a', 'Theirs')]);
    await makeCheckpoint(scope, store);
    await backup(store, whole, { passphrase: 'Ein langer Satz.' });
  }, 120_000);
  afterAll(async () => {
    await ground?.clear();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });
  const openEmpty = () => (ground as StoreGround).open();

  test('brings everything back: entries, tables, persons, checkpoints', async () => {
    const place = await (ground as StoreGround).makePlace();
    const empty = await openStore(place);
    const report = await restore(empty, whole, { passphrase: 'Ein langer Satz.' });
    expect(report).toMatchObject({ entries: 6, isKeyReplaced: true });
    await empty.close();
    const again = await openStore(place);
    try {
      expect(await listGroups(again)).toEqual(['asagiri', 'other']);
      expect(await readEntries(scope, again, 0)).toEqual(await readEntries(scope, store, 0));
      expect(await readRecord(scope, again, 'activities', 'a-3')).toMatchObject({
        body: { name: 'A 3', contact: 'Taro' },
      });
      const verified = await verifyLedger(scope, again);
      expect(verified).toMatchObject({ entries: 5, checkpoints: 1, findings: [] });
      const more = await appendEntries(scope, again, [stateActivity('a-0', 'on')]);
      expect(more).toMatchObject({ ok: true, value: [{ position: 6, version: 2 }] });
    } finally {
      await again.close();
    }
  });

  test('is kept as a whole or not at all where the key of the backup cannot be put in place', async () => {
    const place = await (ground as StoreGround).makePlace();
    const keyFile = join('dataFolder' in place ? place.dataFolder : (place.keyFolder ?? ''), 'master.key');
    const empty = await openStore(place);
    const own = readFileSync(keyFile);
    // A folder of that name is in the way of the new file.
    rmSync(keyFile);
    mkdirSync(keyFile);
    await expect(restore(empty, whole, { passphrase: 'Ein langer Satz.' })).rejects.toThrow();
    expect(await listGroups(empty)).toEqual([]);
    await empty.close();
    rmSync(keyFile, { recursive: true });
    writeFileSync(keyFile, own, { mode: 0o600 });
    const again = await openStore(place);
    expect((await restore(again, whole, { passphrase: 'Ein langer Satz.' })).entries).toBe(6);
    await again.close();
  });

  test('killed the moment the key is in place leaves a store that opens, empty or whole', async () => {
    const place = await (ground as StoreGround).makePlace();
    const keyFile = join('dataFolder' in place ? place.dataFolder : (place.keyFolder ?? ''), 'master.key');
    await (await openStore(place)).close();
    const own = readFileSync(keyFile, 'utf8');
    const order = { groupId: '', writers: 0, bytesEach: 0, place };
    const writer = startWriter({ ...order, restored: { file: whole, passphrase: 'Ein langer Satz.' } });
    const isOver = (): boolean => writer.process.exitCode !== null;
    while (readFileSync(keyFile, 'utf8') === own && !isOver())
      await new Promise((resolve) => setImmediate(resolve));
    writer.process.kill('SIGKILL');
    await writer.ended;
    const left = await openStore(place);
    if ((await listGroups(left)).length === 0) await restore(left, whole, { passphrase: 'Ein langer Satz.' });
    expect(await readRecord(scope, left, 'activities', 'a-3')).toMatchObject({ body: { contact: 'Taro' } });
    await left.close();
  });

  test('is one state of the whole though others write on', async () => {
    const file = join(folder, 'busy.backup');
    let isDone = false;
    const writing = (async () => {
      for (let n = 0; !isDone; n += 1)
        await appendEntries(scope, store, [stateActivity(`busy-${n}`, 'busy')]);
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { manifest, entries } = await backup(store, file, { passphrase: 'x' });
    isDone = true;
    await writing;
    const positions = manifest.groups.map(({ position }) => position);
    expect(entries).toBe(positions.reduce((sum, position) => sum + position, 0));
    const empty = await openEmpty();
    expect((await restore(empty, file, { passphrase: 'x' })).entries).toBe(entries);
    expect((await verifyLedger(scope, empty)).findings).toEqual([]);
  });

  test('needs the master key where persons are kept, and says so', async () => {
    const empty = await openEmpty();
    await expect(restore(empty, whole)).rejects.toMatchObject({ code: 'key-wrong' });
    await expect(restore(empty, whole, { passphrase: 'wrong' })).rejects.toMatchObject({
      code: 'backup-locked',
    });
    expect(await listGroups(empty)).toEqual([]);
  });

  test('refuses a store that holds something', async () => {
    await expect(restore(store, whole, { passphrase: 'Ein langer Satz.' })).rejects.toMatchObject({
      code: 'store-not-empty',
    });
  });

  test('refuses a damaged file and leaves the store empty', async () => {
    const empty = await openEmpty();
    const file = join(folder, 'damaged.backup');
    const bytes = readFileSync(whole);
    const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
    const damages: Record<string, () => void> = {
      'cut off': () => {
        writeFileSync(file, bytes);
        truncateSync(file, bytes.length - 200);
      },
      'cut to nothing': () => writeFileSync(file, ''),
      'another byte': () => {
        const other = Buffer.from(bytes);
        other[200] = (other[200] as number) ^ 0xff;
        writeFileSync(file, other);
      },
      'no backup': () => writeFileSync(file, gzipSync('{"is":"manifest","manifest":{"format":"other"}}\n')),
      'a word changed': () =>
        writeFileSync(file, gzipSync(`${lines.join('\n').replace('yearly review', 'weekly review')}\n`)),
      'a line gone': () => writeFileSync(file, gzipSync(`${lines.toSpliced(2, 1).join('\n')}\n`)),
      'no end': () => writeFileSync(file, gzipSync(`${lines.slice(0, -1).join('\n')}\n`)),
    };
    for (const [what, damage] of Object.entries(damages)) {
      damage();
      await expect(restore(empty, file, { passphrase: 'Ein langer Satz.' }), what).rejects.toMatchObject({
        code: 'backup-damaged',
      });
      expect(await listGroups(empty), what).toEqual([]);
    }
    await expect(restore(empty, join(folder, 'absent'))).rejects.toMatchObject({ code: 'backup-damaged' });
  });

  test('refuses a backup of a newer format', async () => {
    const empty = await openEmpty();
    const file = join(folder, 'newer.backup');
    const text = gunzipSync(readFileSync(whole)).toString();
    writeFileSync(file, gzipSync(text.replace('"version":2', '"version":99')));
    await expect(restore(empty, file)).rejects.toMatchObject({ code: 'backup-newer' });
  });

  test('an older backup is restored onto a newer schema, which is migrated first', async () => {
    const migrations = [
      { name: '0100-later', statements: ['alter table records add column later integer not null default 0'] },
    ];
    const newer = await (ground as StoreGround).open({ migrations });
    expect(newer.migrated).toContain('0100-later');
    await restore(newer, whole, { passphrase: 'Ein langer Satz.' });
    expect((await verifyLedger(scope, newer, { withoutTables: true })).findings).toEqual([]);
    expect(await readRecord(scope, newer, 'activities', 'a-1')).toMatchObject({ version: 1 });
  });

  test('a place that cannot be written is told', async () => {
    await expect(backup(store, join(folder, 'absent', 'x.backup'))).rejects.toMatchObject({
      code: 'backup-unwritable',
    });
  });

  test('a person who was erased stays erased in a later backup', async () => {
    await eraseSubject(scope, store, makeId(), PERSON.subject);
    const file = join(folder, 'erased.backup');
    await backup(store, file, { passphrase: 'x' });
    const place = await (ground as StoreGround).makePlace();
    const empty = await openStore(place);
    await restore(empty, file, { passphrase: 'x' });
    await empty.close();
    const again = await openStore(place);
    expect(await readRecord(scope, again, 'activities', 'a-1')).toMatchObject({
      body: { contact: null },
      erased: ['contact'],
    });
    await again.close();
  });
});
