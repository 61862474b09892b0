// The store's work for the command line and the night: verify, checkpoint, back up, restore and rebuild everything that is kept.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Instant } from '../../core/time/instant.ts';
import { type BackupReport, type BackupWish, backup } from './backup.ts';
import { type Checkpoint, makeCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { listGroups } from './read-entries.ts';
import { type Rebuilt, rebuildTables } from './rebuild-tables.ts';
import { type RestoreReport, type RestoreWish, restore } from './restore.ts';
import type { Scope } from './scope.ts';
import { type FolderPlace, openStore, type ServerPlace, type Store, type StoreOptions } from './store.ts';
import { StoreFault } from './store-fault.ts';
import { type Verification, verifyLedger } from './verify-ledger.ts';

export type Place = FolderPlace | ServerPlace;

/** Verifies every group. `checkpointFiles` were kept outside; `publicKey` is the key that must have signed. */
export async function runVerify(
  place: Place,
  {
    checkpointFiles = [],
    publicKey,
    ...options
  }: StoreOptions & { checkpointFiles?: readonly string[]; publicKey?: string } = {},
): Promise<Verification[]> {
  const checkpoints = checkpointFiles.flatMap(readCheckpointFile);
  return withStore(place, options, async (store) => {
    // A group of which only a checkpoint is left is looked at too.
    const groups = new Set([...(await listGroups(store)), ...checkpoints.map(({ groupId }) => groupId)]);
    const wish = publicKey === undefined ? { checkpoints } : { checkpoints, publicKey };
    return inTurn([...groups].sort(), (groupId) => verifyLedger(scopeOf(groupId, 'verify'), store, wish));
  });
}

/** Signs how far each group has come and writes that into `file`, one checkpoint a line. */
export function runCheckpoint(place: Place, file: string, options: StoreOptions = {}): Promise<Checkpoint[]> {
  return withStore(place, options, (store) => writeCheckpoints(store, file));
}

async function writeCheckpoints(store: Store, file: string): Promise<Checkpoint[]> {
  const groups = await listGroups(store);
  const made = await inTurn(groups, (groupId) => makeCheckpoint(scopeOf(groupId, 'checkpoint'), store));
  const checkpoints = made.flatMap((one) => one ?? []);
  writeFileSync(file, checkpoints.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return checkpoints;
}

export function runBackup(
  place: Place,
  file: string,
  options: StoreOptions & BackupWish = {},
): Promise<BackupReport> {
  return withStore(place, options, (store) => backup(store, file, options));
}

export function runRestore(
  place: Place,
  file: string,
  options: StoreOptions & RestoreWish = {},
): Promise<RestoreReport> {
  return withStore(place, options, (store) => restore(store, file, options));
}

export function runRebuild(place: Place, options: StoreOptions = {}): Promise<Rebuilt[]> {
  return withStore(place, options, async (store) =>
    inTurn(await listGroups(store), (groupId) => rebuildTables(scopeOf(groupId, 'rebuild'), store)),
  );
}

/** The checkpoints of a file, one a line. */
function readCheckpointFile(file: string): Checkpoint[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const checkpoint = parseCheckpoint(line);
    if (checkpoint !== null) return checkpoint;
    throw new StoreFault(
      'backup-damaged',
      `The file ${file} holds a line that is no checkpoint.`,
      'Take a file as it was written, or another copy of it.',
    );
  });
}

async function withStore<T>(
  place: Place,
  options: StoreOptions,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(place, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

function scopeOf(groupId: string, why: string): Scope {
  return { groupId, actor: 'command-line', at: Date.now() as Instant, why, origin: 'command-line' };
}
