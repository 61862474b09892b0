// The standing duties that follow from the flows of a group: those on which a transfer depends, and those that stay in any case.
import type { DutyRule } from '../law/law.ts';
import { rulesOf } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { FlowAnswer } from './answer.ts';
import { endsOf } from './flow-facts.ts';
import type { Question } from './question.ts';
import { eachAnswer, type Walk } from './whole-graph.ts';

export interface StandingDuty {
  readonly duty: string;
  readonly regime: string;
  /** The organisation that owes it. */
  readonly owedBy: string;
  /** `null` where the register does not record whether it is met (duties that stay in any case). */
  readonly met: boolean | null;
  readonly cite: string;
  readonly rule: string | null;
  readonly flows: readonly string[];
}

/** Every duty of every flow, gathered by duty, law and organisation; owed ones first. */
export function listDuties(
  question: Question,
  walk: Walk = {},
): {
  readonly asOf: CivilDate;
  readonly laws: string;
  readonly duties: readonly StandingDuty[];
} {
  const found = new Map<string, { duty: StandingDuty; flows: Set<string> }>();
  const note = (duty: Omit<StandingDuty, 'flows'>, flow: string): void => {
    const key = [duty.duty, duty.regime, duty.owedBy, duty.met, duty.rule].join('\u0001');
    const one = found.get(key) ?? { duty: { ...duty, flows: [] }, flows: new Set<string>() };
    one.flows.add(flow);
    found.set(key, one);
  };
  const noteAll = (answer: FlowAnswer): void => {
    const flow = question.register.flows.get(answer.flow);
    if (flow === undefined) return;
    const { exporter, importer, sender } = endsOf(flow, question.register);
    const owedBy = sender?.id ?? '';
    for (const { regime, duties, remaining } of answer.answers) {
      for (const one of duties) {
        const debtor = question.rulebook.rules.get(one.rule);
        const byImporter = debtor?.kind === 'duty' && debtor.owedBy === 'importer';
        note(
          {
            duty: one.duty,
            regime,
            owedBy: byImporter ? (importer?.id ?? owedBy) : owedBy,
            met: one.met,
            cite: one.cite,
            rule: one.rule,
          },
          answer.flow,
        );
      }
      for (const duty of remaining) {
        const described = ruleOf(question, regime, duty);
        const debtor = described?.owedBy === 'importer' ? importer?.id : exporter?.id;
        const cite = described?.cites[0] ?? '';
        note(
          { duty, regime, owedBy: debtor ?? owedBy, met: null, cite, rule: described?.id ?? null },
          answer.flow,
        );
      }
    }
  };
  eachAnswer(question, noteAll, walk);
  const order = (met: boolean | null): number => (met === false ? 0 : met === true ? 1 : 2);
  const duties = [...found.values()]
    .map(({ duty, flows }) => ({ ...duty, flows: [...flows] }))
    .sort(
      (a, b) =>
        order(a.met) - order(b.met) ||
        (a.duty < b.duty ? -1 : a.duty > b.duty ? 1 : 0) ||
        (a.owedBy < b.owedBy ? -1 : 1),
    );
  return { asOf: question.asOf, laws: question.rulebook.fingerprint, duties };
}

/** The rule of a law that describes a standing duty, if one does. */
function ruleOf(question: Question, regime: string, duty: string): DutyRule | undefined {
  return rulesOf(question.rulebook, 'duty', regime, question.asOf, question.without).find(
    (rule) => rule.duty === duty && rule.due === undefined && rule.met === undefined,
  );
}
