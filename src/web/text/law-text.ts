// The texts of the pages of provisions in every language.
import type { Language } from '../../core/law/law.ts';
import { law as de } from './de/law.ts';
import { law as en, type LawPageText } from './en/law.ts';
import { law as ja } from './ja/law.ts';
import { useWords } from './use-text.ts';

const LAW_TEXT: Record<Language, LawPageText> = { en, ja, de };

export function useLawText(): LawPageText {
  return LAW_TEXT[useWords().language];
}
