// The JSON Schema of a register, 2020-12, with the words of src/core/flows/words.ts; the page of the register is written from it.
import { REGISTER_FORMAT } from '../../src/core/flows/parse-register.ts';
import {
  ASSESSMENT_RESULTS,
  CONSENT_FLAGS,
  COUNTRIES,
  COVERS,
  DEROGATION_FLAGS,
  GROUNDS,
  INFORMATION_ITEMS,
  INSTRUMENT_KINDS,
  MODES,
  ORGANISATION_KINDS,
  REGIME_BASES,
  REGIMES,
  ROLES,
  STANDINGS,
} from '../../src/core/flows/words.ts';

/** What of JSON Schema is used here. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const ID = '^[\\p{L}\\p{N}][\\p{L}\\p{N}._:-]{0,127}$';

function ref(name: string, description?: string): Schema {
  return { $ref: `#/$defs/${name}`, ...(description !== undefined && { description }) };
}

function list(items: Schema, description: string): Schema {
  return { type: 'array', items, description };
}

function flag(description: string): Schema {
  return { type: 'boolean', description };
}

function words(of: readonly string[], description: string): Schema {
  return { enum: of, description };
}

function record(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  return {
    type: 'object',
    description,
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

const NOTE = { note: ref('text', 'A remark of your own.') };
const COMMON = {
  id: ref('id', 'The name by which other records speak of it.'),
  ...NOTE,
  recordedAt: ref('instant', 'When it was entered; for `--known-at`. Absent: always known.'),
};
const SPAN = { from: ref('date', 'The first day.'), until: ref('date', 'The first day no longer.') };

function flags(names: readonly string[], meanings: Readonly<Record<string, string>>): Record<string, Schema> {
  return Object.fromEntries(names.map((name) => [name, flag(meanings[name] ?? '')]));
}

const DEROGATION_MEANINGS: Readonly<Record<string, string>> = {
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
const CONSENT_MEANINGS: Readonly<Record<string, string>> = {
  explicit: 'Given explicitly.',
  informedOfRisks: 'Given after the person was told of the risks.',
  specific: 'Given for this transfer.',
};

/** The records in the order of the page. */
export const RECORDS = [
  'organisation',
  'regime',
  'standing',
  'activity',
  'subjects',
  'flow',
  'derogation',
  'consent',
  'instrument',
  'approval',
  'accession',
  'assessment',
] as const;

const DEFS: Readonly<
  Record<
    (typeof RECORDS)[number] | 'id' | 'text' | 'date' | 'instant' | 'country' | 'sender' | 'recipient',
    Schema
  >
> = {
  id: { type: 'string', pattern: ID },
  text: { type: 'string', pattern: '\\S' },
  date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  instant: {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$',
  },
  country: { enum: [...COUNTRIES] },
  sender: { type: 'string', pattern: `^(staff:)?${ID.slice(1)}` },
  recipient: { type: 'string', pattern: `^(?!data-subject$)(staff:)?${ID.slice(1)}` },
  organisation: record(
    'A member of the group, or anybody else: one list.',
    {
      ...COMMON,
      name: ref('text', 'As people know it; absent: the id.'),
      member: flag('Does it belong to this group?'),
      country: ref('country', 'Where it is established.'),
      region: {
        type: 'string',
        pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$',
        description: 'ISO 3166-2, a part of that country; decides the authority and the holidays.',
      },
      kind: words(ORGANISATION_KINDS, 'What it is.'),
      io: ref('id', 'Which international organisation: `epo`, `oecd`. May also stand under `standing`.'),
      parent: ref('id', 'The organisation above it.'),
      sectors: list(
        ref('text'),
        'Free words. These matter: `academia`, `financial-services`, `telecom`, `health`, `immigration`.',
      ),
      regimes: list(ref('regime'), 'Laws beside those of its establishment. `[]`: known to be none.'),
      standing: {
        type: 'object',
        description: 'What it is or takes part in. Each true, false, or a time. Absent: not known.',
        properties: {
          ...Object.fromEntries(STANDINGS.map((name) => [name, ref('standing')])),
          io: ref('id'),
        },
        additionalProperties: false,
      },
      ...SPAN,
    },
    ['id'],
  ),
  regime: record(
    'A law that binds the organisation beside that of its establishment.',
    {
      id: words(REGIMES, 'The law. Some of them give no answers yet.'),
      basis: words(REGIME_BASES, 'Why it applies.'),
      art27Representative: ref('id', 'The representative in the Union.'),
      ...NOTE,
    },
    ['id', 'basis'],
  ),
  standing: {
    anyOf: [
      { type: 'boolean' },
      record('', {
        ...SPAN,
        covers: list({ enum: COVERS }, 'Which data the certificate covers.'),
        activities: list(ref('id'), 'Only these activities; absent: all.'),
        ...NOTE,
      }),
    ],
    description: 'True, false, or true for a time.',
  },
  activity: record(
    'A record of processing (GDPR Art. 30).',
    {
      ...COMMON,
      name: ref('text', 'As people know it; absent: the id.'),
      controllers: list(ref('id'), 'Two or more are joint controllers.'),
      processors: list(ref('id'), 'Who processes for them.'),
      purposes: list(
        ref('text'),
        'Free words. These matter: `personnel-administration`, `payroll`, `academic-research`, `immigration-control`, `criminal-investigation`.',
      ),
      subjects: list(ref('subjects'), 'Whose data.'),
      data: list(
        ref('text'),
        'Kinds of data; free words, best those of [terms](terms.md#data). `personal-credit-information` matters.',
      ),
      legalBasis: list(ref('text'), 'Free words, as in `art-6.1.b`.'),
      retention: {
        type: 'string',
        pattern: '^P(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?$',
        description: 'An ISO 8601 period: `P10Y` is ten years.',
      },
      ...SPAN,
    },
    ['id'],
  ),
  subjects: record('A group of persons.', {
    category: ref(
      'text',
      '`employees`, `customers` … With `employees`, payroll and personnel administration are HR data.',
    ),
    countries: list(ref('country'), 'Where they are.'),
    count: { type: 'integer', minimum: 0, maximum: 1e12, description: 'How many.' },
    children: flag('Are children among them?'),
    ...NOTE,
  }),
  flow: record(
    'Somebody makes data available to somebody else.',
    {
      ...COMMON,
      activity: ref('id', 'The activity to which it belongs.'),
      from: ref('sender', 'Who sends: an organisation, or `data-subject`.'),
      to: ref('recipient', 'Who receives: an organisation, or `staff:ORGANISATION` for its own people.'),
      fromRole: words(ROLES, 'The role of the sender; absent: as the activity says.'),
      toRole: words(ROLES, 'The role of the recipient; absent: as the activity says.'),
      mode: words(MODES, 'How the data are made available.'),
      at: ref('country', 'Where the recipient receives or sees them; absent: its own country.'),
      after: list(ref('id'), 'The flows by which these data arrived. This makes it an onward transfer.'),
      tools: list(ref('id'), 'Only these instruments are relied on; absent: any that covers it.'),
      derogation: ref('derogation', 'The exception relied on.'),
      automated: flag('By machine; false: on paper.'),
      clearText: flag('The recipient needs the data in the clear.'),
      combinesEuData: flag('A processor that returns data has added data collected in the Union.'),
      since: ref('date', 'The first day. In YAML it may also be written as a second `from`.'),
      until: ref('date', 'The first day no longer.'),
    },
    ['id', 'from', 'to'],
  ),
  derogation: record('An exception for this flow (GDPR Art. 49 and its like).', {
    ground: words(GROUNDS, 'Which exception.'),
    consent: ref('consent', 'For the ground `consent`.'),
    ...flags(DEROGATION_FLAGS, DEROGATION_MEANINGS),
    ...NOTE,
  }),
  consent: record('How the consent was given.', flags(CONSENT_FLAGS, CONSENT_MEANINGS)),
  instrument: record(
    'What was signed, approved or certified.',
    {
      ...COMMON,
      name: ref('text', 'As people know it.'),
      kind: words(INSTRUMENT_KINDS, 'What it is; [terms](terms.md#instrument-kinds) explains each.'),
      modules: list({ type: 'integer', minimum: 1, maximum: 4 }, 'Modules of the clauses of 2021.'),
      parties: list(ref('id'), 'Who is bound.'),
      exporters: list(ref('id'), 'Who may send under it; absent: any party.'),
      importers: list(ref('id'), 'Who may receive under it; absent: any party.'),
      activities: list(ref('id'), 'Only these activities; absent: all.'),
      data: list(ref('text'), 'Only these kinds of data; absent: all.'),
      approval: ref('approval', 'Who approved it, and when.'),
      processingUnchanged: flag('Old clauses in a transition: what is processed has not changed.'),
      accessions: list(
        ref('accession'),
        'Who joined later, or left. Whoever is listed here is bound in that time only.',
      ),
      informed: list({ enum: INFORMATION_ITEMS }, 'For `appi-consent`: what the person was told before.'),
      from: ref('date', 'The day of signature.'),
      until: ref('date', 'The first day no longer.'),
    },
    ['id', 'kind'],
  ),
  approval: record('An approval.', {
    authority: ref('id', 'Best an id of [authorities](authorities.md).'),
    on: ref('date', 'The day.'),
    ...NOTE,
  }),
  accession: record(
    'The time in which a party is bound.',
    { party: ref('id', 'The organisation.'), ...SPAN, ...NOTE },
    ['party'],
  ),
  assessment: record(
    'An assessment of a transfer: of its impact, its risk, or the yearly check of equivalent measures (APPI Art. 28(3)).',
    {
      ...COMMON,
      instrument: ref('id', 'The instrument it speaks of.'),
      flows: list(ref('id'), 'The flows it speaks of; it then speaks of no others.'),
      country: ref('country', 'The country it speaks of.'),
      on: ref('date', 'The day on which it was made.'),
      result: words(ASSESSMENT_RESULTS, 'What came of it.'),
      measures: list(
        ref('text'),
        'Supplementary measures. These count: `encryption-exporter-keys` `pseudonymisation-exporter-key` `transport-encryption` `end-to-end-encryption` `protected-recipient` `split-processing`.',
      ),
      problematicLaw: flag('The destination has problematic law.'),
      appliedInPractice: flag('That law is applied to such data in practice.'),
    },
    ['id'],
  ),
};

/** The schema. It says what can be said of the shape; that ids lead somewhere and ends follow starts, only the program checks. */
export const REGISTER_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:sekisho:register:1',
  title: REGISTER_FORMAT,
  description: 'What a group is and does. Absent means: not known.',
  type: 'object',
  properties: {
    format: { const: REGISTER_FORMAT, description: 'The first line.' },
    group: record('The group.', { id: ref('id', 'A short id.'), name: ref('text', 'Its name.'), ...NOTE }, [
      'id',
    ]),
    organisations: list(ref('organisation'), 'Who there is.'),
    activities: list(ref('activity'), 'What is done with data.'),
    flows: list(ref('flow'), 'Who makes data available to whom.'),
    instruments: list(ref('instrument'), 'What was signed, approved, certified.'),
    assessments: list(ref('assessment'), 'What was assessed.'),
    note: { description: 'A remark of your own.' },
  },
  required: ['format', 'organisations'],
  additionalProperties: false,
  $defs: DEFS,
};
