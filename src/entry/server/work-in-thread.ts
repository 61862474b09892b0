// The worker thread: opens the law once, then answers one posted question after the other.
import { parentPort } from 'node:worker_threads';
import type { Work } from '../../kit/http/worker-pool.ts';
import { evaluate, type PostedName } from './evaluate.ts';
import { openLaws } from './open-library.ts';

/** Answers whatever the pool sends. A fault of ours goes back as its stack, to be logged under a mark; the thread lives on. */
export function workInThread(home: string): void {
  const rulebook = openLaws(home);
  parentPort?.on('message', ({ name, bytes }: Work) => {
    try {
      const answer = evaluate(name as PostedName, bytes, rulebook);
      parentPort?.postMessage(answer, [answer.bytes.buffer as ArrayBuffer]);
    } catch (error) {
      parentPort?.postMessage({
        failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
}
