// Groups on the wire: which there are, and what is settled for one of them.
import { z } from 'zod';
import { groupShape } from './groups.ts';
import { instantShape, whyShape } from './record-envelopes.ts';
import { idShape } from './record-parts.ts';
import { ROLES } from './roles.ts';

export const roleShape = z
  .enum(ROLES)
  .describe(
    '`reader` reads, `editor` also writes, `approver` also decides on changes, `owner` does everything.',
  );

export const groupListShape = z
  .object({
    groups: z.array(z.object({ id: idShape, name: z.string().nullable(), role: roleShape })),
    you: z.object({
      person: z.string().describe('As whom you ask; stands in the ledger as the actor.'),
      key: z.string().nullable().describe('The id of your key; null on this machine without one.'),
    }),
  })
  .meta({ id: 'GroupList', description: 'The groups that you can reach, and as whom.' });

export const groupEnvelopeShape = z
  .object({ id: idShape, version: z.int(), recordedAt: instantShape.nullable(), record: groupShape })
  .meta({
    id: 'GroupEnvelope',
    description: 'A group with the version it has; 0: only its records are kept.',
  });

export const groupStatementShape = z
  .strictObject({ record: groupShape, why: whyShape.optional() })
  .meta({ id: 'GroupStatement', description: 'What shall be settled for the group.' });
