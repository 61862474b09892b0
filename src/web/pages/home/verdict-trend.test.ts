// The trend of the home page: how many flows had which verdict when, and what is about to end.
import { expect, test } from 'vitest';
import { countOn, gatherTrend, gatherTurns, type TimelineView } from './verdict-trend.ts';

const span = (
  from: string,
  until: string | null,
  verdict: 'lawful' | 'unlawful' | 'conditional',
  ...endedBy: string[]
) => ({
  from,
  until,
  verdict,
  endedBy,
});

const TIMELINE: TimelineView = {
  from: '2026-01-01',
  until: '2028-01-01',
  flows: [
    {
      flow: 'a',
      spans: [
        span('2026-01-01', '2027-06-01', 'lawful', 'x ended'),
        span('2027-06-01', '2028-01-01', 'unlawful'),
      ],
    },
    {
      flow: 'b',
      spans: [span('2026-01-01', '2027-06-01', 'lawful', 'x ended'), span('2027-06-01', null, 'conditional')],
    },
    { flow: 'c', spans: [span('2026-03-01', '2027-02-01', 'unlawful', 'the flow ended')] },
  ],
};

test('each verdict is counted from day to day', () => {
  const { lawful, unlawful } = gatherTrend(TIMELINE);
  expect([countOn(lawful, '2026-01-01'), countOn(lawful, '2027-06-01')]).toEqual([2, 0]);
  expect(
    ['2026-01-01', '2026-03-01', '2027-02-01', '2027-06-01'].map((day) => countOn(unlawful, day)),
  ).toEqual([0, 1, 0, 1]);
});

test('what ends is told once with its flows and the worst that becomes of them; a flow that ends itself is not', () => {
  expect(gatherTurns(TIMELINE, '2026-11-22')).toEqual([
    { on: '2027-06-01', what: ['x ended'], flows: ['a', 'b'], after: 'unlawful' },
  ]);
  expect(gatherTurns(TIMELINE, '2027-06-01')).toEqual([]);
});
