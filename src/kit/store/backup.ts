// A backup: ledger, keys, checkpoints and blobs of every group in one state of the database, as compressed JSON lines in one file.
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Store } from './store.ts';
import { diskFull, StoreFault } from './store-fault.ts';
import { sealBox } from './store-keys.ts';
import type { BlobPartsTable, BlobsTable, CheckpointsTable, SubjectKeysTable } from './tables.ts';
import { type StoreTransaction, transact } from './transact.ts';

export const BACKUP_FORMAT = 'sekisho-backup';
/** 2 added the blobs. */
export const BACKUP_VERSION = 2;

/** First line of a backup. */
export interface Manifest {
  readonly format: typeof BACKUP_FORMAT;
  readonly version: number;
  readonly madeAt: string;
  readonly migrations: readonly string[];
  readonly publicKey: string;
  readonly groups: readonly { readonly groupId: string; readonly position: number; readonly hash: string }[];
  /** The master key, encrypted by a passphrase; null: it is not in the file. */
  readonly masterKey: { readonly salt: string; readonly box: string } | null;
}

export type BackupLine =
  | { readonly is: 'manifest'; readonly manifest: Manifest }
  | { readonly is: 'entry'; readonly row: LedgerEntry }
  | { readonly is: 'subject-key'; readonly row: SubjectKeysTable }
  | { readonly is: 'checkpoint'; readonly row: CheckpointsTable }
  | { readonly is: 'blob'; readonly row: BlobsTable }
  | { readonly is: 'blob-part'; readonly row: BlobPartLine }
  /** Last line: how many stood before it, and the SHA-256 of their bytes. */
  | { readonly is: 'end'; readonly lines: number; readonly sha256: string };

/** Bytes as base64. */
export interface BlobPartLine extends Omit<BlobPartsTable, 'bytes'> {
  readonly bytes: string;
}

export interface BackupWish {
  /** Puts the master key into the file, encrypted. Without it personal data can only be read where the same master key is set. */
  readonly passphrase?: string;
}

export interface BackupReport {
  readonly file: string;
  readonly manifest: Manifest;
  readonly entries: number;
  readonly bytes: number;
}

const TABLES = [
  { is: 'entry', table: 'ledger_entries', order: 'group_id, position', fetched: 2_000 },
  { is: 'subject-key', table: 'subject_keys', order: 'group_id, subject_key', fetched: 2_000 },
  { is: 'checkpoint', table: 'checkpoints', order: 'group_id, position', fetched: 2_000 },
  { is: 'blob', table: 'blobs', order: 'group_id, hash', fetched: 2_000 },
  { is: 'blob-part', table: 'blob_parts', order: 'group_id, content, part', fetched: 20 },
] as const;
/** Without what uploads left behind that have not come to their end. */
const WHOLE_PARTS = `exists (select from blobs b
  where b.group_id = blob_parts.group_id and b.content = blob_parts.content)`;

/** Writes a backup while others go on reading and writing. The file is there when it is whole, never before. */
export async function backup(store: Store, file: string, wish: BackupWish = {}): Promise<BackupReport> {
  const aside = `${file}.part`;
  let entries = 0;
  let manifest: Manifest | undefined;
  try {
    await transact(
      store,
      async (transaction) => {
        const made = await makeManifest(transaction, store, wish.passphrase);
        manifest = made;
        const lines = withEnd(
          writeRows(transaction, made, () => {
            entries += 1;
          }),
        );
        await pipeline(lines, createGzip(), createWriteStream(aside, { mode: 0o600 }));
      },
      { isSnapshot: true, isLong: true },
    );
    const bytes = await putInPlace(aside, file);
    return { file, manifest: manifest as unknown as Manifest, entries, bytes };
  } catch (error) {
    await rm(aside, { force: true });
    throw readFileError(error, file);
  }
}

async function makeManifest(
  transaction: StoreTransaction,
  store: Store,
  passphrase: string | undefined,
): Promise<Manifest> {
  const heads = await transaction.selectFrom('ledger_heads').selectAll().orderBy('group_id').execute();
  return {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    madeAt: new Date().toISOString(),
    migrations: store.migrations.map(({ name }) => name),
    publicKey: store.keys.publicKey,
    groups: heads.map(({ group_id: groupId, position, hash }) => ({ groupId, position, hash })),
    masterKey: passphrase === undefined ? null : lockMaster(store.keys.master, passphrase),
  };
}

function lockMaster(master: Buffer, passphrase: string): Manifest['masterKey'] {
  const salt = randomBytes(16).toString('base64');
  return { salt, box: sealBox(keyOfPassphrase(passphrase, salt), master, BACKUP_FORMAT).toString('base64') };
}

/** A key from a passphrase, slow on purpose: about 64 MiB and a tenth of a second for each guess. */
export function keyOfPassphrase(passphrase: string, salt: string): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, {
    N: 65_536,
    r: 8,
    p: 1,
    maxmem: 128 * 1024 * 1024,
  });
}

async function* writeRows(
  transaction: StoreTransaction,
  manifest: Manifest,
  countEntry: () => void,
): AsyncGenerator<BackupLine> {
  yield { is: 'manifest', manifest };
  for (const { is, table, order, fetched } of TABLES) {
    await sql`declare saving no scroll cursor for
      select * from ${sql.table(table)} where ${sql.raw(is === 'blob-part' ? WHOLE_PARTS : 'true')}
      order by ${sql.raw(order)}`.execute(transaction);
    for (;;) {
      const { rows } = await sql<never>`fetch ${sql.lit(fetched)} from saving`.execute(transaction);
      if (rows.length === 0) break;
      for (const row of rows) {
        if (is === 'entry') countEntry();
        yield { is, row: is === 'blob-part' ? writePart(row) : row };
      }
    }
    await sql`close saving`.execute(transaction);
  }
}

function writePart({ bytes, ...part }: BlobPartsTable): never {
  return { ...part, bytes: bytes.toString('base64') } as BlobPartLine as never;
}

/** The lines as bytes, some at a time, and after them their count and hash. */
async function* withEnd(lines: AsyncIterable<BackupLine>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let count = 0;
  let some: string[] = [];
  for await (const line of lines) {
    some.push(`${JSON.stringify(line)}\n`);
    count += 1;
    if (some.length < 500 && line.is !== 'blob-part') continue;
    const bytes = Buffer.from(some.join(''));
    hash.update(bytes);
    some = [];
    yield bytes;
  }
  const bytes = Buffer.from(some.join(''));
  hash.update(bytes);
  const end: BackupLine = { is: 'end', lines: count, sha256: hash.digest('hex') };
  yield Buffer.concat([bytes, Buffer.from(`${JSON.stringify(end)}\n`)]);
}

async function putInPlace(aside: string, file: string): Promise<number> {
  const opened = await open(aside, 'r+');
  let size: number;
  try {
    await opened.sync();
    size = (await opened.stat()).size;
  } finally {
    await opened.close();
  }
  await rename(aside, file);
  if (process.platform !== 'win32') {
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  }
  return size;
}

function readFileError(error: unknown, file: string): unknown {
  if (error instanceof StoreFault) return error;
  const { code = '', message, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT') return diskFull(error);
  if (syscall === undefined) return error;
  return new StoreFault(
    'backup-unwritable',
    `The backup ${file} cannot be written: ${message}.`,
    'Name a file in a folder that exists and that this user may write to. Nothing was left behind.',
    error,
  );
}
