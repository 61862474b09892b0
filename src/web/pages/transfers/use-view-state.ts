// The state of the page: what the address says, and what a moving hand says until it rests and the address is written.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Search } from '../../client/navigation.ts';
import { readView, type ViewState, writeView } from './view-state.ts';

export type ViewChange = (change: Partial<ViewState>, manner?: 'step' | 'move') => void;

/** Browsers limit how often an address may be written (100 times in 30 seconds). */
const WRITE_AFTER_MS = 350;

/** `step`: the back button undoes it; `move`: it does not count as a step. */
export function useViewState(): readonly [ViewState, ViewChange] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const said = useMemo(() => readView(search), [search]);
  const [ahead, setAhead] = useState<Partial<ViewState> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const state = useMemo(() => (ahead === null ? said : { ...said, ...ahead }), [said, ahead]);
  const current = useRef(state);
  current.current = state;
  const moved = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = useCallback<ViewChange>(
    (changes, manner = 'step') => {
      const next = { ...current.current, ...changes };
      current.current = next;
      moved.current += 1;
      const move = moved.current;
      setAhead((before) => ({ ...before, ...changes }));
      clearTimeout(timer.current);
      const write = async (): Promise<void> => {
        const target = {
          to: '.',
          search: (before: Search) => ({ ...before, ...writeView(next) }),
          replace: manner === 'move',
          resetScroll: false,
        };
        await navigate(target as never);
        // A hand that moved on meanwhile is still ahead of the address.
        if (moved.current === move) setAhead(null);
      };
      if (manner === 'step') void write();
      else timer.current = setTimeout(() => void write(), WRITE_AFTER_MS);
    },
    [navigate],
  );
  return [state, change];
}
