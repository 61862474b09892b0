// The routes of comments: listed, written, removed by who wrote them.
import type { Fields } from '../../core/base/reading.ts';
import { succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, idOf, newIdOf, readPage } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import { addComment, type KeptComment, listComments, removeComment } from './comment-actions.ts';

export const listCommentsRoute: Route<Refusal> = async ({ query }, scope, store) => {
  const { noun, id } = query as unknown as NamedRecord;
  const page = await listComments(scope, store, { of: { noun, id }, ...readPage(query) });
  if (!page.ok) return page;
  return succeed(tell({ items: page.value.comments.map(write), next: page.value.next }));
};

export const newCommentRoute: Route<Refusal> = async (call, scope, store) => {
  const { of, text } = call.body as { of: NamedRecord; text: string };
  const kept = await addComment(scope, store, newIdOf(call), of, text, entryOf(call));
  return kept.ok ? succeed(tell(write(kept.value), {}, 201)) : kept;
};

export const removeCommentRoute: Route<Refusal> = async (call, scope, store) => {
  const kept = await removeComment(scope, store, idOf(call), entryOf(call));
  return kept.ok ? succeed(tell({})) : kept;
};

function write({ id, of, text, by, recordedAt }: KeptComment): Fields {
  return { id, of, text, by, recordedAt };
}
