// Finds records by words in any of their texts, in Japanese and German too.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Scope } from '../../kit/store/scope.ts';
import { searchRecords } from '../../kit/store/search-texts.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuseInput } from '../group/refusal-words.ts';
import type { KeptFields } from './record.ts';
import { asKeptFields } from './record-store.ts';

/** The best first. Every word of the text must stand in the record; texts about persons are not searched. */
export async function searchRegister(
  scope: Scope,
  store: Store,
  text: string,
  wish: { readonly nouns?: readonly RecordNoun[]; readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly records: readonly KeptFields[]; readonly next: string | null }, Refusal>> {
  const page = await searchRecords(scope, store, text, wish);
  if (!page.ok) return fail(refuseInput(page.fault));
  const { records, next } = page.value;
  return succeed({ records: records.map((kept) => asKeptFields<RecordNoun>(kept)), next });
}
