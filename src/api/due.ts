// Due on the wire: when something that the law demands has to be done.
import { z } from 'zod';

export const dueQueryShape = z.strictObject({
  rule: z.string().describe('A rule with a period, as in `eu.gdpr.art-12.3`.'),
  from: z.string().describe('The day, or the moment with its offset, with which the clock starts.'),
  zone: z.string().optional().describe('An IANA zone, as in `Europe/Berlin`.'),
  calendar: z.string().optional().describe('A country or a part of one, as in `DE-NW`.'),
  months: z.coerce
    .number()
    .int()
    .min(1)
    .max(120)
    .optional()
    .describe('Another number of months, where the law lets one choose.'),
  extended: z.enum(['true', 'false']).optional().describe('With the extension that the law allows.'),
});

export const dueAnswerShape = z
  .looseObject({
    rule: z.string(),
    from: z.string(),
    nominal: z.string().nullable().describe('The end before weekends and holidays are looked at.'),
    due: z.string().nullable().describe('What to work to: the safe reading.'),
    latest: z.string().nullable().describe('The latest reading that the law allows.'),
    calendar: z.string(),
    zone: z.string(),
    because: z.array(z.string()),
    cites: z.array(z.string()),
    unverified: z.array(z.string()),
  })
  .meta({ id: 'DueAnswer', description: 'The due time, with every step on the way to it.' });
