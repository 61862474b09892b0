// Standing duties: gathered from the answers, by duty, law and debtor.
import { describe, expect, it } from 'vitest';
import { type Plain, type PlainRegister, questionOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { listDuties } from './duties.ts';
import { answerTransfers } from './transfers.ts';

const rulebook = loadRulebook();
const ON = '2026-06-01';
const register: PlainRegister = {
  organisations: [
    { id: 'de', country: 'DE', kind: 'company', regimes: [] },
    { id: 'in', country: 'IN', kind: 'company', regimes: [] },
    {
      id: 'jp',
      country: 'JP',
      kind: 'company',
      sectors: ['telecom'],
      regimes: [],
      standing: { 'appi-business-operator': true },
    },
  ],
  activities: [
    {
      id: 'crm',
      purposes: ['customer-support'],
      subjects: [{ category: 'customers', countries: ['DE'] }],
      data: ['name'],
    },
  ],
  flows: ['f', 'g']
    .map(
      (id): Plain => ({
        id,
        activity: 'crm',
        from: 'de',
        to: 'in',
        fromRole: 'controller',
        toRole: 'processor',
      }),
    )
    .concat([
      { id: 'h', activity: 'crm', from: 'de', to: 'jp', fromRole: 'controller', toRole: 'controller' },
    ]),
  instruments: [{ id: 's', kind: 'scc-2021', modules: [2], parties: ['de', 'in'], from: '2021-10-01' }],
  assessments: [{ id: 't', flows: ['f'], on: '2022-01-01', result: 'equivalent' }],
};
const { duties, asOf, laws } = listDuties(questionOf(register, rulebook, ON));
const found = (duty: string, met: boolean | null) =>
  duties.find((one) => one.duty === duty && one.met === met);

describe('standing duties', () => {
  it('are gathered by duty, law, debtor and state, with their flows', () => {
    expect(found('transfer-impact-assessment', true)).toMatchObject({
      regime: 'eu-gdpr',
      owedBy: 'de',
      flows: ['f'],
      rule: 'eu.scc.2021-914.clause-14',
      cite: 'SCC clause 14',
    });
    expect(found('transfer-impact-assessment', false)).toMatchObject({ owedBy: 'de', flows: ['g'] });
  });

  it('are owed by the importer where the law says so', () => {
    expect(found('supplementary-rules', false)).toMatchObject({ owedBy: 'jp', flows: ['h'] });
  });

  it('that stay in any case are neither met nor not', () => {
    expect(found('record-of-processing', null)).toMatchObject({ owedBy: 'de' });
    expect([...(found('record-of-processing', null)?.flows ?? [])].sort()).toEqual(['f', 'g', 'h']);
  });

  it('begin with what is owed', () => {
    const order = duties.map((one) => (one.met === false ? 0 : one.met === true ? 1 : 2));
    expect(order).toEqual([...order].sort());
  });

  it('are each named once, and are all that the answers name', () => {
    const keys = duties.map((one) => [one.duty, one.regime, one.owedBy, one.met, one.rule].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
    const named = answerTransfers(questionOf(register, rulebook, ON)).flows.flatMap((flow) =>
      flow.answers.flatMap((one) => [
        ...one.duties.map((duty) => `${flow.flow} ${duty.duty}`),
        ...one.remaining.map((duty) => `${flow.flow} ${duty}`),
      ]),
    );
    const listed = duties.flatMap((one) => one.flows.map((flow) => `${flow} ${one.duty}`));
    expect([...new Set(listed)].sort()).toEqual([...new Set(named)].sort());
  });

  it('say of which day and of which law they speak', () => {
    expect([asOf, laws]).toEqual([ON, rulebook.fingerprint]);
  });
});
