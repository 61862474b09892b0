// Keys on the wire: with what programs and people show who they are.
import { z } from 'zod';
import { roleShape } from './group-envelopes.ts';
import { instantShape, whyShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';

export const keyShape = z
  .object({
    id: z.string(),
    person: idShape.describe('As whom its holder acts.'),
    role: roleShape,
    name: z.string().nullable().describe('What it is for.'),
    madeAt: instantShape,
    until: z.string().nullable().describe('The instant from which it is no longer valid.'),
    revoked: z.boolean(),
  })
  .meta({ id: 'Key', description: 'A key without its secret, of which only a hash is kept.' });

export const keyListShape = z
  .object({ keys: z.array(keyShape), next: z.string().nullable() })
  .meta({ id: 'KeyList', description: 'Keys of the group, the last that were made first.' });

export const keyRequestShape = z
  .strictObject({
    person: idShape,
    role: roleShape,
    name: z.string().min(1).max(100).optional(),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('The instant from which it is no longer valid.'),
  })
  .meta({ id: 'KeyRequest', description: 'A key to be made.' });

export const newKeyShape = z
  .object({
    ...keyShape.shape,
    secret: z.string().describe('To be sent as `Authorization: Bearer …`. It is shown this once.'),
  })
  .meta({ id: 'NewKey', description: 'A key with its secret.' });

export const erasureRequestShape = z
  .strictObject({ why: whyShape.optional() })
  .meta({ id: 'ErasureRequest', description: 'What is kept of the person shall be made unreadable.' });

export const erasureShape = z
  .object({
    position: z.int().describe('Where in the ledger that is told.'),
    wasKept: z.boolean().describe('False where nothing was kept of the person.'),
    withdrawnImports: z
      .array(z.string())
      .describe('Imports that waited; their files may have held the person and were removed.'),
  })
  .meta({ id: 'Erasure', description: 'What was kept of the person can no longer be read.' });
