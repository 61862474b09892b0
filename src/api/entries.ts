// The ledger on the wire: its entries, whether it is whole, and signed words on how far it had come.
import { z } from 'zod';
import { instantShape, limitShape, uuidShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';
import { askedDayShape } from './words.ts';

export const entryQueryShape = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Position after which they begin; 0 if left out.'),
  order: z.enum(['first', 'newest']).optional().describe('`newest`: the last that was made comes first.'),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('With `order=newest`: the position before which they begin.'),
  noun: z.string().max(64).optional().describe('Only of such records.'),
  actor: z.string().max(128).optional().describe('Only by this person.'),
  from: askedDayShape.optional().describe('Only from the beginning of this day on, in UTC.'),
  until: askedDayShape.optional().describe('Only before the end of this day, in UTC.'),
  limit: limitShape,
});

const entryShape = z
  .object({
    position: z.int(),
    id: uuidShape,
    noun: z.string(),
    recordId: z.string(),
    version: z.int(),
    kind: z.enum(['statement', 'removal', 'undo']),
    validFrom: z.string().nullable(),
    validUntil: z.string().nullable(),
    recordedAt: instantShape,
    actor: z.string().describe('Who.'),
    why: z.string(),
    origin: z.string().describe('From where.'),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({
    id: 'LedgerEntry',
    description: 'Who said what of which record, when, why and from where; without what it says.',
  });

export const entryPageShape = z
  .object({ items: z.array(entryShape), next: z.int().nullable() })
  .meta({ id: 'LedgerPage', description: 'Entries in the order of the ledger.' });

export const verificationShape = z
  .object({
    entries: z.int(),
    hash: z.string().describe('Of the last entry.'),
    checkpoints: z.int(),
    sound: z.boolean(),
    findings: z.array(
      z.object({ code: z.string(), position: z.int(), message: z.string(), hint: z.string() }),
    ),
    more: z.int(),
  })
  .meta({
    id: 'Verification',
    description: 'What was found wrong with the ledger and the tables beside it.',
  });

export const checkpointShape = z
  .object({
    format: z.string(),
    groupId: idShape,
    position: z.int(),
    hash: z.string(),
    madeAt: instantShape,
    publicKey: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'Checkpoint', description: 'A signed word on how far the ledger had come. Keep it outside.' });

export const checkpointListShape = z
  .object({ checkpoints: z.array(checkpointShape) })
  .meta({ id: 'CheckpointList', description: 'All that were made, the first first.' });

export const eventQueryShape = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Position after which events begin; `Last-Event-ID` wins; absent: with the next change.'),
});
