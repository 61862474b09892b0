// Records on the wire: each in an envelope that says which version it is, since when it is known, and for which days it speaks.
import { z } from 'zod';
import { holdsMyNumber } from '../core/flows/my-number.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { idShape, MY_NUMBER } from './record-parts.ts';
import { askedDayShape } from './words.ts';

export const uuidShape = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not a UUID in small letters')
  .describe('A UUID.');
export const instantShape = z.string().describe('An instant, as in `2026-11-22T09:00:00.000Z`.');
export const whyShape = z
  .string()
  .max(1000)
  .refine((text) => !holdsMyNumber(text), MY_NUMBER)
  .describe('Why, in your words. Kept for good, so write nothing personal.');

/** The shape of any record, where its noun is not fixed. */
export const anyRecordShape = z
  .record(z.string(), z.unknown())
  .describe('A record in its form of the register file; its noun says which keys there are.');

const envelopeFields = {
  id: idShape,
  version: z.int().describe('Counted from 1. The ETag says the same.'),
  position: z.int().describe('Position in the ledger of the last entry about it.'),
  recordedAt: instantShape,
  validFrom: z.string().nullable().describe('The first day for which this speaks; null: always did.'),
  validUntil: z.string().nullable().describe('The first day for which it no longer speaks; null: open.'),
  removed: z.boolean(),
  erased: z.array(z.string()).describe('Places about persons whose data were erased.'),
  entry: uuidShape.optional().describe('The entry that this call made; it can be undone by this id.'),
};

/**
 * The envelope of records of one noun.
 *
 * @example envelopeOf('systems', z.object({ id: z.string() })).parse(…).record.id
 */
export function envelopeOf(noun: RecordNoun, shape: z.ZodType, one: string): z.ZodObject {
  return z
    .object({ noun: z.literal(noun), ...envelopeFields, record: shape })
    .meta({ id: `${one}Envelope`, description: 'A record with what is known about the keeping of it.' });
}

/**
 * What is sent to state a record.
 *
 * @example writeBodyOf(z.object({ id: z.string() }), 'System').parse({ record: { id: 'crm' }, why: 'yearly review' })
 */
export function writeBodyOf(shape: z.ZodType, one: string): z.ZodObject {
  return z
    .strictObject({
      record: shape,
      why: whyShape.optional(),
      validFrom: askedDayShape
        .optional()
        .describe('The first day for which the statement speaks; absent: whenever you look.'),
      validUntil: askedDayShape.optional().describe('The first day for which it no longer speaks.'),
    })
    .meta({ id: `${one}Statement`, description: 'The record shall be so, from a day on or always.' });
}

/**
 * A page of something.
 *
 * @example pageOf(z.string(), 'Words').parse({ items: ['a'], next: null })
 */
export function pageOf(item: z.ZodType, many: string): z.ZodObject {
  return z
    .object({
      items: z.array(item),
      next: z
        .string()
        .nullable()
        .describe('To be sent as `after` for the next page; null where this is the last.'),
    })
    .meta({ id: `${many}Page`, description: 'Some of them, in the order that was asked for.' });
}

export const clockQuery = {
  asOf: askedDayShape.optional().describe('As it holds on this day; absent: the last that was said.'),
  knownAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('With what was recorded up to this moment; absent: now.'),
};

export const limitShape = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .optional()
  .describe('Items of one page; 100 if left out.');

export const historyShape = z
  .object({
    entries: z.array(
      z.object({
        entry: uuidShape.describe('By this id it can be undone.'),
        position: z.int(),
        version: z.int(),
        kind: z.enum(['statement', 'removal', 'undo']),
        recordedAt: instantShape,
        actor: z.string(),
        why: z.string(),
        origin: z.string(),
        validFrom: z.string().nullable(),
        validUntil: z.string().nullable(),
        undoes: z.string().nullable(),
        undone: z.boolean().describe('Counts as never made, because a later entry undid it.'),
        removed: z.boolean(),
        differences: z.array(
          z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
        ),
      }),
    ),
  })
  .meta({ id: 'History', description: 'Every entry about a record, the first first.' });

export const undoingShape = z
  .strictObject({
    entry: uuidShape.describe('The entry that shall count as never made.'),
    why: whyShape.optional(),
  })
  .meta({ id: 'Undoing', description: 'What the entry overwrote or removed comes back.' });
