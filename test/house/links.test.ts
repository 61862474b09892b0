import { expect, test } from 'vitest';
import { checkLinks } from './links.ts';

const other = { path: 'docs/use/start.md', text: '# The start\n\n## Fristen & Tage\n' };
const countIn = (text: string) => checkLinks([{ path: 'docs/home.md', text }, other]).length;

test('links that lead nowhere are found', () => {
  expect(countIn('[a](use/begin.md)')).toBe(1);
  expect(countIn('[a](use/start.md#the-end)')).toBe(1);
  expect(countIn('[a]: ../gone.md')).toBe(1);
  expect(countIn('[a](#nothing)')).toBe(1);
});

test('live links, addresses elsewhere and examples in code pass', () => {
  expect(countIn('[a](use/start.md#the-start), [b](use/start.md#fristen--tage), [c](use/), [d](..)')).toBe(0);
  expect(countIn('[a](https://example.org/x) `[b](gone.md)`\n```\n[c](gone.md)\n```\n')).toBe(0);
});
