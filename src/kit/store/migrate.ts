// Brings a database up to this program: applies each migration once, in order, and refuses what it does not know.
import { type Kysely, sql } from 'kysely';
import { hashText } from './canonical.ts';
import { StoreFault } from './store-fault.ts';
import type { StoreTables } from './tables.ts';

export interface Migration {
  /** A number with leading zeros and a word, as in `0001-ledger`. */
  readonly name: string;
  readonly statements: readonly string[];
}

/** Applies what is missing and answers the names of what was applied. Each migration is a transaction of its own. */
export async function migrate(
  database: Kysely<StoreTables>,
  migrations: readonly Migration[],
  at: string,
): Promise<string[]> {
  await makeTable(database);
  checkApplied(await readApplied(database), migrations);
  const applied: string[] = [];
  for (const migration of migrations) {
    const isNew = await database.transaction().execute(async (transaction) => {
      // Another process may be starting on the same database: one of the two waits here, and then finds the work done.
      await sql`lock table migrations in access exclusive mode`.execute(transaction);
      const done = await readApplied(transaction);
      if (done.some(({ name }) => name === migration.name)) return false;
      for (const statement of migration.statements) await run(transaction, migration.name, statement);
      const row = { name: migration.name, hash: hashOf(migration), applied_at: at };
      await transaction.insertInto('migrations').values(row).execute();
      return true;
    });
    if (isNew) applied.push(migration.name);
  }
  return applied;
}

async function makeTable(database: Kysely<StoreTables>): Promise<void> {
  const make = sql`create table if not exists migrations (
    name text not null primary key, hash text not null, applied_at timestamptz not null
  )`;
  try {
    await make.execute(database);
  } catch (error) {
    // Two that begin at the same moment both find it missing; one of them is told that it exists.
    if (!['23505', '42P07'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

interface Applied {
  readonly name: string;
  readonly hash: string;
}

function readApplied(database: Kysely<StoreTables>): Promise<Applied[]> {
  return database.selectFrom('migrations').select(['name', 'hash']).orderBy('name').execute();
}

function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const { name, hash } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) {
      throw new StoreFault(
        'database-newer',
        `The database was written by a newer version of the program: it has had "${name}", which this version does not know.`,
        'Start the newer version again. To go back for good, restore a backup from before the upgrade into a new data folder.',
      );
    }
    if (hashOf(known) !== hash) {
      throw new StoreFault(
        'migration-changed',
        `The migration "${name}" is not the one that was applied to this database.`,
        'This copy of the program was changed, or the database was. Install a released version of the program.',
      );
    }
  }
}

async function run(database: Kysely<StoreTables>, name: string, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(database);
  } catch (error) {
    throw new StoreFault(
      'migration-failed',
      `The database could not be brought up to this version ("${name}"): ${(error as Error).message}.`,
      'Nothing of that step was kept; the version before this one still runs on it.',
      error,
    );
  }
}

function hashOf({ name, statements }: Migration): string {
  return hashText([name, ...statements.map((text) => text.replaceAll(/\s+/g, ' ').trim())].join('\n'));
}
