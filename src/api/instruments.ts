// An instrument on the wire: what was signed, approved or certified.
import { z } from 'zod';
import { INFORMATION_ITEMS, INSTRUMENT_KINDS } from '../core/flows/words.ts';
import {
  commonFields,
  dayShape,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  idShape,
  noteField,
  spanFields,
} from './record-parts.ts';

const approvalShape = z
  .strictObject({
    authority: idShape.optional().describe('Best an id of [authorities](authorities.md).'),
    on: dayShape.optional().describe('The day.'),
    ...noteField,
  })
  .meta({ id: 'Approval', description: 'An approval.' });

const accessionShape = z
  .strictObject({ party: idShape.describe('The organisation.'), ...spanFields, ...noteField })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({ id: 'Accession', description: 'The time in which a party is bound.' });

export const instrumentShape = z
  .strictObject({
    ...commonFields,
    name: freeTextShape.optional().describe('As people know it.'),
    kind: z.enum(INSTRUMENT_KINDS).describe('What it is; [terms](terms.md#instrument-kinds) explains each.'),
    modules: z.array(z.int().min(1).max(4)).optional().describe('Modules of the clauses of 2021.'),
    parties: z.array(idShape).optional().describe('Who is bound.'),
    exporters: z.array(idShape).optional().describe('Who may send under it; absent: any party.'),
    importers: z.array(idShape).optional().describe('Who may receive under it; absent: any party.'),
    activities: z.array(idShape).optional().describe('Only these activities; absent: all.'),
    data: z.array(freeTextShape).optional().describe('Only these kinds of data; absent: all.'),
    approval: approvalShape.optional().describe('Who approved it, and when.'),
    processingUnchanged: z
      .boolean()
      .optional()
      .describe('Old clauses in a transition: what is processed has not changed.'),
    accessions: z
      .array(accessionShape)
      .optional()
      .describe('Who joined later, or left. Whoever is listed here is bound in that time only.'),
    informed: z
      .array(z.enum(INFORMATION_ITEMS))
      .optional()
      .describe('For `appi-consent`: what the person was told before.'),
    from: dayShape.optional().describe('The day of signature.'),
    until: dayShape.optional().describe('The first day no longer.'),
    documents: z
      .array(idShape)
      .optional()
      .describe('Attachments that hold it. The safeguards are to be documented: GDPR Art. 30(1)(e).'),
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({ id: 'Instrument', description: 'What was signed, approved or certified.' });
