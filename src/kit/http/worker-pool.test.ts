// The pool against real threads: what is answered, what is given up, and that it goes on afterwards.
import { afterEach, describe, expect, test } from 'vitest';
import { type Outcome, type PoolOptions, WorkerPool } from './worker-pool.ts';

/** A thread that answers with the name of its work, waits as many milliseconds as it is told, fails, or dies. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ name, bytes }) => {
  if (name === 'die') process.exit(1);
  if (name === 'fail') return parentPort.postMessage({ failure: 'it failed' });
  const until = Date.now() + (name.startsWith('wait') ? Number(name.slice(4)) : 0);
  while (Date.now() < until);
  parentPort.postMessage({ status: 200, media: 'text/plain', bytes: new TextEncoder().encode(name + bytes.length) });
});`;

/** A thread that answers with the name of its work, how often it worked, and the bytes that it shares. */
const COUNTING = `
import { parentPort } from 'node:worker_threads';
let times = 0;
parentPort.on('message', ({ name, shared }) => {
  times += 1;
  const text = name + ' ' + times + ' ' + shared[0].byteLength;
  parentPort.postMessage({ status: 200, media: 'text/plain', bytes: new TextEncoder().encode(text) });
});`;

const NEVER = new AbortController().signal;
let pool: WorkerPool | undefined;
afterEach(() => pool?.close());

function open(options: Partial<PoolOptions> = {}): WorkerPool {
  const workerFile = new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);
  pool = new WorkerPool({
    size: 1,
    timeMs: 10_000,
    waitingMax: 3,
    heapMiB: 64,
    workerFile,
    workerData: null,
    ...options,
  });
  return pool;
}

const work = (name: string) => ({ name, bytes: new Uint8Array(3) });

function told(outcome: Outcome): string {
  return outcome.is === 'answered' ? new TextDecoder().decode(outcome.answer.bytes) : outcome.is;
}

describe('a pool of threads', () => {
  test('answers each piece of work with its own answer, in turn', async () => {
    const threads = open();
    const outcomes = await Promise.all(['a', 'b', 'c'].map((name) => threads.run(work(name), NEVER)));
    expect(outcomes.map(told)).toEqual(['a3', 'b3', 'c3']);
  });

  test('gives more time to work that may take it', async () => {
    const threads = open({ timeMs: 600 });
    expect(told(await threads.run({ ...work('wait1200'), moreTimeMs: 20_000 }, NEVER))).toBe('wait12003');
  });

  test('gives work to the thread that did such work last, while that one is free', async () => {
    const workerFile = new URL(`data:text/javascript,${encodeURIComponent(COUNTING)}`);
    const threads = open({ size: 2, workerFile });
    const shared = [new SharedArrayBuffer(5)];
    const ask = async (about: string): Promise<string> =>
      told(await threads.run({ ...work(about), about, shared }, NEVER));
    expect(await ask('a')).toBe('a 1 5');
    expect(await ask('b')).toBe('b 1 5');
    expect(await ask('a')).toBe('a 2 5');
    expect(await ask('b')).toBe('b 2 5');
    expect((await Promise.all([ask('a'), ask('a')])).sort()).toEqual(['a 3 5', 'a 3 5']);
  });

  test('gives up what takes too long, and goes on', async () => {
    const threads = open({ timeMs: 600 });
    expect(told(await threads.run(work('wait60000'), NEVER))).toBe('took-too-long');
    expect(told(await threads.run(work('next'), NEVER))).toBe('next3');
  });

  test('tells what failed and what died, and goes on', async () => {
    const threads = open();
    expect(await threads.run(work('fail'), NEVER)).toEqual({ is: 'failed', error: 'it failed' });
    expect(told(await threads.run(work('die'), NEVER))).toBe('failed');
    expect(told(await threads.run(work('next'), NEVER))).toBe('next3');
  });

  test('turns away what is too much', async () => {
    const threads = open({ waitingMax: 1 });
    const first = threads.run(work('wait300'), NEVER);
    const second = threads.run(work('b'), NEVER);
    expect(told(await threads.run(work('c'), NEVER))).toBe('busy');
    expect([told(await first), told(await second)]).toEqual(['wait3003', 'b3']);
  });

  test('stops working for somebody who has gone, as soon as another waits', async () => {
    const threads = open();
    await threads.run(work('warm'), NEVER);
    const leaving = new AbortController();
    const left = threads.run(work('wait60000'), leaving.signal);
    await new Promise((resolve) => setTimeout(resolve, 400));
    leaving.abort();
    const since = performance.now();
    expect(told(await threads.run(work('next'), NEVER))).toBe('next3');
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(told(await left)).toBe('left');
  });

  test('never begins what nobody waits for any longer', async () => {
    const threads = open();
    const first = threads.run(work('wait200'), NEVER);
    const leaving = new AbortController();
    const second = threads.run(work('b'), leaving.signal);
    leaving.abort();
    expect(told(await second)).toBe('left');
    expect(told(await first)).toBe('wait2003');
  });

  test('answers nothing once it is closed', async () => {
    const threads = open();
    const running = threads.run(work('wait60000'), NEVER);
    await threads.close();
    expect(told(await running)).toBe('busy');
    expect(told(await threads.run(work('late'), NEVER))).toBe('busy');
  });
});
