// The single-hop question put to our own engine: the register as it stands, the answer under the law of the Union.
import { askAbout } from '../../src/core/flows/question.ts';
import type { Flow, Register } from '../../src/core/flows/register.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import type { Rulebook } from '../../src/core/law/rulebook.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';
import type { Answers } from './engine.ts';

/** May each of the flows cross? Only what is shown counts: a conditional or open answer is a no. */
export function askSekisho(
  register: Register,
  rulebook: Rulebook,
  on: CivilDate,
  flows: readonly Flow[],
): () => Answers {
  const cut: Register = { ...register, flows: new Map(flows.map((flow) => [flow.id, flow])) };
  return () =>
    answerTransfers(askAbout(cut, rulebook, on)).flows.map(({ answers }) => {
      const verdict = answers.find(({ regime }) => regime === 'eu-gdpr')?.verdict;
      return verdict === 'lawful' || verdict === 'not-a-transfer';
    });
}
