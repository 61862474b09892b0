// Two ends and what was agreed between them, over time: which state they are in on a day, and which instruments can carry a flow then.
import { type Fact, unknown } from '../engine/fact.ts';
import { pseudoFlow } from './asked-fields.ts';
import { ALWAYS, dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import type { Rows, States } from './columns-decide.ts';
import { type FactColumn, PLAIN_WORLD, PlaceColumn, type World } from './columns-facts.ts';
import { FROM_PERSON, NOBODY, TO_STAFF } from './columns-flows.ts';
import type { CodedRulebook } from './columns-law.ts';
import type { GroupRecords } from './columns-register.ts';
import { RowTable } from './columns-rows.ts';
import { ABSENT, type CodedInstrument, isAmong, SlotCoder, type SlotView } from './columns-slots.ts';
import type { PairSpec, PairSpecs } from './columns-specs.ts';
import { ListTable, PairTable, WordTable } from './columns-table.ts';
import { type Ends, flowFact } from './flow-facts.ts';
import type {
  Activity,
  Assessment,
  Flow,
  Instrument,
  Organisation,
  Register,
  StandingName,
} from './register.ts';
import { situationOf } from './transfer-situation.ts';

/** What is changed in thought about a register. */
export interface Overlay {
  readonly world: World;
  /** Ids of instruments that are struck. */
  readonly without: ReadonlySet<string>;
  readonly added: readonly Instrument[];
}

export const NO_OVERLAY: Overlay = { world: PLAIN_WORLD, without: new Set(), added: [] };

/** What stands between two ends on a day: a number of `between`, and the list of instruments behind its slots. */
export interface BetweenState {
  readonly between: number;
  readonly instruments: number;
}

export class PairCoder {
  readonly states: States;
  /** Lists of instruments behind slots. */
  readonly instrumentLists = new ListTable();
  readonly instruments: CodedInstrument[] = [];
  private readonly law: CodedRulebook;
  private readonly register: Register;
  private readonly records: GroupRecords;
  private readonly slots: SlotCoder;
  private readonly rows: RowTable;
  private readonly agreements: RowTable;
  private readonly between = new PairTable();
  private readonly agreementKeys = new ListTable();
  private readonly rowOfAgreements: number[] = [];
  private readonly slotLists = new ListTable();
  private readonly wholeLists = new ListTable();
  private readonly reduced: Reduced[] = [];
  private readonly endColumns: readonly (readonly number[])[];
  private readonly placeColumns: readonly number[];
  private readonly endStates = new ListTable();
  private readonly endTexts = new Map<string, number>();
  /** By end, organisation and stretch of its own days. */
  private readonly endSeen: (number[] | undefined)[] = [];
  private readonly places = new ListTable();
  private readonly placeKeys = new PairTable();
  private readonly placeSeen: number[] = [];
  private readonly steps = new PairTable();
  private readonly rowOfSteps: number[] = [];
  private readonly standings: readonly StandingName[];
  private readonly organisationDays: (readonly number[])[] = [];
  private readonly naming: (boolean | undefined)[] = [];
  private readonly alike = new ListTable();
  private readonly asking: (boolean | undefined)[] = [];
  private readonly countries = new WordTable();
  private readonly countryOf: number[] = [];
  private readonly organisationNumbers = new Map<string, number>();
  /** Pairs of: exporter and one, importer and one. */
  private readonly ends = new PairTable();
  private readonly candidatesOfEnds: (readonly number[])[] = [];
  private readonly open: number[] = [];
  private readonly byParty = new Map<string, number[]>();
  private readonly byPair = new Map<string, number[]>();
  private readonly numberOf = new Map<string, number>();
  private readonly inThought = new Map<Instrument, number>();
  private readonly days: number[] = [];
  private readonly slotsNow: number[] = [];
  private readonly presentNow: number[] = [];

  constructor(law: CodedRulebook, register: Register, records: GroupRecords, flowRows: Rows) {
    this.law = law;
    this.register = register;
    this.records = records;
    this.slots = new SlotCoder(law, register);
    this.rows = new RowTable(law.columns.pair.length);
    this.agreements = new RowTable(law.columns.between.length);
    const columns = law.columns.pair;
    const indexes = (isOne: (name: string) => boolean): number[] =>
      columns.filter(({ name }) => isOne(name)).map(({ index }) => index);
    this.endColumns = ENDS.map((end) => indexes((name) => name.startsWith(`${end}.`)));
    const known = new Set(this.endColumns.flat());
    this.placeColumns = columns.map(({ index }) => index).filter((index) => !known.has(index));
    this.standings = [
      ...new Set(
        columns.flatMap(({ name }) => /\.(?:standing|covers|covers-activity)\.(.*)$/.exec(name)?.[1] ?? []),
      ),
    ] as StandingName[];
    this.states = {
      pairs: this.rows,
      flows: flowRows,
      slots: this.slots.rows,
      agreements: this.agreements,
      between: this.between,
      slotLists: this.slotLists,
      slotKinds: this.slots.kinds,
      slotMeasures: this.slots.measures,
    };
    for (const [number, { id }] of records.organisations.entries()) this.organisationNumbers.set(id, number);
    for (const { country } of records.organisations)
      this.countryOf.push(country === undefined ? 0 : this.countries.intern(country) + 1);
    for (const one of register.instruments.values()) this.index(this.add(one));
  }

  /** The number of two ends; two organisations always have the same. */
  endsOf(exporter: number, importer: number): number {
    return this.ends.intern(exporter + 1, importer + 1);
  }

  /** Does it matter for the state of an end which activity a flow serves? */
  standsByActivity(ends: number): boolean {
    return this.hasActivities(this.ends.first(ends) - 1) || this.hasActivities(this.ends.second(ends) - 1);
  }

  /** Does an instrument that concerns the two ends ask which activity a flow serves? */
  asksActivity(ends: number): boolean {
    const known = this.asking[ends];
    if (known !== undefined) return known;
    const found = this.candidates(ends).some((number) => this.instruments[number]!.dependsOnActivity);
    this.asking[ends] = found;
    return found;
  }

  /** Activities with the same number (from 1 on) are alike to all instruments that concern the two ends. */
  alikeActivity(ends: number, activity: number): number {
    const asking = this.candidates(ends).filter((number) => this.instruments[number]!.dependsOnActivity);
    const id = activity === NOBODY ? undefined : this.records.activityIds[activity];
    const record = activity === NOBODY ? undefined : this.records.activities[activity];
    const said = asking.flatMap((number) => this.slots.saidOfActivity(this.instruments[number]!, id, record));
    return 1 + this.alike.intern(said);
  }

  /** Hands over the days from which an end may be in another state, the first before all days. */
  eachDayOfEnds(spec: PairSpec, visit: (day: number) => void): void {
    this.days.length = 0;
    for (const day of this.daysOfOrganisation(spec.exporter)) this.days.push(day);
    for (const day of this.daysOfOrganisation(spec.importer)) this.days.push(day);
    this.visitDays(visit);
  }

  /** Hands over the days from which something else may stand between the ends. */
  eachDayBetween(spec: PairSpec, visit: (day: number) => void): void {
    this.days.length = 0;
    const note = (day: number): void => {
      this.days.push(day);
    };
    const view = this.viewOf(spec, PLAIN_WORLD);
    this.slots.daysWithout(view, note);
    for (const number of this.slotsOf(spec, NO_OVERLAY))
      this.slots.daysOf(this.instruments[number]!, view, note);
    this.visitDays(visit);
  }

  private visitDays(visit: (day: number) => void): void {
    const { days } = this;
    if (days.length > 1) days.sort(ascending);
    let last = ALWAYS;
    visit(ALWAYS);
    for (const day of days) {
      if (day <= last || day >= NEVER) continue;
      visit(day);
      last = day;
    }
  }

  /** What stands between two ends on a day. */
  betweenOn(spec: PairSpec, day: number, overlay: Overlay): BetweenState {
    const view = this.viewOf(spec, overlay.world);
    const { slotsNow, presentNow } = this;
    slotsNow.length = 1;
    presentNow.length = 1;
    slotsNow[0] = this.slots.stateWithout(view, day);
    for (const number of this.slotsOf(spec, overlay)) {
      const state = this.slots.stateOf(this.instruments[number]!, view, day);
      if (state === ABSENT) continue;
      slotsNow.push(state);
      presentNow.push(number);
    }
    const whole = this.wholeLists.intern(slotsNow);
    const { between, kept } = this.reduced[whole] ?? this.reduce(whole, view, day);
    const instruments =
      kept.length === 0 ? 0 : this.instrumentLists.intern(kept.map((index) => presentNow[index]!));
    return { between, instruments };
  }

  instrumentNumber(id: string): number {
    return this.numberOf.get(id) ?? NOBODY;
  }

  /** Whether an instrument that is signed in thought asks which activity a flow serves. */
  dependsOnActivity(one: Instrument): boolean {
    return this.instruments[this.numberInThought(one)]!.dependsOnActivity;
  }

  /** Which pairs an overlay concerns: 1 for each between which something else may stand by it. */
  concernedBy(specs: PairSpecs, { world, without, added }: Overlay): Uint8Array {
    const concerned = new Uint8Array(specs.length);
    if (world !== PLAIN_WORLD) return concerned.fill(1);
    const numbers = [
      ...[...without].map((id) => this.instrumentNumber(id)).filter((number) => number !== NOBODY),
      ...added.map((one) => this.numberInThought(one)),
      // What takes the place of another takes it from whom that one concerned.
      ...added.map(({ id }) => this.instrumentNumber(id)).filter((number) => number !== NOBODY),
    ];
    if (numbers.length === 0) return concerned;
    specs.markRelying(
      numbers.map((number) => this.instruments[number]!.id),
      concerned,
    );
    for (const number of numbers) {
      const { one, isOneSided } = this.instruments[number]!;
      if (namesNobody(one)) return concerned.fill(1);
      // One place more, so that nobody (-1) is found at the start.
      const isParty = new Uint8Array(this.records.organisations.length + 1);
      for (const id of partiesOf(one)) isParty[(this.organisationNumbers.get(id) ?? NOBODY) + 1] = 1;
      isParty[0] = 0;
      specs.markParties(isParty, isOneSided ? 1 : 2, concerned);
    }
    return concerned;
  }

  private add(one: Instrument): number {
    const number = this.instruments.length;
    this.instruments.push(this.slots.codeInstrument(one, number));
    return number;
  }

  private index(number: number): void {
    const { one, isOneSided } = this.instruments[number]!;
    this.numberOf.set(one.id, number);
    if (namesNobody(one)) this.open.push(number);
    const parties = partiesOf(one);
    // A contract of two that binds nobody alone concerns these two only.
    if (parties.length === 2 && !isOneSided) push(this.byPair, pairKey(parties[0]!, parties[1]!), number);
    else for (const party of parties) push(this.byParty, party, number);
  }

  /** Instruments of the register that may concern the two ends, in its order. */
  private candidates(ends: number): readonly number[] {
    const known = this.candidatesOfEnds[ends];
    if (known !== undefined) return known;
    const from = this.idOf(this.ends.first(ends) - 1);
    const to = this.idOf(this.ends.second(ends) - 1);
    const found = new Set(this.open);
    const note = (numbers: readonly number[] | undefined): void => {
      for (const number of numbers ?? NONE) if (this.concerns(number, from, to)) found.add(number);
    };
    note(this.byParty.get(from));
    note(this.byParty.get(to));
    note(this.byPair.get(pairKey(from, to)));
    const sorted = found.size > 1 ? [...found].sort(ascending) : [...found];
    this.candidatesOfEnds[ends] = sorted.length === 0 ? NONE : sorted;
    return sorted;
  }

  /** As register-index.ts; and of what must bind both ends only what has both as parties. */
  private concerns(number: number, from: string, to: string): boolean {
    const { isOneSided, parties, accessions } = this.instruments[number]!;
    if (parties === undefined && accessions === undefined) return true;
    const isParty = (id: string): boolean =>
      (parties !== undefined && isAmong(parties, id)) || accessions?.has(id) === true;
    return isOneSided ? isParty(from) || isParty(to) : isParty(from) && isParty(to);
  }

  /** Candidates, and what the flow relies on by name. */
  private slotsOf(spec: PairSpec, overlay: Overlay): readonly number[] {
    const candidates = this.candidates(spec.ends);
    if (spec.tools === undefined && overlay.without.size === 0 && overlay.added.length === 0)
      return candidates;
    const added = new Map(overlay.added.map((one) => [one.id, this.numberInThought(one)]));
    const from = this.idOf(spec.exporter);
    const to = this.idOf(spec.importer);
    const concerning = [...added.values()].filter((number) => this.concerns(number, from, to));
    const named = (spec.tools ?? NO_WORDS).flatMap((id) => added.get(id) ?? this.numberOf.get(id) ?? []);
    const kept = [...candidates, ...concerning, ...named].filter((number) => {
      const { id } = this.instruments[number]!;
      // What is signed in thought under the id of another takes its place.
      return !overlay.without.has(id) && (added.get(id) ?? number) === number;
    });
    const place = (number: number): number => this.numberOf.get(this.instruments[number]!.id) ?? number;
    return [...new Set(kept)].sort((a, b) => place(a) - place(b));
  }

  private numberInThought(one: Instrument): number {
    const known = this.inThought.get(one);
    if (known !== undefined) return known;
    const number = this.add(one);
    this.inThought.set(one, number);
    return number;
  }

  private viewOf(spec: PairSpec, world: World): PairView {
    const countryNumber =
      spec.at !== undefined
        ? this.countries.intern(spec.at) + 1
        : spec.importer === NOBODY
          ? 0
          : this.countryOf[spec.importer]!;
    return new PairView(spec, this.records, world, countryNumber, this.countries.words[countryNumber - 1]);
  }

  private idOf(number: number): string {
    return number === NOBODY ? '' : this.records.organisationIds[number]!;
  }

  private hasActivities(organisation: number): boolean {
    if (organisation === NOBODY) return false;
    const earlier = this.naming[organisation];
    if (earlier !== undefined) return earlier;
    const { standing } = this.records.organisations[organisation]!;
    const found = this.standings.some((name) => standing[name]?.activities !== undefined);
    this.naming[organisation] = found;
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

  /** The row of two ends on a day. */
  rowOn(spec: PairSpec, day: number, world: World): number {
    const view = this.viewOf(spec, world);
    const { exporter, importer } = spec;
    const sender = exporter === NOBODY ? importer : exporter;
    const states = [
      this.endState(0, sender, view, day),
      this.endState(1, exporter, view, day),
      this.endState(2, importer, view, day),
    ] as const;
    const place = this.placeState(view);
    let step = this.steps.intern(states[0], states[1]);
    step = this.steps.intern(step, states[2] + STEP);
    step = this.steps.intern(step, place + STEP * 2);
    const known = this.rowOfSteps[step];
    if (known !== undefined) return known;
    const classes: number[] = new Array(this.rows.width).fill(0);
    const fill = (columns: readonly number[], table: ListTable, state: number): void => {
      for (const [index, column] of columns.entries()) classes[column] = table.item(state, index);
    };
    states.forEach((state, end) => {
      fill(this.endColumns[end]!, this.endStates, state);
    });
    fill(this.placeColumns, this.places, place);
    const row = this.rows.add(classes);
    this.rowOfSteps[step] = row;
    return row;
  }

  /** The state of one end on a day, as its columns see it; remembered by stretch of its own days. */
  private endState(end: number, organisation: number, view: PairView, day: number): number {
    if (view.world !== PLAIN_WORLD || this.hasActivities(organisation))
      return this.findEndState(end, organisation, view, day);
    let stretch = 0;
    for (const one of this.daysOfOrganisation(organisation)) if (one <= day) stretch += 1;
    const key = (organisation + 1) * ENDS.length + end;
    let seen = this.endSeen[key];
    if (seen === undefined) {
      seen = [];
      this.endSeen[key] = seen;
    }
    const earlier = seen[stretch];
    if (earlier !== undefined) return earlier;
    const found = this.findEndState(end, organisation, view, day);
    seen[stretch] = found;
    return found;
  }

  private findEndState(end: number, number: number, view: PairView, day: number): number {
    const one = number === NOBODY ? undefined : this.records.organisations[number];
    const key = `${end} ${view.world.number} ${one === undefined ? '' : this.endText(one, view, day)}`;
    const known = this.endTexts.get(key);
    if (known !== undefined) return known;
    const ends = view.ends();
    const found = this.endStates.intern(
      this.classes(
        this.columnsAt(this.endColumns[end]!),
        (name) => flowFact(name, ends, dayOfNumber(day)),
        view.world,
        day,
      ),
    );
    this.endTexts.set(key, found);
    return found;
  }

  private columnsAt(indexes: readonly number[]): (FactColumn | PlaceColumn)[] {
    return indexes.map((index) => this.law.columns.pair[index]!);
  }

  private classes(
    columns: readonly (FactColumn | PlaceColumn)[],
    ask: (name: string) => Fact | undefined,
    world: World,
    day: number,
  ): number[] {
    return columns.map((column) => {
      const fact = ask(column.name) ?? unknown();
      return column instanceof PlaceColumn
        ? column.classOf(fact, world)
        : column.classOf(fact, dayOfNumber(day));
    });
  }

  private endText(one: Organisation, view: PairView, day: number): string {
    const { country, region, kind, sectors, member, io, regimes, standing } = one;
    const standings = this.standings.map((name) => {
      const found = standing[name];
      if (found === undefined) return '?';
      const activities =
        found.activities === undefined
          ? ''
          : view.served === undefined
            ? '?'
            : found.activities.includes(view.served);
      return `${found.holds} ${isOn(found, day)} ${found.covers?.join(',')} ${activities}`;
    });
    const bases = regimes?.map(({ id, basis }) => `${id} ${basis}`);
    return [country, region, kind, sectors?.join(','), member, io, bases?.join(','), ...standings].join(
      '\u0001',
    );
  }

  private placeState(view: PairView): number {
    const { exporter, importer, parties } = view.spec;
    const same = exporter !== NOBODY && exporter === importer ? 1 : 0;
    const nobody = (exporter === NOBODY ? 1 : 0) + (importer === NOBODY ? 2 : 0);
    const home = exporter === NOBODY ? 0 : this.countryOf[exporter]!;
    const manner = (parties & (FROM_PERSON | TO_STAFF)) + same * 4 + nobody * 8 + view.world.number * 32;
    const key = this.placeKeys.intern(this.placeKeys.intern(home, view.countryNumber), manner + STEP);
    const known = this.placeSeen[key];
    if (known !== undefined) return known;
    const ends = view.ends();
    const found = this.places.intern(
      this.classes(
        this.columnsAt(this.placeColumns),
        (name) => flowFact(name, ends, dayOfNumber(ALWAYS)),
        view.world,
        ALWAYS,
      ),
    );
    this.placeSeen[key] = found;
    return found;
  }

  /** What all instruments together say (agreements, clauses that an addendum amends), and those of them that can carry something. */
  private reduce(whole: number, view: PairView, day: number): Reduced {
    const { slotsNow } = this;
    const kept = slotsNow.flatMap((slot, index) => (index > 0 && this.slots.isKept[slot] ? [index] : []));
    const slots = this.slotLists.intern([slotsNow[0]!, ...kept.map((index) => slotsNow[index]!)]);
    const said = slotsNow
      .slice(1)
      .map((slot) => this.slots.agreements[slot]!)
      .filter((one) => one > 0);
    const reduced = { between: this.between.intern(slots, this.agreementRow(said, view, day)), kept };
    this.reduced[whole] = reduced;
    return reduced;
  }

  /** The row of what instruments say together; asked of the readable evaluator once for all that say the same. */
  private agreementRow(said: readonly number[], view: PairView, day: number): number {
    const number = this.agreementKeys.intern(said);
    const known = this.rowOfAgreements[number];
    if (known !== undefined) return known;
    const setting = {
      ends: view.ends(),
      register: this.register,
      ground: { rulebook: this.law.rulebook, on: dayOfNumber(day), struck: NOTHING, departed: NOTHING },
      instruments: this.presentNow.slice(1).map((one) => this.instruments[one]!.one),
      protection: 'direct',
      carried: [],
    };
    const { ask } = situationOf(setting);
    const row = this.agreements.add(this.classes(this.law.columns.between, ask, view.world, day));
    this.rowOfAgreements[number] = row;
    return row;
  }
}

interface Reduced {
  readonly between: number;
  /** Places of the slots that are kept. */
  readonly kept: readonly number[];
}

/** A pair as slots look at it; the readable evaluator's view of it is only made where something is met for the first time. */
class PairView implements SlotView {
  readonly spec: PairSpec;
  readonly world: World;
  readonly country: string | undefined;
  readonly countryNumber: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly served: string | undefined;
  readonly activity: Activity | undefined;
  private readonly records: GroupRecords;

  constructor(
    spec: PairSpec,
    records: GroupRecords,
    world: World,
    countryNumber: number,
    country: string | undefined,
  ) {
    this.spec = spec;
    this.records = records;
    this.world = world;
    this.countryNumber = countryNumber;
    this.country = country;
    this.from = spec.exporter === NOBODY ? undefined : records.organisationIds[spec.exporter];
    this.to = spec.importer === NOBODY ? undefined : records.organisationIds[spec.importer];
    this.served = spec.activity === NOBODY ? undefined : records.activityIds[spec.activity];
    this.activity = spec.activity === NOBODY ? undefined : records.activities[spec.activity];
  }

  get flow(): string {
    return this.spec.flow;
  }

  get flowAssessments(): readonly Assessment[] {
    return this.spec.assessments;
  }

  get tools(): readonly string[] | undefined {
    return this.spec.tools;
  }

  ends(): Ends {
    const { parties, at, flow, exporter, importer } = this.spec;
    const isPerson = (parties & FROM_PERSON) !== 0;
    const pseudo: Flow = {
      ...pseudoFlow(this.from ?? '', this.to ?? ''),
      id: flow,
      ...(isPerson && { sender: { is: 'data-subject' } }),
      ...((parties & TO_STAFF) !== 0 && { recipient: { is: 'staff', organisation: this.to ?? '' } }),
      ...(at !== undefined && { at }),
      ...(this.served !== undefined && { activity: this.served }),
    };
    const [from, to] = [this.organisation(exporter), this.organisation(importer)];
    return { flow: pseudo, activity: this.activity, exporter: from, importer: to, sender: from ?? to };
  }

  private organisation(number: number): Organisation | undefined {
    return number === NOBODY ? undefined : this.records.organisations[number];
  }
}

const ENDS = ['sender', 'exporter', 'importer'] as const;
const NONE: readonly number[] = [];
const NO_WORDS: readonly string[] = [];
const NOTHING: ReadonlySet<string> = new Set();
/** Keeps the steps of a row apart, which share one table. */
const STEP = 1 << 26;

function isOn(time: { readonly from?: string; readonly until?: string }, day: number): boolean {
  const on = dayOfNumber(day);
  return (time.from === undefined || time.from <= on) && (time.until === undefined || on < time.until);
}

function namesNobody({ parties, accessions }: Instrument): boolean {
  return parties === undefined && accessions === undefined;
}

function partiesOf({ parties, accessions }: Instrument): string[] {
  return [...new Set([...(parties ?? []), ...(accessions ?? []).map(({ party }) => party)])];
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
