// A pool of worker threads: heavy work beside the server, given up when it takes too long, never more of it than agreed.
import { Worker } from 'node:worker_threads';

export interface Work {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Memory that the thread may read, too; it is not copied. */
  readonly shared?: readonly SharedArrayBuffer[];
  /** What the work is about: it goes to a thread that did such work last, if that one is free. */
  readonly about?: string;
  /** Longer than the pool gives to all work. */
  readonly moreTimeMs?: number;
}

/** What a worker sends back for one piece of work. */
export interface Answer {
  readonly status: number;
  readonly media: string;
  readonly bytes: Uint8Array;
}

export type Outcome =
  | { readonly is: 'answered'; readonly answer: Answer }
  | { readonly is: 'busy' | 'took-too-long' | 'left' }
  | { readonly is: 'failed'; readonly error: unknown };

export interface PoolOptions {
  readonly size: number;
  /** Longest time for one piece of work. */
  readonly timeMs: number;
  /** Work that may wait; more is turned away. */
  readonly waitingMax: number;
  /** Memory of one worker. */
  readonly heapMiB: number;
  readonly workerFile: URL;
  readonly workerData: unknown;
}

interface Job {
  readonly work: Work;
  readonly finish: (outcome: Outcome) => void;
  /** Whoever asked has gone. */
  isLeft: boolean;
  beganAt: number;
}

interface Seat {
  worker: Worker | null;
  job: Job | null;
  watchdog: NodeJS.Timeout | undefined;
  /** What its last work was about. */
  about: string | undefined;
}

/** Work that nobody waits for any longer is stopped once it has taken this long; stopping costs a new start. */
const STOP_LEFT_AFTER_MS = 1_500;
/** A new thread takes about as long to start. */
const WORTH_STOPPING_MS = 300;

export class WorkerPool {
  private readonly options: PoolOptions;
  private readonly seats: Seat[];
  private readonly waiting: Job[] = [];
  private isClosed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.seats = Array.from({ length: options.size }, () => ({
      worker: null,
      job: null,
      watchdog: undefined,
      about: undefined,
    }));
  }

  /** Does the work, or says why not. `left` tells the pool that whoever asked has gone. */
  run(work: Work, left: AbortSignal): Promise<Outcome> {
    if (this.isClosed || this.waiting.length >= this.options.waitingMax)
      return Promise.resolve({ is: 'busy' });
    return new Promise((resolve) => {
      const job: Job = { work, finish: resolve, isLeft: false, beganAt: 0 };
      left.addEventListener('abort', () => this.leave(job), { once: true });
      this.waiting.push(job);
      this.next();
      if (this.waiting.length > 0) this.stopLeft();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.finish({ is: 'busy' });
    await Promise.all(
      this.seats.map(async (seat) => {
        const { worker } = seat;
        this.clear(seat, { is: 'busy' });
        seat.worker = null;
        await worker?.terminate();
      }),
    );
  }

  private next(): void {
    for (;;) {
      const free = this.seats.filter((one) => one.job === null);
      if (free.length === 0) return;
      const job = this.waiting.shift();
      if (job === undefined) return;
      const { about } = job.work;
      // Who knows nothing forgets nothing.
      const seat =
        free.find((one) => about !== undefined && one.about === about) ??
        free.find((one) => one.about === undefined) ??
        free[0]!;
      this.begin(seat, job);
    }
  }

  private begin(seat: Seat, job: Job): void {
    seat.job = job;
    job.beganAt = performance.now();
    const { name, bytes, shared, about, moreTimeMs = 0 } = job.work;
    const timeMs = this.options.timeMs + moreTimeMs;
    seat.watchdog = setTimeout(() => this.stop(seat, { is: 'took-too-long' }), timeMs);
    seat.about = about ?? seat.about;
    // What is sent over is no longer held here.
    const alone = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
    this.workerOf(seat).postMessage({ name, bytes: alone, shared }, [alone.buffer as ArrayBuffer]);
  }

  private workerOf(seat: Seat): Worker {
    if (seat.worker !== null) return seat.worker;
    const worker = new Worker(this.options.workerFile, {
      workerData: this.options.workerData,
      // The flags of this process were meant for it alone.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMiB },
    });
    worker.on('message', (message: Answer | { readonly failure: string }) => {
      if (seat.worker !== worker) return;
      this.clear(
        seat,
        'failure' in message ? { is: 'failed', error: message.failure } : { is: 'answered', answer: message },
      );
      this.next();
    });
    worker.on('error', (error) => {
      if (seat.worker !== worker) return;
      this.lose(seat);
      this.clear(seat, { is: 'failed', error });
      this.next();
    });
    worker.on('exit', () => {
      if (seat.worker !== worker) return;
      this.lose(seat);
      this.clear(seat, { is: 'failed', error: new Error('A worker ended before it had answered.') });
      this.next();
    });
    worker.unref();
    seat.worker = worker;
    return worker;
  }

  /** The thread is gone, and what it knew. */
  private lose(seat: Seat): void {
    seat.worker = null;
    seat.about = undefined;
  }

  private clear(seat: Seat, outcome: Outcome): void {
    clearTimeout(seat.watchdog);
    const { job } = seat;
    seat.job = null;
    job?.finish(outcome);
  }

  private stop(seat: Seat, outcome: Outcome): void {
    const { worker } = seat;
    this.lose(seat);
    this.clear(seat, outcome);
    void worker?.terminate();
    this.next();
  }

  /** Somebody waits while a thread works for nobody: that work ends now, unless it is about to end by itself. */
  private stopLeft(): void {
    const long = performance.now() - WORTH_STOPPING_MS;
    const seat = this.seats.find(({ job }) => job?.isLeft === true && job.beganAt < long);
    if (seat !== undefined) this.stop(seat, { is: 'left' });
  }

  private leave(job: Job): void {
    const place = this.waiting.indexOf(job);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      job.finish({ is: 'left' });
      return;
    }
    const seat = this.seats.find((one) => one.job === job);
    if (seat === undefined) return;
    job.isLeft = true;
    if (this.waiting.length > 0) this.stopLeft();
    setTimeout(() => {
      if (seat.job === job) this.stop(seat, { is: 'left' });
    }, STOP_LEFT_AFTER_MS).unref();
  }
}
