// Groups: opens one, changes how it works, lists those that are kept here.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { readGroupRecord } from '../../core/flows/record-kinds.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { listGroups as listLedgers } from '../../kit/store/read-entries.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Group } from './group.ts';
import { append } from './ledger-actions.ts';
import type { Refusal } from './refusal.ts';
import { refuseAbsent, refuseInput, refuseTaken } from './refusal-words.ts';

const GROUPS = 'groups';

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

/** The group is as given. Refused where it was never opened (`absent`). */
export function stateGroup(
  scope: Scope,
  store: Store,
  group: unknown,
  wish: { readonly expectedVersion?: number; readonly entryId?: string } = {},
): Promise<Result<KeptGroup, Refusal>> {
  return keepGroup(scope, store, group, { ...wish, mustBeNew: false });
}

async function keepGroup(
  scope: Scope,
  store: Store,
  value: unknown,
  wish: { readonly expectedVersion?: number; readonly entryId?: string; readonly mustBeNew: boolean },
): Promise<Result<KeptGroup, Refusal>> {
  const read = readGroupRecord(value);
  if (!read.ok) return fail(refuseInput(read.fault));
  const group = read.value as unknown as Group;
  const { groupId } = scope;
  if (group.id !== groupId) {
    const message = `The id is '${group.id}', but the group is ${groupId}.`;
    const hint = 'A group keeps its id; open another one for another id.';
    return fail(refuseInput([{ code: 'bad-id', at: { path: 'id' }, message, hint }]));
  }
  const { expectedVersion, entryId = makeId(), mustBeNew } = wish;
  const draft = {
    id: entryId,
    kind: 'statement',
    noun: GROUPS,
    recordId: groupId,
    body: group as unknown as JsonMap,
    ...(expectedVersion !== undefined && { expectedVersion }),
  } as const;
  const of = { noun: GROUPS, id: groupId };
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, GROUPS, groupId);
    if (mustBeNew) return now === null ? null : refuseTaken(of, now.version);
    return now === null ? refuseAbsent(of) : null;
  });
  if (!outcome.ok) return outcome;
  const [receipt] = outcome.value;
  return succeed({ group, version: receipt?.version ?? 1, recordedAt: receipt?.recordedAt ?? '' });
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
