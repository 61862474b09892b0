// A period: how long a law gives, in the unit the law uses; it never turns one unit into another.
import type { Issue, Place } from '../base/issue.ts';
import { fail, type Result, succeed } from '../base/result.ts';

/** The units a period may have, as a law file writes them. `days` are calendar days. */
const PERIOD_UNITS = ['hours', 'days', 'working-days', 'weeks', 'months'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** "Without undue delay" and its kin: a duty to act at once for which the law names no number. */
const WITHOUT_UNDUE_DELAY = 'without-undue-delay';

/** A period as a law file writes it: `{hours: 72}`, `{months: 1}`, `without-undue-delay`. 72 hours are not 3 days. */
export type Period =
  | { readonly hours: number }
  | { readonly days: number }
  | { readonly 'working-days': number }
  | { readonly weeks: number }
  | { readonly months: number }
  | typeof WITHOUT_UNDUE_DELAY;

/** A period with a number, taken apart. */
export interface Measure {
  readonly unit: PeriodUnit;
  readonly count: number;
}

/** No law of this field gives longer; a larger number is a slip of the pen. */
const LONGEST: Record<PeriodUnit, number> = {
  hours: 10_000,
  days: 40_000,
  'working-days': 5_000,
  weeks: 5_000,
  months: 1_200,
};

/**
 * Reads a period. Fault codes, in this order: `period-malformed`, `period-unit-unknown`, `period-count-unsound`.
 *
 * @example parsePeriod({ hours: 72 })  // { ok: true, … }
 * @example parsePeriod({ years: 1 })   // { ok: false, … }: write { months: 12 }
 */
export function parsePeriod(value: unknown, at: Place = { path: '' }): Result<Period> {
  if (value === WITHOUT_UNDUE_DELAY) return succeed(WITHOUT_UNDUE_DELAY);
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    Object.keys(value).length !== 1
  ) {
    return refuse('period-malformed', at, `${JSON.stringify(value)} is not a period.`);
  }
  const [unit, count] = Object.entries(value)[0] as [string, unknown];
  if (!isUnit(unit)) return refuse('period-unit-unknown', at, `"${unit}" is not a unit of a period.`);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > LONGEST[unit]) {
    return refuse(
      'period-count-unsound',
      at,
      `${JSON.stringify(count)} ${unit} is not a whole number from 1 to ${LONGEST[unit]}.`,
    );
  }
  return succeed({ [unit]: count } as unknown as Period);
}

/** Takes a period apart into unit and number; null for a period without a number. */
export function measureOf(period: Period): Measure | null {
  if (period === WITHOUT_UNDUE_DELAY) return null;
  const [unit, count] = Object.entries(period)[0] as [PeriodUnit, number];
  return { unit, count };
}

/** The measure in words, as in `1 month` and `72 hours`. */
export function writeMeasure(measure: Measure): string {
  const unit = measure.unit.replace('-', ' ');
  return `${measure.count} ${measure.count === 1 ? unit.slice(0, -1) : unit}`;
}

function isUnit(text: string): text is PeriodUnit {
  return (PERIOD_UNITS as readonly string[]).includes(text);
}

function refuse(code: string, at: Place, message: string): Result<never> {
  const hint = `Write one unit and a whole number, such as {hours: 72}; units: ${PERIOD_UNITS.join(', ')}; or ${WITHOUT_UNDUE_DELAY}.`;
  const issue: Issue = { code, at, message, hint };
  return fail([issue]);
}
