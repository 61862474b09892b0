// A system on the wire: what keeps data, in which countries, and from which others they can be seen.
import { z } from 'zod';
import { STORE_USES } from '../core/flows/words.ts';
import {
  commonFields,
  countryShape,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  idShape,
  liesInCountry,
  noteField,
  REGION_ELSEWHERE,
  regionShape,
  spanFields,
} from './record-parts.ts';

const storagePlaceShape = z
  .strictObject({
    country: countryShape.describe('Where the data lie.'),
    region: regionShape.optional().describe('ISO 3166-2, a part of that country.'),
    by: idShape.optional().describe('The organisation in whose hands they lie.'),
    use: z.enum(STORE_USES).optional().describe('What this place is for.'),
    ...noteField,
  })
  .refine(liesInCountry, REGION_ELSEWHERE)
  .meta({ id: 'StoragePlace', description: 'A place where a system keeps data.' });

const accessPlaceShape = z
  .strictObject({
    country: countryShape.describe('From where the data can be seen.'),
    by: idShape.optional().describe('The organisation whose people see them.'),
    ...noteField,
  })
  .meta({ id: 'AccessPlace', description: 'A place from which the data in a system can be seen.' });

export const systemShape = z
  .strictObject({
    ...commonFields,
    name: freeTextShape.describe('As people know it.'),
    description: freeTextShape.optional().describe('What it is and does.'),
    operator: idShape.optional().describe('The organisation that runs it.'),
    supplier: idShape.optional().describe('The organisation that made it or lets it.'),
    division: idShape.optional().describe('The division that answers for it.'),
    stores: z
      .array(storagePlaceShape)
      .optional()
      .describe(
        'The countries of storage: asked by APPI Art. 23 and 32(1)(iv) (foreign environment), GDPR Art. 30(1)(e), FADP Art. 12(2)(g).',
      ),
    reachedFrom: z
      .array(accessPlaceShape)
      .optional()
      .describe(
        'Other countries from which the data can be seen: remote access makes them available there. `[]`: known to be none.',
      ),
    data: z
      .array(freeTextShape)
      .optional()
      .describe('Kinds of data; free words, best those of [terms](terms.md#data).'),
    activities: z.array(idShape).optional().describe('The activities that it serves.'),
    security: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Technical and organisational measures, in your words: GDPR Art. 30(1)(g) and 32, FADP Art. 8, APPI Art. 23.',
      ),
    ...spanFields,
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({ id: 'System', description: 'What keeps data: an application, a data base, an archive of paper.' });
