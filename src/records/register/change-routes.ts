// The routes of changes: drafted, proposed, decided by another person.

import type { ChangedNoun } from '../../api/changes.ts';
import { GROUP_ENDPOINTS } from '../../api/group-endpoints.ts';
import { makeProblem } from '../../api/problem.ts';
import { isRoleEnough } from '../../api/roles.ts';
import type { Fields } from '../../core/base/reading.ts';
import type { Result } from '../../core/base/result.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { type Call, tell } from '../../kit/http/call.ts';
import { entryOf, idOf, newIdOf, readPage, versionOf } from '../../kit/http/call-words.ts';
import { tagOfVersion } from '../../kit/http/entity-tags.ts';
import type { Answered, Route } from '../../kit/http/route.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { GROUPS } from '../group/group-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import type { ChangeState, Proposal } from './change.ts';
import {
  approveChange,
  draftChange,
  type KeptChange,
  listChanges,
  proposeChange,
  readChange,
  readVersionOf,
  rejectChange,
  withdrawChange,
} from './change-actions.ts';

type ChangeRoute = Route<Refusal>;

/** What a change is sent as. */
interface Sent extends Omit<Proposal, 'base'> {
  readonly base?: number;
  readonly state?: 'draft' | 'proposed';
}

export const listChangesRoute: ChangeRoute = async ({ query }, scope, store) => {
  const { state, noun, id, by } = query as {
    state?: ChangeState;
    noun?: ChangedNoun;
    id?: string;
    by?: string;
  };
  const page = await listChanges(scope, store, {
    ...readPage(query),
    ...(state !== undefined && { state }),
    ...(by !== undefined && { by }),
    ...(noun !== undefined && { of: { noun, ...(id !== undefined && { id }) } }),
  });
  if (!page.ok) return page;
  return succeed(tell({ items: page.value.changes.map(write), next: page.value.next }));
};

export const newChangeRoute: ChangeRoute = async (call, scope, store) => {
  const id = newIdOf(call);
  const answered = await keep(id, call, scope, store);
  if (!answered.ok) return answered;
  return succeed({
    ...answered.value,
    status: 201,
    headers: { ...answered.value.headers, location: `/api/groups/${scope.groupId}/changes/${id}` },
  });
};

export const readChangeRoute: ChangeRoute = async (call, scope, store) => {
  const kept = await readChange(scope, store, idOf(call));
  return kept === null ? fail(makeProblem('not-found')) : told(succeed(kept));
};

export const stateChangeRoute: ChangeRoute = (call, scope, store) => {
  if (call.header('if-match') !== undefined) return keep(idOf(call), call, scope, store);
  return Promise.resolve(
    fail(makeProblem('version-needed', { detail: 'Read the change, and send its ETag as If-Match.' })),
  );
};

export const proposeChangeRoute: ChangeRoute = async (call, scope, store) => {
  const noun = (await readChange(scope, store, idOf(call)))?.change.of.noun;
  if (noun !== undefined && !mayPropose(call, noun)) return fail(NO_OWNER);
  return told(await proposeChange(scope, store, idOf(call), undefined, entryOf(call)));
};

export const withdrawChangeRoute: ChangeRoute = async (call, scope, store) =>
  told(await withdrawChange(scope, store, idOf(call), entryOf(call)));

export const approveChangeRoute: ChangeRoute = async (call, scope, store) =>
  told(await approveChange(scope, store, idOf(call), entryOf(call)));

export const rejectChangeRoute: ChangeRoute = async (call, scope, store) =>
  told(await rejectChange(scope, store, idOf(call), (call.body as { reason: string }).reason, entryOf(call)));

async function keep(id: string, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const { state = 'proposed', base, ...rest } = call.body as Sent;
  if (!mayPropose(call, rest.of.noun)) return fail(NO_OWNER);
  const seen = base ?? (await readVersionOf(scope, store, rest.of));
  const act = state === 'draft' ? draftChange : proposeChange;
  return told(await act(scope, store, id, { ...rest, base: seen }, { ...entryOf(call), ...versionOf(call) }));
}

const NO_OWNER = makeProblem('may-not', { detail: 'What is settled for the group is proposed by an owner.' });

/** Whoever settles the group proposes what is to be settled with a second person. */
function mayPropose({ who }: Call, noun: ChangedNoun): boolean {
  return noun !== GROUPS || isRoleEnough(who.role, GROUP_ENDPOINTS.stateGroup.needs);
}

function told(kept: Result<KeptChange, Refusal>): Answered<Refusal> {
  if (!kept.ok) return kept;
  return succeed(tell(write(kept.value), { etag: tagOfVersion(kept.value.version) }));
}

function write({ change, version, recordedAt }: KeptChange): Fields {
  return { ...change, version, recordedAt };
}
