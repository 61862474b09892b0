// The shape of a fideslang file of any release: takes it apart, with every fault at its place; what it means is left to others.
import { type Fields, nearestWord, type Reading, shorten } from '../core/base/reading.ts';
import { below, type Spot } from '../core/base/spot.ts';
import { isFidesKey } from './fideslang-key.ts';
import { type BasisKind, basesKnown, basisOfWords } from './fideslang-words.ts';

/** A resource: its key, all that was written of it without empty values, and where it stands. */
export interface Resource {
  readonly key: string;
  readonly fields: Fields;
  readonly spot: Spot;
}

export interface Declaration {
  readonly fields: Fields;
  readonly dataUse: string;
  readonly dataCategories: readonly string[];
  readonly dataSubjects: readonly string[];
  readonly spot: Spot;
}

export interface SystemResource extends Resource {
  readonly declarations: readonly Declaration[];
}

export interface FideslangFile {
  readonly organizations: readonly Resource[];
  readonly systems: readonly SystemResource[];
  readonly datasets: readonly Resource[];
  /** What a release before 3 said about a use of data: its legal basis above all. */
  readonly uses: ReadonlyMap<string, Fields>;
  /** Lists that have no place in a register. */
  readonly others: readonly { readonly name: string; readonly count: number }[];
}

const LISTS = ['organization', 'system', 'dataset', 'data_use'];
const LISTS_WITHOUT_PLACE = [
  'data_category',
  'data_subject',
  'data_qualifier',
  'policy',
  'registry',
  'evaluation',
];
const RESPONSIBILITIES = ['Controller', 'Processor', 'Sub-Processor'];
const FLOWABLE = ['dataset', 'system', 'user'];
const DATA_TYPES = ['string', 'integer', 'float', 'boolean', 'object_id', 'object'];

/** Takes a decoded file apart. All faults are in the reading; what has one is left out of the answer. */
export function readShape(value: unknown, reading: Reading): FideslangFile {
  const empty = { organizations: [], systems: [], datasets: [], uses: new Map(), others: [] };
  const top = withoutNothing(value);
  if (!isFields(top)) {
    reading.wrongType(null, 'a map of lists, as in system: and dataset:', value);
    return empty;
  }
  const known = [...LISTS, ...LISTS_WITHOUT_PLACE];
  for (const name of Object.keys(top)) {
    if (known.includes(name)) continue;
    const near = nearestWord(name, known);
    const hint = `${near === undefined ? '' : `Did you mean '${near}'? `}Known: ${known.join(', ')}.`;
    reading.report(below(null, name), 'unknown-key', `'${shorten(name)}' is no list of fideslang.`, hint);
  }
  if (!known.some((name) => top[name] !== undefined)) {
    const hint = 'It holds one of the lists system, dataset and organization, each entry with a fides_key.';
    reading.report(null, 'unknown-format', 'This is no file of fideslang.', hint);
    return empty;
  }
  const resources = (name: string): Resource[] => readResources(reading, top[name], name);
  return {
    organizations: resources('organization').map((one) => checkOrganization(reading, one)),
    systems: resources('system').map((one) => readSystem(reading, one)),
    datasets: resources('dataset').map((one) => checkDataset(reading, one)),
    uses: new Map(resources('data_use').map((one) => [one.key, checkUse(reading, one).fields])),
    others: LISTS_WITHOUT_PLACE.flatMap((name) => {
      const list = top[name];
      return Array.isArray(list) && list.length > 0 ? [{ name, count: list.length }] : [];
    }),
  };
}

function readResources(reading: Reading, value: unknown, name: string): Resource[] {
  const seen = new Map<string, number>();
  const list = reading.list(value, below(null, name), (item, spot): Resource | undefined => {
    if (!isFields(item)) {
      reading.wrongType(spot, 'a map of keys and values', item);
      return undefined;
    }
    const key = readKey(reading, item['fides_key'], below(spot, 'fides_key'));
    if (item['fides_key'] === undefined)
      reading.missing(spot, 'fides_key', 'It is the id by which other resources name this one.');
    for (const word of ['name', 'description', 'organization_fides_key'])
      readWord(reading, item[word], below(spot, word));
    // One without a key is looked through too, so that all its faults are told at once.
    if (key === undefined) return { key: '', fields: item, spot };
    const first = seen.get(key);
    if (first !== undefined) {
      const message = `The key '${shorten(key)}' is used twice in ${name} (first at ${name}[${first}]).`;
      reading.report(
        below(spot, 'fides_key'),
        'duplicate-id',
        message,
        'Give each resource a key of its own.',
      );
    }
    seen.set(key, Number(spot.key));
    return { key, fields: item, spot };
  });
  return list ?? [];
}

function readKey(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const key = readWord(reading, value, spot);
  if (key === undefined || isFidesKey(key)) return key;
  const hint = 'It holds letters a to z, digits and the signs . _ < > -';
  reading.report(spot, 'bad-id', `'${shorten(key)}' cannot be a key of fideslang.`, hint);
  return undefined;
}

/** A text; a number counts as its digits, as their own reader takes it. */
function readWord(reading: Reading, value: unknown, spot: Spot): string | undefined {
  return typeof value === 'number' ? String(value) : reading.text(value, spot);
}

function readKeys(reading: Reading, value: unknown, spot: Spot): string[] {
  return reading.list(value, spot, (item, at) => readKey(reading, item, at)) ?? [];
}

function readFlag(reading: Reading, fields: Fields, key: string, spot: Spot): void {
  reading.flag(fields[key], below(spot, key));
}

function checkOrganization(reading: Reading, one: Resource): Resource {
  for (const role of ['controller', 'data_protection_officer', 'representative'])
    checkContact(reading, one.fields[role], below(one.spot, role));
  readWord(reading, one.fields['security_policy'], below(one.spot, 'security_policy'));
  return one;
}

function checkContact(reading: Reading, value: unknown, spot: Spot): void {
  if (value === undefined) return;
  if (!isFields(value)) {
    reading.wrongType(spot, 'a map of name, address, email and phone', value);
    return;
  }
  for (const key of ['name', 'address', 'email', 'phone']) readWord(reading, value[key], below(spot, key));
}

function checkUse(reading: Reading, one: Resource): Resource {
  checkBasis(reading, one.fields, 'legal_basis', 'legalBases', one.spot);
  checkBasis(reading, one.fields, 'special_category', 'specialCategoryBases', one.spot);
  reading.list(one.fields['recipients'], below(one.spot, 'recipients'), (item, at) =>
    readWord(reading, item, at),
  );
  return one;
}

function checkBasis(reading: Reading, fields: Fields, key: string, kind: BasisKind, spot: Spot): void {
  const text = readWord(reading, fields[key], below(spot, key));
  if (text === undefined || basisOfWords(kind, text) !== undefined) return;
  const known = basesKnown(kind);
  const near = nearestWord(text, known);
  const hint = `${near === undefined ? '' : `Did you mean '${near}'? `}Known: ${known.join('; ')}.`;
  reading.report(
    below(spot, key),
    'bad-word',
    `'${shorten(text)}' is not one of the words that count here.`,
    hint,
  );
}

function readSystem(reading: Reading, one: Resource): SystemResource {
  const { fields, spot } = one;
  for (const key of [
    'uses_profiling',
    'processes_personal_data',
    'does_international_transfers',
    'uses_cookies',
  ])
    readFlag(reading, fields, key, spot);
  for (const key of [
    'legal_name',
    'legal_address',
    'administrating_department',
    'joint_controller_info',
    'data_security_practices',
    'system_type',
    'dpo',
  ])
    readWord(reading, fields[key], below(spot, key));
  checkResponsibility(reading, fields, spot);
  reading.list(fields['third_country_transfers'], below(spot, 'third_country_transfers'), (item, at) =>
    readWord(reading, item, at),
  );
  const ends = {
    egress: readDataFlows(reading, fields['egress'], below(spot, 'egress')),
    ingress: readDataFlows(reading, fields['ingress'], below(spot, 'ingress')),
  };
  const declarations = reading.list(
    fields['privacy_declarations'],
    below(spot, 'privacy_declarations'),
    (item, at) => readDeclaration(reading, item, at, ends),
  );
  return { ...one, declarations: declarations ?? [] };
}

/** `responsibility` is a list since 2; before, `data_responsibility_title` was one word. */
function checkResponsibility(reading: Reading, fields: Fields, spot: Spot): void {
  const { responsibility } = fields;
  if (typeof responsibility === 'string')
    reading.word(responsibility, below(spot, 'responsibility'), RESPONSIBILITIES);
  else
    reading.list(responsibility, below(spot, 'responsibility'), (item, at) =>
      reading.word(item, at, RESPONSIBILITIES),
    );
  reading.word(
    fields['data_responsibility_title'],
    below(spot, 'data_responsibility_title'),
    RESPONSIBILITIES,
  );
}

function readDataFlows(reading: Reading, value: unknown, spot: Spot): readonly string[] {
  const keys = reading.list(value, spot, (item, at) => {
    if (!isFields(item)) {
      reading.wrongType(at, 'a map of fides_key and type', item);
      return undefined;
    }
    const key = readKey(reading, item['fides_key'], below(at, 'fides_key'));
    if (item['fides_key'] === undefined) reading.missing(at, 'fides_key', 'It names the other end.');
    const type = reading.word(item['type'], below(at, 'type'), FLOWABLE);
    if (item['type'] === undefined)
      reading.missing(at, 'type', `It says what the other end is: ${FLOWABLE.join(', ')}.`);
    readKeys(reading, item['data_categories'], below(at, 'data_categories'));
    if (key !== undefined && type !== undefined && (key === 'user') !== (type === 'user'))
      reading.report(
        below(at, 'type'),
        'bad-word',
        "The key 'user' and the type 'user' go together.",
        'Mend the one or the other.',
      );
    return key;
  });
  return keys ?? [];
}

function readDeclaration(
  reading: Reading,
  item: unknown,
  spot: Spot,
  ends: Readonly<Record<'egress' | 'ingress', readonly string[]>>,
): Declaration | undefined {
  if (!isFields(item)) {
    reading.wrongType(spot, 'a map of keys and values', item);
    return undefined;
  }
  const dataUse = readKey(reading, item['data_use'], below(spot, 'data_use'));
  if (item['data_use'] === undefined)
    reading.missing(spot, 'data_use', 'It says what the data are used for.');
  const dataCategories = readKeys(reading, item['data_categories'], below(spot, 'data_categories'));
  if (item['data_categories'] === undefined)
    reading.missing(spot, 'data_categories', 'It says which data; [] where there are none.');
  const dataSubjects = readKeys(reading, item['data_subjects'], below(spot, 'data_subjects'));
  for (const key of ['name', 'retention_period', 'third_parties', 'sekisho_id'])
    readWord(reading, item[key], below(spot, key));
  for (const key of ['data_shared_with_third_parties', 'processes_special_category_data'])
    readFlag(reading, item, key, spot);
  checkBasis(reading, item, 'legal_basis_for_processing', 'legalBases', spot);
  checkBasis(reading, item, 'special_category_legal_basis', 'specialCategoryBases', spot);
  reading.list(item['shared_categories'], below(spot, 'shared_categories'), (one, at) =>
    readKey(reading, one, at),
  );
  for (const side of ['egress', 'ingress'] as const) {
    reading.list(item[side], below(spot, side), (one, at) => {
      const key = readKey(reading, one, at);
      if (key !== undefined && !ends[side].includes(key))
        reading.report(
          at,
          'dangling-id',
          `The system has no ${side} with '${shorten(key)}'.`,
          `Name it under ${side} of the system too.`,
        );
      return key;
    });
  }
  return dataUse === undefined ? undefined : { fields: item, dataUse, dataCategories, dataSubjects, spot };
}

function checkDataset(reading: Reading, one: Resource): Resource {
  readKeys(reading, one.fields['data_categories'], below(one.spot, 'data_categories'));
  reading.list(
    one.fields['third_country_transfers'],
    below(one.spot, 'third_country_transfers'),
    (item, at) => readWord(reading, item, at),
  );
  checkNamed(reading, one.fields['collections'], below(one.spot, 'collections'), (collection, at) => {
    if (collection['fields'] === undefined)
      reading.missing(at, 'fields', 'A collection lists its fields; [] where there are none.');
    checkFields(reading, collection['fields'], below(at, 'fields'));
  });
  return one;
}

function checkFields(reading: Reading, value: unknown, spot: Spot): void {
  checkNamed(reading, value, spot, (field, at) => {
    const meta = field['fides_meta'] ?? field['fidesops_meta'];
    const metaAt = below(at, field['fides_meta'] === undefined ? 'fidesops_meta' : 'fides_meta');
    const type = isFields(meta)
      ? readWord(reading, meta['data_type'], below(metaAt, 'data_type'))
      : undefined;
    const plain = type?.replace(/\[\]$/, '');
    if (plain !== undefined && !DATA_TYPES.includes(plain))
      reading.report(
        below(metaAt, 'data_type'),
        'bad-word',
        `'${shorten(plain)}' is no type of data.`,
        `Known: ${DATA_TYPES.join(', ')}; with [] behind it: a list of them.`,
      );
    else if (
      plain !== undefined &&
      plain !== 'object' &&
      Array.isArray(field['fields']) &&
      field['fields'].length > 0
    )
      reading.report(
        below(metaAt, 'data_type'),
        'wrong-type',
        `A field of type ${plain} has no fields inside.`,
        "Write 'object'.",
      );
    checkFields(reading, field['fields'], below(at, 'fields'));
  });
}

/** Maps with a name that no other in the list has, and data categories. */
function checkNamed(
  reading: Reading,
  value: unknown,
  spot: Spot,
  inside: (fields: Fields, at: Spot) => void,
): void {
  const seen = new Set<string>();
  reading.list(value, spot, (item, at) => {
    if (!isFields(item)) {
      reading.wrongType(at, 'a map of keys and values', item);
      return undefined;
    }
    const name = readWord(reading, item['name'], below(at, 'name'));
    if (item['name'] === undefined)
      reading.missing(at, 'name', 'Collections and fields are known by their names.');
    if (name !== undefined && seen.has(name))
      reading.report(
        below(at, 'name'),
        'duplicate-id',
        `The name '${shorten(name)}' stands twice in this list.`,
        'Keep one of them.',
      );
    if (name !== undefined) seen.add(name);
    readWord(reading, item['description'], below(at, 'description'));
    readKeys(reading, item['data_categories'], below(at, 'data_categories'));
    inside(item, at);
    return undefined;
  });
}

/** Without keys that hold nothing: exports of fides write null, or an empty text, for what nobody filled in. Lists keep their places. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isFields(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== '');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNothing(item)]));
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
