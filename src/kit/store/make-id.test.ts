import { expect, test } from 'vitest';
import { isId, makeId } from './make-id.ts';

test('ids are UUIDs of version 7 that say when they were made', () => {
  const now = Date.parse('2099-03-02T09:00:00Z');
  const id = makeId(now);
  expect(isId(id)).toBe(true);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
});

test('ids made later sort later, also within a millisecond and with a clock set back', () => {
  const at = Date.parse('2099-04-02T09:00:00Z');
  const ids = Array.from({ length: 10_000 }, (_, n) => makeId(n % 2 === 0 ? at : at - 60_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
