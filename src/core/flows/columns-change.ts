// What if: law or instruments struck, contracts added, countries leaving, on one day; only what rests on it, and what comes after, is passed again.
import { type DayColumns, type Look, NO_CASE, passFlow, passLoop, range } from './columns-day.ts';
import type { SlotSource } from './columns-decide.ts';
import { PLAIN_WORLD, type World } from './columns-facts.ts';
import { NOBODY } from './columns-flows.ts';
import type { ColumnGraph } from './columns-graph.ts';
import { type BetweenState, NO_OVERLAY, type Overlay } from './columns-pairs.ts';
import type { PairSpec } from './columns-specs.ts';
import { IntList } from './columns-table.ts';
import type { Instrument } from './register.ts';

/** What is changed in thought from the day asked about on. */
export interface Change {
  /** Ids of rules, law files or instruments of the register that are struck. */
  readonly without: ReadonlySet<string>;
  /** Countries that leave every union of States. */
  readonly leaving: ReadonlySet<string>;
  /** Instruments that are signed in thought; one under the id of another takes its place. */
  readonly added: readonly Instrument[];
}

/** The flows that were passed again, and how they stand by then. */
export interface ChangedDay {
  /** Places of the flows whose answer may be another, from the first to the last; and the cases that answered before. */
  readonly places: Int32Array;
  readonly casesBefore: Int32Array;
  /** The columns of the day, with the change for as long as `visit` looks at them. */
  readonly columns: DayColumns;
  /** What stands between the ends of a flow, with the change. */
  stateOf(flow: number): BetweenState;
  /** The rows of a flow that runs, with the change. */
  rowsOf(flow: number): { readonly pair: number; readonly flow: number };
  /** Whether something is signed or struck between the ends of a flow. */
  isConcerned(flow: number): boolean;
  /** Whether two flows have the same between their ends, before and after. */
  isLike(flow: number, other: number): boolean;
}

/**
 * Passes again what the change concerns, and lets `visit` look at it. `columns` are those of the day as it stands: they are changed in
 * place, and changed back at the end, for to copy a million flows takes longer than to change a few.
 */
export function changeDay<T>(
  graph: ColumnGraph,
  columns: DayColumns,
  change: Change,
  visit: (changed: ChangedDay) => T,
): T {
  const struck = struckRules(graph, change.without);
  return graph.cases.striking(struck, () => {
    const changing = new Changing(graph, columns, change);
    try {
      return visit(changing.run());
    } finally {
      changing.undo();
    }
  });
}

function struckRules({ law }: ColumnGraph, without: ReadonlySet<string>): Uint8Array {
  const struck = new Uint8Array(law.rules.length);
  for (const { id, file, number } of law.rules) if (without.has(id) || without.has(file)) struck[number] = 1;
  return struck;
}

/** Numbers in the log for each flow. */
const WIDTH = 7;

class Changing implements Look, SlotSource {
  private readonly graph: ColumnGraph;
  private readonly columns: DayColumns;
  /** What stood in the columns of each flow that was passed, `WIDTH` numbers a flow. */
  private readonly log = new IntList(1024);
  private readonly epoch: number;
  private readonly overlay: Overlay;
  /** What was signed in thought holds for flows that have ended, too; what is struck does not. */
  private readonly overlayOfPast: Overlay;
  private readonly world: World;
  private readonly concerned: Uint8Array;
  private readonly states = new Map<number, BetweenState>();
  private readonly rows = new Map<number, number>();
  /** The first of the flows that are passed at present, and where it stands in the log. */
  private firstNoted = 0;
  private startOfNoted = 0;
  private flow = 0;
  private lastPair = -1;
  private lastRow = -1;
  private lastArriving = -1;
  private lastCase = 0;
  private readonly dependsOnActivity: boolean;
  private readonly waiting: Uint32Array;

  constructor(graph: ColumnGraph, columns: DayColumns, change: Change) {
    this.graph = graph;
    this.columns = columns;
    this.epoch = graph.law.epochOf(columns.day);
    this.world = graph.law.worldOf(change.leaving, change.without);
    const without = new Set([...change.without].filter((id) => graph.pairs.instrumentNumber(id) !== NOBODY));
    this.overlay = { world: this.world, without, added: change.added };
    this.overlayOfPast = { ...NO_OVERLAY, added: change.added };
    this.concerned = graph.pairs.concernedBy(graph.specs, this.overlay);
    this.dependsOnActivity = change.added.some((one) => graph.pairs.dependsOnActivity(one));
    this.waiting = new Uint32Array((graph.count >> 5) + 1);
  }

  run(): ChangedDay {
    const { graph, columns } = this;
    this.markConcerned();
    const { loops } = graph;
    for (let word = 0; word < this.waiting.length; word += 1) {
      // Whoever comes after stands at a higher place, so that new marks are met on the way.
      while (this.waiting[word] !== 0) {
        const lowest = this.waiting[word]! & -this.waiting[word]!;
        const place = word * 32 + 31 - Math.clz32(lowest);
        const loop = loopAt(loops, place);
        const first = loop < 0 ? place : loops[loop]!;
        const last = loop < 0 ? place + 1 : loops[loop + 1]!;
        const start = this.log.length;
        this.firstNoted = first;
        this.startOfNoted = start;
        for (let at = first; at < last; at += 1) {
          this.unmark(at);
          this.note(at);
        }
        if (loop < 0) passFlow(graph, columns, this, place);
        else passLoop(graph, columns, this, range(first, last));
        for (let flow = first, at = start; flow < last; flow += 1, at += WIDTH) {
          const isOther =
            columns.leavingFirst[flow] !== this.log.items[at + 3] ||
            columns.leaving[flow] !== this.log.items[at + 4];
          if (isOther) this.markFollowers(flow, first, last);
        }
      }
    }
    return this.changed();
  }

  /** Puts back what stood before. */
  undo(): void {
    const { log, columns } = this;
    for (let at = 0; at < log.length; at += WIDTH) {
      const flow = log.items[at]!;
      columns.case[flow] = log.items[at + 1]!;
      columns.caseFirst[flow] = log.items[at + 2]!;
      columns.leavingFirst[flow] = log.items[at + 3]!;
      columns.leaving[flow] = log.items[at + 4]!;
      columns.arrivingFirst[flow] = log.items[at + 5]!;
      columns.arriving[flow] = log.items[at + 6]!;
    }
  }

  private note(flow: number): void {
    const { log, columns } = this;
    log.push(flow);
    log.push(columns.case[flow]!);
    log.push(columns.caseFirst[flow]!);
    log.push(columns.leavingFirst[flow]!);
    log.push(columns.leaving[flow]!);
    log.push(columns.arrivingFirst[flow]!);
    log.push(columns.arriving[flow]!);
  }

  private changed(): ChangedDay {
    const { log, columns } = this;
    const count = log.length / WIDTH;
    const places = new Int32Array(count);
    const casesBefore = new Int32Array(count);
    for (let row = 0; row < count; row += 1) {
      places[row] = log.items[row * WIDTH]!;
      casesBefore[row] = log.items[row * WIDTH + 1]!;
    }
    return {
      places,
      casesBefore,
      columns,
      stateOf: (flow) => this.betweenOf(flow),
      rowsOf: (flow) => ({ pair: this.rowOfEnds(flow), flow: this.rowOf(flow) }),
      isConcerned: (flow) => this.isConcerned(flow),
      isLike: (flow, other) => this.isLike(flow, other),
    };
  }

  caseOf(flow: number, arriving: number): number {
    const { graph } = this;
    const { cases } = graph;
    const until = graph.columns.until[flow]!;
    this.flow = flow;
    if (until > this.columns.day) {
      const pair = graph.pairOf[flow]!;
      const row = this.rowOf(flow);
      // Like flows stand side by side; but what was signed in thought may ask for the activity.
      const isLike = pair === this.lastPair && row === this.lastRow && arriving === this.lastArriving;
      if (isLike && !this.dependsOnActivity) return this.lastCase;
      this.lastPair = pair;
      this.lastRow = row;
      this.lastArriving = arriving;
      const before = this.caseWith(flow, arriving);
      const ends = this.rowOfEnds(flow);
      this.lastCase =
        before === NO_CASE
          ? cases.findStruck(ends, row, this, arriving, this.epoch)
          : cases.findAgain(before, ends, row, this, arriving, this.epoch);
      return this.lastCase;
    }
    if (!this.isConcerned(flow)) return graph.caseBefore(flow, until, arriving);
    const row = graph.rowOn(graph.pairOf[flow]!, until - 1);
    return cases.find(row, graph.rowOf[flow]!, this, arriving, graph.law.epochOf(until - 1));
  }

  /** The case that a flow had with what arrives before anything was changed; `NO_CASE` where it had none or more is changed than law. */
  private caseWith(flow: number, arriving: number): number {
    if (this.world !== PLAIN_WORLD || this.isConcerned(flow)) return NO_CASE;
    const { items } = this.log;
    const at = this.startOfNoted + (flow - this.firstNoted) * WIDTH;
    if (items[at + 6] === arriving) return items[at + 1]!;
    return items[at + 5] === arriving ? items[at + 2]! : NO_CASE;
  }

  slots(): number {
    return this.betweenOf(this.flow).between;
  }

  private isLike(flow: number, other: number): boolean {
    const { pairOf, columns } = this.graph;
    const { activity, until } = columns;
    const { day } = this.columns;
    return (
      pairOf[flow] === pairOf[other] &&
      (until[flow] === until[other] || (until[flow]! > day && until[other]! > day)) &&
      (!this.dependsOnActivity || activity[flow] === activity[other])
    );
  }

  private isConcerned(flow: number): boolean {
    return this.concerned[this.graph.pairOf[flow]!] === 1;
  }

  private rowOf(flow: number): number {
    return this.world === PLAIN_WORLD ? this.graph.rowOf[flow]! : this.graph.rowInWorld(flow, this.world);
  }

  private rowOfEnds(flow: number): number {
    const pair = this.graph.pairOf[flow]!;
    if (this.world === PLAIN_WORLD) return this.columns.states.rowOf(pair);
    const known = this.rows.get(pair);
    if (known !== undefined) return known;
    const found = this.graph.pairs.rowOn(this.graph.specs.at(pair), this.columns.day, this.world);
    this.rows.set(pair, found);
    return found;
  }

  /** What stands between the ends of a flow on the day, or on its last day, with the change. */
  private betweenOf(flow: number): BetweenState {
    const { graph } = this;
    const pair = graph.pairOf[flow]!;
    const until = graph.columns.until[flow]!;
    const isOver = until <= this.columns.day;
    const day = isOver ? until - 1 : this.columns.day;
    if (!this.isConcerned(flow)) return isOver ? graph.stateOn(pair, day) : this.columns.states.of(pair);
    const activity = this.dependsOnActivity ? graph.columns.activity[flow]! : NOBODY;
    const overlay = isOver ? this.overlayOfPast : this.overlay;
    if (isOver || activity !== NOBODY)
      return graph.pairs.betweenOn(this.specOf(pair, activity), day, overlay);
    const known = this.states.get(pair);
    if (known !== undefined) return known;
    const found = graph.pairs.betweenOn(graph.specs.at(pair), day, overlay);
    this.states.set(pair, found);
    return found;
  }

  private specOf(pair: number, activity: number): PairSpec {
    const spec = this.graph.specs.at(pair);
    return activity === NOBODY ? spec : { ...spec, activity };
  }

  /** Marks the flows whose pair is concerned, or whose answer rests on something that is struck. */
  private markConcerned(): void {
    const { graph, columns, concerned } = this;
    if (this.world !== PLAIN_WORLD) {
      for (let place = 0; place < graph.count; place += 1) this.markBegun(place);
      return;
    }
    const stricken = graph.cases.strickenCases();
    if (stricken.numbers.length > 0) {
      const { byCase, apart } = columns.states.placesOfCases(columns);
      for (const number of stricken.numbers)
        for (let at = byCase.start[number] ?? 0; at < (byCase.start[number + 1] ?? 0); at += 1)
          this.mark(byCase.places[at]!);
      for (const place of apart) if (stricken.isStricken[columns.caseFirst[place]!] === 1) this.mark(place);
    }
    for (let pair = 0; pair < concerned.length; pair += 1) {
      if (concerned[pair] === 0) continue;
      const { start, places } = graph.placesOfPairs;
      for (let at = start[pair]!; at < start[pair + 1]!; at += 1) this.markBegun(places[at]!);
    }
  }

  private markBegun(place: number): void {
    if (this.columns.case[place] !== NO_CASE) this.mark(place);
  }

  private markFollowers(flow: number, first: number, last: number): void {
    const { followers } = this.graph;
    for (let edge = followers.start[flow]!; edge < followers.start[flow + 1]!; edge += 1) {
      const place = followers.flows[edge]!;
      // The flows of a loop have been passed together.
      if (place < first || place >= last) this.mark(place);
    }
  }

  private mark(place: number): void {
    this.waiting[place >> 5]! |= 1 << (place & 31);
  }

  private unmark(place: number): void {
    this.waiting[place >> 5]! &= ~(1 << (place & 31));
  }
}

/** The loop in which a place lies, as its index in the list of bounds; -1 where it lies in none. */
function loopAt(loops: Int32Array, place: number): number {
  let low = 0;
  let high = loops.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (loops[middle * 2 + 1]! <= place) low = middle + 1;
    else high = middle;
  }
  return low * 2 < loops.length && loops[low * 2]! <= place ? low * 2 : -1;
}
