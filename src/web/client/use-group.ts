// The group that is open: the one that the address names, else the first that the reader may see.
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { type GroupView, groupsQuery } from './queries.ts';

export const GroupContext = createContext<GroupView | null>(null);

/** The open group. Pages stand inside the frame, which shows none of them before there is one. */
export function useGroup(): GroupView {
  const group = useContext(GroupContext);
  if (group === null) throw new Error('A page was shown before a group was open.');
  return group;
}

/** Whether there is one: law can be read before a group is begun. */
export function useHasGroup(): boolean {
  return useContext(GroupContext) !== null;
}

/** For the frame: the groups and the one that is open; null where there is none yet. */
export function useOpenGroup(): {
  readonly groups: readonly GroupView[];
  readonly group: GroupView | null;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const { group: named } = useSearch({ strict: false }) as { readonly group?: string };
  const { data = [], isPending, error, refetch } = useQuery(groupsQuery);
  const group = data.find((one) => one.id === named) ?? data[0] ?? null;
  return { groups: data, group, isLoading: isPending, error, retry: () => void refetch() };
}
