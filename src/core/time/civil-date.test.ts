// Civil dates: what is read, what is refused, and that days and months add as calendars do.
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type CivilDate,
  compareDates,
  dateOfInstant,
  daysBetween,
  firstMomentOf,
  parseCivilDate,
  weekdayOf,
} from './civil-date.ts';
import { formatInstant, type Instant, parseInstant } from './instant.ts';
import type { Zone } from './zone.ts';

const day = (text: string) => text as CivilDate;
const BERLIN = 'Europe/Berlin' as Zone;
const TOKYO = 'Asia/Tokyo' as Zone;

function instantOf(text: string): Instant {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

const GOOD = ['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '2200-12-31', '2026-12-31'];
const BAD: [unknown, string][] = [
  ['2026-02-30', 'date-impossible'],
  ['2026-02-29', 'date-impossible'],
  ['2100-02-29', 'date-impossible'],
  ['2026-13-01', 'date-impossible'],
  ['2026-00-10', 'date-impossible'],
  ['2026-04-31', 'date-impossible'],
  ['1899-12-31', 'date-out-of-range'],
  ['2201-01-01', 'date-out-of-range'],
  ['2026-2-28', 'date-malformed'],
  ['28.02.2026', 'date-malformed'],
  ['2026-02-28T00:00', 'date-malformed'],
  [' 2026-02-28', 'date-malformed'],
  ['２０２６-02-28', 'date-malformed'],
  ['', 'date-malformed'],
  [20260228, 'date-malformed'],
  [null, 'date-malformed'],
  [undefined, 'date-malformed'],
  [{ toString: 0, valueOf: 0 }, 'date-malformed'],
];

describe('a civil date', () => {
  it.each(GOOD)('%s is read', (text) => {
    expect(parseCivilDate(text)).toEqual({ ok: true, value: text });
  });

  it.each(BAD)('%j is refused with %s', (text, code) => {
    const read = parseCivilDate(text, { path: 'timeline[0].on' });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]).toMatchObject({ code, at: { path: 'timeline[0].on' } });
  });

  it('compares as text', () => {
    expect(compareDates(day('2026-09-30'), day('2026-10-01'))).toBe(-1);
    expect(compareDates(day('2026-10-01'), day('2026-10-01'))).toBe(0);
    expect(compareDates(day('2100-01-01'), day('1999-12-31'))).toBe(1);
  });

  it('adds days across months, years and leap days', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2100-02-28'), 1)).toBe('2100-03-01');
    expect(addDays(day('2026-03-01'), -1)).toBe('2026-02-28');
  });

  it('clips a month that is too short, and adds all months at once', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2026-01-31'), 3)).toBe('2026-04-30');
    expect(addMonths(day('2024-02-29'), 12)).toBe('2025-02-28');
  });

  it('knows how far two days are apart, and the weekday', () => {
    expect(daysBetween(day('2026-02-27'), day('2026-03-01'))).toBe(2);
    expect(daysBetween(day('2026-03-01'), day('2026-02-27'))).toBe(-2);
    expect(weekdayOf(day('2026-02-28'))).toBe(6);
    expect(weekdayOf(day('2026-03-02'))).toBe(1);
  });

  it('depends on the zone when it is taken from an instant', () => {
    const moment = instantOf('2026-06-12T23:30+02:00');
    expect(dateOfInstant(moment, BERLIN)).toBe('2026-06-12');
    expect(dateOfInstant(moment, TOKYO)).toBe('2026-06-13');
  });

  it('begins later than midnight where the clocks skip midnight', () => {
    // Beirut changed to summer time at 00:00 on 30 March 2025.
    const beirut = 'Asia/Beirut' as Zone;
    expect(formatInstant(firstMomentOf(day('2025-03-30'), beirut), beirut)).toBe('2025-03-30T01:00+03:00');
  });
});
