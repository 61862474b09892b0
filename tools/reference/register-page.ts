// The page of the register: every key with its kind and meaning, written from the JSON Schema.
import { code, codes, page, table } from './markdown.ts';
import { REGISTER_SCHEMA, type Schema } from './register-schema.ts';

/** How the simple parts are called; none of them has a table of its own. */
const SIMPLE: Readonly<Record<string, string>> = {
  Id: 'id',
  Text: 'text',
  FreeText: 'text',
  Day: 'date',
  Instant: 'moment with offset',
  Country: 'country',
  Region: 'region',
  Period: 'period',
  Email: 'mail address',
  WebAddress: 'web address',
  Sender: 'id, or `data-subject`',
  Receiver: 'id, or `staff:` and an id',
};
/** The maps in the order of the page: each record, followed by what stands in it. */
const TITLES: Readonly<Record<string, string>> = {
  Group: 'group',
  Approvals: 'approvals of the group',
  Organisation: 'organisations',
  Regime: 'regimes of an organisation',
  Standing: 'standing of an organisation',
  Address: 'address of an organisation',
  Contact: 'contact of an organisation',
  Appointment: 'appointments of an organisation',
  Division: 'divisions',
  Person: 'persons',
  System: 'systems',
  StoragePlace: 'stores of a system',
  AccessPlace: 'reachedFrom of a system',
  Activity: 'activities',
  Subjects: 'subjects of an activity',
  DisclosureRecipient: 'recipients of an activity',
  DataRetention: 'retentionByData of an activity',
  PurposeNotice: 'purposeNotice of an activity',
  JointUse: 'jointUse of an activity',
  Flow: 'flows',
  Derogation: 'derogation of a flow',
  ConsentToTransfer: 'consent of a derogation',
  ProvisionRecord: 'provisionRecord of a flow',
  Instrument: 'instruments',
  Approval: 'approval of an instrument',
  Accession: 'accessions of an instrument',
  Assessment: 'assessments',
  Contractor: 'contractors',
  Subcontracting: 'subcontracting of a contractor',
};

/** What the schema describes and the page would not: it must be empty. */
export function partsWithoutTitle(): string[] {
  return Object.keys(REGISTER_SCHEMA.$defs ?? {}).filter((name) => !(name in SIMPLE) && !(name in TITLES));
}

/** The page. */
export function writeRegisterPage(): string {
  const records = Object.entries(TITLES).map(([name, title]) => {
    const schema = REGISTER_SCHEMA.$defs?.[name] ?? {};
    const object = schema.properties === undefined ? (schema.anyOf?.[1] ?? schema) : schema;
    const names =
      name === 'Standing'
        ? `\n\nThe names: ${codes(standings())}. Each is \`true\`, \`false\`, or a map with these keys:`
        : '';
    return `## ${title}\n\n${schema.description}${names}\n\n${rowsOf(object)}`;
  });
  return page(
    'The register',
    'the shapes of `src/api/records.ts` and the words of `src/core/flows/words.ts`',
    [
      'The file format `sekisho/register@1`, key by key. By example: [write a register](../use/write-a-register.md). For editors and other programs: [register.schema.json](register.schema.json), JSON Schema 2020-12.',
      'Absent means *not known*, an empty list means *known to be none*. `true`, `false` and absent are three different things. Days are `YYYY-MM-DD`, `until` is the first day no longer, countries are ISO 3166-1 alpha-2. A **!** marks a key that must be there.',
      'Nothing but **!** has to be there for the register to be read. Where a law asks for a key, its article stands in the meaning. A text with a Japanese individual number (My Number) in it is refused; `phone` and `registrationNumber` are not looked at, because other numbers stand there.',
      `## The file\n\n${rowsOf(REGISTER_SCHEMA)}`,
      ...records,
    ],
  );
}

function standings(): string[] {
  const { standing } = REGISTER_SCHEMA.$defs?.['Organisation']?.properties ?? {};
  return Object.keys(standing?.properties ?? {}).filter((name) => name !== 'io');
}

function rowsOf(schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => [
    `${code(key)}${schema.required?.includes(key) === true ? ' **!**' : ''}`,
    kindOf(value),
    `${value.description ?? ''}${wordsOf(value)}`,
  ]);
  return table(['key', 'is', 'meaning'], rows);
}

function kindOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const title = TITLES[name];
    return (
      SIMPLE[name] ?? (title === undefined ? name : `[map](#${title.replaceAll(' ', '-').toLowerCase()})`)
    );
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return 'word';
  if (schema.type === 'array') return `list: ${kindOf(schema.items ?? {})}`;
  if (schema.type === 'boolean') return 'true, false';
  if (schema.type === 'integer') return 'whole number';
  if (schema.type === 'object') return 'map';
  return schema.type === 'string' ? 'text' : 'anything';
}

function wordsOf(schema: Schema): string {
  const words = schema.enum ?? schema.items?.enum;
  return words === undefined ? '' : ` One of ${codes(words)}.`;
}
