// Opens real, empty stores for the tests, on PGlite and on PostgreSQL, and clears them away.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../src/core/time/instant.ts';
import type { Draft, Statement } from '../../src/kit/store/ledger-entry.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import {
  type FolderPlace,
  openStore,
  type ServerPlace,
  type Store,
  type StoreOptions,
} from '../../src/kit/store/store.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { storeHome } from './store-home.ts';

/** A database kind under test: hands out new, empty places. */
export interface StoreGround {
  makePlace(): Promise<FolderPlace | ServerPlace>;
  /** Opens a store at a new place. It is closed at the end if the test has not done so. */
  open(options?: StoreOptions): Promise<Store>;
  readonly postgres: TestPostgres | null;
  clear(): Promise<void>;
}

export type GroundKind = 'pglite' | 'postgres';

/** Prepares the ground; null where this machine has no PostgreSQL. */
export async function prepareGround(kind: GroundKind): Promise<StoreGround | null> {
  const postgres = kind === 'postgres' ? await startPostgres() : null;
  if (kind === 'postgres' && postgres === null) return null;
  const home = kind === 'pglite' ? storeHome() : '';
  const folders: string[] = [];
  const stores: Store[] = [];
  const makeFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-store-'));
    folders.push(folder);
    return folder;
  };
  const makePlace = async (): Promise<FolderPlace | ServerPlace> =>
    postgres === null
      ? { dataFolder: makeFolder(), home }
      : { databaseUrl: await postgres.makeDatabase(), keyFolder: makeFolder() };
  return {
    makePlace,
    postgres,
    open: async (options = {}) => {
      const store = await openStore(await makePlace(), options);
      stores.push(store);
      return store;
    },
    clear: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await postgres?.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody of the imaginary group, at a moment of their choice. */
export function scopeAt(at: string, groupId = 'asagiri'): Scope {
  return {
    groupId,
    actor: 'person-hanako',
    at: Date.parse(at) as Instant,
    why: 'yearly review',
    origin: 'test',
  };
}

/** A statement about an activity, with whatever the test wants otherwise. */
export function stateActivity(recordId: string, name: string, more: Partial<Statement> = {}): Draft {
  return { id: makeId(), kind: 'statement', noun: 'activities', recordId, body: { name }, ...more };
}
