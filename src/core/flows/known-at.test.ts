// The register as it was known: whatever was recorded later is left out, and nothing else.
import { describe, expect, it } from 'vitest';
import { day, type PlainRegister, registerOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { type Instant, parseInstant } from '../time/instant.ts';
import { knownAt } from './known-at.ts';
import { packFlows } from './packed-flows.ts';
import { askAbout } from './question.ts';
import { answerTransfers } from './transfers.ts';

const rulebook = loadRulebook();
const moment = (text: string): Instant => {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const base: PlainRegister = {
  organisations: [
    { id: 'de', country: 'DE', regimes: [] },
    { id: 'in', country: 'IN', regimes: [] },
  ],
  activities: [{ id: 'crm', purposes: ['customer-support'], data: ['name'] }],
  flows: [{ id: 'f', activity: 'crm', from: 'de', to: 'in', fromRole: 'controller', toRole: 'processor' }],
  instruments: [
    {
      id: 's',
      kind: 'scc-2021',
      modules: [2],
      parties: ['de', 'in'],
      from: '2021-10-01',
      recordedAt: '2026-01-05T09:00:00+09:00',
    },
  ],
  assessments: [
    { id: 't', flows: ['f'], on: '2022-01-01', result: 'equivalent', recordedAt: '2026-02-01T00:00:00Z' },
  ],
};

describe('the register as it was known', () => {
  it.each([
    ['2026-01-04T23:59:59Z', 'unlawful'],
    ['2026-01-05T00:00:00Z', 'conditional'],
    ['2026-01-31T23:59:59Z', 'conditional'],
    ['2026-02-01T00:00:00Z', 'lawful'],
  ])('at %s answers %s', (at, verdict) => {
    const register = knownAt(registerOf(base), moment(at));
    expect(answerTransfers(askAbout(register, rulebook, day('2026-06-01'))).flows[0]?.verdict).toBe(verdict);
  });

  it('keeps what carries no time, and changes nothing in the register itself', () => {
    const register = registerOf(base);
    const early = knownAt(register, moment('1990-01-01T00:00:00Z'));
    expect([
      early.organisations.size,
      early.flows.size,
      early.instruments.size,
      early.assessments.size,
    ]).toEqual([2, 1, 0, 0]);
    expect(register.instruments.size).toBe(1);
  });

  it('leaves out a flow that was recorded later', () => {
    const [flow] = base.flows ?? [];
    const register = registerOf({ ...base, flows: [{ ...flow, recordedAt: '2026-05-01T00:00:00Z' }] });
    const packed = { ...register, flows: packFlows(register.flows.values()) };
    for (const one of [register, packed]) {
      expect(knownAt(one, moment('2026-04-30T00:00:00Z')).flows.size).toBe(0);
      expect([...knownAt(one, moment('2026-05-01T00:00:00Z')).flows.keys()]).toEqual(['f']);
    }
  });

  // A flow whose recipient was not known yet is undetermined, and the answer must say what is missing.
  it('names an organisation that was not known yet', () => {
    const [de, other] = base.organisations;
    const register = registerOf({
      ...base,
      organisations: [de!, { ...other, recordedAt: '2026-05-01T00:00:00Z' }],
    });
    const known = knownAt(register, moment('2026-03-01T00:00:00Z'));
    const [answer] = answerTransfers(askAbout(known, rulebook, day('2026-03-01'))).flows[0]?.answers ?? [];
    expect(answer?.missing).not.toEqual([]);
  });
});

it('leaves out what was recorded later, of every noun', () => {
  const early = { recordedAt: '2026-01-01T00:00Z' };
  const late = { recordedAt: '2026-03-01T00:00Z' };
  const register = registerOf({
    organisations: [{ id: 'a', ...early }, { id: 'b' }],
    divisions: [
      { id: 'd1', name: 'D', organisation: 'a', ...early },
      { id: 'd2', name: 'D', organisation: 'a', ...late },
    ],
    persons: [
      { id: 'p1', name: 'P', ...early },
      { id: 'p2', name: 'P', ...late },
    ],
    systems: [
      { id: 's1', name: 'S', ...early },
      { id: 's2', name: 'S', ...late },
    ],
    contractors: [
      { id: 'k1', organisation: 'b', ...early },
      { id: 'k2', organisation: 'b', ...late },
    ],
  });
  const known = knownAt(register, moment('2026-02-01T00:00Z'));
  for (const noun of ['divisions', 'persons', 'systems', 'contractors'] as const)
    expect([...known[noun].keys()].map((id) => id.at(-1))).toEqual(['1']);
  expect([...knownAt(register, moment('2026-03-01T00:00Z')).persons.keys()]).toEqual(['p1', 'p2']);
});
