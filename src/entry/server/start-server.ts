// Starts the server and stops it: opens the store and the library, listens, and closes without cutting off an answer on its way.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from '../../kit/http/guard.ts';
import { readStaticFiles } from '../../kit/http/static-files.ts';
import { type LinesOptions, ThreadLines } from '../../kit/http/thread-lines.ts';
import { WorkerPool } from '../../kit/http/worker-pool.ts';
import { readProgramVersion } from '../../kit/library/program-files.ts';
import { LedgerFollower } from '../../kit/store/follow-ledger.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Place } from '../../kit/store/store-place.ts';
import { openRegisterStore } from '../../records/register/register-store.ts';
import { makeDoor } from './door.ts';
import { makeGroupBindings } from './group-bindings.ts';
import { ImportJobs } from './import-jobs.ts';
import { makeServer } from './make-server.ts';
import { openLaws } from './open-library.ts';
import { SERVER_LIMITS, type ServerLimits } from './server-limits.ts';
import { makeStoredAnswers } from './stored-answers.ts';
import { takeInExample } from './take-in-example.ts';

export interface StartOptions {
  /** The folder of the program: it holds laws/, examples/ and dist/. */
  readonly home: string;
  readonly workerFile: URL;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Longest time for one question. */
  readonly answerTimeMs: number;
  readonly place: Place;
  /** Also of programs on this machine. */
  readonly isKeyRequired: boolean;
  readonly limits: Partial<ServerLimits>;
  readonly log: (line: string) => void;
}

export interface RunningServer {
  /** As a person opens it in a browser. */
  readonly address: string;
  readonly port: number;
  /** Must everybody show a key? */
  readonly isKeyed: boolean;
  /** The example group that was taken in, where there was none yet. */
  readonly exampleGroup: string | null;
  readonly close: () => Promise<void>;
}

/** Threads that answer at the same time; at least two, so that one long question does not stop all others. */
const THREADS = Math.max(2, Math.min(4, availableParallelism() - 1));
const CLOSE_WITHIN_MS = 10_000;

const FILE_HEAP_MIB = 4096;
const FILE_TIME_MS = 600_000;
/** With the law, and what a few exports left behind, a thread holds some 80 MB; the printing of papers has a bound of its own. */
const FILE_IDLE_BYTES = 256 * 1024 * 1024;

/** Opens the store first: a server without one would refuse everything. */
export async function openServer(options: StartOptions): Promise<RunningServer> {
  const store = await openRegisterStore(options.place);
  try {
    const exampleGroup = await takeInExample(options.home, store);
    return await serve(options, store, exampleGroup);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(
  options: StartOptions,
  store: Store,
  exampleGroup: string | null,
): Promise<RunningServer> {
  const { home, host, port, log, workerFile } = options;
  const limits = { ...SERVER_LIMITS, ...options.limits };
  const web = join(home, 'dist', 'web');
  const pool = new WorkerPool({
    size: THREADS,
    timeMs: options.answerTimeMs,
    waitingMax: 64,
    heapMiB: 2048,
    workerFile,
    workerData: { home },
  });
  const rulebook = openLaws(home);
  const isKeyed = options.isKeyRequired || !isLoopback(host);
  const door = makeDoor({ store, isLocalOpen: !isKeyed, limits });
  const follower = new LedgerFollower(store);
  const forFiles = {
    workerFile,
    workerData: { home, task: 'file' },
    heapMiB: FILE_HEAP_MIB,
    timeMs: FILE_TIME_MS,
    idleBytes: FILE_IDLE_BYTES,
  } satisfies Partial<LinesOptions>;
  // Nobody sends files one after the other; for papers the thread keeps Typst, which is slow to start.
  const files = new ThreadLines({ ...forFiles, most: limits.imports, idleMs: 0 });
  const exports = new ThreadLines({ ...forFiles, most: limits.exports, idleMs: limits.exportIdleMs });
  const jobs = new ImportJobs({
    store,
    openLine: () => files.open(),
    bytesMax: limits.importBytes,
    log,
  });
  const answers = makeStoredAnswers(pool, rulebook.fingerprint, log);
  const bindings = makeGroupBindings({ answers, follower, door, jobs, limits, exports });
  const app = makeServer({
    home,
    host,
    version: readProgramVersion(home),
    rulebook,
    pages: existsSync(web) ? readStaticFiles(web) : new Map(),
    pool,
    store,
    door,
    bindings,
    limits,
    log,
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await pool.close();
    throw error;
  }
  const bound = app.server.address();
  const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    address: `http://${nameOf(host)}:${taken}`,
    port: taken,
    isKeyed,
    exampleGroup,
    close: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS);
      // Those who follow changes would stay for ever; imports leave nothing half-written.
      follower.close();
      await jobs.close();
      app.server.closeIdleConnections();
      await app.close();
      clearTimeout(cut);
      await Promise.all([pool.close(), files.close(), exports.close()]);
      await store.close();
    },
  };
}

function nameOf(host: string): string {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
