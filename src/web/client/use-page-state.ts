// The state of the page, kept in the address bar; the back button undoes a step, not every move of the slider.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type PageState, readAddress, writeAddress } from './address.ts';

export type PageStateChange = (change: Partial<PageState>, manner?: 'step' | 'move') => void;

/** Writing to the address is limited by browsers (100 times in 30 seconds); a moving hand is written when it rests. */
const WRITE_AFTER_MS = 350;

export function usePageState(start: PageState): readonly [PageState, PageStateChange] {
  const [state, setState] = useState(() => readAddress(location.search, start));
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const current = useRef(state);
  current.current = state;
  useEffect(() => {
    const follow = (): void => setState(readAddress(location.search, start));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [start]);
  const change = useCallback<PageStateChange>(
    (changes, manner = 'move') => {
      const next = { ...current.current, ...changes };
      current.current = next;
      setState(next);
      clearTimeout(pending.current);
      const write = (): void => {
        const address = `${location.pathname}${writeAddress(next, start, location.search)}`;
        if (address === `${location.pathname}${location.search}`) return;
        if (manner === 'step') history.pushState(null, '', address);
        else history.replaceState(null, '', address);
      };
      if (manner === 'step') write();
      else pending.current = setTimeout(write, WRITE_AFTER_MS);
    },
    [start],
  );
  return [state, change];
}
