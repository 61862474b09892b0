// The texts of the page of transfers in every language.
import type { Language } from '../../core/law/law.ts';
import { transfers as de } from './de/transfers.ts';
import { transfers as en, type TransfersText } from './en/transfers.ts';
import { transfers as ja } from './ja/transfers.ts';
import { useWords } from './use-text.ts';

const TRANSFERS_TEXT: Record<Language, TransfersText> = { en, ja, de };

export function useTransfersText(): TransfersText {
  return TRANSFERS_TEXT[useWords().language];
}
