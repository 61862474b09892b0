// From fideslang to records: systems and datasets become systems, privacy declarations become activities.
import type { Issue } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import { below, keysOf, type Spot, writeKeys } from '../core/base/spot.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { idNear, idOfKey, idOfWords } from './fideslang-key.ts';
import { joinNote } from './fideslang-note.ts';
import {
  type Declaration,
  type FideslangFile,
  isFields,
  type Resource,
  type SystemResource,
} from './fideslang-shape.ts';
import { basisOfWords, countryOfLetters, translateKey, type WordKind } from './fideslang-words.ts';
import { readPeriodWords } from './period-words.ts';

/** The nouns that a file of fideslang speaks of. */
export const FIDESLANG_NOUNS: readonly RecordNoun[] = [
  'organisations',
  'divisions',
  'persons',
  'systems',
  'activities',
  'flows',
];

/** A system of this type is a way to write down an activity that names no system. */
export const ACTIVITY_TYPE = 'Processing activity';
/** The type of a system of which no type was said. */
export const PLAIN_TYPE = 'System';
/** Where nothing is said, fideslang writes this for the organisation that a resource belongs to. */
export const DEFAULT_ORGANIZATION = 'default_organization';
/** The use of an activity whose purposes nobody recorded; fideslang demands one. */
export const NOT_STATED = 'not_stated';
export const THIRD_COUNTRY = 'recipients in a third country';
const PLAIN_ROLES = ['Controller', 'Processor', 'Controller,Processor'];
/** Notes kept at most; one more tells that there were others. */
const NOTES_KEPT = 1000;

export interface Gathered {
  readonly lists: Readonly<Record<string, readonly Fields[]>>;
  /** Where a record, or one key of it, stands in their file: `systems[0].operator` → `system[0].organization_fides_key`. */
  readonly origins: ReadonlyMap<string, string>;
  readonly notes: readonly Issue[];
}

/** The records of a file, and a note for everything that has no place of its own. */
export function gatherRecords(file: FideslangFile): Gathered {
  return new Gathering(file).gather();
}

type Mutable = Record<string, unknown>;

/** Where a key of a record comes from, beside the resource itself. */
const ORIGINS: Readonly<Record<string, string>> = {
  id: 'fides_key',
  name: 'name',
  description: 'description',
  operator: 'organization_fides_key',
  supplier: 'legal_name',
  division: 'administrating_department',
  security: 'data_security_practices',
  purposes: 'data_use',
  data: 'data_categories',
  subjects: 'data_subjects',
  legalBasis: 'legal_basis_for_processing',
  retention: 'retention_period',
  retentionCriterion: 'retention_period',
  recipients: 'third_parties',
  controllers: 'responsibility',
  processors: 'responsibility',
};

class Gathering {
  private readonly file: FideslangFile;
  private readonly lists: Record<string, Mutable[]> = {};
  private readonly origins = new Map<string, string>();
  private readonly notes: Issue[] = [];
  private notesDropped = 0;
  private readonly idsTaken = new Map<string, Set<string>>();
  private readonly organisations = new Set<string>();
  /** Activities that several declarations make up, by the id that our own writer gave them. */
  private readonly activitiesById = new Map<string, Mutable>();
  private readonly flowsTold = new Set<string>();
  private readonly organisationsByName = new Map<string, Mutable>();
  private readonly organisationsById = new Map<string, Mutable>();
  private readonly divisionsByName = new Map<string, string>();
  /** Who holds what lies in a system: its supplier, else its operator. */
  private readonly holders = new Map<string, string>();

  constructor(file: FideslangFile) {
    this.file = file;
    for (const noun of FIDESLANG_NOUNS) this.lists[noun] = [];
  }

  gather(): Gathered {
    for (const one of this.file.organizations) this.addOrganization(one);
    const systems = this.file.systems.map((one) => ({ one, system: this.addSystem(one) }));
    for (const { one, system } of systems)
      for (const declaration of one.declarations) this.addActivity(one, system, declaration);
    for (const one of this.file.datasets) this.addDataset(one);
    for (const { one } of systems) this.addFlows(one);
    for (const { name, count } of this.file.others)
      this.report(
        below(null, name),
        'no-place',
        `${count} of ${name} are not carried over: a register has no place for them.`,
        'Words of your own are read as they stand wherever they are used.',
      );
    if (this.notesDropped > 0)
      this.notes.push({
        code: 'too-many',
        at: { path: '' },
        message: `${this.notesDropped} further notes are not listed.`,
        hint: 'Many of them have one cause.',
      });
    return { lists: this.lists, origins: this.origins, notes: this.notes };
  }

  private addOrganization({ key, fields, spot }: Resource): void {
    const id = this.idFor('organisations', key);
    this.organisations.add(key);
    const rest = leftOverOf(fields, [
      'fides_key',
      'name',
      'description',
      'organization_fides_key',
      'organization_parent_key',
      'controller',
      'data_protection_officer',
      'representative',
    ]);
    const controller = isFields(fields['controller']) ? fields['controller'] : {};
    const appointments: Fields[] = [];
    for (const [key, role] of [
      ['data_protection_officer', 'data-protection-officer'],
      ['representative', 'representative'],
    ] as const) {
      const person = this.addPerson(id, role, fields[key], below(spot, key));
      if (person !== undefined) appointments.push({ role, person });
    }
    if (controller['name'] !== undefined)
      this.addPerson(id, 'controller', { name: controller['name'] }, below(spot, 'controller'));
    const address = textOf(controller['address']);
    const contact = pruned({ email: textOf(controller['email']), phone: textOf(controller['phone']) });
    this.add('organisations', spot, {
      id,
      name: textOf(fields['name']) ?? key,
      ...(address !== undefined && {
        address: { lines: address.split(/\r?\n/).filter((line) => line.trim() !== '') },
      }),
      ...(Object.keys(contact).length > 0 && { contact }),
      ...(appointments.length > 0 && { appointments }),
      note: this.noteOf(spot, textOf(fields['description']), { ...keyIfOther(key, id), ...rest }),
    });
  }

  /** A person behind a role of an organisation. The controller's own name is no appointment, only somebody to ask. */
  private addPerson(organisation: string, role: string, value: unknown, spot: Spot): string | undefined {
    if (!isFields(value) || Object.keys(value).length === 0) return undefined;
    const id = this.free('persons', `${organisation}.${role}`);
    const email = textOf(value['email']);
    this.add('persons', spot, {
      id,
      name: textOf(value['name']) ?? email ?? role,
      email,
      phone: textOf(value['phone']),
      organisation,
      note: this.noteOf(spot, undefined, leftOverOf(value, ['name', 'email', 'phone'])),
    });
    return id;
  }

  /** The id of the system; undefined where it is only the form in which an activity was written. */
  private addSystem({ key, fields, spot, declarations }: SystemResource): string | undefined {
    const operator = this.operatorOf(fields);
    const supplier = this.supplierOf(fields, spot);
    const holder = supplier ?? operator;
    if (holder !== undefined) this.holders.set(key, holder);
    if (fields['system_type'] === ACTIVITY_TYPE) return undefined;
    const id = this.idFor('systems', key);
    const used = [
      'fides_key',
      'name',
      'description',
      'legal_name',
      'privacy_declarations',
      'data_security_practices',
    ];
    // What speaks of the processing goes to the activities, if there are any.
    if (declarations.length > 0) used.push('joint_controller_info', 'uses_profiling');
    if (fields['system_type'] === PLAIN_TYPE) used.push('system_type');
    // The roles of the activities say the same, unless there is more to it.
    const roles = String(fields['responsibility']);
    if (holder !== undefined && declarations.length > 0 && PLAIN_ROLES.includes(roles))
      used.push('responsibility');
    if (this.addressOf(supplier) === textOf(fields['legal_address'])) used.push('legal_address');
    const { note: said, ...meta } = isFields(fields['meta']) ? fields['meta'] : {};
    if (said !== undefined || Object.keys(meta).length === 0) used.push('meta');
    const department = textOf(fields['administrating_department']);
    const division =
      operator !== undefined && department !== undefined && department !== 'Not defined'
        ? this.divisionOf(operator, department, spot)
        : undefined;
    if (division !== undefined || department === 'Not defined') used.push('administrating_department');
    if (operator !== undefined) used.push('organization_fides_key');
    const security = textOf(fields['data_security_practices']);
    this.add('systems', spot, {
      id,
      name: textOf(fields['name']) ?? key,
      description: textOf(fields['description']),
      operator,
      supplier,
      division,
      security: security?.split(/\r?\n/).filter((line) => line.trim() !== ''),
      note: this.noteOf(spot, textOf(said), {
        ...keyIfOther(key, id),
        ...leftOverOf(fields, used),
        ...(said !== undefined && Object.keys(meta).length > 0 && { meta }),
      }),
    });
    return id;
  }

  /** The address of an organisation, as the lines that fideslang knows. */
  private addressOf(organisation: string | undefined): string | undefined {
    const found = this.organisationsById.get(organisation ?? '');
    const address = found?.['address'];
    return isFields(address) ? (address['lines'] as string[]).join('\n') : undefined;
  }

  /** Only an organisation that the file describes, or names beyond what is written where nothing is said. */
  private operatorOf(fields: Fields): string | undefined {
    const key = textOf(fields['organization_fides_key']);
    if (key === undefined || (key === DEFAULT_ORGANIZATION && !this.organisations.has(key))) return undefined;
    return idOfKey(key) ?? idNear(key);
  }

  private supplierOf(fields: Fields, spot: Spot): string | undefined {
    const name = textOf(fields['legal_name']);
    if (name === undefined) return undefined;
    const same = this.organisationsByName.get(name);
    if (same !== undefined) return String(same['id']);
    const id = this.free('organisations', idOfWords(name));
    const address = textOf(fields['legal_address']);
    this.add('organisations', below(spot, 'legal_name'), {
      id,
      name,
      ...(address !== undefined && {
        address: { lines: address.split(/\r?\n/).filter((line) => line.trim() !== '') },
      }),
    });
    return id;
  }

  private divisionOf(organisation: string, name: string, spot: Spot): string {
    const told = `${organisation} ${name}`;
    const same = this.divisionsByName.get(told);
    if (same !== undefined) return same;
    const id = this.free('divisions', `${organisation}.${idOfWords(name)}`);
    this.divisionsByName.set(told, id);
    this.add('divisions', below(spot, 'administrating_department'), { id, name, organisation });
    return id;
  }

  private addActivity(one: SystemResource, system: string | undefined, declaration: Declaration): void {
    const { fields, spot } = declaration;
    const inList = (key: string) => (index: number) => below(below(spot, key), index);
    const data = this.translate('dataCategories', declaration.dataCategories, inList('data_categories'));
    const uses = declaration.dataUse === NOT_STATED ? [] : [declaration.dataUse];
    const purposes = this.translate('dataUses', uses, () => below(spot, 'data_use'));
    const subjects = this.translate('dataSubjects', declaration.dataSubjects, inList('data_subjects'));
    const ours = textOf(fields['sekisho_id']);
    const earlier = ours === undefined ? undefined : this.activitiesById.get(ours);
    if (earlier !== undefined) {
      // The same activity of ours, written once for each system and each use.
      unite(earlier, 'systems', system === undefined ? [] : [system]);
      unite(earlier, 'purposes', purposes.words);
      return;
    }
    const use = this.file.uses.get(declaration.dataUse) ?? {};
    const name = textOf(fields['name']);
    const id = this.free(
      'activities',
      ours ?? activityId(one.key, name, declaration.dataUse, system === undefined),
    );
    const period = readPeriodWords(textOf(fields['retention_period']));
    const rest = leftOverOf(fields, [
      'name',
      'data_use',
      'data_categories',
      'data_subjects',
      'sekisho_id',
      'retention_period',
      'legal_basis_for_processing',
      'special_category_legal_basis',
      'third_parties',
    ]);
    const activity: Mutable = {
      id,
      name: name ?? declaration.dataUse,
      ...this.rolesOf(one),
      purposes: purposes.words,
      subjects: subjects.words.map((category) => ({ category })),
      data: data.words,
      legalBasis: basesOf(fields, use),
      retention: period.period,
      retentionCriterion: period.criterion,
      recipients: recipientsOf(one, fields, use),
      systems: system === undefined ? undefined : [system],
      profiling: one.fields['uses_profiling'],
      jointArrangement: textOf(one.fields['joint_controller_info']),
      note: this.noteOf(spot, undefined, {
        ...purposes.keys,
        ...data.keys,
        ...subjects.keys,
        ...rest,
        ...(system === undefined && leftOverOfActivity(one)),
      }),
    };
    if (uses.length === 0) delete activity['purposes'];
    if (declaration.dataSubjects.length === 0) delete activity['subjects'];
    const kept = this.add('activities', spot, activity);
    if (ours !== undefined) this.activitiesById.set(ours, kept);
  }

  /** Whose role `responsibility` is: that of the business which the system stands for, else of the organisation that runs it. */
  private rolesOf(one: SystemResource): Fields {
    const holder = this.holders.get(one.key);
    const { responsibility } = one.fields;
    const title = one.fields['data_responsibility_title'];
    const roles = [...(Array.isArray(responsibility) ? responsibility : [responsibility]), title];
    if (holder === undefined) return {};
    return {
      ...(roles.includes('Controller') && { controllers: [holder] }),
      ...((roles.includes('Processor') || roles.includes('Sub-Processor')) && { processors: [holder] }),
    };
  }

  private addDataset({ key, fields, spot }: Resource): void {
    const wanted = idOfKey(key) ?? idNear(key);
    // A dataset and a system may share a key with them; here both are systems.
    const id = this.isFree('systems', wanted)
      ? this.idFor('systems', key)
      : this.free('systems', `${wanted}:dataset`);
    const found = new Map<string, Spot>();
    for (const one of categoriesIn(fields, spot)) if (!found.has(one.key)) found.set(one.key, one.spot);
    const keys = [...found.keys()];
    const data = this.translate('dataCategories', keys, (index) => found.get(keys[index] ?? '') ?? spot);
    const used = ['fides_key', 'name', 'description'];
    const operator = this.operatorOf(fields);
    if (operator !== undefined) used.push('organization_fides_key');
    this.add('systems', spot, {
      id,
      name: textOf(fields['name']) ?? key,
      description: textOf(fields['description']),
      operator,
      data: data.words,
      note: this.noteOf(spot, undefined, {
        resource: 'dataset',
        ...keyIfOther(key, id),
        ...leftOverOf(fields, used),
      }),
    });
  }

  /** A flow where both ends are known to be different hands; what flows between systems of one hand stays with the system. */
  private addFlows(one: SystemResource): void {
    const own = this.holders.get(one.key);
    if (own === undefined) return;
    for (const side of ['egress', 'ingress'] as const) {
      const ends = one.fields[side];
      if (!Array.isArray(ends)) continue;
      ends.forEach((end, index) => {
        if (!isFields(end)) return;
        const key = String(end['fides_key']);
        const other =
          end['type'] === 'user'
            ? 'data-subject'
            : end['type'] === 'system'
              ? this.holders.get(key)
              : undefined;
        // A register knows no flow to a data subject.
        if (other === undefined || other === own || (other === 'data-subject' && side === 'egress')) return;
        const [from, to] = side === 'egress' ? [own, other] : [other, own];
        const systems = (side === 'egress' ? [one.key, key] : [key, one.key])
          .filter((name) => name !== 'user')
          .map((name) => idOfKey(name) ?? idNear(name));
        const id = `${idOfKey(one.key) ?? idNear(one.key)}.${side === 'egress' ? 'to' : 'from'}.${idOfKey(key) ?? idNear(key)}`;
        // The same flow, told from its other end.
        const same = [from, to, ...systems].join(' ');
        if (this.flowsTold.has(same)) return;
        this.flowsTold.add(same);
        this.add('flows', below(below(one.spot, side), index), {
          id: this.free('flows', id),
          from,
          to,
          systems: systems.filter((system) => this.taken('systems').has(system)),
        });
      });
    }
  }

  /** Our words, and the keys themselves where our words alone would not lead back to them. */
  private translate(
    kind: WordKind,
    keys: readonly string[],
    spotOf: (index: number) => Spot,
  ): { words: string[]; keys: Fields } {
    const words: string[] = [];
    let exact = true;
    keys.forEach((key, index) => {
      const found = translateKey(kind, key);
      const at = spotOf(index);
      if (found.fit === 'none')
        this.report(
          at,
          'no-partner',
          `'${key}' has no word of the same meaning here; it is carried as a free word.`,
          'Free words are kept and shown, and decide nothing. Add a known word beside it where one fits.',
        );
      else if (found.fit === 'wider') {
        exact = false;
        this.report(
          at,
          'wider-word',
          `'${key}' is read as '${found.words.join(', ')}', which means more.`,
          'The key itself is kept in the note of the record and written out again.',
        );
      }
      for (const word of found.words) {
        if (words.includes(word)) exact = false;
        else words.push(word);
      }
    });
    return { words, keys: exact ? {} : { [KEPT_KEYS[kind]]: kind === 'dataUses' ? keys[0] : keys } };
  }

  private noteOf(spot: Spot, said: string | undefined, leftOver: Fields): string | undefined {
    for (const key of Object.keys(leftOver)) {
      if (Object.values(KEPT_KEYS).includes(key) || key === 'resource') continue;
      this.report(
        below(spot, key),
        'kept-in-note',
        `'${key}' has no place of its own in a register; it is kept in the note of the record.`,
        'It is written out again to fideslang, and decides nothing here.',
      );
    }
    return joinNote(said, leftOver);
  }

  private report(spot: Spot, code: string, message: string, hint: string): void {
    if (this.notes.length < NOTES_KEPT)
      this.notes.push({ code, at: { path: writeKeys(keysOf(spot)) }, message, hint });
    else this.notesDropped += 1;
  }

  private add(noun: RecordNoun, spot: Spot, record: Mutable): Mutable {
    const list = this.lists[noun] as Mutable[];
    const path = `${noun}[${list.length}]`;
    const source = writeKeys(keysOf(spot));
    this.origins.set(path, source);
    const kept = pruned(record);
    for (const key of Object.keys(kept))
      this.origins.set(`${path}.${key}`, `${source}.${ORIGINS[key] ?? key}`);
    list.push(kept);
    if (noun === 'organisations') {
      this.organisationsByName.set(String(kept['name']), kept);
      this.organisationsById.set(String(kept['id']), kept);
    }
    this.taken(noun).add(String(kept['id']));
    return kept;
  }

  private idFor(noun: RecordNoun, key: string): string {
    return this.free(noun, idOfKey(key) ?? idNear(key));
  }

  private taken(noun: RecordNoun): Set<string> {
    const taken = this.idsTaken.get(noun) ?? new Set();
    this.idsTaken.set(noun, taken);
    return taken;
  }

  private isFree(noun: RecordNoun, id: string): boolean {
    return !this.taken(noun).has(id);
  }

  /** The id, or with a number behind it where another record has it. */
  private free(noun: RecordNoun, id: string): string {
    let found = id;
    for (let count = 2; !this.isFree(noun, found); count += 1) found = `${id}.${count}`;
    this.taken(noun).add(found);
    return found;
  }
}

/** Under which key of theirs the original keys are kept in a note. */
const KEPT_KEYS: Readonly<Record<WordKind, string>> = {
  dataCategories: 'data_categories',
  dataUses: 'data_use',
  dataSubjects: 'data_subjects',
};

/** The id of an activity that was written as a declaration: of its name where it has one, within its system. */
export function activityId(
  system: string,
  name: string | undefined,
  dataUse: string,
  alone: boolean,
): string {
  const base = idOfKey(system) ?? idNear(system);
  return alone ? base : `${base}.${name === undefined ? dataUse : idOfWords(name)}`;
}

function basesOf(fields: Fields, use: Fields): string[] | undefined {
  const words = [
    ['legalBases', textOf(fields['legal_basis_for_processing']) ?? textOf(use['legal_basis'])],
    [
      'specialCategoryBases',
      textOf(fields['special_category_legal_basis']) ?? textOf(use['special_category']),
    ],
  ] as const;
  const bases = words.flatMap(([kind, text]) =>
    text === undefined ? [] : [basisOfWords(kind, text) ?? text],
  );
  return bases.length === 0 ? undefined : bases;
}

function recipientsOf(one: SystemResource, fields: Fields, use: Fields): Fields[] | undefined {
  const third = textOf(fields['third_parties']);
  const earlier = Array.isArray(use['recipients']) ? use['recipients'].map(String) : [];
  const letters = Array.isArray(one.fields['third_country_transfers'])
    ? one.fields['third_country_transfers'].map(String)
    : [];
  const countries = letters.flatMap((code) => countryOfLetters(code.toUpperCase()) ?? []);
  const found = [...(third === undefined ? [] : [third]), ...earlier].map(
    (category) => ({ category }) as Fields,
  );
  found.push(...countries.map((country) => ({ category: THIRD_COUNTRY, country })));
  return found.length === 0 ? undefined : found;
}

/** All data categories named anywhere in a dataset, each with its place. */
export function categoriesIn(fields: Fields, spot: Spot | null): { key: string; spot: Spot }[] {
  const own = below(spot, 'data_categories');
  const keys = Array.isArray(fields['data_categories']) ? fields['data_categories'] : [];
  const inside = ['collections', 'fields'].flatMap((name) => {
    const list = fields[name];
    if (!Array.isArray(list)) return [];
    return list.flatMap((one, index) =>
      isFields(one) ? categoriesIn(one, below(below(spot, name), index)) : [],
    );
  });
  return [...keys.map((key, index) => ({ key: String(key), spot: below(own, index) })), ...inside];
}

function leftOverOf(fields: Fields, used: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !used.includes(key)));
}

/** What our own writer puts into the system around an activity is nothing that was left over. */
function leftOverOfActivity(one: SystemResource): Fields {
  return leftOverOf(one.fields, [
    'fides_key',
    'name',
    'system_type',
    'privacy_declarations',
    'organization_fides_key',
    'responsibility',
    'legal_name',
    'legal_address',
    'uses_profiling',
    'joint_controller_info',
  ]);
}

function keyIfOther(key: string, id: string): Fields {
  return idOfKey(key) === id ? {} : { fides_key: key };
}

function unite(record: Mutable, key: string, words: readonly string[]): void {
  const all = [...new Set([...((record[key] as string[] | undefined) ?? []), ...words])];
  if (all.length > 0) record[key] = all;
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function pruned(record: Mutable): Mutable {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
