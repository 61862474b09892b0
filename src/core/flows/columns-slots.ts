// What an instrument is to a flow on a day, as a state: whom it binds, what it covers, what was assessed; like states are one number.
import { type Fact, known, unknown } from '../engine/fact.ts';
import { BOUND } from '../law/law.ts';
import { addDays, addMonths, type CivilDate } from '../time/civil-date.ts';
import { assessmentFact, newestOf } from './assessment-facts.ts';
import { ALWAYS, dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import {
  COVER_COLUMNS,
  FIRST_SLOT_COLUMN,
  MEASURES_COLUMN,
  type Rows,
  type SlotKind,
} from './columns-decide.ts';
import { FactColumn, NO, OPEN, PlaceColumn, type World, YES } from './columns-facts.ts';
import type { Whole } from './columns-flows.ts';
import type { CodedRulebook } from './columns-law.ts';
import { RowTable } from './columns-rows.ts';
import { ListTable, PairTable, WordTable } from './columns-table.ts';
import { doesCover, isBetween } from './coverage.ts';
import type { Ends } from './flow-facts.ts';
import type { Activity, Assessment, Instrument, Register } from './register.ts';
import { situationOf } from './transfer-situation.ts';

/** An instrument that is not in force, or can carry nothing between these two. */
export const ABSENT = -1;

/** An instrument with what is looked up of it again and again. */
export interface CodedInstrument {
  readonly number: number;
  readonly one: Instrument;
  readonly from: number;
  readonly until: number;
  /** Day of the approval; `NEVER` where none is recorded. */
  readonly approvedOn: number;
  readonly id: string;
  readonly parties: readonly string[] | ReadonlySet<string> | undefined;
  readonly exporters: readonly string[] | undefined;
  readonly importers: readonly string[] | undefined;
  readonly activities: readonly string[] | undefined;
  readonly data: readonly string[] | undefined;
  /** Days of the accessions of each party: first days and first days no longer in turn. */
  readonly accessions: ReadonlyMap<string, readonly number[]> | undefined;
  /** Some rule accepts it without both ends bound. */
  readonly isOneSided: boolean;
  readonly asksControllers: boolean;
  readonly dependsOnActivity: boolean;
  readonly assessments: readonly Assessment[];
  /** Kind, modules and whatever else law asks of it; alike instruments have the same. */
  readonly class: number;
}

/** Who and what a slot is looked at for. */
export interface SlotView {
  /** Ids of the ends; undefined where nobody is recorded. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Id of the activity, which may be one that the register does not hold (yet). */
  readonly served: string | undefined;
  readonly activity: Activity | undefined;
  readonly country: string | undefined;
  /** Number of the country and one; 0 where it is not known. */
  readonly countryNumber: number;
  readonly flow: string;
  readonly flowAssessments: readonly Assessment[];
  readonly tools: readonly string[] | undefined;
  readonly world: World;
  /** The same for the readable evaluator. */
  ends(): Ends;
}

/** What was assessed in sight of an instrument and a destination, over time. */
interface AssessedOverTime {
  readonly days: readonly number[];
  readonly states: readonly number[];
}

const KEY_LENGTH = 12;

export class SlotCoder {
  readonly rows: Rows;
  readonly kinds: SlotKind[] = [];
  readonly measures: (readonly string[] | undefined)[] = [];
  /** Whether the slot can carry anything at all; others only count as what an addendum amends, or as agreements. */
  readonly isKept: boolean[] = [];
  /** What an instrument adds to what all say together, by state; 0: nothing. Alike additions have the same number. */
  readonly agreements: number[] = [];
  private readonly law: CodedRulebook;
  private readonly register: Register;
  private readonly table: RowTable;
  private readonly key = new Int32Array(KEY_LENGTH);
  private readonly keys = new ListTable();
  private readonly overTime = new ListTable();
  private readonly states: number[] = [];
  private readonly classes = new WordTable();
  private readonly measureLists = new WordTable();
  private readonly agreementTexts = new WordTable();
  private readonly assessedTexts = new WordTable();
  private readonly assessedValues: (Assessment | undefined)[] = [];
  private readonly assessedDays: CivilDate[] = [];
  private readonly assessedKeys = new PairTable();
  private readonly assessed: AssessedOverTime[] = [];
  private readonly byInstrument = new Map<string, Assessment[]>();
  private readonly byCountry = new Map<string, Assessment[]>();
  private readonly months: readonly number[];
  private readonly monthsOver = new Map<number, number>();
  private readonly madeOnClasses = new Map<string, number>();
  private readonly madeOn: FactColumn | undefined;
  private readonly unassessed: AssessedOverTime;

  constructor(law: CodedRulebook, register: Register) {
    this.law = law;
    this.register = register;
    this.table = new RowTable(FIRST_SLOT_COLUMN + law.columns.slot.length);
    this.rows = this.table;
    for (const one of register.assessments.values()) {
      if (one.flows !== undefined) continue;
      if (one.instrument !== undefined) add(this.byInstrument, one.instrument, one);
      else if (one.country !== undefined) add(this.byCountry, one.country, one);
    }
    const madeOn = law.column('assessment.made-on');
    this.madeOn = madeOn instanceof FactColumn ? madeOn : undefined;
    this.months = [
      ...new Set(this.madeOn?.tests.flatMap((one) => (one.op === 'within-months' ? [one.months] : []))),
    ];
    this.unassessed = { days: [ALWAYS], states: [this.assessedState(undefined, dayOfNumber(ALWAYS))] };
  }

  codeInstrument(record: Instrument, number: number): CodedInstrument {
    const one: Whole<Instrument> = { ...NO_INSTRUMENT, ...record };
    const asksControllers = this.law.asksControllers.has(one.kind);
    return {
      number,
      one: record,
      id: one.id,
      exporters: one.exporters,
      importers: one.importers,
      activities: one.activities,
      data: one.data,
      from: one.from === undefined ? ALWAYS : numberOfDay(one.from),
      until: one.until === undefined ? NEVER : numberOfDay(one.until),
      approvedOn: one.approval?.on === undefined ? NEVER : numberOfDay(one.approval.on),
      parties: partiesOf(one.parties),
      accessions: accessionsOf(one),
      isOneSided: this.law.oneSided.has(one.kind),
      asksControllers,
      dependsOnActivity: one.activities !== undefined || one.data !== undefined || asksControllers,
      assessments: this.byInstrument.get(one.id) ?? NO_ASSESSMENTS,
      class: this.classOf(one),
    };
  }

  /** What an instrument has to say of an activity, whoever stands at the ends: all that makes two activities differ to it. */
  saidOfActivity(
    coded: CodedInstrument,
    served: string | undefined,
    activity: Activity | undefined,
  ): number[] {
    const view = { served, activity };
    return [
      coversActivity(coded, view),
      coversData(coded, view),
      coded.asksControllers ? this.controllersOver(coded, activity) : 0,
    ];
  }

  /** When all controllers of an activity are bound by an instrument: days with answers, as one number. */
  private controllersOver(coded: CodedInstrument, activity: Activity | undefined): number {
    const days = (activity?.controllers ?? []).flatMap((id) => coded.accessions?.get(id) ?? []);
    const sorted = [ALWAYS, ...new Set(days)].sort((a, b) => a - b);
    return this.overTime.intern(sorted.flatMap((day) => [day, bindsControllers(coded, { activity }, day)]));
  }

  /** The days on which the state of an instrument can change between two ends. */
  daysOf(coded: CodedInstrument, view: SlotView, into: (day: number) => void): void {
    into(coded.from);
    into(coded.until);
    into(coded.approvedOn);
    if (coded.accessions !== undefined) {
      coded.accessions.get(view.from ?? '')?.forEach(into);
      coded.accessions.get(view.to ?? '')?.forEach(into);
      if (coded.asksControllers)
        for (const id of view.activity?.controllers ?? []) coded.accessions.get(id)?.forEach(into);
    }
    this.assessedOver(coded, view).days.forEach(into);
  }

  /** The days on which what was assessed of the flow and its country can change. */
  daysWithout(view: SlotView, into: (day: number) => void): void {
    this.assessedOver(undefined, view).days.forEach(into);
  }

  /** The state of an instrument on a day, or `ABSENT`. */
  stateOf(coded: CodedInstrument, view: SlotView, day: number): number {
    if (day < coded.from || day >= coded.until) return ABSENT;
    const bindsExporter = boundOn(coded, view.from, day);
    const bindsImporter = boundOn(coded, view.to, day);
    if (!coded.isOneSided && (bindsExporter === NO || bindsImporter === NO)) return ABSENT;
    const { key } = this;
    key[0] = coded.class;
    key[1] = bindsExporter;
    key[2] = bindsImporter;
    key[3] = names(coded.exporters, view.from);
    key[4] = names(coded.importers, view.to);
    key[5] = coversActivity(coded, view);
    key[6] = coversData(coded, view);
    key[7] = coded.approvedOn === NEVER ? OPEN : coded.approvedOn <= day ? YES : NO;
    key[8] = coded.asksControllers ? bindsControllers(coded, view, day) : NO;
    key[9] = this.assessedOn(coded, view, day);
    key[10] = reliance(coded, view.tools);
    key[11] = view.world.number;
    return this.interned(KEY_LENGTH, coded, view, day);
  }

  /** The state of a flow without an instrument: what was assessed of it and its country. */
  stateWithout(view: SlotView, day: number): number {
    this.key[0] = this.assessedOn(undefined, view, day);
    this.key[1] = view.world.number;
    return this.interned(2, undefined, view, day);
  }

  private interned(length: number, coded: CodedInstrument | undefined, view: SlotView, day: number): number {
    const number = this.keys.intern(this.key, length);
    const known = this.states[number];
    if (known !== undefined) return known;
    const assessed = coded === undefined ? this.key[0]! : this.key[9]!;
    const state = this.addState(
      coded?.one,
      view,
      day,
      assessed,
      coded === undefined ? RELIES : this.key[10]!,
    );
    this.states[number] = state;
    return state;
  }

  /** Asks the readable evaluator for every fact, once for all slots that are alike. */
  private addState(
    one: Instrument | undefined,
    view: SlotView,
    day: number,
    assessed: number,
    reliance: number,
  ): number {
    const { law } = this;
    const on = dayOfNumber(day);
    const ends = view.ends();
    const row: number[] = new Array(this.table.width).fill(0);
    const assessment = this.assessedValues[assessed];
    const ask = this.asking(one, ends, on, assessment);
    for (const column of law.columns.slot) {
      const fact = ask(column.name);
      const at = FIRST_SLOT_COLUMN + column.index;
      if (column instanceof PlaceColumn) row[at] = column.classOf(fact, view.world);
      // The age of an assessment was judged when its state was found.
      else row[at] = column.classOf(fact, column === this.madeOn ? this.assessedDays[assessed]! : on);
    }
    const needsApproval =
      one !== undefined && law.rulebook.termOf('instrument-kinds', one.kind)?.needsApproval === true;
    let covers = one === undefined;
    for (const bound of BOUND) {
      const { truth } = one === undefined ? FAILS : doesCover(one, ends, bound, needsApproval, on);
      row[COVER_COLUMNS[bound]] = truth === 'unknown' ? OPEN : truth ? YES : NO;
      if (truth !== false) covers = true;
    }
    row[MEASURES_COLUMN] = this.measureLists.intern(assessment?.measures?.join(' ') ?? '?');
    const state = this.table.add(row);
    this.kinds[state] = {
      kind: one?.kind ?? '',
      isCandidate: reliance !== IGNORES,
      isNamed: reliance === NAMES,
    };
    this.measures[state] = assessment?.measures;
    this.isKept[state] = covers && reliance !== IGNORES;
    this.agreements[state] = one === undefined ? 0 : this.agreementOf(one, ends, on);
    return state;
  }

  /** As transfer-situation.ts: an agreement between both ends, or clauses that an addendum amends. */
  private agreementOf(one: Instrument, ends: Ends, on: CivilDate): number {
    const isAgreed = isBetween(one, ends, on).truth === true;
    const amended = one.kind === 'scc-2021' ? doesCover(one, ends, 'both', false, on).truth : false;
    if (!isAgreed && amended === false) return 0;
    return 1 + this.agreementTexts.intern(`${one.kind} ${isAgreed} ${amended} ${one.modules?.join(',')}`);
  }

  private asking(
    one: Instrument | undefined,
    ends: Ends,
    on: CivilDate,
    assessment: Assessment | undefined,
  ): (name: string) => Fact {
    const ground = { rulebook: this.law.rulebook, on, struck: NOTHING, departed: NOTHING };
    const instruments = one === undefined ? [] : [one];
    const setting = { ends, register: this.register, ground, instruments, protection: 'direct', carried: [] };
    const { ask } = situationOf(setting, one);
    return (name) =>
      name.startsWith('assessment.')
        ? assessmentFact(name.slice('assessment.'.length), assessment, ends, ground, ask)
        : ask(name);
  }

  private assessedOn(coded: CodedInstrument | undefined, view: SlotView, day: number): number {
    const { days, states } = this.assessedOver(coded, view);
    let at = days.length - 1;
    while (at > 0 && days[at]! > day) at -= 1;
    return states[at]!;
  }

  /** What was assessed in sight of an instrument (or of none), from which day on. */
  private assessedOver(coded: CodedInstrument | undefined, view: SlotView): AssessedOverTime {
    const ofInstrument = coded?.assessments ?? NO_ASSESSMENTS;
    const ofCountry = view.country === undefined ? undefined : this.byCountry.get(view.country);
    const isOwn = view.flowAssessments.length > 0;
    if (!isOwn && ofInstrument.length === 0 && ofCountry === undefined) return this.unassessed;
    if (isOwn)
      return this.findAssessed([...view.flowAssessments, ...ofInstrument, ...(ofCountry ?? [])], coded, view);
    const key = this.assessedKeys.intern(
      ofInstrument.length === 0 ? 0 : coded!.number + 1,
      view.countryNumber,
    );
    const known = this.assessed[key];
    if (known !== undefined) return known;
    const found = this.findAssessed([...ofInstrument, ...(ofCountry ?? [])], coded, view);
    this.assessed[key] = found;
    return found;
  }

  private findAssessed(
    all: readonly Assessment[],
    coded: CodedInstrument | undefined,
    view: SlotView,
  ): AssessedOverTime {
    const days = [ALWAYS];
    for (const { on } of all) {
      if (on === undefined) continue;
      days.push(numberOfDay(on));
      for (const months of this.months) days.push(this.monthsAfter(on, months));
    }
    days.sort((a, b) => a - b);
    const spoken = { flow: view.flow, instrument: coded?.id, country: view.country };
    const states = days.map((day) => {
      const on = dayOfNumber(day);
      return this.assessedState(newestOf(all, spoken, on), on);
    });
    return { days, states };
  }

  private assessedState(one: Assessment | undefined, on: CivilDate): number {
    if (one === undefined) return this.assessedNumber('', undefined, on);
    const madeOn = this.madeOnClass(one.on, on);
    const text = `${one.on === undefined} ${madeOn} ${one.result} ${one.measures?.join(',')} ${one.problematicLaw} ${one.appliedInPractice}`;
    return this.assessedNumber(text, one, on);
  }

  private assessedNumber(text: string, one: Assessment | undefined, on: CivilDate): number {
    const number = this.assessedTexts.intern(text);
    if (this.assessedDays[number] === undefined) {
      this.assessedValues[number] = one;
      this.assessedDays[number] = on;
    }
    return number;
  }

  /** The first day on which something made on a day is older than so many months. */
  private monthsAfter(on: CivilDate, months: number): number {
    const key = numberOfDay(on) * MONTHS_MOST + months;
    const earlier = this.monthsOver.get(key);
    if (earlier !== undefined) return earlier;
    const found = numberOfDay(addDays(addMonths(on, months), 1));
    this.monthsOver.set(key, found);
    return found;
  }

  /** The class of the day on which an assessment was made; days that are alike to all tests on that day are looked at once. */
  private madeOnClass(madeOn: CivilDate | undefined, on: CivilDate): number {
    const column = this.madeOn;
    if (column === undefined) return 0;
    if (madeOn === undefined) return column.classOf(unknown(), on);
    const isFixed = column.tests.some((one) => one.op !== 'within-months');
    const today = numberOfDay(on);
    const isYoung = this.months.map((months) => today < this.monthsAfter(madeOn, months));
    const key = `${isFixed ? madeOn : ''} ${madeOn <= on} ${isYoung}`;
    const earlier = this.madeOnClasses.get(key);
    if (earlier !== undefined) return earlier;
    const found = column.classOf(known(madeOn), on);
    this.madeOnClasses.set(key, found);
    return found;
  }

  private classOf(one: Whole<Instrument>): number {
    const dated = (name: string, day: CivilDate | undefined): number => {
      const column = this.law.column(name);
      if (!(column instanceof FactColumn)) return 0;
      return column.classOf(day === undefined ? unknown() : known(day), dayOfNumber(ALWAYS));
    };
    const { kind, modules, approval, processingUnchanged, informed } = one;
    const text = `${kind} ${modules?.join(',')} ${dated('instrument.signed-on', one.from)} ${dated('instrument.approved-on', approval?.on)} ${approval?.authority} ${processingUnchanged} ${informed?.join(',')}`;
    return this.classes.intern(this.law.column('instrument.id') === undefined ? text : `${text} ${one.id}`);
  }
}

const NOTHING: ReadonlySet<string> = new Set();
/** More months than any law counts. */
const MONTHS_MOST = 2000;
const NO_ASSESSMENTS: readonly Assessment[] = [];
const NO_INSTRUMENT: Whole<Instrument> = {
  id: '',
  kind: 'scc-2021',
  recordedAt: undefined,
  note: undefined,
  from: undefined,
  until: undefined,
  name: undefined,
  modules: undefined,
  parties: undefined,
  exporters: undefined,
  importers: undefined,
  activities: undefined,
  data: undefined,
  approval: undefined,
  processingUnchanged: undefined,
  accessions: undefined,
  informed: undefined,
  documents: undefined,
};
const FAILS = { truth: false } as const;

/** Whether the flow may rely on an instrument: it names others; it names none; it names this one. */
const IGNORES = 0;
const RELIES = 1;
const NAMES = 2;

function reliance({ id }: CodedInstrument, tools: readonly string[] | undefined): number {
  if (tools === undefined) return RELIES;
  return tools.includes(id) ? NAMES : IGNORES;
}

function accessionsOf({ accessions }: Whole<Instrument>): Map<string, number[]> | undefined {
  if (accessions === undefined) return undefined;
  const found = new Map<string, number[]>();
  for (const { party, from, until } of accessions) {
    const days = found.get(party) ?? [];
    days.push(
      from === undefined ? ALWAYS : numberOfDay(from),
      until === undefined ? NEVER : numberOfDay(until),
    );
    found.set(party, days);
  }
  return found;
}

/** Of few, the list that is there already is as quick, and takes no room. */
function partiesOf(parties: readonly string[] | undefined): CodedInstrument['parties'] {
  return parties !== undefined && parties.length > FEW ? new Set(parties) : parties;
}

const FEW = 8;

/** Is somebody among the parties that are named? */
export function isAmong(parties: readonly string[] | ReadonlySet<string>, id: string): boolean {
  return parties instanceof Set ? parties.has(id) : (parties as readonly string[]).includes(id);
}

/** As coverage.ts: whoever has accessions is bound in their time only. */
function boundOn({ parties, accessions }: CodedInstrument, id: string | undefined, day: number): number {
  if (id === undefined) return NO;
  const days = accessions?.get(id);
  if (days !== undefined) {
    for (let at = 0; at < days.length; at += 2) if (days[at]! <= day && day < days[at + 1]!) return YES;
    return NO;
  }
  if (parties === undefined) return accessions === undefined ? OPEN : NO;
  return isAmong(parties, id) ? YES : NO;
}

function bindsControllers(
  coded: CodedInstrument,
  { activity }: Pick<SlotView, 'activity'>,
  day: number,
): number {
  const controllers = activity?.controllers;
  if (controllers === undefined || controllers.length === 0) return OPEN;
  let truth = YES;
  for (const id of controllers) {
    const one = boundOn(coded, id, day);
    if (one === NO) return NO;
    if (one === OPEN) truth = OPEN;
  }
  return truth;
}

function names(list: readonly string[] | undefined, id: string | undefined): number {
  return list === undefined || (id !== undefined && list.includes(id)) ? YES : NO;
}

function coversActivity({ activities }: CodedInstrument, { served }: Pick<SlotView, 'served'>): number {
  if (activities === undefined) return YES;
  return served === undefined ? OPEN : names(activities, served);
}

function coversData({ data }: CodedInstrument, { activity }: Pick<SlotView, 'activity'>): number {
  if (data === undefined) return YES;
  if (activity?.data === undefined) return OPEN;
  return activity.data.every((word) => data.includes(word)) ? YES : NO;
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
