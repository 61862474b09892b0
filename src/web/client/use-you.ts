// As whom the reader is here, and how far their role reaches in a group.
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Role } from '../../api/roles.ts';
import { request } from './request.ts';

interface Reached {
  readonly groups: readonly { readonly id: string; readonly role: Role }[];
  readonly you: { readonly person: string };
}

const youQuery = queryOptions({
  queryKey: ['you'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await request<Reached>('/api/groups', { signal })).value,
});

const ORDER: readonly Role[] = ['reader', 'editor', 'approver', 'owner'];

export interface You {
  readonly person: string;
  /** May the reader do what this role may? Presumed until it is known; the server decides. */
  readonly reaches: (role: Role) => boolean;
}

export function useYou(group: string): You {
  const { data } = useQuery(youQuery);
  const role = data?.groups.find((one) => one.id === group)?.role;
  return {
    person: data?.you.person ?? '',
    reaches: (wanted) => role === undefined || ORDER.indexOf(role) >= ORDER.indexOf(wanted),
  };
}
