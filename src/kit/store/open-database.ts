// Opens the database itself, PGlite in the data folder or a PostgreSQL, behind one driver and one dialect.
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type EnginePlace, PgliteEngine } from './pglite-engine.ts';
import { PgliteStream } from './pglite-stream.ts';
import { busyFault, isWaitOver, readDriverError, StoreFault } from './store-fault.ts';
import type { StoreTables } from './tables.ts';

export interface Limits {
  /** Longest time for one query. */
  readonly queryMs: number;
  /** Longest time for one query of work that the store does on the whole of itself: backup, rebuilding, housekeeping. */
  readonly longQueryMs: number;
  /** Longest time that a transaction may stand still. */
  readonly idleMs: number;
  /** Longest time to wait for a connection. */
  readonly waitMs: number;
  /** Connections to a PostgreSQL; PGlite has one. */
  readonly connections: number;
  /** Most rows that one read answers. */
  readonly rows: number;
}

export const LIMITS: Limits = {
  queryMs: 30_000,
  longQueryMs: 3_600_000,
  idleMs: 60_000,
  waitMs: 30_000,
  connections: 10,
  rows: 10_000,
};

export interface OpenedDatabase {
  readonly kind: 'pglite' | 'postgres';
  readonly kysely: Kysely<StoreTables>;
  readonly pool: pg.Pool;
  readonly engine: PgliteEngine | null;
  close(): Promise<void>;
}

const POSTGRES_OLDEST = 150_000;

/** OIDs of int8, date, timestamp with time zone. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [20, readCount],
  [1082, (text) => text],
  [1184, readTime],
]);

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export async function openPglite(place: EnginePlace, limits: Limits): Promise<OpenedDatabase> {
  const engine = new PgliteEngine(place, limits.queryMs);
  try {
    await engine.start();
  } catch (error) {
    await engine.close();
    throw error;
  }
  const pool = new PatientPool(engine, {
    user: 'postgres',
    database: 'postgres',
    password: 'none',
    ssl: false,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: limits.waitMs,
    types,
    stream: (() => new PgliteStream(engine, limits.idleMs)) as unknown as NonNullable<
      pg.ClientConfig['stream']
    >,
  });
  return finish('pglite', pool, engine);
}

/** Who waits for the only connection at the same time; whoever comes then is told to come later. */
const WAITING_MAX = 1_000;

/**
 * The one connection of PGlite. Work on the whole (an import, a backup, a restore) may hold it for minutes: whoever comes meanwhile
 * waits for its end. Only a transaction that stands still is not waited for longer than usual.
 */
class PatientPool extends pg.Pool {
  private readonly engine: PgliteEngine;

  constructor(engine: PgliteEngine, config: pg.PoolConfig) {
    super(config);
    this.engine = engine;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: Error | boolean) => void,
    ) => void,
  ): void;
  override connect(callback?: unknown): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) return this.wait();
    super.connect(callback as Parameters<pg.Pool['connect']>[0]);
    return undefined;
  }

  private async wait(): Promise<pg.PoolClient> {
    for (;;) {
      if (this.waitingCount >= WAITING_MAX) throw busyFault();
      try {
        return await super.connect();
      } catch (error) {
        if (!isWaitOver(error) || !this.engine.isAtLongWork) throw error;
      }
    }
  }
}

export async function openPostgres(databaseUrl: string, limits: Limits): Promise<OpenedDatabase> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'sekisho',
    max: limits.connections,
    connectionTimeoutMillis: limits.waitMs,
    statement_timeout: limits.queryMs,
    idle_in_transaction_session_timeout: limits.idleMs,
    keepAlive: true,
    types,
  });
  // Queued before whatever the connection is wanted for. Times are read as UTC.
  pool.on('connect', (client) => {
    client.query("set timezone = 'UTC'; set datestyle = 'ISO, YMD'").catch(() => undefined);
  });
  const opened = finish('postgres', pool, null);
  try {
    await checkServer(opened.kysely);
  } catch (error) {
    await opened.close();
    throw unreachable(error);
  }
  return opened;
}

function finish(kind: OpenedDatabase['kind'], pool: pg.Pool, engine: PgliteEngine | null): OpenedDatabase {
  // A connection that breaks while nobody uses it is replaced at the next use; one that breaks between two queries of a
  // transaction fails the next of them. Without a listener either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await kysely.destroy();
    await engine?.close();
  };
  return { kind, kysely, pool, engine, close };
}

async function checkServer(kysely: Kysely<StoreTables>): Promise<void> {
  const { rows } = await sql<{ number: string; words: string; encoding: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as words,
      current_setting('server_encoding') as encoding`.execute(kysely);
  const { number = '0', words = '', encoding = '' } = rows[0] ?? {};
  if (Number(number) < POSTGRES_OLDEST) {
    throw new StoreFault(
      'database-too-old',
      `PostgreSQL ${words} is too old.`,
      'Use PostgreSQL 15 or newer, or leave DATABASE_URL out: the program then keeps a database of its own.',
    );
  }
  if (encoding !== 'UTF8') {
    throw new StoreFault(
      'database-too-old',
      `The database is encoded in ${encoding}, which cannot hold every text.`,
      "Make a database with encoding 'UTF8' and name that one.",
    );
  }
}

function unreachable(error: unknown): unknown {
  const read = readDriverError(error);
  if (read instanceof StoreFault) return read;
  return new StoreFault(
    'database-unreachable',
    `The database refused: ${(error as Error).message}.`,
    'Check user, password, name of the database and rights in DATABASE_URL.',
    error,
  );
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count))
    throw new RangeError(`The database answered ${text}, which is no safe number.`);
  return count;
}

/** `2026-11-22 13:40:00.12+00` as `2026-11-22T13:40:00.120Z`; what is finer than a millisecond stays, for it must not hide. */
function readTime(text: string): string {
  const [, day, time, fraction = ''] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?\+00$/.exec(text) ?? [];
  return day === undefined ? text : `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}
