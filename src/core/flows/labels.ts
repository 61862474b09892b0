// Labels: the protection with which data left, carried along chains and loops of flows, merged where streams meet.
import type { CivilDate } from '../time/civil-date.ts';

/** Data under `law`, first protected in `origin`, carrying `protection` since their last crossing. */
export interface Label {
  readonly law: string;
  readonly protection: string;
  readonly origin: string;
}

export type LabelSet = ReadonlyMap<string, Label>;

/** A label as one text, so that a set holds each only once. */
function keyOf(label: Label): string {
  return `${label.law}\u0001${label.protection}\u0001${label.origin}`;
}

/** A set of labels. */
export function labelSet(labels: Iterable<Label>): LabelSet {
  return new Map([...labels].map((label) => [keyOf(label), label]));
}

export interface Node {
  readonly id: string;
  /** The flows by which the data arrived. */
  readonly after: readonly string[];
  /** Whether data have arrived by it at all; a flow of the future brings nothing. */
  readonly on: CivilDate | null;
}

/**
 * Carries labels along `after` until nothing changes. `pass` gives the labels that leave by a flow for the labels that came in.
 * In: all flows; out: for each flow the labels that arrive before it. Whoever comes earlier is settled first; the flows of a loop
 * pass on all at once, round after round, so that the order in which flows are written plays no part.
 */
export function carryLabels(
  nodes: readonly Node[],
  pass: (id: string, arriving: LabelSet) => LabelSet,
): Map<string, LabelSet> {
  const arriving = new Map<string, LabelSet>();
  const leaving = new Map<string, LabelSet>();
  const arrivingAt = (node: Node): LabelSet =>
    mergeSets(node.after.flatMap((earlier) => leaving.get(earlier) ?? []));
  for (const loop of loopsInOrder(nodes)) {
    const members = loop.filter((node) => node.on !== null);
    if (!isLoop(loop)) {
      for (const node of members) {
        const merged = arrivingAt(node);
        arriving.set(node.id, merged);
        leaving.set(node.id, pass(node.id, merged));
      }
      continue;
    }
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      const passed = members.map((node) => pass(node.id, arrivingAt(node)));
      members.forEach((node, index) => {
        const before = leaving.get(node.id) ?? NO_LABELS;
        // Invariant: what has left once is never taken back, so that loops come to an end.
        const out = mergeSets([before, passed[index] as LabelSet]);
        if (out.size !== before.size) isChanged = true;
        leaving.set(node.id, out);
      });
    }
    for (const node of members) arriving.set(node.id, arrivingAt(node));
  }
  return arriving;
}

function isLoop([first, ...others]: readonly Node[]): boolean {
  return others.length > 0 || first?.after.includes(first.id) === true;
}

/** Flows that lead back to each other together, others alone; whatever comes before stands before (Tarjan, without recursion). */
function loopsInOrder(nodes: readonly Node[]): Node[][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: Node[] = [];
  const isOpen = new Set<string>();
  const found: Node[][] = [];
  const way: { readonly node: Node; next: number }[] = [];
  const enter = (node: Node): void => {
    number.set(node.id, number.size);
    lowest.set(node.id, number.size - 1);
    open.push(node);
    isOpen.add(node.id);
    way.push({ node, next: 0 });
  };
  const lower = (id: string, to: number): void => {
    lowest.set(id, Math.min(lowest.get(id) as number, to));
  };
  for (const start of nodes) {
    if (number.has(start.id)) continue;
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const { id, after } = here.node;
      const earlier = after[here.next] === undefined ? undefined : byId.get(after[here.next] as string);
      here.next += 1;
      if (here.next <= after.length) {
        if (earlier === undefined) continue;
        if (!number.has(earlier.id)) enter(earlier);
        else if (isOpen.has(earlier.id)) lower(id, number.get(earlier.id) as number);
        continue;
      }
      way.pop();
      const above = way.at(-1);
      if (above !== undefined) lower(above.node.id, lowest.get(id) as number);
      if (lowest.get(id) !== number.get(id)) continue;
      const loop = open.splice(open.lastIndexOf(here.node));
      for (const node of loop) isOpen.delete(node.id);
      found.push(loop);
    }
  }
  return found;
}

const NO_LABELS: LabelSet = new Map();

function mergeSets(sets: readonly LabelSet[]): LabelSet {
  const filled = sets.filter((set) => set.size > 0);
  if (filled.length <= 1) return filled[0] ?? NO_LABELS;
  return new Map(filled.flatMap((set) => [...set]));
}
