// The texts of the home page in every language.
import type { Language } from '../../core/law/law.ts';
import { home as de } from './de/home.ts';
import { home as en, type HomeText } from './en/home.ts';
import { home as ja } from './ja/home.ts';
import { useWords } from './use-text.ts';

const HOME_TEXT: Record<Language, HomeText> = { en, ja, de };

export function useHomeText(): HomeText {
  return HOME_TEXT[useWords().language];
}
