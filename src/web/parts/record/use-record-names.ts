// Names of records by their ids; a contractor, which has no name, goes by who is engaged for what.
import { useQuery } from '@tanstack/react-query';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { namesQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';

export interface RecordNames {
  readonly nameOf: (id: string) => string;
  readonly ids: readonly string[];
  readonly isReady: boolean;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** Names in the group that is looked at, or in another. */
export function useRecordNames(noun: RecordNoun, other?: string): RecordNames {
  const { id } = useGroup();
  const group = other ?? id;
  const { data: names = NOTHING, isSuccess } = useQuery({
    ...namesQuery(group, noun),
    select: mapOfNames,
  });
  const { data: organisations = NOTHING } = useQuery({
    ...namesQuery(group, 'organisations'),
    select: mapOfNames,
    enabled: noun === 'contractors',
  });
  const nameOf = (id: string): string => {
    const name = names.get(id);
    if (name === undefined) return id;
    if (noun !== 'contractors') return name;
    const [organisation = '', service] = name.split('\n');
    const who = organisations.get(organisation) ?? organisation;
    return service === undefined ? who : `${who}: ${service}`;
  };
  return { nameOf, ids: [...names.keys()], isReady: isSuccess };
}

function mapOfNames(records: readonly Envelope[]): ReadonlyMap<string, string> {
  return new Map(records.map((one) => [one.id, plainName(one)]));
}

function plainName({ id, noun, record }: Envelope): string {
  if (noun === 'contractors')
    return [record['organisation'], record['service']].filter((part) => part !== undefined).join('\n');
  const { name } = record;
  return typeof name === 'string' && name !== '' ? name : id;
}
