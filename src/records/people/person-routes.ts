// The route by which a person is forgotten.
import { succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, idOf } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { Refusal } from '../group/refusal.ts';
import { erasePerson } from './person-actions.ts';

export const erasePersonRoute: Route<Refusal> = async (call, scope, store) => {
  const erased = await erasePerson(scope, store, idOf(call), entryOf(call));
  return erased.ok ? succeed(tell(erased.value)) : erased;
};
