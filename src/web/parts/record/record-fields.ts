// The one description of every noun: its fields in the order in which a person thinks of them; forms, pages and interviews are made from it.
import type { ChangedNoun } from '../../../api/changes.ts';
import {
  APPOINTMENT_ROLES,
  ASSESSMENT_RESULTS,
  CONSENT_FLAGS,
  COVERS,
  type DEROGATION_FLAGS,
  GROUNDS,
  INFORMATION_ITEMS,
  INSTRUMENT_KINDS,
  MODES,
  ORGANISATION_KINDS,
  RECORD_NOUNS,
  REGIME_BASES,
  REGIMES,
  type RecordNoun,
  ROLES,
  STORE_USES,
  SUBCONTRACTING_CONSENTS,
} from '../../../core/flows/words.ts';
import { LANGUAGES } from '../../../core/law/law.ts';
import type { Fields } from '../../client/records.ts';
import type { Field, FieldKind, Section, Surroundings } from './field.ts';

type More = Omit<Field, 'key' | 'kind'>;

const make =
  (kind: FieldKind) =>
  (key: string, more: More = {}): Field => ({ key, kind, ...more });

const line = make({ is: 'text' });
const block = make({ is: 'text', lines: 3 });
const flag = make({ is: 'flag' });
const day = make({ is: 'day' });
const country = make({ is: 'country' });
const countries = make({ is: 'countries' });
const period = make({ is: 'period' });
const number = make({ is: 'number' });
const texts = make({ is: 'words' });
const words = (key: string, terms: string, more: More = {}): Field => make({ is: 'words', terms })(key, more);
const someOf = (key: string, terms: string, list: readonly string[], more: More = {}): Field =>
  make({ is: 'words', terms, words: list })(key, more);
const oneOf = (key: string, terms: string, list: readonly string[], more: More = {}): Field =>
  make({ is: 'word', terms, words: list })(key, more);
const record = (key: string, noun: RecordNoun, more: More = {}): Field =>
  make({ is: 'record', noun })(key, more);
const records = (key: string, noun: RecordNoun, more: More = {}): Field =>
  make({ is: 'records', noun })(key, more);
const map = (key: string, fields: readonly Field[], more: More = {}): Field =>
  make({ is: 'map', fields })(key, more);
const maps = (key: string, fields: readonly Field[], more: More = {}): Field =>
  make({ is: 'maps', fields })(key, more);

const MUST: More = { isRequired: true };
const note = line('note');
const remark = block('note');
const span: readonly Field[] = [day('from'), day('until')];
const time: Section = { id: 'time', fields: [...span, remark] };

const isOneOf =
  (key: string, ...wanted: readonly string[]) =>
  (one: Fields): boolean =>
    wanted.includes(String(one[key]));

function listOf(one: Fields, key: string): readonly string[] {
  const value = one[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Does one of those who answer for it lie in the country? */
const liesIn =
  (wanted: string, ...keys: readonly string[]) =>
  (one: Fields, { countryOf }: Surroundings): boolean =>
    keys
      .flatMap((key) => [...listOf(one, key), ...(typeof one[key] === 'string' ? [one[key]] : [])])
      .some((id) => countryOf(id.replace(/^staff:/, '')) === wanted);

/** Flags of an exception by the grounds that turn on them (GDPR Art. 49 and its like). */
const FLAG_GROUNDS: Readonly<Record<(typeof DEROGATION_FLAGS)[number], readonly string[]>> = {
  occasional: ['contract', 'contract-in-interest', 'legal-claims'],
  necessary: [
    'contract',
    'contract-in-interest',
    'public-interest',
    'legal-claims',
    'vital-interests',
    'compelling-interests',
  ],
  publicPowers: ['consent', 'contract', 'contract-in-interest', 'compelling-interests'],
  recognisedInLaw: ['public-interest'],
  procedure: ['legal-claims'],
  incapable: ['vital-interests'],
  publicRegister: ['public-register'],
  wholeRegister: ['public-register'],
  repetitive: ['compelling-interests'],
  limitedSubjects: ['compelling-interests'],
  overridden: ['compelling-interests'],
  safeguards: ['compelling-interests'],
  authorityInformed: ['compelling-interests'],
  subjectsInformed: ['compelling-interests'],
  documented: ['compelling-interests'],
};

const derogation = map('derogation', [
  oneOf('ground', 'derogation-grounds', GROUNDS),
  map('consent', [...CONSENT_FLAGS.map((key) => flag(key)), note], { when: isOneOf('ground', 'consent') }),
  ...Object.entries(FLAG_GROUNDS).map(([key, grounds]) => flag(key, { when: isOneOf('ground', ...grounds) })),
  note,
]);

export const SECTIONS_OF: Readonly<Record<RecordNoun, readonly Section[]>> = {
  organisations: [
    {
      id: 'identity',
      fields: [
        line('name'),
        flag('member'),
        oneOf('kind', 'organisation-kinds', ORGANISATION_KINDS),
        line('io', { when: isOneOf('kind', 'international-organisation') }),
        record('parent', 'organisations'),
        line('legalForm'),
        line('registrationNumber'),
      ],
    },
    {
      id: 'place',
      fields: [
        country('country'),
        line('region', { when: (one) => one['country'] !== undefined }),
        map('address', [
          texts('lines'),
          line('postalCode'),
          line('city'),
          line('region'),
          country('country'),
          note,
        ]),
        map('contact', [
          make({ is: 'text', type: 'email' })('email'),
          make({ is: 'text', type: 'tel' })('phone'),
          make({ is: 'text', type: 'url' })('url'),
          note,
        ]),
      ],
    },
    {
      id: 'law',
      fields: [
        words('sectors', 'sectors'),
        maps('regimes', [
          oneOf('id', 'regimes', REGIMES, MUST),
          oneOf('basis', 'regime-bases', REGIME_BASES, MUST),
          record('art27Representative', 'organisations', {
            when: (one) =>
              isOneOf('id', 'eu-gdpr', 'uk-gdpr')(one) && isOneOf('basis', 'targeting', 'monitoring')(one),
          }),
          note,
        ]),
        make({ is: 'standing' })('standing'),
      ],
    },
    {
      id: 'people',
      fields: [
        maps('appointments', [
          oneOf('role', 'appointment-roles', APPOINTMENT_ROLES, MUST),
          record('person', 'persons'),
          record('organisation', 'organisations'),
          record('division', 'divisions'),
          ...span,
          note,
        ]),
      ],
    },
    time,
  ],
  divisions: [
    {
      id: 'identity',
      fields: [
        line('name', MUST),
        record('organisation', 'organisations', MUST),
        record('parent', 'divisions'),
      ],
    },
    time,
  ],
  persons: [
    {
      id: 'identity',
      fields: [
        line('name', MUST),
        make({ is: 'text', type: 'email' })('email'),
        make({ is: 'text', type: 'tel' })('phone'),
        record('organisation', 'organisations'),
        record('division', 'divisions'),
        words('languages', 'languages'),
      ],
    },
    time,
  ],
  systems: [
    {
      id: 'identity',
      fields: [
        line('name', MUST),
        block('description'),
        record('operator', 'organisations'),
        record('supplier', 'organisations'),
        record('division', 'divisions'),
      ],
    },
    {
      id: 'place',
      fields: [
        maps('stores', [
          country('country', MUST),
          line('region'),
          record('by', 'organisations'),
          oneOf('use', 'store-uses', STORE_USES),
          note,
        ]),
        maps('reachedFrom', [country('country', MUST), record('by', 'organisations'), note]),
      ],
    },
    { id: 'data', fields: [words('data', 'data'), records('activities', 'activities')] },
    { id: 'safety', fields: [texts('security')] },
    time,
  ],
  activities: [
    {
      id: 'identity',
      fields: [
        line('name'),
        block('description'),
        words('purposes', 'purposes'),
        texts('categoriesOfProcessing', { when: (one) => listOf(one, 'processors').length > 0 }),
      ],
    },
    {
      id: 'who',
      fields: [
        records('controllers', 'organisations'),
        block('jointArrangement', { when: (one) => listOf(one, 'controllers').length > 1 }),
        records('processors', 'organisations'),
        records('divisions', 'divisions'),
        record('personInCharge', 'persons'),
      ],
    },
    {
      id: 'data',
      fields: [
        maps('subjects', [
          make({ is: 'ownWord', terms: 'subjects' })('category'),
          countries('countries'),
          number('count'),
          flag('children'),
          note,
        ]),
        words('data', 'data'),
        texts('source'),
        flag('specificPersonalInformation', {
          when: (one, around) =>
            listOf(one, 'data').includes('my-number') ||
            liesIn('JP', 'controllers', 'processors')(one, around),
        }),
      ],
    },
    {
      id: 'basis',
      fields: [
        words('legalBasis', 'legal-bases'),
        block('legitimateInterest', { when: (one) => listOf(one, 'legalBasis').includes('art-6.1.f') }),
        map('purposeNotice', [flag('given'), day('on'), line('how'), note]),
        flag('automatedDecisions'),
        flag('profiling'),
      ],
    },
    {
      id: 'where',
      fields: [
        maps('recipients', [
          line('category'),
          record('organisation', 'organisations'),
          country('country'),
          note,
        ]),
        records('systems', 'systems'),
        map(
          'jointUse',
          [words('data', 'data'), texts('users'), line('purpose'), record('manager', 'organisations'), note],
          {
            when: liesIn('JP', 'controllers'),
          },
        ),
      ],
    },
    {
      id: 'retention',
      fields: [
        period('retention'),
        line('retentionCriterion', { when: (one) => one['retention'] === undefined }),
        maps('retentionByData', [words('data', 'data', MUST), period('period'), line('criterion'), note]),
      ],
    },
    { id: 'safety', fields: [texts('security')] },
    time,
  ],
  flows: [
    {
      id: 'ends',
      fields: [
        line('name'),
        record('activity', 'activities'),
        make({ is: 'party', may: 'data-subject' })('from', MUST),
        oneOf('fromRole', 'roles', ROLES, { when: (one) => one['from'] !== 'data-subject' }),
        make({ is: 'party', may: 'staff' })('to', MUST),
        oneOf('toRole', 'roles', ROLES, { when: (one) => !String(one['to'] ?? '').startsWith('staff:') }),
      ],
    },
    {
      id: 'way',
      fields: [
        oneOf('mode', 'modes', MODES),
        country('at'),
        records('after', 'flows'),
        records('systems', 'systems'),
        flag('automated'),
        flag('clearText'),
        flag('combinesEuData', {
          when: (one) => one['fromRole'] === 'processor' && one['toRole'] !== 'processor',
        }),
      ],
    },
    {
      id: 'tool',
      fields: [
        records('tools', 'instruments'),
        derogation,
        map('provisionRecord', [flag('kept'), day('on'), note], { when: liesIn('JP', 'from', 'to') }),
      ],
    },
    { id: 'time', fields: [day('since'), day('until'), remark] },
  ],
  instruments: [
    {
      id: 'identity',
      fields: [
        line('name'),
        oneOf('kind', 'instrument-kinds', INSTRUMENT_KINDS, MUST),
        make({ is: 'numbers', of: [1, 2, 3, 4] })('modules', { when: isOneOf('kind', 'scc-2021') }),
        day('from'),
        day('until'),
      ],
    },
    {
      id: 'parties',
      fields: [
        records('parties', 'organisations'),
        records('exporters', 'organisations', { when: (one) => !isOneOf('kind', 'bcr-c', 'bcr-p')(one) }),
        records('importers', 'organisations', { when: (one) => !isOneOf('kind', 'bcr-c', 'bcr-p')(one) }),
        maps('accessions', [record('party', 'organisations', MUST), ...span, note]),
      ],
    },
    {
      id: 'reach',
      fields: [
        records('activities', 'activities'),
        words('data', 'data'),
        map('approval', [line('authority'), day('on'), note], {
          when: isOneOf(
            'kind',
            ...['bcr-c', 'bcr-p', 'code-of-conduct', 'certification', 'ad-hoc-clauses', 'sa-clauses'],
            ...['administrative-arrangement'],
          ),
        }),
        flag('processingUnchanged', {
          when: isOneOf('kind', 'scc-2001', 'scc-2002', 'scc-2004', 'scc-2010'),
        }),
        someOf('informed', 'information-items', INFORMATION_ITEMS, { when: isOneOf('kind', 'appi-consent') }),
      ],
    },
    { id: 'papers', fields: [make({ is: 'documents' })('documents'), remark] },
  ],
  assessments: [
    {
      id: 'identity',
      fields: [
        line('name'),
        record('instrument', 'instruments'),
        records('flows', 'flows'),
        country('country'),
        day('on'),
      ],
    },
    {
      id: 'result',
      fields: [
        oneOf('result', 'assessment-results', ASSESSMENT_RESULTS),
        words('measures', 'measures'),
        flag('problematicLaw'),
        flag('appliedInPractice', { when: (one) => one['problematicLaw'] === true }),
      ],
    },
    { id: 'papers', fields: [make({ is: 'documents' })('documents'), remark] },
  ],
  contractors: [
    {
      id: 'identity',
      fields: [
        record('organisation', 'organisations', MUST),
        record('engagedBy', 'organisations'),
        record('under', 'contractors'),
        line('service'),
      ],
    },
    {
      id: 'data',
      fields: [records('activities', 'activities'), records('systems', 'systems'), countries('countries')],
    },
    {
      id: 'safety',
      fields: [
        record('contract', 'instruments'),
        map('subcontracting', [
          oneOf('consent', 'subcontracting-consents', SUBCONTRACTING_CONSENTS),
          day('on'),
          note,
        ]),
        day('selectedOn'),
        day('auditedOn'),
      ],
    },
    time,
  ],
};

/** Whether a standing covers data of employees, others, or both. */
export const STANDING_FIELDS: readonly Field[] = [
  ...span,
  someOf('covers', 'covers', COVERS),
  records('activities', 'activities'),
  note,
];

/** What is settled for a group; its page of settings is not made from it, only what a change of it would do. */
const GROUP_FIELDS: readonly Field[] = [
  line('name'),
  someOf('languages', 'languages', LANGUAGES),
  map('approvals', [flag('wanted'), someOf('nouns', 'nouns', RECORD_NOUNS), note]),
  remark,
];

/** All fields of a noun, in their order. */
export function fieldsOf(noun: ChangedNoun): readonly Field[] {
  return noun === 'groups' ? GROUP_FIELDS : SECTIONS_OF[noun].flatMap((section) => section.fields);
}

/** The field under which a path of a record or of a law begins: of `jointUse.data` it is `jointUse`. */
export function fieldAt(noun: ChangedNoun, path: string): Field | undefined {
  const key = /^[^.[]+/.exec(path)?.[0];
  return fieldsOf(noun).find((field) => field.key === key);
}
