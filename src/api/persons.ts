// A person on the wire: somebody who answers for something in the group.
import { z } from 'zod';
import { holdsMyNumber } from '../core/flows/my-number.ts';
import {
  commonFields,
  END_BEFORE_START,
  emailShape,
  endsAfterStart,
  freeTextShape,
  idShape,
  MY_NUMBER,
  spanFields,
  textShape,
} from './record-parts.ts';

export const personShape = z
  .strictObject({
    ...commonFields,
    id: idShape
      .refine((id) => !holdsMyNumber(id), MY_NUMBER)
      .describe(
        'The name by which other records speak of the person. It is never encrypted: take no number of a card.',
      ),
    note: freeTextShape.optional().describe('A remark of your own. Encrypted where it is kept.'),
    name: freeTextShape.describe(
      'As the person writes it. Encrypted where it is kept. Name and contact of officers and representatives are asked by GDPR Art. 30(1)(a).',
    ),
    email: emailShape.optional().describe('At work. Encrypted where it is kept.'),
    phone: textShape.optional().describe('At work. Encrypted where it is kept.'),
    organisation: idShape.optional().describe('Where the person works.'),
    division: idShape.optional().describe('In which part of it.'),
    languages: z
      .array(freeTextShape)
      .optional()
      .describe('In which the person can be written to, as in `ja`, `en`, `de`.'),
    ...spanFields,
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({
    id: 'Person',
    description:
      'Somebody who answers for something, in the group or for it. Persons whose data are processed are never entered here.',
  });
