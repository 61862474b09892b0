import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('lets a burst pass, then as many a second as agreed', () => {
  const limit = new RateLimit(2, 3);
  expect([0, 0, 0].map((at) => limit.take('a', at))).toEqual([0, 0, 0]);
  expect(limit.take('a', 0)).toBe(1);
  expect(limit.take('a', 500)).toBe(0);
  expect(limit.take('a', 500)).toBe(1);
});

test('one key does not use up what is another’s', () => {
  const limit = new RateLimit(1, 1);
  expect(limit.take('a', 0)).toBe(0);
  expect(limit.take('a', 0)).toBe(1);
  expect(limit.take('b', 0)).toBe(0);
});

test('a rest does not save up more than a burst', () => {
  const limit = new RateLimit(100, 2);
  limit.take('a', 0);
  expect([1e6, 1e6, 1e6].map((at) => limit.take('a', at) > 0)).toEqual([false, false, true]);
});
