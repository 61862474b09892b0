// Persons: erases one, so that what was kept of them can no longer be read.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { removeBlob } from '../../kit/store/blobs.ts';
import { eraseSubject } from '../../kit/store/erase-subject.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { queryRecords } from '../../kit/store/query-records.ts';
import type { KeptRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { append, sayRefusal } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuseInput } from '../group/refusal-words.ts';

export interface PersonErasure {
  readonly position: number;
  /** False: nothing was kept of the person. */
  readonly wasKept: boolean;
  /** Imports that waited for application; their files may have held the person and were removed. */
  readonly withdrawnImports: readonly string[];
}

/** Destroys the key under which the texts of a person are kept. The record stays, for others name it, without these texts. */
export async function erasePerson(
  scope: Scope,
  store: Store,
  id: string,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<PersonErasure, Refusal>> {
  const withdrawnImports = await withdrawWaiting(scope, store);
  if (!withdrawnImports.ok) return withdrawnImports;
  const erased = await eraseSubject(scope, store, entryId, id);
  if (!erased.ok) {
    const { fault } = erased;
    if (fault.code === 'guarded') return fail(fault.refusal as Refusal);
    return fail(await sayRefusal(scope, store, [], fault));
  }
  const { receipt, destroyed } = erased.value;
  return succeed({
    position: receipt.position,
    wasKept: destroyed > 0,
    withdrawnImports: withdrawnImports.value,
  });
}

/** A file that waits to be taken in lies here as it was sent, and may name the person. */
async function withdrawWaiting(scope: Scope, store: Store): Promise<Result<string[], Refusal>> {
  const withdrawn: string[] = [];
  for (;;) {
    const page = await queryRecords(scope, store, {
      noun: 'imports',
      where: [{ path: ['state'], is: 'equals', value: 'planned' }],
    });
    if (!page.ok) return fail(refuseInput(page.fault));
    const { records } = page.value;
    if (records.length === 0) return succeed(withdrawn);
    for (const kept of records) {
      const outcome = await withdraw(scope, store, kept);
      if (!outcome.ok) return outcome;
      withdrawn.push(kept.recordId);
    }
  }
}

async function withdraw(scope: Scope, store: Store, kept: KeptRecord): Promise<Result<unknown, Refusal>> {
  const { noun, recordId, version, body } = kept;
  const draft = {
    id: makeId(),
    kind: 'statement',
    noun,
    recordId,
    expectedVersion: version,
    body: { ...body, state: 'withdrawn' },
  } as const;
  const outcome = await append(scope, store, [draft]);
  if (outcome.ok) await removeBlob(scope, store, String(body['sha256']));
  return outcome;
}
