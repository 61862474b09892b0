// The texts of the page of the ledger in every language.
import type { Language } from '../../core/law/law.ts';
import { ledger as de } from './de/ledger.ts';
import { ledger as en, type LedgerText } from './en/ledger.ts';
import { ledger as ja } from './ja/ledger.ts';
import { useWords } from './use-text.ts';

const LEDGER_TEXT: Record<Language, LedgerText> = { en, ja, de };

export function useLedgerText(): LedgerText {
  return LEDGER_TEXT[useWords().language];
}
