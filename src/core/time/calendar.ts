// A working calendar: which days are open at a place; outside the years it covers it says so and never guesses.
import { fail, type Result, succeed } from '../base/result.ts';
import { addDays, type CivilDate, weekdayOf } from './civil-date.ts';
import type { Zone } from './zone.ts';

/** The working days of one place, handed in as data and kept with the verdict. */
export interface WorkingCalendar {
  /** The place, such as `DE-NW`, `GB-SCT`, `JP`, `EU`. */
  readonly id: string;
  readonly zone: Zone;
  /** The weekdays that are never working days, 1 Monday to 7 Sunday. */
  readonly weekend: readonly number[];
  /** The closed days that are not already closed as a weekend, or are both, each with its name. */
  readonly closed: ReadonlyMap<CivilDate, string>;
  /** First day of which the calendar knows anything. */
  readonly from: CivilDate;
  /** Exclusive: the first day of which it knows nothing any more. */
  readonly until: CivilDate;
  /** What the calendar was made of; kept with every verdict so that it can be computed again. */
  readonly version: string;
  /** Set where no place is known, so that holidays are missing and only weekends are closed. */
  readonly placeMissing?: true;
}

/** Why a day is closed. */
export interface Closing {
  readonly kind: 'weekend' | 'holiday';
  /** The weekday or the holiday, as in `Saturday`, `Christi Himmelfahrt`. */
  readonly name: string;
}

/** The calendar was asked about a day it does not cover. */
export interface OutsideCoverage {
  readonly calendar: string;
  readonly date: CivilDate;
  readonly from: CivilDate;
  readonly until: CivilDate;
}

const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Why `date` is not a working day, or null if it is one. The fault says that the calendar does not cover the date. */
export function findClosing(
  calendar: WorkingCalendar,
  date: CivilDate,
): Result<Closing | null, OutsideCoverage> {
  if (date < calendar.from || date >= calendar.until) {
    return fail({ calendar: calendar.id, date, from: calendar.from, until: calendar.until });
  }
  const weekday = weekdayOf(date);
  if (calendar.weekend.includes(weekday)) {
    return succeed({ kind: 'weekend', name: WEEKDAY_NAMES[weekday - 1] as string });
  }
  const name = calendar.closed.get(date);
  return succeed(name === undefined ? null : { kind: 'holiday', name });
}

/** Whether `date` is a working day of the calendar. */
export function isWorkingDay(calendar: WorkingCalendar, date: CivilDate): Result<boolean, OutsideCoverage> {
  const closing = findClosing(calendar, date);
  return closing.ok ? succeed(closing.value === null) : closing;
}

/** `date` itself if it is a working day, else the first working day after it. */
export function nextWorkingDay(
  calendar: WorkingCalendar,
  date: CivilDate,
): Result<CivilDate, OutsideCoverage> {
  for (let day = date; ; day = addDays(day, 1)) {
    const open = isWorkingDay(calendar, day);
    if (!open.ok) return open;
    if (open.value) return succeed(day);
  }
}

/**
 * The `count`-th working day after `date`; `date` itself is not counted. `count` is a whole number from 1.
 *
 * @example addWorkingDays(calendar, friday, 2) // the Tuesday, if Monday and Tuesday are open
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: CivilDate,
  count: number,
): Result<CivilDate, OutsideCoverage> {
  let day = date;
  for (let left = count; left > 0; left -= 1) {
    const next = nextWorkingDay(calendar, addDays(day, 1));
    if (!next.ok) return next;
    day = next.value;
  }
  return succeed(day);
}
