// What a list was asked for, read from the words of its query: filters, sort, page and clocks.
import { type Resource, resourceOf } from '../../api/resources.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Filter, Sort } from '../../kit/store/query-records.ts';
import type { RecordsWish } from './record-actions.ts';

type Query = Readonly<Record<string, unknown>>;

const PAGE = 100;
const COLUMNS = ['id', 'version', 'recordedAt'] as const;

/** `ids` are those that a search found. */
export function readListWish(noun: RecordNoun, query: Query, ids?: readonly string[]): RecordsWish {
  const {
    asOf,
    knownAt,
    after,
    removed,
    limit = PAGE,
    sort,
  } = query as {
    asOf?: string;
    knownAt?: string;
    after?: string;
    removed?: string;
    limit?: number;
    sort?: string;
  };
  const resource = resourceOf(noun);
  const found: Filter[] = ids === undefined ? [] : [{ path: ['id'], is: 'one-of', value: ids }];
  return {
    where: [...found, ...readFilters(resource, query)],
    sort: (sort ?? 'id').split(',').map((word) => readSort(resource, word.trim())),
    limit,
    ...(after !== undefined && { after }),
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt: Date.parse(knownAt) as Instant }),
    ...(removed === 'true' && { withRemoved: true }),
  };
}

function readFilters(resource: Resource, query: Query): Filter[] {
  const known = (name: string, is: 'absent' | 'present'): Filter[] =>
    split(query[name]).map((key) => ({ path: [pathOf(resource, key)], is }));
  const fields = Object.entries(resource.filters).flatMap(([name, kind]): Filter[] => {
    const key = pathOf(resource, name);
    if (kind === 'date') {
      const [from, until] = [query[`${name}From`], query[`${name}Until`]];
      return [
        ...(from === undefined ? [] : [{ path: [key], is: 'from', value: from } as const]),
        ...(until === undefined ? [] : [{ path: [key], is: 'until', value: until } as const]),
      ];
    }
    const asked = query[name];
    if (asked === undefined) return [];
    if (kind === 'flag') return [{ path: [key], is: 'equals', value: asked === 'true' }];
    const words = split(asked);
    if (words.length === 1)
      return [{ path: [key], is: kind === 'list' ? 'contains' : 'equals', value: words[0] }];
    return [{ path: kind === 'list' ? [key, '*'] : [key], is: 'one-of', value: words }];
  });
  return [...fields, ...known('absent', 'absent'), ...known('present', 'present')];
}

function readSort(resource: Resource, word: string): Sort {
  const descending = word.startsWith('-');
  const name = descending ? word.slice(1) : word;
  const column = COLUMNS.find((one) => one === name);
  return { by: column ?? { path: [pathOf(resource, name)] }, ...(descending && { descending }) };
}

/** The first day of most records is called `from` in their files; lists call it `since`, for flows have a sender, too. What comes
 * after a page is `after`, so that a flow `follows` others. */
function pathOf({ noun }: Resource, name: string): string {
  if (name === 'follows') return 'after';
  return name === 'since' && noun !== 'flows' ? 'from' : name;
}

function split(words: unknown): string[] {
  return typeof words === 'string'
    ? words
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
    : [];
}
