// An assessment on the wire: what came of looking at a transfer, a country or an instrument.
import { z } from 'zod';
import { ASSESSMENT_RESULTS } from '../core/flows/words.ts';
import { commonFields, countryShape, dayShape, freeTextShape, idShape } from './record-parts.ts';

export const assessmentShape = z
  .strictObject({
    ...commonFields,
    name: freeTextShape.optional().describe('As people know it.'),
    instrument: idShape.optional().describe('The instrument it speaks of.'),
    flows: z.array(idShape).optional().describe('The flows it speaks of; it then speaks of no others.'),
    country: countryShape.optional().describe('The country it speaks of.'),
    on: dayShape.optional().describe('The day on which it was made.'),
    result: z.enum(ASSESSMENT_RESULTS).optional().describe('What came of it.'),
    measures: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Supplementary measures. These count: `encryption-exporter-keys` `pseudonymisation-exporter-key` `transport-encryption` `end-to-end-encryption` `protected-recipient` `split-processing`.',
      ),
    problematicLaw: z.boolean().optional().describe('The destination has problematic law.'),
    appliedInPractice: z.boolean().optional().describe('That law is applied to such data in practice.'),
    documents: z.array(idShape).optional().describe('Attachments that hold it.'),
  })
  .meta({
    id: 'Assessment',
    description:
      'An assessment of a transfer: of its impact, its risk, or the yearly check of equivalent measures (APPI Art. 28(3)).',
  });
