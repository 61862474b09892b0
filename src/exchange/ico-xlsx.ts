// The format `ico-xlsx`: the record of processing in the shape of the UK Information Commissioner's documentation templates, in and out.
//
// Where the headings come from. The controller template is an .xlsx on ico.org.uk ("Documentation template for controllers"). Its sheet
// `Template` with the headings of row 9, columns A to AD, was read in two copies of others in public repositories that agree word
// for word; the contact block of rows 1 to 6 (name, address, e-mail and telephone of controller, data protection officer and
// representative) is described there, its exact cells were not seen. The processor template was not seen: its headings follow
// what is remembered of it and Art. 30(2), and are marked below. Reading is tolerant: headings are looked for, not counted.
import type { Fields } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { catchFault, type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import { type CellOut, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { SaidPlace } from '../records/register/import-source.ts';
import type { DecodeOptions, Decoding, EncodeOptions, Format, RegisterOut } from './format.ts';
import { byId } from './record-order.ts';
import { faultsOfRecords, foreignValue } from './sheet-decode.ts';
import { type Grid, readGrid } from './sheet-grid.ts';
import { plainHeading } from './sheet-likeness.ts';
import { inOrder } from './sheet-read.ts';
import { isPackage, tablesOfWorkbook, XLSX_MEDIA } from './sheet-table.ts';
import {
  type CellPlace,
  type Changing,
  itemsIn,
  partRemark,
  remarkOf,
  retentionIn,
  saidPlaces,
  TemplateRecords,
} from './sheet-template.ts';
import { countryOf, flagOf, plainOf } from './sheet-words.ts';
import {
  appointed,
  contactOf,
  countryName,
  isInTerritory,
  labelOf,
  mapsOf,
  nameOf,
  recordOf,
  retentionText,
  textsOf,
} from './template-words.ts';
import { joinChunks } from './text-chunks.ts';

/** What a heading of the template fills in an activity; `note` keeps the text under its heading in the remarks. */
type Fills =
  | 'function'
  | 'name'
  | 'joint'
  | 'subjects'
  | 'data'
  | 'recipients'
  | 'countries'
  | 'retention'
  | 'security'
  | 'legalBasis'
  | 'legitimateInterest'
  | 'automated'
  | 'source'
  | 'systems'
  | 'controller'
  | 'processing'
  | 'note';

const COUNTRIES =
  'Names of third countries or international organisations that personal data are transferred to (if applicable)';
const SAFEGUARDS =
  'Safeguards for exceptional transfers of personal data to third countries or international organisations (if applicable)';
const SECURITY = 'General description of technical and organisational security measures (if possible)';

const CONTROLLER: readonly (readonly [string, Fills])[] = [
  ['Business function', 'function'],
  ['Purpose of processing', 'name'],
  ['Name and contact details of joint controller (if applicable)', 'joint'],
  ['Categories of individuals', 'subjects'],
  ['Categories of personal data', 'data'],
  ['Categories of recipients', 'recipients'],
  ['Link to contract with processor', 'note'],
  [COUNTRIES, 'countries'],
  [SAFEGUARDS, 'note'],
  ['Retention schedule (if possible)', 'retention'],
  [SECURITY, 'security'],
  ['Article 6 lawful basis for processing personal data', 'legalBasis'],
  ['Article 9 condition for processing special category data', 'legalBasis'],
  ['Legitimate interests for the processing (if applicable)', 'legitimateInterest'],
  ['Link to record of legitimate interests assessment (if applicable)', 'note'],
  ['Rights available to individuals', 'note'],
  ['Existence of automated decision-making, including profiling (if applicable)', 'automated'],
  ['The source of the personal data (if applicable)', 'source'],
  ['Link to record of consent', 'note'],
  ['Location of personal data', 'systems'],
  ['Data Protection Impact Assessment required?', 'note'],
  ['Data Protection Impact Assessment progress', 'note'],
  ['Link to Data Protection Impact Assessment', 'note'],
  ['Has a personal data breach occurred?', 'note'],
  ['Link to record of personal data breach', 'note'],
  ['Data Protection Act 2018 Schedule 1 Condition for processing', 'note'],
  ['GDPR Article 6 lawful basis for processing', 'note'],
  ['Link to retention and erasure policy document', 'note'],
  ['Is personal data retained and erased in accordance with the policy document?', 'note'],
  ['Reasons for not adhering to policy document (if applicable)', 'note'],
];

/** Not seen; as remembered, and as Art. 30(2) asks. */
const PROCESSOR: readonly (readonly [string, Fills])[] = [
  ['Name and contact details of controller', 'controller'],
  ["Name and contact details of controller's representative (if applicable)", 'note'],
  ['Categories of processing', 'processing'],
  [COUNTRIES, 'countries'],
  [SAFEGUARDS, 'note'],
  [SECURITY, 'security'],
];

const NOTE_HEADINGS = [...CONTROLLER, ...PROCESSOR].flatMap(([heading, fills]) =>
  fills === 'note' ? [heading] : [],
);
/** The territory outside of which a country is a third one, as the law files have it. */
const UK = 'uk.territory.uk';
/** Row of the headings in the template. */
const HEAD_ROW = 9;
/** So many headings of a row must be known. */
const KNOWN_LEAST = 4;

export const icoXlsx: Format = {
  id: 'ico-xlsx',
  name: {
    en: 'Record of processing, ICO template (XLSX)',
    ja: '処理活動の記録（ICO様式、XLSX）',
    de: 'Verarbeitungsverzeichnis nach ICO-Vorlage (XLSX)',
  },
  media: XLSX_MEDIA,
  extensions: ['xlsx'],
  // Only the sheets say that it is one; `xlsx` looks into them.
  sniff: () => false,
  decode: async (bytes, fileName, options) => {
    if (!isPackage(bytes)) return fail([noTemplate(fileName)]);
    const grids = await catchFault(async () => gridsOf(bytes, fileName));
    return grids.ok ? decodeIco(grids.value, fileName, options) : grids;
  },
  encode: encodeIco,
};

export async function gridsOf(bytes: Uint8Array, fileName: string): Promise<Grid[]> {
  const { tables } = await tablesOfWorkbook(bytes, fileName);
  const grids: Grid[] = [];
  for (const table of tables) grids.push(await readGrid(table));
  return grids;
}

function noTemplate(fileName: string) {
  return {
    code: 'no-heading',
    at: { path: '', file: fileName },
    message: 'No sheet has the headings of the documentation templates of the ICO.',
    hint: 'Read it as `xlsx`: its columns can be mapped.',
  };
}

interface Page {
  readonly grid: Grid;
  readonly as: 'controller' | 'processor';
  readonly head: SheetRow;
  readonly columns: readonly (readonly [number, string, Fills])[];
}

/** Is there a sheet with the headings of the template? */
export function isIco(grids: readonly Grid[]): boolean {
  return grids.some((grid) => pageOf(grid) !== undefined);
}

function pageOf(grid: Grid): Page | undefined {
  for (const head of grid.rows.slice(0, 30)) {
    for (const as of ['controller', 'processor'] as const) {
      const known = as === 'controller' ? CONTROLLER : PROCESSOR;
      const columns = head.cells.flatMap((cell, column) => {
        const plain = plainHeading(textOf(cell));
        const found = known.find(([heading]) => plainHeading(heading) === plain);
        return plain === '' || found === undefined ? [] : [[column, ...found] as const];
      });
      const isWhole = columns.some(([, , fills]) => fills === (as === 'controller' ? 'name' : 'processing'));
      if (isWhole && columns.length >= KNOWN_LEAST) return { grid, as, head, columns };
    }
  }
  return undefined;
}

/** Reads the sheets that have the headings of the template. Fault: `no-heading`, and all of the records. */
export function decodeIco(
  grids: readonly Grid[],
  fileName: string,
  options: DecodeOptions,
): Result<Decoding> {
  const pages = grids.flatMap((grid) => pageOf(grid) ?? []);
  if (pages.length === 0) return fail([noTemplate(fileName)]);
  const records = new TemplateRecords(options);
  for (const page of pages) readPage(page, records);
  const faults = faultsOfRecords(records);
  if (faults.length > 0) return fail(inOrder(faults));
  return succeed({
    ...foreignValue(records),
    place: records.place,
    says: records.says,
    notes: inOrder(records.notes),
    again: async (out) =>
      decodeIco(await gridsOf(await joinChunks(encodeIco(out, {})), fileName), fileName, options),
  });
}

interface Row {
  readonly row: SheetRow;
  readonly texts: ReadonlyMap<string, string>;
  readonly fills: ReadonlyMap<Fills, string>;
}

function readPage(page: Page, records: TemplateRecords): void {
  const own = readContacts(page, records);
  const rows = page.grid.rows
    .filter(({ number }) => number > page.head.number)
    .map((row): Row => {
      const texts = new Map<string, string>();
      const fills = new Map<Fills, string>();
      for (const [column, heading, kind] of page.columns) {
        const text = textOf(row.cells[column]).trim();
        if (text === '') continue;
        texts.set(heading, text);
        if (kind !== 'note') fills.set(kind, [fills.get(kind), text].filter(Boolean).join('\n'));
      }
      return { row, texts, fills };
    })
    .filter(({ texts }) => texts.size > 0);
  // The template takes a row for each kind of person or data; rows of one function and purpose are one activity.
  const groups = new Map<string, Row[]>();
  for (const one of rows) {
    const name = page.as === 'controller' ? one.fills.get('name') : one.fills.get('processing');
    const key = plainOf([one.fills.get('function'), name, one.fills.get('controller')].join('\u0000'));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const group of groups.values()) keepActivity(page, group, own, records);
}

function keepActivity(
  page: Page,
  group: readonly Row[],
  own: string | undefined,
  records: TemplateRecords,
): void {
  const first = group[0] as Row;
  const { file } = page.grid.table;
  const place: CellPlace = { file, line: first.row.number, column: 1 };
  const at = (fills: Fills): CellPlace => ({
    ...place,
    column: (page.columns.find(([, , kind]) => kind === fills)?.[0] ?? 0) + 1,
  });
  const all = (fills: Fills): string[] => [
    ...new Set(group.flatMap((one) => itemsIn(one.fills.get(fills) ?? ''))),
  ];
  const name = first.fills.get(page.as === 'controller' ? 'name' : 'processing') ?? `Row ${first.row.number}`;
  const organisation = (fills: Fills, text: string): string =>
    records.named('organisations', (text.split(/[\n,]/)[0] as string).trim(), {}, at(fills));
  const controllers =
    page.as === 'controller'
      ? [...(own === undefined ? [] : [own]), ...all('joint').map((text) => organisation('joint', text))]
      : all('controller').map((text) => organisation('controller', text));
  const activity: Changing = { name: name.split('\n')[0], controllers: [...new Set(controllers)] };
  if (controllers.length === 0) delete activity['controllers'];
  if (page.as === 'processor') {
    if (own !== undefined) activity['processors'] = [own];
    activity['categoriesOfProcessing'] = all('processing');
  } else activity['purposes'] = all('name').map((text) => records.word('purposes', text));
  keepDivision(first, own, activity, records, at('function'));
  const put = (key: string, value: readonly unknown[]): void => {
    if (value.length > 0) activity[key] = value;
  };
  put(
    'subjects',
    all('subjects').map((text) => ({ category: records.word('subjects', text) })),
  );
  put(
    'data',
    all('data').map((text) => records.word('data', text)),
  );
  put('recipients', [
    ...all('recipients').map((category) => ({ category })),
    ...all('countries').map((text) => {
      const country = countryOf(text);
      return country === undefined ? { category: text } : { category: COUNTRY_CATEGORY, country };
    }),
  ]);
  put('security', all('security'));
  put(
    'legalBasis',
    all('legalBasis').map((text) => records.word('legal-bases', text)),
  );
  put('source', all('source'));
  put(
    'systems',
    all('systems').map((text) => records.named('systems', text, {}, at('systems'))),
  );
  const interest = first.fills.get('legitimateInterest');
  if (interest !== undefined) activity['legitimateInterest'] = interest;
  const automated = first.fills.get('automated');
  const decides = automated === undefined ? undefined : flagOf(automated.split(/[\s,.:;(]/)[0]);
  if (decides !== undefined) activity['automatedDecisions'] = decides;
  keepRetention(group, activity, records);
  const remarks = NOTE_HEADINGS.map((heading) => [heading, first.texts.get(heading) ?? ''] as const);
  const note = remarkOf([
    ...remarks,
    ...(automated !== undefined && decides === undefined
      ? [['Automated decision-making', automated] as const]
      : []),
  ]);
  if (note !== undefined) activity['note'] = note;
  const places = new Map(
    page.columns.map(
      ([column, , fills]) => [KEYS[fills] ?? fills, { ...place, column: column + 1 }] as const,
    ),
  );
  records.add('activities', name, activity, place, { places, says: saidBy(page) });
}

/** What stands in the recipients where the template names only the country. */
const COUNTRY_CATEGORY = 'transferred to';
const KEYS: Readonly<Partial<Record<Fills, string>>> = {
  countries: 'recipients',
  automated: 'automatedDecisions',
  processing: 'categoriesOfProcessing',
  controller: 'controllers',
  joint: 'controllers',
  function: 'divisions',
};

/** What a page speaks of, by its columns. */
function saidBy(page: Page): SaidPlace[] {
  const fills = new Set(page.columns.map(([, , kind]) => kind));
  const paths = [...fills].flatMap((kind) => PLACES[kind] ?? []);
  return saidPlaces([
    'name',
    'controllers',
    ...(page.as === 'processor' ? ['processors'] : ['purposes']),
    ...paths,
  ]);
}

const PLACES: Readonly<Partial<Record<Fills, readonly string[]>>> = {
  function: ['divisions'],
  subjects: ['subjects.category'],
  data: ['data'],
  recipients: ['recipients.category'],
  countries: ['recipients.category', 'recipients.country'],
  retention: ['retention', 'retentionCriterion', 'retentionByData'],
  security: ['security'],
  legalBasis: ['legalBasis'],
  legitimateInterest: ['legitimateInterest'],
  automated: ['automatedDecisions'],
  source: ['source'],
  systems: ['systems'],
  processing: ['categoriesOfProcessing'],
  note: ['note'],
};

function keepDivision(
  { fills }: Row,
  own: string | undefined,
  activity: Changing,
  records: TemplateRecords,
  place: CellPlace,
): void {
  const text = fills.get('function');
  if (text === undefined) return;
  if (own === undefined) {
    records.report(
      'not-carried-over',
      place,
      `The business function '${text}' belongs to a controller that the sheet does not name.`,
      'Fill in the name of the controller above the table.',
    );
    return;
  }
  activity['divisions'] = itemsIn(text).map((name) =>
    records.named('divisions', name, { organisation: own }, place),
  );
}

function keepRetention(group: readonly Row[], activity: Changing, records: TemplateRecords): void {
  const texts = group.map(({ fills }) => fills.get('retention') ?? '');
  if (new Set(texts).size <= 1) {
    Object.assign(activity, retentionIn(texts[0] ?? ''));
    return;
  }
  const byData = group.flatMap(({ fills }) => {
    const data = itemsIn(fills.get('data') ?? '').map((text) => records.word('data', text));
    const { retention, retentionCriterion } = retentionIn(fills.get('retention') ?? '');
    if (data.length === 0 || (retention === undefined && retentionCriterion === undefined)) return [];
    return [
      {
        data,
        ...(retention !== undefined && { period: retention }),
        ...(retentionCriterion !== undefined && { criterion: retentionCriterion }),
      },
    ];
  });
  if (byData.length > 0) activity['retentionByData'] = byData;
}

const TITLES = [
  ['controller', /^(?:name and contact details|controller|organisation|processor)/],
  ['officer', /^data protection officer/],
  ['representative', /^representative/],
] as const;
const LABELS = ['name', 'address', 'email', 'telephone'] as const;

/** Whose record it is: the block above the table. The id of the organisation. */
function readContacts({ grid, head }: Page, records: TemplateRecords): string | undefined {
  const found = new Map<string, { fields: Map<string, string>; place: CellPlace }>();
  const titles = new Map<number, string>();
  for (const row of grid.rows) {
    if (row.number >= head.number) break;
    row.cells.forEach((cell, column) => {
      const plain = plainHeading(textOf(cell));
      const title = TITLES.find(([, pattern]) => pattern.test(plain))?.[0];
      if (title !== undefined) titles.set(column, title);
      const label = LABELS.find((one) => plain === one || (one === 'email' && plain === 'e mail'));
      const value = textOf(row.cells[column + 1]).trim();
      if (label === undefined || value === '') return;
      const whose = [...titles].filter(([at]) => at <= column).at(-1)?.[1] ?? 'controller';
      const block = found.get(whose) ?? {
        fields: new Map<string, string>(),
        place: { file: grid.table.file, line: row.number, column: column + 2 },
      };
      found.set(whose, block);
      block.fields.set(label, value);
    });
  }
  const block = found.get('controller');
  const name = block?.fields.get('name');
  if (block === undefined || name === undefined) return undefined;
  const id = records.named('organisations', name, organisationFields(block.fields), block.place);
  const own = records.own('organisations', id);
  const officer = found.get('officer');
  const representative = found.get('representative');
  for (const [other, role, noun] of [
    [officer, 'data-protection-officer', 'persons'],
    [representative, 'representative', 'organisations'],
  ] as const) {
    const otherName = other?.fields.get('name');
    if (other === undefined || otherName === undefined || own === undefined) continue;
    const fields = noun === 'persons' ? personFields(other.fields) : organisationFields(other.fields);
    const otherId = records.named(noun, otherName, fields, other.place);
    const appointment = { role, [noun === 'persons' ? 'person' : 'organisation']: otherId };
    own['appointments'] = [...mapsOf(own['appointments']), appointment];
  }
  return id;
}

function organisationFields(fields: ReadonlyMap<string, string>): Changing {
  const [address, email, phone] = ['address', 'email', 'telephone'].map((key) => fields.get(key));
  return {
    ...(address !== undefined && {
      address: { lines: address.split(/\r?\n|,\s*/).filter((line) => line !== '') },
    }),
    ...((email ?? phone) !== undefined && {
      contact: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
    }),
  };
}

function personFields(fields: ReadonlyMap<string, string>): Changing {
  const [email, phone] = ['email', 'telephone'].map((key) => fields.get(key));
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

/** One sheet for each organisation as controller, one for each as processor. */
function encodeIco(out: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array> {
  const roles = options.role === undefined ? (['controller', 'processor'] as const) : [options.role];
  const sheets = roles.flatMap((role) =>
    byId(out.records.organisations)
      .filter(({ id, member }) =>
        options.organisation === undefined ? member === true : id === options.organisation,
      )
      .flatMap((organisation) => sheetFor(out, organisation, role) ?? []),
  );
  const empty = (): SheetOut => ({
    name: 'Controller',
    above: blockFor(out, undefined, 'controller'),
    columns: headingsFor(CONTROLLER),
    rows: [],
  });
  return writeWorkbook({
    title: `${out.group.name}: record of processing activities`,
    language: 'en',
    sheets: sheets.length > 0 ? sheets : [empty()],
  });
}

function headingsFor(known: readonly (readonly [string, Fills])[]) {
  return known.map(([heading]) => ({ heading, width: 28, style: 'wrap' as const }));
}

function sheetFor(
  out: RegisterOut,
  organisation: Fields,
  role: 'controller' | 'processor',
): SheetOut | undefined {
  const key = role === 'controller' ? 'controllers' : 'processors';
  const activities = byId(out.records.activities).filter((one) =>
    textsOf(one[key]).includes(String(organisation['id'])),
  );
  if (activities.length === 0) return undefined;
  const known = role === 'controller' ? CONTROLLER : PROCESSOR;
  return {
    name: `${role === 'controller' ? 'Controller' : 'Processor'} ${String(organisation['name'] ?? organisation['id'])}`,
    above: blockFor(out, organisation, role),
    columns: headingsFor(known),
    frozenColumns: 2,
    rows: activities.flatMap((activity) => rowsFor(out, organisation, activity, known)),
  };
}

/** Rows 1 to 8: whose record it is. */
function blockFor(out: RegisterOut, organisation: Fields | undefined, role: string): CellOut[][] {
  const own = contactOf(organisation, 'en');
  const officer = contactOf(appointed(out, organisation, 'data-protection-officer'), 'en');
  const agent = contactOf(appointed(out, organisation, 'representative'), 'en');
  const line = (label: string, key: 'name' | 'address' | 'email' | 'phone'): CellOut[] =>
    [own, officer, agent].flatMap((who) => [
      label,
      key === 'address'
        ? [who.address, who.postalCode, who.city, who.country].filter(Boolean).join(', ')
        : who[key],
    ]);
  const rows: CellOut[][] = [
    [{ text: 'Article 30 record of processing activities', style: 'title' }],
    [
      { text: role === 'controller' ? 'Controller' : 'Processor', style: 'head' },
      undefined,
      { text: 'Data Protection Officer (if applicable)', style: 'head' },
      undefined,
      { text: 'Representative (if applicable)', style: 'head' },
    ],
    line('Name', 'name'),
    line('Address', 'address'),
    line('Email', 'email'),
    line('Telephone', 'phone'),
  ];
  while (rows.length < HEAD_ROW - 1) rows.push([]);
  return rows;
}

function rowsFor(
  out: RegisterOut,
  organisation: Fields,
  activity: Fields,
  known: readonly (readonly [string, Fills])[],
): CellOut[][] {
  const { by } = partRemark(activity['note'], NOTE_HEADINGS);
  const { rulebook } = out;
  const lines = (items: readonly string[]): string => items.join('\n');
  const labels = (list: string, value: unknown): string =>
    lines(textsOf(value).map((word) => labelOf(rulebook, list, word)));
  const bases = textsOf(activity['legalBasis']);
  const recipients = mapsOf(activity['recipients']);
  const others = textsOf(activity['controllers']).filter((id) => id !== organisation['id']);
  const texts: Readonly<Record<Fills, string>> = {
    function: lines(textsOf(activity['divisions']).map((id) => nameOf(out, 'divisions', id))),
    name: labels('purposes', activity['purposes']) || String(activity['name'] ?? activity['id']),
    joint: lines(others.map((id) => nameOf(out, 'organisations', id))),
    controller: lines(textsOf(activity['controllers']).map((id) => nameOf(out, 'organisations', id))),
    processing:
      lines(textsOf(activity['categoriesOfProcessing'])) || String(activity['name'] ?? activity['id']),
    subjects: lines(
      mapsOf(activity['subjects']).flatMap(({ category }) =>
        typeof category === 'string' ? labelOf(rulebook, 'subjects', category) : [],
      ),
    ),
    data: labels('data', activity['data']),
    recipients: lines([
      ...recipients.flatMap(({ category, organisation: id }) =>
        id !== undefined
          ? nameOf(out, 'organisations', id)
          : category === COUNTRY_CATEGORY
            ? []
            : String(category),
      ),
      ...textsOf(activity['processors']).map((id) => nameOf(out, 'organisations', id)),
    ]),
    countries: lines(
      [
        ...new Set([
          ...recipients.flatMap(({ country }) => (typeof country === 'string' ? country : [])),
          ...flowCountries(out, activity),
        ]),
      ].map((code) => countryName(code, 'en')),
    ),
    retention: retentionText(activity, 'en'),
    security: labels('measures', activity['security']),
    legalBasis: lines(
      bases
        .filter((word) => !/^art-(?:9|10)/.test(word))
        .map((word) => labelOf(rulebook, 'legal-bases', word)),
    ),
    legitimateInterest:
      typeof activity['legitimateInterest'] === 'string' ? activity['legitimateInterest'] : '',
    automated:
      typeof activity['automatedDecisions'] === 'boolean'
        ? activity['automatedDecisions']
          ? 'Yes'
          : 'No'
        : '',
    source: lines(textsOf(activity['source'])),
    systems: lines(textsOf(activity['systems']).map((id) => nameOf(out, 'systems', id))),
    note: '',
  };
  const special = lines(
    bases.filter((word) => /^art-(?:9|10)/.test(word)).map((word) => labelOf(rulebook, 'legal-bases', word)),
  );
  const row = (over: Partial<Record<Fills, string>>): CellOut[] =>
    known.map(([heading, fills]) => {
      if (fills === 'note') return by.get(heading) ?? '';
      if (heading.startsWith('Article 9')) return special;
      return over[fills] ?? texts[fills];
    });
  const byData = mapsOf(activity['retentionByData']);
  if (byData.length === 0 || !known.some(([, fills]) => fills === 'retention')) return [row({})];
  const named = new Set(byData.flatMap(({ data }) => textsOf(data)));
  const left = textsOf(activity['data']).filter((word) => !named.has(word));
  return [
    ...byData.map(({ data, period, criterion }) =>
      row({
        data: labels('data', data),
        retention: retentionText({ retention: period, retentionCriterion: criterion }, 'en'),
      }),
    ),
    ...(left.length > 0 ? [row({ data: labels('data', left) })] : []),
  ];
}

/** Countries outside of the United Kingdom to which the flows of an activity lead. */
function flowCountries(out: RegisterOut, activity: Fields): string[] {
  return out.records.flows.flatMap((flow) => {
    if (flow['activity'] !== activity['id']) return [];
    const to = recordOf(out, 'organisations', flow['to']);
    const at = flow['at'] ?? to?.['country'];
    return typeof at === 'string' && !isInTerritory(at, UK, out) ? [at] : [];
  });
}
