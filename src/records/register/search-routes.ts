// The route of searches over all nouns.
import { makeProblem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import { tell } from '../../kit/http/call.ts';
import { readPage } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { Refusal } from '../group/refusal.ts';
import { searchRegister } from './search-actions.ts';

export const searchRoute: Route<Refusal> = async ({ query }, scope, store) => {
  const { q, nouns } = query as { q: string; nouns?: string };
  const wanted = nouns?.split(',').map((word) => word.trim()) as RecordNoun[] | undefined;
  const stranger = wanted?.find((word) => !RECORD_NOUNS.includes(word));
  if (stranger !== undefined)
    return fail(
      makeProblem('unsound-request', {
        detail: `'${stranger.slice(0, 60)}' is no noun. There are: ${RECORD_NOUNS.join(', ')}.`,
      }),
    );
  const page = await searchRegister(scope, store, q, {
    ...readPage(query),
    ...(wanted !== undefined && { nouns: wanted }),
  });
  if (!page.ok) return page;
  const items = page.value.records.map(({ noun, id, version, record }) => ({
    noun,
    id,
    version,
    name: record['name'] ?? null,
    record,
  }));
  return succeed(tell({ items, next: page.value.next }));
};
