// Parts come in their order and none is lost, whoever stops where.
import { expect, test } from 'vitest';
import { ahead, gather } from './in-parts.ts';

async function* numbers(parts: readonly (readonly number[])[], ended: string[] = []) {
  try {
    for (const part of parts) {
      if (part.length === 0) throw new Error('broken');
      yield part;
    }
  } finally {
    ended.push('ended');
  }
}

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const part of parts) found.push(part);
  return found;
}

test('parts are gathered to a size, and large ones are divided', async () => {
  expect(await all(gather(numbers([[1], [2, 3, 4, 5, 6], [7, 8]]), 3))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8],
  ]);
  expect(await all(gather(numbers([]), 3))).toEqual([]);
});

test('the next part is made while one is worked on', async () => {
  const made: number[] = [];
  async function* making() {
    for (let n = 1; n <= 3; n += 1) {
      made.push(n);
      yield n;
    }
  }
  const reading = ahead(making());
  expect((await reading.next()).value).toBe(1);
  await Promise.resolve();
  expect(made).toEqual([1, 2]);
  expect(await all(reading)).toEqual([2, 3]);
});

test('what breaks is told in its turn, and whoever stops early leaves nothing open', async () => {
  const ended: string[] = [];
  const reading = ahead(numbers([[1], []], ended));
  expect((await reading.next()).value).toEqual([1]);
  await expect(reading.next()).rejects.toThrow('broken');
  for await (const _ of ahead(numbers([[1], [2], [3]], ended))) break;
  expect(ended).toEqual(['ended', 'ended']);
});
