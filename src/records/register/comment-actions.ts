// Comments: adds them to a record, lists them, and removes one's own.
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import type { Comment } from './comment.ts';
import type { Kept } from './record.ts';

export interface KeptComment extends Comment {
  readonly version: number;
  readonly recordedAt: string;
}

/** Adds a comment to a record of the register, or to a change or an import. */
export function addComment(
  _scope: Scope,
  _store: Store,
  _id: string,
  _of: NamedRecord,
  _text: unknown,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<KeptComment, Refusal>> {
  throw new Error('not yet');
}

/** Comments on a record, the first first. */
export function listComments(
  _scope: Scope,
  _store: Store,
  _wish: { readonly of?: NamedRecord; readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly comments: readonly KeptComment[]; readonly next: string | null }, Refusal>> {
  throw new Error('not yet');
}

export function removeComment(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}
