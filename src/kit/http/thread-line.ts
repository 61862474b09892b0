// A line to a worker thread of its own: one question after the other, each with its answer; hanging up ends the thread.
import { type MessagePort, parentPort, Worker } from 'node:worker_threads';

export interface LineOptions {
  readonly workerFile: URL;
  readonly workerData: unknown;
  /** Memory of the thread. */
  readonly heapMiB: number;
  /** Longest time for one answer. */
  readonly timeMs: number;
  /** Called once, when the thread has ended. */
  readonly onEnd?: () => void;
}

/** The other side took too long, or ended without a word. */
export class LineFault extends Error {
  /** `slow`: it took too long; `ended`: it ended without a word. */
  readonly why: 'slow' | 'ended';

  constructor(why: 'slow' | 'ended', message: string) {
    super(message);
    this.name = 'LineFault';
    this.why = why;
  }
}

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly watch: NodeJS.Timeout;
}

type Answer = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly fault: ToldFault }
  | { readonly failure: string }
);

/** A fault with words of its own, for whoever asked; it comes over the line as it was thrown. */
interface ToldFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What the other end threw, where it had words of its own for it. */
export class ThreadFault extends Error {
  readonly code: string;
  readonly hint: string;
  constructor({ code, message, hint }: ToldFault) {
    super(message);
    this.name = 'ThreadFault';
    this.code = code;
    this.hint = hint;
  }
}

export class ThreadLine {
  private readonly worker: Worker;
  private readonly timeMs: number;
  private readonly asked = new Map<number, Asked>();
  private last = 0;
  private fault: Error | null = null;

  constructor({ workerFile, workerData, heapMiB, timeMs, onEnd }: LineOptions) {
    this.timeMs = timeMs;
    this.worker = new Worker(workerFile, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
    });
    this.worker.on('message', (message: Answer) => this.take(message));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => {
      this.end(new LineFault('ended', 'The thread ended before it had answered.'));
      onEnd?.();
    });
    this.worker.unref();
  }

  /** Nothing was wrong with it so far. */
  get isOpen(): boolean {
    return this.fault === null;
  }

  ask<T>(what: string, words: unknown): Promise<T> {
    if (this.fault !== null) return Promise.reject(this.fault);
    this.last += 1;
    const id = this.last;
    return new Promise<T>((resolve, reject) => {
      const watch = setTimeout(() => {
        this.end(new LineFault('slow', 'The thread took too long.'));
        void this.worker.terminate();
      }, this.timeMs);
      this.asked.set(id, { resolve: resolve as (answer: unknown) => void, reject, watch });
      this.worker.postMessage({ id, what, words });
    });
  }

  async hangUp(): Promise<void> {
    this.end(new LineFault('ended', 'The line was closed.'));
    await this.worker.terminate();
  }

  private take(message: Answer): void {
    const one = this.asked.get(message.id);
    if (one === undefined) return;
    this.asked.delete(message.id);
    clearTimeout(one.watch);
    if ('fault' in message) one.reject(new ThreadFault(message.fault));
    else if ('failure' in message) one.reject(new Error(message.failure));
    else one.resolve(message.answer);
  }

  private end(error: Error): void {
    this.fault ??= error;
    for (const { reject, watch } of this.asked.values()) {
      clearTimeout(watch);
      reject(error);
    }
    this.asked.clear();
  }
}

export type Answerer = (words: unknown) => unknown;

/** The other end, within the thread: answers in turn. A fault goes back in its own words, or as its stack where it has none. */
export function answerLine(
  answerers: Readonly<Record<string, Answerer>>,
  port: MessagePort | null = parentPort,
): void {
  let before: Promise<void> = Promise.resolve();
  port?.on('message', ({ id, what, words }: { id: number; what: string; words: unknown }) => {
    before = before.then(async () => {
      try {
        port.postMessage({ id, answer: await answerers[what]?.(words) });
      } catch (error) {
        const fault = toldFault(error);
        if (fault !== null) port.postMessage({ id, fault });
        else
          port.postMessage({
            id,
            failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
      }
    });
  });
}

function toldFault(error: unknown): ToldFault | null {
  if (!(error instanceof Error)) return null;
  const { code, message, hint } = error as Error & { code?: unknown; hint?: unknown };
  return typeof code === 'string' && typeof hint === 'string' ? { code, message, hint } : null;
}
