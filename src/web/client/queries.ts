// What was read is kept for the page and refreshed when the ledger moves; the keys under which it is kept are made here only.
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query';
import type { Health } from '../../api/health.ts';
import type { LawEventList, LawList, TermList } from '../../api/laws.ts';
import type { Approving } from '../../core/flows/approvals.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import { ProblemFound, read } from './ask.ts';
import { type Clocks, listAllRecords, listRecords, readHistory, readOf, readRecord } from './records.ts';
import { request } from './request.ts';

/** What the reader refused, or what is not there, is not asked again by itself. */
function mayRetry(failures: number, error: unknown): boolean {
  const status = error instanceof ProblemFound ? error.problem.status : 0;
  return failures < 2 && (status === 0 || status === 503);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 300_000, retry: mayRetry, refetchOnWindowFocus: true },
  },
});

export interface Library {
  readonly laws: LawList;
  readonly events: LawEventList['events'];
  readonly terms: TermList['terms'];
  readonly health: Health;
}

/** The law and its words; they change only with the program. */
export const libraryQuery = queryOptions({
  queryKey: ['library'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Library> => {
    const [laws, { events }, { terms }, health] = await Promise.all([
      read<LawList>('laws'),
      read<LawEventList>('lawEvents'),
      read<TermList>('terms'),
      read<Health>('health'),
    ]);
    return { laws, events, terms, health };
  },
});

export interface GroupView extends Approving {
  readonly id: string;
  readonly name: string;
}

interface NamedOrNot extends Omit<GroupView, 'name'> {
  readonly name?: string | null;
}

/** The groups that the reader may see. */
export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: async ({ signal }): Promise<readonly GroupView[]> => {
    const { value } = await request<{ groups: readonly NamedOrNot[] }>('/api/groups', { signal });
    // A group without a name is shown by its id, everywhere.
    return value.groups.map(({ name, ...one }) => ({ ...one, name: name?.trim() || one.id }));
  },
});

/** Everything of a group begins with this key, so that it can be refreshed together. */
export function keyOfGroup(group: string, ...parts: readonly unknown[]): readonly unknown[] {
  return ['group', group, ...parts];
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export function recordsQuery(group: string, noun: RecordNoun, query: Query) {
  return queryOptions({
    queryKey: keyOfGroup(group, noun, 'list', query),
    queryFn: ({ signal }) => listRecords(group, noun, query, signal),
    placeholderData: keepPreviousData,
  });
}

/** All records of a noun, for pickers, pictures and names. */
export function allRecordsQuery(group: string, noun: RecordNoun, clocks: Clocks = {}, fields?: string) {
  return queryOptions({
    queryKey: keyOfGroup(group, noun, 'all', clocks, fields),
    queryFn: ({ signal }) => listAllRecords(group, noun, { ...clocks, fields }, 20_000, signal),
    staleTime: 60_000,
  });
}

/** All records of a noun with what they are called by; contractors have no name. */
export function namesQuery(group: string, noun: RecordNoun) {
  return allRecordsQuery(group, noun, {}, noun === 'contractors' ? 'id,organisation,service' : 'id,name');
}

export function recordQuery(group: string, noun: RecordNoun, id: string, clocks: Clocks = {}) {
  return queryOptions({
    queryKey: keyOfGroup(group, noun, 'one', id, clocks),
    queryFn: ({ signal }) => readRecord(group, noun, id, clocks, signal),
  });
}

export function historyQuery(group: string, noun: RecordNoun, id: string) {
  return queryOptions({
    queryKey: keyOfGroup(group, noun, 'history', id),
    queryFn: ({ signal }) => readHistory(group, noun, id, signal),
  });
}

/** Any other reading of a group: `groupQuery<Completeness>('example', ['completeness'], { asOf })`. */
export function groupQuery<T>(group: string, parts: readonly string[], query: Query = {}) {
  return queryOptions({
    queryKey: keyOfGroup(group, ...parts, query),
    queryFn: ({ signal }) => readOf<T>(group, parts, query, signal),
    placeholderData: keepPreviousData,
  });
}

/** After a change: everything of the group that is shown is read again. */
export function refreshGroup(group: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keyOfGroup(group) });
}
