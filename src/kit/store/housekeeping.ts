// Housekeeping for PGlite, which has none of its own: cuts the log and clears dead rows, from time to time and after much writing.
import { sql } from 'kysely';
import { readDriverError } from './store-fault.ts';
import type { Transactor } from './transact.ts';

const EVERY_MS = 300_000;
const LOOK_EVERY_MS = 5_000;
/** So many bytes of questions are taken for much writing; the log then holds a small multiple of it. */
const AFTER_BYTES = 24 * 1024 * 1024;

export interface Housekeeping {
  /** When the last round ended; null before the first. */
  lastAt(): number | null;
  /** Why the last round failed; null where it did not. */
  lastFault(): string | null;
  /** A round now. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL server keeps its own house; PGlite is looked after every few minutes, and sooner when much was written. */
export function startHousekeeping(store: Transactor): Housekeeping {
  const { engine } = store;
  let lastAt: number | null = null;
  let lastFault: string | null = null;
  let running: Promise<void> | null = null;
  let dueAt = Date.now() + EVERY_MS;

  const round = async (): Promise<void> => {
    if (engine === null) return;
    engine.bytesAsked = 0;
    dueAt = Date.now() + EVERY_MS;
    try {
      await tidyOnce(store);
      lastFault = null;
    } catch (error) {
      lastFault = (readDriverError(error) as Error).message;
    }
    lastAt = Date.now();
  };
  const tidy = (): Promise<void> => {
    running ??= round().finally(() => {
      running = null;
    });
    return running;
  };
  const timer = setInterval(() => {
    if (engine === null || running !== null) return;
    if (engine.bytesAsked > AFTER_BYTES || (Date.now() > dueAt && engine.bytesAsked > 0)) void tidy();
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    lastAt: () => lastAt,
    lastFault: () => lastFault,
    tidy,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function tidyOnce({ kysely, engine, limits }: Transactor): Promise<void> {
  // One table at a time, so that whoever waits for the connection waits for one table at most.
  const { rows } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by 1`.execute(
    kysely,
  );
  const statements = [...rows.map(({ name }) => `vacuum (analyze) ${name}`), 'checkpoint'];
  for (const statement of statements) {
    await kysely.connection().execute(async (connection) => {
      if (engine !== null) engine.limitMs = limits.longQueryMs;
      try {
        await sql.raw(statement).execute(connection);
      } finally {
        if (engine !== null) engine.limitMs = limits.queryMs;
      }
    });
  }
}
