// A store fault: the machine under the store is not as it must be; thrown, with what to do about it.

/** The closed list of what can be wrong with the machine under the store; never used again for something else. */
export type StoreFaultCode =
  /** Another process has the data folder. */
  | 'folder-in-use'
  /** The data folder cannot be made, read or written. */
  | 'folder-unusable'
  /** Files of the database are damaged. */
  | 'folder-damaged'
  | 'database-unreachable'
  | 'database-too-old'
  /** A newer version of the program has written this database. */
  | 'database-newer'
  /** The database broke off, for no reason that is known. */
  | 'database-failed'
  | 'migration-changed'
  | 'migration-failed'
  | 'disk-full'
  | 'query-too-long'
  /** No connection came free in time, or too many changes wait to be written. */
  | 'store-busy'
  | 'store-closed'
  /** More rows were asked for at once than are answered. */
  | 'too-many-rows'
  | 'key-missing'
  | 'key-unusable'
  /** The master key is not the one under which personal data were kept. */
  | 'key-wrong'
  | 'backup-damaged'
  | 'backup-newer'
  /** The passphrase does not open the backup. */
  | 'backup-locked'
  | 'backup-unwritable'
  /** A backup is restored into an empty store only. */
  | 'store-not-empty';

export class StoreFault extends Error {
  readonly code: StoreFaultCode;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: StoreFaultCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreFault';
    this.code = code;
    this.hint = hint;
  }
}

const DISK_FULL_HINT =
  'Nothing of this write was kept. Make room on the disk of the data, then try again; what was acknowledged before is safe.';

export function diskFull(cause?: unknown): StoreFault {
  return new StoreFault('disk-full', 'There is no room left on the disk of the data.', DISK_FULL_HINT, cause);
}

/** SQLSTATE classes and codes that are the machine's fault, not the statement's. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOENT',
]);

/** What a database driver threw, as a store fault where it is one; anything else is passed on as it is. */
export function readDriverError(error: unknown): unknown {
  if (error instanceof StoreFault || !(error instanceof Error)) return error;
  const { code = '', message } = error as Error & { code?: string };
  if (code === '53100' || /No space left on device|File too large|disk quota/i.test(message))
    return diskFull(error);
  if (code === '57014' || code === '25P03' || code === '25P04')
    return new StoreFault(
      'query-too-long',
      `A query or transaction took longer than it may: ${message}.`,
      'Ask for less at once: a smaller page, a narrower filter.',
      error,
    );
  // A page whose checksum is wrong, an index that does not fit, a file that is not there or cannot be read.
  if (code === 'XX001' || code === 'XX002' || code.startsWith('58')) return damaged(message, error);
  if (isWaitOver(error) || code === '53300' || code === '55P03') return busyFault(error);
  if (
    (UNREACHABLE.has(code) && isOfNetwork(error)) ||
    code.startsWith('08') ||
    code.startsWith('57P') ||
    /Connection terminated|is not queryable/.test(message)
  )
    return new StoreFault(
      'database-unreachable',
      `The database does not answer: ${message}.`,
      'Is it running, and does the address (DATABASE_URL) lead to it? What was acknowledged is safe.',
      error,
    );
  return error;
}

/** Did the pool give up waiting for a connection to come free? */
export function isWaitOver(error: unknown): boolean {
  return error instanceof Error && error.message.includes('timeout exceeded when trying to connect');
}

export function busyFault(cause?: unknown): StoreFault {
  return new StoreFault(
    'store-busy',
    'Every connection to the database is taken, and none came free in time.',
    'Try again in a moment. If it stays so, look for a transaction that is held open, or allow more connections.',
    cause,
  );
}

/** A socket may be missing, and so may a file; only the first is the database's fault. */
function isOfNetwork(error: Error): boolean {
  const { syscall = 'connect' } = error as NodeJS.ErrnoException;
  return !['open', 'rename', 'write', 'mkdir'].includes(syscall);
}

export function damaged(what: string, cause?: unknown): StoreFault {
  return new StoreFault(
    'folder-damaged',
    `The files of the database are damaged: ${what}.`,
    'Stop, copy the data folder aside as it is, and restore the newest backup into a new, empty data folder. ' +
      'The disk itself may be failing: have it checked before you use it again.',
    cause,
  );
}
