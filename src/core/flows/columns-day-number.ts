// Days as whole numbers that compare as the days do: 2026-06-01 is 20260601; no arithmetic is done with them.
import type { CivilDate } from '../time/civil-date.ts';

/** Before and after all days. */
export const ALWAYS = 0;
export const NEVER = 99_999_999;

/** The number of a day. */
export function numberOfDay(day: CivilDate): number {
  const at = (index: number): number => day.charCodeAt(index) - 48;
  return (
    at(0) * 10_000_000 +
    at(1) * 1_000_000 +
    at(2) * 100_000 +
    at(3) * 10_000 +
    at(5) * 1000 +
    at(6) * 100 +
    at(8) * 10 +
    at(9)
  );
}

/** The day of a number. */
export function dayOfNumber(number: number): CivilDate {
  const text = String(number).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as CivilDate;
}
