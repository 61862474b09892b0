// How a fact of a record is entered: yes or no, a choice, a country, a day, words; by its key in the register.
import {
  ASSESSMENT_RESULTS,
  COUNTRIES,
  COVERS,
  GROUNDS,
  INFORMATION_ITEMS,
  MODES,
  ORGANISATION_KINDS,
  ROLES,
} from '../../core/flows/words.ts';

export type FactKind =
  | { readonly is: 'yes-no' }
  | { readonly is: 'day' }
  | { readonly is: 'country' }
  /** Words of `list` in the terms; `label` says how they are called. */
  | { readonly is: 'one-of'; readonly words: readonly string[]; readonly list: string | null }
  | { readonly is: 'some-of'; readonly words: readonly string[]; readonly list: string | null }
  /** Free words, or those of a list of terms. */
  | { readonly is: 'words'; readonly list: string | null };

const YES_NO: FactKind = { is: 'yes-no' };

const KINDS: Readonly<Record<string, FactKind>> = {
  country: { is: 'country' },
  kind: { is: 'one-of', words: ORGANISATION_KINDS, list: 'organisation-kinds' },
  member: YES_NO,
  sectors: { is: 'words', list: 'sectors' },
  covers: { is: 'some-of', words: COVERS, list: null },
  mode: { is: 'one-of', words: MODES, list: 'modes' },
  automated: YES_NO,
  clearText: YES_NO,
  combinesEuData: YES_NO,
  fromRole: { is: 'one-of', words: ROLES, list: 'roles' },
  toRole: { is: 'one-of', words: ROLES, list: 'roles' },
  ground: { is: 'one-of', words: GROUNDS, list: 'derogation-grounds' },
  purposes: { is: 'words', list: 'purposes' },
  data: { is: 'words', list: 'data' },
  modules: { is: 'some-of', words: ['1', '2', '3', '4'], list: null },
  processingUnchanged: YES_NO,
  informed: { is: 'some-of', words: INFORMATION_ITEMS, list: 'information-items' },
  from: { is: 'day' },
  on: { is: 'day' },
  result: { is: 'one-of', words: ASSESSMENT_RESULTS, list: 'assessment-results' },
  measures: { is: 'words', list: 'measures' },
  problematicLaw: YES_NO,
  appliedInPractice: YES_NO,
};

/** Facts that are made of several are entered in the form of their record. */
const MADE_OF_SEVERAL = new Set(['approval', 'regimes', 'subjects', 'parties', 'activity', 'region', 'io']);

/** Undefined where the fact has no field of its own. */
export function kindOfFact(keys: readonly string[]): FactKind | undefined {
  const leaf = keys.at(-1) ?? '';
  if (keys[0] === 'standing')
    return leaf === 'covers' ? KINDS['covers'] : keys.length === 2 ? YES_NO : undefined;
  // An exception is made of many yes and no.
  if (keys[0] === 'derogation')
    return leaf === 'ground' ? KINDS['ground'] : keys.length > 1 ? YES_NO : undefined;
  return keys.length > 1 || MADE_OF_SEVERAL.has(leaf) ? undefined : KINDS[leaf];
}

/** As chosen from a list of countries. */
export const COUNTRY_CODES: readonly string[] = [...COUNTRIES].sort();

export type Fact = boolean | string | readonly string[] | readonly number[];
type Fields = Readonly<Record<string, unknown>>;

/** The record with one fact in it; the rest is untouched. */
export function withFact(record: Fields, keys: readonly string[], fact: Fact): Fields {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) return { ...record, [key]: fact };
  const inside = record[key];
  // A standing that is only known to hold becomes one that says more.
  const map =
    typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? (inside as Fields) : {};
  return { ...record, [key]: withFact(map, rest, fact) };
}

export function factIn(record: Fields, keys: readonly string[]): unknown {
  let here: unknown = record;
  for (const key of keys) here = (here as Fields | null | undefined)?.[key];
  return here;
}
