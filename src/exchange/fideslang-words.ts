// Words of fideslang and ours: which mean the same is data (fideslang-words.json); here is how the pairs are used.
import words from './fideslang-words.json' with { type: 'json' };

interface Pairs {
  /** Theirs and ours, meaning the same. */
  readonly exact: Readonly<Record<string, string>>;
  /** Ours mean more than theirs. */
  readonly wider?: Readonly<Record<string, readonly string[]>>;
  /** Spelling of an older release, and the present one. */
  readonly older: Readonly<Record<string, string>>;
  readonly olderBeginnings?: readonly (readonly string[])[];
}

export type WordKind = 'dataCategories' | 'dataUses' | 'dataSubjects';

/** What became of a key: our word, and how true it is to theirs. */
export interface Translation {
  readonly words: readonly string[];
  readonly fit: 'exact' | 'wider' | 'none';
}

const REVERSE: Readonly<Record<WordKind, ReadonlyMap<string, string>>> = {
  dataCategories: reverse(words.dataCategories),
  dataUses: reverse(words.dataUses),
  dataSubjects: reverse(words.dataSubjects),
};

/** Our words for a key of theirs; the key itself where there is none. */
export function translateKey(kind: WordKind, key: string): Translation {
  const pairs: Pairs = words[kind];
  const present = presentKey(pairs, key);
  for (let here = present; here !== ''; here = here.slice(0, Math.max(0, here.lastIndexOf('.')))) {
    const exact = ownEntry(pairs.exact, here);
    // The pair is used both ways only for the key as it stands in the table.
    if (exact !== undefined) return { words: [exact], fit: here === key ? 'exact' : 'wider' };
    const wider = ownEntry(pairs.wider ?? {}, here);
    if (wider !== undefined) return { words: wider, fit: 'wider' };
  }
  return { words: [key], fit: 'none' };
}

/** Their key for a word of ours, if the two mean the same. */
export function keyOfWord(kind: WordKind, word: string): string | undefined {
  return REVERSE[kind].get(word);
}

function presentKey(pairs: Pairs, key: string): string {
  let present = key;
  for (const [older = '', newer = ''] of pairs.olderBeginnings ?? [])
    if (present.startsWith(older)) present = newer + present.slice(older.length);
  // The longest part that was renamed, so that kinds of a renamed key are found too.
  for (let here = present; here !== ''; here = here.slice(0, Math.max(0, here.lastIndexOf('.')))) {
    const newer = ownEntry(pairs.older, here);
    if (newer !== undefined) return newer + present.slice(here.length);
  }
  return present;
}

export type BasisKind = 'legalBases' | 'specialCategoryBases';

/** Our legal basis for their words, which are a closed list; undefined if the words are not in it. */
export function basisOfWords(kind: BasisKind, text: string): string | undefined {
  const pairs: Pairs = words[kind];
  return ownEntry(pairs.exact, ownEntry(pairs.older, text) ?? text);
}

/** Their words for our legal basis. */
export function wordsOfBasis(kind: BasisKind, basis: string): string | undefined {
  return Object.entries(words[kind].exact).find(([, ours]) => ours === basis)?.[0];
}

export function basesKnown(kind: BasisKind): readonly string[] {
  return Object.keys(words[kind].exact);
}

const COUNTRY_OF_LETTERS = new Map(
  words.countries.pairs.split(' ').map((pair) => [pair.slice(3), pair.slice(0, 2)] as const),
);

/** The two letters of a country written with two or three. */
export function countryOfLetters(letters: string): string | undefined {
  const two = [...COUNTRY_OF_LETTERS.values()].includes(letters) ? letters : undefined;
  return COUNTRY_OF_LETTERS.get(letters) ?? two;
}

function reverse(pairs: Pairs): ReadonlyMap<string, string> {
  return new Map(Object.entries(pairs.exact).map(([theirs, ours]) => [ours, theirs]));
}

function ownEntry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
