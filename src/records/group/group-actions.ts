// Groups: opens one, changes how it works, lists those that are kept here.
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Group } from './group.ts';
import type { Refusal } from './refusal.ts';

export interface KeptGroup {
  readonly group: Group;
  readonly version: number;
  readonly recordedAt: string;
}

/** Opens a group; its id is that of the scope. Refused where there is one (`taken`). */
export function openGroup(
  _scope: Scope,
  _store: Store,
  _group: unknown,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<KeptGroup, Refusal>> {
  throw new Error('not yet');
}

/** The group is as given. Refused where it was never opened (`absent`). */
export function stateGroup(
  _scope: Scope,
  _store: Store,
  _group: unknown,
  _wish: { readonly expectedVersion?: number; readonly entryId?: string } = {},
): Promise<Result<KeptGroup, Refusal>> {
  throw new Error('not yet');
}

/** Null: there is no such group here. */
export function readGroupOf(_scope: Scope, _store: Store): Promise<KeptGroup | null> {
  throw new Error('not yet');
}

/** Every group of the store, in the order of their ids. */
export function listGroups(_store: Store): Promise<readonly KeptGroup[]> {
  throw new Error('not yet');
}
