// Shapes of the parts that several records of a register have: ids, texts, days, places. They refuse what core refuses.
import { z } from 'zod';
import { holdsMyNumber } from '../core/flows/my-number.ts';
import { COUNTRIES } from '../core/flows/words.ts';
import { parseCivilDate } from '../core/time/civil-date.ts';
import { parseInstant } from '../core/time/instant.ts';

export const ID_PATTERN = '[\\p{L}\\p{N}][\\p{L}\\p{N}._:-]{0,127}';

export const idShape = z
  .string()
  .regex(new RegExp(`^${ID_PATTERN}$`, 'u'), 'not an id: letters, digits, "-", "_", "." or ":"')
  .meta({ id: 'Id', description: 'Letters, digits, `-`, `_`, `.` or `:`; begins with a letter or digit.' });

/** What is said where a text holds one; never which. */
export const MY_NUMBER = 'holds a Japanese individual number (My Number)';

export const textShape = z
  .string()
  .regex(/\S/u, 'the text is empty')
  .meta({ id: 'Text', description: 'A text that is not empty.' });

export const freeTextShape = z
  .string()
  .regex(/\S/u, 'the text is empty')
  .refine((text) => !holdsMyNumber(text), MY_NUMBER)
  .meta({
    id: 'FreeText',
    description:
      'A text that is not empty and holds no Japanese individual number (My Number): 12 digits with its check digit.',
  });

export const dayShape = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/u, 'not a date written YYYY-MM-DD')
  .refine((text) => parseCivilDate(text).ok, 'no day of the calendar between 1900 and 2200')
  .meta({ id: 'Day', description: 'A day, `YYYY-MM-DD`.' });

const instantShape = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/u,
    'not a moment with its offset',
  )
  .refine((text) => parseInstant(text).ok, 'not a moment between 1900 and 2200')
  .meta({ id: 'Instant', description: 'A moment with its offset, RFC 3339.' });

export const countryShape = z
  .enum([...COUNTRIES])
  .meta({ id: 'Country', description: 'A country, ISO 3166-1 alpha-2.' });

export const regionShape = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/u, 'not a region of ISO 3166-2')
  .refine((text) => COUNTRIES.has(text.slice(0, 2)), 'not a region of a country of ISO 3166-1')
  .meta({ id: 'Region', description: 'A part of a country, ISO 3166-2, as in `DE-NW`.' });

export const periodShape = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/u,
    'not an ISO 8601 period, as in P10Y',
  )
  .meta({ id: 'Period', description: 'An ISO 8601 period: `P10Y` is ten years.' });

export const emailShape = z
  .string()
  .regex(/^[^\s@]+@[^\s@]+$/u, 'not a mail address')
  .meta({ id: 'Email', description: 'One mail address, without a name around it.' });

export const urlShape = z
  .string()
  .regex(/^https?:\/\/[^\s/]\S*$/u, 'not an address of http or https')
  .meta({ id: 'WebAddress', description: 'An address of http or https.' });

export const noteField = { note: freeTextShape.optional().describe('A remark of your own.') };

export const commonFields = {
  id: idShape.describe('The name by which other records speak of it.'),
  ...noteField,
  recordedAt: instantShape
    .optional()
    .describe(
      'In a file: when it was entered, for `--known-at`; absent: always known. The store knows it itself and does not keep this key.',
    ),
};

export const spanFields = {
  from: dayShape.optional().describe('The first day.'),
  until: dayShape.optional().describe('The first day no longer.'),
};

/** True unless the end is there and is not after the first day. */
export function endsAfterStart({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): boolean {
  return from === undefined || until === undefined || from < until;
}

export const END_BEFORE_START = {
  path: ['until'],
  error: '"until" is the first day no longer; it must be later than the first day',
};

/** True unless the region is known to lie elsewhere. */
export function liesInCountry({
  region,
  country,
}: {
  readonly region?: string | undefined;
  readonly country?: string | undefined;
}): boolean {
  return region === undefined || country === undefined || region.startsWith(`${country}-`);
}

export const REGION_ELSEWHERE = { path: ['region'], error: 'the region does not lie in that country' };
