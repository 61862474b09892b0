// The answers for all flows on one day: one pass in the order of arrival, loops in rounds until nothing changes.
import type { Entry } from './columns-labels.ts';
import type { ColumnGraph } from './columns-graph.ts';

/** No answer: the flow does not run on the day, or has yet to begin. */
export const NO_ENTRY = -1;

/** What is known of every flow on a day. */
export interface DayColumns {
  readonly day: number;
  /** Number of the entry that answers; `NO_ENTRY` where nothing has arrived by the flow yet. */
  readonly entry: Int32Array;
  /** Labels that leave by the flow: with the origins of what begins afresh only, and with all. */
  readonly leavingFirst: Int32Array;
  readonly leaving: Int32Array;
  /** Labels that arrive, as in `leavingFirst` and as in `leaving`. */
  readonly arrivingFirst: Int32Array;
  readonly arriving: Int32Array;
}

/** How to look up what comes of a flow; a what-if looks up what comes of it once something is changed. */
export interface Look {
  /** The situation of a flow that has begun: of the day, or of its last day. */
  situation(flow: number): number;
  /** The number of the entry for a situation of the flow with what arrives. */
  entry(flow: number, situation: number, arriving: number): number;
}

/** Looks at a graph as it stands on a day. */
export class PlainLook implements Look {
  private readonly graph: ColumnGraph;
  private readonly day: number;
  private readonly epoch: number;
  /** State of each pair on the day; found when first asked. */
  private readonly states: Int32Array;

  constructor(graph: ColumnGraph, day: number) {
    this.graph = graph;
    this.day = day;
    this.epoch = graph.law.epochOf(day);
    this.states = new Int32Array(graph.specs.length).fill(-1);
  }

  situation(flow: number): number {
    const { graph } = this;
    const pair = graph.pairOf[flow]!;
    const until = graph.columns.until[flow]!;
    if (until <= this.day) return graph.situationOf(stateBefore(graph, pair, until), graph.rowOf[flow]!);
    let state = this.states[pair]!;
    if (state < 0) {
      state = graph.stateOfStretch(pair, graph.stretchOn(pair, this.day));
      this.states[pair] = state;
    }
    return graph.situationOf(state, graph.rowOf[flow]!);
  }

  entry(flow: number, situation: number, arriving: number): number {
    const until = this.graph.columns.until[flow]!;
    const epoch = until <= this.day ? this.graph.law.epochOf(until - 1) : this.epoch;
    return this.graph.entryOf(situation, arriving, epoch);
  }
}

/** The state of a pair on the last day before another; days are numbers that only compare, and the one before is below it. */
function stateBefore(graph: ColumnGraph, pair: number, until: number): number {
  return graph.stateOfStretch(pair, graph.stretchOn(pair, until - 1));
}

/** Answers for every flow that has begun by the day. */
export function answerDay(graph: ColumnGraph, day: number, look: Look = new PlainLook(graph, day)): DayColumns {
  const { count } = graph;
  const columns: DayColumns = {
    day,
    entry: new Int32Array(count),
    leavingFirst: new Int32Array(count),
    leaving: new Int32Array(count),
    arrivingFirst: new Int32Array(count),
    arriving: new Int32Array(count),
  };
  const { flows, loops } = graph.order;
  let loop = 0;
  for (let place = 0; place < count; ) {
    if (loops[loop] === place) {
      const last = loops[loop + 1]!;
      passLoop(graph, columns, look, flows.subarray(place, last));
      place = last;
      loop += 2;
      continue;
    }
    passFlow(graph, columns, look, flows[place]!);
    place += 1;
  }
  return columns;
}

/** Passes one flow whose arrivals are settled. */
export function passFlow(graph: ColumnGraph, columns: DayColumns, look: Look, flow: number): void {
  if (graph.columns.from[flow]! > columns.day) {
    columns.entry[flow] = NO_ENTRY;
    return;
  }
  const situation = look.situation(flow);
  gather(graph, columns, flow);
  const arrivingFirst = columns.arrivingFirst[flow]!;
  const arriving = columns.arriving[flow]!;
  const number = look.entry(flow, situation, arriving);
  const entry = graph.entries[number]!;
  columns.entry[flow] = number;
  if (graph.begins(flow)) {
    columns.leavingFirst[flow] = entry.leavingAll;
    columns.leaving[flow] = entry.leavingAll;
    return;
  }
  const first =
    arrivingFirst === arriving ? entry : graph.entries[look.entry(flow, situation, arrivingFirst)]!;
  columns.leavingFirst[flow] = first.leaving;
  columns.leaving[flow] = leavingWith(graph, entry, first.own);
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
export function leavingWith(graph: ColumnGraph, entry: Entry, sources: number): number {
  const own = entry.own & sources;
  if (own === entry.own) return entry.leavingAll;
  if (own === 0) return entry.leaving;
  const labels = entry.ownLabels.filter((label, law) => label !== undefined && (own & (1 << law)) !== 0);
  return graph.labels.union(entry.leaving, graph.labels.of(labels));
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
    columns.entry[flow] = NO_ENTRY;
    return false;
  });
  const situations = members.map((flow) => look.situation(flow));
  const sources = new Int32Array(members.length);
  rounds(graph, columns, members, (flow, index) => {
    const entry = graph.entries[look.entry(flow, situations[index]!, columns.arrivingFirst[flow]!)]!;
    return graph.begins(flow) ? entry.leavingAll : entry.leaving;
  }, 'leavingFirst');
  members.forEach((flow, index) => {
    sources[index] = graph.entries[look.entry(flow, situations[index]!, columns.arrivingFirst[flow]!)]!.own;
  });
  rounds(graph, columns, members, (flow, index) => {
    const entry = graph.entries[look.entry(flow, situations[index]!, columns.arriving[flow]!)]!;
    return graph.begins(flow) ? entry.leavingAll : leavingWith(graph, entry, sources[index]!);
  }, 'leaving');
  members.forEach((flow, index) => {
    columns.entry[flow] = look.entry(flow, situations[index]!, columns.arriving[flow]!);
  });
}

function rounds(
  graph: ColumnGraph,
  columns: DayColumns,
  members: Int32Array,
  pass: (flow: number, index: number) => number,
  into: 'leaving' | 'leavingFirst',
): void {
  const passed = new Int32Array(members.length);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const flow of members) gather(graph, columns, flow);
    members.forEach((flow, index) => {
      passed[index] = pass(flow, index);
    });
    members.forEach((flow, index) => {
      const before = columns[into][flow]!;
      const out = graph.labels.union(before, passed[index]!);
      if (out !== before) isChanged = true;
      columns[into][flow] = out;
    });
  }
}
