import { expect, test } from 'vitest';
import { readSearch, writeSearch } from './navigation.ts';

test.each<[Record<string, string>, string]>([
  [{}, ''],
  [{ asOf: '2026-11-22', without: 'a,b' }, '?asOf=2026-11-22&without=a,b'],
  [{ q: '給与 & mehr = "x"' }, '?q=%E7%B5%A6%E4%B8%8E+%26+mehr+%3D+%22x%22'],
  [{ limit: '10', flag: 'true', none: 'null' }, '?limit=10&flag=true&none=null'],
])('%o is written plainly and read again', (search, text) => {
  expect(writeSearch(search)).toBe(text);
  expect(readSearch(text)).toEqual(search);
});

test('what is not said is left out', () => {
  expect(writeSearch({ a: undefined, b: '', c: null, d: 'x' })).toBe('?d=x');
});
