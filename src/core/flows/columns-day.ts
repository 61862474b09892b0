// The answers for all flows on one day: one pass in the order of arrival, loops in rounds until nothing changes.
import type { Case } from './columns-cases.ts';
import type { SlotSource } from './columns-decide.ts';
import type { ColumnGraph } from './columns-graph.ts';
import { type Grouped, groupBy } from './columns-order.ts';
import type { BetweenState } from './columns-pairs.ts';
import { IntList } from './columns-table.ts';

/** No case: nothing has arrived by the flow yet. */
export const NO_CASE = -1;

/** What is known of every flow on a day. */
export interface DayColumns {
  readonly day: number;
  /** Number of the case that answers; `NO_CASE` where the flow has yet to begin. */
  readonly case: Int32Array;
  /** The same for what arrives of what begins afresh. */
  readonly caseFirst: Int32Array;
  /** Labels that leave by the flow: with the origins of what begins afresh only, and with all. */
  readonly leavingFirst: Int32Array;
  readonly leaving: Int32Array;
  /** Labels that arrive, as in `leavingFirst` and as in `leaving`. */
  readonly arrivingFirst: Int32Array;
  readonly arriving: Int32Array;
  /** How the pairs stand on the day. */
  readonly states: DayStates;
}

export interface PlacesOfCases {
  readonly byCase: Grouped;
  /** Places at which `caseFirst` differs from `case`. */
  readonly apart: Int32Array;
}

/** Rows of ends, and what stands between pairs, on a day; found when first asked. */
class DayStates {
  private readonly graph: ColumnGraph;
  private readonly day: number;
  private readonly rows: Int32Array;
  private readonly stretches: Int32Array;

  constructor(graph: ColumnGraph, day: number) {
    this.graph = graph;
    this.day = day;
    this.rows = new Int32Array(graph.ends.starts.length).fill(-1);
    this.stretches = new Int32Array(graph.specs.length).fill(-1);
  }

  /** The row of the ends of a pair. */
  rowOf(pair: number): number {
    const ends = this.graph.endsOf.items[pair]!;
    const known = this.rows[ends]!;
    if (known >= 0) return known;
    const row = this.graph.rowOfStretch(ends, this.graph.ends.on(ends, this.day));
    this.rows[ends] = row;
    return row;
  }

  /** What stands between the ends of a pair. */
  between(pair: number): number {
    return this.graph.betweenOfStretch(pair, this.stretchOf(pair));
  }

  /** The same with the instruments behind it. */
  of(pair: number): BetweenState {
    return this.graph.stateOfStretch(pair, this.stretchOf(pair));
  }

  /** Which places have which case on the day, and where `caseFirst` is another; made when first asked, of columns that are not changed. */
  placesOfCases(columns: DayColumns): PlacesOfCases {
    if (this.places !== undefined) return this.places;
    const { case: cases, caseFirst } = columns;
    const apart = new IntList();
    for (let place = 0; place < cases.length; place += 1)
      if (cases[place] !== NO_CASE && cases[place] !== caseFirst[place]) apart.push(place);
    this.places = { byCase: groupBy(cases, this.graph.cases.all.length), apart: apart.trimmed() };
    return this.places;
  }

  private places: PlacesOfCases | undefined;

  private stretchOf(pair: number): number {
    let stretch = this.stretches[pair]!;
    if (stretch < 0) {
      stretch = this.graph.between.on(pair, this.day);
      this.stretches[pair] = stretch;
    }
    return stretch;
  }
}

/** How to look up the case of a flow that has begun with what arrives; a what-if looks it up once something is changed. */
export interface Look {
  caseOf(flow: number, arriving: number): number;
}

/** Looks at a graph as it stands on a day. */
class PlainLook implements Look, SlotSource {
  private readonly graph: ColumnGraph;
  private readonly day: number;
  private readonly epoch: number;
  private readonly states: DayStates;
  private pair = -1;
  private lastRow = -1;
  private lastArriving = -1;
  private lastCase = 0;

  constructor(graph: ColumnGraph, day: number, states: DayStates) {
    this.graph = graph;
    this.day = day;
    this.epoch = graph.law.epochOf(day);
    this.states = states;
  }

  caseOf(flow: number, arriving: number): number {
    const { graph } = this;
    const row = graph.rowOf[flow]!;
    const until = graph.columns.until[flow]!;
    if (until <= this.day) return graph.caseBefore(flow, until, arriving);
    const pair = graph.pairOf[flow]!;
    // Like flows stand side by side.
    if (pair === this.pair && row === this.lastRow && arriving === this.lastArriving) return this.lastCase;
    this.pair = pair;
    this.lastRow = row;
    this.lastArriving = arriving;
    this.lastCase = graph.cases.find(this.states.rowOf(pair), row, this, arriving, this.epoch);
    return this.lastCase;
  }

  slots(): number {
    return this.states.between(this.pair);
  }
}

/** Answers for every flow that has begun by the day. */
export function answerDay(graph: ColumnGraph, day: number): DayColumns {
  const { count } = graph;
  const states = new DayStates(graph, day);
  const look = new PlainLook(graph, day, states);
  const columns: DayColumns = {
    day,
    case: new Int32Array(count),
    caseFirst: new Int32Array(count),
    leavingFirst: new Int32Array(count),
    leaving: new Int32Array(count),
    arrivingFirst: new Int32Array(count),
    arriving: new Int32Array(count),
    states,
  };
  const { loops } = graph;
  let loop = 0;
  for (let place = 0; place < count; ) {
    if (loops[loop] === place) {
      const last = loops[loop + 1]!;
      passLoop(graph, columns, look, range(place, last));
      place = last;
      loop += 2;
      continue;
    }
    passFlow(graph, columns, look, place);
    place += 1;
  }
  return columns;
}

/** Whole numbers from the first until the last, which is not among them. */
export function range(first: number, last: number): Int32Array {
  return Int32Array.from({ length: last - first }, (_, index) => first + index);
}

/** Passes one flow whose arrivals are settled. */
export function passFlow(graph: ColumnGraph, columns: DayColumns, look: Look, flow: number): void {
  if (graph.columns.from[flow]! > columns.day) {
    columns.case[flow] = NO_CASE;
    return;
  }
  gather(graph, columns, flow);
  const arriving = columns.arriving[flow]!;
  const number = look.caseOf(flow, arriving);
  const found = graph.cases.all[number]!;
  columns.case[flow] = number;
  columns.caseFirst[flow] = number;
  if (graph.begins(flow)) {
    columns.leavingFirst[flow] = found.leavingAll;
    columns.leaving[flow] = found.leavingAll;
    return;
  }
  const arrivingFirst = columns.arrivingFirst[flow]!;
  const numberFirst = arrivingFirst === arriving ? number : look.caseOf(flow, arrivingFirst);
  const first = graph.cases.all[numberFirst]!;
  columns.caseFirst[flow] = numberFirst;
  columns.leavingFirst[flow] = first.leaving;
  columns.leaving[flow] = leavingWith(graph, found, first.own);
}

/** What arrives: the labels of all flows named, together. */
function gather(graph: ColumnGraph, columns: DayColumns, flow: number): void {
  const { afterStart, after } = graph.columns;
  let arrivingFirst = 0;
  let arriving = 0;
  for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1) {
    const earlier = after[edge]!;
    arrivingFirst = graph.labels.union(arrivingFirst, columns.leavingFirst[earlier]!);
    arriving = graph.labels.union(arriving, columns.leaving[earlier]!);
  }
  columns.arrivingFirst[flow] = arrivingFirst;
  columns.arriving[flow] = arriving;
}

/** The labels that leave where the laws of `sources` give an origin of their own. */
export function leavingWith(graph: ColumnGraph, found: Case, sources: number): number {
  const own = found.own & sources;
  if (own === found.own) return found.leavingAll;
  if (own === 0) return found.leaving;
  const labels = found.ownLabels.filter((label, law) => label !== undefined && (own & (1 << law)) !== 0);
  return graph.labels.union(found.leaving, graph.labels.of(labels));
}

/**
 * Passes the flows of a loop as labels.ts does: all at once, round after round; first without the origins of what begins later,
 * then with them. What has left once is never taken back.
 */
export function passLoop(graph: ColumnGraph, columns: DayColumns, look: Look, loop: Int32Array): void {
  const members = loop.filter((flow) => {
    columns.leavingFirst[flow] = 0;
    columns.leaving[flow] = 0;
    if (graph.columns.from[flow]! <= columns.day) return true;
    columns.case[flow] = NO_CASE;
    return false;
  });
  const caseWith = (flow: number, arriving: number): Case => graph.cases.all[look.caseOf(flow, arriving)]!;
  const first = (flow: number): number => {
    const found = caseWith(flow, columns.arrivingFirst[flow]!);
    return graph.begins(flow) ? found.leavingAll : found.leaving;
  };
  rounds(graph, columns, members, first, 'leavingFirst');
  const sources = members.map((flow) => caseWith(flow, columns.arrivingFirst[flow]!).own);
  const second = (flow: number, index: number): number => {
    const found = caseWith(flow, columns.arriving[flow]!);
    return graph.begins(flow) ? found.leavingAll : leavingWith(graph, found, sources[index]!);
  };
  rounds(graph, columns, members, second, 'leaving');
  for (const flow of members) {
    columns.case[flow] = look.caseOf(flow, columns.arriving[flow]!);
    columns.caseFirst[flow] = look.caseOf(flow, columns.arrivingFirst[flow]!);
  }
}

function rounds(
  graph: ColumnGraph,
  columns: DayColumns,
  members: Int32Array,
  pass: (flow: number, index: number) => number,
  into: 'leaving' | 'leavingFirst',
): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const flow of members) gather(graph, columns, flow);
    const passed = members.map(pass);
    members.forEach((flow, index) => {
      const before = columns[into][flow]!;
      const out = graph.labels.union(before, passed[index]!);
      if (out !== before) isChanged = true;
      columns[into][flow] = out;
    });
  }
}
