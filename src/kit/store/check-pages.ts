// Looks at a start whether the files can be read: damage is told then and there, not when somebody needs what is lost.
import { sql } from 'kysely';
import { readDriverError } from './store-fault.ts';
import type { Transactor } from './transact.ts';

/** Up to this size every page is read; of larger tables only the last pages, and `verify` reads the rest. */
const WHOLE_BYTES = 128 * 1024 * 1024;
const PAGE_BYTES = 8192;
const LAST_PAGES = 500;
const TABLES = [
  'ledger_heads',
  'ledger_entries',
  'records',
  'record_spans',
  'record_links',
  'search_texts',
  'subject_keys',
  'checkpoints',
  'blobs',
  'blob_parts',
];

/** Reads what is kept. Each page carries a checksum, so that reading is checking; a PostgreSQL server looks after itself. */
export async function checkPages({ kysely, engine }: Transactor): Promise<void> {
  if (engine === null) return;
  try {
    for (const table of TABLES) {
      const { rows } = await sql<{
        size: number;
      }>`select pg_relation_size(${table}::regclass) as size`.execute(kysely);
      const size = rows[0]?.size ?? 0;
      const from = size < WHOLE_BYTES ? 0 : Math.floor(size / PAGE_BYTES) - LAST_PAGES;
      // The rows as text: a long value may lie in pages of its own, which only its use reads.
      await sql`select max(length(t::text)) from ${sql.table(table)} t where ctid >= ${`(${from},0)`}::tid`.execute(
        kysely,
      );
    }
  } catch (error) {
    throw readDriverError(error);
  }
}
