// Completeness on the wire: what the laws ask of each record, and what it leaves out.
import { z } from 'zod';
import { ASKED_NOUNS } from '../core/law/asked-fields.ts';
import { CAPACITIES, STRENGTHS } from '../core/law/law.ts';

const tallyFields = {
  score: z
    .number()
    .min(0)
    .max(1)
    .describe('The share that is given, rounded down to a thousandth; 1 where nothing is asked.'),
  asked: z.int().describe('Fields that the laws demand.'),
  given: z.int().describe('Those of them that are given.'),
};
const tallyShape = z
  .object(tallyFields)
  .meta({ id: 'Tally', description: 'How many fields are asked and given.' });

const askedFieldShape = z
  .object({
    field: z.string().describe('The key of the record, as in `retention`.'),
    or: z.array(z.string()).describe('Fields that answer as well.'),
    rule: z.string(),
    law: z.string(),
    cite: z.string(),
    says: z.string().describe('The rule in one sentence, in the language asked for.'),
    strength: z.enum(STRENGTHS).describe('Whether the law demands it (`must`) or advises it (`should`).'),
    organisation: z.string().nullable().describe('Who is asked; null where the register does not say.'),
    as: z.enum(CAPACITIES).nullable(),
    open: z.array(z.string()).describe('Facts without which it is not known whether the law asks it.'),
    unverified: z.string().optional().describe('What of the rule nobody has seen at its source.'),
  })
  .meta({ id: 'AskedField', description: 'One field that one rule asks of one organisation.' });

export const recordCompletenessShape = z
  .object({
    noun: z.enum(ASKED_NOUNS),
    id: z.string(),
    ...tallyFields,
    organisations: z.array(z.string()).describe('Who is asked.'),
    advised: tallyShape,
    missing: z.array(askedFieldShape),
    answered: z
      .array(askedFieldShape)
      .optional()
      .describe('What is asked and given; only where it was wanted.'),
  })
  .meta({ id: 'RecordCompleteness', description: 'What is asked of one record, and what it leaves out.' });

export const completenessShape = z
  .object({
    asOf: z.string(),
    laws: z.string().describe('Fingerprint of the law files.'),
    ...tallyFields,
    advised: tallyShape.describe('What is only advised, counted apart.'),
    byOrganisation: z.array(
      z.object({
        organisation: z.string(),
        ...tallyFields,
        controller: tallyShape,
        processor: tallyShape,
        advised: tallyShape,
      }),
    ),
    cells: z
      .array(
        z.object({
          organisation: z.string().nullable(),
          as: z.enum(CAPACITIES).nullable(),
          noun: z.enum(ASKED_NOUNS),
          rule: z.string(),
          law: z.string(),
          cite: z.string(),
          says: z.string(),
          strength: z.enum(STRENGTHS),
          asked: z.int().describe('Records of which it is asked.'),
          given: z.int().describe('Those of them that give it.'),
        }),
      )
      .optional()
      .describe('By rule, organisation and capacity; only where it was wanted.'),
    records: z.array(recordCompletenessShape).describe('Records of which something is asked.'),
  })
  .meta({ id: 'Completeness', description: 'How complete a register is under the laws of a day.' });

export type CompletenessOnWire = z.infer<typeof completenessShape>;
