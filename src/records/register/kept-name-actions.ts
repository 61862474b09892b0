// The names under which records are kept: a file of others names an organisation by its name, and means the one that is there.
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { streamRegister } from './register-actions.ts';

/** Nouns whose records are named by others; of flows and the like nobody speaks by name. */
const NAMED: readonly RecordNoun[] = ['organisations', 'divisions', 'persons', 'systems', 'activities'];

/** By noun and id; a record without a name goes by its id. */
export async function readKeptNames(
  scope: Scope,
  store: Store,
): Promise<Readonly<Partial<Record<RecordNoun, ReadonlyMap<string, string>>>>> {
  const names: Partial<Record<RecordNoun, Map<string, string>>> = {};
  for await (const { noun, records } of streamRegister(scope, store, { nouns: NAMED })) {
    const own = names[noun] ?? new Map<string, string>();
    names[noun] = own;
    for (const { id, name } of records) own.set(String(id), typeof name === 'string' ? name : String(id));
  }
  return names;
}
