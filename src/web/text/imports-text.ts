// The texts of the page of imports in every language.
import type { Language } from '../../core/law/law.ts';
import { imports as de } from './de/imports.ts';
import { imports as en, type ImportsText } from './en/imports.ts';
import { imports as ja } from './ja/imports.ts';
import { useWords } from './use-text.ts';

const IMPORTS_TEXT: Record<Language, ImportsText> = { en, ja, de };

export function useImportsText(): ImportsText {
  return IMPORTS_TEXT[useWords().language];
}
