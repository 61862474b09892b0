// Shows only the rows of a long table that can be seen; the rest is empty space of the right height.
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Rows kept ready above and below what is seen, and the step in which the window moves. */
const SPARE_ROWS = 12;
const STEP = 6;

export interface RowWindow {
  readonly first: number;
  /** One past the last row. */
  readonly end: number;
  readonly isAll: boolean;
  /** Brings a row into view; `inMiddle` for one that was not gone to step by step. */
  readonly reveal: (row: number, inMiddle?: boolean) => void;
}

/** `box` scrolls and is headed by a header of `headHeight`; all rows are `rowHeight` high. On paper all rows are shown. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): RowWindow {
  const [range, setRange] = useState({ first: 0, end: 40 });
  const [isAll, setAll] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const follow = (): void => {
      const top = Math.floor(element.scrollTop / rowHeight / STEP) * STEP;
      const seen = Math.ceil(element.clientHeight / rowHeight);
      const next = { first: Math.max(0, top - SPARE_ROWS), end: top + seen + SPARE_ROWS + STEP };
      setRange((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    follow();
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, [box, rowHeight]);
  useLayoutEffect(() => {
    const begin = (): void => setAll(true);
    const end = (): void => setAll(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  const reveal = useCallback(
    (row: number, inMiddle = false) => {
      const element = box.current;
      if (element === null) return;
      const top = row * rowHeight;
      const room = element.clientHeight - headHeight;
      if (inMiddle) element.scrollTop = Math.max(0, top - 3 * rowHeight);
      else if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    },
    [box, rowHeight, headHeight],
  );
  if (isAll) return { first: 0, end: count, isAll, reveal };
  return {
    first: Math.min(range.first, Math.max(0, count - 1)),
    end: Math.min(range.end, count),
    isAll,
    reveal,
  };
}
