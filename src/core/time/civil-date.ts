// A civil date: a day of the calendar without time and zone; it never knows which day today is.

import { assert } from '../base/assert.ts';
import type { Issue, Place } from '../base/issue.ts';
import { sayValue } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { Instant } from './instant.ts';
import { Temporal } from './temporal.ts';
import type { Zone } from './zone.ts';

declare const civilDateMark: unique symbol;

/** `YYYY-MM-DD`, always ten characters, so that dates compare as texts: `a < b` means a is the earlier day. */
export type CivilDate = string & { readonly [civilDateMark]: true };

/** The closed list of fault codes of `parseCivilDate`, in the order in which they are looked for. */
export type CivilDateFault = 'date-malformed' | 'date-impossible' | 'date-out-of-range';

/** The first and the last date that is accepted from outside. Counting may go past the last one. */
export const FIRST_DATE = '1900-01-01' as CivilDate;
export const LAST_DATE = '2200-12-31' as CivilDate;

const DATE_SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a date written `YYYY-MM-DD`. Refused: other shapes, days that do not exist, years outside 1900 to 2200.
 *
 * @example parseCivilDate('2026-02-28') // { ok: true, value: '2026-02-28' }
 * @example parseCivilDate('2026-02-30') // { ok: false, … code 'date-impossible' }
 */
export function parseCivilDate(text: unknown, at: Place = { path: '' }): Result<CivilDate> {
  if (typeof text !== 'string' || !DATE_SHAPE.test(text))
    return refuse('date-malformed', at, text, 'is not a date');
  if (!isOnTheCalendar(text)) return refuse('date-impossible', at, text, 'names a day that does not exist');
  if (text < FIRST_DATE || text > LAST_DATE) {
    return refuse('date-out-of-range', at, text, 'lies outside the years 1900 to 2200');
  }
  return succeed(text as CivilDate);
}

/** Below zero if `a` is the earlier day, zero if they are the same day, above zero if `a` is the later day. */
export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The later of two dates. */
export function laterDate(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? b : a;
}

/** The date `days` calendar days later, or earlier where `days` is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return write(read(date).add({ days }));
}

/**
 * The same day number `months` months later, or the last day of that month where it has no such day.
 *
 * @example addMonths('2026-01-31', 1) // '2026-02-28'
 * @example addMonths('2026-01-31', 3) // '2026-04-30', not 28 April: the months are added at once
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return write(read(date).add({ months }, { overflow: 'constrain' }));
}

/** Calendar days from `a` to `b`: 1 from a day to the next, negative if `b` is the earlier. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return read(a).until(read(b), { largestUnit: 'days' }).days;
}

/** The weekday as ISO 8601 numbers it: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CivilDate): number {
  return read(date).dayOfWeek;
}

/** The day that the calendars of `zone` showed at that instant. */
export function dateOfInstant(instant: Instant, zone: Zone): CivilDate {
  return write(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate());
}

/**
 * The first moment of that day in `zone`. Where the clocks skip midnight it is later than 00:00.
 * The exclusive end of a day is the first moment of the next: `firstMomentOf(addDays(date, 1), zone)`.
 */
export function firstMomentOf(date: CivilDate, zone: Zone): Instant {
  return read(date).toZonedDateTime(zone).epochMilliseconds as Instant;
}

/** Days that were found on the calendar before: a register names the same few thousand days again and again. */
const knownDays = new Set<string>();
const KNOWN_DAYS_MAX = 50_000;

function isOnTheCalendar(text: string): boolean {
  if (knownDays.has(text)) return true;
  try {
    Temporal.PlainDate.from(text);
  } catch {
    return false;
  }
  if (knownDays.size < KNOWN_DAYS_MAX) knownDays.add(text);
  return true;
}

function read(date: CivilDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

function write(date: Temporal.PlainDate): CivilDate {
  // Invariant: four digits of the year, or the comparison as texts would lie.
  assert(date.year >= 1000 && date.year <= 9999, 'a civil date has a year of four digits');
  return date.toString() as CivilDate;
}

function refuse(code: CivilDateFault, at: Place, text: unknown, what: string): Result<never> {
  const issue: Issue = {
    code,
    at,
    message: `"${sayValue(text)}" ${what}.`,
    hint: 'Write year, month and day as in 2026-02-28.',
  };
  return fail([issue]);
}
