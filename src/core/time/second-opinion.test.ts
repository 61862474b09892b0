// A second opinion: every counting written again from the legal texts, by walking day numbers and plain integers, without Temporal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import { COUNTINGS, type Counting } from './counting.ts';
import { computeDue, type DueInput, type DueOptions } from './due.ts';
import type { Instant } from './instant.ts';
import type { Period } from './period.ts';
import type { Zone } from './zone.ts';

// ---- Day numbers: Julian day numbers at noon, by the usual integer formulas. Monday is 0 modulo 7.

interface Ymd {
  y: number;
  m: number;
  d: number;
}

const div = (a: number, b: number) => Math.floor(a / b);

function toNumber({ y, m, d }: Ymd): number {
  const a = div(14 - m, 12);
  const years = y + 4800 - a;
  const months = m + 12 * a - 3;
  return (
    d + div(153 * months + 2, 5) + 365 * years + div(years, 4) - div(years, 100) + div(years, 400) - 32045
  );
}

function toYmd(jdn: number): Ymd {
  const a = jdn + 32044;
  const b = div(4 * a + 3, 146097);
  const c = a - div(146097 * b, 4);
  const d = div(4 * c + 3, 1461);
  const e = c - div(1461 * d, 4);
  const m = div(5 * e + 2, 153);
  return { d: e - div(153 * m + 2, 5) + 1, m: m + 3 - 12 * div(m, 10), y: 100 * b + d - 4800 + div(m, 10) };
}

const pad = (n: number, width: number) => `${'0'.repeat(width)}${n}`.slice(-width);
const write = (jdn: number) => {
  const { y, m, d } = toYmd(jdn);
  return `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;
};
const readNumber = (text: string) => {
  const [y, m, d] = text.split('-').map(Number) as [number, number, number];
  return toNumber({ y, m, d });
};

// ---- The calendar of the second opinion: weekdays by remainder, holidays as a set of day numbers.

interface Closed {
  weekend: number[];
  days: Set<number>;
}

const isOpen = (closed: Closed, jdn: number) =>
  !closed.weekend.includes((jdn % 7) + 1) && !closed.days.has(jdn);

function roll(closed: Closed, jdn: number): number {
  let day = jdn;
  while (!isOpen(closed, day)) day += 1;
  return day;
}

// ---- Months by walking: go forward day by day and look for the date with the same number.

/** The day with the number `d` in the month `months` later, or the last of that month, found by walking; says whether it exists. */
function walkMonths(jdn: number, months: number): { day: number; exists: boolean } {
  const start = toYmd(jdn);
  let passed = 0;
  let day = jdn;
  let month = start.m;
  while (passed < months) {
    day += 1;
    const at = toYmd(day);
    if (at.m !== month) {
      passed += 1;
      month = at.m;
    }
  }
  // Now on the first of the month sought (a step into it ends the loop).
  for (;;) {
    const at = toYmd(day);
    if (at.d === start.d) return { day, exists: true };
    if (toYmd(day + 1).m !== at.m) return { day, exists: false };
    day += 1;
  }
}

function walkWorkingDays(closed: Closed, from: number, count: number): number {
  let day = from;
  let seen = 0;
  for (;;) {
    day += 1;
    if (isOpen(closed, day)) seen += 1;
    if (seen === count) return day;
  }
}

// ---- Each law, from its text.

type Kind = 'days' | 'weeks' | 'months' | 'working-days';
interface Opinion {
  nominal: number;
  due: number;
  latest: number;
}

/** Every day of the period is either running or paused; walk until as many have run as the unpaused period had. */
function walkPauses(start: number, end: number, pauses: [number, number][]): number {
  let toRun = end - start;
  let day = start;
  while (toRun > 0) {
    if (!pauses.some(([from, until]) => from <= day && day < until)) toRun -= 1;
    day += 1;
  }
  // A pause that begins on the last day itself still stops that day.
  while (pauses.some(([from, until]) => from <= day && day < until)) day += 1;
  return day;
}

function union(kind: Kind, n: number, start: number, closed: Closed, pauses: [number, number][]): Opinion {
  const nominal = {
    days: () => start + n,
    weeks: () => start + 7 * n,
    months: () => walkMonths(start, n).day,
    'working-days': () => walkWorkingDays(closed, start, n),
  }[kind]();
  const due = roll(closed, nominal);
  let latest = roll(closed, walkPauses(start, nominal, pauses));
  if (kind === 'days' && n >= 2) {
    // Art. 3(5): lengthen until two working days lie inside.
    const inside = (end: number) =>
      Array.from({ length: end - start }, (_, k) => start + 1 + k).filter((day) => isOpen(closed, day))
        .length;
    while (inside(latest) < 2) latest += 1;
  }
  return { nominal, due, latest };
}

function britain(kind: Kind, n: number, start: number, closed: Closed, pauses: [number, number][]): Opinion {
  const end = (dayOne: number) =>
    ({
      days: () => dayOne + n - 1,
      weeks: () => start + 7 * n,
      months: () => walkMonths(start, n).day,
      'working-days': () => walkWorkingDays(closed, dayOne - 1, n),
    })[kind]();
  const finish = (day: number) => roll(closed, walkPauses(start, day, pauses));
  return { nominal: end(start), due: finish(end(start)), latest: finish(end(start + 1)) };
}

function japan(kind: Kind, n: number, dayOne: number, closed: Closed, rolls: boolean): Opinion {
  const eve = () => {
    const { day, exists } = walkMonths(dayOne, n);
    return exists ? day - 1 : day;
  };
  const nominal = {
    days: () => dayOne + n - 1,
    weeks: () => dayOne + 7 * n - 1,
    months: eve,
    'working-days': () => walkWorkingDays(closed, dayOne - 1, n),
  }[kind]();
  const due = rolls ? roll(closed, nominal) : nominal;
  return { nominal, due, latest: due };
}

function plain(kind: Kind, n: number, start: number, closed: Closed, option: DueOptions['roll']): Opinion {
  const nominal = {
    days: () => start + n,
    weeks: () => start + 7 * n,
    months: () => walkMonths(start, n).day,
    'working-days': () => walkWorkingDays(closed, start, n),
  }[kind]();
  const moved = roll(closed, nominal);
  return {
    nominal,
    due: option === 'yes' ? moved : nominal,
    latest: option === 'yes' || option === 'latest-only' ? moved : nominal,
  };
}

function secondOpinion(
  counting: Counting,
  kind: Kind,
  n: number,
  start: number,
  closed: Closed,
  options: DueOptions,
): Opinion {
  const pauses = (options.pauses ?? []).map(
    ({ from, until }) => [readNumber(from), readNumber(until as string)] as [number, number],
  );
  switch (counting) {
    case 'eu-1182-71':
      return union(kind, n, start, closed, pauses);
    case 'uk-ico':
      return britain(kind, n, start, closed, pauses);
    case 'jp-day-1':
      return japan(kind, n, start, closed, true);
    case 'jp-day-1-no-roll':
      return japan(kind, n, start, closed, false);
    case 'jp-civil-code':
      return japan(kind, n, start + 1, closed, true);
    default:
      return plain(kind, n, start, closed, options.roll);
  }
}

// ---- Hours: minutes since a day number, with the Union's summer time computed from its own rule.

const DAY_ZERO = toNumber({ y: 1970, m: 1, d: 1 });

/** Minutes after UTC of a clock in Berlin: summer time from 01:00 UTC on the last Sunday of March to 01:00 UTC on that of October. */
function berlinOffset(utcMinutes: number): number {
  const { y } = toYmd(DAY_ZERO + div(utcMinutes, 1440));
  const lastSunday = (m: number) => {
    let day = toNumber({ y, m, d: 31 });
    while (day % 7 !== 6) day -= 1;
    return (day - DAY_ZERO) * 1440 + 60;
  };
  return lastSunday(3) <= utcMinutes && utcMinutes < lastSunday(10) ? 120 : 60;
}

const OFFSETS: Record<string, (utcMinutes: number) => number> = {
  'Europe/Berlin': berlinOffset,
  'Asia/Tokyo': () => 540,
  'Asia/Kolkata': () => 330,
  UTC: () => 0,
};

function writeMinutes(utcMinutes: number, zone: string): string {
  const offset = (OFFSETS[zone] as (minutes: number) => number)(utcMinutes);
  const local = utcMinutes + offset;
  const minutes = ((local % 1440) + 1440) % 1440;
  return `${write(DAY_ZERO + div(local, 1440))}T${pad(div(minutes, 60), 2)}:${pad(minutes % 60, 2)}+${pad(div(offset, 60), 2)}:${pad(offset % 60, 2)}`;
}

// ---- The comparison.

const FIRST = toNumber({ y: 2000, m: 1, d: 1 });
const dayNumbers = fc.oneof(
  fc.integer({ min: FIRST, max: FIRST + 12_000 }),
  // Month ends, leap days and year ends more often than chance brings them.
  fc
    .record({
      y: fc.integer({ min: 2000, max: 2030 }),
      m: fc.integer({ min: 1, max: 12 }),
      back: fc.integer({ min: 0, max: 4 }),
    })
    .map(
      ({ y, m, back }) => toNumber(m === 12 ? { y: y + 1, m: 1, d: 1 } : { y, m: m + 1, d: 1 }) - 1 - back,
    ),
);
const closedDays = fc.record({
  weekend: fc.constantFrom<number[]>([6, 7], [5, 6], [7]),
  days: fc.uniqueArray(dayNumbers, { maxLength: 300 }),
});
const pausesAfter = (start: number) =>
  fc
    .array(fc.record({ after: fc.integer({ min: -20, max: 60 }), days: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 3,
    })
    .map((list) =>
      list.map(({ after, days }) => ({
        from: write(start + after) as CivilDate,
        until: write(start + after + days) as CivilDate,
      })),
    );

function calendarOf({ weekend, days }: { weekend: number[]; days: number[] }): WorkingCalendar {
  const closed = new Map(days.map((n) => [write(n) as CivilDate, 'holiday']));
  return {
    id: 'X',
    zone: 'UTC' as Zone,
    weekend,
    closed,
    from: '1990-01-01' as CivilDate,
    until: '2060-01-01' as CivilDate,
    version: 'test',
  };
}

describe('the second opinion agrees', { timeout: 60_000 }, () => {
  it.each(COUNTINGS)('on days, weeks, months and working days by %s', (counting) => {
    const cases = dayNumbers.chain((start) =>
      fc.record({
        start: fc.constant(start),
        closed: closedDays,
        kind: fc.constantFrom<Kind>('days', 'weeks', 'months', 'working-days'),
        n: fc.integer({ min: 1, max: 70 }),
        roll: fc.constantFrom('no' as const, 'yes' as const, 'latest-only' as const),
        pauses: pausesAfter(start),
      }),
    );
    fc.assert(
      fc.property(cases, ({ start, closed, kind, n, roll: option, pauses }) => {
        const count = kind === 'months' ? Math.min(n, 40) : n;
        const options: DueOptions = { roll: option, pauses };
        const period = { [kind]: count } as unknown as Period;
        const input: DueInput = {
          period,
          counting,
          from: write(start) as CivilDate,
          zone: 'UTC' as Zone,
          calendar: calendarOf(closed),
          options,
        };
        const second = secondOpinion(
          counting,
          kind,
          count,
          start,
          { weekend: closed.weekend, days: new Set(closed.days) },
          options,
        );
        const first = computeDue(input);
        expect([first.nominal, first.due, first.latest]).toEqual([
          write(second.nominal),
          write(second.due),
          write(second.latest),
        ]);
      }),
      { numRuns: 4000 },
    );
  });

  it('on hours by every counting, across changes of the clocks', () => {
    const minutes = fc.integer({ min: (FIRST - DAY_ZERO) * 1440, max: (FIRST + 9000 - DAY_ZERO) * 1440 });
    fc.assert(
      fc.property(
        fc.constantFrom(...COUNTINGS),
        fc.constantFrom(...Object.keys(OFFSETS)),
        minutes,
        fc.integer({ min: 1, max: 500 }),
        (counting, zone, start, hours) => {
          const from = (start * 60_000) as Instant;
          const answer = computeDue({
            period: { hours },
            counting,
            from,
            zone: zone as Zone,
            calendar: null,
          });
          const local = start + (OFFSETS[zone] as (m: number) => number)(start);
          const wait = counting === 'eu-1182-71' ? 60 - (((local % 60) + 60) % 60) : 0;
          expect([answer.due, answer.latest]).toEqual([
            writeMinutes(start + hours * 60, zone),
            writeMinutes(start + wait + hours * 60, zone),
          ]);
        },
      ),
      { numRuns: 6000 },
    );
  });

  it('with itself on the day numbers: every date there and back', () => {
    for (let n = toNumber({ y: 1899, m: 12, d: 31 }); n < toNumber({ y: 2201, m: 1, d: 2 }); n += 1)
      expect(readNumber(write(n))).toBe(n);
  });
});
