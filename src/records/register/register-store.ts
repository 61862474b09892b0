// Opens the store with what the register keeps beside its records: who names whom, and the words to search in.
import type { Fields } from '../../core/base/reading.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Json, JsonMap } from '../../kit/store/canonical.ts';
import { makeLinksProjection } from '../../kit/store/record-links.ts';
import { makeSearchProjection, type SearchedTexts } from '../../kit/store/search-texts.ts';
import {
  type FolderPlace,
  openStore,
  type ServerPlace,
  type Store,
  type StoreOptions,
} from '../../kit/store/store.ts';
import { isRecordNoun, namesOf } from './record-store.ts';

/** To be used instead of `openStore` by whoever reads or writes the register. */
export function openRegisterStore(
  place: FolderPlace | ServerPlace,
  options: StoreOptions = {},
): Promise<Store> {
  return openStore(place, { ...REGISTER_OPTIONS, ...options });
}

/** To be given to `runBackup`, `runRestore`, `runVerify`, `runRebuild` and `runCheckpoint`, too. */
export const REGISTER_OPTIONS: StoreOptions = {
  // Raised by one whenever the same records would give other names or words.
  projections: [
    makeLinksProjection((noun, body) => (isRecordNoun(noun) ? namesOf(noun, body as Fields) : []), 1),
    makeSearchProjection((noun, body) => (isRecordNoun(noun) ? textsOf(noun, body) : null), 1),
  ],
};

/** Keys whose texts are searched, at any depth; others hold ids and words of closed lists. */
const SEARCHED = new Set([
  'note',
  'description',
  'service',
  'lines',
  'city',
  'purposes',
  'purpose',
  'data',
  'category',
  'categoriesOfProcessing',
  'source',
  'retentionCriterion',
  'criterion',
  'security',
  'legitimateInterest',
  'jointArrangement',
  'how',
  'users',
  'registrationNumber',
  'legalForm',
  'email',
  'phone',
  'url',
]);

/** What is encrypted is a map and no text, so that it is never among them. */
function textsOf(_noun: RecordNoun, body: JsonMap): SearchedTexts {
  const { id, name } = body;
  const texts = findTexts(body);
  return typeof name === 'string'
    ? { title: name, texts: [String(id), ...texts] }
    : { title: String(id), texts };
}

function findTexts(value: Json, isSearched = false): string[] {
  if (typeof value === 'string') return isSearched ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => findTexts(item, isSearched));
  // What is encrypted is kept under a key that no record has.
  // In the order of the keys: the database gives them back in another one than they came in.
  return Object.keys(value as JsonMap)
    .sort()
    .flatMap((key) => findTexts((value as JsonMap)[key] as Json, SEARCHED.has(key)));
}
