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
 * Carries labels along `after` until nothing changes. `pass` gives the labels that leave by a flow for the labels that came in;
 * it must be monotone: more labels in, never fewer out. In: all flows; out: for each flow the labels that arrive before it.
 */
export function carryLabels(
  nodes: readonly Node[],
  pass: (id: string, arriving: LabelSet) => LabelSet,
): Map<string, LabelSet> {
  const followers = new Map<string, string[]>();
  for (const node of nodes) {
    for (const earlier of node.after) {
      const list = followers.get(earlier);
      if (list === undefined) followers.set(earlier, [node.id]);
      else list.push(node.id);
    }
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const arriving = new Map<string, LabelSet>();
  const leaving = new Map<string, LabelSet>();
  const waiting = new Set(nodes.map((node) => node.id));
  for (const id of waiting) {
    waiting.delete(id);
    const node = byId.get(id);
    if (node === undefined || node.on === null) continue;
    const merged = mergeSets(node.after.flatMap((earlier) => leaving.get(earlier) ?? []));
    arriving.set(id, merged);
    const before = leaving.get(id);
    const passed = pass(id, merged);
    // Invariant: what has left once is never taken back, so that loops come to an end.
    const out = before === undefined ? passed : mergeSets([before, passed]);
    if (before !== undefined && out.size === before.size) continue;
    leaving.set(id, out);
    for (const follower of followers.get(id) ?? []) waiting.add(follower);
  }
  return arriving;
}

const NO_LABELS: LabelSet = new Map();

function mergeSets(sets: readonly LabelSet[]): LabelSet {
  const filled = sets.filter((set) => set.size > 0);
  if (filled.length <= 1) return filled[0] ?? NO_LABELS;
  return new Map(filled.flatMap((set) => [...set]));
}
