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

/** Entries after a position (0: from the first), in order. */
export async function readEntries(
  scope: Scope,
  store: Store,
  after: number,
  limit = 200,
): Promise<ReadEntry[]> {
  const most = checkLimit(store, limit);
  const entries = await read(() =>
    store.kysely
      .selectFrom('ledger_entries')
      .selectAll()
      .where('group_id', '=', scope.groupId)
      .where('position', '>', after)
      .orderBy('position')
      .limit(most)
      .execute(),
  );
  return openEntries(scope, store, entries);
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
