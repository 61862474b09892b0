import { expect, it } from 'vitest';
import { compare, fitExponent, median } from './measure.ts';
import { type Row, remarkOnSizes, rowOf, writeJsonLine, writeTable } from './report.ts';

const TIMINGS = [
  { name: 'sekisho', items: 100, microsecondsEach: 20, rounds: 5 },
  { name: 'other', items: 40, microsecondsEach: 10, rounds: 5 },
];

it('writes a JSON line with the keys of the contract and no others', () => {
  const row: Row = { ...rowOf('growth', 100, 'us/flow', TIMINGS, 5), machine: 'm', commit: 'c' };
  expect(JSON.parse(writeJsonLine(row))).toEqual({
    name: 'growth',
    size: 100,
    unit: 'us/flow',
    value: 20,
    against: { other: 10 },
    ratio: { other: 2 },
    memoryBytes: 5,
    machine: 'm',
    commit: 'c',
  });
});

it('says in the table who worked on fewer items', () => {
  const remarks = remarkOnSizes(100, TIMINGS);
  const table = writeTable([{ row: rowOf('growth', 100, 'us/flow', TIMINGS, 2 ** 20), remarks }]);
  expect(table).toContain('other on 40');
  expect(table).toContain('1 MB');
});

it('takes the middle, and fits the exponent of growth', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const square = [10, 100, 1000].map((size) => ({ size, time: 3 * size ** 2 }));
  expect(fitExponent(square)).toBeCloseTo(2, 9);
});

it('runs contestants in turn', async () => {
  const order: string[] = [];
  const contestant = (name: string) => ({ name, items: 1, run: () => order.push(name) });
  await compare([contestant('a'), contestant('b')], { rounds: 2, seconds: 10 });
  expect(order.join('')).toBe('ababab');
});
