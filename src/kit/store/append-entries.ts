// The way into the ledger: appends entries on their own, or as part of a transaction that does more.
import type { Result } from '../../core/base/result.ts';
import { type AppendOutcome, type AppendRefusal, appendAll, type Receipt } from './append.ts';
import type { Draft } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { type StoreTransaction, transact } from './transact.ts';

/**
 * Appends all of the drafts or none, and answers when they are on the disk. Within a transaction of your own use `appendWithin`:
 * PGlite has one connection, and this would wait for it.
 */
export function appendEntries(scope: Scope, store: Store, drafts: readonly Draft[]): Promise<AppendOutcome> {
  return store.appends.add({ scope, drafts }, (requests) =>
    transact(store, (transaction) => appendAll(transaction, store, requests)),
  );
}

/** Looks at the store under the lock of the group, and answers why something must not be kept, or null. */
export type Guard<R> = (within: Store) => Promise<R | null>;

/** Appends all of the drafts or none, where the guard has nothing against it. A guard reads through the store that it is given. */
export async function appendGuarded<R>(
  scope: Scope,
  store: Store,
  drafts: readonly Draft[],
  guard: Guard<R>,
): Promise<
  Result<
    readonly Receipt[],
    Exclude<AppendRefusal, { code: 'guarded' }> | { readonly code: 'guarded'; readonly refusal: R }
  >
> {
  const request = {
    scope,
    drafts,
    guard: (transaction: StoreTransaction) => guard({ ...store, kysely: transaction }),
  };
  const outcome = await store.appends.add(request, (requests) =>
    transact(store, (transaction) => appendAll(transaction, store, requests)),
  );
  return outcome as Awaited<ReturnType<typeof appendGuarded<R>>>;
}

/** Appends within a transaction of the caller, who must roll it back where the outcome is a refusal. */
export async function appendWithin(
  scope: Scope,
  store: Store,
  transaction: StoreTransaction,
  drafts: readonly Draft[],
): Promise<AppendOutcome> {
  const [outcome] = await appendAll(transaction, store, [{ scope, drafts }]);
  return outcome as AppendOutcome;
}
