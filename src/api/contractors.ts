// A contractor on the wire: who was engaged by whom for what, and under which other engagement.
import { z } from 'zod';
import { SUBCONTRACTING_CONSENTS } from '../core/flows/words.ts';
import {
  commonFields,
  countryShape,
  dayShape,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  idShape,
  noteField,
  spanFields,
} from './record-parts.ts';

const subcontractingShape = z
  .strictObject({
    consent: z
      .enum(SUBCONTRACTING_CONSENTS)
      .optional()
      .describe(
        '`specific`: for this one; `general`: with a right to object; `none`: it was refused or never asked for.',
      ),
    on: dayShape.optional().describe('The day.'),
    ...noteField,
  })
  .meta({
    id: 'Subcontracting',
    description:
      'May the contractor engage others? (GDPR Art. 28(2); FADP Art. 9(3); My Number Act Art. 10(1), which wants the consent of the first in the chain.)',
  });

export const contractorShape = z
  .strictObject({
    ...commonFields,
    organisation: idShape.describe('Who was engaged. Asked by GDPR Art. 30(2)(a), APPI Art. 25.'),
    engagedBy: idShape.optional().describe('The organisation that engaged it.'),
    under: idShape.optional().describe('The engagement above it in the chain; absent: it is the first.'),
    service: freeTextShape.optional().describe('What it does, in your words.'),
    activities: z.array(idShape).optional().describe('For which activities.'),
    systems: z.array(idShape).optional().describe('With which systems.'),
    countries: z.array(countryShape).optional().describe('In which countries it works on the data.'),
    contract: idShape.optional().describe('The contract (GDPR Art. 28(3)). An instrument of the register.'),
    subcontracting: subcontractingShape.optional().describe('May it engage others?'),
    selectedOn: dayShape
      .optional()
      .describe(
        'The day on which its safeguards were examined before it was chosen (APPI Art. 25; GDPR Art. 28(1)).',
      ),
    auditedOn: dayShape
      .optional()
      .describe('The last day on which its handling was examined (APPI Art. 25; GDPR Art. 28(3)(h)).'),
    ...spanFields,
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({
    id: 'Contractor',
    description: 'An engagement: one organisation works on data for another. Chains go to any depth.',
  });
