// What-ifs on the wire: which flows change when law or instruments are struck or added, and what could carry them instead.
import { z } from 'zod';
import { VERDICTS } from '../core/flows/answer.ts';
import { questionFields } from './transfers.ts';
import { dateShape } from './words.ts';

const { flows: _flows, ...fields } = questionFields;

export const whatIfRequestShape = z
  .strictObject({
    ...fields,
    asOf: dateShape.describe('The day from which the change holds.'),
    added: z
      .array(z.record(z.string(), z.unknown()))
      .max(10_000)
      .optional()
      .describe('Instruments signed in thought, as a register writes them.'),
  })
  .meta({ id: 'WhatIfRequest', description: 'What would change? Nothing of the register is kept.' });

const countsShape = z.record(z.enum(VERDICTS), z.int());
const stateShape = z.object({
  verdict: z.enum(VERDICTS),
  tool: z.string(),
  instrument: z.string().nullable(),
});

const remedyShape = z
  .object({
    remedy: z.string().describe('An instrument kind, several joined by `+`, or `standing:` and a name.'),
    needs: z.int().describe('How many things must be signed, approved or certified.'),
    heals: z
      .array(z.string())
      .describe('Flows that become lawful, or conditional on duties still to be shown.'),
    conditional: z.array(z.string()).describe('Of those, the ones that stay conditional.'),
    helps: z.array(z.string()).describe('Flows for which it answers at least one law.'),
    between: z.array(z.object({ exporter: z.string(), importer: z.string() })),
  })
  .meta({ id: 'Remedy', description: 'What could carry flows that nothing carries.' });

export const whatIfShape = z
  .object({
    since: z.string(),
    laws: z.string(),
    before: countsShape.describe('Number of flows by verdict, without the change.'),
    after: countsShape,
    changed: z.array(z.object({ flow: z.string(), before: stateShape, after: stateShape })),
    remedies: z.array(remedyShape).describe('Most flows healed first.'),
  })
  .meta({ id: 'WhatIf', description: 'The difference that the change makes.' });
