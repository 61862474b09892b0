// Bulks on the wire: many statements and removals in one request, with what came of each.
import { z } from 'zod';
import { RECORD_NOUNS } from '../core/flows/record-kinds.ts';
import { problemShape } from './problem.ts';
import { anyRecordShape, instantShape, uuidShape, whyShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';
import { askedDayShape } from './words.ts';

const rowShape = z
  .strictObject({
    act: z.enum(['state', 'remove']),
    noun: z.enum(RECORD_NOUNS),
    id: idShape,
    record: anyRecordShape.optional().describe('Where it is stated.'),
    version: z
      .int()
      .min(0)
      .optional()
      .describe('The version that you saw, 0 for a new one; left out: whatever it is now.'),
    validFrom: askedDayShape.optional(),
    validUntil: askedDayShape.optional(),
  })
  .meta({ id: 'BulkRow', description: 'One record to be stated or removed.' });

export const bulkRequestShape = z
  .strictObject({
    atomic: z.boolean().optional().describe('All of them or none; each on its own where left out.'),
    rows: z.array(rowShape).min(1).max(10_000),
    why: whyShape.optional(),
  })
  .meta({ id: 'BulkRequest', description: 'Many records to be stated or removed.' });

const rowResultShape = z
  .object({
    index: z.int(),
    noun: z.string(),
    id: idShape,
    status: z.int().describe('As the same request on its own would have answered.'),
    version: z.int().optional(),
    position: z.int().optional(),
    recordedAt: instantShape.optional(),
    entry: uuidShape.optional(),
    problem: problemShape.optional(),
  })
  .meta({ id: 'BulkRowResult', description: 'What came of one row.' });

export const bulkResultShape = z
  .object({ kept: z.int(), refused: z.int(), rows: z.array(rowResultShape) })
  .meta({ id: 'BulkResult', description: 'What came of each row, in their order.' });

export type BulkRow = z.infer<typeof rowShape>;
export type BulkRequest = z.infer<typeof bulkRequestShape>;
export type BulkRowResult = z.infer<typeof rowResultShape>;
