// Persons: erases one, so that what was kept of them can no longer be read.
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';

export interface PersonErasure {
  readonly position: number;
  /** False: nothing was kept of the person. */
  readonly wasKept: boolean;
  /** Imports that waited for application; their files may have held the person and were removed. */
  readonly withdrawnImports: readonly string[];
}

/** Destroys the key under which the texts of a person are kept. The record stays, for others name it, without these texts. */
export function erasePerson(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<PersonErasure, Refusal>> {
  throw new Error('not yet');
}
