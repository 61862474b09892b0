import { describe, expect, test } from 'vitest';
import { layOut } from './item-layout.ts';

const GROUPS = [
  { key: 'a', first: 0, count: 3, verdicts: [] },
  { key: 'b', first: 3, count: 1, verdicts: [] },
  { key: 'c', first: 4, count: 2, verdicts: [] },
];

describe('without groups', () => {
  const layout = layOut(100_000, null, new Set(), 56, 48);
  test('each row lies where its number says', () => {
    expect(layout.items).toBe(100_000);
    expect(layout.height).toBe(5_600_000);
    expect(layout.findItem(5_599_999)).toBe(99_999);
    expect(layout.findItem(9_999_999)).toBe(99_999);
    expect(layout.itemOfPlace(7)).toBe(7);
  });
});

describe.each([
  ['all open', new Set<string>()],
  ['the first folded', new Set(['a'])],
  ['all folded', new Set(['a', 'b', 'c'])],
])('with groups, %s', (_, folded) => {
  const layout = layOut(6, GROUPS, folded, 50, 40);
  test('every item is found again at its own height', () => {
    for (let item = 0; item < layout.items; item += 1) {
      expect(layout.findItem(layout.topOf(item))).toBe(item);
      expect(layout.findItem(layout.topOf(item) + 39)).toBe(item);
    }
  });
  test('every place that is open has an item, and no other', () => {
    const open = GROUPS.filter((group) => !folded.has(group.key));
    for (let place = 0; place < 6; place += 1) {
      const item = layout.itemOfPlace(place);
      const isOpen = open.some((group) => place >= group.first && place < group.first + group.count);
      expect(item !== undefined).toBe(isOpen);
      if (item !== undefined) expect(layout.itemAt(item)).toEqual({ is: 'flow', place });
    }
  });
  test('the heights of all items are the height of the whole', () => {
    const heads = GROUPS.length * 40;
    const rows = layout.items - GROUPS.length;
    expect(layout.height).toBe(heads + rows * 50);
  });
});
