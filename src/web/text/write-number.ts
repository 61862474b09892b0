// Numbers as a language writes them; to make a format takes far longer than to use it.
import type { Language } from '../../core/law/law.ts';

const formats = new Map<Language, Intl.NumberFormat>();

export function writeNumber(number: number, language: Language): string {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.NumberFormat(language);
    formats.set(language, format);
  }
  return format.format(number);
}
