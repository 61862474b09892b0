// An instant: one moment on the time line, the same everywhere; it never knows what time it is now.

import type { Issue, Place } from '../base/issue.ts';
import { sayValue } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { Temporal } from './temporal.ts';
import type { Zone } from './zone.ts';

declare const instantMark: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z. Instants compare with `<` and `===`; what is finer than a millisecond is cut off. */
export type Instant = number & { readonly [instantMark]: true };

/** The closed list of fault codes of `parseInstant`, in the order in which they are looked for. */
export type InstantFault =
  | 'instant-malformed'
  | 'instant-without-offset'
  | 'instant-impossible'
  | 'instant-out-of-range';

const INSTANT_SHAPE =
  /^(\d{4})-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;

/**
 * Reads an RFC 3339 moment. Seconds may be left out; the offset may not, because without it the moment is not known.
 * Refused too: `-00:00` (RFC 3339 section 4.3: offset unknown), 30 February, years outside 1900 to 2200.
 *
 * @example parseInstant('2026-06-12T16:30+02:00') // { ok: true, value: 1781274600000 }
 */
export function parseInstant(text: unknown, at: Place = { path: '' }): Result<Instant> {
  const shape = typeof text === 'string' ? INSTANT_SHAPE.exec(text) : null;
  if (shape === null) return refuse('instant-malformed', at, text, 'is not a moment');
  const offset = shape[5];
  if (offset === undefined || offset === '-00:00') {
    return refuse('instant-without-offset', at, text, 'does not say which offset from UTC its clock had');
  }
  const year = Number(shape[1]);
  const read = readMoment(text as string);
  if (read === null) return refuse('instant-impossible', at, text, 'names a day that does not exist');
  if (year < 1900 || year > 2200)
    return refuse('instant-out-of-range', at, text, 'lies outside the years 1900 to 2200');
  return succeed(read);
}

/**
 * Writes an instant as the clocks of `zone` showed it, with their offset; zero seconds are left out.
 *
 * @example formatInstant(instant, berlin) // '2026-06-15T16:30+02:00'
 */
export function formatInstant(instant: Instant, zone: Zone): string {
  const text = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never' });
  return text.replace(/(T\d{2}:\d{2}):00(?=[+-])/, '$1');
}

/** The instant `hours` elapsed hours later. Elapsed hours are the same across a change of summer time. */
export function addHours(instant: Instant, hours: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant).add({ hours }).epochMilliseconds as Instant;
}

/**
 * The end of the clock hour of `zone` in which `instant` lies; always later than `instant`, also at a full hour.
 * This is the first moment that counts where the hour of the event is not counted (Regulation 1182/71, Art. 3(1)).
 */
export function endOfClockHour(instant: Instant, zone: Zone): Instant {
  const moment = Temporal.Instant.fromEpochMilliseconds(instant);
  const { minute, second, millisecond } = moment.toZonedDateTimeISO(zone);
  const left = Temporal.Duration.from({ hours: 1 }).subtract({
    minutes: minute,
    seconds: second,
    milliseconds: millisecond,
  });
  return moment.add(left).epochMilliseconds as Instant;
}

function readMoment(text: string): Instant | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds as Instant;
  } catch {
    return null;
  }
}

function refuse(code: InstantFault, at: Place, text: unknown, what: string): Result<never> {
  const issue: Issue = {
    code,
    at,
    message: `"${sayValue(text)}" ${what}.`,
    hint: 'Write date, time and offset as in 2026-06-12T16:30+02:00.',
  };
  return fail([issue]);
}
