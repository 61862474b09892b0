// The page of the register: every key with its kind and meaning, written from the JSON Schema.
import { code, codes, page, table } from './markdown.ts';
import { RECORDS, REGISTER_SCHEMA, type Schema } from './register-schema.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  id: 'id',
  text: 'text',
  date: 'date',
  instant: 'moment with offset',
  country: 'country',
  sender: 'id, or `data-subject`',
  recipient: 'id, or `staff:` and an id',
};
const TITLES: Readonly<Record<(typeof RECORDS)[number], string>> = {
  organisation: 'organisations',
  regime: 'regimes of an organisation',
  standing: 'standing of an organisation',
  activity: 'activities',
  subjects: 'subjects of an activity',
  flow: 'flows',
  derogation: 'derogation of a flow',
  consent: 'consent of a derogation',
  instrument: 'instruments',
  approval: 'approval of an instrument',
  accession: 'accessions of an instrument',
  assessment: 'assessments',
};

/** The page. */
export function writeRegisterPage(): string {
  const records = RECORDS.map((name) => {
    const schema = REGISTER_SCHEMA.$defs?.[name] ?? {};
    const object = schema.anyOf?.[1] ?? schema;
    const names =
      name === 'standing'
        ? `\n\nThe names: ${codes(standings())}. Each is \`true\`, \`false\`, or a map with these keys:`
        : '';
    return `## ${TITLES[name]}\n\n${schema.description}${names}\n\n${rowsOf(object)}`;
  });
  return page('The register', '`tools/reference/register-schema.ts` and `src/core/flows/words.ts`', [
    'The file format `sekisho/register@1`, key by key. By example: [write a register](../use/write-a-register.md). For editors and other programs: [register.schema.json](register.schema.json), JSON Schema 2020-12.',
    'Absent means *not known*, an empty list means *known to be none*. `true`, `false` and absent are three different things. Days are `YYYY-MM-DD`, `until` is the first day no longer, countries are ISO 3166-1 alpha-2. A **!** marks a key that must be there.',
    `## The file\n\n${rowsOf(REGISTER_SCHEMA)}`,
    ...records,
  ]);
}

function standings(): string[] {
  const { standing } = REGISTER_SCHEMA.$defs?.['organisation']?.properties ?? {};
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
    const title = TITLES[name as keyof typeof TITLES];
    return SIMPLE[name] ?? (title === undefined ? name : `[map](#${title.replaceAll(' ', '-')})`);
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return 'word';
  if (schema.type === 'array') return `list: ${kindOf(schema.items ?? {})}`;
  if (schema.type === 'boolean') return 'true, false';
  if (schema.type === 'integer') return 'whole number';
  if (schema.type === 'object') return 'map';
  return 'text';
}

function wordsOf(schema: Schema): string {
  const words = schema.enum ?? schema.items?.enum;
  return words === undefined ? '' : ` One of ${codes(words)}.`;
}
