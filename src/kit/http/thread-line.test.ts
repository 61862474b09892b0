// A line against real threads: answers, failures, what takes too long, and hanging up.
import { afterEach, expect, test } from 'vitest';
import { ThreadLine } from './thread-line.ts';

const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, what, words }) => {
  if (what === 'die') process.exit(1);
  if (what === 'sleep') return;
  parentPort.postMessage(what === 'fail' ? { id, failure: 'it failed' } : { id, answer: words });
});`;

let line: ThreadLine | undefined;
afterEach(() => line?.hangUp());

function open(timeMs = 30_000): ThreadLine {
  const workerFile = new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);
  line = new ThreadLine({ workerFile, workerData: null, heapMiB: 64, timeMs });
  return line;
}

test('each question gets its own answer', async () => {
  const thread = open();
  expect(await Promise.all([1, 2, 3].map((word) => thread.ask('say', word)))).toEqual([1, 2, 3]);
});

test('a failure is told, and the line stays', async () => {
  const thread = open();
  await expect(thread.ask('fail', null)).rejects.toThrow('it failed');
  expect(await thread.ask('say', 'on')).toBe('on');
});

test('whoever waits learns that the thread died, took too long, or was hung up on', async () => {
  await expect(open().ask('die', null)).rejects.toMatchObject({ why: 'ended' });
  await expect(open(300).ask('sleep', null)).rejects.toMatchObject({ why: 'slow' });
  const thread = open();
  const asking = thread.ask('sleep', null);
  const told = expect(asking).rejects.toMatchObject({ why: 'ended' });
  await thread.hangUp();
  await told;
  await expect(thread.ask('say', 1)).rejects.toMatchObject({ why: 'ended' });
});
