// Timelines are joined where the register itself said something else from some day on.
import { expect, test } from 'vitest';
import type { CivilDate } from '../time/civil-date.ts';
import { joinTimelines } from './joined-timeline.ts';
import type { Timeline, VerdictSpan } from './timeline.ts';

const day = (text: string): CivilDate => text as CivilDate;
const span = (
  from: string,
  until: string | null,
  verdict: VerdictSpan['verdict'],
  endedBy: string[] = [],
) => ({
  from: day(from),
  until: until === null ? null : day(until),
  verdict,
  tool: 'none',
  instrument: null,
  because: [],
  endedBy,
});
const piece = (from: string, until: string | null, spans: Record<string, VerdictSpan[]>): Timeline => ({
  laws: 'x',
  from: day(from),
  until: until === null ? null : day(until),
  flows: Object.entries(spans).map(([flow, own]) => ({ flow, spans: own })),
});

test('a verdict that stays is one span, whatever the register says otherwise', () => {
  const joined = joinTimelines([
    piece('2020-01-01', '2021-01-01', { f: [span('2020-01-01', '2021-01-01', 'lawful')] }),
    piece('2021-01-01', null, { f: [span('2021-01-01', null, 'lawful')] }),
  ]);
  expect(joined).toMatchObject({ from: '2020-01-01', until: null });
  expect(joined.flows).toEqual([{ flow: 'f', spans: [span('2020-01-01', null, 'lawful')] }]);
});

test('a verdict that changes with the register says so', () => {
  const joined = joinTimelines([
    piece('2020-01-01', '2021-01-01', { f: [span('2020-01-01', '2021-01-01', 'lawful')] }),
    piece('2021-01-01', null, { f: [span('2021-01-01', null, 'unlawful')] }),
  ]);
  expect(joined.flows[0]?.spans).toEqual([
    span('2020-01-01', '2021-01-01', 'lawful', ['from that day on the register says something else']),
    span('2021-01-01', null, 'unlawful'),
  ]);
});

test('flows that are in one piece only keep their spans, with gaps between them', () => {
  const joined = joinTimelines([
    piece('2020-01-01', '2021-01-01', {
      f: [span('2020-01-01', '2020-06-01', 'lawful', ['the flow ended'])],
    }),
    piece('2021-01-01', null, { f: [span('2021-01-01', null, 'lawful')], g: [] }),
  ]);
  expect(joined.flows.map(({ flow, spans }) => [flow, spans.length])).toEqual([
    ['f', 2],
    ['g', 0],
  ]);
});
