// Runs the built command line on a store of its own, for tests that look at what is kept through the same eyes as a person.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { openStore, type Store } from '../../src/kit/store/store.ts';
import { findPlace, type Place } from '../../src/kit/store/store-place.ts';
import { type GroundKind, scopeAt, stateActivity } from './open-test-store.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { ROOT, type Run, sekisho } from './run-cli.ts';

/** The environment that leads a command to one store and no other. */
export type StoreEnvironment = Readonly<Record<string, string>>;

export interface CliGround {
  /** A place where nothing is kept yet. */
  makePlace(): Promise<StoreEnvironment>;
  readonly folder: string;
  readonly postgres: TestPostgres | null;
  clear(): Promise<void>;
}

/** Prepares places of one kind; null where this machine has no PostgreSQL. */
export async function prepareCliGround(kind: GroundKind): Promise<CliGround | null> {
  const postgres = kind === 'postgres' ? await startPostgres() : null;
  if (kind === 'postgres' && postgres === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-cli-'));
  let made = 0;
  return {
    folder,
    postgres,
    makePlace: async () => {
      made += 1;
      return {
        SEKISHO_DATA: join(folder, `data-${made}`),
        DATABASE_URL: (await postgres?.makeDatabase()) ?? '',
        SEKISHO_MASTER_KEY: '',
        SEKISHO_SERVER: '',
        SEKISHO_KEY: '',
      };
    },
    clear: async () => {
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a command on the store, without the look for a stale build. */
export function runOn(place: StoreEnvironment, words: readonly string[], input?: string): Promise<Run> {
  return sekisho(words, { node: [], env: place, ...(input !== undefined && { input }) });
}

/** Opens the store from within the test. */
export async function within<T>(place: StoreEnvironment, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(placeOf(place));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function placeOf(place: StoreEnvironment): Place {
  return findPlace(place, ROOT);
}

/** Keeps some activities of a group, two entries each. */
export async function fill(place: StoreEnvironment, groupId = 'asagiri', activities = 3): Promise<void> {
  await within(place, async (store) => {
    for (const name of ['first', 'second'])
      await appendEntries(
        scopeAt('2026-03-02T09:00:00Z', groupId),
        store,
        Array.from({ length: activities }, (_, n) => stateActivity(`a-${n}`, name)),
      );
  });
}
