// The parts of blobs: reads them, drops them, and looks whether they are what their hash says.
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../core/time/instant.ts';
import type { BlobsTable, StoreTables } from './tables.ts';
import { read } from './transact.ts';

/** Parts of an upload that never came to its end are cleared away after so long. */
const LEFT_OVER_MS = 24 * 3_600_000;

/** Clears away what uploads left behind that never came to their end. */
export async function clearLeftOverParts(database: Kysely<StoreTables>, now: Instant): Promise<void> {
  // The first digits of an id are the time at which it was made.
  const oldest = makeIdAt(now - LEFT_OVER_MS);
  await sql`delete from blob_parts p where content < ${oldest}::uuid
    and not exists (select from blobs b where b.group_id = p.group_id and b.content = p.content)`.execute(
    database,
  );
}

function makeIdAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The hashes of those contents that are not what their hash says. */
export async function* findChangedBlobs(
  database: Kysely<StoreTables>,
  groupId: string,
): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const row = await database
      .selectFrom('blobs')
      .selectAll()
      .where('group_id', '=', groupId)
      .where('hash', '>', after)
      .orderBy('hash')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return;
    const hash = createHash('sha256');
    for await (const bytes of readParts(database, row)) hash.update(bytes);
    if (hash.digest('hex') !== row.hash) yield row.hash;
    after = row.hash;
  }
}

export async function* readParts(
  database: Kysely<StoreTables>,
  { group_id, content }: BlobsTable,
): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const row = await read(() =>
      database
        .selectFrom('blob_parts')
        .select('bytes')
        .where('group_id', '=', group_id)
        .where('content', '=', content)
        .where('part', '=', part)
        .executeTakeFirst(),
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}

export function dropParts(database: Kysely<StoreTables>, groupId: string, content: string): Promise<unknown> {
  return database
    .deleteFrom('blob_parts')
    .where('group_id', '=', groupId)
    .where('content', '=', content)
    .execute();
}
