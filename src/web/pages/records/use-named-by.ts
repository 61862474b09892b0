// Which records name a record, and where: small lists are read whole, flows only as far as they name it.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keysOf, writeKeys } from '../../../core/base/spot.ts';
import { eachReference } from '../../../core/flows/record-references.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { allRecordsQuery, recordsQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';

export interface Naming {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly path: string;
}

/** Who may name whom, beside flows. */
const NAMERS: Readonly<Record<RecordNoun, readonly RecordNoun[]>> = {
  organisations: [
    'organisations',
    'divisions',
    'persons',
    'systems',
    'activities',
    'instruments',
    'contractors',
  ],
  divisions: ['divisions', 'organisations', 'persons', 'systems', 'activities'],
  persons: ['organisations', 'activities'],
  systems: ['activities', 'contractors'],
  activities: ['systems', 'instruments', 'contractors', 'organisations'],
  flows: ['assessments'],
  instruments: ['assessments', 'contractors'],
  assessments: [],
  contractors: ['contractors'],
};

/** How flows are asked for that name such a record. */
const IN_FLOWS: Partial<Record<RecordNoun, readonly string[]>> = {
  organisations: ['from', 'to'],
  activities: ['activity'],
  systems: ['systems'],
  instruments: ['tools'],
};

const MOST_FLOWS = 200;

export function useNamedBy(noun: RecordNoun, id: string): { namings: readonly Naming[]; isLoading: boolean } {
  const { id: group } = useGroup();
  const whole = useQueries({
    queries: NAMERS[noun].map((namer) => allRecordsQuery(group, namer)),
    combine: (answers) => ({
      isLoading: answers.some((one) => one.isPending),
      found: answers.flatMap((one) => one.data ?? []),
    }),
  });
  const value = noun === 'organisations' ? `${id},staff:${id}` : id;
  const flows = useQueries({
    queries: (IN_FLOWS[noun] ?? []).map((name) =>
      recordsQuery(group, 'flows', { [name]: value, limit: MOST_FLOWS }),
    ),
    combine: (answers) => ({
      isLoading: answers.some((one) => one.isPending),
      found: answers.flatMap((one) => one.data?.items ?? []),
    }),
  });
  const namings = useMemo(
    () => findNamings(noun, id, [...whole.found, ...flows.found]),
    [noun, id, whole.found, flows.found],
  );
  return { namings, isLoading: whole.isLoading || flows.isLoading };
}

function findNamings(noun: RecordNoun, id: string, found: readonly Envelope[]): readonly Naming[] {
  const namings = new Map<string, Naming>();
  for (const one of found) {
    const namer = one.noun as RecordNoun;
    eachReference(namer, one.record, null, (named, namedId, spot) => {
      if (named !== noun || namedId !== id) return;
      const path = writeKeys(keysOf(spot));
      namings.set(`${namer} ${one.id} ${path}`, { noun: namer, id: one.id, path });
    });
  }
  return [...namings.values()];
}
