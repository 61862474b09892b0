// What one person said in one go is one line of news.
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../client/ledger-head.ts';
import { gatherNews } from './gather-news.ts';

const entry = (position: number, actor: string, recordedAt: string, why = ''): LedgerEntry => ({
  position,
  id: String(position),
  noun: 'flows',
  recordId: `f${position}`,
  version: 1,
  kind: 'statement',
  recordedAt,
  actor,
  why,
  origin: '',
});

test('an import is one line, two changes by hand are two, and another person begins a new one', () => {
  const lines = gatherNews([
    entry(5, 'ito', '2026-11-22T10:05:00Z', 'Import'),
    entry(4, 'ito', '2026-11-22T10:05:00Z', 'Import'),
    entry(3, 'kim', '2026-11-22T10:04:30Z', 'Import'),
    entry(2, 'kim', '2026-11-22T09:01:00Z'),
    entry(1, 'kim', '2026-11-22T09:00:00Z'),
  ]);
  expect(lines.map((one) => [one.actor, one.entries.length])).toEqual([
    ['ito', 2],
    ['kim', 1],
    ['kim', 1],
    ['kim', 1],
  ]);
});
