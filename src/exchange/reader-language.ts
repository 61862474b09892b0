// How a reader of a language expects days, countries, numbers, lists and the words of the law; sorts as they would.
import type { Language } from '../core/law/law.ts';
import type { Rulebook } from '../core/law/rulebook.ts';

/** English as most readers of a group take it: days before months. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', ja: 'ja-JP' };

export class ReaderLanguage {
  readonly language: Language;
  private readonly rulebook: Rulebook;
  private readonly collator: Intl.Collator;
  private readonly countries: Intl.DisplayNames;
  private readonly days: Intl.DateTimeFormat;
  private readonly moments: Intl.DateTimeFormat;
  private readonly numbers: Intl.NumberFormat;

  constructor(language: Language, rulebook: Rulebook) {
    const locale = LOCALES[language];
    this.language = language;
    this.rulebook = rulebook;
    this.collator = new Intl.Collator(locale, { numeric: true });
    this.countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
    this.days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
    this.moments = new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    });
    this.numbers = new Intl.NumberFormat(locale);
  }

  compare(a: string, b: string): number {
    return this.collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
  }

  /** The word of a list of laws/terms as the reader calls it; a free word as it stands. */
  label(list: string, word: string): string {
    return this.rulebook.termOf(list, word)?.labels[this.language] ?? word;
  }

  /** The same at the start of a line, with a capital letter. */
  lead(list: string, word: string): string {
    const label = this.label(list, word);
    return label.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(this.language));
  }

  country(code: string): string {
    return this.countries.of(code) ?? code;
  }

  /** `2026-06-01` as a reader writes it. */
  day(day: string): string {
    return this.days.format(Date.parse(`${day}T00:00:00Z`));
  }

  moment(at: number): string {
    return `${this.moments.format(at)} UTC`;
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  list(words: readonly string[]): string {
    return words.join(this.language === 'ja' ? '、' : ', ');
  }

  /** A text with a remark in brackets behind it. */
  aside(text: string, remark: string): string {
    return this.language === 'ja' ? `${text}（${remark}）` : `${text} (${remark})`;
  }

  /** A text under a word that says what it is. */
  under(label: string, text: string): string {
    return this.language === 'ja' ? `${label}：${text}` : `${label}: ${text}`;
  }

  /** A period of ISO 8601, as in `P10Y`, in words; as it stands where it is none. */
  period(period: string): string {
    const [, ...counts] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(period) ?? [];
    const parts = (['year', 'month', 'week', 'day'] as const).flatMap((unit, n) => {
      const count = counts[n];
      return count === undefined ? [] : [this.measure(Number(count), unit)];
    });
    return parts.length === 0 ? period : parts.join(this.language === 'ja' ? '' : ' ');
  }

  private measure(count: number, unit: 'year' | 'month' | 'week' | 'day'): string {
    const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
    const text = new Intl.NumberFormat(LOCALES[this.language], style).format(count);
    return this.language === 'ja' ? text.replace(/\s/g, '') : text;
  }
}
