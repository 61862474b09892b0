// Search: a projection of the words of records, cut into pairs of letters so that any script can be searched, and the asking of it.
import { sql } from 'kysely';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { JsonMap } from './canonical.ts';
import { badCursor, printQuery, readCursor, writeCursor } from './cursor.ts';
import type { Projection } from './projection.ts';
import { checkLimit, type KeptRecord, openRows, type RecordRow } from './read-records.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';

/** What of a record is searched. */
export interface SearchedTexts {
  /** What it is called; found here, it comes first. */
  readonly title: string;
  readonly texts: readonly string[];
}

/** Letters of one record that are searched; what comes after is not found. */
const LETTERS_MAX = 20_000;
const WORDS_MAX = 12;
const PAGE = 50;

/** Keeps the words of each record, as `textsOf` finds them in the body; null: records of this noun are not searched. */
export function makeSearchProjection(
  textsOf: (noun: string, body: JsonMap) => SearchedTexts | null,
  version: number,
): Projection {
  return {
    name: 'search',
    version,
    table: 'search_texts',
    apply: async (database, groupId, table, { states }) => {
      const rows: object[] = [];
      const gone: object[] = [];
      for (const { noun, recordId: record_id, deleted, body } of states) {
        const found = deleted ? null : textsOf(noun, body);
        const title = found === null ? '' : foldText(found.title).slice(0, LETTERS_MAX);
        const words = found === null ? '' : foldText(found.texts.join(' ')).slice(0, LETTERS_MAX);
        const grams = [...new Set([...cutGrams(title), ...cutGrams(words)])].sort();
        if (grams.length === 0) gone.push({ noun, record_id });
        else rows.push({ noun, record_id, title, words, grams });
      }
      if (gone.length > 0)
        await sql`delete from ${sql.table(table)} t
          using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as r(noun text, record_id text)
          where t.group_id = ${groupId} and t.noun = r.noun and t.record_id = r.record_id`.execute(database);
      if (rows.length > 0)
        await sql`insert into ${sql.table(table)} as t (group_id, noun, record_id, title, words, grams)
          select ${groupId}, r.noun, r.record_id, r.title, r.words, r.grams
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as r(noun text, record_id text, title text, words text, grams text[])
          on conflict (group_id, noun, record_id)
            do update set title = excluded.title, words = excluded.words, grams = excluded.grams
            where t.title <> excluded.title or t.words <> excluded.words`.execute(database);
    },
  };
}

/**
 * A text as it is compared: small letters, full and half width the same, accents left away, ä = ae = a and ß = ss, katakana as
 * hiragana; words with one blank between.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll(/æ|ae/g, 'a')
    .replaceAll(/œ|ø|oe/g, 'o')
    .replaceAll('ue', 'u')
    .replaceAll(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replaceAll(/[^\p{L}\p{M}\p{N}ー]+/gu, ' ')
    .trim();
}

/** Pairs of letters of each word; words of one letter and single Chinese characters as they are. */
export function cutGrams(folded: string): Set<string> {
  const grams = new Set<string>();
  for (const word of folded.split(' ')) {
    const letters = [...word];
    if (letters.length === 1) grams.add(word);
    for (const [index, letter] of letters.entries()) {
      if (/\p{Script=Han}/u.test(letter)) grams.add(letter);
      const next = letters[index + 1];
      if (next !== undefined) grams.add(letter + next);
    }
  }
  return grams;
}

export interface SearchWish {
  readonly nouns?: readonly string[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface FoundPage {
  /** The best first. */
  readonly records: readonly KeptRecord[];
  readonly next: string | null;
}

/** Records in which every word of the text stands, in any order. Faults: `empty-text`, `too-large`, `bad-cursor`. */
export async function searchRecords(
  scope: Scope,
  store: Store,
  text: string,
  wish: SearchWish = {},
): Promise<Result<FoundPage, Issue[]>> {
  const words = [...new Set(foldText(text).split(' '))].filter((word) => word !== '');
  const fault = faultOfWords(words);
  if (fault !== null) return fail([fault]);
  const limit = checkLimit(store, wish.limit ?? PAGE);
  const print = printQuery({ words, nouns: [...(wish.nouns ?? [])].sort() });
  const after =
    wish.after === undefined ? null : readCursor(wish.after, print, ['number', 'string', 'string']);
  if (after === undefined) return fail([badCursor()]);
  const grams = [...new Set(words.flatMap((word) => [...cutGrams(word)]))];
  const rank = sql.join(
    words.map(
      (word) => sql`case when t.title = ${word} then 8 when starts_with(t.title, ${word}) then 5
        when strpos(t.title, ${` ${word}`}) > 0 then 4 when strpos(t.title, ${word}) > 0 then 3
        when strpos(t.words, ${word}) > 0 then 1 else null end`,
    ),
    sql` + `,
  );
  const nouns = wish.nouns === undefined ? sql`true` : sql`t.noun = any(${[...wish.nouns]}::text[])`;
  const follows =
    after === null
      ? sql`true`
      : sql`(f.rank < ${after[0]} or f.rank = ${after[0]} and (f.noun, f.record_id) > (${after[1]}, ${after[2]}))`;
  const { rows } = await read(() =>
    sql<RecordRow & { rank: number }>`
      select r.*, f.rank from (
        select * from (
          select t.noun, t.record_id, ${rank} as rank from search_texts t
          where t.group_id = ${scope.groupId} and t.grams @> ${grams}::text[] and ${nouns}) f
        where f.rank is not null and ${follows}
        order by f.rank desc, f.noun, f.record_id limit ${limit + 1}) f
      join records r on r.group_id = ${scope.groupId} and r.noun = f.noun and r.record_id = f.record_id
      order by f.rank desc, f.noun, f.record_id`.execute(store.kysely),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? writeCursor(print, [last.rank, last.noun, last.record_id])
      : null;
  return succeed({ records: await openRows(scope, store, page), next });
}

function faultOfWords(words: readonly string[]): Issue | null {
  const at = { path: 'q' };
  if (words.length === 0)
    return {
      code: 'empty-text',
      at,
      message: 'There is no word to search for.',
      hint: 'Write at least one word with a letter or a digit in it.',
    };
  if (words.length <= WORDS_MAX && words.join('').length <= 200) return null;
  return {
    code: 'too-large',
    at,
    message: `${words.length} words are too many to search for at once.`,
    hint: `Write ${WORDS_MAX} words of 200 letters together at most.`,
  };
}
