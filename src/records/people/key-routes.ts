// The routes of keys: listed without their secrets, made, revoked.
import type { Fields } from '../../core/base/reading.ts';
import { succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, idOf, readPage } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { Refusal } from '../group/refusal.ts';
import { type KeptKey, listKeys, makeKey, withdrawKey } from './key-actions.ts';

export const listKeysRoute: Route<Refusal> = async ({ query }, scope, store) => {
  const page = await listKeys(scope, store, readPage(query));
  return page.ok ? succeed(tell({ keys: page.value.keys.map(write), next: page.value.next })) : page;
};

export const newKeyRoute: Route<Refusal> = async (call, scope, store) => {
  const made = await makeKey(scope, store, call.body);
  return made.ok ? succeed(tell({ ...write(made.value.key), secret: made.value.text }, {}, 201)) : made;
};

export const revokeKeyRoute: Route<Refusal> = async (call, scope, store) => {
  const kept = await withdrawKey(scope, store, idOf(call), entryOf(call));
  return kept.ok ? succeed(tell(write(kept.value))) : kept;
};

function write(key: KeptKey): Fields {
  const { id, person, role, recordedAt: madeAt, isWithdrawn: revoked } = key;
  return { id, person, role, name: key.name ?? null, madeAt, until: key.until ?? null, revoked };
}
