// A division on the wire: a part of an organisation that answers for something.
import { z } from 'zod';
import {
  commonFields,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  idShape,
  spanFields,
} from './record-parts.ts';

export const divisionShape = z
  .strictObject({
    ...commonFields,
    name: freeTextShape.describe('As people know it.'),
    organisation: idShape.describe('The organisation of which it is a part.'),
    parent: idShape.optional().describe('The division above it.'),
    ...spanFields,
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({ id: 'Division', description: 'A part of an organisation: a department, a branch, a team.' });
