// Why something must be signed again, in the words of the reader.
import type { AgainReason } from '../../core/flows/contracts.ts';
import { useContractsText } from '../text/contracts-text.ts';
import { useWords } from '../text/use-text.ts';

export type WriteAgain = (reason: AgainReason) => string;

export function useAgainWords(): WriteAgain {
  const { day } = useWords();
  const { whyAgain } = useContractsText();
  return ({ is, year = '', on = '', module }) => {
    switch (is) {
      case 'replaced':
        return whyAgain.old(year);
      case 'ended':
        return whyAgain.ended(day(on));
      case 'module':
        return whyAgain.module(String(module));
      case 'direction':
        return whyAgain.direction;
      case 'scope':
        return whyAgain.scope;
    }
  };
}
