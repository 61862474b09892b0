// Searches on the wire: records that contain words, the best first.
import { z } from 'zod';
import { RECORD_NOUNS } from '../core/flows/record-kinds.ts';
import { anyRecordShape, limitShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';

export const searchQueryShape = z.strictObject({
  q: z.string().min(1).max(200).describe('Words, in any language; two letters are enough in Japanese.'),
  nouns: z
    .string()
    .max(300)
    .optional()
    .describe(`Only these, joined by commas: ${RECORD_NOUNS.join(', ')}.`),
  limit: limitShape,
  after: z.string().max(4000).optional().describe('`next` of the page before.'),
});

export const searchHitShape = z
  .object({
    noun: z.string(),
    id: idShape,
    version: z.int(),
    name: z.string().nullable(),
    record: anyRecordShape,
  })
  .meta({ id: 'SearchHit', description: 'A record in which the words stand.' });
