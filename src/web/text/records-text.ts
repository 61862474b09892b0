// The texts of the register in every language.
import type { Language } from '../../core/law/law.ts';
import { records as de } from './de/records.ts';
import { records as en, type RecordsText } from './en/records.ts';
import { records as ja } from './ja/records.ts';
import { useWords } from './use-text.ts';

const RECORDS_TEXT: Record<Language, RecordsText> = { en, ja, de };

export function useRecordsText(): RecordsText {
  return RECORDS_TEXT[useWords().language];
}
