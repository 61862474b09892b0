// Erases a person: destroys the key under which everything personal about them was kept; the chain of the ledger stays whole.
import { sql } from 'kysely';
import type { Result } from '../../core/base/result.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { type AppendRefusal, appendAll, lockHead, type Receipt } from './append.ts';
import { ERASURES, writeInstant } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { findSubjectKeys } from './subject-keys.ts';
import { read, transact } from './transact.ts';

export interface Erasure {
  /** The entry that tells of the erasure, without saying of whom. */
  readonly receipt: Receipt;
  /** Keys that were destroyed; none where nothing was kept of the person. */
  readonly destroyed: number;
}

/**
 * Destroys the keys of a person in one group. `id` is the id of the entry that tells of it. What was written under these keys
 * cannot be read again, here or in the tables; backups made earlier still hold them, so keep backups no longer than needed.
 */
export async function eraseSubject(
  scope: Scope,
  store: Store,
  id: string,
  subject: string,
): Promise<Result<Erasure, AppendRefusal>> {
  const { groupId } = scope;
  const outcome = await transact(store, async (transaction): Promise<Result<Erasure, AppendRefusal>> => {
    // Whoever appends holds the head while it makes or uses keys, so none is made meanwhile.
    await lockHead(transaction, groupId);
    const found = await findSubjectKeys(transaction, store.keys, groupId, subject);
    const living = found.filter(({ isLiving }) => isLiving).map(({ subjectKey }) => subjectKey);
    const name = found[0]?.subjectKey ?? '';
    const draft = { id, noun: ERASURES, recordId: name, kind: 'statement', body: { subject: name } } as const;
    const [appended] = await appendAll(transaction, store, [{ scope, drafts: [draft], isOwn: true }]);
    if (appended === undefined || !appended.ok) return fail((appended as { fault: AppendRefusal }).fault);
    if (living.length > 0) {
      await transaction
        .updateTable('subject_keys')
        .set({ sealed_key: null, destroyed_at: writeInstant(scope.at) })
        .where('group_id', '=', groupId)
        .where('subject_key', 'in', living)
        .execute();
    }
    return succeed({ receipt: appended.value[0] as Receipt, destroyed: living.length });
  });
  // The old row with the key must not stay behind as a dead one, nor in the log: a new part of it is begun, and all before it removed.
  if (outcome.ok && outcome.value.destroyed > 0) {
    await sql`vacuum subject_keys`.execute(store.kysely);
    if (store.engine !== null) {
      await sql`select pg_switch_wal()`.execute(store.kysely);
      await sql`checkpoint`.execute(store.kysely);
    }
  }
  return outcome;
}

/** Those of the persons of whom texts were kept once, and were erased, and are not kept again. */
export async function findErased(
  scope: Scope,
  store: Store,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  if (subjects.length === 0) return erased;
  const anyone = await read(() =>
    store.kysely
      .selectFrom('subject_keys')
      .select('subject_key')
      .where('group_id', '=', scope.groupId)
      .where('destroyed_at', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  );
  if (anyone === undefined) return erased;
  for (const subject of new Set(subjects)) {
    const found = await read(() => findSubjectKeys(store.kysely, store.keys, scope.groupId, subject));
    if (found.every(({ isKept, isLiving }) => isKept && !isLiving)) erased.add(subject);
  }
  return erased;
}
