// What an instrument is to a flow on a day, as a state: whom it binds, what it covers, what was assessed; like states are one number.
import { type Fact, known, maybe, unknown } from '../engine/fact.ts';
import { addDays, addMonths, type CivilDate } from '../time/civil-date.ts';
import { newestOf } from './assessment-facts.ts';
import { doesCover } from './coverage.ts';
import { dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import { COVER_COLUMNS, FIRST_SLOT_COLUMN, MEASURES_COLUMN, type Rows, type SlotKind } from './columns-decide.ts';
import { FactColumn, NO, OPEN, PlaceColumn, type World, YES } from './columns-facts.ts';
import type { CodedRulebook } from './columns-law.ts';
import { RowTable } from './columns-rows.ts';
import { ListTable, WordTable } from './columns-table.ts';
import type { Ends } from './flow-facts.ts';
import type { Accession, Assessment, Instrument, Register } from './register.ts';
import { situationOf } from './transfer-situation.ts';
import { assessmentFact } from './assessment-facts.ts';
import { BOUND } from '../law/law.ts';
import { isInForce } from '../law/rulebook.ts';

/** An instrument that is not in force, or can carry nothing between these two. */
export const ABSENT = -1;

/** An instrument with what is looked up of it again and again. */
export interface CodedInstrument {
  readonly one: Instrument;
  readonly from: number;
  readonly until: number;
  readonly parties: ReadonlySet<string> | undefined;
  /** Some rule accepts it without both ends bound. */
  readonly isOneSided: boolean;
  readonly asksControllers: boolean;
  readonly dependsOnActivity: boolean;
  /** Kind, modules and whatever else law asks of it; alike instruments have the same. */
  class: number;
}

/** An assessment in sight of an instrument and a destination, over time. */
interface AssessedOverTime {
  readonly days: readonly number[];
  readonly states: readonly number[];
}

/** Who and what a slot is looked at for. */
export interface SlotView {
  readonly ends: Ends;
  readonly destination: Fact;
  readonly destinationNumber: number;
  /** Ids of the controllers of the activity. */
  readonly controllers: readonly string[] | undefined;
  readonly flowAssessments: readonly Assessment[];
  readonly tools: readonly string[] | undefined;
  readonly world: World;
}

export class SlotCoder {
  readonly rows: Rows;
  readonly kinds: SlotKind[] = [];
  readonly measures: (readonly string[] | undefined)[] = [];
  /** Whether the slot can carry anything at all; others only count as what an addendum amends, or as agreements. */
  readonly isKept: boolean[] = [];
  private readonly law: CodedRulebook;
  private readonly register: Register;
  private readonly table: RowTable;
  private readonly keys = new ListTable();
  private readonly states: number[] = [];
  private readonly classes = new WordTable();
  private readonly measureLists = new WordTable();
  private readonly assessedTexts = new WordTable();
  private readonly assessedValues: (Assessment | undefined)[] = [];
  private readonly assessedDays: CivilDate[] = [];
  private readonly assessed = new Map<string, AssessedOverTime>();
  private readonly byInstrument = new Map<string, Assessment[]>();
  private readonly byCountry = new Map<string, Assessment[]>();
  private readonly months: readonly number[];
  private readonly monthsOver = new Map<string, number>();
  private readonly asksMadeOn: FactColumn | undefined;

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
    this.asksMadeOn = madeOn instanceof FactColumn ? madeOn : undefined;
    this.months = [
      ...new Set(this.asksMadeOn?.tests.flatMap((one) => (one.op === 'within-months' ? [one.months] : []))),
    ];
  }

  codeInstrument(one: Instrument): CodedInstrument {
    return {
      one,
      from: one.from === undefined ? 0 : numberOfDay(one.from),
      until: one.until === undefined ? NEVER : numberOfDay(one.until),
      parties: one.parties === undefined ? undefined : new Set(one.parties),
      isOneSided: this.law.oneSided.has(one.kind),
      asksControllers: this.law.asksControllers.has(one.kind),
      dependsOnActivity:
        one.activities !== undefined || one.data !== undefined || this.law.asksControllers.has(one.kind),
      class: this.classOf(one),
    };
  }

  /** The days on which the state of an instrument can change between two ends. */
  daysOf({ one, from, until, asksControllers }: CodedInstrument, view: SlotView, into: Set<number>): void {
    into.add(from);
    into.add(until);
    if (one.approval?.on !== undefined) into.add(numberOfDay(one.approval.on));
    for (const accession of one.accessions ?? []) {
      const concerns =
        accession.party === view.ends.exporter?.id ||
        accession.party === view.ends.importer?.id ||
        (asksControllers && view.controllers?.includes(accession.party) === true);
      if (concerns) addSpan(accession, into);
    }
    for (const day of this.assessedOver(one, view).days) into.add(day);
  }

  /** The days on which what was assessed of the flow and its country can change. */
  daysWithout(view: SlotView, into: Set<number>): void {
    for (const day of this.assessedOver(undefined, view).days) into.add(day);
  }

  /** The state of an instrument on a day, or `ABSENT`. */
  stateOf(coded: CodedInstrument, view: SlotView, day: number): number {
    if (day < coded.from || day >= coded.until) return ABSENT;
    const { one } = coded;
    const { exporter, importer, flow, activity } = view.ends;
    const bindsExporter = boundOn(coded, exporter?.id, day);
    const bindsImporter = boundOn(coded, importer?.id, day);
    if (!coded.isOneSided && (bindsExporter === NO || bindsImporter === NO)) return ABSENT;
    const covers = (list: readonly string[] | undefined, id: string | undefined): number =>
      list === undefined || (id !== undefined && list.includes(id)) ? YES : NO;
    const ofActivity =
      one.activities === undefined ? YES : flow.activity === undefined ? OPEN : covers(one.activities, flow.activity);
    const ofData =
      one.data === undefined
        ? YES
        : activity?.data === undefined
          ? OPEN
          : activity.data.every((word) => one.data?.includes(word))
            ? YES
            : NO;
    const on = one.approval?.on;
    const approved = on === undefined ? OPEN : numberOfDay(on) <= day ? YES : NO;
    const { tools } = view;
    const isNamed = tools?.includes(one.id) === true;
    const key = [
      coded.class,
      bindsExporter,
      bindsImporter,
      covers(one.exporters, exporter?.id),
      covers(one.importers, importer?.id),
      ofActivity,
      ofData,
      approved,
      coded.asksControllers ? this.bindsControllers(coded, view, day) : NO,
      this.assessedOn(one, view, day),
      tools === undefined || isNamed ? (isNamed ? 2 : 1) : 0,
      view.world.number,
    ];
    return this.interned(key, coded, view, day);
  }

  /** The state of a flow without an instrument: what was assessed of it and its country. */
  stateWithout(view: SlotView, day: number): number {
    return this.interned([this.assessedOn(undefined, view, day), view.world.number], undefined, view, day);
  }

  private interned(key: number[], coded: CodedInstrument | undefined, view: SlotView, day: number): number {
    const number = this.keys.intern(key);
    const known = this.states[number];
    if (known !== undefined) return known;
    const state = this.rowOf(coded?.one, view, day, key.at(coded === undefined ? 0 : 9)!, coded === undefined ? 1 : key[10]!);
    this.states[number] = state;
    return state;
  }

  /** Asks the readable evaluator for every fact, once for all slots that are alike. */
  private rowOf(one: Instrument | undefined, view: SlotView, day: number, assessed: number, tool: number): number {
    const { law, register } = this;
    const on = dayOfNumber(day);
    const row: number[] = new Array(this.table.width).fill(0);
    const ground = { rulebook: law.rulebook, on, struck: NOTHING, departed: NOTHING };
    const setting = {
      ends: view.ends,
      register,
      ground,
      instruments: one === undefined ? [] : [one],
      protection: 'direct',
      carried: [],
    };
    const ask = situationOf(setting, one).ask;
    const assessment = this.assessedValues[assessed];
    for (const column of law.columns.slot) {
      const fact = column.name.startsWith('assessment.')
        ? assessmentFact(column.name.slice('assessment.'.length), assessment, view.ends, ground, ask)
        : ask(column.name);
      row[FIRST_SLOT_COLUMN + column.index] =
        column instanceof PlaceColumn ? column.classOf(fact, view.world) : column.classOf(fact, this.assessedDay(column, assessed, on));
    }
    const needsApproval =
      one !== undefined && law.rulebook.termOf('instrument-kinds', one.kind)?.needsApproval === true;
    let isKept = one === undefined;
    for (const bound of BOUND) {
      const covers = one === undefined ? NO : numbered(doesCover(one, view.ends, bound, needsApproval, on).truth);
      row[COVER_COLUMNS[bound]] = covers;
      if (covers !== NO) isKept = true;
    }
    row[MEASURES_COLUMN] = this.measureLists.intern(assessment?.measures?.join(' ') ?? '?');
    // What the flow names, and which measures are named, is no column that can be read again: it goes with the number of the state.
    const state = this.table.add(row);
    this.kinds[state] = { kind: one?.kind ?? '', isCandidate: tool > 0, isNamed: tool === 2 };
    this.measures[state] = assessment?.measures;
    this.isKept[state] = isKept && tool > 0;
    return state;
  }

  /** Dated tests were answered when the state of the assessment was found. */
  private assessedDay(column: FactColumn, assessed: number, on: CivilDate): CivilDate {
    return column === this.asksMadeOn ? (this.assessedDays[assessed] ?? on) : on;
  }

  private bindsControllers(coded: CodedInstrument, view: SlotView, day: number): number {
    const { controllers } = view;
    if (controllers === undefined || controllers.length === 0) return OPEN;
    let truth = YES;
    for (const id of controllers) {
      const one = boundOn(coded, id, day);
      if (one === NO) return NO;
      if (one === OPEN) truth = OPEN;
    }
    return truth;
  }

  private assessedOn(one: Instrument | undefined, view: SlotView, day: number): number {
    const { days, states } = this.assessedOver(one, view);
    let at = days.length - 1;
    while (at > 0 && days[at]! > day) at -= 1;
    return states[at]!;
  }

  /** What was assessed in sight of an instrument (or of none), from which day on. */
  private assessedOver(one: Instrument | undefined, view: SlotView): AssessedOverTime {
    const isOwn = view.flowAssessments.length > 0;
    const key = `${one?.id ?? ''}\u0001${view.destinationNumber}`;
    const earlier = isOwn ? undefined : this.assessed.get(key);
    if (earlier !== undefined) return earlier;
    const country = view.destination.known ? String(view.destination.value) : '';
    const all = [
      ...view.flowAssessments,
      ...(one === undefined ? [] : (this.byInstrument.get(one.id) ?? [])),
      ...(this.byCountry.get(country) ?? []),
    ];
    const days = new Set([0]);
    for (const { on } of all) {
      if (on === undefined) continue;
      days.add(numberOfDay(on));
      for (const months of this.months) days.add(this.monthsAfter(on, months));
    }
    const sorted = [...days].sort((a, b) => a - b);
    const states = sorted.map((day) => {
      const on = dayOfNumber(day);
      return this.assessedState(newestOf(all, view.ends, one, view.destination, on), on);
    });
    const found = { days: sorted, states };
    if (!isOwn) this.assessed.set(key, found);
    return found;
  }

  private assessedState(one: Assessment | undefined, on: CivilDate): number {
    if (one === undefined) return this.assessedNumber('', undefined, on);
    const madeOn = this.asksMadeOn?.classOf(maybe(one.on, ''), on) ?? 0;
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

  private monthsAfter(on: CivilDate, months: number): number {
    const key = `${on} ${months}`;
    const earlier = this.monthsOver.get(key);
    if (earlier !== undefined) return earlier;
    const found = numberOfDay(addDays(addMonths(on, months), 1));
    this.monthsOver.set(key, found);
    return found;
  }

  private classOf(one: Instrument): number {
    const dated = (name: string, day: CivilDate | undefined): string => {
      const column = this.law.column(name);
      return column instanceof FactColumn ? String(column.classOf(day === undefined ? unknown() : known(day), FIRST)) : '';
    };
    const parts = [
      one.kind,
      one.modules?.join(','),
      dated('instrument.signed-on', one.from),
      one.approval?.authority,
      dated('instrument.approved-on', one.approval?.on),
      one.processingUnchanged,
      one.informed?.join(','),
      this.law.column('instrument.id') === undefined ? '' : one.id,
    ];
    return this.classes.intern(parts.join('\u0001'));
  }
}

const FIRST = '1900-01-01' as CivilDate;
const NOTHING: ReadonlySet<string> = new Set();
/** Nobody has left a union of States in thought, and no territory is struck. */
export const PLAIN_WORLD: World = { number: 0, departed: NOTHING, struck: NOTHING };

function boundOn({ one, parties }: CodedInstrument, id: string | undefined, day: number): number {
  if (id === undefined) return NO;
  if (one.accessions !== undefined) {
    const accessions = one.accessions.filter((accession) => accession.party === id);
    const on = dayOfNumber(day);
    if (accessions.length > 0) return accessions.some((accession) => isInForce(accession, on)) ? YES : NO;
  }
  if (parties === undefined) return one.accessions ? NO : OPEN;
  return parties.has(id) ? YES : NO;
}

function addSpan({ from, until }: Accession, into: Set<number>): void {
  if (from !== undefined) into.add(numberOfDay(from));
  if (until !== undefined) into.add(numberOfDay(until));
}

function numbered(truth: boolean | 'unknown'): number {
  return truth === 'unknown' ? OPEN : truth ? YES : NO;
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
