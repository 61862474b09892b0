// Two ends and what was agreed between them, over time: which state they are in on a day, and which instruments can carry a flow then.
import { type Fact, known, unknown } from '../engine/fact.ts';
import { dayOfNumber, numberOfDay } from './columns-day-number.ts';
import type { Rows, States } from './columns-decide.ts';
import { PlaceColumn, type World } from './columns-facts.ts';
import type { CodedRulebook } from './columns-law.ts';
import { FROM_PERSON, type GroupRecords, NOBODY, TO_STAFF } from './columns-register.ts';
import { RowTable } from './columns-rows.ts';
import { ABSENT, type CodedInstrument, PLAIN_WORLD, SlotCoder, type SlotView } from './columns-slots.ts';
import { ListTable, PairTable, WordTable } from './columns-table.ts';
import { type Ends, flowFact } from './flow-facts.ts';
import { pseudoFlow } from './asked-fields.ts';
import type { Assessment, Flow, Instrument, Organisation, Party, Register, StandingName } from './register.ts';
import { situationOf } from './transfer-situation.ts';

/** Who stands at the two ends of flows, and what of the flows themselves decides which instruments concern them. */
export interface PairSpec {
  readonly exporter: number;
  readonly importer: number;
  readonly parties: number;
  readonly at: string | undefined;
  readonly activity: number;
  readonly tools: readonly string[] | undefined;
  readonly assessments: readonly Assessment[];
  /** The flow's id, where an assessment speaks of it. */
  readonly flow: string;
}

/** What is changed in thought about a register. */
export interface Overlay {
  readonly world: World;
  /** Ids of instruments that are struck. */
  readonly without: ReadonlySet<string>;
  readonly added: readonly Instrument[];
}

export const NO_OVERLAY: Overlay = { world: PLAIN_WORLD, without: new Set(), added: [] };

/** The state of a pair on a day: a number of `pairStates`, and the list of instruments behind its slots. */
export interface PairState {
  readonly state: number;
  readonly instruments: number;
}

const ROLES_OF_ENDS = ['sender', 'exporter', 'importer'] as const;
type End = (typeof ROLES_OF_ENDS)[number];

export class PairCoder {
  readonly states: States;
  /** Pairs of: row of the pair, list of slots. */
  readonly pairStates = new PairTable();
  /** Lists of instruments behind slots. */
  readonly instrumentLists = new ListTable();
  readonly instruments: CodedInstrument[] = [];
  private readonly law: CodedRulebook;
  private readonly register: Register;
  private readonly records: GroupRecords;
  private readonly slots: SlotCoder;
  private readonly rows: RowTable;
  private readonly slotLists = new ListTable();
  private readonly wholeLists = new ListTable();
  private readonly reduced: { readonly base: number; readonly slots: number; readonly kept: readonly number[] }[] = [];
  private readonly endColumns: Record<End, readonly number[]>;
  private readonly placeColumns: readonly number[];
  private readonly agreementColumns: readonly number[];
  private readonly endStates = new ListTable();
  private readonly endTexts = new Map<string, number>();
  private readonly endSeen = new Map<number, number[]>();
  private readonly places = new ListTable();
  private readonly placeTexts = new Map<string, number>();
  private readonly bases = new ListTable();
  private readonly steps = new PairTable();
  private readonly rowOfSteps: number[] = [];
  private readonly standings: readonly StandingName[];
  private readonly organisationDays: (readonly number[])[] = [];
  private readonly dependsOnActivity: (boolean | undefined)[] = [];
  private readonly open: number[] = [];
  private readonly byParty = new Map<string, number[]>();
  private readonly byPair = new Map<string, number[]>();
  private readonly numberOf = new Map<string, number>();

  constructor(law: CodedRulebook, register: Register, records: GroupRecords, flowRows: Rows) {
    this.law = law;
    this.register = register;
    this.records = records;
    this.slots = new SlotCoder(law, register);
    this.rows = new RowTable(law.columns.pair.length);
    const columns = law.columns.pair;
    const indexes = (isOne: (name: string) => boolean): number[] =>
      columns.filter(({ name }) => isOne(name)).map(({ index }) => index);
    this.endColumns = {
      sender: indexes((name) => name.startsWith('sender.')),
      exporter: indexes((name) => name.startsWith('exporter.')),
      importer: indexes((name) => name.startsWith('importer.')),
    };
    this.agreementColumns = indexes((name) => name === 'agreements' || name.startsWith('base.'));
    const known = new Set([...Object.values(this.endColumns).flat(), ...this.agreementColumns]);
    this.placeColumns = columns.map(({ index }) => index).filter((index) => !known.has(index));
    this.standings = [
      ...new Set(columns.flatMap(({ name }) => /\.(?:standing|covers-activity)\.(.*)$/.exec(name)?.[1] ?? [])),
    ] as StandingName[];
    this.states = {
      pairs: this.rows,
      flows: flowRows,
      slots: this.slots.rows,
      slotLists: this.slotLists,
      slotKinds: this.slots.kinds,
      slotMeasures: this.slots.measures,
    };
    for (const one of register.instruments.values()) this.index(this.add(one));
  }

  /** Does it matter for the two ends which activity a flow serves? */
  dependsOn(exporter: number, importer: number): boolean {
    if (this.hasActivities(exporter) || this.hasActivities(importer)) return true;
    return this.candidates(exporter, importer, NO_OVERLAY).some(
      (number) => this.instruments[number]!.dependsOnActivity,
    );
  }

  /** The days from which a pair may be in another state, the first before all days. */
  daysOf(spec: PairSpec): number[] {
    const days = new Set([0]);
    for (const day of this.daysOfOrganisation(spec.exporter)) days.add(day);
    for (const day of this.daysOfOrganisation(spec.importer)) days.add(day);
    const view = this.viewOf(spec, NO_OVERLAY);
    this.slots.daysWithout(view, days);
    for (const number of this.slotsOf(spec, NO_OVERLAY)) this.slots.daysOf(this.instruments[number]!, view, days);
    return [...days].sort((a, b) => a - b);
  }

  /** The state of a pair on a day. */
  stateOn(spec: PairSpec, day: number, overlay: Overlay): PairState {
    const view = this.viewOf(spec, overlay);
    const slots = [this.slots.stateWithout(view, day)];
    const present = [-1];
    for (const number of this.slotsOf(spec, overlay)) {
      const state = this.slots.stateOf(this.instruments[number]!, view, day);
      if (state === ABSENT) continue;
      slots.push(state);
      present.push(number);
    }
    const whole = this.wholeLists.intern(slots);
    const reduced = this.reduced[whole] ?? this.reduce(whole, slots, present, view, day);
    const row = this.rowOf(spec, view, day, overlay.world, reduced.base);
    const behind = reduced.kept.map((index) => present[index]!);
    return {
      state: this.pairStates.intern(row, reduced.slots),
      instruments: this.instrumentLists.intern(behind),
    };
  }

  instrumentNumber(id: string): number {
    return this.numberOf.get(id) ?? NOBODY;
  }

  /** Takes instruments in that are signed in thought; they concern nobody but those who look through an overlay. */
  addInThought(one: Instrument): number {
    return this.add(one);
  }

  private add(one: Instrument): number {
    this.instruments.push(this.slots.codeInstrument(one));
    return this.instruments.length - 1;
  }

  private index(number: number): void {
    const { one, isOneSided } = this.instruments[number]!;
    this.numberOf.set(one.id, number);
    if (one.parties === undefined && one.accessions === undefined) this.open.push(number);
    const parties = [...new Set([...(one.parties ?? []), ...(one.accessions ?? []).map(({ party }) => party)])];
    // A contract of two that binds nobody alone concerns these two only.
    if (parties.length === 2 && !isOneSided) push(this.byPair, pairKey(parties[0]!, parties[1]!), number);
    else for (const party of parties) push(this.byParty, party, number);
  }

  /** Instruments that may concern the two ends, in the order of the register. */
  private candidates(exporter: number, importer: number, overlay: Overlay): number[] {
    const [from, to] = [this.idOf(exporter), this.idOf(importer)];
    const found = new Set(this.open);
    for (const number of this.byParty.get(from) ?? NONE) found.add(number);
    for (const number of this.byParty.get(to) ?? NONE) found.add(number);
    for (const number of this.byPair.get(pairKey(from, to)) ?? NONE) found.add(number);
    const fromRegister = [...found].filter((number) => this.concerns(number, from, to));
    return overlay === NO_OVERLAY ? fromRegister.sort(ascending) : this.overlaid(fromRegister, overlay, from, to);
  }

  /** An instrument that says whom it binds, and must bind both, concerns nobody else. */
  private concerns(number: number, from: string, to: string): boolean {
    const { one, isOneSided, parties } = this.instruments[number]!;
    if (isOneSided || (one.parties === undefined && one.accessions === undefined)) return true;
    const isParty = (id: string): boolean =>
      parties?.has(id) === true || one.accessions?.some(({ party }) => party === id) === true;
    return isParty(from) && isParty(to);
  }

  private overlaid(numbers: readonly number[], overlay: Overlay, from: string, to: string): number[] {
    const replaced = new Set(overlay.added.map(({ id }) => id));
    const kept = numbers.filter((number) => {
      const { id } = this.instruments[number]!.one;
      return !overlay.without.has(id) && !replaced.has(id);
    });
    const added = overlay.added
      .filter(({ id }) => !overlay.without.has(id))
      .map((one) => ({ one, number: this.numberInThought(one) }))
      .filter(({ number }) => this.isBetween(number, from, to));
    // What takes the place of an instrument of the register stands where that one stood.
    const place = (number: number): number => {
      const { id } = this.instruments[number]!.one;
      return replaced.has(id) ? (this.numberOf.get(id) ?? number) : number;
    };
    return [...kept, ...added.map(({ number }) => number)].sort((a, b) => place(a) - place(b));
  }

  private isBetween(number: number, from: string, to: string): boolean {
    const { one, isOneSided } = this.instruments[number]!;
    if (one.parties === undefined && one.accessions === undefined) return true;
    if (!isOneSided) return this.concerns(number, from, to);
    const parties = [...(one.parties ?? []), ...(one.accessions ?? []).map(({ party }) => party)];
    return parties.includes(from) || parties.includes(to);
  }

  private readonly inThought = new Map<Instrument, number>();

  private numberInThought(one: Instrument): number {
    const known = this.inThought.get(one);
    if (known !== undefined) return known;
    const number = this.add(one);
    this.inThought.set(one, number);
    return number;
  }

  /** Candidates, and what the flow relies on by name. */
  private slotsOf(spec: PairSpec, overlay: Overlay): number[] {
    const numbers = this.candidates(spec.exporter, spec.importer, overlay);
    if (spec.tools === undefined) return numbers;
    const named = spec.tools.flatMap((id) => {
      const added = overlay.added.findLast((one) => one.id === id);
      if (overlay.without.has(id)) return [];
      return added === undefined ? (this.numberOf.get(id) ?? []) : this.numberInThought(added);
    });
    const more = named.filter((number) => !numbers.includes(number));
    return more.length === 0 ? numbers : [...numbers, ...new Set(more)].sort((a, b) => this.placeOf(a) - this.placeOf(b));
  }

  private placeOf(number: number): number {
    return this.numberOf.get(this.instruments[number]!.one.id) ?? number;
  }

  private viewOf(spec: PairSpec, overlay: Overlay): SlotView {
    const ends = this.endsOf(spec);
    const destination = flowFact('destination', ends, FIRST_DAY) as Fact;
    return {
      ends,
      destination,
      destinationNumber: destination.known ? this.countries.intern(String(destination.value)) + 1 : 0,
      controllers: ends.activity?.controllers,
      flowAssessments: spec.assessments,
      tools: spec.tools,
      world: overlay.world,
    };
  }

  private readonly countries = new WordTable();

  private endsOf({ exporter, importer, parties, at, activity, flow }: PairSpec): Ends {
    const [from, to] = [this.organisation(exporter), this.organisation(importer)];
    const sender: Party =
      (parties & FROM_PERSON) !== 0 ? PERSON : { is: 'organisation', organisation: from?.id ?? '' };
    const served = activity === NOBODY ? undefined : this.records.activities[activity];
    const pseudo: Flow = {
      ...pseudoFlow(from?.id ?? '', to?.id ?? ''),
      id: flow,
      sender,
      recipient: { is: (parties & TO_STAFF) !== 0 ? 'staff' : 'organisation', organisation: to?.id ?? '' },
      ...(at !== undefined && { at }),
      ...(served !== undefined && { activity: served.id }),
    };
    return { flow: pseudo, activity: served, exporter: from, importer: to, sender: from ?? to };
  }

  private organisation(number: number): Organisation | undefined {
    return number === NOBODY ? undefined : this.records.organisations[number];
  }

  private idOf(number: number): string {
    return this.organisation(number)?.id ?? '';
  }

  private hasActivities(organisation: number): boolean {
    if (organisation === NOBODY) return false;
    const earlier = this.dependsOnActivity[organisation];
    if (earlier !== undefined) return earlier;
    const { standing } = this.records.organisations[organisation]!;
    const found = this.standings.some((name) => standing[name]?.activities !== undefined);
    this.dependsOnActivity[organisation] = found;
    return found;
  }

  private daysOfOrganisation(number: number): readonly number[] {
    if (number === NOBODY) return NONE;
    const earlier = this.organisationDays[number];
    if (earlier !== undefined) return earlier;
    const { standing } = this.records.organisations[number]!;
    const days = this.standings.flatMap((name) => {
      const one = standing[name];
      return [one?.from, one?.until].filter((day) => day !== undefined).map(numberOfDay);
    });
    this.organisationDays[number] = days;
    return days;
  }

  private rowOf(spec: PairSpec, view: SlotView, day: number, world: World, base: number): number {
    const { exporter, importer } = spec;
    const sender = exporter === NOBODY ? importer : exporter;
    const first = this.steps.intern(
      this.endState('sender', sender, view, day, world),
      this.endState('exporter', exporter, view, day, world),
    );
    const second = this.steps.intern(first, this.endState('importer', importer, view, day, world) + STEP);
    const third = this.steps.intern(second, this.placeState(view, world) + STEP * 2);
    const whole = this.steps.intern(third, base + STEP * 3);
    const known = this.rowOfSteps[whole];
    if (known !== undefined) return known;
    const row = this.rows.add(
      this.assemble([
        [this.endColumns.sender, this.endStates, this.endState('sender', sender, view, day, world)],
        [this.endColumns.exporter, this.endStates, this.endState('exporter', exporter, view, day, world)],
        [this.endColumns.importer, this.endStates, this.endState('importer', importer, view, day, world)],
        [this.placeColumns, this.places, this.placeState(view, world)],
        [this.agreementColumns, this.bases, base],
      ]),
    );
    this.rowOfSteps[whole] = row;
    return row;
  }

  private assemble(parts: readonly (readonly [readonly number[], ListTable, number])[]): number[] {
    const row: number[] = new Array(this.rows.width).fill(0);
    for (const [columns, table, state] of parts)
      for (const [index, column] of columns.entries()) row[column] = table.item(state, index);
    return row;
  }

  /** The state of one end on a day, as its columns see it; remembered by stretch of its own days. */
  private endState(end: End, organisation: number, view: SlotView, day: number, world: World): number {
    const isOrdinary = world === PLAIN_WORLD && !this.hasActivities(organisation);
    if (!isOrdinary) return this.findEndState(end, organisation, view, day, world);
    const days = this.daysOfOrganisation(organisation);
    let stretch = 0;
    for (const one of days) if (one <= day) stretch += 1;
    const key = (organisation + 1) * 3 + ROLES_OF_ENDS.indexOf(end);
    let seen = this.endSeen.get(key);
    if (seen === undefined) {
      seen = [];
      this.endSeen.set(key, seen);
    }
    const earlier = seen[stretch];
    if (earlier !== undefined) return earlier;
    const found = this.findEndState(end, organisation, view, day, world);
    seen[stretch] = found;
    return found;
  }

  private findEndState(end: End, number: number, view: SlotView, day: number, world: World): number {
    const one = this.organisation(number);
    const on = dayOfNumber(day);
    const text = one === undefined ? '' : this.endText(one, view, day);
    const key = `${end} ${world.number} ${text}`;
    const known = this.endTexts.get(key);
    if (known !== undefined) return known;
    // An end that nobody is recorded for is not known, whoever else there is.
    const ends: Ends = { ...view.ends, [end]: one };
    const classes = this.endColumns[end].map((index) => {
      const column = this.law.columns.pair[index]!;
      const name = column instanceof PlaceColumn ? column.name : column.name;
      const fact = flowFact(name, ends, on) ?? unknown();
      return column instanceof PlaceColumn ? column.classOf(fact, world) : column.classOf(fact, on);
    });
    const found = this.endStates.intern(classes);
    this.endTexts.set(key, found);
    return found;
  }

  private endText(one: Organisation, view: SlotView, day: number): string {
    const { country, region, kind, sectors, member, io, regimes, standing } = one;
    const standings = this.standings.map((name) => {
      const found = standing[name];
      if (found === undefined) return '?';
      const holds = isOn(found, day) ? found.holds : false;
      const activities =
        found.activities === undefined
          ? ''
          : view.ends.flow.activity === undefined
            ? '?'
            : found.activities.includes(view.ends.flow.activity);
      return `${found.holds} ${holds} ${found.covers?.join(',')} ${activities}`;
    });
    const bases = regimes?.map(({ id, basis }) => `${id} ${basis}`);
    return [country, region, kind, sectors?.join(','), member, io, bases?.join(','), ...standings].join('\u0001');
  }

  private placeState(view: SlotView, world: World): number {
    const { exporter, importer, flow } = view.ends;
    const same = exporter !== undefined && exporter === importer;
    const key = `${world.number}|${flow.sender.is}|${flow.recipient.is}|${exporter === undefined}|${exporter?.country}|${importer === undefined}|${view.destinationNumber}|${same}`;
    const known = this.placeTexts.get(key);
    if (known !== undefined) return known;
    const classes = this.placeColumns.map((index) => {
      const column = this.law.columns.pair[index]!;
      const fact = flowFact(column.name, view.ends, FIRST_DAY) ?? unknown();
      return column instanceof PlaceColumn ? column.classOf(fact, world) : column.classOf(fact, FIRST_DAY);
    });
    const found = this.places.intern(classes);
    this.placeTexts.set(key, found);
    return found;
  }

  /** What all instruments together say (agreements, clauses that an addendum amends), and those of them that can carry something. */
  private reduce(
    whole: number,
    slots: readonly number[],
    present: readonly number[],
    view: SlotView,
    day: number,
  ): { readonly base: number; readonly slots: number; readonly kept: readonly number[] } {
    const on = dayOfNumber(day);
    const { rulebook } = this.law;
    const setting = {
      ends: view.ends,
      register: this.register,
      ground: { rulebook, on, struck: NOTHING, departed: NOTHING },
      instruments: present.slice(1).map((number) => this.instruments[number]!.one),
      protection: 'direct',
      carried: [],
    };
    const { ask } = situationOf(setting);
    const classes = this.agreementColumns.map((index) => {
      const column = this.law.columns.pair[index]!;
      const fact = ask(column.name);
      return column instanceof PlaceColumn ? column.classOf(fact, view.world) : column.classOf(fact, on);
    });
    const kept = slots.flatMap((slot, index) => (index > 0 && this.slots.isKept[slot] ? [index] : []));
    const reduced = {
      base: this.bases.intern(classes),
      slots: this.slotLists.intern([slots[0]!, ...kept.map((index) => slots[index]!)]),
      kept,
    };
    this.reduced[whole] = reduced;
    return reduced;
  }
}

const FIRST_DAY = dayOfNumber(0);
const NONE: readonly number[] = [];
const NOTHING: ReadonlySet<string> = new Set();
const PERSON: Party = { is: 'data-subject' };
/** Keeps the steps of a row apart, which share one table. */
const STEP = 1 << 26;

function isOn(time: { readonly from?: string; readonly until?: string }, day: number): boolean {
  const on = dayOfNumber(day);
  return (time.from === undefined || time.from <= on) && (time.until === undefined || on < time.until);
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\u0001${b}` : `${b}\u0001${a}`;
}

function push(map: Map<string, number[]>, key: string, item: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

function ascending(a: number, b: number): number {
  return a - b;
}

