// Changes on the wire: what somebody wants to become of a record, from draft to the decision of another person.
import { z } from 'zod';
import { holdsMyNumber } from '../core/flows/my-number.ts';
import { RECORD_NOUNS } from '../core/flows/record-kinds.ts';
import { anyRecordShape, instantShape, uuidShape, whyShape } from './record-envelopes.ts';
import { idShape, MY_NUMBER } from './record-parts.ts';
import { askedDayShape } from './words.ts';

export const CHANGE_STATES = ['draft', 'proposed', 'approved', 'rejected', 'withdrawn'] as const;

/** What can be changed: records of the register, and what is settled for the group. */
const CHANGED_NOUNS = [...RECORD_NOUNS, 'groups'] as const;
export type ChangedNoun = (typeof CHANGED_NOUNS)[number];

const ofShape = z
  .object({ noun: z.enum(CHANGED_NOUNS), id: idShape })
  .describe('Which record; `groups` and the id of the group: what is settled for it.');

const proposalFields = {
  of: ofShape,
  act: z.enum(['statement', 'removal', 'undo']).describe('What shall be done; to a group only `statement`.'),
  record: anyRecordShape.optional().describe('Of a statement: the record as it shall be.'),
  undoes: uuidShape.optional().describe('Of an undo: the entry that shall count as never made.'),
  validFrom: askedDayShape.optional(),
  validUntil: askedDayShape.optional(),
  why: whyShape.optional(),
};

export const changeShape = z
  .object({
    id: uuidShape,
    version: z.int(),
    recordedAt: instantShape,
    ...proposalFields,
    base: z.int().describe('The version of the record on which it was made; 0: there was none.'),
    state: z.enum(CHANGE_STATES),
    by: z.string().describe('Who made it.'),
    decidedBy: z.string().optional(),
    reason: z.string().optional().describe('Why it was rejected.'),
  })
  .meta({ id: 'Change', description: 'A change that waits for a decision, or has one.' });

export const changeRequestShape = z
  .strictObject({
    ...proposalFields,
    base: z.int().min(0).optional().describe('The version that you saw; absent: the present one.'),
    state: z.enum(['draft', 'proposed']).optional().describe('`proposed` where left out.'),
  })
  .meta({ id: 'ChangeRequest', description: 'A change to be drafted or proposed.' });

export const rejectionShape = z
  .strictObject({
    reason: z
      .string()
      .min(1)
      .max(1000)
      .refine((text) => !holdsMyNumber(text), MY_NUMBER),
  })
  .meta({ id: 'Rejection', description: 'Why it is not to be so.' });

export const nothingShape = z
  .strictObject({})
  .meta({ id: 'Nothing', description: 'An empty map: there is nothing more to say.' });
