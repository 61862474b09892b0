// Blobs: what is too large for the ledger, kept in parts beside it and known by the SHA-256 of its content.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { dropParts, readParts } from './blob-parts.ts';
import { writeInstant } from './ledger-entry.ts';
import { makeId } from './make-id.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import type { BlobsTable, StoreTables } from './tables.ts';
import { read, transact } from './transact.ts';

const PART_BYTES = 256 * 1024;

export interface Blob {
  readonly hash: string;
  readonly size: number;
}

export interface BlobWish {
  readonly bytesMax: number;
  readonly signal?: AbortSignal;
}

/** Keeps a content as it comes; null where it is larger than it may be, and then nothing of it stays. */
export async function putBlob(
  scope: Scope,
  store: Store,
  chunks: AsyncIterable<Uint8Array>,
  { bytesMax, signal }: BlobWish,
): Promise<Blob | null> {
  const { groupId: group_id } = scope;
  const content = makeId();
  const hash = createHash('sha256');
  let size = 0;
  let part = 0;
  const keepPart = async (bytes: Buffer): Promise<void> => {
    await read(() =>
      store.kysely.insertInto('blob_parts').values({ group_id, content, part, bytes }).execute(),
    );
    part += 1;
  };
  const drop = (): Promise<unknown> => dropParts(store.kysely, group_id, content);
  try {
    let waiting: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      size += chunk.length;
      if (size > bytesMax) {
        await drop();
        return null;
      }
      hash.update(chunk);
      waiting.push(chunk);
      length += chunk.length;
      if (length < PART_BYTES) continue;
      const whole = Buffer.concat(waiting);
      const end = whole.length - (whole.length % PART_BYTES);
      for (let from = 0; from < end; from += PART_BYTES)
        await keepPart(whole.subarray(from, from + PART_BYTES));
      waiting = [whole.subarray(end)];
      length = whole.length - end;
    }
    if (length > 0) await keepPart(Buffer.concat(waiting));
    const row = { group_id, hash: hash.digest('hex'), content, size, made_at: writeInstant(scope.at) };
    await keepBlob(store, row);
    return { hash: row.hash, size };
  } catch (error) {
    await drop().catch(() => undefined);
    throw error;
  }
}

/** The same content is kept once. */
async function keepBlob(store: Store, row: BlobsTable): Promise<void> {
  await transact(store, async (transaction) => {
    const { numInsertedOrUpdatedRows: kept } = await transaction
      .insertInto('blobs')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (kept === 0n) await dropParts(transaction, row.group_id, row.content);
  });
}

/** What is known of a content, without reading it; null: it is not kept. */
export async function findBlob(scope: Scope, store: Store, hash: string): Promise<Blob | null> {
  const row = await findRow(store.kysely, scope.groupId, hash);
  return row === undefined ? null : { hash, size: row.size };
}

/** The content, some at a time; null: it is not kept. */
export async function readBlob(
  scope: Scope,
  store: Store,
  hash: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const row = await findRow(store.kysely, scope.groupId, hash);
  return row === undefined ? null : readParts(store.kysely, row);
}

/** Removes a content for good; false: it was not kept. */
export async function removeBlob(scope: Scope, store: Store, hash: string): Promise<boolean> {
  const row = await read(() =>
    store.kysely
      .deleteFrom('blobs')
      .where('group_id', '=', scope.groupId)
      .where('hash', '=', hash)
      .returning('content')
      .executeTakeFirst(),
  );
  // Between the two, its parts are what an upload leaves behind that never came to its end.
  if (row !== undefined) await read(() => dropParts(store.kysely, scope.groupId, row.content));
  return row !== undefined;
}

function findRow(
  database: Kysely<StoreTables>,
  groupId: string,
  hash: string,
): Promise<BlobsTable | undefined> {
  return read(() =>
    database
      .selectFrom('blobs')
      .selectAll()
      .where('group_id', '=', groupId)
      .where('hash', '=', hash)
      .executeTakeFirst(),
  );
}
