// How long, as in P7Y, in the reader's words.
import type { FieldsText } from '../../text/en/fields.ts';

const SIMPLE = /^P(\d+)([YMWD])$/;

export type PeriodUnit = 'Y' | 'M' | 'W' | 'D';
export const PERIOD_UNITS: readonly PeriodUnit[] = ['Y', 'M', 'W', 'D'];

/** A period of one unit taken apart; undefined where it has several, or is none. */
export function takePeriodApart(text: string): { count: string; unit: PeriodUnit } | undefined {
  const found = SIMPLE.exec(text);
  if (found === null) return undefined;
  return { count: found[1] ?? '', unit: found[2] as PeriodUnit };
}

export function writePeriod(value: string, text: FieldsText): string {
  const parts = [...value.matchAll(/(\d+)([YMWD])/g)];
  if (!/^P(?:\d+[YMWD])+$/.test(value)) return value;
  return parts.map(([, count, unit]) => WRITERS[unit as PeriodUnit](Number(count), text)).join(' ');
}

const WRITERS: Record<PeriodUnit, (count: number, text: FieldsText) => string> = {
  Y: (count, text) => text.years(count),
  M: (count, text) => text.months(count),
  W: (count, text) => text.weeks(count),
  D: (count, text) => text.days(count),
};
