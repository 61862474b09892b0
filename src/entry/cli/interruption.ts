// What Ctrl-C and SIGTERM do while something is written: the work is given up as a whole, and nothing half-done is left.
import { constants } from 'node:os';

/** Thrown where work was given up because somebody asked for it. */
export class Interruption extends Error {
  readonly status: number;
  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
    // As a shell counts it.
    this.status = 128 + constants.signals[signal];
  }
}

/**
 * Runs work that can be given up. The first signal aborts it, and it is waited for; a second one ends the process at once, which
 * harms nothing either, for what was not finished is not kept.
 */
export async function interruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborter = new AbortController();
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    const interruption = new Interruption(signal);
    if (aborter.signal.aborted) process.exit(interruption.status);
    aborter.abort(interruption);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work(aborter.signal);
  } catch (error) {
    throw aborter.signal.aborted ? aborter.signal.reason : error;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** The same for work that cannot be aborted: the process ends at the first signal, after `tidy`. */
export async function untilStopped<T>(work: () => Promise<T>, tidy: () => void): Promise<T> {
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    tidy();
    process.stderr.write(`${STOPPED}\n`);
    process.exit(new Interruption(signal).status);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work();
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

export const STOPPED = 'Stopped. Nothing of it was kept.';
