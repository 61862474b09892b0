// Rulebooks: law files checked against each other, and what is in force when.
import { describe, expect, it } from 'vitest';
import { day } from '../../../test/support/ask-register.ts';
import { aLaw, aRule, bookOf, lawInstrument, term } from '../../../test/support/small-rulebook.ts';
import {
  compileRulebook,
  isInForce,
  openRulebook,
  type RulebookText,
  rulesOf,
  turningDays,
} from './rulebook.ts';

function faults(text: Partial<RulebookText>): string[] {
  const compiled = compileRulebook(bookOf(text));
  return compiled.ok ? [] : compiled.fault.map((one) => `${one.code} ${one.at.file}: ${one.at.path}`);
}

const plain = aRule({ id: 'xx.a' });

describe('law files together', () => {
  it('are sound where every name leads somewhere', () => {
    const laws = [
      aLaw({
        id: 'xx.a',
        rules: [
          aRule({ id: 'xx.a', kind: 'territory', members: [{ place: 'DE' }] }),
          aRule({ id: 'xx.a.in', when: { op: 'in', fact: 'destination', territories: ['xx.a'] } }),
          aRule({ id: 'xx.a.no', kind: 'excludes' }),
          aRule({
            id: 'xx.a.may',
            kind: 'permits',
            tool: 'adequacy',
            except: ['xx.a.no'],
            when: { op: 'rule', rule: 'xx.a.in' },
            depends: ['xx.a.duty'],
            for: ['direct', 'afresh'],
            carries: 'nothing',
          }),
          aRule({ id: 'xx.a.duty', kind: 'duty', duty: 'tia' }),
        ],
      }),
    ];
    expect(faults({ laws, terms: [term('duties', 'tia'), term('protections', 'direct')] })).toEqual([]);
  });

  it.each<[string, Partial<RulebookText>, string[]]>([
    [
      'a law that nobody answers as',
      { laws: [aLaw({ id: 'xx.a', laws: ['yy'], rules: [plain] })] },
      ['unknown-term xx.a: laws'],
    ],
    [
      'one id in two files',
      { laws: [aLaw({ id: 'xx.a', rules: [plain] }), aLaw({ id: 'xx.b', rules: [plain] })] },
      ['duplicate-id xx.b: rules[0].id'],
    ],
    [
      'an exception that does not exist',
      { laws: [aLaw({ id: 'xx.a', rules: [aRule({ id: 'xx.a', except: ['xx.gone'] })] })] },
      ['dangling-rule xx.a: rules[0]'],
    ],
    [
      'a condition on a rule that does not exist',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [plain, aRule({ id: 'xx.a.2', when: { op: 'not', of: { op: 'rule', rule: 'xx.gone' } } })],
          }),
        ],
      },
      ['dangling-rule xx.a: rules[1]'],
    ],
    [
      'a duty on which it depends that does not exist',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [aRule({ id: 'xx.a', kind: 'permits', tool: 'x', depends: ['xx.gone'] })],
          }),
        ],
      },
      ['dangling-rule xx.a: rules[0]'],
    ],
    [
      'an exception that takes nothing away',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [aRule({ id: 'xx.a', except: ['xx.a.2'] }), aRule({ id: 'xx.a.2', kind: 'reaches' })],
          }),
        ],
      },
      ['dangling-rule xx.a: rules[0]'],
    ],
    [
      'a territory that is none',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [
              aRule({ id: 'xx.a', when: { op: 'in', fact: 'destination', territories: ['xx.a.2'] } }),
              aRule({ id: 'xx.a.2' }),
            ],
          }),
        ],
      },
      ['dangling-territory xx.a: rules[0]'],
    ],
    [
      'a territory within one that does not exist',
      {
        laws: [
          aLaw({ id: 'xx.a', rules: [aRule({ id: 'xx.a', kind: 'territory', includes: ['xx.gone'] })] }),
        ],
      },
      ['dangling-territory xx.a: rules[0]'],
    ],
    [
      'a duty that is no term',
      {
        laws: [aLaw({ id: 'xx.a', rules: [aRule({ id: 'xx.a', kind: 'duty', duty: 'tiaa' })] })],
        terms: [term('duties', 'tia')],
      },
      ['unknown-term xx.a: rules[0]'],
    ],
    [
      'a protection, a duty that stays and an instrument that are no terms',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [
              aRule({
                id: 'xx.a',
                kind: 'permits',
                instrument: ['scc'],
                for: ['afresh', 'dircet'],
                carries: 'brc',
                leaves: ['x'],
              }),
            ],
          }),
        ],
        terms: [term('protections', 'direct'), term('duties', 'tia'), term('instrument-kinds', 'scc-2021')],
      },
      [
        'unknown-term xx.a: rules[0]',
        'unknown-term xx.a: rules[0]',
        'unknown-term xx.a: rules[0]',
        'unknown-term xx.a: rules[0]',
      ],
    ],
    [
      'a measure that is no term',
      {
        laws: [aLaw({ id: 'xx.a', rules: [aRule({ id: 'xx.a', kind: 'helps', measure: 'x' })] })],
        terms: [term('measures', 'y')],
      },
      ['unknown-term xx.a: rules[0]'],
    ],
    [
      'a rule that asks itself',
      { laws: [aLaw({ id: 'xx.a', rules: [aRule({ id: 'xx.a', when: { op: 'rule', rule: 'xx.a' } })] })] },
      ['rule-circle xx.a: xx.a'],
    ],
    [
      'rules that ask each other across files',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [aRule({ id: 'xx.a', when: { op: 'not', of: { op: 'rule', rule: 'xx.b' } } })],
          }),
          aLaw({ id: 'xx.b', rules: [aRule({ id: 'xx.b', kind: 'means', except: ['xx.a'] })] }),
        ],
      },
      ['rule-circle xx.a: xx.a'],
    ],
    [
      'territories within each other',
      {
        laws: [
          aLaw({
            id: 'xx.a',
            rules: [
              aRule({ id: 'xx.a', kind: 'territory', includes: ['xx.a.2'] }),
              aRule({ id: 'xx.a.2', kind: 'territory', includes: ['xx.a'] }),
            ],
          }),
        ],
      },
      ['rule-circle xx.a: xx.a'],
    ],
  ])('with %s are refused', (_what, text, wanted) => {
    expect(faults(text)).toEqual(wanted);
  });

  it('are asked by a rule that two others ask, which is no circle', () => {
    const ask = (id: string, ...asked: string[]) =>
      aRule({ id, when: { op: 'all', of: asked.map((rule) => ({ op: 'rule', rule }) as const) } });
    const rules = [
      ask('xx.a', 'xx.a.2', 'xx.a.3'),
      ask('xx.a.2', 'xx.a.4'),
      ask('xx.a.3', 'xx.a.4'),
      aRule({ id: 'xx.a.4' }),
    ];
    expect(faults({ laws: [aLaw({ id: 'xx.a', rules })] })).toEqual([]);
  });

  // A duty on which a permit depends must be one: the engine rests on it (try-permit.ts asserts it).
  it('are refused where a permit depends on something that is no duty', () => {
    const rules = [
      aRule({ id: 'xx.a', kind: 'permits', tool: 'x', depends: ['xx.a.2'] }),
      aRule({ id: 'xx.a.2' }),
    ];
    expect(faults({ laws: [aLaw({ id: 'xx.a', rules })] })).toEqual(['dangling-rule xx.a: rules[0]']);
  });

  it('are refused where a rule names a law that nobody answers as', () => {
    const rules = [aRule({ id: 'xx.a', laws: ['nobody'] })];
    expect(faults({ laws: [aLaw({ id: 'xx.a', rules })] })).toEqual(['unknown-term xx.a: rules[0]']);
  });

  // `importer.kind: compny` asks for a word that no register can hold; nothing tells the author.
  it('are refused where a condition compares a fact with a word that it cannot be', () => {
    const rules = [aRule({ id: 'xx.a', when: { op: 'is', fact: 'exporter.role', values: ['contoller'] } })];
    const terms = [term('roles', 'controller'), term('roles', 'processor')];
    expect(faults({ laws: [aLaw({ id: 'xx.a', rules })], terms })).toEqual(['unknown-term xx.a: rules[0]']);
  });
});

describe('time', () => {
  it.each([
    [{}, '1900-01-01', true],
    [{ from: '2020-01-01' }, '2019-12-31', false],
    [{ from: '2020-01-01' }, '2020-01-01', true],
    [{ until: '2020-01-01' }, '2019-12-31', true],
    [{ until: '2020-01-01' }, '2020-01-01', false],
    [{ from: '2020-01-01', until: '2020-01-02' }, '2020-01-01', true],
    [{ from: '2020-01-01', until: '2020-01-02' }, '2020-01-02', false],
  ])('of %j holds %s: %s', (time, on, wanted) => {
    expect(isInForce(time as never, day(on))).toBe(wanted);
  });

  const book = openRulebook(
    bookOf({
      laws: [
        aLaw({
          id: 'xx.a',
          from: day('2020-01-01'),
          rules: [
            aRule({ id: 'xx.a', kind: 'reaches', until: day('2022-01-01') }),
            aRule({ id: 'xx.a.2', kind: 'reaches', from: day('2022-01-01'), laws: ['xx', 'yy'] }),
            aRule({ id: 'xx.a.3', when: { op: 'before', fact: 'date', date: day('2021-05-05') } }),
            aRule({
              id: 'xx.a.4',
              when: { op: 'before', fact: 'instrument.signed-on', date: day('2003-03-03') },
            }),
            aRule({
              id: 'xx.a.5',
              kind: 'territory',
              members: [{ place: 'HR', from: day('2013-07-01'), until: day('2033-07-01') }],
            }),
          ],
        }),
      ],
      instruments: [lawInstrument('xx', { from: day('1998-10-24') })],
    }),
  );
  const ids = (kind: 'reaches' | 'means', law: string | null, on: string, struck: string[] = []) =>
    rulesOf(book, kind, law, day(on), new Set(struck)).map((one) => one.id);

  it('decides which rules of a law there are', () => {
    expect(ids('reaches', 'xx', '2019-12-31')).toEqual([]);
    expect(ids('reaches', 'xx', '2021-12-31')).toEqual(['xx.a']);
    expect(ids('reaches', 'xx', '2022-01-01')).toEqual(['xx.a.2']);
    expect(ids('reaches', 'yy', '2021-12-31')).toEqual([]);
    expect(ids('reaches', null, '2022-01-01')).toEqual(['xx.a.2']);
    expect(ids('means', 'xx', '2022-01-01')).toEqual(['xx.a.3', 'xx.a.4']);
  });

  it('goes on without what is struck, a rule or a whole file', () => {
    expect(ids('means', 'xx', '2022-01-01', ['xx.a.3'])).toEqual(['xx.a.4']);
    expect(ids('means', 'xx', '2022-01-01', ['xx.a'])).toEqual([]);
  });

  it('turns on the days of laws, files, rules, members and of conditions on the day itself', () => {
    expect(turningDays(book)).toEqual([
      '1998-10-24',
      '2013-07-01',
      '2020-01-01',
      '2021-05-05',
      '2022-01-01',
      '2033-07-01',
    ]);
  });

  it('turns on the days that the conditions of a duty ask for', () => {
    const rules = [
      aRule({
        id: 'xx.b',
        kind: 'duty',
        duty: 'tia',
        met: { op: 'before', fact: 'date', date: day('2024-04-04') },
      }),
    ];
    expect(turningDays(openRulebook(bookOf({ laws: [aLaw({ id: 'xx.b', rules })] })))).toContain(
      '2024-04-04',
    );
  });

  it('finds words by list and id', () => {
    const { termOf } = openRulebook(bookOf({ terms: [term('duties', 'tia')] }));
    expect(termOf('duties', 'tia')?.labels.en).toBe('tia');
    expect(termOf('data', 'tia')).toBeUndefined();
  });
});
