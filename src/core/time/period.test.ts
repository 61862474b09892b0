// Periods: one unit and a whole number, as a law file writes them.
import { describe, expect, it } from 'vitest';
import { measureOf, parsePeriod, writeMeasure } from './period.ts';

const BAD: [unknown, string][] = [
  ['P1M', 'period-malformed'],
  ['without undue delay', 'period-malformed'],
  [null, 'period-malformed'],
  [[], 'period-malformed'],
  [{}, 'period-malformed'],
  [72, 'period-malformed'],
  [{ days: 3, hours: 1 }, 'period-malformed'],
  [{ years: 1 }, 'period-unit-unknown'],
  [{ workingDays: 3 }, 'period-unit-unknown'],
  [{ hours: 0 }, 'period-count-unsound'],
  [{ hours: -72 }, 'period-count-unsound'],
  [{ hours: 1.5 }, 'period-count-unsound'],
  [{ hours: '72' }, 'period-count-unsound'],
  [{ days: 1e9 }, 'period-count-unsound'],
  [{ months: Number.NaN }, 'period-count-unsound'],
];

describe('a period', () => {
  it.each([
    { hours: 72 },
    { days: 30 },
    { 'working-days': 3 },
    { weeks: 2 },
    { months: 1 },
    'without-undue-delay',
  ])('%j is read', (value) => {
    expect(parsePeriod(value)).toEqual({ ok: true, value });
  });

  it.each(BAD)('%j is refused with %s', (value, code) => {
    const read = parsePeriod(value, { path: 'due.within' });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]).toMatchObject({ code, at: { path: 'due.within' } });
  });

  it('keeps its unit: 72 hours are not 3 days', () => {
    expect(measureOf({ hours: 72 })).toEqual({ unit: 'hours', count: 72 });
    expect(measureOf('without-undue-delay')).toBeNull();
  });

  it('is said in words', () => {
    expect(writeMeasure({ unit: 'months', count: 1 })).toBe('1 month');
    expect(writeMeasure({ unit: 'working-days', count: 3 })).toBe('3 working days');
  });
});
