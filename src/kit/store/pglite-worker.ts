// The thread that holds PGlite: speaks PostgreSQL's wire protocol over messages, on files that are really written through.
//
// PGlite as shipped never calls fsync: it starts PostgreSQL with -F, and its file system for Node has no fsync at all. Both are
// mended here. That touches an inside of PGlite, therefore its version is exact and a test counts the calls.
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { makeAside, packFolder } from './cluster-template.ts';
import type { EngineOrder, FromEngine, ToEngine } from './pglite-words.ts';

/** What we use of emscripten's file system on Node. */
interface NodeFiles {
  realPath(node: unknown): string;
  readonly stream_ops: {
    write(stream: OpenStream, ...words: unknown[]): number;
    fsync?(stream: OpenStream): number;
  };
}

interface OpenStream {
  readonly nfd?: number;
  readonly node: unknown;
}

interface EngineOptions {
  readonly emscriptenOpts: { preRun?: ((module: { NODEFS: NodeFiles }) => void)[] };
}

/** EIO as the system interface of WebAssembly numbers it. PostgreSQL stops at once when an fsync fails, as it must. */
const WASI_EIO = 29;

let syncs = 0;
let lastRefusal: string | null = null;

class DurableFiles extends NodeFS {
  override async init(...words: Parameters<NodeFS['init']>): Promise<Awaited<ReturnType<NodeFS['init']>>> {
    const made = await super.init(...words);
    const options = (made as unknown as EngineOptions).emscriptenOpts;
    options.preRun = [...(options.preRun ?? []), ({ NODEFS }) => makeDurable(NODEFS)];
    return made;
  }
}

function makeDurable(files: NodeFiles): void {
  const { write } = files.stream_ops;
  files.stream_ops.write = (stream, ...words) => {
    try {
      return write(stream, ...words);
    } catch (error) {
      lastRefusal = refusalOf(error);
      throw error;
    }
  };
  files.stream_ops.fsync = (stream) => {
    syncs += 1;
    try {
      if (stream.nfd !== undefined) fsyncSync(stream.nfd);
      else syncPath(files.realPath(stream.node));
      return 0;
    } catch (error) {
      lastRefusal = (error as NodeJS.ErrnoException).code ?? 'EIO';
      return WASI_EIO;
    }
  };
}

/** Emscripten knows errors by the numbers of WASI. */
const WASI_REFUSALS: Readonly<Record<number, string>> = {
  51: 'ENOSPC',
  22: 'EFBIG',
  19: 'EDQUOT',
  29: 'EIO',
};

function refusalOf(error: unknown): string {
  const { code, errno } = error as { code?: string; errno?: number };
  return code ?? WASI_REFUSALS[errno ?? -1] ?? 'EIO';
}

function syncPath(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

const PARAMETERS = [
  ...PGlite.defaultStartParams.filter((word) => word !== '-F'),
  ...['wal_sync_method=fsync', 'fsync=on', 'synchronous_commit=on', 'full_page_writes=on'].flatMap((set) => [
    '-c',
    set,
  ]),
  // The log is cut by our housekeeping; these keep it small between two rounds.
  ...['max_wal_size=64MB', 'min_wal_size=32MB', 'TimeZone=UTC'].flatMap((set) => ['-c', set]),
  // A part of the log that is done with is removed, not kept under another name: keys of erased persons may stand in it.
  ...['-c', 'wal_recycle=off'],
];

function openEngine(folder: string): Promise<PGlite> {
  return PGlite.create({ fs: new DurableFiles(folder), startParams: PARAMETERS });
}

async function serve(port: MessagePort, { clusterFolder }: EngineOrder): Promise<void> {
  const tell = (message: FromEngine, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
  let engine: PGlite;
  try {
    engine = await openEngine(clusterFolder);
  } catch (error) {
    tell({ is: 'broken', message: sayError(error), io: lastRefusal });
    return;
  }
  let turn: Promise<void> = Promise.resolve();
  const answer = async (message: ToEngine): Promise<void> => {
    if (message.is === 'close') {
      await engine.close();
      tell({ is: 'closed' });
      port.close();
    } else if (message.is === 'reset') {
      await engine.exec('ROLLBACK');
      await engine.exec('DISCARD ALL');
    } else {
      lastRefusal = null;
      const bytes = await askEngine(engine, message.bytes);
      const death = findDeath(bytes);
      if (death !== null) tell({ is: 'broken', message: death, io: lastRefusal });
      else tell({ is: 'bytes', bytes, syncs }, [bytes.buffer]);
    }
  };
  port.on('message', (message: ToEngine) => {
    turn = turn
      .then(() => answer(message))
      .catch((error: unknown) => tell({ is: 'broken', message: sayError(error), io: lastRefusal }));
  });
  tell({ is: 'ready' });
}

/**
 * Asks and answers as bytes. PGlite's plain call for this also takes every answer apart and keeps all of it for ever, in memory; the call
 * that hands the bytes on as they come does not.
 */
async function askEngine(engine: PGlite, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  // A part is a view of memory that is written over by the next one.
  await engine.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(part.slice()) });
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const ERROR_RESPONSE = 0x45;

/** PostgreSQL's last words, where it ended itself (PANIC, FATAL); after them it answers nothing more, though PGlite lives on. */
function findDeath(bytes: Uint8Array<ArrayBuffer>): string | null {
  const view = new DataView(bytes.buffer);
  // Each message of an answer: one letter, then a length that counts itself but not the letter.
  for (let here = 0; here + 5 <= bytes.length; here += 1 + view.getUint32(here + 1)) {
    if (bytes[here] !== ERROR_RESPONSE) continue;
    const fields = Buffer.from(bytes.subarray(here + 5, here + 1 + view.getUint32(here + 1)))
      .toString()
      .split('\0');
    if (fields.includes('VPANIC') || fields.includes('VFATAL'))
      return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'it ended itself';
  }
  return null;
}

function sayError(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

/** Makes an empty cluster in a folder of its own and packs it into `file`. */
async function makeTemplate(file: string): Promise<void> {
  const aside = makeAside(file);
  const engine = await openEngine(aside);
  await engine.close();
  writeFileSync(file, packFolder(aside));
  rmSync(aside, { recursive: true, force: true });
}

if (!isMainThread && parentPort !== null) await serve(parentPort, workerData as EngineOrder);
else if (process.argv[2] === 'template' && process.argv[3] !== undefined) await makeTemplate(process.argv[3]);
