// Puts flows that are alike side by side: in the order of arrival, and within that by their ends, so that a pass touches little memory.
import type { FlowColumns } from './columns-flows.ts';
import { orderFlows } from './columns-order.ts';

/** The columns of flows in their places. */
export interface Placed {
  /** As coded, but by place; what came before is named by place, too. */
  readonly columns: FlowColumns;
  /** The number of the flow (in the register) at each place, and the place of each flow. */
  readonly flowAt: Int32Array;
  readonly placeOf: Int32Array;
  /** Loops: pairs of the first place and the first place behind, in ascending order. */
  readonly loops: Int32Array;
}

/** Places the flows of a register. Whatever comes before stands before; the flows of a loop stand together. */
export function placeFlows(columns: FlowColumns): Placed {
  const keys = keysOf(columns);
  const flowAt = sortedBy(keys.values);
  const placeOf = new Int32Array(columns.count);
  for (let place = 0; place < flowAt.length; place += 1) placeOf[flowAt[place]!] = place;
  return {
    columns: gathered(columns, flowAt, placeOf),
    flowAt,
    placeOf,
    loops: loopsAt(keys.loopOf, flowAt),
  };
}

interface Keys {
  /** Ascending in the order of places. */
  readonly values: Float64Array;
  /** For each flow the number of its loop and one; 0 where it is in none. */
  readonly loopOf: Int32Array | undefined;
}

/** Level of arrival, then the ends, then the activity; for loops the loop. */
function keysOf(columns: FlowColumns): Keys {
  const { count, exporter, importer, activity, afterStart, after } = columns;
  const { flows, loops } = orderFlows(count, afterStart, after);
  const levels = new Int32Array(count);
  const loopOf = loops.length === 0 ? undefined : new Int32Array(count);
  let loop = 0;
  for (let at = 0; at < count; ) {
    const isLoop = loops[loop] === at;
    const last = isLoop ? loops[loop + 1]! : at + 1;
    let level = 0;
    for (let one = at; one < last; one += 1) {
      const flow = flows[one]!;
      for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1)
        level = Math.max(level, levels[after[edge]!]! + 1);
    }
    for (let one = at; one < last; one += 1) {
      levels[flows[one]!] = level;
      if (isLoop) loopOf![flows[one]!] = loop / 2 + 1;
    }
    if (isLoop) loop += 2;
    at = last;
  }
  const most = (numbers: Int32Array): number => numbers.reduce((a, b) => Math.max(a, b), 0) + 2;
  const [exporters, importers, activities] = [most(exporter), most(importer), most(activity)];
  const ends = Math.max(exporters * importers, loops.length + 1);
  // What does not fit into a number is left out: it costs time only.
  const width = most(levels) * 2 * ends * activities < Number.MAX_SAFE_INTEGER ? activities : 1;
  const values = new Float64Array(count);
  for (let flow = 0; flow < count; flow += 1) {
    const inLoop = loopOf === undefined ? 0 : loopOf[flow]!;
    const level = levels[flow]! * 2 + (inLoop > 0 ? 1 : 0);
    const end = inLoop > 0 ? inLoop : (exporter[flow]! + 1) * importers + importer[flow]! + 1;
    values[flow] = (level * ends + end) * width + (width > 1 && inLoop === 0 ? activity[flow]! + 1 : 0);
  }
  return { values, loopOf };
}

const BITS = 12;
const BUCKETS = 1 << BITS;
const LOW = 2 ** 24;

/** The numbers of the keys in ascending order, like ones in the order in which they stand (radix sort, from the lowest digits on). */
function sortedBy(keys: Float64Array): Int32Array {
  const count = keys.length;
  let low = new Int32Array(count);
  let high = new Int32Array(count);
  let numbers = new Int32Array(count);
  let mostHigh = 0;
  for (let at = 0; at < count; at += 1) {
    const upper = Math.floor(keys[at]! / LOW);
    high[at] = upper;
    low[at] = keys[at]! - upper * LOW;
    numbers[at] = at;
    if (upper > mostHigh) mostHigh = upper;
  }
  let [otherLow, otherHigh, otherNumbers] = [
    new Int32Array(count),
    new Int32Array(count),
    new Int32Array(count),
  ];
  const starts = new Int32Array(BUCKETS + 1);
  const pass = (digits: Int32Array, shift: number): void => {
    starts.fill(0);
    for (let at = 0; at < count; at += 1) starts[((digits[at]! >>> shift) & (BUCKETS - 1)) + 1]! += 1;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < count; at += 1) {
      const bucket = (digits[at]! >>> shift) & (BUCKETS - 1);
      const to = starts[bucket]!;
      starts[bucket] = to + 1;
      otherLow[to] = low[at]!;
      otherHigh[to] = high[at]!;
      otherNumbers[to] = numbers[at]!;
    }
    [low, otherLow] = [otherLow, low];
    [high, otherHigh] = [otherHigh, high];
    [numbers, otherNumbers] = [otherNumbers, numbers];
  };
  pass(low, 0);
  pass(low, BITS);
  for (let shift = 0; mostHigh >>> shift > 0 && shift < 32; shift += BITS) pass(high, shift);
  return numbers;
}

/** Numbers of one flow side by side while they are moved: one line of the memory instead of one for each column. */
const LINE = 16;

function gathered(columns: FlowColumns, flowAt: Int32Array, placeOf: Int32Array): FlowColumns {
  const { count, afterStart, after } = columns;
  const lines = new Int32Array(count * LINE);
  const { exporter, importer, activity, parties, manner, at, tools, derogation, from, until } = columns;
  for (let flow = 0, line = 0; flow < count; flow += 1, line += LINE) {
    lines[line] = exporter[flow]!;
    lines[line + 1] = importer[flow]!;
    lines[line + 2] = activity[flow]!;
    lines[line + 3] = parties[flow]!;
    lines[line + 4] = manner[flow]!;
    lines[line + 5] = at[flow]!;
    lines[line + 6] = tools[flow]!;
    lines[line + 7] = derogation[flow]!;
    lines[line + 8] = from[flow]!;
    lines[line + 9] = until[flow]!;
    lines[line + 10] = afterStart[flow]!;
    lines[line + 11] = afterStart[flow + 1]!;
  }
  const placed = {
    ...columns,
    exporter: new Int32Array(count),
    importer: new Int32Array(count),
    activity: new Int32Array(count),
    parties: new Uint8Array(count),
    manner: new Int32Array(count),
    at: new Uint16Array(count),
    tools: new Int32Array(count),
    derogation: new Int32Array(count),
    from: new Int32Array(count),
    until: new Int32Array(count),
    afterStart: new Int32Array(count + 1),
    after: new Int32Array(after.length),
  };
  let edges = 0;
  for (let place = 0; place < count; place += 1) {
    const line = flowAt[place]! * LINE;
    placed.exporter[place] = lines[line]!;
    placed.importer[place] = lines[line + 1]!;
    placed.activity[place] = lines[line + 2]!;
    placed.parties[place] = lines[line + 3]!;
    placed.manner[place] = lines[line + 4]!;
    placed.at[place] = lines[line + 5]!;
    placed.tools[place] = lines[line + 6]!;
    placed.derogation[place] = lines[line + 7]!;
    placed.from[place] = lines[line + 8]!;
    placed.until[place] = lines[line + 9]!;
    placed.afterStart[place] = edges;
    for (let edge = lines[line + 10]!; edge < lines[line + 11]!; edge += 1) {
      placed.after[edges] = placeOf[after[edge]!]!;
      edges += 1;
    }
  }
  placed.afterStart[count] = edges;
  const assessed = columns.assessed.map(([flow, id, ids]) => [placeOf[flow]!, id, ids] as const);
  return { ...placed, assessed };
}

function loopsAt(loopOf: Int32Array | undefined, flowAt: Int32Array): Int32Array {
  if (loopOf === undefined) return new Int32Array(0);
  const found: number[] = [];
  for (let place = 0; place < flowAt.length; ) {
    const loop = loopOf[flowAt[place]!]!;
    let last = place + 1;
    if (loop > 0) {
      while (last < flowAt.length && loopOf[flowAt[last]!] === loop) last += 1;
      found.push(place, last);
    }
    place = last;
  }
  return Int32Array.from(found);
}
