// PGlite in its thread, seen from outside: starts it, watches that no question takes too long, and starts it anew when it broke.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { hasCluster, makeAside, putInPlace, unpackTemplate } from './cluster-template.ts';
import type { EngineOrder, FromEngine, ToEngine } from './pglite-words.ts';
import { damaged, diskFull, StoreFault } from './store-fault.ts';

export interface EnginePlace {
  readonly dataFolder: string;
  readonly workerFile: URL;
  /** An empty cluster, packed; without it the first start makes one, which takes several seconds. */
  readonly templateFile: string | null;
}

/** A thread that does not come up in this time will not come up. The first start of all includes the making of the cluster. */
const START_MS = 120_000;
const CLOSE_MS = 30_000;
/**
 * So much of a function of PostgreSQL is run before the optimising compiler takes it up, roughly in bytes. By default it is some
 * hundredth of that, and a command of a few seconds spends half of its work on compiling what then no longer runs.
 */
const BYTES_RUN_FIRST = 500_000_000;
const DISK_REFUSALS = new Set(['ENOSPC', 'EFBIG', 'EDQUOT']);

/** Whoever asks takes the bytes of the answer, or the fault that came instead. */
interface Listener {
  answer(bytes: Uint8Array): void;
  fail(fault: StoreFault): void;
}

export class PgliteEngine {
  /** Longest time for one answer; raised while the store does long work of its own. */
  limitMs: number;
  /** How often the thread had to be started anew. */
  restarts = 0;
  /** Why the thread had to be started anew the last time; null once somebody is connected again. */
  lastFault: StoreFault | null = null;
  /** Calls of fsync so far, over all threads. */
  syncs = 0;
  /** Bytes asked since housekeeping last looked. */
  bytesAsked = 0;
  private syncsBefore = 0;
  private readonly usualLimitMs: number;
  private readonly place: EnginePlace;
  private readonly clusterFolder: string;
  private worker: Worker | null = null;
  private starting: Promise<Worker> | null = null;
  private listener: Listener | null = null;
  /** Who asked what is not yet answered, in order; an answer to a connection that has gone must not reach the next one. */
  private asked: (Listener | null)[] = [];
  private watchdog: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(place: EnginePlace, limitMs: number) {
    this.place = place;
    this.limitMs = limitMs;
    this.usualLimitMs = limitMs;
    this.clusterFolder = join(place.dataFolder, 'cluster');
  }

  /** Is the connection held by work on the whole, which ends by itself? */
  get isAtLongWork(): boolean {
    return this.limitMs > this.usualLimitMs;
  }

  /** Starts the thread where none runs; at the very first start makes the cluster. */
  async start(): Promise<void> {
    await this.ready();
  }

  /** Takes the engine for one connection; there is never more than one. */
  async attach(listener: Listener): Promise<void> {
    const worker = await this.ready();
    this.listener = listener;
    this.lastFault = null;
    worker.postMessage({ is: 'reset' } satisfies ToEngine);
  }

  detach(listener: Listener): void {
    if (this.listener !== listener) return;
    this.listener = null;
    if (this.asked.length === 0) this.rest();
  }

  ask(chunk: Uint8Array): void {
    const { worker } = this;
    if (worker === null) {
      this.giveUp(closedFault());
      return;
    }
    const bytes = new Uint8Array(chunk);
    this.bytesAsked += bytes.length;
    worker.ref();
    this.asked.push(this.listener);
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.stopSlow(), this.limitMs);
    worker.postMessage({ is: 'bytes', bytes } satisfies ToEngine, [bytes.buffer]);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const worker = this.worker ?? (await this.starting?.catch(() => null)) ?? null;
    this.worker = null;
    this.rest();
    if (worker === null) return;
    worker.ref();
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, CLOSE_MS);
      const end = (): void => {
        clearTimeout(late);
        resolve();
      };
      worker.on('message', (message: FromEngine) => {
        if (message.is === 'closed' || message.is === 'broken') end();
      });
      worker.on('exit', end);
      worker.on('error', end);
      worker.postMessage({ is: 'close' } satisfies ToEngine);
    });
    await worker.terminate();
  }

  private ready(): Promise<Worker> {
    if (this.isClosed) return Promise.reject(closedFault());
    if (this.worker !== null) return Promise.resolve(this.worker);
    this.starting ??= this.begin().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  private async begin(): Promise<Worker> {
    try {
      if (!hasCluster(this.clusterFolder)) await this.makeCluster();
    } catch (error) {
      throw readFileError(error, this.place.dataFolder);
    }
    const worker = await this.startThread({ clusterFolder: this.clusterFolder });
    this.worker = worker;
    worker.on('message', (message: FromEngine) => this.hear(worker, message));
    worker.on('error', (error) => this.breakDown(worker, new Error(error.message)));
    worker.on('exit', () => this.breakDown(worker, new Error('its thread ended')));
    worker.unref();
    return worker;
  }

  private async makeCluster(): Promise<void> {
    mkdirSync(this.place.dataFolder, { recursive: true, mode: 0o700 });
    if (this.place.templateFile !== null) {
      unpackTemplate(this.place.templateFile, this.clusterFolder);
      return;
    }
    const aside = makeAside(this.clusterFolder);
    const worker = await this.startThread({ clusterFolder: aside });
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ is: 'close' } satisfies ToEngine);
    await gone;
    putInPlace(aside, this.clusterFolder);
  }

  private startThread(workerData: EngineOrder): Promise<Worker> {
    setFlagsFromString(`--wasm-tiering-budget=${BYTES_RUN_FIRST}`);
    // The flags of this process were meant for it alone.
    const worker = new Worker(this.place.workerFile, {
      workerData,
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    // PostgreSQL writes its log there, with the values of statements; nothing of it is ours to show.
    worker.stdout.resume();
    worker.stderr.resume();
    return new Promise<Worker>((resolve, reject) => {
      const settle = (fault: StoreFault | null): void => {
        clearTimeout(late);
        worker.off('message', hear).off('error', broke).off('exit', ended);
        if (fault === null) {
          resolve(worker);
          return;
        }
        worker.on('error', () => undefined);
        void worker.terminate();
        reject(fault);
      };
      const hear = (message: FromEngine): void => {
        if (message.is === 'ready') settle(null);
        else settle(message.is === 'broken' ? readBreak(message) : damaged('PGlite did not start'));
      };
      const broke = (error: Error): void => settle(damaged(`PGlite did not start (${error.message})`, error));
      const ended = (): void => settle(damaged('PGlite ended while it was starting'));
      const late = setTimeout(() => settle(damaged('PGlite did not start in time')), START_MS);
      worker.on('message', hear).on('error', broke).on('exit', ended);
    });
  }

  private hear(worker: Worker, message: FromEngine): void {
    if (worker !== this.worker) return;
    if (message.is === 'bytes') {
      this.syncs = this.syncsBefore + message.syncs;
      const asker = this.asked.shift();
      if (this.asked.length === 0) this.rest();
      if (asker === this.listener) asker?.answer(message.bytes);
    } else if (message.is === 'broken') this.breakDown(worker, readBreak(message));
  }

  private breakDown(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    const fault =
      error instanceof StoreFault
        ? error
        : new StoreFault(
            'database-failed',
            `The database broke off: ${error.message}.`,
            'It is started anew by itself. What was acknowledged is safe; try again.',
            error,
          );
    this.drop(worker, fault);
  }

  private stopSlow(): void {
    const { worker } = this;
    if (worker === null) return;
    this.drop(
      worker,
      new StoreFault(
        'query-too-long',
        `A query took longer than ${this.limitMs / 1000} s and was stopped.`,
        'Ask for less at once: a smaller page, a narrower filter. Nothing of its transaction was kept.',
      ),
    );
  }

  private drop(worker: Worker, fault: StoreFault): void {
    this.worker = null;
    this.lastFault = fault;
    this.restarts += 1;
    this.syncsBefore = this.syncs;
    this.asked = [];
    this.rest();
    // The next start waits until the old thread has let go of the files.
    const gone = worker.terminate();
    if (!this.isClosed) {
      this.starting = gone
        .then(() => this.begin())
        .finally(() => {
          this.starting = null;
        });
      this.starting.catch(() => undefined);
    }
    this.giveUp(fault);
  }

  private giveUp(fault: StoreFault): void {
    const { listener } = this;
    this.listener = null;
    listener?.fail(fault);
  }

  private rest(): void {
    clearTimeout(this.watchdog);
    this.worker?.unref();
  }
}

export function closedFault(): StoreFault {
  return new StoreFault(
    'store-closed',
    'The store is closed.',
    'Open it again; the program may be stopping.',
  );
}

function readBreak({ message, io }: { readonly message: string; readonly io: string | null }): StoreFault {
  if (io !== null && DISK_REFUSALS.has(io)) return diskFull();
  if (io !== null) return damaged(`the disk refused a write (${io}: ${message})`);
  return damaged(message);
}

function readFileError(error: unknown, folder: string): unknown {
  if (error instanceof StoreFault) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (DISK_REFUSALS.has(code)) return diskFull(error);
  return new StoreFault(
    'folder-unusable',
    `The data folder ${folder} cannot be used: ${message}.`,
    'Give this user the right to write there, or name another folder.',
    error,
  );
}
