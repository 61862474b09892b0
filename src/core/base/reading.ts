// Reading: takes a value of unknown shape apart, and notes every fault on the way instead of stopping at the first.
import type { Issue } from './issue.ts';
import { below, keysOf, type Spot, writeKeys } from './spot.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Faults kept at most; one more tells that there were others. */
const ISSUES_KEPT = 1000;

export class Reading {
  readonly issues: Issue[] = [];
  private dropped = 0;

  /** Notes a fault. `code` is from the closed list in docs/reference/issue-codes.md. */
  report(spot: Spot | null, code: string, message: string, hint: string): void {
    if (this.issues.length >= ISSUES_KEPT) {
      this.dropped += 1;
      return;
    }
    this.issues.push({ code, at: { path: writeKeys(keysOf(spot)) }, message, hint });
  }

  /** All faults; ends with `too-many` where some were dropped. */
  faults(): readonly Issue[] {
    if (this.dropped === 0) return this.issues;
    const last: Issue = {
      code: 'too-many',
      at: { path: '' },
      message: `${this.dropped} further faults are not listed.`,
      hint: 'Mend the ones above first; many of them may have one cause.',
    };
    return [...this.issues, last];
  }

  /** A map with known keys only. Unknown keys are reported with the nearest known one. */
  fields(value: unknown, spot: Spot | null, known: readonly string[]): Fields | undefined {
    if (!isFields(value)) {
      this.wrongType(spot, 'a map of keys and values', value);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const near = nearestWord(key, known);
      const hint =
        near === undefined
          ? `Known here: ${known.join(', ')}.`
          : `Did you mean '${near}'? Known here: ${known.join(', ')}.`;
      this.report(below(spot, key), 'unknown-key', `The key '${shorten(key)}' is not known here.`, hint);
    }
    return value;
  }

  /** Every entry of a list read by `one`; what could not be read is left out (its faults are noted). */
  list<T>(
    value: unknown,
    spot: Spot | null,
    one: (item: unknown, at: Spot) => T | undefined,
  ): T[] | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      this.wrongType(spot, 'a list', value);
      return undefined;
    }
    const out: T[] = [];
    value.forEach((item, index) => {
      const read = one(item, below(spot, index));
      if (read !== undefined) out.push(read);
    });
    return out;
  }

  /** A text that is not empty. Absent stays absent. */
  text(value: unknown, spot: Spot | null): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') {
      this.wrongType(spot, 'a text', value);
      return undefined;
    }
    if (value.trim() === '') {
      this.report(
        spot,
        'empty-text',
        'The text is empty.',
        'Write the text, or leave the key out if it is not known.',
      );
      return undefined;
    }
    return value;
  }

  /** An id: letters, digits, `.`, `_`, `:` and `-`. */
  id(value: unknown, spot: Spot | null): string | undefined {
    const text = this.text(value, spot);
    if (text === undefined) return undefined;
    if (!/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u.test(text)) {
      this.report(
        spot,
        'bad-id',
        `'${shorten(text)}' cannot be an id.`,
        'An id begins with a letter or digit and holds letters, digits, "-", "_", "." or ":" (128 at most), as in et-de.',
      );
      return undefined;
    }
    return text;
  }

  /** One of a closed list of words. */
  word<W extends string>(value: unknown, spot: Spot | null, words: readonly W[]): W | undefined {
    const text = this.text(value, spot);
    if (text === undefined) return undefined;
    if ((words as readonly string[]).includes(text)) return text as W;
    const near = nearestWord(text, words);
    const known = `Known: ${words.join(', ')}.`;
    this.report(
      spot,
      'bad-word',
      `'${shorten(text)}' is not one of the words that count here.`,
      near === undefined ? known : `Did you mean '${near}'? ${known}`,
    );
    return undefined;
  }

  flag(value: unknown, spot: Spot | null): boolean | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'boolean') return value;
    this.wrongType(spot, 'true or false', value);
    return undefined;
  }

  /** A whole number within bounds, both inclusive. */
  count(value: unknown, spot: Spot | null, least = 0, most = 1e12): number | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'number') {
      this.wrongType(spot, 'a whole number', value);
      return undefined;
    }
    if (!Number.isInteger(value) || value < least || value > most) {
      this.report(
        spot,
        'bad-number',
        `${value} is out of place here.`,
        `Write a whole number from ${least} to ${most}.`,
      );
      return undefined;
    }
    return value;
  }

  /** Reports a key that must be there. */
  missing(spot: Spot | null, key: string, why: string): void {
    this.report(below(spot, key), 'missing-key', `The key '${key}' is missing.`, why);
  }

  wrongType(spot: Spot | null, wanted: string, value: unknown): void {
    this.report(
      spot,
      'wrong-type',
      `Found ${nameOfType(value)} where ${wanted} belongs.`,
      `Write ${wanted}.`,
    );
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text '${shorten(value)}'`;
  return `${typeof value === 'boolean' ? 'the flag' : 'the number'} ${String(value)}`;
}

/** A text cut for a message. */
export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/**
 * A value as a message repeats it. A map may hold anything under `toString`, so it is never asked for its own words.
 *
 * @example sayValue({ toString: 0 }) // '{"toString":0}'
 */
export function sayValue(value: unknown): string {
  return shorten(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));
}

/** The word of the list that a slip of the pen may have meant: at most a third of its letters differ. */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  if (text.length > 60) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const word of words) {
    const steps = stepsBetween(text.toLowerCase(), word.toLowerCase(), least);
    if (steps < least) {
      least = steps;
      best = word;
    }
  }
  return best;
}

/** Letters to insert, drop or change to get from one text to the other (Levenshtein), given up at `most`. */
function stepsBetween(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) >= most) return most;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? most;
}
