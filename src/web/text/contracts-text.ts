// The texts of the page of contracts in every language.
import type { Language } from '../../core/law/law.ts';
import { contracts as de } from './de/contracts.ts';
import { type ContractsText, contracts as en } from './en/contracts.ts';
import { contracts as ja } from './ja/contracts.ts';
import { useWords } from './use-text.ts';

const CONTRACTS_TEXT: Record<Language, ContractsText> = { en, ja, de };

export function useContractsText(): ContractsText {
  return CONTRACTS_TEXT[useWords().language];
}
