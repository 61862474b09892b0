// Which items of a long table are drawn: those that are seen and a few beside; on paper the first so many.
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ItemLayout } from './item-layout.ts';

const SPARE = 10;
const STEP = 6;
/** More than that is no reading matter: it is exported. */
export const PRINTED_MOST = 600;

export interface ItemWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly reveal: (item: number, inMiddle?: boolean) => void;
}

export function useItemWindow(
  box: RefObject<HTMLElement | null>,
  layout: ItemLayout,
  headHeight: number,
  isPrinting: boolean,
): ItemWindow {
  const [range, setRange] = useState({ first: 0, end: 30 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const follow = (): void => {
      const top = Math.floor(layout.findItem(element.scrollTop) / STEP) * STEP;
      const bottom = layout.findItem(element.scrollTop + element.clientHeight);
      const next = {
        first: Math.max(0, top - SPARE),
        end: (Math.floor(bottom / STEP) + 1) * STEP + SPARE,
      };
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
  }, [box, layout]);
  const reveal = useCallback(
    (item: number, inMiddle = false) => {
      const element = box.current;
      if (element === null) return;
      const top = layout.topOf(item);
      const height = layout.topOf(item + 1) - top || 56;
      const room = element.clientHeight - headHeight;
      if (inMiddle) element.scrollTop = Math.max(0, top - room / 3);
      else if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
    },
    [box, layout, headHeight],
  );
  if (isPrinting) return { first: 0, end: Math.min(layout.items, PRINTED_MOST), reveal };
  return {
    first: Math.min(range.first, Math.max(0, layout.items - 1)),
    end: Math.min(range.end, layout.items),
    reveal,
  };
}

/** Is the page being put on paper right now? */
export function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useLayoutEffect(() => {
    // Drawn at once: the browser takes its picture when the event is over.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
