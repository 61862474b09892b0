// The store: opens what is kept, in a folder of its own or on a PostgreSQL server, brought up to date, watched over, and sound.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import type { Instant } from '../../core/time/instant.ts';
import type { Changes } from './append.ts';
import { AppendQueue } from './append-queue.ts';
import { clearLeftOverParts } from './blob-parts.ts';
import { checkPages } from './check-pages.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { type Housekeeping, startHousekeeping } from './housekeeping.ts';
import { type Migration, migrate } from './migrate.ts';
import { LIMITS, type Limits, type OpenedDatabase, openPglite, openPostgres } from './open-database.ts';
import { type Projection, renewProjections } from './projection.ts';
import { readDriverError, StoreFault } from './store-fault.ts';
import { openKeys, type StoreKeys } from './store-keys.ts';
import { STORE_MIGRATIONS } from './store-migrations.ts';
import { checkMaster } from './subject-keys.ts';
import type { Transactor } from './transact.ts';

export interface FolderPlace {
  /** Holds everything: the database, the keys, the lock. Made where it is missing. */
  readonly dataFolder: string;
  /** Where the program is installed; its build holds the thread for PGlite and the template of an empty database. */
  readonly home: string;
}

export interface ServerPlace {
  /** As in `postgresql://user:password@host:5432/name`. */
  readonly databaseUrl: string;
  /** Where the keys lie; without it SEKISHO_MASTER_KEY is needed. */
  readonly keyFolder?: string;
}

export interface StoreOptions {
  /** Migrations of tables beside the store's own, applied after them. */
  readonly migrations?: readonly Migration[];
  /** Tables that are made from the ledger beside the store's own. */
  readonly projections?: readonly Projection[];
  readonly limits?: Partial<Limits>;
  /** The file that runs PGlite's thread, where it is not the one of the build. */
  readonly workerFile?: URL;
}

export interface Health {
  readonly is: 'well' | 'ill';
  /** What is wrong, and what to do; null where nothing is. */
  readonly complaint: string | null;
  readonly database: 'pglite' | 'postgres';
  readonly databaseVersion: string | null;
  readonly sizeBytes: number | null;
  /** How often the database had to be started anew since the program began. */
  readonly restarts: number;
  readonly lastHousekeepingAt: number | null;
}

export interface Store extends Transactor {
  readonly kind: 'pglite' | 'postgres';
  readonly keys: StoreKeys;
  readonly keyFolder: string | null;
  readonly migrations: readonly Migration[];
  readonly projections: readonly Projection[];
  readonly appends: AppendQueue;
  readonly changes: Changes;
  readonly housekeeping: Housekeeping;
  /** The process that held the folder before and died; null where all was left in good order. */
  readonly takenOverFrom: number | null;
  /** The migrations that were applied while opening. */
  readonly migrated: readonly string[];
  health(): Promise<Health>;
  close(): Promise<void>;
}

/** Opens a store. Throws a `StoreFault` where it cannot be, which says what to do. */
export async function openStore(
  place: FolderPlace | ServerPlace,
  options: StoreOptions = {},
): Promise<Store> {
  const limits = { ...LIMITS, ...options.limits };
  if ('databaseUrl' in place) {
    if (place.keyFolder !== undefined) makeFolder(place.keyFolder);
    const keys = openKeys(place.keyFolder ?? null);
    return finish(
      await openPostgres(place.databaseUrl, limits),
      keys,
      place.keyFolder ?? null,
      null,
      limits,
      options,
    );
  }
  const lock = takeFolder(place.dataFolder);
  try {
    const keys = openKeys(place.dataFolder);
    const opened = await openPglite(
      {
        dataFolder: place.dataFolder,
        workerFile: options.workerFile ?? pathToFileURL(join(place.home, 'dist', 'store-worker.js')),
        templateFile: findTemplate(place.home),
      },
      limits,
    );
    return await finish(opened, keys, place.dataFolder, lock, limits, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeFolder(folder: string): FolderLock {
  makeFolder(folder);
  return lockFolder(folder);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreFault(
      'folder-unusable',
      `The data folder ${folder} cannot be made: ${(error as Error).message}.`,
      'Give this user the right to write there, or name another folder.',
      error,
    );
  }
}

function findTemplate(home: string): string | null {
  const file = join(home, 'dist', 'store-template');
  return existsSync(file) ? file : null;
}

async function finish(
  opened: OpenedDatabase,
  keys: StoreKeys,
  keyFolder: string | null,
  lock: FolderLock | null,
  limits: Limits,
  options: StoreOptions,
): Promise<Store> {
  const { kind, kysely, engine } = opened;
  const migrations = [...STORE_MIGRATIONS, ...(options.migrations ?? [])];
  const projections = options.projections ?? [];
  const transactor: Transactor = { kysely, engine, limits };
  try {
    const migrated = await migrate(kysely, migrations, new Date().toISOString());
    await checkPages(transactor);
    await checkMaster(kysely, keys);
    await renewProjections(transactor, projections);
    await clearLeftOverParts(kysely, Date.now() as Instant);
    const housekeeping = startHousekeeping(transactor);
    const appends = new AppendQueue();
    let closing: Promise<void> | null = null;
    const store: Store = {
      ...transactor,
      kind,
      keys,
      keyFolder,
      migrations,
      projections,
      appends,
      changes: new Map(),
      housekeeping,
      takenOverFrom: lock?.takenOverFrom ?? null,
      migrated,
      health: () => readHealth(store),
      close: () => {
        closing ??= closeAll(store, opened, lock);
        return closing;
      },
    };
    return store;
  } catch (error) {
    await opened.close();
    throw readDriverError(error);
  }
}

async function closeAll(store: Store, opened: OpenedDatabase, lock: FolderLock | null): Promise<void> {
  try {
    await store.appends.close();
    await store.housekeeping.stop();
    await opened.close();
  } finally {
    lock?.release();
  }
}

async function readHealth(store: Store): Promise<Health> {
  const about = {
    database: store.kind,
    restarts: store.engine?.restarts ?? 0,
    lastHousekeepingAt: store.housekeeping.lastAt(),
  };
  try {
    const { rows } = await sql<{ version: string; size: number }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) as size`.execute(
      store.kysely,
    );
    const complaint = store.housekeeping.lastFault();
    const { version = null, size = null } = rows[0] ?? {};
    return {
      is: complaint === null ? 'well' : 'ill',
      complaint,
      databaseVersion: version,
      sizeBytes: size,
      ...about,
    };
  } catch (error) {
    const fault = readDriverError(error);
    const complaint =
      fault instanceof StoreFault ? `${fault.message} ${fault.hint}` : (fault as Error).message;
    return { is: 'ill', complaint, databaseVersion: null, sizeBytes: null, ...about };
  }
}
