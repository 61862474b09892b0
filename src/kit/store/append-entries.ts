// The way into the ledger: appends entries on their own, or as part of a transaction that does more.
import { type AppendOutcome, appendAll } from './append.ts';
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
    transact(store, (transaction) => appendAll(transaction, store.keys, requests)),
  );
}

/** Appends within a transaction of the caller, who must roll it back where the outcome is a refusal. */
export async function appendWithin(
  scope: Scope,
  store: Store,
  transaction: StoreTransaction,
  drafts: readonly Draft[],
): Promise<AppendOutcome> {
  const [outcome] = await appendAll(transaction, store.keys, [{ scope, drafts }]);
  return outcome as AppendOutcome;
}
