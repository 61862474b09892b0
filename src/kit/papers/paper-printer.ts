// Prints papers one after the other in a thread of its own, within bounds of size and time.
import { WorkerPool } from '../http/worker-pool.ts';
import type { Paper, PaperKind } from './paper.ts';
import { PaperFault } from './paper-fault.ts';
import { PAPER_LIMITS, type PaperLimits, THREAD_ENDS } from './paper-limits.ts';
import type { PressFiles } from './pdf-press.ts';

export interface PrinterPlace {
  readonly workerFile: URL;
  readonly files: PressFiles;
}

/** Memory of the thread beside that of Typst. */
const HEAP_MIB = 3_072;

export class PaperPrinter {
  private readonly place: PrinterPlace;
  private readonly limits: PaperLimits;
  private pool: WorkerPool | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(place: PrinterPlace, limits: PaperLimits = PAPER_LIMITS) {
    this.place = place;
    this.limits = limits;
  }

  /** Prints, or throws a PaperFault that says what to do. `left` tells that whoever asked has gone. */
  async print(paper: Paper, kind: PaperKind, left?: AbortSignal): Promise<Uint8Array> {
    const bytes = new TextEncoder().encode(JSON.stringify(paper));
    checkSize(bytes.length, kind, this.limits);
    if (this.waiting >= this.limits.waiting)
      throw new PaperFault(
        'papers-busy',
        `${this.waiting} papers wait to be printed already.`,
        'Ask again in a minute.',
      );
    this.waiting += 1;
    const turn = this.last.then(() => this.printNow(kind, bytes, left ?? new AbortController().signal));
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Ends the thread; the next paper starts a new one. */
  async close(): Promise<void> {
    const { pool } = this;
    this.pool = undefined;
    await pool?.close();
  }

  private async printNow(kind: PaperKind, bytes: Uint8Array, left: AbortSignal): Promise<Uint8Array> {
    if (left.aborted) throw gone();
    this.pool ??= new WorkerPool({
      size: 1,
      timeMs: this.limits.timeMs,
      waitingMax: 1,
      heapMiB: HEAP_MIB,
      workerFile: this.place.workerFile,
      workerData: this.place.files,
    });
    const outcome = await this.pool.run({ name: kind, bytes }, left);
    switch (outcome.is) {
      case 'answered':
        if (outcome.answer.status === THREAD_ENDS) await this.close();
        return outcome.answer.bytes;
      case 'took-too-long':
        throw new PaperFault(
          'paper-took-too-long',
          `The paper was not finished after ${Math.round(this.limits.timeMs / 1000)} seconds.`,
          'Ask for one organisation at a time, or for the sheet (XLSX).',
        );
      case 'failed':
        throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
      default:
        throw gone();
    }
  }
}

/** Refuses what would not fit into memory. */
export function checkSize(bytes: number, kind: PaperKind, limits: PaperLimits): void {
  const most = limits.paperBytes[kind];
  if (bytes <= most) return;
  throw new PaperFault(
    'paper-too-large',
    `The texts of the paper are ${megabytes(bytes)}; at most ${megabytes(most)} are printed at once.`,
    'Ask for one organisation at a time, or for the sheet (XLSX).',
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function gone(): PaperFault {
  return new PaperFault('paper-left', 'Nobody waits for the paper any longer.', 'Ask again.');
}
