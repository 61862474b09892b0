// The last day of a period as counted, before closed days and pauses are looked at; it never looks at a holiday except to count working days.
import { fail, type Result, succeed } from '../base/result.ts';
import { addWorkingDays, isWorkingDay, type OutsideCoverage, type WorkingCalendar } from './calendar.ts';
import { addDays, addMonths, type CivilDate } from './civil-date.ts';
import type { Manner } from './counting.ts';
import type { Measure } from './period.ts';

/** The two readings of the last day; the same day wherever nothing is disputed. */
export interface LastDays {
  readonly safe: CivilDate;
  readonly latest: CivilDate;
}

/** Why no last day can be named: working days are to be counted and the calendar is not known or does not reach so far. */
export type NoLastDay =
  | { readonly kind: 'no-calendar' }
  | { readonly kind: 'outside'; readonly coverage: OutsideCoverage };

/** The last day of a period that starts with an event on `start`, by `manner`. The unit of the measure is not hours. */
export function findLastDays(
  measure: Measure,
  start: CivilDate,
  manner: Manner,
  calendar: WorkingCalendar | null,
): Result<LastDays, NoLastDay> {
  if (
    manner.firstDay === 'counted-in-the-safe-reading' &&
    (measure.unit === 'days' || measure.unit === 'working-days')
  ) {
    const safe = findLastDay(measure, start, true, manner, calendar);
    const latest = findLastDay(measure, start, false, manner, calendar);
    if (!safe.ok) return safe;
    return latest.ok ? succeed({ safe: safe.value, latest: latest.value }) : latest;
  }
  const last = findLastDay(measure, start, manner.firstDay === 'counted', manner, calendar);
  return last.ok ? succeed({ safe: last.value, latest: last.value }) : last;
}

function findLastDay(
  { unit, count }: Measure,
  start: CivilDate,
  startIsDayOne: boolean,
  manner: Manner,
  calendar: WorkingCalendar | null,
): Result<CivilDate, NoLastDay> {
  const dayOne = startIsDayOne ? start : addDays(start, 1);
  switch (unit) {
    case 'working-days':
      return countWorkingDays(calendar, dayOne, count);
    case 'days':
      return succeed(addDays(dayOne, count - 1));
    case 'weeks':
      return succeed(
        manner.months === 'same-date' ? addDays(start, 7 * count) : addDays(dayOne, 7 * count - 1),
      );
    default:
      return succeed(
        manner.months === 'same-date' ? addMonths(start, count) : eveOfCorrespondingDay(dayOne, count),
      );
  }
}

/** The `count`-th working day from `dayOne` on, which counts itself if it is open. */
function countWorkingDays(
  calendar: WorkingCalendar | null,
  dayOne: CivilDate,
  count: number,
): Result<CivilDate, NoLastDay> {
  if (calendar === null) return fail({ kind: 'no-calendar' });
  const open = isWorkingDay(calendar, dayOne);
  if (!open.ok) return fail({ kind: 'outside', coverage: open.fault });
  const left = open.value ? count - 1 : count;
  const last = addWorkingDays(calendar, dayOne, left);
  return last.ok ? last : fail({ kind: 'outside', coverage: last.fault });
}

/** Civil Code of Japan, Art. 143(2): the eve of the day that corresponds to day 1; the last day of the month where there is none. */
function eveOfCorrespondingDay(dayOne: CivilDate, months: number): CivilDate {
  const corresponding = addMonths(dayOne, months);
  const exists = corresponding.slice(8) === dayOne.slice(8);
  return exists ? addDays(corresponding, -1) : corresponding;
}
