// The rulebook made ready for columns: rules by number, conditions as trees of numbers, and the days on which law changes as epochs.
import { assert } from '../base/assert.ts';
import { type Condition, rulesAsked } from '../law/condition.ts';
import { type Bound, type Rule, TIERS } from '../law/law.ts';
import { isInForce, type Rulebook, turningDays } from '../law/rulebook.ts';
import { ALWAYS, dayOfNumber, numberOfDay } from './columns-day-number.ts';
import {
  FactColumn,
  OPEN,
  type Part,
  PLAIN_WORLD,
  PlaceColumn,
  Territories,
  type World,
} from './columns-facts.ts';
import { WordTable } from './columns-table.ts';
import { territoriesOfPersons } from './transfers.ts';

/** A condition that asks columns instead of names. All have one shape, for objects of many shapes are slow to read. */
export interface CodedCondition {
  readonly op:
    | ('all' | 'any' | 'not' | 'presumed' | 'if-known' | 'rule' | 'fact' | 'place')
    | ('date' | 'carried' | 'protection' | 'measure' | 'help' | 'answer');
  readonly of: readonly CodedCondition[];
  readonly rule: number;
  /** A test of a fact: the column, and which of its tests. */
  readonly column: FactColumn | undefined;
  readonly test: number;
  readonly place: PlaceColumn | undefined;
  /** Epochs between which the day asked about must lie. */
  readonly from: number;
  readonly until: number;
  readonly protections: readonly number[];
  readonly needsAll: boolean;
  readonly measures: readonly string[];
  /** Whether measures must help, or must not. */
  readonly holds: boolean;
  readonly fails: boolean;
  readonly truth: number;
}

const BLANK: CodedCondition = {
  op: 'answer',
  of: [],
  rule: -1,
  column: undefined,
  test: 0,
  place: undefined,
  from: 0,
  until: 0,
  protections: [],
  needsAll: false,
  measures: [],
  holds: false,
  fails: false,
  truth: OPEN,
};

export interface CodedRule {
  readonly number: number;
  readonly id: string;
  readonly file: string;
  readonly when: CodedCondition | undefined;
  readonly except: readonly number[];
  /** Epochs in which rule and file are in force: the first, and the first no longer. */
  readonly from: number;
  readonly until: number;
  /** Duties: when met, when failed. */
  readonly met: CodedCondition | undefined;
  readonly broken: CodedCondition | undefined;
  /** Permits: the duties on which they depend; kinds of instruments, whom they must bind, place among the tiers. */
  readonly depends: readonly number[];
  readonly kinds: readonly string[];
  readonly bound: Bound;
  readonly tier: number;
  /** Permits: the word for the answer (absent: the kind of the instrument), what the data carry on (-1: nothing). */
  readonly tool: string | undefined;
  readonly carries: number;
  /** Permits: the number of the file, where that is the instrument; else -1. */
  readonly fileNumber: number;
  /** Rules of kind `helps`: the measure. */
  readonly measure: string;
  /** Nobody has seen it at a source yet. */
  readonly isUnseen: boolean;
  /** Rules of reach that reach out to persons: whether some of those are in the territories. */
  readonly persons: PlaceColumn | undefined;
}

/** A law that answers, with its rules in the order of the files. */
export interface CodedLaw {
  readonly number: number;
  readonly name: string;
  readonly reaches: readonly number[];
  readonly transfer: readonly number[];
  readonly noTransfer: readonly number[];
  /** Permits by protection and tier. */
  readonly permits: readonly (readonly (readonly number[])[])[];
}

/** A stretch of epochs in which the same laws stand. */
interface Phase {
  readonly low: number;
  readonly high: number;
  readonly laws: readonly number[];
  /** For each law the one under which what left under it is asked about by now. */
  readonly lawToday: readonly number[];
}

const OF_PAIR = ['destination', 'same-organisation', 'own-staff', 'direct-collection', 'same-country'];
const OF_FLOW = [
  ...['exporter.role', 'importer.role', 'mode', 'automated', 'clear-text', 'combines-eu-data'],
  ...['purposes', 'data', 'subjects', 'subject-countries', 'hr'],
];
const PERSONS = 'subject-countries';
const SENDER_COUNTRY = 'sender.country';

/** Compiles a rulebook once; the answers of columns are then given without looking at a name. */
export class CodedRulebook {
  readonly rulebook: Rulebook;
  readonly epochs: readonly number[];
  readonly territories: Territories;
  readonly rules: CodedRule[] = [];
  readonly laws: CodedLaw[] = [];
  readonly phases: readonly Phase[];
  /** Phase of each epoch. */
  readonly phaseOf: Uint16Array;
  /** Names in the order of code units, so that sorted numbers are sorted names. */
  readonly protections: readonly string[];
  readonly follows: readonly number[];
  readonly columns: Readonly<Record<Part, (FactColumn | PlaceColumn)[]>> = {
    pair: [],
    flow: [],
    between: [],
    slot: [],
  };
  /** Rules of kind `helps`. */
  readonly helps: number[] = [];
  readonly tools = new WordTable();
  /** Kinds of instruments that some rule accepts without both ends bound. */
  readonly oneSided: ReadonlySet<string>;
  /** Kinds of which some rule asks whether every controller is bound. */
  readonly asksControllers: ReadonlySet<string>;
  readonly senderCountry: FactColumn;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly fileNumbers: ReadonlyMap<string, number>;
  private readonly worlds = new Map<string, World>();
  private readonly byName = new Map<string, FactColumn | PlaceColumn>();

  constructor(rulebook: Rulebook) {
    this.rulebook = rulebook;
    this.epochs = [ALWAYS, ...turningDays(rulebook).map(numberOfDay)];
    this.territories = new Territories(rulebook, this.epochs);
    const rules = [...rulebook.rules.values()];
    this.numbers = new Map(rules.map((rule, index) => [rule.id, index]));
    this.fileNumbers = new Map(rulebook.laws.map(({ id }, index) => [id, index]));
    this.protections = protectionsOf(rulebook);
    const lawNames = namesOfLaws(rulebook);
    const deciding = rulesDeciding(rulebook);
    for (const rule of rules) this.rules.push(this.codeRule(rule, deciding.has(rule.id)));
    this.senderCountry = this.factColumn(SENDER_COUNTRY, 'pair');
    for (const [number, rule] of rules.entries()) if (rule.kind === 'helps') this.helps.push(number);
    for (const name of lawNames) this.laws.push(this.codeLaw(name, this.laws.length));
    this.follows = this.protections.map((name) => {
      const law = rulebook.termOf('protections', name)?.follows;
      return law === undefined ? -1 : lawNames.indexOf(law);
    });
    this.phases = this.findPhases(lawNames);
    this.phaseOf = new Uint16Array(this.epochs.length);
    for (const [phase, { low, high }] of this.phases.entries()) this.phaseOf.fill(phase, low, high);
    const permits = rules.filter((rule) => rule.kind === 'permits');
    this.oneSided = new Set(permits.filter((one) => one.bound !== 'both').flatMap((one) => one.instrument));
    this.asksControllers = new Set(
      permits
        .filter((one) => this.asksOfControllers(this.numbers.get(one.id)!))
        .flatMap((one) => one.instrument),
    );
  }

  ruleNumber(id: string): number {
    return this.numbers.get(id) ?? -1;
  }

  /** The epoch in which a day lies. */
  epochOf(day: number): number {
    let low = 0;
    let high = this.epochs.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.epochs[middle]! <= day) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The world in which countries have left the unions of States, and territories are struck. */
  worldOf(departed: ReadonlySet<string>, without: ReadonlySet<string>): World {
    const struck = new Set([...without].filter((id) => this.rulebook.rules.get(id)?.kind === 'territory'));
    if (departed.size === 0 && struck.size === 0) return PLAIN_WORLD;
    const key = `${[...departed].sort()}|${[...struck].sort()}`;
    const known = this.worlds.get(key);
    if (known !== undefined) return known;
    const world = { number: this.worlds.size + 1, departed, struck };
    this.worlds.set(key, world);
    return world;
  }

  column(name: string): FactColumn | PlaceColumn | undefined {
    return this.byName.get(name);
  }

  /** A rule on which no flow depends is left without its conditions, so that it tells no facts apart. */
  private codeRule(rule: Rule, isDeciding: boolean): CodedRule {
    const file = this.rulebook.files.get(rule.file);
    const froms = [rule.from, file?.from].filter((day) => day !== undefined);
    const untils = [rule.until, file?.until].filter((day) => day !== undefined);
    const code = (one: Condition | undefined): CodedCondition | undefined =>
      one === undefined || !isDeciding ? undefined : this.code(one);
    const persons = rule.when === undefined ? [] : territoriesOfPersons(rule.when);
    const permit = rule.kind === 'permits' ? rule : undefined;
    return {
      number: this.numbers.get(rule.id)!,
      id: rule.id,
      file: rule.file,
      when: code(rule.when),
      except: rule.except.map((id) => this.numbers.get(id)!),
      from: Math.max(0, ...froms.map((day) => this.epochOf(numberOfDay(day)))),
      until: Math.min(this.epochs.length, ...untils.map((day) => this.epochOf(numberOfDay(day)))),
      met: rule.kind === 'duty' ? code(rule.met) : undefined,
      broken: rule.kind === 'duty' ? code(rule.broken) : undefined,
      depends: permit?.depends.map((id) => this.numbers.get(id)!) ?? [],
      kinds: permit?.instrument ?? [],
      bound: permit?.bound ?? 'none',
      tier: permit === undefined ? 0 : TIERS.indexOf(permit.tier),
      tool: permit?.tool,
      carries: permit === undefined ? -1 : this.protections.indexOf(permit.carries),
      fileNumber: permit?.tier === 'adequacy' ? this.fileNumbers.get(rule.file)! : -1,
      measure: rule.kind === 'helps' ? (rule.measure ?? '') : '',
      isUnseen: rule.unverified !== undefined,
      persons:
        rule.kind === 'reaches' && persons.length > 0
          ? this.placeColumn(PERSONS, 'flow', persons)
          : undefined,
    };
  }

  private codeLaw(name: string, number: number): CodedLaw {
    const of = (kind: Rule['kind']): number[] =>
      this.rulebook.laws
        .flatMap((file) => file.rules)
        .filter((rule) => rule.kind === kind && rule.laws.includes(name))
        .map((rule) => this.numbers.get(rule.id)!);
    const permits = of('permits');
    const permitsFor = this.protections.map((protection) =>
      TIERS.map((tier) => permits.filter((one) => this.answersFor(one, protection, tier))),
    );
    return {
      number,
      name,
      reaches: of('reaches'),
      transfer: of('transfer'),
      noTransfer: of('no-transfer'),
      permits: permitsFor,
    };
  }

  private answersFor(number: number, protection: string, tier: string): boolean {
    const rule = this.rulebook.rules.get(this.rules[number]!.id);
    if (rule?.kind !== 'permits' || rule.tier !== tier) return false;
    if (rule.for.includes(protection)) return true;
    return rule.for.includes('afresh') && this.rulebook.termOf('protections', protection)?.afresh === true;
  }

  private findPhases(names: readonly string[]): Phase[] {
    const found: { low: number; high: number; laws: number[]; lawToday: number[] }[] = [];
    const { instruments } = this.rulebook;
    this.epochs.forEach((start, epoch) => {
      const on = dayOfNumber(start);
      const standing = new Set(instruments.filter((one) => isInForce(one, on)).map((one) => one.answers));
      const laws = [...standing].map((name) => names.indexOf(name)).filter((law) => law >= 0);
      const lawToday = names.map((name, law) => {
        if (standing.has(name)) return law;
        const next = instruments.find((one) => one.answers === name && one.continuedBy !== undefined);
        return next?.continuedBy === undefined ? law : names.indexOf(next.continuedBy);
      });
      const last = found.at(-1);
      if (last !== undefined && `${last.laws} ${last.lawToday}` === `${laws} ${lawToday}`)
        last.high = epoch + 1;
      else found.push({ low: epoch, high: epoch + 1, laws, lawToday });
    });
    return found;
  }

  private code(condition: Condition): CodedCondition {
    switch (condition.op) {
      case 'all':
      case 'any':
        return { ...BLANK, op: condition.op, of: condition.of.map((part) => this.code(part)) };
      case 'not':
      case 'presumed':
      case 'if-known':
        return { ...BLANK, op: condition.op, of: [this.code(condition.of)] };
      case 'rule':
        return { ...BLANK, op: 'rule', rule: this.numbers.get(condition.rule)! };
      default:
        return this.codeTest(condition);
    }
  }

  private codeTest(condition: Extract<Condition, { fact: string }>): CodedCondition {
    const { fact } = condition;
    if (fact === 'date') return this.codeDate(condition);
    if (fact === 'protection' || fact === 'carried' || fact === 'measure')
      return codeWords(condition, this.protections);
    if (fact === 'assessment.measures-help') {
      assert(condition.op === 'is', 'whether measures help is a flag');
      const { values } = condition;
      return { ...BLANK, op: 'help', holds: values.includes(true), fails: values.includes(false) };
    }
    const part = partOf(fact);
    if (part === undefined) return BLANK;
    if (condition.op === 'in' || condition.op === 'any-in')
      return { ...BLANK, op: 'place', place: this.placeColumn(fact, part, condition.territories) };
    const column = this.factColumn(fact, part);
    return { ...BLANK, op: 'fact', column, test: column.testOf(condition) };
  }

  /** The day asked about may only be compared with fixed days: those are epochs. */
  private codeDate(condition: Extract<Condition, { fact: string }>): CodedCondition {
    assert(
      condition.op === 'before' || condition.op === 'on-or-after',
      'the day asked about is only compared',
    );
    const epoch = this.epochOf(numberOfDay(condition.date));
    return condition.op === 'before'
      ? { ...BLANK, op: 'date', from: 0, until: epoch }
      : { ...BLANK, op: 'date', from: epoch, until: this.epochs.length };
  }

  factColumn(name: string, part: Part): FactColumn {
    const known = this.byName.get(name);
    if (known instanceof FactColumn) return known;
    const column = new FactColumn(name, part, this.columns[part].length, this.rulebook);
    this.columns[part].push(column);
    this.byName.set(name, column);
    return column;
  }

  private placeColumn(fact: string, part: Part, set: readonly string[]): PlaceColumn {
    const name = `${fact} in ${set.join(' ')}`;
    const known = this.byName.get(name);
    if (known instanceof PlaceColumn) return known;
    const column = new PlaceColumn(fact, part, this.columns[part].length, set, this.territories);
    this.columns[part].push(column);
    this.byName.set(name, column);
    return column;
  }

  private asksOfControllers(rule: number): boolean {
    return [...this.questionsOf([rule]).tests.keys()].some(
      ({ name }) => name === 'instrument.controllers-bound',
    );
  }

  /** Everything that some rules and those to which they lead ask. */
  questionsOf(rules: readonly number[]): Questions {
    const found: Questions = { tests: new Map(), places: new Set(), asksCarried: false, asksHelp: false };
    const seen = new Set<number>();
    const visit = (condition: CodedCondition | undefined): void => {
      condition?.of.forEach(visit);
      switch (condition?.op) {
        case 'rule':
          enter(condition.rule);
          return;
        case 'help':
          found.asksHelp = true;
          this.helps.forEach(enter);
          return;
        case 'carried':
          found.asksCarried = true;
          return;
        case 'fact':
          found.tests.set(
            condition.column!,
            (found.tests.get(condition.column!) ?? new Set()).add(condition.test),
          );
          return;
        case 'place':
          found.places.add(condition.place!);
          return;
      }
    };
    const enter = (number: number): void => {
      if (seen.has(number)) return;
      seen.add(number);
      const { when, met, broken, except, depends, persons } = this.rules[number]!;
      [when, met, broken].forEach(visit);
      [...except, ...depends].forEach(enter);
      if (persons !== undefined) found.places.add(persons);
    };
    rules.forEach(enter);
    return found;
  }
}

/** What rules ask: tests of columns, places, and what the data carry under any law. */
export interface Questions {
  readonly tests: Map<FactColumn, Set<number>>;
  readonly places: Set<PlaceColumn>;
  asksCarried: boolean;
  asksHelp: boolean;
}

const coded = new WeakMap<Rulebook, CodedRulebook>();

/** The rulebook made ready; done once, for a rulebook never changes. */
export function codeRulebook(rulebook: Rulebook): CodedRulebook {
  const earlier = coded.get(rulebook);
  if (earlier !== undefined) return earlier;
  const made = new CodedRulebook(rulebook);
  coded.set(rulebook, made);
  return made;
}

/** The rules by which flows are decided, and those to which they lead. */
function rulesDeciding(rulebook: Rulebook): ReadonlySet<string> {
  const found = new Set<string>();
  for (const rule of rulebook.rules.values()) {
    const { kind } = rule;
    if (['reaches', 'transfer', 'no-transfer', 'permits', 'helps'].includes(kind)) found.add(rule.id);
  }
  for (const id of found) {
    const rule = rulebook.rules.get(id);
    if (rule === undefined) continue;
    const conditions = [rule.when, ...(rule.kind === 'duty' ? [rule.met, rule.broken] : [])];
    const named = conditions.flatMap((one) => (one === undefined ? [] : rulesAsked(one)));
    for (const other of [...named, ...rule.except, ...(rule.kind === 'permits' ? rule.depends : [])])
      found.add(other);
  }
  return found;
}

/** A test of what the data carry, or of the measure looked at. */
function codeWords(
  condition: Extract<Condition, { fact: string }>,
  names: readonly string[],
): CodedCondition {
  const { fact, op } = condition;
  assert(op === 'has' || op === (fact === 'carried' ? 'has-all' : 'is'), `${fact} is compared with words`);
  const words = condition.values.map(String);
  if (fact === 'measure') return { ...BLANK, op: 'measure', measures: words };
  const protections = words.map((word) => names.indexOf(word));
  return fact === 'protection'
    ? { ...BLANK, op: 'protection', protections }
    : { ...BLANK, op: 'carried', protections, needsAll: op === 'has-all' };
}

function partOf(fact: string): Part | undefined {
  if (OF_FLOW.includes(fact) || fact.startsWith('derogation.')) return 'flow';
  if (OF_PAIR.includes(fact) || /^(?:sender|exporter|importer)\./.test(fact)) return 'pair';
  if (fact === 'agreements' || fact.startsWith('base.')) return 'between';
  return /^(?:instrument|assessment)\./.test(fact) ? 'slot' : undefined;
}

function protectionsOf(rulebook: Rulebook): string[] {
  const found = new Set(['direct', 'uncovered']);
  for (const term of rulebook.terms) if (term.list === 'protections') found.add(term.id);
  for (const rule of rulebook.rules.values()) {
    if (rule.kind !== 'permits') continue;
    for (const word of rule.for) if (word !== 'afresh') found.add(word);
    if (rule.carries !== 'nothing') found.add(rule.carries);
  }
  return [...found].sort();
}

/** Laws that can answer at all: those that say whom they reach, and those under which their data are asked about later. */
function namesOfLaws({ rules, instruments }: Rulebook): string[] {
  const reaching = new Set<string>();
  for (const rule of rules.values())
    if (rule.kind === 'reaches') for (const law of rule.laws) reaching.add(law);
  for (const name of reaching)
    for (const one of instruments)
      if (one.answers === name && one.continuedBy !== undefined) reaching.add(one.continuedBy);
  const named = new Set(instruments.map((one) => one.answers));
  return [...named].filter((name) => reaching.has(name));
}
