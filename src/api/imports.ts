// Imports on the wire: a file is read and planned first, shown with all its faults, and then applied as a whole or not at all.
import { z } from 'zod';
import { groupShape } from './groups.ts';
import { issueShape } from './problem.ts';
import { instantShape, uuidShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';

export const IMPORT_STATES = [
  'reading',
  'planned',
  'faulty',
  'applying',
  'applied',
  'cancelled',
  'failed',
] as const;

export const importQueryShape = z.strictObject({
  format: z
    .string()
    .max(64)
    .optional()
    .describe('The id of a format (GET …/exports lists them); absent: told from the file.'),
  gone: z
    .enum(['keep', 'remove'])
    .optional()
    .describe('What becomes of records that the file covers and does not hold; `keep` where left out.'),
  mapping: z
    .string()
    .max(100_000)
    .optional()
    .describe('Which column means what, as JSON; for sheets of others.'),
  changes: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('How many of the changes are listed; 100 if left out.'),
  opens: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'Is the group yet to be opened? Then it is opened together with its records when the import is applied, and not before. For whoever may open groups.',
    ),
});

const countsShape = z.object({ added: z.int(), changed: z.int(), same: z.int(), gone: z.int() });

export const importShape = z
  .object({
    id: uuidShape,
    state: z.enum(IMPORT_STATES),
    fileName: z.string(),
    format: z.string().nullable(),
    by: z.string().describe('Who sent the file.'),
    appliedBy: z.string().nullable(),
    gone: z.enum(['keep', 'remove']),
    opens: z
      .boolean()
      .describe(
        'The group is opened with it. Until then the server keeps the file for a day or until it ends, no longer.',
      ),
    sha256: z.string().nullable().describe('Of the file.'),
    size: z.int().describe('Bytes of the file.'),
    startedAt: instantShape,
    progress: z
      .object({ done: z.int(), of: z.int().nullable() })
      .describe('Records handled so far; `of` is null where nobody knows.'),
    counts: z.record(z.string(), countsShape).nullable().describe('By noun; null while it is being read.'),
    changes: z.array(
      z.object({
        noun: z.string(),
        id: idShape,
        what: z.enum(['added', 'changed', 'gone']),
        differences: z.array(
          z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
        ),
      }),
    ),
    more: z.int().describe('Changes that are not listed.'),
    faults: z.array(issueShape).describe('Any of them, and the file cannot be applied.'),
    notes: z.array(issueShape).describe('What could not be carried over, where, and why.'),
    fingerprint: z.string().nullable().describe('Of the plan; to be sent back when it is applied.'),
    mapping: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What was guessed about the columns of a foreign sheet.'),
    problem: z.string().nullable().describe('Why it failed, where it did.'),
  })
  .meta({ id: 'Import', description: 'A file on its way into the register.' });

export const importListShape = z
  .object({ imports: z.array(importShape) })
  .meta({ id: 'ImportList', description: 'The imports of the last day, the newest first.' });

export const applicationShape = z
  .strictObject({
    fingerprint: z
      .string()
      .max(200)
      .optional()
      .describe('Of the plan that you have seen; absent: whatever the plan says.'),
    opening: groupShape
      .optional()
      .describe(
        'What is settled for the group that is opened; absent: its id, and its name as the file says it.',
      ),
  })
  .meta({ id: 'ImportApplication', description: 'The plan shall be carried out.' });

export const formatListShape = z
  .object({
    formats: z.array(
      z.object({
        id: z.string(),
        name: z.object({ en: z.string(), ja: z.string(), de: z.string() }),
        media: z.string(),
        extensions: z.array(z.string()),
        reads: z.boolean(),
        writes: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'FormatList', description: 'The formats in which registers come and go.' });

export type ImportOnWire = z.infer<typeof importShape>;

export type FormatList = z.infer<typeof formatListShape>;
