// Safeguards on the real law files: tools a flow names, addenda, old clauses, programmes, and the assessments on which they depend.
import { describe, expect, it } from 'vitest';
import { answerOf, type Plain, type PlainRegister } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';

const rulebook = loadRulebook();
const ON = '2026-06-01';
const organisations: readonly Plain[] = [
  { id: 'de', country: 'DE', kind: 'company', regimes: [], member: true },
  { id: 'gb', country: 'GB', kind: 'company', regimes: [], member: true },
  {
    id: 'jp',
    country: 'JP',
    kind: 'company',
    regimes: [],
    member: true,
    standing: { 'appi-business-operator': true, 'appi-supplementary-rules': true },
  },
  { id: 'in', country: 'IN', kind: 'company', regimes: [], member: true },
  { id: 'ph', country: 'PH', kind: 'company', regimes: [] },
];
const activities: readonly Plain[] = [
  {
    id: 'crm',
    controllers: ['de'],
    purposes: ['customer-support'],
    subjects: [{ category: 'customers', countries: ['DE'] }],
    data: ['name', 'email'],
  },
];
const flow = (from: string, to: string, more: Plain = {}): Plain => ({
  id: 'f',
  activity: 'crm',
  from,
  to,
  fromRole: 'controller',
  toRole: 'processor',
  mode: 'disclosure',
  automated: true,
  clearText: true,
  ...more,
});
const scc = (id: string, more: Plain = {}): Plain => ({
  id,
  kind: 'scc-2021',
  modules: [2],
  parties: ['de', 'gb', 'in'],
  from: '2021-10-01',
  ...more,
});
const tia = (id: string, more: Plain): Plain => ({ id, on: '2022-01-01', result: 'equivalent', ...more });
const good = tia('good', { flows: ['f'] });
const answer = (one: Plain, more: Partial<PlainRegister>, on = ON, regime = 'eu-gdpr') =>
  answerOf({ organisations, activities, flows: [one], ...more }, rulebook, on, 'f', regime);

describe('tools that a flow names', () => {
  const two = { instruments: [scc('first'), scc('second')], assessments: [good] };
  it('are the only ones it relies on', () => {
    expect(answer(flow('de', 'in'), two).instrument).toBe('first');
    expect(answer(flow('de', 'in', { tools: ['second'] }), two).instrument).toBe('second');
    expect(answer(flow('de', 'in', { tools: ['first', 'second'] }), two).instrument).toBe('first');
    expect(answer(flow('de', 'in', { tools: [] }), two).verdict).toBe('unlawful');
  });

  it('do not stand against a decision of adequacy', () => {
    expect(answer(flow('de', 'gb', { tools: [] }), two)).toMatchObject({
      verdict: 'lawful',
      tool: 'adequacy',
    });
  });
});

describe('the best tool', () => {
  it('is the one with the fewest open duties, then adequacy before safeguards before derogations', () => {
    const derogation = { ground: 'contract', necessary: true, occasional: true };
    expect(
      answer(flow('de', 'in', { derogation }), { instruments: [scc('s')], assessments: [good] }).tool,
    ).toBe('scc-2021');
    expect(answer(flow('de', 'in', { derogation }), { instruments: [scc('s')] }).tool).toBe('derogation');
    expect(
      answer(flow('de', 'gb', { derogation }), { instruments: [scc('s')], assessments: [good] }).tool,
    ).toBe('adequacy');
  });
});

describe('an assessment', () => {
  const judged = (assessments: readonly Plain[], more: Plain = {}, on = ON) =>
    answer(flow('de', 'in', more), { instruments: [scc('s')], assessments }, on).verdict;
  it.each<[string, readonly Plain[], string]>([
    ['none', [], 'conditional'],
    ['of the flow', [tia('t', { flows: ['f'] })], 'lawful'],
    ['of the instrument', [tia('t', { instrument: 's' })], 'lawful'],
    ['of the country', [tia('t', { country: 'IN' })], 'lawful'],
    ['of another country', [tia('t', { country: 'PH' })], 'conditional'],
    ['of the instrument in another country', [tia('t', { instrument: 's', country: 'PH' })], 'conditional'],
    ['of the future', [tia('t', { flows: ['f'], on: '2026-06-02' })], 'conditional'],
    ['of the day itself', [tia('t', { flows: ['f'], on: ON })], 'lawful'],
    ['without a result', [{ id: 't', flows: ['f'], on: '2022-01-01' }], 'conditional'],
    ['that says no', [tia('t', { flows: ['f'], result: 'not-equivalent' })], 'unlawful'],
    [
      'the newest says no',
      [tia('t', { flows: ['f'] }), tia('u', { country: 'IN', on: '2023-01-01', result: 'not-equivalent' })],
      'unlawful',
    ],
    [
      'the newest says yes',
      [tia('t', { country: 'IN', result: 'not-equivalent' }), tia('u', { flows: ['f'], on: '2023-01-01' })],
      'lawful',
    ],
    [
      'a no of the future',
      [tia('t', { flows: ['f'] }), tia('u', { flows: ['f'], on: '2027-01-01', result: 'not-equivalent' })],
      'lawful',
    ],
    [
      'of one day, the flow is closer than the country',
      [tia('t', { country: 'IN', result: 'not-equivalent' }), tia('u', { flows: ['f'] })],
      'lawful',
    ],
    [
      'of one day, the instrument is closer than the country',
      [tia('t', { country: 'IN', result: 'not-equivalent' }), tia('u', { instrument: 's' })],
      'lawful',
    ],
    [
      'of one day, the flow is closer than the instrument',
      [tia('t', { instrument: 's', result: 'not-equivalent' }), tia('u', { flows: ['f'] })],
      'lawful',
    ],
    [
      'by a problematic law that is applied',
      [tia('t', { flows: ['f'], problematicLaw: true, appliedInPractice: true })],
      'unlawful',
    ],
    [
      'by a problematic law that is not applied',
      [tia('t', { flows: ['f'], problematicLaw: true, appliedInPractice: false })],
      'lawful',
    ],
    [
      'with no measures',
      [tia('t', { flows: ['f'], result: 'equivalent-with-measures', measures: [] })],
      'unlawful',
    ],
    [
      'with measures nobody wrote down',
      [tia('t', { flows: ['f'], result: 'equivalent-with-measures' })],
      'conditional',
    ],
  ])('%s', (_what, assessments, wanted) => {
    expect(judged(assessments)).toBe(wanted);
  });

  it('with encryption helps only where nobody needs the clear text', () => {
    const measured = [
      tia('t', {
        flows: ['f'],
        result: 'equivalent-with-measures',
        measures: ['encryption-exporter-keys'],
        problematicLaw: true,
        appliedInPractice: true,
      }),
    ];
    expect(judged(measured, { clearText: false })).toBe('lawful');
    expect(judged(measured, { clearText: true })).toBe('unlawful');
  });

  it('was not asked before the judgment of 16 July 2020', () => {
    const old = {
      instruments: [
        { id: 'o', kind: 'scc-2010', parties: ['de', 'in'], from: '2015-01-01', processingUnchanged: true },
      ],
    };
    expect(answer(flow('de', 'in'), old, '2020-07-15').verdict).toBe('lawful');
    expect(answer(flow('de', 'in'), old, '2020-07-16').verdict).toBe('conditional');
  });

  it('tells which duty it is and whether it is met', () => {
    const { duties } = answer(flow('de', 'in'), { instruments: [scc('s')] });
    expect(duties).toEqual([
      {
        duty: 'transfer-impact-assessment',
        met: false,
        cite: 'SCC clause 14',
        rule: 'eu.scc.2021-914.clause-14',
      },
    ]);
  });

  // Of two of one day that are equally close the first in the file decides, whatever the other says.
  it('that contradicts another of the same day does not win by its place in the file', () => {
    const two = [tia('t', { flows: ['f'] }), tia('u', { flows: ['f'], result: 'not-equivalent' })];
    expect(judged(two)).toBe(judged([...two].reverse()));
  });

  // An assessment without a date might lie in the future; its day is missing and is not named.
  it('without a day is not taken for one that was made', () => {
    const { verdict, missing } = answer(flow('de', 'in'), {
      instruments: [scc('s')],
      assessments: [{ id: 't', flows: ['f'], result: 'equivalent' }],
    });
    expect([verdict, missing]).toEqual(['conditional', ['assessments.t.on']]);
  });
});

describe('old clauses', () => {
  const old = (more: Plain = {}): Partial<PlainRegister> => ({
    instruments: [
      {
        id: 'o',
        kind: 'scc-2010',
        parties: ['de', 'in'],
        from: '2015-01-01',
        processingUnchanged: true,
        ...more,
      },
    ],
    assessments: [tia('t', { flows: ['f'], on: '2020-08-01' })],
  });
  it('ended with the transition', () => {
    const at = (on: string, more: Plain = {}): string => answer(flow('de', 'in'), old(more), on).verdict;
    expect([at('2021-09-26'), at('2021-09-27'), at('2022-12-27'), at('2022-12-28')]).toEqual([
      'lawful',
      'lawful',
      'lawful',
      'unlawful',
    ]);
    expect(at('2021-09-27', { processingUnchanged: false })).toBe('unlawful');
    expect(at('2021-10-15', { from: '2021-10-01' })).toBe('unlawful');
  });
});

describe('an addendum', () => {
  const signed = (more: Plain = {}, clauses: Plain = {}): Partial<PlainRegister> => ({
    instruments: [
      scc('s', clauses),
      { id: 'a', kind: 'uk-addendum', parties: ['gb', 'in'], from: '2022-12-01', ...more },
    ],
    assessments: [good],
  });
  const judged = (more: Partial<PlainRegister>): unknown => {
    const { verdict, instrument } = answer(flow('gb', 'in'), more, ON, 'uk-gdpr');
    return [verdict, instrument];
  };
  it('amends the clauses between the same parties', () => {
    expect(judged(signed())).toEqual(['lawful', 'a']);
  });

  it('amends nothing where there are none, or none of the right module, direction or time', () => {
    expect(judged({ ...signed(), instruments: signed().instruments?.slice(1) ?? [] })).toEqual([
      'unlawful',
      null,
    ]);
    expect(judged(signed({}, { modules: [1] }))).toEqual(['unlawful', null]);
    expect(judged(signed({}, { parties: ['de', 'in'] }))).toEqual(['unlawful', null]);
    expect(judged(signed({}, { importers: ['gb'] }))).toEqual(['unlawful', null]);
    expect(judged(signed({}, { until: '2026-01-01' }))).toEqual(['unlawful', null]);
  });

  it('is needed: the clauses alone carry nothing from the United Kingdom', () => {
    expect(judged({ instruments: [scc('s')], assessments: [good] })).toEqual(['unlawful', null]);
  });

  it('is open where the clauses are', () => {
    const { modules: _modules, ...silent } = scc('s');
    const found = answer(
      flow('gb', 'in'),
      { ...signed(), instruments: [silent, signed().instruments?.[1] as Plain] },
      ON,
      'uk-gdpr',
    );
    expect(found).toMatchObject({ verdict: 'undetermined', missing: ['instruments.s.modules'] });
  });

  // One set of clauses whose modules are known hides another of which they are not.
  it('is open where one of two sets of clauses is', () => {
    const { modules: _modules, ...silent } = scc('u');
    const two = {
      ...signed({}, { modules: [1] }),
      instruments: [...(signed({}, { modules: [1] }).instruments ?? []), silent],
    };
    expect(answer(flow('gb', 'in'), two, ON, 'uk-gdpr')).toMatchObject({
      verdict: 'undetermined',
      missing: ['instruments.u.modules'],
    });
  });
});

describe('binding corporate rules', () => {
  const rules = (more: Plain = {}): Partial<PlainRegister> => ({
    instruments: [
      {
        id: 'b',
        kind: 'bcr-c',
        parties: ['de', 'in', 'gb'],
        approval: { authority: 'de-nw-ldi', on: '2021-08-05' },
        from: '2021-08-05',
        ...more,
      },
    ],
    assessments: [good],
  });
  it.each<[string, Plain, string]>([
    ['approved in the EEA', {}, 'lawful'],
    ['approved elsewhere', { approval: { authority: 'gb-ico', on: '2021-08-05' } }, 'unlawful'],
    ['approved later', { approval: { authority: 'de-nw-ldi', on: '2026-07-01' } }, 'unlawful'],
    ['approved by nobody knows whom', { approval: { on: '2021-08-05' } }, 'undetermined'],
    [
      'to which the importer acceded in time',
      { accessions: [{ party: 'in', from: '2022-02-01' }] },
      'lawful',
    ],
    [
      'to which the importer has yet to accede',
      { accessions: [{ party: 'in', from: '2026-07-01' }] },
      'unlawful',
    ],
    ['without the importer', { parties: ['de', 'gb'] }, 'unlawful'],
  ])('%s', (_what, more, wanted) => {
    expect(answer(flow('de', 'in'), rules(more)).verdict).toBe(wanted);
  });

  it('bind inside the group along a chain, and nobody outside', () => {
    const register: PlainRegister = {
      organisations,
      activities,
      flows: [
        { ...flow('de', 'in'), id: 'f1' },
        { ...flow('in', 'gb', { fromRole: 'processor', after: ['f1'] }), id: 'f2' },
        { ...flow('in', 'ph', { fromRole: 'processor', after: ['f1'] }), id: 'f3' },
      ],
      ...rules(),
      assessments: [tia('t', { flows: ['f1', 'f2', 'f3'] })],
    };
    const verdicts = ['f1', 'f2', 'f3'].map((id) => answerOf(register, rulebook, ON, id).verdict);
    expect(verdicts).toEqual(['lawful', 'lawful', 'unlawful']);
  });
});

describe('equivalent measures in Japan', () => {
  const checked = (on: string, asked = ON): string =>
    answer(
      flow('jp', 'in'),
      {
        instruments: [{ id: 'm', kind: 'appi-equivalent-measures', parties: ['jp', 'in'] }],
        assessments: [tia('t', { instrument: 'm', on })],
      },
      asked,
      'jp-appi',
    ).verdict;
  it('must be checked within a year', () => {
    expect(checked('2025-06-01')).toBe('lawful');
    expect(checked('2025-05-31')).toBe('conditional');
    expect(checked('2026-06-02')).toBe('conditional');
  });

  it('are replaced by a consent only with all that must be told', () => {
    const consent = (informed: string[], from = '2023-01-01'): string =>
      answer(
        flow('jp', 'in'),
        { instruments: [{ id: 'c', kind: 'appi-consent', parties: ['jp', 'in'], informed, from }] },
        ON,
        'jp-appi',
      ).verdict;
    expect(consent(['country-name', 'protection-system', 'recipient-measures'])).toBe('lawful');
    expect(consent(['country-name'])).toBe('unlawful');
    expect(consent([])).toBe('unlawful');
    expect(consent([], '2022-03-31')).toBe('lawful');
    expect(consent([], '2022-04-01')).toBe('unlawful');
  });
});
