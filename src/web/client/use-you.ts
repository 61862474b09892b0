// Who the reader is to the server, and what the role lets them do.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { isRoleEnough, ROLES, type Role } from '../../api/roles.ts';
import { type Approving, wantsApproval } from '../../core/flows/approvals.ts';
import type { RecordNoun } from '../../core/flows/words.ts';
import { groupQuery } from './queries.ts';
import { request } from './request.ts';
import { useGroup } from './use-group.ts';

interface GroupsAnswer {
  readonly groups: readonly { readonly id: string; readonly role: Role }[];
  readonly you: { readonly person: string };
}

const youQuery = queryOptions({
  queryKey: ['you'],
  queryFn: async ({ signal }) => (await request<GroupsAnswer>('/api/groups', { signal })).value,
});

export interface You {
  readonly person: string | undefined;
  readonly role: Role | undefined;
  /** Until the server has said otherwise, everything is offered; it refuses what must not be. */
  readonly may: (needs: Role) => boolean;
}

export function useYou(): You {
  const { id } = useGroup();
  const { data } = useQuery(youQuery);
  const found = data?.groups.find((one) => one.id === id)?.role;
  const role = ROLES.find((one) => one === found);
  return {
    person: data?.you.person,
    role,
    may: (needs) => role === undefined || isRoleEnough(role, needs),
  };
}

interface GroupSettled {
  readonly record: Approving;
}

/** Does a change of such a record need another person? */
export function useApprovalWanted(noun: RecordNoun): boolean {
  const { id } = useGroup();
  const { data } = useQuery(groupQuery<GroupSettled>(id, []));
  return wantsApproval(data?.record ?? null, noun);
}
