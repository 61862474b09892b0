// Shapes that several nouns use: dates, languages, wordings, sources.
import { z } from 'zod';
import { LANGUAGES } from '../core/law/law.ts';
import { parseCivilDate } from '../core/time/civil-date.ts';

export const dateShape = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'not a date written YYYY-MM-DD', abort: true })
  .describe('A day, `YYYY-MM-DD`.');

/** A date that exists: where a question goes to the database before anybody else looks at its days. */
export const askedDayShape = dateShape.refine(
  (text) => parseCivilDate(text).ok,
  'not a day of the years 1900 to 2200',
);

export const languageShape = z
  .enum(LANGUAGES)
  .describe('The language of sentences; `en` where nothing is said.');

export const wordingShape = z
  .object({ en: z.string(), ja: z.string(), de: z.string() })
  .meta({ id: 'Wording', description: 'One sentence or label in the three languages.' });

export const sourceShape = z
  .object({
    cite: z.string(),
    url: z.string().optional(),
    via: z.string().optional().describe('Where a copy was read, when not at `url` itself.'),
    read: z.string().optional().describe('The day on which somebody read it.'),
  })
  .meta({ id: 'Source', description: 'Where the law is written.' });

export const inForceShape = {
  from: z.string().optional().describe('The first day.'),
  until: z.string().optional().describe('The first day no longer.'),
};
