// Where each row of a long table lies when rows are gathered under heads that fold; pure arithmetic, so that nothing need be drawn to know it.
import type { FlowGroup } from './choose-flows.ts';

/** A head of a group, or a place in the order of the flows. */
export type TableItem =
  | { readonly is: 'head'; readonly group: number }
  | { readonly is: 'flow'; readonly place: number };

export interface ItemLayout {
  readonly items: number;
  readonly height: number;
  readonly itemAt: (item: number) => TableItem;
  readonly topOf: (item: number) => number;
  /** The item at a height, or the nearest. */
  readonly findItem: (y: number) => number;
  /** The item of a place in the order; undefined where it is folded away. */
  readonly itemOfPlace: (place: number) => number | undefined;
}

export function layOut(
  count: number,
  groups: readonly FlowGroup[] | null,
  folded: ReadonlySet<string>,
  rowHeight: number,
  headHeight: number,
): ItemLayout {
  if (groups === null) {
    return {
      items: count,
      height: count * rowHeight,
      itemAt: (item) => ({ is: 'flow', place: item }),
      topOf: (item) => item * rowHeight,
      findItem: (y) => clamp(Math.floor(y / rowHeight), count),
      itemOfPlace: (place) => (place < count ? place : undefined),
    };
  }
  const parts: { readonly item: number; readonly top: number; readonly open: number }[] = [];
  let items = 0;
  let height = 0;
  for (const group of groups) {
    const open = folded.has(group.key) ? 0 : group.count;
    parts.push({ item: items, top: height, open });
    items += 1 + open;
    height += headHeight + open * rowHeight;
  }
  const lastWith = (fits: (part: { item: number; top: number }) => boolean): number => {
    let [low, high] = [0, parts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(parts[middle] as { item: number; top: number })) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const partOf = (at: number) => parts[at] ?? { item: 0, top: 0, open: 0 };
  return {
    items,
    height,
    itemAt: (item) => {
      const group = lastWith((part) => part.item <= item);
      const inside = item - partOf(group).item - 1;
      return inside < 0 ? { is: 'head', group } : { is: 'flow', place: (groups[group]?.first ?? 0) + inside };
    },
    topOf: (item) => {
      const part = partOf(lastWith((one) => one.item <= item));
      const inside = item - part.item - 1;
      return inside < 0 ? part.top : part.top + headHeight + inside * rowHeight;
    },
    findItem: (y) => {
      const part = partOf(lastWith((one) => one.top <= y));
      const inside = y - part.top - headHeight;
      if (inside < 0) return part.item;
      return clamp(part.item + 1 + Math.min(part.open - 1, Math.floor(inside / rowHeight)), items);
    },
    itemOfPlace: (place) => {
      const group = groups.findIndex((one) => place >= one.first && place < one.first + one.count);
      if (group < 0 || partOf(group).open === 0) return undefined;
      return partOf(group).item + 1 + place - (groups[group]?.first ?? 0);
    },
  };
}

function clamp(item: number, items: number): number {
  return Math.max(0, Math.min(items - 1, item));
}
