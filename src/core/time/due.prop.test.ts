// Laws every due time keeps, searched for a counter-example.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, type WorkingCalendar } from './calendar.ts';
import { addDays, type CivilDate, dateOfInstant } from './civil-date.ts';
import { COUNTINGS, MANNERS } from './counting.ts';
import { computeDue, type DueInput, type DueOptions } from './due.ts';
import { formatInstant, type Instant, parseInstant } from './instant.ts';
import type { Period } from './period.ts';
import type { Zone } from './zone.ts';

const day = (text: string) => text as CivilDate;
const FIRST = day('2000-01-01');

const zones = fc
  .constantFrom(
    'Europe/Berlin',
    'Asia/Tokyo',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'UTC',
  )
  .map((name) => name as Zone);
const dates = fc.integer({ min: 0, max: 9000 }).map((n) => addDays(FIRST, n));
const instants = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2024, 0, 1) })
  .map((n) => n as Instant);
const counts = (max: number) => fc.integer({ min: 1, max });
const dayPeriods: fc.Arbitrary<Period> = fc.oneof(
  counts(90).map((days) => ({ days })),
  counts(12).map((weeks) => ({ weeks })),
  counts(14).map((months) => ({ months })),
  counts(20).map((n) => ({ 'working-days': n })),
);
const hourPeriods: fc.Arbitrary<Period> = counts(400).map((hours) => ({ hours }));
const calendars: fc.Arbitrary<WorkingCalendar> = fc
  .record({
    zone: zones,
    weekend: fc.constantFrom([6, 7], [5, 6], [7]),
    closed: fc.uniqueArray(dates, { maxLength: 400 }),
  })
  .map(({ zone, weekend, closed }) => ({
    id: 'X',
    zone,
    weekend,
    closed: new Map(closed.map((date) => [date, 'holiday'])),
    from: day('1999-01-01'),
    until: day('2040-01-01'),
    version: 'test',
  }));
const options: fc.Arbitrary<DueOptions> = fc.record(
  {
    twoWorkingDays: fc.boolean(),
    roll: fc.constantFrom('no', 'yes', 'latest-only'),
    pauses: fc.array(
      fc
        .record({ from: dates, days: counts(40) })
        .map(({ from, days }) => ({ from, until: addDays(from, days) })),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const inputs = (period: fc.Arbitrary<Period>): fc.Arbitrary<DueInput> =>
  fc
    .record({
      period,
      counting: fc.constantFrom(...COUNTINGS),
      from: fc.oneof(dates, instants),
      calendar: calendars,
      options,
    })
    .map((input) => ({ ...input, zone: input.calendar.zone }));

const startDay = (input: DueInput) =>
  typeof input.from === 'string' ? input.from : dateOfInstant(input.from, input.zone);
const momentOf = (text: string | null): Instant => {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(`not a moment: ${text}`);
  return read.value;
};

describe('every due time', { timeout: 60_000 }, () => {
  it('in days is never before the day of the event, and the latest is never before the due day', () => {
    fc.assert(
      fc.property(inputs(dayPeriods), (input) => {
        const { nominal, due, latest } = computeDue(input);
        expect((nominal as string) >= startDay(input)).toBe(true);
        expect((due as string) >= (nominal as string)).toBe(true);
        expect((latest as string) >= (due as string)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('in hours is exactly as many hours after the event, and the latest less than two hours later unless working days stretch it', () => {
    fc.assert(
      fc.property(inputs(hourPeriods), (input) => {
        const { due, latest, missing } = computeDue(input);
        const hours = (input.period as { hours: number }).hours;
        if (typeof input.from === 'number') expect(momentOf(due) - input.from).toBe(hours * 3_600_000);
        else expect(missing).toContain('from.time');
        expect(momentOf(latest)).toBeGreaterThanOrEqual(momentOf(due));
        if (input.options?.twoWorkingDays !== true)
          expect(momentOf(latest) - momentOf(due)).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same for the same input, to the byte', () => {
    fc.assert(
      fc.property(inputs(fc.oneof(dayPeriods, hourPeriods)), (input) => {
        expect(JSON.stringify(computeDue(structuredClone(input)))).toBe(JSON.stringify(computeDue(input)));
      }),
      { numRuns: 500 },
    );
  });

  it('is never earlier for one more holiday', () => {
    fc.assert(
      fc.property(
        inputs(fc.oneof(dayPeriods, hourPeriods)),
        fc.integer({ min: 0, max: 500 }),
        (input, ahead) => {
          const calendar = input.calendar as WorkingCalendar;
          const holiday = addDays(startDay(input), ahead);
          const more = { ...calendar, closed: new Map([...calendar.closed, [holiday, 'one more'] as const]) };
          const [before, after] = [computeDue(input), computeDue({ ...input, calendar: more })];
          expect((after.due as string) >= (before.due as string)).toBe(true);
          expect((after.latest as string) >= (before.latest as string)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is a working day wherever the counting moves the end or counts working days', () => {
    fc.assert(
      fc.property(inputs(dayPeriods), (input) => {
        fc.pre(
          MANNERS[input.counting].roll === 'always' ||
            input.options?.roll === 'yes' ||
            'working-days' in (input.period as object),
        );
        fc.pre(!(MANNERS[input.counting].roll === 'never' && !('working-days' in (input.period as object))));
        const open = isWorkingDay(input.calendar as WorkingCalendar, computeDue(input).due as CivilDate);
        expect(open).toEqual({ ok: true, value: true });
      }),
      { numRuns: 3000 },
    );
  });

  it('is never earlier for a later event, as long as no pause is in between', () => {
    fc.assert(
      fc.property(inputs(dayPeriods), counts(40), (input, later) => {
        const { pauses: _, ...rest } = input.options ?? {};
        const from = startDay(input);
        const first = computeDue({ ...input, options: rest, from });
        const second = computeDue({ ...input, options: rest, from: addDays(from, later) });
        expect((second.due as string) >= (first.due as string)).toBe(true);
        expect((second.latest as string) >= (first.latest as string)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('is never earlier for a pause', () => {
    fc.assert(
      fc.property(inputs(dayPeriods), (input) => {
        const { pauses: _, ...rest } = input.options ?? {};
        const without = computeDue({ ...input, options: rest });
        const paused = computeDue(input);
        expect((paused.due as string) >= (without.due as string)).toBe(true);
        expect((paused.latest as string) >= (without.latest as string)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives reasons', () => {
    fc.assert(
      fc.property(inputs(fc.oneof(dayPeriods, hourPeriods)), (input) => {
        const { because } = computeDue(input);
        expect(because.length).toBeGreaterThan(0);
        for (const sentence of because) expect(sentence).not.toMatch(/undefined|null|NaN/);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        expect(momentOf(formatInstant(instant, zone))).toBe(instant);
      }),
      { numRuns: 1000 },
    );
  });
});
