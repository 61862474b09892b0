// Lines that are kept between two pieces of work, against real threads.
import { afterEach, expect, test } from 'vitest';
import type { ThreadLine } from './thread-line.ts';
import { type LinesOptions, ThreadLines } from './thread-lines.ts';

const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads';
let held = 0;
parentPort.on('message', ({ id, what, words }) => {
  if (what === 'die') process.exit(1);
  if (what === 'hold') held = words;
  parentPort.postMessage({ id, answer: what === 'who' ? threadId : held });
});`;

let lines: ThreadLines | undefined;
afterEach(() => lines?.close());

function make(options: Partial<LinesOptions> = {}): ThreadLines {
  lines = new ThreadLines({
    workerFile: new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`),
    workerData: null,
    heapMiB: 64,
    timeMs: 30_000,
    most: 2,
    idleMs: 60_000,
    idleBytes: 1000,
    ...options,
  });
  return lines;
}

const open = (from: ThreadLines): ThreadLine => from.open() as ThreadLine;
const whose = (line: ThreadLine): Promise<number> => line.ask<number>('who', null);

test('a line that was given back is the next one, with its thread', async () => {
  const kept = make();
  const first = open(kept);
  const thread = await whose(first);
  await kept.giveBack(first);
  expect(await whose(open(kept))).toBe(thread);
});

test('never more are open than agreed; one that waits counts as free', async () => {
  const kept = make();
  const [first, second] = [open(kept), open(kept)];
  expect(kept.open()).toBeNull();
  await kept.giveBack(first);
  await kept.giveBack(second);
  // One waits; the thread of the other has ended.
  await expect(second.ask('who', null)).rejects.toMatchObject({ why: 'ended' });
  const again = [open(kept), open(kept)];
  expect(new Set(again)).toContain(first);
  expect(kept.open()).toBeNull();
});

test('a thread ends when nothing has come for a while, and a new one takes its place', async () => {
  const kept = make({ idleMs: 30 });
  const first = open(kept);
  const thread = await whose(first);
  await kept.giveBack(first);
  await expect.poll(() => first.ask('who', null).catch((error: { why: string }) => error.why)).toBe('ended');
  expect(await whose(open(kept))).not.toBe(thread);
});

test('a thread that holds much, has broken, or was hung up on is not kept', async () => {
  const kept = make();
  for (const spoil of [
    (line: ThreadLine) => line.ask('hold', 1001),
    (line: ThreadLine) => line.ask('die', null).catch(() => undefined),
    (line: ThreadLine) => line.hangUp(),
  ]) {
    const line = open(kept);
    const thread = await whose(line);
    await spoil(line);
    await kept.giveBack(line);
    const next = open(kept);
    expect(await whose(next)).not.toBe(thread);
    await kept.giveBack(next);
  }
});

test('one that breaks while it waits is not handed out', async () => {
  const kept = make();
  const first = open(kept);
  await kept.giveBack(first);
  await first.ask('die', null).catch(() => undefined);
  await expect
    .poll(() =>
      kept
        .open()
        ?.ask('who', null)
        .catch(() => null),
    )
    .toEqual(expect.any(Number));
});

test('closing ends what waits and what works, and opens no more', async () => {
  const kept = make();
  const [first, second] = [open(kept), open(kept)];
  await kept.giveBack(first);
  await kept.close();
  for (const line of [first, second])
    await expect(line.ask('who', null)).rejects.toMatchObject({ why: 'ended' });
  expect(kept.open()).toBeNull();
});
