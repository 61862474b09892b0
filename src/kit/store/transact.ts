// Runs work in one transaction: all of it is kept or none, and what the machine does wrong is said in its own words.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Limits } from './open-database.ts';
import type { PgliteEngine } from './pglite-engine.ts';
import { readDriverError } from './store-fault.ts';
import type { StoreTables } from './tables.ts';

/** What a transaction needs of the store. */
export interface Transactor {
  readonly kysely: Kysely<StoreTables>;
  readonly engine: PgliteEngine | null;
  readonly limits: Limits;
}

export type StoreTransaction = Transaction<StoreTables>;

export interface TransactionWish {
  /** One and the same state of the database for every read, whatever others write meanwhile. */
  readonly isSnapshot?: boolean;
  /** Work on the whole store, whose queries may take long. */
  readonly isLong?: boolean;
}

export async function transact<T>(
  store: Transactor,
  work: (transaction: StoreTransaction) => Promise<T>,
  { isSnapshot = false, isLong = false }: TransactionWish = {},
): Promise<T> {
  const { engine, limits } = store;
  const begin = store.kysely.transaction();
  let first: unknown;
  const run = async (transaction: StoreTransaction): Promise<T> => {
    try {
      return await work(transaction);
    } catch (error) {
      first = error;
      throw error;
    }
  };
  try {
    return await (isSnapshot ? begin.setIsolationLevel('repeatable read') : begin).execute(
      async (transaction) => {
        if (!isLong) return run(transaction);
        if (engine === null) {
          await sql`select set_config('statement_timeout', ${String(limits.longQueryMs)}, true)`.execute(
            transaction,
          );
          return run(transaction);
        }
        // PGlite has one connection, so that only this transaction runs meanwhile.
        engine.limitMs = limits.longQueryMs;
        try {
          return await work(transaction);
        } finally {
          engine.limitMs = limits.queryMs;
        }
      },
    );
  } catch (error) {
    // Where the connection broke, rolling back fails, too, and what it says hides what went wrong.
    throw readDriverError(first ?? engine?.lastFault ?? error);
  }
}

/** Runs one read outside of a transaction, with the faults of the machine in their own words. */
export async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw readDriverError(error);
  }
}
