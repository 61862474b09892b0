// Opens real, empty stores for the register, on PGlite and on PostgreSQL, and the people of the imaginary group who use them.

import type { Instant } from '../../src/core/time/instant.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { openGroup } from '../../src/records/group/group-actions.ts';
import { REGISTER_OPTIONS } from '../../src/records/register/register-store.ts';
import { type GroundKind, prepareGround, type StoreGround } from './open-test-store.ts';

export interface RegisterGround {
  readonly ground: StoreGround;
  readonly store: Store;
  clear(): Promise<void>;
}

/** A store of the register; null where this machine has no such database. */
export async function prepareRegister(kind: GroundKind): Promise<RegisterGround | null> {
  const ground = await prepareGround(kind);
  if (ground === null) return null;
  return { ground, store: await ground.open(REGISTER_OPTIONS), clear: () => ground.clear() };
}

export const HANAKO = 'person-hanako';
export const TARO = 'person-taro';

/** Somebody of a group, at a moment. */
export function asPerson(groupId: string, actor: string, at = '2026-03-02T09:00:00Z'): Scope {
  return { groupId, actor, at: Date.parse(at) as Instant, why: 'yearly review', origin: 'test' };
}

let groups = 0;

/** A new group, as good as a new store. */
export async function openNewGroup(
  store: Store,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Scope> {
  groups += 1;
  const scope = asPerson(`group-${groups}`, HANAKO);
  const opened = await openGroup(scope, store, { id: scope.groupId, name: 'Asagiri Group', ...settings });
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return scope;
}

/** What was done; throws where it was refused. */
export function done<T>(outcome: { ok: true; value: T } | { ok: false; fault: unknown }): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.fault));
}

/** Why it was refused; throws where it was done. */
export function refusalOf<F>(outcome: { ok: true } | { ok: false; fault: F }): F {
  if (!outcome.ok) return outcome.fault;
  throw new Error('It was not refused.');
}
