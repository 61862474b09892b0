// How the ledger's own refusals and records are said in the words of the register; what every action of records goes through.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { AppendRefusal, Receipt } from '../../kit/store/append.ts';
import { appendGuarded, type Guard } from '../../kit/store/append-entries.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import type { Draft } from '../../kit/store/ledger-entry.ts';
import { findDifferences, readBodyAt } from '../../kit/store/read-history.ts';
import { readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Difference, NamedRecord, Refusal } from './refusal.ts';
import { refuse, refuseAbsent, refuseInput, refuseVersion } from './refusal-words.ts';

/** A refusal of several drafts says which of them it is about. */
export type IndexedRefusal = Refusal & { readonly index?: number };

/** Appends under the guard, and says refusals of the ledger in the words of the register. */
export async function append(
  scope: Scope,
  store: Store,
  drafts: readonly Draft[],
  guard: Guard<IndexedRefusal> = async () => null,
): Promise<Result<readonly Receipt[], IndexedRefusal>> {
  const outcome = await appendGuarded(scope, store, drafts, guard);
  if (outcome.ok) return succeed(outcome.value);
  const { fault } = outcome;
  if (fault.code === 'guarded') return fail(fault.refusal);
  return fail(await sayRefusal(scope, store, drafts, fault));
}

/** What the ledger refuses, in the words of the register. */
export async function sayRefusal(
  scope: Scope,
  store: Store,
  drafts: readonly Draft[],
  refusal: Exclude<AppendRefusal, { code: 'guarded' }>,
): Promise<IndexedRefusal> {
  if (refusal.code === 'bad-entry') {
    const bare = (path: string): string =>
      drafts.length === 1 ? path.replace(/^entries\[0\]\.?/, '') : path.replace(/^entries/, '');
    return refuseInput(
      refusal.issues.map((issue) => ({ ...issue, at: { ...issue.at, path: bare(issue.at.path) } })),
    );
  }
  const { code, index, version, message, hint } = refusal;
  const { noun = '', recordId: id = '', expectedVersion = 0 } = drafts[index] ?? {};
  switch (code) {
    case 'version-differs':
      return { ...(await refuseStale(scope, store, { noun, id }, expectedVersion, version)), index };
    case 'record-absent':
      return { ...refuseAbsent({ noun, id }, version), index };
    default:
      return { ...refuse(code, message, hint), index };
  }
}

/** The refusal of a change that was made on a version which is no longer the last, with what has changed since. */
export async function refuseStale(
  scope: Scope,
  store: Store,
  of: NamedRecord,
  seen: number,
  version: number,
): Promise<Refusal> {
  const before = await readBodyAt(scope, store, of.noun, of.id, seen);
  const now = await readRecord(scope, store, of.noun, of.id);
  const after: JsonMap = now === null || now.deleted ? {} : now.body;
  return refuseVersion(of, seen, version, findDifferences(before, after) as readonly Difference[]);
}
