// Starts the server and stops it: opens the library, listens, and closes without cutting off an answer that is on its way.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isLoopback } from '../../kit/http/guard.ts';
import { readStaticFiles } from '../../kit/http/static-files.ts';
import { WorkerPool } from '../../kit/http/worker-pool.ts';
import { readProgramVersion } from '../../kit/library/program-files.ts';
import { makeServer } from './make-server.ts';
import { openLaws } from './open-library.ts';

export interface StartOptions {
  /** The folder of the program: it holds laws/, examples/ and dist/. */
  readonly home: string;
  readonly workerFile: URL;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Longest time for one question. */
  readonly answerTimeMs: number;
  readonly log: (line: string) => void;
}

export interface RunningServer {
  /** As a person opens it in a browser. */
  readonly address: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Threads that answer at the same time; at least two, so that one long question does not stop all others. */
const THREADS = Math.max(2, Math.min(4, availableParallelism() - 1));
const CLOSE_WITHIN_MS = 10_000;

export async function openServer(options: StartOptions): Promise<RunningServer> {
  const { home, host, port, log } = options;
  const web = join(home, 'dist', 'web');
  const pool = new WorkerPool({
    size: THREADS,
    timeMs: options.answerTimeMs,
    waitingMax: 64,
    heapMiB: 2048,
    workerFile: options.workerFile,
    workerData: { home },
  });
  const app = makeServer({
    home,
    host,
    version: readProgramVersion(home),
    rulebook: openLaws(home),
    pages: existsSync(web) ? readStaticFiles(web) : new Map(),
    pool,
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
    close: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS);
      app.server.closeIdleConnections();
      await app.close();
      clearTimeout(cut);
      await pool.close();
    },
  };
}

function nameOf(host: string): string {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
