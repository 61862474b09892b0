import { expect, test } from 'vitest';
import { splitLinks } from './split-links.ts';

const linksOf = (text: string): readonly string[] =>
  splitLinks(text)
    .filter((part) => part.isLink)
    .map((part) => part.text);

test('addresses of the web become links, with the full stop left outside', () => {
  expect(splitLinks('See https://example.com/a?b=c. Then go on')).toEqual([
    { text: 'See ', isLink: false },
    { text: 'https://example.com/a?b=c', isLink: true },
    { text: '. Then go on', isLink: false },
  ]);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'mailto:a@example.com',
  '<a href="x">',
  'http://',
])('%s is text', (text) => {
  expect(linksOf(text)).toEqual([]);
});

test('nothing is lost, and Japanese around an address stays text', () => {
  const text = '詳細（https://example.jp/給与）を見る。';
  expect(linksOf(text)).toEqual(['https://example.jp/給与']);
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
