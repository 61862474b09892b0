// Instants: RFC 3339 with an offset and nothing less; hours that elapse; the clock hour of an event.
import { describe, expect, it } from 'vitest';
import { addHours, endOfClockHour, formatInstant, type Instant, parseInstant } from './instant.ts';
import type { Zone } from './zone.ts';

const BERLIN = 'Europe/Berlin' as Zone;

function instantOf(text: string): Instant {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

const GOOD: [string, string][] = [
  ['2026-06-12T16:30+02:00', '2026-06-12T16:30+02:00'],
  ['2026-06-12T16:30:00+02:00', '2026-06-12T16:30+02:00'],
  ['2026-06-12T14:30Z', '2026-06-12T16:30+02:00'],
  ['2026-06-12T23:30:15+09:00', '2026-06-12T16:30:15+02:00'],
  ['2026-06-12T16:30:15.5+02:00', '2026-06-12T16:30:15.5+02:00'],
  ['2026-06-12T16:30:15.123456789+02:00', '2026-06-12T16:30:15.123+02:00'],
  ['2026-01-12T16:30+01:00', '2026-01-12T16:30+01:00'],
];

const BAD: [unknown, string][] = [
  ['2026-06-12T16:30', 'instant-without-offset'],
  ['2026-06-12T16:30-00:00', 'instant-without-offset'],
  ['2026-02-30T16:30Z', 'instant-impossible'],
  ['1899-06-12T16:30Z', 'instant-out-of-range'],
  ['2201-06-12T16:30Z', 'instant-out-of-range'],
  ['2026-06-12', 'instant-malformed'],
  ['2026-06-12 16:30+02:00', 'instant-malformed'],
  ['2026-06-12T24:00+02:00', 'instant-malformed'],
  ['2026-06-12T16:60+02:00', 'instant-malformed'],
  ['2026-06-12T16:30:60Z', 'instant-malformed'],
  ['2026-06-12T16:30+02', 'instant-malformed'],
  ['2026-06-12T16:30+0200', 'instant-malformed'],
  ['2026-06-12T16:30+02:00[Europe/Berlin]', 'instant-malformed'],
  [1781274600000, 'instant-malformed'],
  [null, 'instant-malformed'],
];

describe('an instant', () => {
  it.each(GOOD)('%s is read, and Berlin writes it %s', (text, written) => {
    expect(formatInstant(instantOf(text), BERLIN)).toBe(written);
  });

  it.each(BAD)('%j is refused with %s', (text, code) => {
    const read = parseInstant(text, { path: 'timeline[1].at' });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]).toMatchObject({ code, at: { path: 'timeline[1].at' } });
  });

  it('counts elapsed hours across the change to summer time and back', () => {
    expect(formatInstant(addHours(instantOf('2026-03-27T12:00+01:00'), 72), BERLIN)).toBe(
      '2026-03-30T13:00+02:00',
    );
    expect(formatInstant(addHours(instantOf('2026-10-23T12:00+02:00'), 72), BERLIN)).toBe(
      '2026-10-26T11:00+01:00',
    );
  });

  it('ends its clock hour later than itself, also at a full hour and in zones of half and quarter hours', () => {
    expect(formatInstant(endOfClockHour(instantOf('2026-06-12T16:30+02:00'), BERLIN), BERLIN)).toBe(
      '2026-06-12T17:00+02:00',
    );
    expect(formatInstant(endOfClockHour(instantOf('2026-06-12T16:00+02:00'), BERLIN), BERLIN)).toBe(
      '2026-06-12T17:00+02:00',
    );
    expect(formatInstant(endOfClockHour(instantOf('2026-06-12T16:59:59.999+02:00'), BERLIN), BERLIN)).toBe(
      '2026-06-12T17:00+02:00',
    );
    const nepal = 'Asia/Kathmandu' as Zone;
    expect(formatInstant(endOfClockHour(instantOf('2026-06-12T16:30+05:45'), nepal), nepal)).toBe(
      '2026-06-12T17:00+05:45',
    );
  });
});
