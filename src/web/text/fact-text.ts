// The texts of the field for a missing fact in every language.
import type { Language } from '../../core/law/law.ts';
import { fact as de } from './de/fact.ts';
import { fact as en, type FactText } from './en/fact.ts';
import { fact as ja } from './ja/fact.ts';
import { useWords } from './use-text.ts';

const FACT_TEXT: Record<Language, FactText> = { en, ja, de };

export function useFactText(): FactText {
  return FACT_TEXT[useWords().language];
}
