// Questions about the register that is kept: the same answers as for one that is sent, as of any day, with what was known at any moment.
import { z } from 'zod';
import { clockQuery } from './record-envelopes.ts';
import { askedDayShape, languageShape } from './words.ts';

const wordsShape = z.string().max(20_000).optional();

const common = {
  asOf: askedDayShape.optional().describe('The day asked about; today in UTC where left out.'),
  knownAt: clockQuery.knownAt,
  without: wordsShape.describe(
    'Law files, rules or instruments that are struck from that day on, joined by commas.',
  ),
  leaving: wordsShape.describe(
    'Countries that leave every union of states from that day on, joined by commas.',
  ),
};
const flows = wordsShape.describe('Only these flows are answered, joined by commas.');

export const storedTransfersQuery = z.strictObject({
  ...common,
  flows,
  language: languageShape.optional(),
  explain: z.enum(['true', 'false']).optional().describe('List everything that was tried.'),
});

export const storedTimelineQuery = z.strictObject({
  ...common,
  asOf: askedDayShape.optional().describe('The day from which on what is struck is struck.'),
  flows,
  language: languageShape.optional(),
  from: askedDayShape.optional(),
  until: askedDayShape.optional(),
});

export const storedContractsQuery = z.strictObject(common);
export const storedDutiesQuery = z.strictObject(common);

export const storedWhatIfShape = z
  .strictObject({
    asOf: askedDayShape.optional(),
    knownAt: clockQuery.knownAt,
    without: z.array(z.string()).max(1000).optional(),
    leaving: z.array(z.string()).max(300).optional(),
    added: z
      .array(z.record(z.string(), z.unknown()))
      .max(10_000)
      .optional()
      .describe('Instruments signed in thought, as a register writes them.'),
    language: languageShape.optional(),
  })
  .meta({ id: 'StoredWhatIf', description: 'What would change in the register that is kept?' });

export const standingDutiesShape = z
  .object({
    asOf: z.string(),
    laws: z.string(),
    duties: z.array(
      z.object({
        duty: z.string(),
        regime: z.string(),
        owedBy: z.string(),
        met: z.boolean().nullable().describe('null where the register does not record whether it is met.'),
        cite: z.string(),
        rule: z.string().nullable(),
        flows: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: 'StandingDuties',
    description: 'Every standing duty that follows from the flows, met or not.',
  });

export const registerFileShape = z
  .looseObject({ format: z.literal('sekisho/register@1') })
  .meta({ id: 'RegisterFile', description: 'The register as a file of the contract holds it.' });

export const exportQueryShape = z.strictObject({
  ...clockQuery,
  asOf: askedDayShape.optional().describe('As it holds on this day; today in UTC where left out.'),
  organisation: z.string().max(128).optional().describe('Only what this organisation does.'),
  as: z.enum(['controller', 'processor']).optional().describe('Only in this role.'),
  language: languageShape.optional(),
  nouns: z.string().max(300).optional().describe('Only these lists, joined by commas.'),
});
