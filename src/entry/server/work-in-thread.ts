// The worker thread: opens the law once, then does one piece of work after the other.
import { parentPort } from 'node:worker_threads';
import type { Work } from '../../kit/http/worker-pool.ts';
import type { CalendarCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { evaluate, type WorkName } from './evaluate.ts';
import { evaluateStored, isStoredWork, type RegisterMemory } from './evaluate-stored.ts';
import { openCalendars, openLaws } from './open-library.ts';

/** Answers whatever the pool sends. A fault of ours goes back as its stack, to be logged under a mark; the thread lives on. */
export function workInThread(home: string): void {
  let calendars: CalendarCorrections | undefined;
  const ground = { home, rulebook: openLaws(home), calendars: () => (calendars ??= openCalendars(home)) };
  const memory: RegisterMemory = { key: '', register: null, graph: null };
  parentPort?.on('message', ({ name, bytes, shared = [] }: Work) => {
    try {
      const answer = isStoredWork(name)
        ? evaluateStored(name, bytes, shared, ground, memory)
        : evaluate(name as WorkName, bytes, ground);
      parentPort?.postMessage(answer, [answer.bytes.buffer as ArrayBuffer]);
    } catch (error) {
      parentPort?.postMessage({
        failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
}
