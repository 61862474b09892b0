// A time zone by its IANA name; it never guesses a zone and never takes a bare offset for one.

import type { Place } from '../base/issue.ts';
import { sayValue } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { Temporal } from './temporal.ts';

declare const zoneMark: unique symbol;

/** An IANA zone name that the zone table knows, such as `Europe/Berlin`. */
export type Zone = string & { readonly [zoneMark]: true };

/** IANA names start with a letter; this keeps out `+02:00`, which is an offset and knows no summer time. */
const ZONE_SHAPE = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/**
 * Checks that `text` names a zone of the IANA table. Fault code: `zone-unknown`.
 *
 * @example parseZone('Europe/Berlin') // { ok: true, value: 'Europe/Berlin' }
 * @example parseZone('+02:00')        // { ok: false, … }
 */
export function parseZone(text: unknown, at: Place = { path: '' }): Result<Zone> {
  if (typeof text === 'string' && ZONE_SHAPE.test(text) && isInZoneTable(text)) return succeed(text as Zone);
  return fail([
    {
      code: 'zone-unknown',
      at,
      message: `"${sayValue(text)}" is not a time zone of the IANA table.`,
      hint: 'Write a region and a city, such as Europe/Berlin or Asia/Tokyo; an offset such as +02:00 is not enough, it knows no summer time.',
    },
  ]);
}

function isInZoneTable(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
