// The texts of the page of exports in every language.
import type { Language } from '../../core/law/law.ts';
import { exports as de } from './de/exports.ts';
import { type ExportsText, exports as en } from './en/exports.ts';
import { exports as ja } from './ja/exports.ts';
import { useWords } from './use-text.ts';

const EXPORTS_TEXT: Record<Language, ExportsText> = { en, ja, de };

export function useExportsText(): ExportsText {
  return EXPORTS_TEXT[useWords().language];
}
