// The order in which labels are carried: whatever comes before stands before; flows that lead back to each other stand together.

export interface Order {
  /** Numbers of flows. */
  readonly flows: Int32Array;
  /** Loops: pairs of the first place in `flows` and the first place behind, in ascending order. */
  readonly loops: Int32Array;
}

/** Orders flows by what came before (Tarjan's components, without recursion). */
export function orderFlows(count: number, afterStart: Int32Array, after: Int32Array): Order {
  const flows = new Int32Array(count);
  const loops: number[] = [];
  let placed = 0;
  /** 0: not met; else when it was met, and one. Settled flows have -1. */
  const met = new Int32Array(count);
  const lowest = new Int32Array(count);
  const nextEdge = new Int32Array(count);
  const open: number[] = [];
  const way: number[] = [];
  let clock = 0;
  const enter = (flow: number): void => {
    clock += 1;
    met[flow] = clock;
    lowest[flow] = clock;
    nextEdge[flow] = afterStart[flow]!;
    open.push(flow);
    way.push(flow);
  };
  const isSettledBefore = (flow: number): boolean => {
    for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1)
      if (met[after[edge]!] !== -1) return false;
    return true;
  };
  const close = (flow: number): void => {
    const first = placed;
    for (;;) {
      const one = open.pop()!;
      met[one] = -1;
      flows[placed] = one;
      placed += 1;
      if (one === flow) break;
    }
    if (placed - first > 1 || leadsToItself(flow, afterStart, after)) loops.push(first, placed);
  };
  for (let start = 0; start < count; start += 1) {
    if (met[start] !== 0) continue;
    // Most flows name none that is not settled yet.
    if (isSettledBefore(start)) {
      met[start] = -1;
      flows[placed] = start;
      placed += 1;
      continue;
    }
    enter(start);
    while (way.length > 0) {
      const flow = way[way.length - 1]!;
      const edge = nextEdge[flow]!;
      if (edge < afterStart[flow + 1]!) {
        nextEdge[flow] = edge + 1;
        const earlier = after[edge]!;
        if (met[earlier] === 0) enter(earlier);
        else if (met[earlier]! > 0) lowest[flow] = Math.min(lowest[flow]!, met[earlier]!);
        continue;
      }
      way.pop();
      const above = way[way.length - 1];
      if (above !== undefined) lowest[above] = Math.min(lowest[above]!, lowest[flow]!);
      if (lowest[flow] === met[flow]) close(flow);
    }
  }
  return { flows, loops: Int32Array.from(loops) };
}

function leadsToItself(flow: number, afterStart: Int32Array, after: Int32Array): boolean {
  for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1)
    if (after[edge] === flow) return true;
  return false;
}

/** Which flows come after which: of flow i those from `start[i]` until `start[i + 1]`. */
export interface Followers {
  readonly start: Int32Array;
  readonly flows: Int32Array;
}

/** Turns the edges round. */
export function followersOf(count: number, afterStart: Int32Array, after: Int32Array): Followers {
  const start = new Int32Array(count + 1);
  for (const earlier of after) start[earlier + 1]! += 1;
  for (let flow = 0; flow < count; flow += 1) start[flow + 1]! += start[flow]!;
  const next = start.slice();
  const flows = new Int32Array(after.length);
  for (let flow = 0; flow < count; flow += 1)
    for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1) {
      const earlier = after[edge]!;
      flows[next[earlier]!] = flow;
      next[earlier]! += 1;
    }
  return { start, flows };
}

/** Places by the number that they have in a column: those of number n from `start[n]` until `start[n + 1]`, in ascending order. */
export interface Grouped {
  readonly start: Int32Array;
  readonly places: Int32Array;
}

/** Groups the places of a column of numbers below `most`; places with a number below zero are left out. */
export function groupBy(numbers: Int32Array, most: number): Grouped {
  const start = new Int32Array(most + 1);
  for (let place = 0; place < numbers.length; place += 1)
    if (numbers[place]! >= 0) start[numbers[place]! + 1]! += 1;
  for (let number = 0; number < most; number += 1) start[number + 1]! += start[number]!;
  const next = start.slice();
  const places = new Int32Array(start[most]!);
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place]!;
    if (number < 0) continue;
    places[next[number]!] = place;
    next[number]! += 1;
  }
  return { start, places };
}
