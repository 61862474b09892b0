// Follows the ledgers of groups: looks at their heads as long as somebody waits, so that what other processes write shows as well.
import { readPosition } from './read-head.ts';
import type { Store } from './store.ts';

interface Waiting {
  readonly groupId: string;
  readonly position: number;
  readonly wake: () => void;
}

const LOOK_EVERY_MS = 500;

export class LedgerFollower {
  private readonly store: Store;
  private readonly waiting = new Set<Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(store: Store) {
    this.store = store;
  }

  /** Resolves once the ledger has gone beyond a position, `timeMs` are over, the signal is aborted, or the follower is closed. */
  wait(groupId: string, position: number, timeMs: number, signal: AbortSignal): Promise<void> {
    if (this.isClosed || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(patience);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(one);
        resolve();
      };
      const one: Waiting = { groupId, position, wake };
      const patience = setTimeout(wake, timeMs);
      signal.addEventListener('abort', wake, { once: true });
      this.waiting.add(one);
      this.timer ??= setTimeout(() => void this.look(), LOOK_EVERY_MS);
    });
  }

  get closed(): boolean {
    return this.isClosed;
  }

  /** Everybody who waits goes on at once, and finds it closed. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    for (const { wake } of [...this.waiting]) wake();
  }

  /** One read a group, however many wait. */
  private async look(): Promise<void> {
    for (const groupId of new Set([...this.waiting].map((one) => one.groupId))) {
      // Where the store does not answer, whoever waits goes on waiting; the next read of their own tells them.
      const head = await readPosition({ groupId }, this.store).catch(() => 0);
      for (const one of [...this.waiting]) if (one.groupId === groupId && head > one.position) one.wake();
    }
    this.timer = undefined;
    if (this.waiting.size > 0 && !this.isClosed)
      this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }
}
