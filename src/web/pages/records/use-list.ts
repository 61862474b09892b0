// The rows of a list: pages of records as one scrolls, each row with its completeness and, of flows, its verdict.
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Verdict } from '../../../core/flows/answer.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { today } from '../../client/days.ts';
import type { Search } from '../../client/navigation.ts';
import { groupQuery, keyOfGroup } from '../../client/queries.ts';
import { type Envelope, listRecords, type Page } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { hasScore, type ListRow } from './list-columns.tsx';
import { queryOfFilters } from './list-filters.ts';

export interface Scores {
  readonly records: readonly {
    readonly id: string;
    readonly score: number;
    readonly asked: number;
    readonly given: number;
  }[];
}

interface Verdicts {
  readonly flows: readonly { readonly flow: string; readonly verdict: Verdict }[];
}

const PAGE_SIZE = 100;

export interface List {
  readonly rows: readonly ListRow[];
  readonly isLoading: boolean;
  readonly isComing: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly more: () => void;
  readonly retry: () => void;
}

export function useList(noun: RecordNoun, search: Search): List {
  const { id: group } = useGroup();
  const query = { ...queryOfFilters(noun, search), sort: search['sort'], limit: PAGE_SIZE };
  const found = useInfiniteQuery({
    queryKey: keyOfGroup(group, noun, 'pages', query),
    queryFn: ({ pageParam, signal }) => listRecords(group, noun, { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Envelope>) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const clocks = { asOf: search['asOf'] ?? today(), knownAt: search['knownAt'] };
  const scores = useQuery({
    ...groupQuery<Scores>(group, ['completeness'], { ...clocks, noun }),
    enabled: hasScore(noun),
  });
  const pages = found.data?.pages ?? [];
  const verdicts = useQueries({
    queries: (noun === 'flows' ? pages : []).map((page) => ({
      ...groupQuery<Verdicts>(group, ['transfers'], {
        ...clocks,
        flows: page.items.map((one) => one.id).join(','),
      }),
      enabled: page.items.length > 0,
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data?.flows ?? []),
  });
  const rows = useMemo((): ListRow[] => {
    const scoreOf = new Map(scores.data?.records.map((one) => [one.id, one]));
    const verdictOf = new Map(verdicts.map((one) => [one.flow, one.verdict]));
    return pages
      .flatMap((page) => page.items)
      .map((envelope) => {
        const score = scoreOf.get(envelope.id);
        const isAsked = score !== undefined && score.asked > 0;
        return {
          envelope,
          score: isAsked ? score.score : undefined,
          missing: isAsked ? score.asked - score.given : 0,
          verdict: verdictOf.get(envelope.id),
        };
      });
  }, [pages, scores.data, verdicts]);
  return {
    rows,
    isLoading: found.isPending,
    isComing: found.isPlaceholderData || found.isFetchingNextPage,
    hasMore: found.hasNextPage,
    error: found.error,
    more: () => {
      if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
    },
    retry: () => void found.refetch(),
  };
}
