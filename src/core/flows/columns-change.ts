// What if: law or instruments struck, contracts added, countries leaving, on one day; only what rests on it, and what comes after, is passed again.
import { type DayColumns, type Look, NO_CASE, passFlow, passLoop } from './columns-day.ts';
import type { SlotSource } from './columns-decide.ts';
import { PLAIN_WORLD, type World } from './columns-facts.ts';
import type { ColumnGraph } from './columns-graph.ts';
import { type BetweenState, NO_OVERLAY, type Overlay, type PairSpec } from './columns-pairs.ts';
import { NOBODY } from './columns-register.ts';
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
  /** Numbers of the flows whose answer may be another, in ascending order. */
  readonly flows: Int32Array;
  /** The columns of the day with the change. */
  readonly columns: DayColumns;
  /** The list of instruments behind the slots of a flow, with the change. */
  instrumentsOf(flow: number): number;
}

/** Passes again what the change concerns. `before` are the columns of the day as it stands. */
export function changeDay(graph: ColumnGraph, before: DayColumns, change: Change): ChangedDay {
  const struck = struckRules(graph, change.without);
  return graph.cases.striking(struck, () => new Changing(graph, before, change).run());
}

function struckRules({ law }: ColumnGraph, without: ReadonlySet<string>): Uint8Array {
  const struck = new Uint8Array(law.rules.length);
  for (const { rule, number } of law.rules)
    if (without.has(rule.id) || without.has(rule.file)) struck[number] = 1;
  return struck;
}

class Changing implements Look, SlotSource {
  private readonly graph: ColumnGraph;
  private readonly before: DayColumns;
  private readonly after: DayColumns;
  private readonly epoch: number;
  private readonly overlay: Overlay;
  /** What was signed in thought holds for flows that have ended, too; what is struck does not. */
  private readonly overlayOfPast: Overlay;
  private readonly world: World;
  private readonly concerned: Uint8Array;
  private readonly states = new Map<number, BetweenState>();
  private readonly rows = new Map<number, number>();
  private flow = 0;
  private readonly dependsOnActivity: boolean;
  private readonly waiting: Uint32Array;

  constructor(graph: ColumnGraph, before: DayColumns, change: Change) {
    this.graph = graph;
    this.before = before;
    this.after = {
      ...before,
      case: before.case.slice(),
      caseFirst: before.caseFirst.slice(),
      leavingFirst: before.leavingFirst.slice(),
      leaving: before.leaving.slice(),
      arrivingFirst: before.arrivingFirst.slice(),
      arriving: before.arriving.slice(),
    };
    this.epoch = graph.law.epochOf(before.day);
    this.world = graph.law.worldOf(change.leaving, change.without);
    const without = new Set([...change.without].filter((id) => graph.pairs.instrumentNumber(id) !== NOBODY));
    this.overlay = { world: this.world, without, added: change.added };
    this.overlayOfPast = { ...NO_OVERLAY, added: change.added };
    this.concerned = graph.pairs.concernedBy(graph.specs, this.overlay);
    this.dependsOnActivity = change.added.some((one) => graph.pairs.asksActivity(one));
    this.waiting = new Uint32Array((graph.count >> 5) + 1);
  }

  run(): ChangedDay {
    const { graph, before, after } = this;
    this.markConcerned();
    const { flows, loops } = graph.order;
    const passed: number[] = [];
    for (let word = 0; word < this.waiting.length; word += 1) {
      // Whoever comes after stands at a higher place, so that new marks are met on the way.
      while (this.waiting[word] !== 0) {
        const lowest = this.waiting[word]! & -this.waiting[word]!;
        const place = word * 32 + 31 - Math.clz32(lowest);
        const loop = loopAt(loops, place);
        const members =
          loop < 0 ? flows.subarray(place, place + 1) : flows.subarray(loops[loop]!, loops[loop + 1]!);
        const first = loop < 0 ? place : loops[loop]!;
        for (let at = 0; at < members.length; at += 1) this.unmark(first + at);
        if (loop < 0) passFlow(graph, after, this, flows[place]!);
        else passLoop(graph, after, this, members);
        for (const flow of members) {
          passed.push(flow);
          if (
            after.leaving[flow] !== before.leaving[flow] ||
            after.leavingFirst[flow] !== before.leavingFirst[flow]
          )
            this.markFollowers(flow, first, members.length);
        }
      }
    }
    const sorted = Int32Array.from(new Set(passed)).sort();
    return {
      flows: sorted,
      columns: after,
      instrumentsOf: (flow) => this.betweenOf(flow).instruments,
    };
  }

  caseOf(flow: number, arriving: number): number {
    const { graph } = this;
    const { cases } = graph;
    const until = graph.columns.until[flow]!;
    this.flow = flow;
    if (until > this.before.day)
      return cases.findStruck(this.rowOfEnds(flow), this.rowOf(flow), this, arriving, this.epoch);
    if (!this.isConcerned(flow)) return graph.caseBefore(flow, until, arriving);
    const row = graph.rowOn(graph.pairOf[flow]!, until - 1);
    return cases.find(row, graph.rowOf[flow]!, this, arriving, graph.law.epochOf(until - 1));
  }

  slots(): number {
    return this.betweenOf(this.flow).between;
  }

  private isConcerned(flow: number): boolean {
    return this.concerned[this.graph.pairOf[flow]!] === 1;
  }

  private rowOf(flow: number): number {
    return this.world === PLAIN_WORLD ? this.graph.rowOf[flow]! : this.graph.rowInWorld(flow, this.world);
  }

  private rowOfEnds(flow: number): number {
    const pair = this.graph.pairOf[flow]!;
    if (this.world === PLAIN_WORLD) return this.graph.rowOn(pair, this.before.day);
    const known = this.rows.get(pair);
    if (known !== undefined) return known;
    const found = this.graph.pairs.rowOn(this.graph.specs[pair]!, this.before.day, this.world);
    this.rows.set(pair, found);
    return found;
  }

  /** What stands between the ends of a flow on the day, or on its last day, with the change. */
  private betweenOf(flow: number): BetweenState {
    const { graph } = this;
    const pair = graph.pairOf[flow]!;
    const until = graph.columns.until[flow]!;
    const isOver = until <= this.before.day;
    const day = isOver ? until - 1 : this.before.day;
    if (!this.isConcerned(flow))
      return { between: graph.betweenOn(pair, day), instruments: graph.behindOn(pair, day) };
    const activity = this.dependsOnActivity ? graph.columns.activity[flow]! : NOBODY;
    const overlay = isOver ? this.overlayOfPast : this.overlay;
    if (isOver || activity !== NOBODY)
      return graph.pairs.betweenOn(this.specOf(pair, activity), day, overlay);
    const known = this.states.get(pair);
    if (known !== undefined) return known;
    const found = graph.pairs.betweenOn(graph.specs[pair]!, day, overlay);
    this.states.set(pair, found);
    return found;
  }

  private specOf(pair: number, activity: number): PairSpec {
    const spec = this.graph.specs[pair]!;
    return activity === NOBODY ? spec : { ...spec, activity };
  }

  /** Marks the flows whose pair is concerned, or whose answer rests on something that is struck. */
  private markConcerned(): void {
    const { graph, before, concerned } = this;
    const { cases } = graph;
    const stricken = Uint8Array.from({ length: cases.all.length }, (_, number) =>
      cases.isStricken(number) ? 1 : 0,
    );
    const isElsewhere = this.world !== PLAIN_WORLD;
    const { placeOf } = graph;
    for (let flow = 0; flow < graph.count; flow += 1) {
      const number = before.case[flow]!;
      if (number === NO_CASE) continue;
      const isHit = stricken[number] === 1 || stricken[before.caseFirst[flow]!] === 1;
      if (concerned[graph.pairOf[flow]!] === 1 || isHit || isElsewhere) this.mark(placeOf[flow]!);
    }
  }

  private markFollowers(flow: number, first: number, length: number): void {
    const { followers, placeOf } = this.graph;
    for (let edge = followers.start[flow]!; edge < followers.start[flow + 1]!; edge += 1) {
      const place = placeOf[followers.flows[edge]!]!;
      // The flows of a loop have been passed together.
      if (place < first || place >= first + length) this.mark(place);
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
