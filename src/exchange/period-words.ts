// Periods in plain English, as in `30 days`, and in ISO 8601, as in `P30D`.

const UNITS = { day: 'D', week: 'W', month: 'M', year: 'Y' } as const;
const WORDS = /^(\d{1,5})\s*(day|week|month|year)s?$/i;
const ISO = /^P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?$/;

/** A period where the text is one, else the text as a criterion. */
export function readPeriodWords(text: string | undefined): {
  readonly period?: string;
  readonly criterion?: string;
} {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '') return {};
  if (ISO.test(trimmed) && trimmed.length > 1) return { period: trimmed };
  const [, count, unit] = WORDS.exec(trimmed) ?? [];
  if (count === undefined || unit === undefined) return { criterion: trimmed };
  return { period: `P${Number(count)}${UNITS[unit.toLowerCase() as keyof typeof UNITS]}` };
}

/** A period as one says it; as it stands where it has several parts. */
export function writePeriodWords(period: string): string {
  const [, count, letter] = /^P(\d+)([DWMY])$/.exec(period) ?? [];
  const unit = Object.entries(UNITS).find(([, short]) => short === letter)?.[0];
  if (count === undefined || unit === undefined) return period;
  return `${count} ${unit}${count === '1' ? '' : 's'}`;
}
