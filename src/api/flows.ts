// A flow on the wire: somebody makes data available to somebody else.
import { z } from 'zod';
import { type CONSENT_FLAGS, type DEROGATION_FLAGS, GROUNDS, MODES, ROLES } from '../core/flows/words.ts';
import {
  commonFields,
  countryShape,
  dayShape,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  ID_PATTERN,
  idShape,
  noteField,
} from './record-parts.ts';

const DEROGATION_MEANINGS: Readonly<Record<(typeof DEROGATION_FLAGS)[number], string>> = {
  occasional: 'Not regular.',
  necessary: 'Necessary for the ground.',
  publicPowers: 'A public authority acts in the exercise of its powers.',
  recognisedInLaw: 'The public interest is recognised in law.',
  procedure: 'There is, or is to be, a procedure for the claims.',
  incapable: 'The person cannot consent.',
  publicRegister: 'The register is open to the public, or to whoever has a legitimate interest.',
  wholeRegister: 'The whole register, or whole categories of it, would go.',
  repetitive: 'It is repeated.',
  limitedSubjects: 'It concerns a limited number of persons.',
  overridden: 'The interests of the persons weigh more.',
  safeguards: 'Suitable safeguards were taken.',
  authorityInformed: 'The authority was informed.',
  subjectsInformed: 'The persons were informed.',
  documented: 'Assessment and safeguards are documented.',
};
const CONSENT_MEANINGS: Readonly<Record<(typeof CONSENT_FLAGS)[number], string>> = {
  explicit: 'Given explicitly.',
  informedOfRisks: 'Given after the person was told of the risks.',
  specific: 'Given for this transfer.',
};

function flagFields<N extends string>(
  meanings: Readonly<Record<N, string>>,
): Record<N, z.ZodOptional<z.ZodBoolean>> {
  return Object.fromEntries(
    Object.entries<string>(meanings).map(([name, meaning]) => [
      name,
      z.boolean().optional().describe(meaning),
    ]),
  ) as Record<N, z.ZodOptional<z.ZodBoolean>>;
}

const consentShape = z
  .strictObject({ ...flagFields(CONSENT_MEANINGS), ...noteField })
  .meta({ id: 'ConsentToTransfer', description: 'How the consent was given.' });

const derogationShape = z
  .strictObject({
    ground: z.enum(GROUNDS).optional().describe('Which exception.'),
    consent: consentShape.optional().describe('For the ground `consent`.'),
    ...flagFields(DEROGATION_MEANINGS),
    ...noteField,
  })
  .meta({ id: 'Derogation', description: 'An exception for this flow (GDPR Art. 49 and its like).' });

const senderShape = z
  .string()
  .regex(new RegExp(`^(staff:${ID_PATTERN}|(?!staff:)${ID_PATTERN})$`, 'u'), 'not an id')
  .meta({ id: 'Sender', description: 'An organisation, or `data-subject`.' });

const receiverShape = z
  .string()
  .regex(
    new RegExp(`^(staff:${ID_PATTERN}|(?!staff:|data-subject$)${ID_PATTERN})$`, 'u'),
    'not the id of an organisation that receives',
  )
  .meta({
    id: 'Receiver',
    description: 'An organisation, or `staff:` and an organisation for its own people.',
  });

const provisionRecordShape = z
  .strictObject({
    kept: z.boolean().optional().describe('Is it kept?'),
    on: dayShape.optional().describe('The day on which it was made.'),
    ...noteField,
  })
  .meta({
    id: 'ProvisionRecord',
    description: 'The record of a provision to a third party (APPI Art. 29), or of its receipt (Art. 30).',
  });

export const flowShape = z
  .strictObject({
    ...commonFields,
    activity: idShape.optional().describe('The activity to which it belongs.'),
    from: senderShape.describe('Who sends: an organisation, or `data-subject`.'),
    to: receiverShape.describe(
      'Who receives: an organisation, or `staff:ORGANISATION` for its own people. GDPR Art. 30(1)(d) and (e).',
    ),
    fromRole: z.enum(ROLES).optional().describe('The role of the sender; absent: as the activity says.'),
    toRole: z.enum(ROLES).optional().describe('The role of the recipient; absent: as the activity says.'),
    mode: z.enum(MODES).optional().describe('How the data are made available.'),
    at: countryShape
      .optional()
      .describe('Where the recipient receives or sees them; absent: its own country.'),
    after: z
      .array(idShape)
      .optional()
      .describe('The flows by which these data arrived. This makes it an onward transfer.'),
    tools: z
      .array(idShape)
      .optional()
      .describe('Only these instruments are relied on; absent: any that covers it.'),
    derogation: derogationShape.optional().describe('The exception relied on.'),
    automated: z.boolean().optional().describe('By machine; false: on paper.'),
    clearText: z.boolean().optional().describe('The recipient needs the data in the clear.'),
    combinesEuData: z
      .boolean()
      .optional()
      .describe('A processor that returns data has added data collected in the Union.'),
    since: dayShape.optional().describe('The first day. In YAML it may also be written as a second `from`.'),
    until: dayShape.optional().describe('The first day no longer.'),
    name: freeTextShape.optional().describe('As people know it.'),
    systems: z.array(idShape).optional().describe('The systems by which the data go.'),
    provisionRecord: provisionRecordShape
      .optional()
      .describe('Is the provision recorded? Asked by APPI Art. 29 and 30.'),
  })
  .refine(({ since, until }) => endsAfterStart({ from: since, until }), END_BEFORE_START)
  .meta({ id: 'Flow', description: 'Somebody makes data available to somebody else.' });
