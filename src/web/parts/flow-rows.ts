// The rows of the table of flows: answers joined with the register, then filtered and put in order.
import type { FlowAnswer, RegimeAnswer, TransferAnswers, Verdict } from '../../core/flows/answer.ts';
import type { Column, PageState } from '../client/address.ts';
import type { EndView, FlowView, RegisterView } from '../client/register-view.ts';
import type { Words } from '../text/use-text.ts';
import { VERDICT_ORDER } from './verdict-filter.tsx';

export interface FlowRow {
  readonly id: string;
  readonly flow: FlowView;
  readonly answer: FlowAnswer;
  /** Of the whole flow, or of the one law that was chosen. */
  readonly verdict: Verdict;
  /** The answer that decides; none where no law reaches the flow. */
  readonly leading: RegimeAnswer | undefined;
  readonly from: string;
  readonly to: string;
  readonly tool: string;
  readonly hay: string;
}

/** Rows of one law, or of all; in the order of the register. */
export function makeRows(
  answers: TransferAnswers,
  register: RegisterView,
  law: string | null,
  words: Words,
): FlowRow[] {
  return answers.flows.flatMap((answer) => {
    const flow = register.flows.get(answer.flow);
    const leading = law === null ? leadingOf(answer) : answer.answers.find((one) => one.regime === law);
    if (flow === undefined || (law !== null && leading === undefined)) return [];
    const from = writeEnd(flow.from, words);
    const to = writeEnd(flow.to, words);
    const tool = leading === undefined ? words.tool('none') : words.tool(leading.tool);
    const parts = [
      flow.id,
      flow.activity?.name,
      flow.activity?.id,
      from,
      flow.from.organisation?.id,
      words.country(flow.from.country),
      to,
    ];
    parts.push(
      flow.to.organisation?.id,
      words.country(flow.to.country),
      flow.to.country,
      flow.from.country,
      tool,
    );
    for (const one of answer.answers) parts.push(one.instrument ?? '', one.regime);
    return [
      {
        id: flow.id,
        flow,
        answer,
        verdict: leading?.verdict ?? answer.verdict,
        leading,
        from,
        to,
        tool,
        hay: parts.join(' ').toLowerCase(),
      },
    ];
  });
}

function leadingOf(answer: FlowAnswer): RegimeAnswer | undefined {
  return answer.answers.find((one) => one.verdict === answer.verdict) ?? answer.answers[0];
}

/** The name of an end of a flow. */
export function writeEnd(end: EndView, { text }: Words): string {
  if (end.organisation === null) return text.table.person;
  const name = end.organisation.name ?? end.organisation.id;
  return end.isStaff ? text.table.staff(name) : name;
}

export function countRows(rows: readonly FlowRow[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICT_ORDER.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const row of rows) counts[row.verdict] += 1;
  return counts;
}

/** The rows that fit every filter, in the order chosen; rows that are equal keep the order of the register. */
export function chooseRows(rows: readonly FlowRow[], state: PageState, words: Words): FlowRow[] {
  const wanted = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = rows.filter(
    (row) =>
      (state.verdicts.length === 0 || state.verdicts.includes(row.verdict)) &&
      wanted.every((word) => row.hay.includes(word)),
  );
  const compare = COMPARISONS[state.sort];
  const sign = state.isReversed ? -1 : 1;
  return fitting.sort((a, b) => sign * compare(a, b, words));
}

const COMPARISONS: Record<Column, (a: FlowRow, b: FlowRow, words: Words) => number> = {
  verdict: (a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict),
  flow: (a, b, { sort }) => sort(a.id, b.id),
  from: (a, b, { sort, country }) =>
    sort(a.from, b.from) || sort(country(a.flow.from.country), country(b.flow.from.country)),
  to: (a, b, { sort, country }) =>
    sort(a.to, b.to) || sort(country(a.flow.to.country), country(b.flow.to.country)),
  tool: (a, b, { sort }) => sort(a.tool, b.tool),
};
