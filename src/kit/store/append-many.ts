// Appends very many entries in one transaction, some at a time in little memory: all of them are kept, or none.
import { sql } from 'kysely';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { type AppendRefusal, appendAll, lockHead } from './append.ts';
import { gather } from './in-parts.ts';
import type { Draft } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { type StoreTransaction, transact } from './transact.ts';

/** Entries decided and written at once. */
const TOGETHER = 2_000;
/** PGlite writes its log to the disk and starts it anew after so many bytes of questions. */
const LOG_BYTES = 48 * 1024 * 1024;

/** What may wait outside an index before it is put there. */
const PENDING = '64MB';

export interface ManyCourse {
  /** Told after each part, with the entries appended so far. */
  readonly onProgress?: (appended: number) => void;
  /** Stops the work; nothing is kept then. */
  readonly signal?: AbortSignal;
}

export type ManyRefusal = AppendRefusal | { readonly code: 'cancelled' };

export interface ManyReceipt {
  readonly appended: number;
  /** Of the last entry. */
  readonly position: number;
}

/** Appends all of the drafts, or none. Others who append to the group wait meanwhile; with PGlite everybody does. */
export function appendMany(
  scope: Scope,
  store: Store,
  drafts: AsyncIterable<readonly Draft[]>,
  course: ManyCourse = {},
): Promise<Result<ManyReceipt, ManyRefusal>> {
  return transactOrRefuse(store, (transaction) =>
    appendManyWithin(scope, store, transaction, drafts, course),
  );
}

/** The same within a transaction of the caller, who must roll it back where the outcome is a refusal. */
export async function appendManyWithin(
  scope: Scope,
  store: Store,
  transaction: StoreTransaction,
  drafts: AsyncIterable<readonly Draft[]>,
  { onProgress, signal }: ManyCourse = {},
): Promise<Result<ManyReceipt, ManyRefusal>> {
  await lockHead(transaction, scope.groupId);
  // What is found by a value or a word is put into its index in large sorted parts, which dirties far fewer pages than row by row.
  await sql`select set_config('gin_pending_list_limit', ${PENDING}, true), set_config('work_mem', ${PENDING}, true)`.execute(
    transaction,
  );
  let appended = 0;
  let position = 0;
  let bytesBefore = store.engine?.bytesAsked ?? 0;
  for await (const some of gather(drafts, TOGETHER)) {
    if (signal?.aborted === true) return fail({ code: 'cancelled' });
    const [outcome] = await appendAll(transaction, store, [{ scope, drafts: some }]);
    if (outcome === undefined || !outcome.ok) return fail((outcome as { fault: AppendRefusal }).fault);
    appended += outcome.value.filter(({ isRepeated }) => !isRepeated).length;
    position = outcome.value.at(-1)?.position ?? position;
    onProgress?.(appended);
    if (store.engine !== null && store.engine.bytesAsked - bytesBefore > LOG_BYTES) {
      // The only connection is ours, so that housekeeping cannot cut the log meanwhile.
      await sql`checkpoint`.execute(transaction);
      bytesBefore = store.engine.bytesAsked;
    }
  }
  return signal?.aborted === true ? fail({ code: 'cancelled' }) : succeed({ appended, position });
}

/** Work in one transaction that may take long, which is rolled back where its outcome is a refusal. */
export async function transactOrRefuse<T, R>(
  store: Store,
  work: (transaction: StoreTransaction, within: Store) => Promise<Result<T, R>>,
): Promise<Result<T, R>> {
  let refused: Result<T, R> | undefined;
  const rollBack = new Error('The work was refused; what it wrote is rolled back.');
  try {
    return await transact(
      store,
      async (transaction) => {
        const outcome = await work(transaction, { ...store, kysely: transaction });
        if (outcome.ok) return outcome;
        refused = outcome;
        throw rollBack;
      },
      { isLong: true },
    );
  } catch (error) {
    if (error === rollBack && refused !== undefined) return refused;
    throw error;
  }
}
