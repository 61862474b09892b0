// Reads a civil date inside a larger value, and notes the fault where it stands.
import type { Reading } from '../base/reading.ts';
import { shorten } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { type CivilDate, parseCivilDate } from './civil-date.ts';

/** The date at `spot`; absent stays absent. Fault: `bad-date`. */
export function readDate(reading: Reading, value: unknown, spot: Spot | null): CivilDate | undefined {
  if (value === undefined) return undefined;
  const parsed = parseCivilDate(value);
  if (parsed.ok) return parsed.value;
  const shown = typeof value === 'string' ? `'${shorten(value)}'` : JSON.stringify(value);
  const why = parsed.fault[0]?.message.replace(/^".*?" /, '') ?? 'is not a date.';
  reading.report(spot, 'bad-date', `${shown} ${why}`, 'Write year, month and day as in 2026-02-28.');
  return undefined;
}

/** `from` and `until` (exclusive) of a record. Faults: `bad-date`, `end-before-start`. */
export function readTime(
  reading: Reading,
  fields: Readonly<Record<string, unknown>>,
  spot: Spot | null,
): { from?: CivilDate; until?: CivilDate } {
  const from = readDate(reading, fields['from'], below(spot, 'from'));
  const until = readDate(reading, fields['until'], below(spot, 'until'));
  if (from !== undefined && until !== undefined && until <= from) {
    reading.report(
      below(spot, 'until'),
      'end-before-start',
      `It ends on ${until}, which is not after its first day ${from}.`,
      '"until" is the first day on which it no longer holds; it must be later than "from".',
    );
    return { from };
  }
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}
