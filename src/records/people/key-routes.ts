// The routes of keys: listed without their secrets, made, revoked.
import type { Fields } from '../../core/base/reading.ts';
import { succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, idOf, newIdOf } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { Refusal } from '../group/refusal.ts';
import { type KeptKey, listKeys, makeKey, withdrawKey } from './key-actions.ts';

export const listKeysRoute: Route<Refusal> = async (_call, scope, store) =>
  succeed(tell({ keys: (await listKeys(scope, store)).map(write) }));

export const newKeyRoute: Route<Refusal> = async (call, scope, store) => {
  const wanted = call.body as Fields;
  const until = wanted['until'] === undefined ? {} : { until: `${String(wanted['until'])}T00:00:00.000Z` };
  const made = await makeKey(scope, store, { ...wanted, ...until, id: newIdOf(call) });
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
