// Comments and attachments on the wire: what people write about a record, and the files that belong to it.
import { z } from 'zod';
import { instantShape, uuidShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';

const aboutShape = z.object({ noun: z.string(), id: idShape }).describe('Which record.');

export const commentShape = z
  .object({ id: uuidShape, of: aboutShape, text: z.string(), by: z.string(), recordedAt: instantShape })
  .meta({ id: 'Comment', description: 'What somebody wrote about a record.' });

export const commentRequestShape = z
  .strictObject({ of: aboutShape, text: z.string().min(1).max(10_000) })
  .meta({ id: 'CommentRequest', description: 'A comment to be kept.' });

export const ofQuery = {
  noun: z.string().max(64).describe('The noun of the record that it is about.'),
  id: z.string().max(128).describe('The id of that record.'),
};

export const attachmentShape = z
  .object({
    id: uuidShape,
    of: aboutShape,
    fileName: z.string(),
    mediaType: z.string(),
    size: z.int().describe('Bytes.'),
    sha256: z.string(),
    by: z.string(),
    recordedAt: instantShape,
  })
  .meta({ id: 'Attachment', description: 'A file that belongs to a record.' });
