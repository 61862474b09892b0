// How far the ledger of a group has come: one indexed read, for whoever follows, and to know whether an answer is still good.
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';

/** When the entry at a position was recorded; null where there is none. */
export async function readRecordedAt(
  scope: Pick<Scope, 'groupId'>,
  store: Store,
  position: number,
): Promise<string | null> {
  const row = await read(() =>
    store.kysely
      .selectFrom('ledger_entries')
      .select('recorded_at')
      .where('group_id', '=', scope.groupId)
      .where('position', '=', position)
      .executeTakeFirst(),
  );
  return row?.recorded_at ?? null;
}

/** The last position; 0 where nothing was written, or there is no such group. */
export async function readPosition(scope: Pick<Scope, 'groupId'>, store: Store): Promise<number> {
  const row = await read(() =>
    store.kysely
      .selectFrom('ledger_heads')
      .select('position')
      .where('group_id', '=', scope.groupId)
      .executeTakeFirst(),
  );
  return row?.position ?? 0;
}
