// Lets those who append at the same time share one transaction: while one is written, the next ones gather for the one after.
import type { AppendOutcome, AppendRequest } from './append.ts';
import { closedFault } from './pglite-engine.ts';
import { StoreFault } from './store-fault.ts';

/** Entries in one shared transaction; a larger request has one of its own. */
const ENTRIES_TOGETHER = 500;
/** Requests that may wait; whoever comes then is told to come later. */
const WAITING_MAX = 10_000;

type Write = (requests: readonly AppendRequest[]) => Promise<readonly AppendOutcome[]>;

interface Waiting {
  readonly request: AppendRequest;
  readonly write: Write;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

export class AppendQueue {
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private isClosed = false;

  /** Answers once the request is on the disk, or is refused. */
  add(request: AppendRequest, write: Write): Promise<AppendOutcome> {
    if (this.isClosed) return Promise.reject(closedFault());
    if (this.waiting.length >= WAITING_MAX) return Promise.reject(busyFault());
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, write, resolve, reject });
      this.start();
    });
  }

  /** Writes what has been accepted so far, and accepts nothing more. */
  async close(): Promise<void> {
    this.isClosed = true;
    while (this.running !== null) await this.running;
  }

  private start(): void {
    if (this.running !== null) return;
    this.running = this.run().finally(() => {
      this.running = null;
      // Somebody may have come after the last look and before this line.
      if (this.waiting.length > 0) this.start();
    });
  }

  private async run(): Promise<void> {
    // Those who ask in the same turn of the event loop travel together from the first.
    await Promise.resolve();
    while (this.waiting.length > 0) await writeTogether(this.takeSome());
  }

  private takeSome(): Waiting[] {
    let entries = 0;
    let count = 0;
    for (const { request } of this.waiting) {
      entries += request.drafts.length;
      if (count > 0 && entries > ENTRIES_TOGETHER) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}

async function writeTogether(some: readonly Waiting[]): Promise<void> {
  const [first] = some;
  if (first === undefined) return;
  try {
    const outcomes = await first.write(some.map(({ request }) => request));
    for (const [index, { resolve }] of some.entries()) resolve(outcomes[index] as AppendOutcome);
  } catch (error) {
    // The machine's fault is everybody's. Any other may be one request's: each gets a transaction of its own, so that nobody
    // fails for another's sake.
    if (some.length === 1 || error instanceof StoreFault) for (const { reject } of some) reject(error);
    else for (const one of some) await writeTogether([one]);
  }
}

function busyFault(): StoreFault {
  return new StoreFault(
    'store-busy',
    'More changes are waiting to be written than can be.',
    'Try again in a moment.',
  );
}
