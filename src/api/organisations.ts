// An organisation on the wire: a member of the group or anybody else, with what binds it and who was appointed.
import { z } from 'zod';
import { IS_AN_ORGANISATION } from '../core/flows/read-organisation.ts';
import {
  APPOINTMENT_ROLES,
  COVERS,
  ORGANISATION_KINDS,
  REGIME_BASES,
  REGIMES,
  STANDINGS,
} from '../core/flows/words.ts';
import {
  commonFields,
  countryShape,
  END_BEFORE_START,
  emailShape,
  endsAfterStart,
  freeTextShape,
  ID_PATTERN,
  idShape,
  liesInCountry,
  noteField,
  REGION_ELSEWHERE,
  regionShape,
  spanFields,
  textShape,
  urlShape,
} from './record-parts.ts';

const regimeShape = z
  .strictObject({
    id: z.enum(REGIMES).describe('The law. Some of them give no answers yet.'),
    basis: z.enum(REGIME_BASES).describe('Why it applies.'),
    art27Representative: idShape
      .optional()
      .describe('The representative in the Union or the United Kingdom (Art. 27). An organisation.'),
    ...noteField,
  })
  .meta({
    id: 'Regime',
    description: 'A law that binds the organisation beside that of its establishment.',
  });

const standingShape = z
  .union([
    z.boolean(),
    z
      .strictObject({
        ...spanFields,
        covers: z.array(z.enum(COVERS)).optional().describe('Which data the certificate covers.'),
        activities: z.array(idShape).optional().describe('Only these activities; absent: all.'),
        ...noteField,
      })
      .refine(endsAfterStart, END_BEFORE_START),
  ])
  .meta({ id: 'Standing', description: 'True, false, or true for a time.' });

const addressShape = z
  .strictObject({
    lines: z
      .array(freeTextShape)
      .optional()
      .describe('Street and number, building, floor; as on an envelope.'),
    postalCode: freeTextShape.optional().describe('As it is written there.'),
    city: freeTextShape.optional().describe('City, ward or place.'),
    region: regionShape.optional().describe('ISO 3166-2, a part of that country.'),
    country: countryShape.optional().describe('The country.'),
    ...noteField,
  })
  .refine(liesInCountry, REGION_ELSEWHERE)
  .meta({ id: 'Address', description: 'Where letters reach it.' });

const contactShape = z
  .strictObject({
    email: emailShape.optional().describe('A mailbox of the organisation, best not of one person.'),
    phone: textShape.optional().describe('As it is dialled from abroad.'),
    url: urlShape.optional().describe('A page, for example of its privacy office.'),
    ...noteField,
  })
  .meta({ id: 'Contact', description: 'How it is reached.' });

const appointmentShape = z
  .strictObject({
    role: z.enum(APPOINTMENT_ROLES).describe('What for; [terms](terms.md#appointment-roles) explains each.'),
    person: idShape.optional().describe('Who. A person of the register.'),
    organisation: idShape
      .optional()
      .describe('Where an organisation was appointed, or the person works elsewhere: that organisation.'),
    division: idShape.optional().describe('Only for this division; absent: for the whole organisation.'),
    ...spanFields,
    ...noteField,
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .meta({
    id: 'Appointment',
    description:
      'Somebody answers for something: GDPR Art. 37 and Art. 30(1)(a) (officer, representative), APPI guidelines 10-3 (person in charge), My Number guidelines (who handles the numbers).',
  });

export const organisationShape = z
  .strictObject({
    ...commonFields,
    id: z
      .string()
      .regex(
        new RegExp(`${IS_AN_ORGANISATION.source}${ID_PATTERN}$`, 'u'),
        'not an id, or one by which flows mean somebody else',
      )
      .describe(
        'The name by which other records speak of it; not `data-subject`, nor with `staff:` at its beginning.',
      ),
    name: freeTextShape
      .optional()
      .describe('As people know it; absent: the id. Asked by GDPR Art. 30(1)(a), FADP Art. 12(2)(a).'),
    member: z.boolean().optional().describe('Does it belong to this group?'),
    country: countryShape.optional().describe('Where it is established.'),
    region: regionShape
      .optional()
      .describe('ISO 3166-2, a part of that country; decides the authority and the holidays.'),
    kind: z.enum(ORGANISATION_KINDS).optional().describe('What it is.'),
    io: idShape
      .optional()
      .describe('Which international organisation: `epo`, `oecd`. May also stand under `standing`.'),
    parent: idShape.optional().describe('The organisation above it.'),
    sectors: z
      .array(freeTextShape)
      .optional()
      .describe(
        'Free words. These matter: `academia`, `financial-services`, `telecom`, `health`, `immigration`.',
      ),
    regimes: z
      .array(regimeShape)
      .optional()
      .describe('Laws beside those of its establishment. `[]`: known to be none.'),
    standing: z
      .strictObject({
        ...(Object.fromEntries(STANDINGS.map((name) => [name, standingShape.optional()])) as Record<
          (typeof STANDINGS)[number],
          z.ZodOptional<typeof standingShape>
        >),
        io: idShape.optional(),
      })
      .optional()
      .describe('What it is or takes part in. Each true, false, or a time. Absent: not known.'),
    ...spanFields,
    legalForm: freeTextShape.optional().describe('As in its name or its register: `GmbH`, `株式会社`.'),
    registrationNumber: textShape
      .optional()
      .describe('Of the register of companies, a corporate number (法人番号), a tax number of the company.'),
    address: addressShape
      .optional()
      .describe(
        'Contact details are asked by GDPR Art. 30(1)(a) and 30(2)(a); the address by APPI Art. 32(1)(i).',
      ),
    contact: contactShape.optional().describe('Asked by GDPR Art. 30(1)(a) and 30(2)(a).'),
    appointments: z
      .array(appointmentShape)
      .optional()
      .describe('Who answers for what. `[]`: known to be nobody.'),
  })
  .refine(endsAfterStart, END_BEFORE_START)
  .refine(liesInCountry, REGION_ELSEWHERE)
  .meta({ id: 'Organisation', description: 'A member of the group, or anybody else: one list.' });
