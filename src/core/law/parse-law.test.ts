// Law files: a sound one of every kind of rule, and each fault once, at its place.
import { describe, expect, it } from 'vitest';
import type { Issue } from '../base/issue.ts';
import type { Result } from '../base/result.ts';
import { parseLaw, parseLawInstrument } from './parse-law.ts';

type Plain = Record<string, unknown>;

const says = { en: 'A sentence.', ja: '文。', de: 'Ein Satz.' };
const source = [{ cite: 'Act, Art. 1', url: 'https://example.org/act', read: '2026-01-05' }];
const rule: Plain = {
  id: 'xx.act.art-1',
  kind: 'means',
  says,
  cites: ['Act Art. 1'],
  when: { automated: true },
};
const law: Plain = {
  format: 'sekisho/law@1',
  id: 'xx.act.art-1',
  laws: ['xx'],
  title: says,
  source,
  rules: [rule],
};
const permit: Plain = { ...rule, kind: 'permits', tool: 'adequacy' };
const duty: Plain = { ...rule, kind: 'duty', duty: 'notify-authority' };
const asks: Plain = {
  ...rule,
  kind: 'asks',
  of: 'activities',
  as: 'controller',
  field: 'retention',
  strength: 'must',
};
const due: Plain = { start: 'aware', period: { hours: 72 } };
const instrument: Plain = {
  format: 'sekisho/instrument@1',
  id: 'xx.act',
  answers: 'xx',
  name: says,
  short: says,
  source,
};

const read = (value: unknown) => parseLaw(value, 'xx.act.art-1');
const withRule = (more: Plain): Plain => ({ ...law, rules: [{ ...rule, ...more }] });
const { when: _when, ...ruleOfPlaces } = rule;
const withTerritory = (more: Plain): Plain => ({
  ...law,
  rules: [{ ...ruleOfPlaces, kind: 'territory', ...more }],
});
const withPermit = (more: Plain): Plain => ({ ...law, rules: [{ ...permit, ...more }] });
const withDuty = (more: Plain): Plain => ({ ...law, rules: [{ ...duty, ...more }] });
const without = (value: Plain, key: string): Plain =>
  Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));

function faults<T>(result: Result<T, readonly Issue[]>): string[] {
  return result.ok ? [] : result.fault.map((one) => `${one.code} ${one.at.path}`);
}

describe('a law file', () => {
  it('is read with what stands in it', () => {
    const result = read({
      ...law,
      from: '2020-01-01',
      until: '2021-01-01',
      ended: { by: 'Court', why: says },
      note: 'n',
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: 'xx.act.art-1',
        laws: ['xx'],
        from: '2020-01-01',
        until: '2021-01-01',
        ended: { by: 'Court' },
        note: 'n',
        rules: [
          { id: 'xx.act.art-1', file: 'xx.act.art-1', kind: 'means', laws: ['xx'], except: [], source },
        ],
      },
    });
  });

  it('hands its laws, sources and doubts down to rules that have none of their own', () => {
    const result = read({
      ...law,
      unverified: 'the date',
      rules: [rule, { ...rule, id: 'xx.act.art-1.2', laws: ['yy'], unverified: 'the text' }],
    });
    expect(result.ok && result.value.rules).toMatchObject([
      { laws: ['xx'], unverified: 'the date' },
      { laws: ['yy'], unverified: 'the text' },
    ]);
  });

  it.each<[string, Plain, Plain]>([
    ['means', {}, { kind: 'means' }],
    ['reaches', { kind: 'reaches' }, { kind: 'reaches' }],
    ['transfer', { kind: 'transfer', except: ['xx.act.art-2'] }, { except: ['xx.act.art-2'] }],
    ['no-transfer', { kind: 'no-transfer' }, { kind: 'no-transfer' }],
    ['excludes', { kind: 'excludes' }, { kind: 'excludes' }],
    ['helps', { kind: 'helps', measure: 'transport-encryption' }, { measure: 'transport-encryption' }],
    [
      'territory',
      {
        kind: 'territory',
        when: undefined,
        includes: ['a.b'],
        members: [{ place: 'HR', from: '2013-07-01', cite: 'Treaty' }],
      },
      { includes: ['a.b'], members: [{ place: 'HR', from: '2013-07-01' }] },
    ],
    [
      'permits',
      { kind: 'permits', instrument: ['scc-2021'] },
      { tier: 'safeguard', bound: 'both', for: ['direct', 'afresh'], carries: 'safeguards' },
    ],
    [
      'permits by adequacy',
      { kind: 'permits', tool: 'adequacy' },
      { tier: 'adequacy', carries: 'safeguards', instrument: [] },
    ],
    [
      'permits by derogation',
      { kind: 'permits', tool: 'derogation' },
      { tier: 'derogation', carries: 'derogation' },
    ],
    [
      'duty',
      { kind: 'duty', duty: 'tia', met: { automated: true }, broken: { automated: false } },
      { duty: 'tia' },
    ],
    [
      'duty with a clock',
      { kind: 'duty', duty: 'notify', 'owed-by': 'controller', to: 'authority', stage: 'initial', due },
      {
        owedBy: 'controller',
        to: 'authority',
        stage: 'initial',
        due: { start: 'aware', period: { hours: 72 }, counting: 'plain', calendar: 'place' },
      },
    ],
    [
      'duty with an extension and a guide',
      {
        kind: 'duty',
        duty: 'answer',
        due: {
          ...due,
          period: { months: 1 },
          counting: 'eu-1182-71',
          calendar: 'JP',
          extension: { months: 2, grounds: 'complexity', notice: { months: 1 } },
          'total-months-max': 3,
          guide: { 'target-day': 3, 'outer-day': 5 },
        },
      },
      {
        due: {
          extension: { period: { months: 2 }, grounds: 'complexity', notice: { months: 1 } },
          totalMonthsMax: 3,
          guide: { targetDay: 3, outerDay: 5 },
          calendar: 'JP',
        },
      },
    ],
  ])('may hold a rule of kind %s', (_kind, more, wanted) => {
    const written = Object.fromEntries(
      Object.entries({ ...rule, ...more }).filter(([, value]) => value !== undefined),
    );
    const result = read({ ...law, rules: [written] });
    expect(faults(result)).toEqual([]);
    expect(result.ok && result.value.rules[0]).toMatchObject(wanted);
  });

  it.each<[string, unknown, string[]]>([
    ['no map', [], ['wrong-type ']],
    ['an unknown key', { ...law, ruels: [] }, ['unknown-key ruels']],
    ['no id', without(law, 'id'), ['missing-key id']],
    ['an id that is not its path', { ...law, id: 'xx.act.art-9' }, ['bad-id id']],
    ['no laws', without(law, 'laws'), ['missing-key laws']],
    ['no title', without(law, 'title'), ['missing-key title']],
    ['a title without German', { ...law, title: without(says, 'de') }, ['missing-key title.de']],
    ['an empty title', { ...law, title: { ...says, ja: ' ' } }, ['empty-text title.ja']],
    ['no source', without(law, 'source'), ['missing-key source']],
    ['an empty list of sources', { ...law, source: [] }, ['missing-key source']],
    [
      'a source without a citation',
      { ...law, source: [{ url: 'https://example.org', read: '2026-01-05' }] },
      ['missing-key source[0].cite'],
    ],
    ['a source that nobody read', { ...law, source: [{ cite: 'Act' }] }, ['missing-key source']],
    [
      'a source read nowhere',
      { ...law, source: [{ cite: 'Act', read: '2026-01-05' }] },
      ['missing-key source'],
    ],
    [
      'a source at no web address',
      { ...law, source: [{ ...source[0], url: 'example.org' }] },
      ['bad-url source[0].url', 'missing-key source'],
    ],
    [
      'a source read on no day',
      { ...law, source: [{ ...source[0], read: '2026-13-01' }] },
      ['bad-date source[0].read', 'missing-key source'],
    ],
    [
      'an end before its start',
      { ...law, from: '2020-01-01', until: '2020-01-01' },
      ['end-before-start until'],
    ],
    ['an end by nobody', { ...law, ended: { why: says } }, ['missing-key ended.by']],
    ['an end without a reason', { ...law, ended: { by: 'Court' } }, ['missing-key ended.why']],
    ['no rules', without(law, 'rules'), ['missing-key rules']],
    ['rules that are no list', { ...law, rules: {} }, ['wrong-type rules']],
    ['two rules of one name', { ...law, rules: [rule, rule] }, ['duplicate-id rules[1]']],
    ['a rule that is none', { ...law, rules: ['x'] }, ['wrong-type rules[0]']],
    ['a rule that is nothing', { ...law, rules: [null] }, ['wrong-type rules[0]']],
    ['an unknown kind of rule', withRule({ kind: 'permit' }), ['bad-word rules[0].kind']],
    ['a rule without a kind', { ...law, rules: [without(rule, 'kind')] }, ['missing-key rules[0].kind']],
    ['a rule without an id', { ...law, rules: [without(rule, 'id')] }, ['missing-key rules[0].id']],
    ['a rule of another file', withRule({ id: 'xx.act.art-10' }), ['bad-id rules[0].id']],
    ['a rule without words', { ...law, rules: [without(rule, 'says')] }, ['missing-key rules[0].says']],
    ['a rule without citations', { ...law, rules: [without(rule, 'cites')] }, ['missing-key rules[0].cites']],
    ['a rule with a key of another kind', withRule({ tier: 'adequacy' }), ['unknown-key rules[0].tier']],
    ['a condition that is none', withRule({ when: { mod: 'x' } }), ['unknown-fact rules[0].when.mod']],
    ['exceptions that are no ids', withRule({ except: ['a b'] }), ['bad-id rules[0].except[0]']],
    ['a tool without a name', withPermit({ tool: undefined }), ['missing-key rules[0].tool']],
    ['an unknown tier', withPermit({ tier: 'best' }), ['bad-word rules[0].tier']],
    ['an unknown bond', withPermit({ bound: 'all' }), ['bad-word rules[0].bound']],
    ['a measure that helps without a name', withRule({ kind: 'helps' }), ['missing-key rules[0].measure']],
    ['a duty without a name', withDuty({ duty: undefined }), ['missing-key rules[0].duty']],
    ['an unknown stage', withDuty({ stage: 'last' }), ['bad-word rules[0].stage']],
    ['a clock without a start', withDuty({ due: without(due, 'start') }), ['missing-key rules[0].due.start']],
    [
      'a clock without a period',
      withDuty({ due: without(due, 'period') }),
      ['missing-key rules[0].due.period'],
    ],
    [
      'a period that is none',
      withDuty({ due: { ...due, period: { years: 1 } } }),
      ['bad-period rules[0].due.period'],
    ],
    [
      'a period of no length',
      withDuty({ due: { ...due, period: { hours: 0 } } }),
      ['bad-period rules[0].due.period'],
    ],
    [
      'an unknown counting',
      withDuty({ due: { ...due, counting: 'jp' } }),
      ['bad-word rules[0].due.counting'],
    ],
    [
      'an extension without grounds',
      withDuty({ due: { ...due, extension: { months: 2 } } }),
      ['missing-key rules[0].due.extension.grounds'],
    ],
    [
      'an extension by nothing',
      withDuty({ due: { ...due, extension: { grounds: 'x' } } }),
      ['bad-period rules[0].due.extension'],
    ],
    [
      'half a guide',
      withDuty({ due: { ...due, guide: { 'target-day': 3 } } }),
      ['missing-key rules[0].due.guide'],
    ],
    [
      'too many months',
      withDuty({ due: { ...due, 'total-months-max': 121 } }),
      ['bad-number rules[0].due.total-months-max'],
    ],
    [
      'a place that is none',
      withTerritory({ members: [{ place: 'Croatia' }] }),
      ['bad-country rules[0].members[0].place'],
    ],
    [
      'a member without a place',
      withTerritory({ members: [{ from: '2013-07-01' }] }),
      ['missing-key rules[0].members[0].place'],
    ],
    [
      'a member that left before it came',
      withTerritory({ members: [{ place: 'HR', from: '2014-01-01', until: '2013-01-01' }] }),
      ['end-before-start rules[0].members[0].until'],
    ],
  ])('with %s is refused', (_what, value, wanted) => {
    expect(faults(read(value))).toEqual(wanted);
  });

  it('tells all its faults at once', () => {
    const result = read({
      ...law,
      id: 'x',
      colour: 1,
      rules: [
        { ...rule, when: { mod: 1 }, cites: 'x' },
        { ...permit, tier: 'x' },
      ],
    });
    expect(faults(result)).toEqual([
      'unknown-key colour',
      'bad-id id',
      'wrong-type rules[0].cites',
      'unknown-fact rules[0].when.mod',
      'bad-word rules[1].tier',
    ]);
  });

  it('needs no source that was read where it says what is unverified', () => {
    expect(faults(read({ ...law, source: [{ cite: 'Act' }], unverified: 'all of it' }))).toEqual([]);
  });

  // FORMAT.md: a territory has no `when`. It is read and then asked by nobody.
  it('refuses a condition on a territory, which nobody would ask', () => {
    expect(faults(read(withRule({ kind: 'territory' })))).toEqual(['unknown-key rules[0].when']);
  });
});

describe('a law as a whole', () => {
  const readWhole = (value: unknown) => parseLawInstrument(value, 'xx.act.instrument');

  it('is read with the name under which it answers', () => {
    const result = readWhole({ ...instrument, from: '2018-05-25' });
    expect(result).toMatchObject({ ok: true, value: { id: 'xx.act', answers: 'xx', from: '2018-05-25' } });
  });

  it.each<[string, unknown, string[]]>([
    ['no map', null, ['wrong-type ']],
    ['no id', without(instrument, 'id'), ['missing-key id']],
    ['another id', { ...instrument, id: 'xx.other' }, ['bad-id id']],
    ['no name for answers', without(instrument, 'answers'), ['missing-key answers']],
    ['no name', without(instrument, 'name'), ['missing-key name']],
    ['no short name', without(instrument, 'short'), ['missing-key short']],
    ['no source', without(instrument, 'source'), ['missing-key source']],
    ['an unknown key', { ...instrument, rules: [] }, ['unknown-key rules']],
    [
      'an end before its start',
      { ...instrument, from: '2018-05-25', until: '2018-05-24' },
      ['end-before-start until'],
    ],
  ])('with %s is refused', (_what, value, wanted) => {
    expect(faults(readWhole(value))).toEqual(wanted);
  });
});

describe('a rule that asks for a field', () => {
  const withAsks = (more: Plain): Plain => ({ ...law, rules: [{ ...asks, ...more }] });
  const first = (value: Plain) => {
    const result = read(value);
    return result.ok ? result.value.rules[0] : result.fault;
  };

  it('is read with the record, the capacity, the fields and the strength', () => {
    expect(
      first(withAsks({ or: ['retentionCriterion', 'retentionByData'], instrument: 'scc-2021' })),
    ).toMatchObject({
      kind: 'asks',
      of: 'activities',
      as: ['controller'],
      fields: ['retention', 'retentionCriterion', 'retentionByData'],
      instrument: ['scc-2021'],
      strength: 'must',
    });
    const anybody = without(asks, 'as');
    expect(first({ ...law, rules: [{ ...anybody, or: 'security' }] })).toMatchObject({
      as: [],
      fields: ['retention', 'security'],
      instrument: [],
    });
    expect(first(withAsks({ as: ['controller', 'processor'], strength: 'should' }))).toMatchObject({
      as: ['controller', 'processor'],
      strength: 'should',
    });
  });

  it.each([
    ['of', 'missing-key rules[0].of'],
    ['field', 'missing-key rules[0].field'],
    ['strength', 'missing-key rules[0].strength'],
  ])('says when it does not say %s', (key, fault) => {
    expect(faults(read({ ...law, rules: [without(asks, key)] }))).toContain(fault);
  });

  it.each<[Plain, string]>([
    [{ of: 'incidents' }, 'rules[0].of'],
    [{ as: 'owner' }, 'rules[0].as'],
    [{ as: ['controller', 'owner'] }, 'rules[0].as[1]'],
    [{ field: 'retentoin' }, 'rules[0].field'],
    [{ field: 'stores' }, 'rules[0].field'],
    [{ or: ['retentionCriterion', 'stores'] }, 'rules[0].or[1]'],
    [{ strength: 'may' }, 'rules[0].strength'],
  ])('refuses %j', (more, path) => {
    expect(faults(read(withAsks(more))).map((fault) => fault.split(' ')[1])).toEqual([path]);
  });

  it('keeps its keys to itself', () => {
    expect(faults(read(withDuty({ field: 'retention' })))).toEqual(['unknown-key rules[0].field']);
    expect(faults(read(withAsks({ due })))).toEqual(['unknown-key rules[0].due']);
  });
});
