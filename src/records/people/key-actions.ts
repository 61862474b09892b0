// Keys: makes them, recognises them, and withdraws them.
import type { Result } from '../../core/base/result.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { Bearer, Key } from './key.ts';

export interface KeptKey extends Key {
  readonly version: number;
  readonly recordedAt: string;
  readonly isWithdrawn: boolean;
}

/** Makes a key. `text` is the key itself: it is shown this once and not kept. */
export function makeKey(
  _scope: Scope,
  _store: Store,
  _key: unknown,
): Promise<Result<{ readonly key: KeptKey; readonly text: string }, Refusal>> {
  throw new Error('not yet');
}

/** Whom the text of a key shows; null: it is no key, was withdrawn, or its time is over. */
export function readKey(_store: Store, _text: string, _at: Instant): Promise<Bearer | null> {
  throw new Error('not yet');
}

export function listKeys(_scope: Scope, _store: Store): Promise<readonly KeptKey[]> {
  throw new Error('not yet');
}

export function withdrawKey(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<KeptKey, Refusal>> {
  throw new Error('not yet');
}
