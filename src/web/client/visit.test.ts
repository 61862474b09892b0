// When a visit begins anew, and what counts as seen then.
import { expect, test } from 'vitest';
import { beginVisit } from './visit.ts';

const HOUR = 3_600_000;
const KEPT = { mark: 10, markAt: 0, seen: 40 };

test('whoever was away finds everything after what they had seen', () => {
  expect(beginVisit(KEPT, HOUR, 3 * HOUR)).toEqual({ mark: 40, markAt: HOUR, seen: 40 });
});

test('whoever only loads the page anew keeps what was new', () => {
  expect(beginVisit(KEPT, HOUR, HOUR + 60_000)).toEqual(KEPT);
});

test('whoever was never here has no mark', () => {
  expect(beginVisit(undefined, null, HOUR).mark).toBeNull();
});
