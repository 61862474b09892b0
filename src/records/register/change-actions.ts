// Changes: drafts and proposes them, decides them by a second person, and makes what was approved.
import type { Result } from '../../core/base/result.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { Change, ChangeState, Proposal } from './change.ts';

export interface KeptChange {
  readonly change: Change;
  readonly version: number;
  readonly recordedAt: string;
}

interface ChangeWish {
  readonly expectedVersion?: number;
  readonly entryId?: string;
}

/** Keeps a draft, or a new text of one; only its author may. */
export function draftChange(
  _scope: Scope,
  _store: Store,
  _id: string,
  _proposal: Proposal,
  _wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  throw new Error('not yet');
}

/** Asks for a decision on a draft of one's own; with a proposal, drafts and asks in one. */
export function proposeChange(
  _scope: Scope,
  _store: Store,
  _id: string,
  _proposal?: Proposal,
  _wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  throw new Error('not yet');
}

/** Makes the change and closes it, in one; by another person than its author. */
export function approveChange(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  throw new Error('not yet');
}

export function rejectChange(
  _scope: Scope,
  _store: Store,
  _id: string,
  _reason: string,
  _wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  throw new Error('not yet');
}

/** Its author thinks better of it. */
export function withdrawChange(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  throw new Error('not yet');
}

export function readChange(_scope: Scope, _store: Store, _id: string): Promise<KeptChange | null> {
  throw new Error('not yet');
}

/** Changes in the order in which they were kept last, newest first. */
export function listChanges(
  _scope: Scope,
  _store: Store,
  _wish: {
    readonly state?: ChangeState;
    readonly of?: { readonly noun: RecordNoun; readonly id?: string };
    readonly by?: string;
    readonly after?: string;
    readonly limit?: number;
  } = {},
): Promise<Result<{ readonly changes: readonly KeptChange[]; readonly next: string | null }, Refusal>> {
  throw new Error('not yet');
}
