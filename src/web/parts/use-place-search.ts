// The state of a page in its address: read as words, changed without leaving the page.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Search } from '../client/navigation.ts';

export type SearchChange = (
  change: Readonly<Record<string, string | undefined>>,
  /** `step`: the back button undoes it; `move`: it does not count as a step. */
  manner?: 'step' | 'move',
) => void;

export function usePlaceSearch(): readonly [Search, SearchChange] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback<SearchChange>(
    (changes, manner = 'step') => {
      const target = {
        to: '.',
        search: (before: Readonly<Record<string, unknown>>) => ({ ...before, ...changes }),
        replace: manner === 'move',
        resetScroll: false,
      };
      void navigate(target as never);
    },
    [navigate],
  );
  return [search, change];
}
