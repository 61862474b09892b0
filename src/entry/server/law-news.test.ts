// Tests for the news of the law files: the file that is there, and lines that go on.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lawNewsShape } from '../../api/laws.ts';
import { readLawNews } from './law-news.ts';

test('a release has its name and day, its parts and their entries', () => {
  const text = [
    '# News',
    'Before.',
    '## 2026a (2 March 2026)',
    '### In brief',
    'The first',
    'version.',
    '',
    '### Duties to come',
    'Known:',
    '',
    '- **1 April 2027.** Something',
    '  ends ([see](x.md)).',
    '- More.',
  ].join('\n');
  expect(readLawNews(text)).toEqual({
    releases: [
      {
        name: '2026a',
        on: '2026-03-02',
        parts: [
          { part: 'brief', title: 'In brief', entries: [{ isItem: false, text: 'The first version.' }] },
          {
            part: 'to-come',
            title: 'Duties to come',
            entries: [
              { isItem: false, text: 'Known:' },
              { isItem: true, text: '**1 April 2027.** Something ends (see).' },
              { isItem: true, text: 'More.' },
            ],
          },
        ],
      },
    ],
  });
});

test('the news that come with the program can be read, every part is known, and duties to come are among them', () => {
  const news = lawNewsShape.parse(readLawNews(readFileSync('laws/NEWS.md', 'utf8')));
  expect(news.releases.length).toBeGreaterThan(0);
  const parts = news.releases.flatMap((one) => one.parts);
  expect(parts.filter((one) => one.part === 'other')).toEqual([]);
  expect(parts.filter((one) => one.part === 'to-come' && one.entries.length > 2)).not.toEqual([]);
});
