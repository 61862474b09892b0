// The way in by browser and HTTP: starts the server for the command line, and is itself the file that its worker threads run.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, workerData } from 'node:worker_threads';
import { StoreFault } from '../../kit/store/store-fault.ts';
import { findPlace, type Place } from '../../kit/store/store-place.ts';
import type { ServerLimits } from './server-limits.ts';
import type { RunningServer } from './start-server.ts';

/** This file is dist/server.js once it is built. */
const HOME = dirname(dirname(fileURLToPath(import.meta.url)));
const EXIT_MACHINE_FAILED = 3;
const DEFAULT_PORT = 4680;
const ANSWER_TIME_MS = 60_000;

export interface ServerOptions {
  /** SEKISHO_HOST, or this machine only. */
  readonly host?: string;
  /** SEKISHO_PORT, or 4680; 0 takes any free port. */
  readonly port?: number;
  /** Longest time for one question, in milliseconds. */
  readonly answerTimeMs?: number;
  /** The data folder or the database; SEKISHO_DATA or DATABASE_URL where left out. */
  readonly place?: Place;
  /** Demand a key also of programs on this machine: SEKISHO_KEY_REQUIRED=1. */
  readonly isKeyRequired?: boolean;
  readonly limits?: Partial<ServerLimits>;
}

/** Starts the server and answers where it listens. Throws where it cannot listen there. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { openServer } = await import('./start-server.ts');
  return openServer({
    home: HOME,
    workerFile: new URL(import.meta.url),
    host: options.host ?? (process.env['SEKISHO_HOST'] || '127.0.0.1'),
    port: options.port ?? readPort(process.env['SEKISHO_PORT']),
    answerTimeMs: options.answerTimeMs ?? ANSWER_TIME_MS,
    place: options.place ?? findPlace(process.env, HOME),
    isKeyRequired: options.isKeyRequired ?? isSet(process.env['SEKISHO_KEY_REQUIRED']),
    limits: options.limits ?? {},
    log: (line) => process.stderr.write(`${line}\n`),
  });
}

/** What `sekisho start` does: starts, says where, and stops in good order on SIGTERM and SIGINT. */
export async function runServer(options: ServerOptions = {}): Promise<void> {
  let server: RunningServer;
  try {
    server = await startServer(options);
  } catch (error) {
    process.stderr.write(`${sayWhyNot(error)}\n`);
    process.exit(EXIT_MACHINE_FAILED);
  }
  const stop = (): void => {
    // A second signal ends it at once.
    process.off('SIGTERM', stop).off('SIGINT', stop);
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdout.write(`${sayWhere(server)}\n`);
}

/** The address and the way in, as `npm start` prints them. */
function sayWhere({ address, isKeyed, exampleGroup }: RunningServer): string {
  const way = isKeyed
    ? 'whoever asks about a group shows a key; make one with: ./sekisho key make'
    : 'without a key, for only this machine can reach it';
  const example =
    exampleGroup === null ? '' : `\nThere was no group yet; the example was taken in as "${exampleGroup}".`;
  return `Sekisho is open at ${address} – ${way}${example}`;
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text !== '0' && text !== 'false';
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`SEKISHO_PORT is "${text}"; write a number from 0 to 65535.`);
}

function sayWhyNot(error: unknown): string {
  if (error instanceof StoreFault) return `${error.message} ${error.hint}`;
  const { code, port, address, message } = error as {
    code?: string;
    port?: number;
    address?: string;
    message?: string;
  };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: SEKISHO_PORT=4681 npm start`;
  }
  if (code === 'EACCES')
    return `Port ${port} may not be used without more rights. Choose one above 1023 with SEKISHO_PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address "${address ?? process.env['SEKISHO_HOST'] ?? ''}". Mend SEKISHO_HOST, or leave it out.`;
  }
  return `The server could not start: ${message ?? String(error)}`;
}

if (!isMainThread && typeof (workerData as { home?: unknown } | null)?.home === 'string') {
  const { home, task } = workerData as { home: string; task?: 'file' };
  if (task === 'file') (await import('./file-thread.ts')).serveFile(home);
  else (await import('./work-in-thread.ts')).workInThread(home);
}
