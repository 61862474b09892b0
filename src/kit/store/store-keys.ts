// The two keys of a store: the master key, under which personal data are kept, and the key that signs checkpoints.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreFault } from './store-fault.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What stands before the 32 bytes of an Ed25519 key in its standard wrapping (RFC 8410). */
const ED25519_PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');
const MASTER_FILE = 'master.key';
const SIGNING_FILE = 'signing.key';
const PUBLIC_FILE = 'signing.pub';

export interface StoreKeys {
  /** 32 bytes. */
  readonly master: Buffer;
  readonly signing: KeyObject;
  /** The public half, to be kept wherever checkpoints are to be checked: 32 bytes in base64. */
  readonly publicKey: string;
  /** Public keys whose checkpoints are believed: the own one, and those of stores from which backups were restored here. */
  readonly trusted: string[];
}

/**
 * The keys of a store. The master key is SEKISHO_MASTER_KEY (64 hexadecimal digits), else a file in `folder`, made where there is
 * none. The signing key is a file in `folder`; without a folder it is derived from the master key.
 */
export function openKeys(folder: string | null, named = process.env['SEKISHO_MASTER_KEY']): StoreKeys {
  const master = named !== undefined && named !== '' ? readNamed(named) : keepSecret(folder, MASTER_FILE);
  if (master === null) {
    throw new StoreFault(
      'key-missing',
      'There is no master key: SEKISHO_MASTER_KEY is not set, and no folder for keys is named.',
      'Make one with `openssl rand -hex 32`, keep it where your other secrets are, and set SEKISHO_MASTER_KEY to it. Without it personal data cannot be read again.',
    );
  }
  const seed = keepSecret(folder, SIGNING_FILE) ?? deriveKey(master, 'signing');
  const signing = createPrivateKey({
    key: Buffer.concat([ED25519_PRIVATE, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(signing)
    .export({ format: 'der', type: 'spki' })
    .subarray(-KEY_BYTES)
    .toString('base64');
  const trusted = [publicKey, ...readPublic(folder).filter((key) => key !== publicKey)];
  const keys = { master, signing, publicKey, trusted };
  keepPublic(keys, folder);
  return keys;
}

/** Puts the master key of a backup in place of the one that a new store made for itself, in its file and in what is open. */
export function replaceMaster(folder: string, keys: StoreKeys, master: Buffer): void {
  const file = join(folder, MASTER_FILE);
  try {
    writeSecret(file, master, renameSync);
  } catch (error) {
    throw unusable(file, error);
  }
  master.copy(keys.master);
}

/** Believes checkpoints that another key signed. Without a folder that lasts until the store is closed. */
export function trustKey(keys: StoreKeys, folder: string | null, publicKey: string): void {
  if (keys.trusted.includes(publicKey)) return;
  keys.trusted.push(publicKey);
  keepPublic(keys, folder);
}

/** A key for one purpose; keys for different purposes tell nothing about each other. */
export function deriveKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'sekisho', purpose, KEY_BYTES));
}

/** A keyed hash, as 64 hexadecimal digits. */
export function hashWithKey(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Encrypts with AES-256-GCM. `bound` is not encrypted, but the box opens only where the same is given again. */
export function sealBox(key: Buffer, plain: Buffer, bound: string, nonce = randomBytes(NONCE_BYTES)): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a box, or answers null where the key or what it is bound to is another, or where it was changed. */
export function openBox(key: Buffer, box: Buffer, bound: string): Buffer | null {
  if (box.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function readNamed(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  throw new StoreFault(
    'key-unusable',
    'SEKISHO_MASTER_KEY is not a key: 64 hexadecimal digits belong there.',
    'Set it to the key of this store. For a new store make one with `openssl rand -hex 32`.',
  );
}

function keepSecret(folder: string | null, name: string): Buffer | null {
  if (folder === null) return null;
  const file = join(folder, name);
  try {
    if (!existsSync(file)) writeSecret(file, randomBytes(KEY_BYTES), placeNew);
    return readSecret(file);
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, error: unknown): unknown {
  if (error instanceof StoreFault) return error;
  return new StoreFault(
    'key-unusable',
    `The key file ${file} cannot be used: ${(error as Error).message}.`,
    'Give this user, and nobody else, the right to read it.',
    error,
  );
}

function readSecret(file: string): Buffer {
  // Windows knows no such rights.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new StoreFault(
      'key-unusable',
      `The key file ${file} can be read by others on this machine.`,
      `Take that right away: chmod 600 ${file}`,
    );
  }
  const text = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new StoreFault(
    'key-unusable',
    `The key file ${file} is damaged.`,
    'Put the file back from your safe copy. A new key cannot read what was kept under the old one.',
  );
}

/** Written aside and put in place as a whole, so that nobody ever finds half a key. */
function writeSecret(file: string, key: Buffer, place: (aside: string, file: string) => void): void {
  const aside = `${file}-${process.pid}`;
  try {
    const opened = openSync(aside, 'w', 0o600);
    try {
      writeSync(opened, `${key.toString('hex')}\n`);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    chmodSync(aside, 0o600);
    place(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  syncFolder(dirname(file));
}

/** Where another process was faster, its key stays. */
function placeNew(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** That a file has a name is kept by its folder. Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function readPublic(folder: string | null): string[] {
  if (folder === null || !existsSync(join(folder, PUBLIC_FILE))) return [];
  return readFileSync(join(folder, PUBLIC_FILE), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function keepPublic({ trusted }: StoreKeys, folder: string | null): void {
  if (folder === null || readPublic(folder).join() === trusted.join()) return;
  writeFileSync(join(folder, PUBLIC_FILE), trusted.map((key) => `${key}\n`).join(''));
}
