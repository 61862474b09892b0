// Reads options that several commands share; a fault in one ends the command with status 2.
import { holdsMyNumber } from '../../core/flows/my-number.ts';
import { type CivilDate, parseCivilDate } from '../../core/time/civil-date.ts';
import { type Instant, parseInstant } from '../../core/time/instant.ts';
import { badOption } from './faults.ts';

/** How every command describes the register that it is asked about. */
export const REGISTER_ARGUMENT =
  'register file (YAML or JSON; - for standard input), or group:ID of a stored group';

/** A day, or `undefined` if the option was not given. */
export function readDay(text: string | undefined, option: string): CivilDate | undefined {
  if (text === undefined) return undefined;
  const parsed = parseCivilDate(text);
  if (parsed.ok) return parsed.value;
  throw badOption(option, parsed.fault[0]?.message ?? 'not a date', parsed.fault[0]?.hint ?? '');
}

/** An instant, or `undefined` if the option was not given. */
export function readMoment(text: string | undefined, option: string): Instant | undefined {
  if (text === undefined) return undefined;
  const parsed = parseInstant(text);
  if (parsed.ok) return parsed.value;
  throw badOption(option, parsed.fault[0]?.message ?? 'not a moment', parsed.fault[0]?.hint ?? '');
}

/** Words that are kept for good, and in no table of persons. */
export function readWhy(text: string | undefined): { readonly why?: string } {
  if (text === undefined) return {};
  if (!holdsMyNumber(text)) return { why: text };
  throw badOption(
    '--why',
    'It holds a Japanese individual number (My Number).',
    'Leave the number out: what is written here is kept for good (My Number Act Art. 20).',
  );
}

/** An instant as others write it. */
export function instantText(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Today, by the clock and zone of this machine; the only place of the command line that asks what day it is. */
export function today(): CivilDate {
  const now = new Date();
  const text = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  return text as CivilDate;
}

/** For options that may be given several times. */
export function collect(value: string, earlier: string[]): string[] {
  return [
    ...earlier,
    ...value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ];
}
