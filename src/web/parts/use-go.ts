// Goes to a place of the screen from code, as a link would.
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type PathName, pathTo } from '../paths.ts';
import { carrySearch } from './place-link.tsx';

export type Go = (
  to: PathName,
  parts?: Readonly<Record<string, string>>,
  search?: Readonly<Record<string, string | undefined>>,
) => void;

export function useGo(): Go {
  const navigate = useNavigate();
  return useCallback(
    (to, parts, search) => {
      const target = {
        to: pathTo(to, parts),
        search: (before: Readonly<Record<string, unknown>>) => carrySearch(before, search),
      };
      void navigate(target as never);
    },
    [navigate],
  );
}
