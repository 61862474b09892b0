import { expect, test } from 'vitest';
import { findDifferences } from './read-history.ts';

test('differences are told at the deepest place that differs', () => {
  const before = { name: 'A', contact: { mail: 'a@x.example', phone: '1' }, tags: ['x', 'y'], old: 1 };
  const after = { name: 'A', contact: { mail: 'b@x.example', phone: '1' }, tags: ['x', 'z'], new: null };
  expect(findDifferences(before, after)).toEqual([
    { path: 'contact.mail', before: 'a@x.example', after: 'b@x.example' },
    { path: 'new', before: undefined, after: null },
    { path: 'old', before: 1, after: undefined },
    { path: 'tags[1]', before: 'y', after: 'z' },
  ]);
});

test('lists of different length differ as a whole', () => {
  expect(findDifferences({ a: [1, 2] }, { a: [1] })).toEqual([{ path: 'a', before: [1, 2], after: [1] }]);
});

test('equal values do not differ, whatever the order of their keys', () => {
  expect(findDifferences({ a: { x: 1, y: [{}] } }, { a: { y: [{}], x: 1 } })).toEqual([]);
});
