// The format `cnil-xlsx`: the register in the shape of the CNIL's simplified template (a list, and a sheet for each activity), in and out.
//
// Where the headings come from. The template is an .ods of July 2019 on cnil.fr ("modèle de registre simplifié"); the file itself was not
// seen. Its blocks, rows and headings are taken from a page in a public repository that fills the template in for one activity (list:
// name, number, dates, purpose, sensitive data; sheet: Description, Acteurs, Finalités, Catégories de données, Données sensibles,
// Catégories de personnes, Destinataires, Mesures de sécurité, Transferts hors UE), from a specification of another register that names
// the columns of the block of actors, and from a note that quotes the kinds of recipients and measures. Not seen: the exact order of all
// rows of sensitive data, the sheet of instructions, the sheet of lists. Reading therefore looks for the headings, wherever they stand.
import type { Fields } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { catchFault, type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import { type CellOut, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { SaidPlace } from '../records/register/import-source.ts';
import type { DecodeOptions, Decoding, EncodeOptions, Format, RegisterOut } from './format.ts';
import { gridsOf } from './ico-xlsx.ts';
import { byId } from './record-order.ts';
import { faultsOfRecords, foreignValue } from './sheet-decode.ts';
import type { Grid } from './sheet-grid.ts';
import { plainHeading } from './sheet-likeness.ts';
import { inOrder } from './sheet-read.ts';
import { isPackage, XLSX_MEDIA } from './sheet-table.ts';
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
import { countryOf } from './sheet-words.ts';
import {
  appointed,
  type Contact,
  contactOf,
  countryName,
  isInTerritory,
  labelOf,
  mapsOf,
  nameOf,
  periodText,
  recordOf,
  retentionText,
  textsOf,
} from './template-words.ts';
import { joinChunks } from './text-chunks.ts';

const NAME = 'Nom du traitement';
const NUMBER = 'N° / RÉF';
const CREATED = 'Date de création de la fiche';
const CHANGED = 'Dernière mise à jour de la fiche';
const ACTORS = ['Acteurs', 'Nom', 'Adresse', 'Code postal', 'Ville', 'Pays', 'Téléphone', 'Adresse mél'];
const CONTROLLER = 'Responsable du traitement';
const OFFICER = 'Délégué à la protection des données';
const OFFICER_FIRM = 'Société du DPO';
const AGENT = 'Représentant';
const JOINT = 'Responsable(s) conjoint(s)';
const DATA = 'Catégories de données personnelles concernées';
const SENSITIVE = 'Données sensibles';
const SUBJECTS = 'Catégories de personnes concernées';
const RECIPIENTS = 'Destinataires';
const MEASURES = 'Mesures de sécurité';
const TRANSFERS = 'Transferts hors UE';
const REMARKS = 'Remarques';
/** The territory outside of which the block of transfers begins, as the law files have it. */
const EEA = 'eu.territory.eea';
const PROCESSORS = 'Sous-traitants';

/** Rows of the block of data, with the words of ours that belong there; the last takes all others. */
const DATA_ROWS: readonly (readonly [string, readonly string[]])[] = [
  [
    'État civil, identité, données d’identification, images',
    [
      ...['name', 'email', 'phone', 'postal-address', 'date-of-birth', 'age', 'place-of-birth', 'gender'],
      ...['nationality', 'photo', 'signature', 'national-id', 'passport-number', 'identity-document-copy'],
    ],
  ],
  [
    'Vie personnelle',
    ['marital-status', 'family-members', 'emergency-contact', 'language', 'dietary-preference'],
  ],
  [
    'Informations d’ordre économique et financier',
    [
      'bank-account',
      'payment-card',
      'salary',
      'pension',
      'billing',
      'transactions',
      'debt',
      'credit-score',
      'tax-id',
    ],
  ],
  [
    'Données de connexion',
    [
      'ip-address',
      'mac-address',
      'device-identifier',
      'access-log',
      'connection-log',
      'username',
      'password',
      'cookie-identifier',
    ],
  ],
  ['Données de localisation', ['location', 'base-station-location', 'gps-location', 'wifi-location']],
  ['Numéro de Sécurité Sociale', ['social-security-number', 'health-insurance-number']],
  ['Autres catégories de données', []],
];
const SENSITIVE_ROWS: readonly (readonly [string, readonly string[]])[] = [
  ['Données révélant l’origine raciale ou ethnique', ['racial-or-ethnic-origin']],
  ['Données révélant les opinions politiques', ['political-opinion']],
  [
    'Données révélant les convictions religieuses ou philosophiques',
    ['religious-belief', 'philosophical-belief'],
  ],
  ['Données révélant l’appartenance syndicale', ['trade-union-membership']],
  ['Données génétiques', ['genetic']],
  ['Données biométriques aux fins d’identifier une personne physique de manière unique', ['biometric']],
  [
    'Données concernant la santé',
    ['health', 'medical-history', 'health-check-result', 'medical-treatment', 'sick-leave', 'disability'],
  ],
  ['Données concernant la vie sexuelle ou l’orientation sexuelle', ['sex-life', 'sexual-orientation']],
  ['Données relatives à des condamnations pénales ou infractions', ['criminal-record', 'criminal-procedure']],
];

export const cnilXlsx: Format = {
  id: 'cnil-xlsx',
  name: {
    en: 'Register, simplified template of the CNIL (XLSX)',
    ja: '処理活動の記録（CNIL簡易様式、XLSX）',
    de: 'Verarbeitungsverzeichnis nach CNIL-Vorlage (XLSX)',
  },
  media: XLSX_MEDIA,
  extensions: ['xlsx'],
  // Only the sheets say that it is one; `xlsx` looks into them.
  sniff: () => false,
  decode: async (bytes, fileName, options) => {
    if (!isPackage(bytes)) return fail([noTemplate(fileName)]);
    const grids = await catchFault(() => gridsOf(bytes, fileName));
    return grids.ok ? decodeCnil(grids.value, fileName, options) : grids;
  },
  encode: encodeCnil,
};

function noTemplate(fileName: string) {
  return {
    code: 'no-heading',
    at: { path: '', file: fileName },
    message: 'No sheet has the blocks of the register template of the CNIL.',
    hint: 'Read it as `xlsx`: its columns can be mapped.',
  };
}

/** Is there a sheet of an activity as in the template? */
export function isCnil(grids: readonly Grid[]): boolean {
  return grids.some(isActivitySheet);
}

function isActivitySheet(grid: Grid): boolean {
  const heads = grid.rows.slice(0, 200).map((row) => plainHeading(textOf(row.cells[firstOf(row)])));
  return [NAME, 'Finalité principale', SUBJECTS].every((one) => heads.includes(plainHeading(one)));
}

/** The first cell of a row that holds something. */
function firstOf(row: SheetRow): number {
  const at = row.cells.findIndex((cell) => textOf(cell).trim() !== '');
  return Math.max(0, at);
}

/** Reads the sheets of activities; of the list, those that have no sheet. Fault: `no-heading`, and all of the records. */
export function decodeCnil(
  grids: readonly Grid[],
  fileName: string,
  options: DecodeOptions,
): Result<Decoding> {
  const sheets = grids.filter(isActivitySheet);
  if (sheets.length === 0) return fail([noTemplate(fileName)]);
  const records = new TemplateRecords(options);
  const names = new Set<string>();
  for (const grid of sheets) {
    const name = readActivity(grid, records);
    if (name !== undefined) names.add(plainHeading(name));
  }
  for (const grid of grids) if (!sheets.includes(grid)) readList(grid, names, records);
  const faults = faultsOfRecords(records);
  if (faults.length > 0) return fail(inOrder(faults));
  return succeed({
    ...foreignValue(records),
    place: records.place,
    says: records.says,
    notes: inOrder(records.notes),
    again: async (out) =>
      decodeCnil(await gridsOf(await joinChunks(encodeCnil(out, {})), fileName), fileName, options),
  });
}

interface Line {
  readonly head: string;
  /** What stands right of the first cell; cells that are merged count once. */
  readonly values: readonly string[];
  readonly place: CellPlace;
}

const BLOCKS = [ACTORS[0] as string, DATA, SENSITIVE, SUBJECTS, RECIPIENTS, MEASURES, TRANSFERS];

/** The lines of a sheet by the block in which they stand; what stands before all blocks is under ''. */
function linesOf(grid: Grid): Map<string, Line[]> {
  const blocks = new Map<string, Line[]>();
  let block = '';
  for (const row of grid.rows) {
    const first = firstOf(row);
    const head = textOf(row.cells[first]).trim();
    const found = BLOCKS.find((one) => plainHeading(one) === plainHeading(head));
    if (found !== undefined) {
      block = found;
      continue;
    }
    if (/^finalit/.test(plainHeading(head))) block = block === ACTORS[0] ? '' : block;
    const values = row.cells.slice(first + 1).map((cell) => dash(textOf(cell)));
    const list = blocks.get(block) ?? [];
    blocks.set(block, list);
    list.push({
      head,
      values: block === ACTORS[0] ? values : values.filter((value) => value !== ''),
      place: { file: grid.table.file, line: row.number, column: first + 1 },
    });
  }
  return blocks;
}

/** A dash says that nothing was filled in. */
function dash(text: string): string {
  const trimmed = text.trim();
  return /^[-–—]$/.test(trimmed) ? '' : trimmed;
}

function readActivity(grid: Grid, records: TemplateRecords): string | undefined {
  const blocks = linesOf(grid);
  const top = blocks.get('') ?? [];
  const line = (head: string, list: readonly Line[] = top): Line | undefined =>
    list.find(
      (one) => plainHeading(one.head) === plainHeading(head) && one.values.some((value) => value !== ''),
    );
  const text = (head: string): string => line(head)?.values[0] ?? '';
  const name = text(NAME);
  const place = line(NAME)?.place ?? { file: grid.table.file, line: 1, column: 1 };
  if (name === '') {
    records.report(
      'not-carried-over',
      place,
      'The sheet names no activity; it was not read.',
      `Fill in '${NAME}'.`,
    );
    return undefined;
  }
  const activity: Changing = { name };
  const places = new Map<string, CellPlace>([['name', place]]);
  const put = (key: string, value: readonly unknown[], block: string): void => {
    if (value.length === 0) return;
    activity[key] = value;
    const at = blocks.get(block)?.[0]?.place;
    if (at !== undefined) places.set(key, at);
  };
  const controllers = readActors(blocks.get(ACTORS[0] as string) ?? [], records);
  put('controllers', controllers, ACTORS[0] as string);
  const purposes = top
    .filter(({ head }) => /^(?:sous )?finalites? ?(?:principale|\d+)?$/.test(plainHeading(head)))
    .flatMap(({ values }) => itemsIn(values[0] ?? ''));
  put(
    'purposes',
    [...new Set(purposes)].map((one) => records.word('purposes', one)),
    '',
  );
  readData([...(blocks.get(DATA) ?? []), ...(blocks.get(SENSITIVE) ?? [])], activity, places, records);
  put(
    'subjects',
    (blocks.get(SUBJECTS) ?? []).flatMap(({ values: [kind, more] }) =>
      kind === undefined
        ? []
        : itemsIn(kind).map((one) => ({ category: records.word('subjects', one), ...noteFrom(more) })),
    ),
    SUBJECTS,
  );
  readRecipients(blocks.get(RECIPIENTS) ?? [], activity, records);
  put(
    'security',
    (blocks.get(MEASURES) ?? []).flatMap(({ values }) =>
      values.length === 0
        ? []
        : [values.length > 1 ? values.join(' : ') : records.word('measures', values[0] as string)],
    ),
    MEASURES,
  );
  readTransfers(blocks.get(TRANSFERS) ?? [], activity, records);
  const dates = [
    [CREATED, text(CREATED) || text('Date de création du traitement')],
    [CHANGED, text(CHANGED) || text('Mise à jour du traitement')],
  ] as const;
  const note = remarkOf([...dates, ['', text(REMARKS)]]);
  if (note !== undefined) activity['note'] = note;
  const number = text(NUMBER);
  records.add('activities', name, activity, place, { places, wanted: number, says: saidBy(blocks) });
  return name;
}

/** What a sheet speaks of, by its blocks. */
function saidBy(blocks: ReadonlyMap<string, unknown>): SaidPlace[] {
  const paths = [...PLACES].flatMap(([block, places]) => (blocks.has(block) ? places : []));
  return saidPlaces(['name', 'purposes', 'note', ...paths]);
}

const OF_DATA = ['data', 'retention', 'retentionCriterion', 'retentionByData'];
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  [ACTORS[0] as string, ['controllers']],
  [DATA, OF_DATA],
  [SENSITIVE, OF_DATA],
  [SUBJECTS, ['subjects.category', 'subjects.note']],
  [RECIPIENTS, ['processors', 'recipients.category', 'recipients.note']],
  [MEASURES, ['security']],
  [TRANSFERS, ['recipients.category', 'recipients.organisation', 'recipients.country', 'recipients.note']],
];

function noteFrom(more: string | undefined): { note?: string } {
  return more === undefined || more === '' ? {} : { note: more };
}

function readActors(lines: readonly Line[], records: TemplateRecords): string[] {
  const rows = lines.filter(({ values }) => (values[0] ?? '') !== '');
  const of = (head: string): Line[] =>
    rows.filter((line) => plainHeading(line.head).startsWith(plainHeading(head).slice(0, 14)));
  const controllers = [
    ...of(CONTROLLER),
    ...of(JOINT.slice(0, 11)).filter((line) => /conjoint/i.test(line.head)),
  ].map((line) =>
    records.named('organisations', line.values[0] as string, actorFields(line, true), line.place),
  );
  const own = controllers[0] === undefined ? undefined : records.own('organisations', controllers[0]);
  const firm = of(OFFICER_FIRM)[0];
  const firmId =
    firm === undefined
      ? undefined
      : records.named('organisations', firm.values[0] as string, actorFields(firm, true), firm.place);
  const appoint = (role: string, key: 'person' | 'organisation', id: string): void => {
    if (own === undefined) return;
    const before = mapsOf(own['appointments']);
    if (before.some((one) => one['role'] === role && one[key] === id)) return;
    own['appointments'] = [...before, { role, [key]: id }];
  };
  for (const line of of(OFFICER)) {
    const fields = { ...actorFields(line, false), ...(firmId !== undefined && { organisation: firmId }) };
    appoint(
      'data-protection-officer',
      'person',
      records.named('persons', line.values[0] as string, fields, line.place),
    );
  }
  for (const line of of(AGENT))
    appoint(
      'representative',
      'organisation',
      records.named('organisations', line.values[0] as string, actorFields(line, true), line.place),
    );
  return [...new Set(controllers)];
}

/** Name, address, postal code, city, country, telephone, mail: in the order of the template. */
function actorFields({ values }: Line, isOrganisation: boolean): Changing {
  const [, street = '', postalCode = '', city = '', land = '', phone = '', email = ''] = values;
  const reach = { ...(email !== '' && { email }), ...(phone !== '' && { phone }) };
  if (!isOrganisation) return reach;
  const country = land === '' ? undefined : (countryOf(land) ?? land);
  const address = {
    ...(street !== '' && { lines: street.split(/\r?\n|,\s*/).filter((one) => one !== '') }),
    ...(postalCode !== '' && { postalCode }),
    ...(city !== '' && { city }),
    ...(country !== undefined && { country }),
  };
  return {
    ...(country !== undefined && { country }),
    ...(Object.keys(address).length > 0 && { address }),
    ...(Object.keys(reach).length > 0 && { contact: reach }),
  };
}

function readData(
  lines: readonly Line[],
  activity: Changing,
  places: Map<string, CellPlace>,
  records: TemplateRecords,
): void {
  const rows = lines.flatMap(({ head, values, place }) => {
    const [description, duration] = values;
    if (description === undefined) return [];
    // A row whose only text is Yes or No, or a time, names the data by its heading.
    const data = /^oui$/i.test(description) ? [head] : /^non$/i.test(description) ? [] : itemsIn(description);
    return data.length === 0
      ? []
      : [{ data: data.map((one) => records.word('data', one)), duration: duration ?? '', place }];
  });
  if (rows.length === 0) return;
  activity['data'] = [...new Set(rows.flatMap(({ data }) => data))];
  places.set('data', (rows[0] as (typeof rows)[number]).place);
  const durations = new Set(rows.map(({ duration }) => duration));
  if (durations.size === 1) {
    Object.assign(activity, retentionIn([...durations][0] as string));
    return;
  }
  const byData = rows.flatMap(({ data, duration }) => {
    const { retention, retentionCriterion } = retentionIn(duration);
    if (retention === undefined && retentionCriterion === undefined) return [];
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

function readRecipients(lines: readonly Line[], activity: Changing, records: TemplateRecords): void {
  for (const { values, place } of lines) {
    const [kind, more] = values;
    if (kind === undefined) continue;
    if (/^sous traitants?/.test(plainHeading(kind)) && more !== undefined) {
      const ids = itemsIn(more).map((name) => records.named('organisations', name, {}, place));
      activity['processors'] = [...new Set([...textsOf(activity['processors']), ...ids])];
    } else
      activity['recipients'] = [...mapsOf(activity['recipients']), { category: kind, ...noteFrom(more) }];
  }
}

function readTransfers(lines: readonly Line[], activity: Changing, records: TemplateRecords): void {
  for (const { values, place } of lines) {
    if (values.length === 0) continue;
    const [name, ...rest] = values as [string, ...string[]];
    const land = [name, ...rest].find((one) => countryOf(one) !== undefined);
    const country = land === undefined ? undefined : countryOf(land);
    const others = rest.filter((one) => one !== land);
    const recipient: Changing =
      land === name
        ? { category: TRANSFERS }
        : { organisation: records.named('organisations', name, {}, place) };
    if (country !== undefined) recipient['country'] = country;
    if (others.length > 0) recipient['note'] = others.join('\n');
    activity['recipients'] = [...mapsOf(activity['recipients']), recipient];
  }
}

/** Activities that stand in the list and have no sheet of their own. */
function readList(grid: Grid, names: ReadonlySet<string>, records: TemplateRecords): void {
  const head = grid.rows.find((row) =>
    row.cells.some((cell) => plainHeading(textOf(cell)) === plainHeading(NAME)),
  );
  if (head === undefined) return;
  const at = (heading: string): number =>
    head.cells.findIndex((cell) => plainHeading(textOf(cell)).startsWith(plainHeading(heading)));
  const [name, number] = [at(NAME), at(NUMBER)];
  const above = grid.rows.find((row) => row.number === head.number - 1);
  const purpose = [above, head]
    .map((row) => row?.cells.findIndex((cell) => /^finalite/.test(plainHeading(textOf(cell)))) ?? -1)
    .find((found) => found >= 0);
  for (const row of grid.rows) {
    if (row.number <= head.number) continue;
    const text = textOf(row.cells[name]).trim();
    if (text === '' || names.has(plainHeading(text))) continue;
    const place = { file: grid.table.file, line: row.number, column: name + 1 };
    const purposes = purpose === undefined ? [] : itemsIn(textOf(row.cells[purpose]));
    const id = textOf(row.cells[number]).trim();
    records.add('activities', text, { name: text, ...(purposes.length > 0 && { purposes }) }, place, {
      wanted: id,
      says: saidPlaces(['name', ...(purpose === undefined ? [] : ['purposes'])]),
    });
    records.report(
      'not-carried-over',
      place,
      `'${text}' stands in the list and has no sheet; only its name and purpose are known.`,
      'Fill in a sheet for it, or complete the record afterwards.',
    );
  }
}

/** The list, and one sheet for each activity of which the organisation is a controller. */
function encodeCnil(out: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array> {
  const key = options.role === 'processor' ? 'processors' : 'controllers';
  const activities = byId(out.records.activities).filter(
    (one) => options.organisation === undefined || textsOf(one[key]).includes(options.organisation),
  );
  return writeWorkbook({
    title: `Registre des traitements : ${out.group.name}`,
    language: 'fr',
    sheets: [listSheet(out, activities), ...activities.map((one) => activitySheet(out, one))],
  });
}

function listSheet(out: RegisterOut, activities: readonly Fields[]): SheetOut {
  const head = (text: string): CellOut => ({ text, style: 'head' });
  return {
    name: 'Liste des traitements',
    columns: [NAME, NUMBER, CREATED, CHANGED, 'Finalité du traitement', 'Données sensibles ?'].map(
      (heading) => ({
        heading,
        width: 26,
        style: 'wrap',
      }),
    ),
    above: [
      [{ text: `Registre des traitements : ${out.group.name}`, style: 'title' }],
      [
        head('Identification du traitement'),
        undefined,
        undefined,
        undefined,
        head('Finalité du traitement'),
        head('Données sensibles ?'),
      ],
    ],
    merges: ['A2:D2'],
    rows: activities.map((one): CellOut[] => {
      const { by } = partRemark(one['note'], [CREATED, CHANGED]);
      const isSensitive = textsOf(one['data']).some((word) =>
        SENSITIVE_ROWS.some(([, words]) => words.includes(word)),
      );
      return [
        String(one['name'] ?? one['id']),
        String(one['id']),
        by.get(CREATED),
        by.get(CHANGED),
        purposesOf(out, one)[0],
        isSensitive ? 'Oui' : Array.isArray(one['data']) ? 'Non' : undefined,
      ];
    }),
  };
}

function purposesOf(out: RegisterOut, activity: Fields): string[] {
  return textsOf(activity['purposes']).map((word) => labelOf(out.rulebook, 'purposes', word));
}

function activitySheet(out: RegisterOut, activity: Fields): SheetOut {
  const { by, rest } = partRemark(activity['note'], [CREATED, CHANGED]);
  const title = (text: string, ...more: string[]): CellOut[] =>
    [text, ...more].map((one) => ({ text: one, style: 'head' as const }));
  const purposes = purposesOf(out, activity);
  const numbered = (label: string, rows: readonly (readonly string[])[]): CellOut[][] =>
    rows.map((row, index) => [`${label} ${index + 1}`, ...row.map(wrapped)]);
  const rows: CellOut[][] = [
    [{ text: `Fiche de registre : ${String(activity['name'] ?? activity['id'])}`, style: 'title' }],
    [],
    title('Description du traitement'),
    [NAME, wrapped(String(activity['name'] ?? activity['id']))],
    [NUMBER, String(activity['id'])],
    [CREATED, by.get(CREATED)],
    [CHANGED, by.get(CHANGED)],
    [REMARKS, wrapped(rest)],
    [],
    title(...(ACTORS as [string, ...string[]])),
    ...actorRows(out, activity),
    [],
    title('Finalité(s) du traitement effectué'),
    ['Finalité principale', wrapped(purposes[0] ?? '')],
    ...purposes.slice(1).map((text, index): CellOut[] => [`Sous-finalité ${index + 1}`, wrapped(text)]),
    [],
    title(DATA, 'Description', 'Durée de conservation'),
    ...dataRows(out, activity, DATA_ROWS),
    [],
    title(SENSITIVE, 'Description', 'Durée de conservation'),
    ...dataRows(out, activity, SENSITIVE_ROWS),
    [],
    title(SUBJECTS, 'Description', 'Précisions'),
    ...numbered(
      'Catégorie de personnes',
      mapsOf(activity['subjects']).map(({ category, note }) => [
        typeof category === 'string' ? labelOf(out.rulebook, 'subjects', category) : '',
        typeof note === 'string' ? note : '',
      ]),
    ),
    [],
    title(RECIPIENTS, 'Type de destinataire', 'Précisions'),
    ...numbered('Destinataire', recipientRows(out, activity)),
    [],
    title(MEASURES, 'Type de mesure', 'Précisions'),
    ...numbered(
      'Mesure de sécurité',
      textsOf(activity['security']).map((text) => {
        const [kind = '', ...more] = labelOf(out.rulebook, 'measures', text).split(' : ');
        return [kind, more.join(' : ')];
      }),
    ),
    [],
    title(TRANSFERS, 'Destinataire', 'Pays', 'Type de garanties', 'Lien vers le document'),
    ...numbered('Organisme destinataire', transferRows(out, activity)),
  ];
  return { name: String(activity['id']), columns: [], widths: [44, 40, 40, 24, 24, 20, 20, 30], rows };
}

function wrapped(text: string): CellOut {
  return text === '' ? undefined : { text, style: 'wrap' };
}

function actorRows(out: RegisterOut, activity: Fields): CellOut[][] {
  const [first, ...joint] = textsOf(activity['controllers']).map((id) => recordOf(out, 'organisations', id));
  const officer = appointed(out, first, 'data-protection-officer');
  const firm =
    officer?.['organisation'] === first?.['id']
      ? undefined
      : recordOf(out, 'organisations', officer?.['organisation']);
  const row = (
    head: string,
    { name, address, postalCode, city, country, phone, email }: Contact,
  ): CellOut[] => [head, ...[name, address, postalCode, city, country, phone, email].map(wrapped)];
  return [
    row(CONTROLLER, contactOf(first, 'fr')),
    row(OFFICER, contactOf(officer, 'fr')),
    row(OFFICER_FIRM, contactOf(firm, 'fr')),
    row(AGENT, contactOf(appointed(out, first, 'representative'), 'fr')),
    ...(joint.length === 0 ? [[JOINT]] : joint.map((one) => row(JOINT, contactOf(one, 'fr')))),
  ];
}

function dataRows(
  out: RegisterOut,
  activity: Fields,
  known: readonly (readonly [string, readonly string[]])[],
): CellOut[][] {
  const named = new Set([...DATA_ROWS, ...SENSITIVE_ROWS].flatMap(([, words]) => words));
  const all = textsOf(activity['data']);
  const byData = mapsOf(activity['retentionByData']);
  return known.flatMap(([head, words]): CellOut[][] => {
    const here = all.filter((word) => (words.length === 0 ? !named.has(word) : words.includes(word)));
    if (here.length === 0) return [[head]];
    const text = (list: readonly string[]): CellOut =>
      wrapped(list.map((word) => labelOf(out.rulebook, 'data', word)).join('\n'));
    if (byData.length === 0) return [[head, text(here), wrapped(retentionText(activity, 'fr'))]];
    // One row for each time, so that every kind of data keeps its own.
    const times = new Map<string, string[]>();
    for (const word of here) {
      const own = byData.find(({ data }) => textsOf(data).includes(word));
      const time =
        own === undefined
          ? ''
          : [
              typeof own['period'] === 'string' ? periodText(own['period'], 'fr') : undefined,
              own['criterion'],
            ]
              .filter((part) => typeof part === 'string')
              .join('; ');
      times.set(time, [...(times.get(time) ?? []), word]);
    }
    return [...times].map(([time, list]) => [head, text(list), wrapped(time)]);
  });
}

function recipientRows(out: RegisterOut, activity: Fields): string[][] {
  const processors = textsOf(activity['processors']).map((id) => [
    PROCESSORS,
    nameOf(out, 'organisations', id),
  ]);
  const others = mapsOf(activity['recipients']).flatMap(({ category, organisation, country, note }) =>
    country !== undefined || organisation !== undefined
      ? []
      : [[typeof category === 'string' ? category : '', typeof note === 'string' ? note : '']],
  );
  const partners = mapsOf(activity['recipients']).flatMap(({ organisation, country }) =>
    organisation !== undefined && country === undefined
      ? [['Partenaires institutionnels ou commerciaux', nameOf(out, 'organisations', organisation)]]
      : [],
  );
  return [...processors, ...others, ...partners];
}

/** Recipients abroad, and the flows of the activity that lead out of the Union. */
function transferRows(out: RegisterOut, activity: Fields): string[][] {
  const said = mapsOf(activity['recipients']).flatMap(({ category, organisation, country, note }) => {
    if (typeof country !== 'string') return [];
    const name =
      organisation === undefined ? String(category ?? '') : nameOf(out, 'organisations', organisation);
    const [tools = '', link = ''] = typeof note === 'string' ? note.split('\n') : [];
    return [[name, countryName(country, 'fr'), tools, link]];
  });
  const flows = out.records.flows.flatMap((flow) => {
    if (flow['activity'] !== activity['id']) return [];
    const to = recordOf(out, 'organisations', flow['to']);
    const country = flow['at'] ?? to?.['country'];
    if (to === undefined || typeof country !== 'string' || isInTerritory(country, EEA, out)) return [];
    const tools = textsOf(flow['tools']).map((id) => {
      const tool = recordOf(out, 'instruments', id);
      return typeof tool?.['kind'] === 'string'
        ? labelOf(out.rulebook, 'instrument-kinds', tool['kind'])
        : id;
    });
    return [[nameOf(out, 'organisations', flow['to']), countryName(country, 'fr'), tools.join(', '), '']];
  });
  const rows = new Map([...said, ...flows].map((row) => [row.slice(0, 3).join('\u0000'), row]));
  return [...rows.values()];
}
