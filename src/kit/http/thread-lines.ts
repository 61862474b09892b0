// Lines to threads of one kind, so many at a time: one that is done with its work waits a while for the next, then ends.
import { type LineOptions, ThreadLine } from './thread-line.ts';

export interface LinesOptions extends Omit<LineOptions, 'onEnd'> {
  /** Lines that are open at the same time. */
  readonly most: number;
  /** How long a line waits for more work; 0: it is hung up at once. */
  readonly idleMs: number;
  /** A thread that holds more memory than this after its work is not kept. */
  readonly idleBytes: number;
}

/** The question by which a thread lets go of what it has read; it answers the bytes that it holds still. */
export const REST = 'rest';

/** The one that waits; a second one would hold memory for work that seldom comes at the same time. */
interface Waiting {
  readonly line: ThreadLine;
  readonly watch: NodeJS.Timeout;
}

export class ThreadLines {
  private readonly options: LinesOptions;
  private readonly lines = new Set<ThreadLine>();
  private waiting: Waiting | null = null;
  private isClosed = false;

  constructor(options: LinesOptions) {
    this.options = options;
  }

  /** Null: as many are open as can be. */
  open(): ThreadLine | null {
    if (this.isClosed) return null;
    const { waiting } = this;
    if (waiting !== null) {
      this.waiting = null;
      clearTimeout(waiting.watch);
      if (waiting.line.isOpen) return waiting.line;
    }
    if (this.lines.size >= this.options.most) return null;
    const line: ThreadLine = new ThreadLine({
      ...this.options,
      onEnd: () => {
        this.lines.delete(line);
        if (this.waiting?.line === line) this.forget();
      },
    });
    this.lines.add(line);
    return line;
  }

  /** Takes back a line whose work is done. One that has broken has ended already; the next one is a new one. */
  async giveBack(line: ThreadLine): Promise<void> {
    if (!(await this.isWorthKeeping(line)) || this.isClosed || this.waiting !== null) {
      await line.hangUp();
      return;
    }
    const watch = setTimeout(() => {
      this.waiting = null;
      void line.hangUp();
    }, this.options.idleMs);
    watch.unref();
    this.waiting = { line, watch };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.forget();
    await Promise.all([...this.lines].map((line) => line.hangUp()));
  }

  private async isWorthKeeping(line: ThreadLine): Promise<boolean> {
    const { idleMs, idleBytes } = this.options;
    if (idleMs <= 0 || this.isClosed) return false;
    try {
      return (await line.ask<number>(REST, null)) <= idleBytes;
    } catch {
      // It has ended, or cannot say what it holds.
      return false;
    }
  }

  private forget(): void {
    clearTimeout(this.waiting?.watch);
    this.waiting = null;
  }
}
