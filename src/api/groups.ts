// A group on the wire: its name, whether records need a second person, and the languages in which it works.
import { z } from 'zod';
import { RECORD_NOUNS } from '../core/flows/record-kinds.ts';
import { LANGUAGES } from '../core/law/law.ts';
import { freeTextShape, idShape, noteField } from './record-parts.ts';

const approvalsShape = z
  .strictObject({
    wanted: z.boolean().optional().describe('Does what is changed need the approval of another person?'),
    nouns: z.array(z.enum(RECORD_NOUNS)).optional().describe('Only these records; absent: all.'),
    ...noteField,
  })
  .meta({ id: 'Approvals', description: 'Whether two persons are needed for a change.' });

export const groupShape = z
  .strictObject({
    id: idShape.describe('A short id.'),
    name: freeTextShape.optional().describe('Its name.'),
    approvals: approvalsShape.optional().describe('Absent: nothing needs approval.'),
    languages: z.array(z.enum(LANGUAGES)).optional().describe('In which it works; the first is its own.'),
    ...noteField,
  })
  .meta({ id: 'Group', description: 'The group.' });
