// Prepares texts for paper: signs that no printer takes are shown, long words get places where they may break.
import type { Paper } from './paper.ts';

/** Stands between the pieces of a long word; printers turn it into a place where a line may end. */
export const BREAK = '\u200B';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs to be replaced.
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;
/** Signs that turn the direction of what follows, or cannot be seen: nothing may hide in a record. */
const HIDDEN = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/g;
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g;

/** The text as it may be printed. Line ends stay; what cannot be printed becomes a visible replacement character. */
export function printable(text: string): string {
  if (!/[^\u0020-\u007E\u00A1-\u00AC\u00AE-\u017F\u3000-\u9FFF]/.test(text)) return text;
  return text
    .replace(LINE_ENDS, '\n')
    .replace(UNPRINTABLE, '\uFFFD')
    .replace(HIDDEN, '')
    .replaceAll('\t', ' ');
}

/** A word so long that a narrow column may not hold it; scripts without spaces break anywhere and are no concern. */
const LONG = /[^\s\u200B\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}]{18,}/gu;
const AFTER_MARKS = /(?<=[/\\._@:;,=&?+#~|()[\]{}-])(?=[\p{L}\p{N}])/gu;
const WORD = /^\p{L}+$/u;
/** Longer ones are no words of any language. */
const WORD_MOST = 70;
const RUN_MOST = 16;
const SYLLABLES = 8;
const SOFT_HYPHEN = '\u00AD';

/**
 * The text with places to break inside long words: addresses, ids, numbers, and words of other languages where the language
 * of the paper has no hyphens.
 */
export function breakable(text: string, hasHyphens: boolean): string {
  if (text.length < 18) return text;
  return text.replace(LONG, (word) =>
    word
      .replace(AFTER_MARKS, BREAK)
      .split(BREAK)
      .map((piece) => {
        if (!WORD.test(piece) || piece.length > WORD_MOST) return chop(piece, RUN_MOST, BREAK);
        return hasHyphens ? piece : chop(piece, SYLLABLES, SOFT_HYPHEN);
      })
      .join(BREAK),
  );
}

function chop(piece: string, most: number, between: string): string {
  const signs = [...piece];
  if (signs.length <= 2 * most) return piece;
  const pieces: string[] = [];
  for (let at = 0; at < signs.length; at += most) pieces.push(signs.slice(at, at + most).join(''));
  return pieces.join(between);
}

/** The same paper with every text changed in the same way. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return walk(value, change) as T;
}

/** Words of the paper itself, not of the reader. */
const FIXED = new Set<string>(['is', 'tone', 'language'] satisfies (string | keyof Paper)[]);

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => walk(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, FIXED.has(key) ? one : walk(one, change)]),
  );
}
