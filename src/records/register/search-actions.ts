// Finds records by words in any of their texts, in Japanese and German too.
import type { Result } from '../../core/base/result.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { KeptFields } from './record.ts';

/** The best first. Every word of the text must stand in the record; texts about persons are not searched. */
export function searchRegister(
  _scope: Scope,
  _store: Store,
  _text: string,
  _wish: { readonly nouns?: readonly RecordNoun[]; readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly records: readonly KeptFields[]; readonly next: string | null }, Refusal>> {
  throw new Error('not yet');
}
