// What a table of flows shows, row by row in words; and what it ought to show for the answers of the readable evaluator.
import { type TransferAnswers, VERDICTS } from '../../src/core/flows/answer.ts';
import { type FlowTable, NO_ANSWER } from '../../src/core/flows/flow-table-columns.ts';
import type { Party, Register } from '../../src/core/flows/register.ts';
import { leadingAnswer } from '../../src/core/flows/timeline.ts';

/** A row of the table in words; `laws` in the order of their names. */
interface Seen {
  readonly [what: string]: unknown;
}

export function seenOf(table: FlowTable): Seen[] {
  const ids = table.ids.split('\n').slice(0, -1);
  return ids.map((id, row) => {
    const at = (law: number): number => row * table.laws.length + law;
    const [from, to] = [table.ends[table.from[row]!]!, table.ends[table.to[row]!]!];
    return {
      id,
      start: table.ids.slice(table.idStarts[row], table.idStarts[row + 1]),
      name: table.names[table.name[row]!],
      from: [from.text, from.organisation, from.name, from.isStaff],
      to: [to.text, to.organisation, to.name, to.isStaff],
      countries: [table.countries[table.fromCountry[row]!], table.countries[table.toCountry[row]!]],
      activity: table.activities[table.activity[row]!],
      mode: table.modes[table.mode[row]!],
      verdict: VERDICTS[table.verdict[row]!],
      leading: table.leading[row] === NO_ANSWER ? null : table.laws[table.leading[row]!],
      laws: table.laws.flatMap((law, number) => {
        const verdict = table.lawVerdict[at(number)]!;
        if (verdict === NO_ANSWER) return [];
        const tool = table.tools[table.lawTool[at(number)]!];
        return [[law, VERDICTS[verdict], tool, table.instruments[table.lawInstrument[at(number)]!]]];
      }),
      missing: table.missingFacts[table.missing[row]!],
      isUnverified: table.isUnverified[row] === 1,
    };
  });
}

export function seenOfAnswers(judged: TransferAnswers, register: Register): Seen[] {
  return judged.flows.map((answer) => {
    const flow = register.flows.get(answer.flow)!;
    const activity = flow.activity ?? '';
    return {
      id: answer.flow,
      start: `${answer.flow}\n`,
      name: flow.name ?? '',
      from: endOf(flow.sender, register),
      to: endOf(flow.recipient, register),
      countries: [countryOf(flow.sender, register), flow.at ?? countryOf(flow.recipient, register)],
      activity: { id: activity, name: register.activities.get(activity)?.name ?? activity },
      mode: flow.mode ?? '',
      verdict: answer.verdict,
      leading: leadingAnswer(answer)?.regime ?? null,
      laws: answer.answers
        .map((one) => [one.regime, one.verdict, one.tool, one.instrument ?? ''] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      missing: [...new Set(answer.answers.flatMap((one) => one.missing))].join('\n'),
      isUnverified: answer.answers.some((one) => one.unverified.length > 0),
    };
  });
}

function endOf(party: Party, register: Register): unknown[] {
  if (party.is === 'data-subject') return ['data-subject', null, '', false];
  const { organisation } = party;
  const name = register.organisations.get(organisation)?.name ?? organisation;
  const isStaff = party.is === 'staff';
  return [isStaff ? `staff:${organisation}` : organisation, organisation, name, isStaff];
}

function countryOf(party: Party, register: Register): string {
  return party.is === 'data-subject' ? '' : (register.organisations.get(party.organisation)?.country ?? '');
}
