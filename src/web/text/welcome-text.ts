// The texts of the first steps in every language.
import type { Language } from '../../core/law/law.ts';
import { welcome as de } from './de/welcome.ts';
import { welcome as en, type WelcomeText } from './en/welcome.ts';
import { welcome as ja } from './ja/welcome.ts';
import { useWords } from './use-text.ts';

const WELCOME_TEXT: Record<Language, WelcomeText> = { en, ja, de };

export function useWelcomeText(): WelcomeText {
  return WELCOME_TEXT[useWords().language];
}
