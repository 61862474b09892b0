// How complete a register is: which fields the laws of a day ask of each record, which are given, which are missing, and who asks.
import { doesApply, type Ground } from '../engine/evaluate.ts';
import { type Fact, known, type Situation } from '../engine/fact.ts';
import { both, either, FAILS, type Finding, HOLDS, notKnown } from '../engine/truth.ts';
import { ASKED_NOUNS, type AskedNoun } from '../law/asked-fields.ts';
import { type Condition, factsTested, rulesAsked } from '../law/condition.ts';
import type { AsksRule, Capacity, Language, Strength } from '../law/law.ts';
import { isInForce, type Rulebook, rulesOf } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type AskedRecords, isGiven } from './asked-fields.ts';
import { endsOf } from './flow-facts.ts';
import { isRunning } from './question.ts';
import { isAboutRecord, recordFact, type View } from './record-facts.ts';
import type { Activity, Flow, Register } from './register.ts';
import { indexOf } from './register-index.ts';
import { indexResponsibilities, type Responsibilities, type Responsibility } from './responsibility.ts';
import { situationOf } from './transfer-situation.ts';

/** What is asked and what is given of it; `score` is the share that is given, 1 where nothing is asked. */
export interface Tally {
  readonly score: number;
  readonly asked: number;
  readonly given: number;
}

/** One field that one rule asks of one organisation. */
export interface AskedField {
  /** The key of the record, as in `retention`. */
  readonly field: string;
  /** Fields that answer as well. */
  readonly or: readonly string[];
  readonly rule: string;
  readonly law: string;
  readonly cite: string;
  readonly says: string;
  readonly strength: Strength;
  /** Who is asked; `null` where the register does not say who answers for the record. */
  readonly organisation: string | null;
  readonly as: Capacity | null;
  /** Facts without which it is not known whether the law asks it; empty where it does. */
  readonly open: readonly string[];
  readonly unverified?: string;
}

export interface RecordCompleteness extends Tally {
  readonly noun: AskedNoun;
  readonly id: string;
  readonly organisations: readonly string[];
  readonly missing: readonly AskedField[];
  /** What is only advised, counted apart. */
  readonly advised: Tally;
  /** What is asked and given; only where it was wanted. */
  readonly answered?: readonly AskedField[];
}

export interface OrganisationCompleteness extends Tally {
  readonly organisation: string;
  readonly controller: Tally;
  readonly processor: Tally;
  readonly advised: Tally;
}

/** What one rule asks of one organisation in one capacity, over all records of a kind. */
export interface CompletenessCell {
  readonly organisation: string | null;
  readonly as: Capacity | null;
  readonly noun: AskedNoun;
  readonly rule: string;
  readonly law: string;
  readonly cite: string;
  readonly says: string;
  readonly strength: Strength;
  /** Records of which it is asked, and of which it is given. */
  readonly asked: number;
  readonly given: number;
}

export interface Completeness extends Tally {
  readonly asOf: CivilDate;
  /** The fingerprint of the laws. */
  readonly laws: string;
  readonly advised: Tally;
  readonly byOrganisation: readonly OrganisationCompleteness[];
  /** By rule and organisation; only where it was wanted. */
  readonly cells?: readonly CompletenessCell[];
  /** Records of which something is asked, in the register's order. */
  readonly records: readonly RecordCompleteness[];
}

export interface CompletenessManner {
  readonly language: Language;
  /** Only what is asked of this organisation. */
  readonly organisation?: string;
  /** Only this record. */
  readonly record?: { readonly noun: AskedNoun; readonly id: string };
  /** List what is given, too. */
  readonly explain?: boolean;
  /** Count by rule and organisation, too. */
  readonly cells?: boolean;
}

/**
 * Assesses every record that runs on the day. A law asks an organisation where its rules of kind `reaches` say that it binds it; a law
 * without such rules says so in the condition of each rule. Where it is not known whether something is asked, it counts as asked while
 * it is missing, and not at all once it is given: so filling in what is asked never lowers a score. Only members of the group are asked.
 */
export function assessCompleteness(
  register: Register,
  rulebook: Rulebook,
  asOf: CivilDate,
  manner: CompletenessManner = { language: 'en' },
): Completeness {
  const assessor = new Assessor(register, rulebook, asOf, manner);
  const group = new Count();
  const organisations = new Map<string, Record<'whole' | 'controller' | 'processor', Count>>();
  const records: RecordCompleteness[] = [];
  const cells = new Map<string, { -readonly [K in keyof CompletenessCell]: CompletenessCell[K] }>();
  for (const [noun, record] of recordsOf(register, asOf, manner.record)) {
    const found = assessor.assess(noun, record);
    if (found.length === 0) continue;
    const whole = new Count().take(found);
    group.add(whole);
    for (const [id, asked] of byOrganisation(found)) {
      const counts = organisations.get(id) ?? {
        whole: new Count(),
        controller: new Count(),
        processor: new Count(),
      };
      organisations.set(id, counts);
      counts.whole.take(asked);
      for (const as of ['controller', 'processor'] as const) counts[as].take(asked, as);
    }
    if (manner.cells === true) countCells(cells, noun, found);
    const named = new Set(found.flatMap(({ field }) => field.organisation ?? []));
    records.push({
      noun,
      id: record.id,
      ...whole.must(),
      organisations: [...named],
      advised: whole.should(),
      missing: found.filter((one) => !one.given).map((one) => one.field),
      ...(manner.explain === true && {
        answered: found.filter((one) => one.given && one.field.open.length === 0).map((one) => one.field),
      }),
    });
  }
  return {
    asOf,
    laws: rulebook.fingerprint,
    ...group.must(),
    advised: group.should(),
    byOrganisation: [...organisations]
      .map(([organisation, { whole, controller, processor }]) => ({
        organisation,
        ...whole.must(),
        controller: controller.must(),
        processor: processor.must(),
        advised: whole.should(),
      }))
      .sort((a, b) => (a.organisation < b.organisation ? -1 : 1)),
    ...(manner.cells === true && { cells: [...cells.values()] }),
    records,
  };
}

/** Counts what was found of one record into the cells. What is given without being known to be asked is not counted. */
function countCells(
  cells: Map<string, { -readonly [K in keyof CompletenessCell]: CompletenessCell[K] }>,
  noun: AskedNoun,
  found: readonly Found[],
): void {
  for (const { field, given } of found) {
    if (given && field.open.length > 0) continue;
    const { organisation, as, rule, law, cite, says, strength } = field;
    const key = [organisation ?? '', as ?? '', noun, rule, law].join('\u0001');
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { organisation, as, noun, rule, law, cite, says, strength, asked: 0, given: 0 };
      cells.set(key, cell);
    }
    cell.asked += 1;
    if (given) cell.given += 1;
  }
}

/** Stands for the activity in what is found once for many records. */
const NO_ACTIVITY = '(activity)';

interface Found {
  readonly field: AskedField;
  readonly given: boolean;
}

type AnyRecord = AskedRecords[AskedNoun];

function* recordsOf(
  register: Register,
  on: CivilDate,
  only: CompletenessManner['record'],
): Generator<readonly [AskedNoun, AnyRecord]> {
  for (const noun of ASKED_NOUNS) {
    if (only !== undefined && only.noun !== noun) continue;
    const records: ReadonlyMap<string, AnyRecord> = register[noun];
    if (only !== undefined) {
      const one = records.get(only.id);
      if (one !== undefined && isAt(noun, one, register, on)) yield [noun, one];
      continue;
    }
    for (const one of records.values()) if (isAt(noun, one, register, on)) yield [noun, one];
  }
}

function isAt(noun: AskedNoun, record: AnyRecord, register: Register, on: CivilDate): boolean {
  return noun === 'flows' ? isRunning(record as Flow, register, on) : isInForce(record, on);
}

function byOrganisation(found: readonly Found[]): Map<string, Found[]> {
  const map = new Map<string, Found[]>();
  for (const one of found) {
    const id = one.field.organisation;
    if (id === null) continue;
    const list = map.get(id);
    if (list === undefined) map.set(id, [one]);
    else list.push(one);
  }
  return map;
}

type FieldState = 'not-counted' | 'given' | 'missing';
const RANK: Readonly<Record<FieldState, number>> = { 'not-counted': 0, given: 1, missing: 2 };

/** Counts fields: one that several laws or organisations are asked counts once for the record. */
class Count {
  private asked = { must: 0, should: 0 };
  private given = { must: 0, should: 0 };

  /** Only those asked in one capacity, if one is named. */
  take(found: readonly Found[], as?: Capacity): this {
    const states = { must: new Map<string, FieldState>(), should: new Map<string, FieldState>() };
    for (const { field, given } of found) {
      if (as !== undefined && field.as !== as) continue;
      const state = !given ? 'missing' : field.open.length > 0 ? 'not-counted' : 'given';
      const fields = states[field.strength];
      const earlier = fields.get(field.field);
      if (earlier === undefined || RANK[state] > RANK[earlier]) fields.set(field.field, state);
    }
    for (const strength of ['must', 'should'] as const) {
      for (const state of states[strength].values()) {
        if (state !== 'not-counted') this.asked[strength] += 1;
        if (state === 'given') this.given[strength] += 1;
      }
    }
    return this;
  }

  add(other: Count): void {
    for (const strength of ['must', 'should'] as const) {
      this.asked[strength] += other.asked[strength];
      this.given[strength] += other.given[strength];
    }
  }

  must(): Tally {
    return tally(this.asked.must, this.given.must);
  }

  should(): Tally {
    return tally(this.asked.should, this.given.should);
  }
}

/** Rounded down to a thousandth, so that only what is complete shows as complete. */
function tally(asked: number, given: number): Tally {
  return { score: asked === 0 ? 1 : Math.floor((1000 * given) / asked) / 1000, asked, given };
}

/** A rule that may be asked, and what is known of that before the record is looked at. */
interface Candidate {
  readonly rule: AsksRule;
  readonly law: string;
  readonly finding: Finding;
  /** The rule's own condition turns on the record. */
  readonly turnsOnRecord: boolean;
  /** What is said of it where it is asked for certain: the same for every record, so it is written once. */
  field?: AskedField;
}

/** Asks record after record; what is the same for many records of an organisation is found once. */
class Assessor {
  private readonly register: Register;
  private readonly rulebook: Rulebook;
  private readonly ground: Ground;
  private readonly manner: CompletenessManner;
  private readonly responsibilities: Responsibilities;
  private readonly plans = new Map<string, readonly Candidate[]>();
  private readonly reachOf = new Map<string, Finding>();
  private readonly asking: ReadonlyMap<
    AskedNoun,
    readonly { rule: AsksRule; law: string; turnsOnRecord: boolean }[]
  >;

  constructor(register: Register, rulebook: Rulebook, on: CivilDate, manner: CompletenessManner) {
    this.register = register;
    this.rulebook = rulebook;
    this.manner = manner;
    this.ground = { rulebook, on, struck: new Set(), departed: new Set() };
    this.responsibilities = indexResponsibilities(register, on);
    this.asking = askingRules(rulebook, on);
  }

  assess(noun: AskedNoun, record: AnyRecord): Found[] {
    if (!this.asking.has(noun)) return [];
    const found: Found[] = [];
    const seen = new Set<string>();
    const activities = this.activitiesOf(noun, record);
    const at = `${noun}.${record.id}.${noun === 'flows' ? 'activity' : 'activities'}`;
    for (const one of this.responsibilities.of(noun, record as never)) {
      if (this.manner.organisation !== undefined && one.organisation !== this.manner.organisation) continue;
      const organisation = this.register.organisations.get(one.organisation ?? '');
      const view: View = {
        register: this.register,
        rulebook: this.rulebook,
        on: this.ground.on,
        organisation,
        activities,
        at,
        ...(noun === 'contractors' && { contractor: record as AskedRecords['contractors'] }),
        ...(noun === 'instruments' && { instrument: record as AskedRecords['instruments'] }),
      };
      const situations = new Map<string, Situation>();
      for (const candidate of this.planFor(noun, one, activities)) {
        const { rule, law, turnsOnRecord } = candidate;
        if (rule.as.length === 0) {
          // What is asked in any capacity is asked once of each organisation.
          const key = `${rule.id} ${law} ${one.organisation ?? ''}`;
          if (seen.has(key)) continue;
          seen.add(key);
        }
        let { finding } = candidate;
        if (turnsOnRecord) {
          const situation = situations.get(law) ?? this.situationFor(noun, record, law, view);
          situations.set(law, situation);
          finding = both([finding, doesApply(rule, situation, this.ground)]);
        }
        if (finding.truth !== false) found.push(this.describe(noun, record, candidate, one, finding, at));
      }
    }
    return found;
  }

  private describe(
    noun: AskedNoun,
    record: AnyRecord,
    candidate: Candidate,
    one: Responsibility,
    finding: Finding,
    at: string,
  ): Found {
    const { rule, law } = candidate;
    const look = {
      register: this.register,
      rulebook: this.rulebook,
      on: this.ground.on,
      engagementsOf: this.responsibilities.engagementsOf,
      law,
      organisation: one.organisation,
      instrument: rule.instrument,
    };
    const given = rule.fields.some((name) => isGiven(noun, name, record as never, look));
    if (finding.truth !== 'unknown') {
      candidate.field ??= this.fieldOf(rule, law, one, []);
      return { given, field: candidate.field };
    }
    const gaps = finding.missing.map((name) => (name === NO_ACTIVITY ? at : name));
    const unnamed = one.organisation === undefined ? at : `organisations.${one.organisation}`;
    return { given, field: this.fieldOf(rule, law, one, gaps.length > 0 ? gaps : [unnamed]) };
  }

  private fieldOf(rule: AsksRule, law: string, one: Responsibility, open: readonly string[]): AskedField {
    const [field, ...or] = rule.fields;
    return {
      field,
      or,
      rule: rule.id,
      law,
      cite: rule.cites[0] ?? rule.id,
      says: rule.says[this.manner.language],
      strength: rule.strength,
      organisation: one.organisation ?? null,
      as: rule.as.length === 0 ? null : (one.as ?? null),
      open,
      ...(rule.unverified !== undefined && { unverified: rule.unverified }),
    };
  }

  /** The rules that may be asked of the organisation in its capacity, without those that are known not to be. */
  private planFor(
    noun: AskedNoun,
    one: Responsibility,
    activities: readonly Activity[] | undefined,
  ): readonly Candidate[] {
    // An organisation as a whole is bound or not, whatever one of its activities is about.
    const activity = noun !== 'organisations' && activities?.length === 1 ? activities[0] : undefined;
    const persons = this.dependsOnActivity(one.organisation) ? personsKey(activity) : '';
    const key = [noun, one.organisation ?? '', one.as ?? '', persons, ...one.missing].join('\u0001');
    const earlier = this.plans.get(key);
    if (earlier !== undefined) return earlier;
    const organisation = this.register.organisations.get(one.organisation ?? '');
    const view: View = {
      register: this.register,
      rulebook: this.rulebook,
      on: this.ground.on,
      organisation,
      activities: activity === undefined ? undefined : [activity],
      at: NO_ACTIVITY,
    };
    const situation = situationOfView(view);
    const candidates = (this.asking.get(noun) ?? []).flatMap(({ rule, law, turnsOnRecord }): Candidate[] => {
      if (rule.as.length > 0 && one.as !== undefined && !rule.as.includes(one.as)) return [];
      if (rule.as.length > 0 && one.as === undefined) return [];
      const finding = both([
        one.missing.length === 0 ? HOLDS : notKnown(one.missing),
        organisation === undefined ? HOLDS : isMember(organisation),
        this.reach(law, view, persons),
        turnsOnRecord ? HOLDS : doesApply(rule, situation, this.ground),
      ]);
      return finding.truth === false ? [] : [{ rule, law, finding, turnsOnRecord }];
    });
    this.plans.set(key, candidates);
    return candidates;
  }

  /** Does the law bind the organisation? A law without rules of kind `reaches` leaves that to the condition of each rule. */
  private reach(law: string, view: View, persons: string): Finding {
    const key = [law, view.organisation?.id ?? '', persons].join('\u0001');
    const earlier = this.reachOf.get(key);
    if (earlier !== undefined) return earlier;
    const rules = rulesOf(this.rulebook, 'reaches', law, this.ground.on, this.ground.struck);
    const situation = situationOfView(view);
    const finding =
      rules.length === 0 ? HOLDS : either(rules.map((rule) => doesApply(rule, situation, this.ground)));
    this.reachOf.set(key, finding);
    return finding;
  }

  /** Whether a law binds it can turn on whom the activity is about: laws that reach out to persons. */
  private dependsOnActivity(id: string | undefined): boolean {
    return this.register.organisations.get(id ?? '')?.regimes?.length !== 0;
  }

  private activitiesOf(noun: AskedNoun, record: AnyRecord): readonly Activity[] | undefined {
    switch (noun) {
      case 'activities':
        return [record as Activity];
      case 'systems':
      case 'contractors':
        return this.responsibilities.activitiesOf(record as AskedRecords['systems' | 'contractors']);
      case 'flows': {
        const { activity } = record as Flow;
        const one = activity === undefined ? undefined : this.register.activities.get(activity);
        return one === undefined ? undefined : [one];
      }
      case 'organisations':
        return this.responsibilities.activitiesBy(record.id);
      default:
        return undefined;
    }
  }

  private situationFor(noun: AskedNoun, record: AnyRecord, law: string, view: View): Situation {
    if (noun !== 'flows') return situationOfView(view);
    const ends = endsOf(record as Flow, this.register);
    const setting = {
      ends,
      register: this.register,
      ground: this.ground,
      instruments: indexOf(this.register, this.rulebook).instrumentsFor(ends),
      protection: 'direct',
      carried: [],
    };
    const flow = situationOf(setting);
    return {
      ask: (name: string): Fact => {
        if (name === 'transfer') return this.isTransfer(law, flow);
        return /^(activity|organisation)\./.test(name) ? recordFact(name, view) : flow.ask(name);
      },
    };
  }

  /** Is the flow a transfer in the sense of the law? By its rules of kind `transfer`, without what came before. */
  private isTransfer(law: string, flow: Situation): Fact {
    const rules = rulesOf(this.rulebook, 'transfer', law, this.ground.on, this.ground.struck);
    const finding =
      rules.length === 0 ? FAILS : either(rules.map((rule) => doesApply(rule, flow, this.ground)));
    return finding.truth === 'unknown' ? { known: false, missing: finding.missing } : known(finding.truth);
  }
}

function situationOfView(view: View): Situation {
  const seen = new Map<string, Fact>();
  return {
    ask: (name) => {
      const earlier = seen.get(name);
      if (earlier !== undefined) return earlier;
      const fact = recordFact(name, view);
      seen.set(name, fact);
      return fact;
    },
  };
}

function isMember({ id, member }: { readonly id: string; readonly member?: boolean }): Finding {
  if (member === undefined) return notKnown([`organisations.${id}.member`]);
  return member ? HOLDS : FAILS;
}

/** Where the persons of an activity are, as one text. */
function personsKey(activity: Activity | undefined): string {
  if (activity?.subjects === undefined) return '?';
  const countries = activity.subjects.map((one) => one.countries?.join('+') ?? '?');
  return [...new Set(countries)].sort().join(',');
}

/** Every rule that asks something on the day, by the kind of record, once for each law that stands. */
function askingRules(
  rulebook: Rulebook,
  on: CivilDate,
): ReadonlyMap<AskedNoun, readonly { rule: AsksRule; law: string; turnsOnRecord: boolean }[]> {
  const standing = rulebook.instruments.filter((one) => isInForce(one, on)).map((one) => one.answers);
  const found = new Map<AskedNoun, { rule: AsksRule; law: string; turnsOnRecord: boolean }[]>();
  for (const law of [...new Set(standing)]) {
    for (const rule of rulesOf(rulebook, 'asks', law, on, new Set())) {
      const list = found.get(rule.of) ?? [];
      found.set(rule.of, list);
      const conditions = conditionsBehind(rule.id, rulebook);
      list.push({ rule, law, turnsOnRecord: conditions.flatMap(factsTested).some(isAboutRecord) });
    }
  }
  return found;
}

/** The condition of a rule and of all rules on which it turns. */
function conditionsBehind(id: string, rulebook: Rulebook): Condition[] {
  const rule = rulebook.rules.get(id);
  if (rule === undefined) return [];
  const own = rule.when === undefined ? [] : [rule.when];
  const named = [...own.flatMap(rulesAsked), ...rule.except];
  return [...own, ...named.flatMap((other) => conditionsBehind(other, rulebook))];
}
