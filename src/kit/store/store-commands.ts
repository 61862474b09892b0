// The store's work for the command line and the night: verify, checkpoint, back up, restore and rebuild everything that is kept.
import { appendFileSync, readFileSync } from 'node:fs';
import type { Instant } from '../../core/time/instant.ts';
import { type BackupReport, type BackupWish, backup } from './backup.ts';
import { type Checkpoint, makeCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { listGroups } from './read-entries.ts';
import { type Rebuilt, rebuildTables } from './rebuild-tables.ts';
import { type RestoreReport, type RestoreWish, restore } from './restore.ts';
import type { Scope } from './scope.ts';
import { openStore, type Store, type StoreOptions } from './store.ts';
import { diskFull, StoreFault } from './store-fault.ts';
import type { Place } from './store-place.ts';
import { type Verification, verifyLedger } from './verify-ledger.ts';

/** Told before each group is worked on, for whoever watches. */
interface Watched {
  readonly onGroup?: (groupId: string) => void;
}

interface VerifyWishes extends StoreOptions, Watched {
  /** Checkpoints that were kept outside, one a line. */
  readonly checkpointFiles?: readonly string[];
  /** The key that must have signed. */
  readonly publicKey?: string;
}

/** Verifies every group. */
export async function runVerify(
  place: Place,
  { checkpointFiles = [], publicKey, onGroup, ...options }: VerifyWishes = {},
): Promise<Verification[]> {
  const checkpoints = checkpointFiles.flatMap(readCheckpointFile);
  return withStore(place, options, async (store) => {
    // A group of which only a checkpoint is left is looked at too.
    const groups = new Set([...(await listGroups(store)), ...checkpoints.map(({ groupId }) => groupId)]);
    const wish = publicKey === undefined ? { checkpoints } : { checkpoints, publicKey };
    return inTurn([...groups].sort(), (groupId) => {
      onGroup?.(groupId);
      return verifyLedger(scopeOf(groupId, 'verify'), store, wish);
    });
  });
}

/** Signs how far each group has come. */
export function makeCheckpoints(place: Place, options: StoreOptions = {}): Promise<Checkpoint[]> {
  return withStore(place, options, async (store) => {
    const groups = await listGroups(store);
    const made = await inTurn(groups, (groupId) => makeCheckpoint(scopeOf(groupId, 'checkpoint'), store));
    return made.flatMap((one) => one ?? []);
  });
}

/** Adds checkpoints to a file, one a line. Never written over: what the file held before may be all that shows a forgery. */
export function addCheckpoints(file: string, checkpoints: readonly Checkpoint[]): void {
  try {
    appendFileSync(file, checkpoints.map((one) => `${JSON.stringify(one)}\n`).join(''));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(error);
    throw new StoreFault(
      'backup-unwritable',
      `The checkpoints cannot be written to ${file}: ${message}.`,
      'Name a file in a folder that exists and that this user may write to. The store keeps them, too.',
      error,
    );
  }
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

/** Makes the tables of every group anew from its ledger. */
export function runRebuild(
  place: Place,
  { onGroup, ...options }: StoreOptions & Watched = {},
): Promise<(Rebuilt & { readonly groupId: string })[]> {
  return withStore(place, options, async (store) =>
    inTurn(await listGroups(store), async (groupId) => {
      onGroup?.(groupId);
      return { groupId, ...(await rebuildTables(scopeOf(groupId, 'rebuild'), store)) };
    }),
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
