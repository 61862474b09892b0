// Where the organisations of the register lie, for fields that only some countries' laws ask for.
import { useQuery } from '@tanstack/react-query';
import { allRecordsQuery } from '../../client/queries.ts';
import { useGroup } from '../../client/use-group.ts';
import type { Surroundings } from './field.ts';

export function useSurroundings(): Surroundings {
  const { id } = useGroup();
  const { data } = useQuery({
    ...allRecordsQuery(id, 'organisations', {}, 'id,country'),
    select: (found) => new Map(found.map((one) => [one.id, one.record['country'] as string | undefined])),
  });
  return { countryOf: (organisation) => data?.get(organisation) };
}
