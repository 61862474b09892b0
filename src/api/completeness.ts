// Completeness on the wire: what the law asks to be recorded, and what of it is missing.
import { z } from 'zod';

const missingShape = z
  .looseObject({
    field: z.string(),
    rule: z.string(),
    cite: z.string().optional(),
  })
  .meta({ id: 'MissingField', description: 'A field that the law asks for and nobody has filled in.' });

const ofOne = {
  noun: z.string(),
  id: z.string(),
  score: z.number().nullable().describe('Given of asked, from 0 to 1; null where nothing is asked.'),
  asked: z.int(),
  given: z.int(),
  missing: z.array(missingShape),
};

export const completenessOfOneShape = z
  .looseObject(ofOne)
  .meta({ id: 'CompletenessOfOne', description: 'How complete one record is.' });

export const completenessShape = z
  .looseObject({
    score: z.number().nullable(),
    records: z.array(completenessOfOneShape),
    byOrganisation: z.array(
      z.looseObject({
        organisation: z.string(),
        score: z.number().nullable(),
        asked: z.int(),
        given: z.int(),
      }),
    ),
  })
  .meta({ id: 'Completeness', description: 'How complete the records of the group are.' });
