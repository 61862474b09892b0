// Days as whole numbers that compare as the days do: 2026-06-01 is 20260601; no arithmetic is done with them.
import type { CivilDate } from '../time/civil-date.ts';

/** Before and after all days. */
export const ALWAYS = 0;
export const NEVER = 99_999_999;

/** The number of a day. */
export function numberOfDay(day: CivilDate): number {
  return (
    day.charCodeAt(0) * 10_000_000 +
    day.charCodeAt(1) * 1_000_000 +
    day.charCodeAt(2) * 100_000 +
    day.charCodeAt(3) * 10_000 +
    day.charCodeAt(5) * 1000 +
    day.charCodeAt(6) * 100 +
    day.charCodeAt(8) * 10 +
    day.charCodeAt(9) -
    ZEROS
  );
}

/** What eight times the digit zero comes to in the sum above. */
const ZEROS = 48 * 11_111_111;

/** The day of a number. */
export function dayOfNumber(number: number): CivilDate {
  const text = String(number).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as CivilDate;
}
