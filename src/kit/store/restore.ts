// Restores a backup into an empty store: read through and checked first, then taken in as a whole or not at all, and verified.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { insertEntries } from './append.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupLine, keyOfPassphrase, type Manifest } from './backup.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { type Projection, projectAll } from './projection.ts';
import { rebuildWithin } from './rebuild-tables.ts';
import type { Store } from './store.ts';
import { StoreFault } from './store-fault.ts';
import { openBox, replaceMaster, type StoreKeys, trustKey } from './store-keys.ts';
import { checkMaster } from './subject-keys.ts';
import type { BlobPartsTable, BlobsTable, CheckpointsTable, SubjectKeysTable } from './tables.ts';
import { type StoreTransaction, transact } from './transact.ts';
import { verifyWithin } from './verify-ledger.ts';

export interface RestoreWish {
  /** The passphrase of the backup, where the master key is in it. */
  readonly passphrase?: string;
}

export interface RestoreReport {
  readonly manifest: Manifest;
  readonly entries: number;
  /** The master key of the backup took the place of the one that this store had made for itself. */
  readonly isKeyReplaced: boolean;
}

const ROWS_AT_ONCE = 1_000;
/** Of 256 KiB each. */
const PARTS_AT_ONCE = 20;

/** Takes a backup in. The store must be empty. A fault leaves it empty. */
export async function restore(store: Store, file: string, wish: RestoreWish = {}): Promise<RestoreReport> {
  const manifest = await checkFile(file);
  const master = masterOf(manifest, wish.passphrase);
  const isKeyReplaced = master !== null && !master.equals(store.keys.master);
  const keys: StoreKeys = isKeyReplaced ? { ...store.keys, master } : store.keys;
  if (isKeyReplaced && (store.keyFolder === null || (process.env['SEKISHO_MASTER_KEY'] ?? '') !== '')) {
    throw new StoreFault(
      'key-wrong',
      'The backup was made under another master key than the one that is set here.',
      'Set SEKISHO_MASTER_KEY to the master key of the store from which the backup came.',
    );
  }
  const entries = await transact(
    store,
    async (transaction) => {
      const taken = await takeIn(transaction, keys, file, manifest, store.projections);
      // Before anything is kept: whoever is stopped in between leaves an empty store, which any key fits, and not one without its key.
      // Checkpoints of the store from which the backup came stay good here.
      trustKey(store.keys, store.keyFolder, manifest.publicKey);
      if (isKeyReplaced && store.keyFolder !== null) replaceMaster(store.keyFolder, store.keys, keys.master);
      return taken;
    },
    { isLong: true },
  );
  return { manifest, entries, isKeyReplaced };
}

async function takeIn(
  transaction: StoreTransaction,
  keys: StoreKeys,
  file: string,
  manifest: Manifest,
  projections: readonly Projection[],
): Promise<number> {
  await demandEmpty(transaction);
  const entries = await insertAll(transaction, file);
  await checkMaster(transaction, keys);
  for (const { groupId, position, hash } of manifest.groups) {
    const last = await transaction
      .selectFrom('ledger_entries')
      .select(['recorded_at'])
      .where('group_id', '=', groupId)
      .where('position', '=', position)
      .executeTakeFirst();
    const recorded_at = last?.recorded_at ?? new Date(0).toISOString();
    await transaction
      .insertInto('ledger_heads')
      .values({ group_id: groupId, position, hash, recorded_at })
      .execute();
    await rebuildWithin(transaction, groupId);
    await projectAll(transaction, groupId, projections);
    const { findings } = await verifyWithin(transaction, groupId, [manifest.publicKey, ...keys.trusted], {
      withoutTables: true,
    });
    const [first] = findings;
    if (first !== undefined) throw damagedBackup(`its ledger does not hold together: ${first.message}`);
  }
  return entries;
}

async function demandEmpty(transaction: StoreTransaction): Promise<void> {
  const heads = await transaction
    .selectFrom('ledger_heads')
    .select('group_id')
    .where('position', '>', 0)
    .limit(1)
    .execute();
  if (heads.length > 0) {
    throw new StoreFault(
      'store-not-empty',
      'The store holds entries already; a backup is restored into an empty one only.',
      'Name a new data folder or a new database, restore there, and use that one from then on.',
    );
  }
  await transaction.deleteFrom('ledger_heads').execute();
}

/** The first way through: is the file whole and ours? Nothing has been written yet. */
async function checkFile(file: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  await readLines(file, async (lines) => {
    for (const line of lines) if (line.is === 'manifest') manifest ??= line.manifest;
    if (manifest === undefined) throw damagedBackup('it does not begin as a backup does');
    checkManifest(manifest);
  });
  if (manifest === undefined) throw damagedBackup('it is empty');
  return manifest;
}

function checkManifest({ format, version }: Manifest): void {
  if (format !== BACKUP_FORMAT) throw damagedBackup('it is no backup of this program');
  if (version > BACKUP_VERSION) {
    throw new StoreFault(
      'backup-newer',
      `The backup was written in format ${version}; this program reads up to ${BACKUP_VERSION}.`,
      'Restore it with the version of the program that wrote it, or a newer one.',
    );
  }
}

function masterOf({ masterKey }: Manifest, passphrase: string | undefined): Buffer | null {
  if (masterKey === null || passphrase === undefined) return null;
  const master = openBox(
    keyOfPassphrase(passphrase, masterKey.salt),
    Buffer.from(masterKey.box, 'base64'),
    BACKUP_FORMAT,
  );
  if (master !== null) return master;
  throw new StoreFault(
    'backup-locked',
    'The passphrase does not open this backup.',
    'Try again; capitals count.',
  );
}

async function insertAll(transaction: StoreTransaction, file: string): Promise<number> {
  let entries: LedgerEntry[] = [];
  let keys: SubjectKeysTable[] = [];
  let checkpoints: CheckpointsTable[] = [];
  let blobs: BlobsTable[] = [];
  let parts: BlobPartsTable[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    await insertEntries(transaction, entries);
    if (keys.length > 0) await transaction.insertInto('subject_keys').values(keys).execute();
    if (checkpoints.length > 0) await transaction.insertInto('checkpoints').values(checkpoints).execute();
    if (blobs.length > 0) await transaction.insertInto('blobs').values(blobs).execute();
    if (parts.length > 0) await transaction.insertInto('blob_parts').values(parts).execute();
    blobs = [];
    parts = [];
    entries = [];
    keys = [];
    checkpoints = [];
  };
  await readLines(file, async (lines) => {
    for (const line of lines) {
      if (line.is === 'entry') entries.push(line.row);
      else if (line.is === 'subject-key') keys.push(line.row);
      else if (line.is === 'checkpoint') checkpoints.push(line.row);
      else if (line.is === 'blob') blobs.push(line.row);
      else if (line.is === 'blob-part')
        parts.push({ ...line.row, bytes: Buffer.from(line.row.bytes, 'base64') });
      count += line.is === 'entry' ? 1 : 0;
      const rows = entries.length + keys.length + checkpoints.length + blobs.length;
      if (rows >= ROWS_AT_ONCE || parts.length >= PARTS_AT_ONCE) await flush();
    }
  });
  await flush();
  return count;
}

/** Reads a backup some lines at a time, and throws where it does not end with the count and hash of what stood before. */
async function readLines(file: string, take: (lines: readonly BackupLine[]) => Promise<void>): Promise<void> {
  const hash = createHash('sha256');
  let count = 0;
  let end: (BackupLine & { is: 'end' }) | undefined;
  let rest: Buffer = Buffer.alloc(0);
  // What goes wrong in the last part of a pipeline may come out of it as a mere abortion.
  let fault: unknown;
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      try {
        for await (const chunk of chunks) {
          const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
          const cut = bytes.lastIndexOf(0x0a) + 1;
          rest = bytes.subarray(cut);
          const lines: BackupLine[] = [];
          for (const text of bytes.toString('utf8', 0, cut).split('\n')) {
            if (text === '') continue;
            if (end !== undefined) throw damagedBackup('something stands after its end');
            const line = parseLine(text);
            if (line.is === 'end') end = line;
            else {
              hash.update(`${text}\n`);
              count += 1;
              lines.push(line);
            }
          }
          if (lines.length > 0) await take(lines);
        }
      } catch (error) {
        fault = error;
        throw error;
      }
    });
  } catch (error) {
    throw readBackupError(fault instanceof StoreFault ? fault : error, file);
  }
  if (rest.length > 0) throw damagedBackup('something stands after its end');
  if (end === undefined) throw damagedBackup('its end is missing');
  if (end.lines !== count || end.sha256 !== hash.digest('hex'))
    throw damagedBackup('its content is not what was written');
}

function parseLine(text: string): BackupLine {
  try {
    return JSON.parse(text) as BackupLine;
  } catch {
    throw damagedBackup('a line of it cannot be read');
  }
}

function readBackupError(error: unknown, file: string): unknown {
  if (error instanceof StoreFault) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_')) return damagedBackup(`it cannot be unpacked (${message})`, error);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new StoreFault(
      'backup-damaged',
      `The backup ${file} cannot be read: ${message}.`,
      'Name a file that exists and that this user may read.',
      error,
    );
  return error;
}

function damagedBackup(what: string, cause?: unknown): StoreFault {
  return new StoreFault(
    'backup-damaged',
    `The backup is damaged: ${what}.`,
    'Nothing was restored. Take another copy of it, or an older backup.',
    cause,
  );
}
