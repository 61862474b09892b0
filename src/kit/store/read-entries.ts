// Reads the ledger in its one order: what happened after a position, for feeds, exports and whoever follows.
import type { LedgerEntry } from './ledger-entry.ts';
import { checkLimit } from './read-records.ts';
import type { Scope } from './scope.ts';
import { openBodies } from './seal-personal.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';

/** An entry as readers see it: what is about persons is decrypted where they are not erased. */
export interface ReadEntry extends LedgerEntry {
  readonly erased: readonly string[];
}

/** Which entries are wanted; what is not said does not matter. */
export interface EntryWish {
  readonly noun?: string | undefined;
  readonly actor?: string | undefined;
  /** The instant from which on, and the one before which. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Entries after a position (0: from the first), in order. */
export async function readEntries(
  scope: Scope,
  store: Store,
  after: number,
  limit = 200,
  wish: EntryWish = {},
): Promise<ReadEntry[]> {
  const most = checkLimit(store, limit);
  const entries = await read(() =>
    wished(scope, store, wish).where('position', '>', after).orderBy('position').limit(most).execute(),
  );
  return openEntries(scope, store, entries);
}

/** Entries before a position (absent: from the last), the newest first. */
export async function readNewestEntries(
  scope: Scope,
  store: Store,
  before: number | undefined,
  limit = 200,
  wish: EntryWish = {},
): Promise<ReadEntry[]> {
  const most = checkLimit(store, limit);
  const entries = await read(() => {
    const query = wished(scope, store, wish).orderBy('position', 'desc').limit(most);
    return (before === undefined ? query : query.where('position', '<', before)).execute();
  });
  return openEntries(scope, store, entries);
}

function wished(scope: Scope, store: Store, { noun, actor, from, until }: EntryWish) {
  let query = store.kysely.selectFrom('ledger_entries').selectAll().where('group_id', '=', scope.groupId);
  if (noun !== undefined) query = query.where('noun', '=', noun);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (from !== undefined) query = query.where('recorded_at', '>=', from);
  if (until !== undefined) query = query.where('recorded_at', '<', until);
  return query;
}

/** Every group of which something is kept. */
export async function listGroups(store: Store): Promise<string[]> {
  const rows = await read(() =>
    store.kysely.selectFrom('ledger_heads').select('group_id').orderBy('group_id').execute(),
  );
  return rows.map((row) => row.group_id);
}

export async function openEntries(
  scope: Scope,
  store: Store,
  entries: readonly LedgerEntry[],
): Promise<ReadEntry[]> {
  const bodies = entries.map(({ noun, record_id: recordId, payload }) => ({ noun, recordId, body: payload }));
  const opened = await read(() => openBodies(store.kysely, store.keys, scope.groupId, bodies));
  return entries.map((entry, index) => ({
    ...entry,
    payload: opened[index]?.body ?? {},
    erased: opened[index]?.erased ?? [],
  }));
}
