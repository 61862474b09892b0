// From records to fideslang, as release 3 spells it; what was kept in notes on the way in is written out again.
import type { Fields } from '../core/base/reading.ts';
import {
  ACTIVITY_TYPE,
  activityId,
  categoriesIn,
  DEFAULT_ORGANIZATION,
  NOT_STATED,
  PLAIN_TYPE,
  THIRD_COUNTRY,
  textOf,
} from './fideslang-in.ts';
import { isFidesKey, keyOfId } from './fideslang-key.ts';
import { splitNote } from './fideslang-note.ts';
import { isFields } from './fideslang-shape.ts';
import { keyOfWord, translateKey, type WordKind, wordsOfBasis } from './fideslang-words.ts';
import type { EncodeOptions, RegisterOut } from './format.ts';
import { writePeriodWords } from './period-words.ts';
import { byId } from './record-order.ts';
import { writeBlock } from './yaml-text.ts';

/** The register as fideslang, list by list. */
export function* fideslangOf(out: RegisterOut, options: EncodeOptions): Iterable<string> {
  const writing = new Writing(out);
  const asked = (noun: 'organisations' | 'systems' | 'activities'): boolean =>
    options.nouns?.includes(noun) ?? true;
  if (asked('organisations')) yield* listOf('organization', writing.organizations());
  if (asked('systems') || asked('activities')) {
    yield* listOf('dataset', writing.datasets());
    yield* listOf('system', writing.systems());
  }
  // Last, because only then it is known which words of our own were used.
  for (const [name, resources] of writing.definitions()) yield* listOf(name, resources);
}

function* listOf(name: string, resources: Iterable<Fields>): Iterable<string> {
  let empty = true;
  for (const one of resources) {
    if (empty) yield `${name}:\n`;
    empty = false;
    yield `  - ${writeBlock(one, 4).slice(4)}`;
  }
}

/** Which list of terms a kind of words has. */
const TERM_LISTS: Readonly<Record<WordKind, string>> = {
  dataCategories: 'data',
  dataUses: 'purposes',
  dataSubjects: 'subjects',
};
const DEFINED_AS: Readonly<Record<WordKind, string>> = {
  dataCategories: 'data_category',
  dataUses: 'data_use',
  dataSubjects: 'data_subject',
};

class Writing {
  private readonly out: RegisterOut;
  private readonly persons: ReadonlyMap<string, Fields>;
  private readonly organisations: ReadonlyMap<string, Fields>;
  private readonly activitiesOf = new Map<string, Fields[]>();
  private readonly flowsOf = new Map<
    string,
    { readonly side: 'egress' | 'ingress'; readonly end: Fields }[]
  >();
  private readonly datasetIds = new Set<string>();
  private readonly leftOvers = new Map<string, Fields>();
  private readonly divisions: ReadonlyMap<string, Fields>;
  private readonly alone: Fields[] = [];
  private readonly own: Readonly<Record<WordKind, Map<string, string>>> = {
    dataCategories: new Map(),
    dataUses: new Map(),
    dataSubjects: new Map(),
  };

  constructor(out: RegisterOut) {
    this.out = out;
    const { persons, organisations, divisions, systems, activities, flows } = out.records;
    this.persons = new Map(persons.map((one) => [String(one['id']), one]));
    this.divisions = new Map(divisions.map((one) => [String(one['id']), one]));
    this.organisations = new Map(organisations.map((one) => [String(one['id']), one]));
    for (const system of systems) {
      const { leftOver } = splitNote(system['note']);
      this.leftOvers.set(String(system['id']), leftOver);
      if (leftOver['resource'] === 'dataset') this.datasetIds.add(String(system['id']));
    }
    const backwards = new Map<string, string[]>();
    for (const system of systems)
      for (const activity of textsOf(system['activities']))
        backwards.set(activity, [...(backwards.get(activity) ?? []), String(system['id'])]);
    for (const activity of byId(activities)) {
      const named = [...textsOf(activity['systems']), ...(backwards.get(String(activity['id'])) ?? [])];
      // A dataset has no declarations with them.
      const used = [...new Set(named)].filter((id) => !this.datasetIds.has(id));
      if (used.length === 0) this.alone.push(activity);
      for (const id of used)
        this.activitiesOf.set(id, [...(this.activitiesOf.get(id) ?? []), { ...activity, systems: used }]);
    }
    for (const flow of byId(flows)) this.addFlow(flow);
  }

  private addFlow(flow: Fields): void {
    const [first, second] = textsOf(flow['systems']);
    const add = (system: string, side: 'egress' | 'ingress', end: Fields): void => {
      this.flowsOf.set(system, [...(this.flowsOf.get(system) ?? []), { side, end }]);
    };
    const endOf = (id: string): Fields => ({
      fides_key: keyOfSystem(id),
      type: this.datasetIds.has(id) ? 'dataset' : 'system',
    });
    if (first !== undefined && second !== undefined) {
      // Written at the sender, unless the recipient says it already.
      if (!this.says(second, 'ingress', keyOfSystem(first))) add(first, 'egress', endOf(second));
    } else if (first !== undefined && flow['from'] === 'data-subject')
      add(first, 'ingress', { fides_key: 'user', type: 'user' });
  }

  /** Was this end of the system kept in its note? */
  private says(system: string, side: 'egress' | 'ingress', key: string): boolean {
    const ends = this.leftOvers.get(system)?.[side];
    return Array.isArray(ends) && ends.some((end) => isFields(end) && end['fides_key'] === key);
  }

  *organizations(): Iterable<Fields> {
    for (const one of byId(this.out.records.organisations)) {
      const { said, leftOver } = splitNote(one['note']);
      const contact = isFields(one['contact']) ? one['contact'] : {};
      const controller = {
        ...this.contactOf(`${one['id']}.controller`, one),
        address: addressOf(one),
        email: contact['email'],
        phone: contact['phone'],
      };
      yield pruned({
        fides_key: keyOfId(String(one['id'])),
        name: one['name'],
        description: said,
        controller: mapOrNothing(controller),
        data_protection_officer: this.appointed(one, 'data-protection-officer'),
        representative: this.appointed(one, 'representative'),
        ...leftOver,
      });
    }
  }

  private appointed(organisation: Fields, role: string): Fields | undefined {
    const list = Array.isArray(organisation['appointments']) ? organisation['appointments'] : [];
    const appointment = list.find(
      (one) => isFields(one) && one['role'] === role && one['until'] === undefined,
    );
    if (!isFields(appointment)) return undefined;
    const person = this.persons.get(String(appointment['person']));
    if (person !== undefined) {
      const { leftOver } = splitNote(person['note']);
      return mapOrNothing({
        name: person['name'],
        address: leftOver['address'],
        email: person['email'],
        phone: person['phone'],
      });
    }
    const other = this.organisations.get(String(appointment['organisation']));
    return other === undefined ? undefined : mapOrNothing({ name: other['name'], address: addressOf(other) });
  }

  private contactOf(id: string, organisation: Fields): Fields {
    const person = this.persons.get(id);
    return person?.['organisation'] === organisation['id'] ? { name: person?.['name'] } : {};
  }

  *datasets(): Iterable<Fields> {
    for (const one of byId(this.out.records.systems)) {
      if (!this.datasetIds.has(String(one['id']))) continue;
      const { leftOver } = splitNote(one['note']);
      const { resource: _resource, ...rest } = leftOver;
      const written = new Set(
        categoriesIn(rest, null).flatMap(({ key }) => translateKey('dataCategories', key).words),
      );
      // Words that somebody added here since hold for the dataset as a whole.
      const added = textsOf(one['data']).filter((word) => !written.has(word));
      const own = [
        ...textsOf(rest['data_categories']),
        ...added.map((word) => this.keyFor('dataCategories', word)),
      ];
      yield pruned({
        fides_key: keyOfSystem(String(one['id'])),
        organization_fides_key: organizationKey(one['operator']),
        name: one['name'],
        description: one['description'],
        collections: [],
        ...rest,
        data_categories: own.length === 0 ? undefined : own,
      });
    }
  }

  *systems(): Iterable<Fields> {
    const keys = new Set<string>();
    for (const one of byId(this.out.records.systems)) {
      const id = String(one['id']);
      if (this.datasetIds.has(id)) continue;
      const activities = this.activitiesOf.get(id) ?? [];
      const { said, leftOver } = splitNote(one['note']);
      const key = textOf(leftOver['fides_key']) ?? keyOfId(id);
      keys.add(key);
      const supplier = this.organisations.get(String(one['supplier']));
      const division = this.divisions.get(String(one['division']));
      const security = textsOf(one['security']);
      const meta =
        said === undefined
          ? leftOver['meta']
          : { ...(isFields(leftOver['meta']) && leftOver['meta']), note: said };
      yield pruned({
        fides_key: key,
        organization_fides_key: organizationKey(one['operator']),
        name: one['name'],
        description: one['description'],
        system_type: PLAIN_TYPE,
        administrating_department: division?.['name'],
        responsibility: this.responsibility(textOf(one['supplier']) ?? textOf(one['operator']), activities),
        legal_name: supplier?.['name'] ?? supplier?.['id'],
        legal_address: supplier === undefined ? undefined : addressOf(supplier),
        data_security_practices: security.length === 0 ? undefined : security.join('\n'),
        uses_profiling: profilingOf(activities),
        joint_controller_info: activities
          .map((activity) => activity['jointArrangement'])
          .find((text) => text !== undefined),
        ...leftOver,
        ...this.endsOf(id, leftOver),
        meta,
        privacy_declarations: activities.flatMap((activity) => this.declarations(activity, key, false)),
      });
    }
    for (const activity of this.alone) yield this.aloneSystem(activity, keys);
  }

  /** An activity that names no system needs one to stand in. */
  private aloneSystem(activity: Fields, keys: Set<string>): Fields {
    let key = keyOfId(String(activity['id']));
    while (keys.has(key)) key = `activity.${key}`;
    keys.add(key);
    const [controller] = textsOf(activity['controllers']);
    const [processor] = textsOf(activity['processors']);
    const role = controller === undefined ? 'Processor' : 'Controller';
    const { leftOver } = splitNote(activity['note']);
    return pruned({
      fides_key: key,
      organization_fides_key: organizationKey(controller ?? processor),
      name: activity['name'],
      system_type: ACTIVITY_TYPE,
      responsibility:
        leftOver['responsibility'] ??
        (controller === undefined && processor === undefined ? undefined : [role]),
      uses_profiling: activity['profiling'],
      joint_controller_info: activity['jointArrangement'],
      privacy_declarations: this.declarations(activity, key, true),
    });
  }

  /** What the holder of a system is for the activities in it. */
  private responsibility(holder: string | undefined, activities: readonly Fields[]): string[] | undefined {
    if (holder === undefined) return undefined;
    const roles = [
      ...(activities.some((one) => textsOf(one['controllers']).includes(holder)) ? ['Controller'] : []),
      ...(activities.some((one) => textsOf(one['processors']).includes(holder)) ? ['Processor'] : []),
    ];
    return roles.length === 0 ? undefined : roles;
  }

  private endsOf(id: string, leftOver: Fields): Fields {
    const found: Record<string, unknown> = {};
    for (const { side, end } of this.flowsOf.get(id) ?? []) {
      const there = (found[side] ?? leftOver[side] ?? []) as readonly Fields[];
      if (there.some((one) => one['fides_key'] === end['fides_key'])) continue;
      found[side] = [...there, end];
    }
    return found;
  }

  /** One declaration for each use of the data. */
  private declarations(activity: Fields, system: string, alone: boolean): Fields[] {
    const { leftOver } = splitNote(activity['note']);
    const {
      data_use,
      data_categories,
      data_subjects,
      responsibility: _said,
      sekisho_id: _id,
      ...rest
    } = leftOver;
    const uses = this.keysFor(
      'dataUses',
      textsOf(activity['purposes']),
      data_use === undefined ? [] : [data_use],
    );
    if (uses.length === 0) {
      this.own.dataUses.set(NOT_STATED, 'Not stated');
      uses.push(NOT_STATED);
    }
    const id = String(activity['id']);
    const systems = Math.max(1, textsOf(activity['systems']).length);
    const subjects = Array.isArray(activity['subjects']) ? activity['subjects'].filter(isFields) : [];
    const categories = subjects.flatMap((one) => textOf(one['category']) ?? []);
    const bases = textsOf(activity['legalBasis']);
    const recipients = Array.isArray(activity['recipients'])
      ? activity['recipients'].filter(isFields)
      : undefined;
    const third = (recipients ?? []).flatMap((one) => this.recipientWords(one));
    const retention = textOf(activity['retention']);
    return uses.map((use) => {
      const derived = activityId(system, textOf(activity['name']), use, alone);
      return pruned({
        name: activity['name'],
        data_use: use,
        data_categories: this.keysFor('dataCategories', textsOf(activity['data']), data_categories),
        data_subjects: this.keysFor('dataSubjects', [...new Set(categories)], data_subjects),
        legal_basis_for_processing: bases.flatMap((one) => wordsOfBasis('legalBases', one) ?? [])[0],
        special_category_legal_basis: bases.flatMap(
          (one) => wordsOfBasis('specialCategoryBases', one) ?? [],
        )[0],
        retention_period:
          retention === undefined ? activity['retentionCriterion'] : writePeriodWords(retention),
        data_shared_with_third_parties: recipients === undefined ? undefined : recipients.length > 0,
        third_parties: third.length === 0 ? undefined : third.join('; '),
        ...rest,
        sekisho_id: derived === id && uses.length === 1 && systems === 1 ? undefined : id,
      });
    });
  }

  private recipientWords(recipient: Fields): string[] {
    if (recipient['category'] === THIRD_COUNTRY) return [];
    const organisation = this.organisations.get(String(recipient['organisation']));
    return [textOf(recipient['category']) ?? textOf(organisation?.['name']) ?? []].flat();
  }

  /** Their keys for our words: those that were kept as long as they still say the same, and for the other words their partners. */
  private keysFor(kind: WordKind, words: readonly string[], kept: unknown): string[] {
    const before = textsOf(kept).filter(
      (key) => isFidesKey(key) && translateKey(kind, key).words.every((word) => words.includes(word)),
    );
    const said = new Set(before.flatMap((key) => translateKey(kind, key).words));
    const rest = words.filter((word) => !said.has(word)).map((word) => this.keyFor(kind, word));
    return [...before, ...rest];
  }

  private keyFor(kind: WordKind, word: string): string {
    const partner = keyOfWord(kind, word);
    if (partner !== undefined) return partner;
    const key = isFidesKey(word) ? word : keyOfId(word);
    const label =
      this.out.rulebook.termOf(TERM_LISTS[kind], word)?.labels.en ?? (key === word ? undefined : word);
    if (label !== undefined) this.own[kind].set(key, label);
    return key;
  }

  /** Words of our own that were used, so that the file explains itself. */
  *definitions(): Iterable<[string, Fields[]]> {
    for (const kind of ['dataCategories', 'dataUses', 'dataSubjects'] as const) {
      const found = [...this.own[kind]].sort(([a], [b]) => (a < b ? -1 : 1));
      yield [
        DEFINED_AS[kind],
        found.map(([fides_key, name]) => ({ fides_key, name, ...parentOf(fides_key) })),
      ];
    }
  }
}

/** A key with dots is a kind of what stands before the last of them. */
function parentOf(key: string): Fields {
  const dot = key.lastIndexOf('.');
  return dot <= 0 ? {} : { parent_key: key.slice(0, dot) };
}

function keyOfSystem(id: string): string {
  return keyOfId(id.replace(/:dataset$/, ''));
}

function organizationKey(id: unknown): string {
  return id === undefined ? DEFAULT_ORGANIZATION : keyOfId(String(id));
}

function addressOf(organisation: Fields): string | undefined {
  const { address } = organisation;
  if (!isFields(address)) return undefined;
  const place = [address['postalCode'], address['city']].filter((part) => part !== undefined).join(' ');
  const lines = [...textsOf(address['lines']), place, textOf(address['country']) ?? ''].filter(
    (line) => line !== '',
  );
  return lines.length === 0 ? undefined : lines.join('\n');
}

function profilingOf(activities: readonly Fields[]): boolean | undefined {
  const said = activities.map((one) => one['profiling']).filter((flag) => typeof flag === 'boolean');
  return said.length === 0 ? undefined : said.includes(true);
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function mapOrNothing(fields: Fields): Fields | undefined {
  const found = pruned(fields);
  return Object.keys(found).length === 0 ? undefined : found;
}

function pruned(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
