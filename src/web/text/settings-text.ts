// The texts of the page of settings in every language.
import type { Language } from '../../core/law/law.ts';
import { settings as de } from './de/settings.ts';
import { settings as en, type SettingsText } from './en/settings.ts';
import { settings as ja } from './ja/settings.ts';
import { useWords } from './use-text.ts';

const SETTINGS_TEXT: Record<Language, SettingsText> = { en, ja, de };

export function useSettingsText(): SettingsText {
  return SETTINGS_TEXT[useWords().language];
}
