// What the list of each noun can be filtered by, in the words of the API; the state of the filters is the address.
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Search } from '../../client/navigation.ts';
import type { Field, FieldKind } from '../../parts/record/field.ts';
import { fieldAt } from '../../parts/record/record-fields.ts';

const FILTERS: Readonly<Record<RecordNoun, readonly string[]>> = {
  organisations: ['member', 'country', 'kind', 'sectors', 'parent'],
  divisions: ['organisation', 'parent'],
  persons: ['organisation', 'division', 'languages'],
  systems: ['operator', 'supplier', 'division', 'data', 'activities'],
  activities: ['controllers', 'processors', 'purposes', 'data', 'legalBasis', 'systems'],
  flows: ['activity', 'from', 'to', 'at', 'mode', 'tools'],
  instruments: ['kind', 'parties', 'activities'],
  assessments: ['instrument', 'flows', 'country', 'result'],
  contractors: ['organisation', 'engagedBy', 'under', 'activities', 'systems', 'countries'],
};

/** Columns by which the API sorts. */
export const SORTS: Readonly<Record<RecordNoun, readonly string[]>> = {
  organisations: ['name', 'country'],
  divisions: ['name', 'organisation'],
  persons: ['organisation'],
  systems: ['name', 'operator'],
  activities: ['name', 'retention'],
  flows: ['activity', 'from', 'to', 'since'],
  instruments: ['kind', 'name'],
  assessments: ['on', 'instrument'],
  contractors: ['organisation', 'engagedBy'],
};

export function filtersOf(noun: RecordNoun): readonly string[] {
  return FILTERS[noun];
}

/** How several values of a filter are chosen: as for the field, but many at once. */
export function fieldOfFilter(noun: RecordNoun, name: string): Field {
  const field = fieldAt(noun, name);
  if (field === undefined) throw new Error(`The filter "${name}" of ${noun} has no field.`);
  return { key: name, kind: manyOf(field.kind) };
}

function manyOf(kind: FieldKind): FieldKind {
  switch (kind.is) {
    case 'country':
      return { is: 'countries' };
    case 'record':
      return { is: 'records', noun: kind.noun };
    case 'party':
      return { is: 'records', noun: 'organisations' };
    case 'word':
      return { is: 'words', terms: kind.terms, words: kind.words };
    default:
      return kind;
  }
}

/** What is asked of the API for the filters of the address. */
export function queryOfFilters(noun: RecordNoun, search: Search): Record<string, string | undefined> {
  const query: Record<string, string | undefined> = {
    q: search['q'],
    absent: search['absent'],
    removed: search['removed'] === 'yes' ? 'true' : undefined,
    asOf: search['asOf'],
    knownAt: search['knownAt'],
  };
  for (const name of FILTERS[noun]) {
    const value = search[name];
    if (value === undefined) continue;
    if (fieldAt(noun, name)?.kind.is === 'flag') query[name] = value === 'yes' ? 'true' : 'false';
    else if (fieldAt(noun, name)?.kind.is === 'party') query[name] = withStaff(value);
    else query[name] = value;
  }
  return query;
}

/** An organisation stands at the end of a flow by itself, or through its own people. */
function withStaff(value: string): string {
  return value
    .split(',')
    .flatMap((id) => [id, `staff:${id}`])
    .join(',');
}

/** Are there filters in the address? */
export function isFiltered(noun: RecordNoun, search: Search): boolean {
  return ['q', 'absent', 'removed', ...FILTERS[noun]].some((name) => search[name] !== undefined);
}

/** The address without any filter. */
export function clearedFilters(noun: RecordNoun): Record<string, undefined> {
  return Object.fromEntries(['q', 'absent', 'removed', ...FILTERS[noun]].map((name) => [name, undefined]));
}
