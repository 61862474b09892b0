// An activity on the wire: the record of processing, with what GDPR, FADP and APPI ask of it.
import { z } from 'zod';
import {
  commonFields,
  countryShape,
  dayShape,
  END_BEFORE_START,
  endsAfterStart,
  freeTextShape,
  idShape,
  noteField,
  periodShape,
  spanFields,
} from './record-parts.ts';

const subjectsShape = z
  .strictObject({
    category: freeTextShape
      .optional()
      .describe(
        '`employees`, `customers` … With `employees`, payroll and personnel administration are HR data.',
      ),
    countries: z.array(countryShape).optional().describe('Where they are.'),
    count: z.int().min(0).max(1e12).optional().describe('How many.'),
    children: z.boolean().optional().describe('Are children among them?'),
    ...noteField,
  })
  .meta({ id: 'Subjects', description: 'A group of persons.' });

const recipientShape = z
  .strictObject({
    category: freeTextShape.optional().describe('Who they are, in your words: `tax offices`.'),
    organisation: idShape.optional().describe('One of the organisations of the register.'),
    country: countryShape.optional().describe('Where they are.'),
    ...noteField,
  })
  .refine(({ category, organisation }) => category !== undefined || organisation !== undefined, {
    path: ['category'],
    error: 'a recipient has a category or is an organisation',
  })
  .meta({
    id: 'DisclosureRecipient',
    description:
      'Somebody to whom data are or will be disclosed. One of `category` and `organisation` must be there.',
    // What the refinement above asks, for those who read the JSON Schema.
    anyOf: [{ required: ['category'] }, { required: ['organisation'] }],
  });

const dataRetentionShape = z
  .strictObject({
    data: z.array(freeTextShape).describe('Which data.'),
    period: periodShape.optional().describe('How long they are kept.'),
    criterion: freeTextShape.optional().describe('By what their end is found, where no period can be named.'),
    ...noteField,
  })
  .meta({ id: 'DataRetention', description: 'Some of the data are kept for a time of their own.' });

const purposeNoticeShape = z
  .strictObject({
    given: z.boolean().optional().describe('Were the persons told, or was it published?'),
    on: dayShape.optional().describe('The day.'),
    how: freeTextShape.optional().describe('By what: a notice, a page, a form.'),
    ...noteField,
  })
  .meta({
    id: 'PurposeNotice',
    description: 'How the purpose of use was made known (APPI Art. 21; GDPR Art. 13 and 14; FADP Art. 19).',
  });

const jointUseShape = z
  .strictObject({
    data: z.array(freeTextShape).optional().describe('The items of personal data that are used jointly.'),
    users: z.array(freeTextShape).optional().describe('Who uses them: the range, in words.'),
    purpose: freeTextShape.optional().describe('For what the users use them.'),
    manager: idShape
      .optional()
      .describe(
        'The organisation that answers for their management; its address and representative count too.',
      ),
    ...noteField,
  })
  .meta({
    id: 'JointUse',
    description: 'Joint use: what must be made known of it beforehand (APPI Art. 27(5)(iii)).',
  });

export const activityShape = z
  .strictObject({
    ...commonFields,
    name: freeTextShape.optional().describe('As people know it; absent: the id.'),
    controllers: z
      .array(idShape)
      .optional()
      .describe('Two or more are joint controllers. Asked by GDPR Art. 30(1)(a), FADP Art. 12(2)(a).'),
    processors: z
      .array(idShape)
      .optional()
      .describe('Who processes for them. Asked of the processor by GDPR Art. 30(2)(a), FADP Art. 12(3).'),
    purposes: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Asked by GDPR Art. 30(1)(b), FADP Art. 12(2)(b), APPI Art. 17. Free words. These matter: `personnel-administration`, `payroll`, `academic-research`, `immigration-control`, `criminal-investigation`.',
      ),
    subjects: z
      .array(subjectsShape)
      .optional()
      .describe('Whose data. Asked by GDPR Art. 30(1)(c), FADP Art. 12(2)(c).'),
    data: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Asked by GDPR Art. 30(1)(c), FADP Art. 12(2)(c). Kinds of data; free words, best those of [terms](terms.md#data). `personal-credit-information` matters.',
      ),
    legalBasis: z
      .array(freeTextShape)
      .optional()
      .describe('GDPR Art. 6 and 9. Free words, as in `art-6.1.b`.'),
    retention: periodShape
      .optional()
      .describe(
        'How long the data are kept: `P10Y` is ten years. Asked by GDPR Art. 30(1)(f), FADP Art. 12(2)(e).',
      ),
    ...spanFields,
    description: freeTextShape.optional().describe('What is done, in a few sentences.'),
    divisions: z.array(idShape).optional().describe('The divisions that carry it out.'),
    personInCharge: idShape.optional().describe('Whom to ask. A person of the register.'),
    categoriesOfProcessing: z
      .array(freeTextShape)
      .optional()
      .describe(
        'What is done for the controllers; of a processor. Asked by GDPR Art. 30(2)(b), FADP Art. 12(3).',
      ),
    recipients: z
      .array(recipientShape)
      .optional()
      .describe(
        'To whom the data are disclosed, beside the flows. `[]`: known to be nobody. Asked by GDPR Art. 30(1)(d), FADP Art. 12(2)(d).',
      ),
    systems: z.array(idShape).optional().describe('The systems that are used.'),
    source: z
      .array(freeTextShape)
      .optional()
      .describe('Where the data come from, in your words: GDPR Art. 14(2)(f), APPI Art. 30(1).'),
    retentionCriterion: freeTextShape
      .optional()
      .describe(
        'By what the end is found, where no period can be named. FADP Art. 12(2)(e) takes it instead of a period; GDPR Art. 30(1)(f) asks for time limits.',
      ),
    retentionByData: z
      .array(dataRetentionShape)
      .optional()
      .describe('Where some data are kept longer or shorter.'),
    security: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Technical and organisational measures, in your words. Asked by GDPR Art. 30(1)(g) and 30(2)(d), FADP Art. 12(2)(f), APPI Art. 23 and 32(1)(iv).',
      ),
    automatedDecisions: z
      .boolean()
      .optional()
      .describe('Decisions by machine alone, with legal or similar effect (GDPR Art. 22, FADP Art. 21).'),
    profiling: z
      .boolean()
      .optional()
      .describe('Persons are profiled (GDPR Art. 4(4), FADP Art. 5(f) and (g)).'),
    legitimateInterest: freeTextShape
      .optional()
      .describe('Which interest, where GDPR Art. 6(1)(f) is the basis; Art. 13(1)(d) asks for it.'),
    jointArrangement: freeTextShape
      .optional()
      .describe('Of joint controllers: the essence of their arrangement (GDPR Art. 26(2)).'),
    purposeNotice: purposeNoticeShape.optional().describe('Was the purpose made known?'),
    jointUse: jointUseShape
      .optional()
      .describe('Personal data are used jointly with others (APPI Art. 27(5)(iii)).'),
    specificPersonalInformation: z
      .boolean()
      .optional()
      .describe(
        'Individual numbers (My Number) are handled. The numbers themselves are never kept here (My Number Act Art. 20).',
      ),
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({ id: 'Activity', description: 'A record of processing (GDPR Art. 30, FADP Art. 12).' });
