// Groups: opens one, changes how it works, lists those that are kept here.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { readGroupRecord } from '../../core/flows/record-kinds.ts';
import type { Instant } from '../../core/time/instant.ts';
import { appendWithin } from '../../kit/store/append-entries.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import type { Draft, Statement } from '../../kit/store/ledger-entry.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { listGroups as listLedgers } from '../../kit/store/read-entries.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { StoreTransaction } from '../../kit/store/transact.ts';
import { type Group, refuseLoosening } from './group.ts';
import { append, refuseStale, sayRefusal } from './ledger-actions.ts';
import type { Refusal } from './refusal.ts';
import { refuseAbsent, refuseInput, refuseTaken } from './refusal-words.ts';

export const GROUPS = 'groups';

export interface KeptGroup {
  readonly group: Group;
  readonly version: number;
  readonly recordedAt: string;
}

/** Opens a group; its id is that of the scope. Refused where there is one (`taken`). */
export function openGroup(
  scope: Scope,
  store: Store,
  group: unknown,
  { entryId }: { readonly entryId?: string } = {},
): Promise<Result<KeptGroup, Refusal>> {
  return keepGroup(scope, store, group, { mustBeNew: true, ...(entryId !== undefined && { entryId }) });
}

export interface GroupWish {
  readonly expectedVersion?: number;
  readonly entryId?: string;
  /** A second person has approved of it. */
  readonly isApproved?: boolean;
  /** Entries that are kept with it or not at all. */
  readonly with?: readonly Draft[];
}

/**
 * The group is as given. Refused where it was never opened (`absent`), and where records would be freed of the approval of a second
 * person without one (`approval-wanted`).
 */
export function stateGroup(
  scope: Scope,
  store: Store,
  group: unknown,
  wish: GroupWish = {},
): Promise<Result<KeptGroup, Refusal>> {
  return keepGroup(scope, store, group, { ...wish, mustBeNew: false });
}

async function keepGroup(
  scope: Scope,
  store: Store,
  value: unknown,
  wish: GroupWish & { readonly mustBeNew: boolean },
): Promise<Result<KeptGroup, Refusal>> {
  const drafted = draftOf(scope, value, wish);
  if (!drafted.ok) return drafted;
  const { expectedVersion, mustBeNew, isApproved = false, with: others = [] } = wish;
  const of = { noun: GROUPS, id: scope.groupId };
  const group = drafted.value.body as unknown as Group;
  const outcome = await append(scope, store, [drafted.value, ...others], async (within) => {
    const now = await readRecord(scope, within, GROUPS, scope.groupId);
    if (mustBeNew) return now === null ? null : refuseTaken(of, now.version);
    if (now === null) return refuseAbsent(of);
    // Whoever saw another state may not know what they would loosen.
    if (expectedVersion !== undefined && expectedVersion !== now.version)
      return refuseStale(scope, within, of, expectedVersion, now.version);
    return isApproved ? null : refuseLoosening(asKeptGroup(now).group, group);
  });
  if (!outcome.ok) return outcome;
  const [receipt] = outcome.value;
  return succeed({ group, version: receipt?.version ?? 1, recordedAt: receipt?.recordedAt ?? '' });
}

/** Opens a group within a transaction of the caller, who must roll it back where it is refused. */
export async function openGroupWithin(
  scope: Scope,
  store: Store,
  transaction: StoreTransaction,
  group: unknown,
): Promise<Result<null, Refusal>> {
  const drafted = draftOf(scope, group, { expectedVersion: 0 });
  if (!drafted.ok) return drafted;
  const outcome = await appendWithin(scope, store, transaction, [drafted.value]);
  if (outcome.ok) return succeed(null);
  const { fault } = outcome;
  if (fault.code === 'version-differs')
    return fail(refuseTaken({ noun: GROUPS, id: scope.groupId }, fault.version));
  if (fault.code === 'guarded') throw new Error('A request without a guard was refused by one.');
  return fail(await sayRefusal(scope, { ...store, kysely: transaction }, [drafted.value], fault));
}

function draftOf(
  { groupId }: Scope,
  value: unknown,
  { expectedVersion, entryId = makeId() }: { readonly expectedVersion?: number; readonly entryId?: string },
): Result<Statement, Refusal> {
  const read = readGroupRecord(value);
  if (!read.ok) return fail(refuseInput(read.fault));
  const group = read.value as unknown as Group;
  if (group.id !== groupId) {
    const message = `The id is '${group.id}', but the group is ${groupId}.`;
    const hint = 'A group keeps its id; open another one for another id.';
    return fail(refuseInput([{ code: 'bad-id', at: { path: 'id' }, message, hint }]));
  }
  return succeed({
    id: entryId,
    kind: 'statement',
    noun: GROUPS,
    recordId: groupId,
    body: group as unknown as JsonMap,
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
}

/** Null: there is no such group here. */
export async function readGroupOf(scope: Scope, store: Store): Promise<KeptGroup | null> {
  const kept = await readRecord(scope, store, GROUPS, scope.groupId);
  return kept === null || kept.deleted ? null : asKeptGroup(kept);
}

function asKeptGroup({ body, version, recordedAt }: KeptRecord): KeptGroup {
  return { group: body as unknown as Group, version, recordedAt };
}

/** Every group of the store, in the order of their ids. */
export async function listGroups(store: Store): Promise<readonly KeptGroup[]> {
  const groups: KeptGroup[] = [];
  for (const groupId of await listLedgers(store)) {
    const kept = await readGroupOf(readerOf(groupId), store);
    if (kept !== null) groups.push(kept);
  }
  return groups;
}

/** A scope for reading only: nothing is written with it. */
function readerOf(groupId: string): Scope {
  return { groupId, actor: 'reader', at: 0 as Instant, why: '', origin: '' };
}
