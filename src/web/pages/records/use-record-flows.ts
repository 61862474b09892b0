// The flows that have to do with a record, and the verdict of each.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowAnswer } from '../../../core/flows/answer.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { today } from '../../client/days.ts';
import { groupQuery, recordsQuery } from '../../client/queries.ts';
import type { Envelope, Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';

/** More are not drawn and not counted; the list of flows has them all. */
const MOST_FLOWS = 200;

type Query = Readonly<Record<string, string>>;

export interface RecordFlow {
  readonly id: string;
  readonly record: Fields;
  readonly answer: FlowAnswer | undefined;
}

export interface RecordFlows {
  readonly flows: readonly RecordFlow[];
  /** The verdicts are still awaited. */
  readonly isLoading: boolean;
  /** All are there, if not yet with their verdicts. */
  readonly isListed: boolean;
  /** There may be more. */
  readonly isCut: boolean;
}

export function useRecordFlows(noun: RecordNoun, envelope: Envelope): RecordFlows {
  const { id: group } = useGroup();
  const [search] = usePlaceSearch();
  const clocks = { asOf: search['asOf'], knownAt: search['knownAt'] };
  const queries = queriesFor(noun, envelope);
  const pages = useQueries({
    queries: queries.map((query) => recordsQuery(group, 'flows', { ...query, ...clocks, limit: MOST_FLOWS })),
    combine: (answers) => ({
      isLoading: answers.some((one) => one.isPending),
      isCut: answers.some((one) => one.data?.next !== null && one.data !== undefined),
      found: answers.flatMap((one) => one.data?.items ?? []),
    }),
  });
  const found = useMemo(() => {
    const own = noun === 'flows' ? [envelope] : [];
    const named = noun === 'assessments' ? listOf(envelope.record, 'flows') : [];
    const all = new Map([...own, ...pages.found].map((one) => [one.id, one.record]));
    for (const id of named) if (!all.has(id)) all.set(id, { id });
    return all;
  }, [noun, envelope, pages.found]);
  const ids = [...found.keys()].slice(0, MOST_FLOWS);
  const { data: answers, isPending } = useQuery({
    ...groupQuery<{ readonly flows: readonly FlowAnswer[] }>(group, ['transfers'], {
      asOf: clocks.asOf ?? today(),
      knownAt: clocks.knownAt,
      flows: ids.join(','),
    }),
    enabled: ids.length > 0 && !pages.isLoading,
  });
  const flows = useMemo(() => {
    const byFlow = new Map(answers?.flows.map((one) => [one.flow, one]));
    const all = [...found].map(([id, record]) => ({ id, record, answer: byFlow.get(id) }));
    if (noun !== 'instruments') return all;
    // Between the parties run flows that rest on something else; only those that rest on this are its own.
    return all.filter(
      ({ record, answer }) =>
        listOf(record, 'tools').includes(envelope.id) ||
        answer?.answers.some((one) => one.instrument === envelope.id) === true,
    );
  }, [answers, found, noun, envelope.id]);
  return {
    flows,
    isLoading: pages.isLoading || (ids.length > 0 && isPending),
    isListed: !pages.isLoading,
    isCut: pages.isCut,
  };
}

function queriesFor(noun: RecordNoun, { id, record }: Envelope): readonly Query[] {
  switch (noun) {
    case 'activities':
      return [{ activity: id }];
    case 'systems':
      return [{ systems: id }];
    case 'organisations':
      return [{ from: `${id},staff:${id}` }, { to: `${id},staff:${id}` }];
    case 'instruments': {
      const parties = listOf(record, 'parties').slice(0, 40);
      return parties.length < 2
        ? [{ tools: id }]
        : [{ tools: id }, { from: parties.join(','), to: parties.join(',') }];
    }
    case 'contractors': {
      const { organisation, engagedBy } = record;
      if (typeof organisation !== 'string' || typeof engagedBy !== 'string') return [];
      return [{ from: engagedBy, to: organisation }];
    }
    default:
      return [];
  }
}

function listOf(record: Fields, key: string): readonly string[] {
  const value = record[key];
  return Array.isArray(value) ? value.map(String) : [];
}
