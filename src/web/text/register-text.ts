// The texts of the register's overview in every language.
import type { Language } from '../../core/law/law.ts';
import { register as de } from './de/register.ts';
import { register as en, type RegisterText } from './en/register.ts';
import { register as ja } from './ja/register.ts';
import { useWords } from './use-text.ts';

const REGISTER_TEXT: Record<Language, RegisterText> = { en, ja, de };

export function useRegisterText(): RegisterText {
  return REGISTER_TEXT[useWords().language];
}
