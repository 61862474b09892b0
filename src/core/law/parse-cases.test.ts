// Cases: the four kinds, and each fault once.
import { describe, expect, it } from 'vitest';
import { parseCases } from './parse-cases.ts';

type Plain = Record<string, unknown>;

const ruleCase: Plain = {
  name: 'N',
  rule: 'a.b',
  on: '2024-05-01',
  given: { destination: 'JP' },
  answer: 'applies',
};
const flowCase: Plain = {
  name: 'N',
  on: '2024-05-01',
  register: { organisations: [] },
  expect: [{ flow: 'f1', verdict: 'lawful' }],
};
const completenessCase: Plain = {
  name: 'N',
  on: '2024-05-01',
  register: { organisations: [] },
  completeness: [{ of: 'activities', id: 'a', missing: ['a.b'], score: 0.5 }],
};
const dueCase: Plain = { name: 'N', rule: 'a.b', due: { from: '2026-01-31', expect: { due: '2026-03-02' } } };
const without = (value: Plain, key: string): Plain =>
  Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
const file = (...cases: unknown[]): Plain => ({ format: 'sekisho/cases@1', cases });

function faults(value: unknown): string[] {
  const result = parseCases(value);
  return result.ok ? [] : result.fault.map((one) => `${one.code} ${one.at.path}`);
}

describe('cases', () => {
  it('are of four kinds, told apart by what they ask', () => {
    const result = parseCases(file(ruleCase, flowCase, dueCase, completenessCase));
    expect(result).toMatchObject({
      ok: true,
      value: [
        { is: 'rule', path: 'cases[0]', rule: 'a.b', answer: 'applies' },
        { is: 'flow', path: 'cases[1]', without: [], leaving: [], expect: [{ flow: 'f1' }] },
        { is: 'due', path: 'cases[2]', expect: { due: '2026-03-02' } },
        {
          is: 'completeness',
          path: 'cases[3]',
          expect: [{ of: 'activities', id: 'a', missing: ['a.b'], given: [], not: [], open: [], score: 0.5 }],
        },
      ],
    });
  });

  it('remember who published them', () => {
    const result = parseCases(
      file(
        { ...ruleCase, source: { cite: 'EDPB', url: 'https://example.org' } },
        { ...ruleCase, source: [{ cite: 'ICO' }] },
      ),
    );
    expect(result.ok && result.value.map((one) => one.source)).toEqual([
      { cite: 'EDPB', url: 'https://example.org' },
      { cite: 'ICO' },
    ]);
  });

  it.each<[string, unknown, string[]]>([
    ['no map', [], ['wrong-type ']],
    ['no cases', { format: 'sekisho/cases@1' }, ['missing-key cases']],
    ['an unknown key', { ...file(), case: [] }, ['unknown-key case']],
    ['a case with an unknown key', file({ ...ruleCase, when: 1 }), ['unknown-key cases[0].when']],
    ['a case without a name', file(without(ruleCase, 'name')), ['missing-key cases[0].name']],
    ['a case without a day', file(without(ruleCase, 'on')), ['missing-key cases[0].on']],
    ['a day that does not exist', file({ ...ruleCase, on: '2023-02-29' }), ['bad-date cases[0].on']],
    ['a case without a rule', file(without(ruleCase, 'rule')), ['missing-key cases[0].rule']],
    ['a case without an answer', file(without(ruleCase, 'answer')), ['missing-key cases[0].answer']],
    ['an answer that is none', file({ ...ruleCase, answer: 'yes' }), ['bad-word cases[0].answer']],
    [
      'a fact that does not exist',
      file({ ...ruleCase, given: { destinaton: 'JP' } }),
      ['unknown-fact cases[0].given.destinaton'],
    ],
    ['a register that is none', file({ ...flowCase, register: [] }), ['wrong-type cases[0].register']],
    ['a register and nothing expected', file(without(flowCase, 'expect')), ['missing-key cases[0].expect']],
    [
      'an expectation without a flow',
      file({ ...flowCase, expect: [{ verdict: 'lawful' }] }),
      ['missing-key cases[0].expect[0].flow'],
    ],
    [
      'an expectation with an unknown key',
      file({ ...flowCase, expect: [{ flow: 'f', verdit: 'x' }] }),
      ['unknown-key cases[0].expect[0].verdit'],
    ],
    ['a due time of no rule', file(without(dueCase, 'rule')), ['missing-key cases[0].rule']],
    ['a due time of nothing', file({ ...dueCase, due: 'x' }), ['wrong-type cases[0].due']],
    [
      'a due time with nothing expected',
      file({ ...dueCase, due: { from: '2026-01-31' } }),
      ['wrong-type cases[0].due.expect'],
    ],
  ])('with %s are refused', (_what, value, wanted) => {
    expect(faults(value)).toEqual(wanted);
  });

  it('refuse facts that are no map', () => {
    expect(faults(file({ ...ruleCase, given: 5 }))).toEqual(['wrong-type cases[0].given']);
  });

  it('refuse a verdict that no answer can have', () => {
    expect(faults(file({ ...flowCase, expect: [{ flow: 'f', verdict: 'lawfull' }] }))).toEqual([
      'bad-word cases[0].expect[0].verdict',
    ]);
  });

  it.each<[unknown, string]>([
    [[{ id: 'a' }], 'missing-key cases[0].completeness[0].of'],
    [[{ of: 'activities' }], 'missing-key cases[0].completeness[0].id'],
    [[{ of: 'incidents', id: 'a' }], 'bad-word cases[0].completeness[0].of'],
    [[{ of: 'activities', id: 'a', lacks: [] }], 'unknown-key cases[0].completeness[0].lacks'],
    ['all', 'wrong-type cases[0].completeness'],
  ])('say of a record what it lacks in one way only: %j', (completeness, fault) => {
    expect(faults(file({ ...completenessCase, completeness }))).toContain(fault);
  });

  it('about records come with their register', () => {
    expect(faults(file(without(completenessCase, 'register')))).toContain('wrong-type cases[0].register');
  });
});
