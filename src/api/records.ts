// The shapes of all records of a register, and of the register file that is made of them.
import { z } from 'zod';
import { REGISTER_FORMAT } from '../core/flows/parse-register.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { activityShape } from './activities.ts';
import { assessmentShape } from './assessments.ts';
import { contractorShape } from './contractors.ts';
import { divisionShape } from './divisions.ts';
import { flowShape } from './flows.ts';
import { groupShape } from './groups.ts';
import { instrumentShape } from './instruments.ts';
import { organisationShape } from './organisations.ts';
import { personShape } from './persons.ts';
import { systemShape } from './systems.ts';

/** What can be said of one record without the others; that its ids lead somewhere, only the register knows. */
export const RECORD_SHAPES: Readonly<Record<RecordNoun, z.ZodObject>> = {
  organisations: organisationShape,
  divisions: divisionShape,
  persons: personShape,
  systems: systemShape,
  activities: activityShape,
  flows: flowShape,
  instruments: instrumentShape,
  assessments: assessmentShape,
  contractors: contractorShape,
};

export const registerFileShape = z
  .strictObject({
    format: z.literal(REGISTER_FORMAT).describe('The first line.'),
    group: groupShape.optional().describe('Which group it is, and how it works.'),
    organisations: z.array(organisationShape).describe('Who there is.'),
    divisions: z.array(divisionShape).optional().describe('Of what parts they consist.'),
    persons: z.array(personShape).optional().describe('Who answers for something.'),
    systems: z.array(systemShape).optional().describe('What keeps the data, and where.'),
    activities: z.array(activityShape).optional().describe('What is done with data.'),
    flows: z.array(flowShape).optional().describe('Who makes data available to whom.'),
    instruments: z.array(instrumentShape).optional().describe('What was signed, approved, certified.'),
    assessments: z.array(assessmentShape).optional().describe('What was assessed.'),
    contractors: z.array(contractorShape).optional().describe('Who was engaged by whom, to any depth.'),
    note: z.unknown().optional().describe('A remark of your own.'),
  })
  .meta({ title: REGISTER_FORMAT, description: 'What a group is and does. Absent means: not known.' });
