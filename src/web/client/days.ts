// Days as the page moves among them: texts to numbers for the slider and back, and written out for a reader.
import type { Language } from '../../core/law/law.ts';

const DAY_MS = 86_400_000;
export const FIRST_YEAR = 1995;

/** Days since the first of January 1995. */
export function numberOfDay(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(FIRST_YEAR, 0, 1)) / DAY_MS);
}

export function dayOfNumber(number: number): string {
  return new Date(Date.UTC(FIRST_YEAR, 0, 1) + number * DAY_MS).toISOString().slice(0, 10);
}

/** Today where the reader is. */
export function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A day typed by hand: year first, with any separators. Undefined where it is none. */
export function readTypedDay(text: string): string | undefined {
  const narrow = text.normalize('NFKC').trim();
  const found = /^(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D?$/.exec(narrow);
  if (found === null) return undefined;
  const day = `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day;
}

const written = new Map<string, Intl.DateTimeFormat>();

/** `long`: 6 October 2015; `short`: 6 Oct 2015. */
export function writeDay(day: string, language: Language, manner: 'long' | 'short' = 'long'): string {
  const key = `${language} ${manner}`;
  let format = written.get(key);
  if (format === undefined) {
    // British order of day and month: it is read the same way everywhere.
    const locale = language === 'en' ? 'en-GB' : language;
    const month = manner === 'long' || language === 'ja' ? 'long' : 'short';
    format = new Intl.DateTimeFormat(locale, { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' });
    written.set(key, format);
  }
  return format.format(Date.parse(`${day}T00:00:00Z`));
}
