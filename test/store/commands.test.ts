// The store's work for the command line: each opens, does its work on every group, and leaves the folder free.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { type FolderPlace, openStore } from '../../src/kit/store/store.ts';
import {
  addCheckpoints,
  makeCheckpoints,
  runBackup,
  runRebuild,
  runRestore,
  runVerify,
} from '../../src/kit/store/store-commands.ts';
import { scopeAt, stateActivity } from '../support/open-test-store.ts';
import { storeHome } from '../support/store-home.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'sekisho-store-'));
const placeIn = (name: string): FolderPlace => ({ dataFolder: join(folder, name), home: storeHome() });

beforeAll(async () => {
  const store = await openStore(placeIn('data'));
  for (const groupId of ['asagiri', 'yamabuki'])
    await appendEntries(scopeAt('2026-03-02T09:00:00Z', groupId), store, [
      stateActivity('a', 'A'),
      stateActivity('b', 'B'),
    ]);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was checkpointed, backed up and restored is verified against the checkpoints kept outside', async () => {
  const checkpoints = join(folder, 'checkpoints.jsonl');
  const saved = join(folder, 'all.backup');
  const made = await makeCheckpoints(placeIn('data'));
  expect(made).toMatchObject([{ groupId: 'asagiri', position: 2 }, { groupId: 'yamabuki' }]);
  addCheckpoints(checkpoints, made);
  expect((await runBackup(placeIn('data'), saved, { passphrase: 'x' })).entries).toBe(4);
  expect((await runRestore(placeIn('restored'), saved, { passphrase: 'x' })).entries).toBe(4);
  for (const name of ['data', 'restored']) {
    const verified = await runVerify(placeIn(name), { checkpointFiles: [checkpoints] });
    expect(verified).toMatchObject([
      { groupId: 'asagiri', entries: 2, checkpoints: 2, findings: [] },
      { groupId: 'yamabuki', entries: 2, checkpoints: 2, findings: [] },
    ]);
  }
});

test('a group that vanished as a whole is missed by its checkpoint', async () => {
  const checkpoints = join(folder, 'before.jsonl');
  addCheckpoints(checkpoints, await makeCheckpoints(placeIn('data')));
  const saved = join(folder, 'before.backup');
  await runBackup(placeIn('data'), saved);
  await runRestore(placeIn('robbed'), saved);
  const store = await openStore(placeIn('robbed'));
  for (const table of ['ledger_entries', 'ledger_heads', 'records', 'record_spans', 'checkpoints'])
    await sql`delete from ${sql.table(table)} where group_id = 'yamabuki'`.execute(store.kysely);
  await store.close();
  expect((await runVerify(placeIn('robbed'))).flatMap(({ findings }) => findings)).toEqual([]);
  const verified = await runVerify(placeIn('robbed'), { checkpointFiles: [checkpoints] });
  expect(verified[1]).toMatchObject({ groupId: 'yamabuki', entries: 0, findings: [{ code: 'end-missing' }] });
});

test('tables are rebuilt for every group', async () => {
  expect(await runRebuild(placeIn('data'))).toEqual([
    { groupId: 'asagiri', entries: 2, records: 2 },
    { groupId: 'yamabuki', entries: 2, records: 2 },
  ]);
});

test('a file that holds no checkpoints is refused', async () => {
  const file = join(folder, 'other.jsonl');
  writeFileSync(file, '{"format":"other"}\n');
  await expect(runVerify(placeIn('data'), { checkpointFiles: [file] })).rejects.toMatchObject({
    code: 'backup-damaged',
  });
});
