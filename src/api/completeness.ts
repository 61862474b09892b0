// Completeness on the wire: what the law asks to be recorded, and what of it is missing.
import { z } from 'zod';

const tallyFields = {
  score: z.number().describe('Given of asked, from 0 to 1; 1 where nothing is asked.'),
  asked: z.int(),
  given: z.int(),
};
const tallyShape = z
  .object(tallyFields)
  .meta({ id: 'Tally', description: 'What is asked, and what is given of it.' });

const missingShape = z
  .object({
    field: z.string().describe('The key of the record, as in `retention`.'),
    or: z.array(z.string()).describe('Fields that answer as well.'),
    rule: z.string(),
    law: z.string(),
    cite: z.string(),
    says: z.string(),
    strength: z.string().describe('Whether it must or should be recorded.'),
    organisation: z
      .string()
      .nullable()
      .describe('Who is asked; null where nobody is known to answer for the record.'),
    as: z.string().nullable().describe('`controller` or `processor`.'),
    open: z.array(z.string()).describe('Facts without which it is not known whether the law asks it.'),
    unverified: z.string().optional(),
  })
  .meta({ id: 'MissingField', description: 'A field that the law asks for and nobody has filled in.' });

export const completenessOfOneShape = z
  .object({
    noun: z.string(),
    id: z.string(),
    ...tallyFields,
    organisations: z.array(z.string()),
    missing: z.array(missingShape),
    advised: tallyShape.describe('What is only advised, counted apart.'),
  })
  .meta({ id: 'CompletenessOfOne', description: 'How complete one record is.' });

export const completenessShape = z
  .object({
    asOf: z.string(),
    laws: z.string().describe('Fingerprint of the law files.'),
    ...tallyFields,
    advised: tallyShape,
    byOrganisation: z.array(
      z.object({
        organisation: z.string(),
        ...tallyFields,
        controller: tallyShape,
        processor: tallyShape,
        advised: tallyShape,
      }),
    ),
    records: z.array(completenessOfOneShape),
  })
  .meta({ id: 'Completeness', description: 'How complete the records of the group are.' });
