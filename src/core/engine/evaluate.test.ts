// Conditions on facts: every way of asking, known and not known, and the edges of each.
import { describe, expect, it } from 'vitest';
import { day } from '../../../test/support/ask-register.ts';
import { aLaw, aRule, bookOf } from '../../../test/support/small-rulebook.ts';
import type { Condition } from '../law/condition.ts';
import type { Law } from '../law/law.ts';
import { compileRulebook, type Rulebook } from '../law/rulebook.ts';
import { doesApply, evaluate, type Ground, isWithin } from './evaluate.ts';
import { type FactValue, known, maybe, type Situation, unknown } from './fact.ts';

function book(laws: readonly Law[]): Rulebook {
  const compiled = compileRulebook(bookOf({ laws }));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return compiled.value;
}

const NOTHING: ReadonlySet<string> = new Set();
const territories = aLaw({
  id: 'xx.t',
  rules: [
    aRule({
      id: 'xx.t',
      kind: 'territory',
      includes: ['xx.t.more'],
      members: [
        { place: 'DE' },
        { place: 'HR', from: day('2013-07-01') },
        { place: 'GB', until: day('2020-02-01') },
        { place: 'GB', from: day('2022-01-01'), until: day('2022-02-01') },
      ],
    }),
    aRule({
      id: 'xx.t.more',
      kind: 'territory',
      from: day('2000-01-01'),
      until: day('2030-01-01'),
      members: [{ place: 'NO' }],
    }),
  ],
});

function ground(on = '2024-05-01', laws: readonly Law[] = [territories], more: Partial<Ground> = {}): Ground {
  return { rulebook: book(laws), on: day(on), struck: NOTHING, departed: NOTHING, ...more };
}

/** Facts by name; a name that is not there is not known and is missing under its own name. */
function facts(given: Readonly<Record<string, FactValue>> = {}): Situation {
  return { ask: (name) => maybe(given[name], name) };
}

const is = (fact: string, ...values: (string | number | boolean)[]): Condition => ({
  op: 'is',
  fact,
  values,
});
const truth = (condition: Condition, given: Readonly<Record<string, FactValue>>, on?: string) =>
  evaluate(condition, facts(given), ground(on)).truth;

describe('a test of one fact', () => {
  it.each<[string, Condition, Readonly<Record<string, FactValue>>, boolean]>([
    ['is the word', is('mode', 'storage'), { mode: 'storage' }, true],
    ['is another word', is('mode', 'storage'), { mode: 'transit' }, false],
    ['is one of the words', is('mode', 'storage', 'transit'), { mode: 'transit' }, true],
    ['is true', is('automated', true), { automated: true }, true],
    ['is false, which is known', is('automated', false), { automated: false }, true],
    ['is not a text that looks alike', is('automated', true), { automated: 'true' }, false],
    ['has one', { op: 'has', fact: 'data', values: ['a', 'b'] }, { data: ['x', 'b'] }, true],
    ['has none', { op: 'has', fact: 'data', values: ['a', 'b'] }, { data: ['x'] }, false],
    ['has none in an empty list', { op: 'has', fact: 'data', values: ['a'] }, { data: [] }, false],
    [
      'has a number',
      { op: 'has', fact: 'instrument.modules', values: [2] },
      { 'instrument.modules': [1, 2] },
      true,
    ],
    ['has all', { op: 'has-all', fact: 'data', values: ['a', 'b'] }, { data: ['b', 'x', 'a'] }, true],
    ['has not all', { op: 'has-all', fact: 'data', values: ['a', 'b'] }, { data: ['a'] }, false],
    ['is before', { op: 'before', fact: 'd', date: day('2021-09-27') }, { d: '2021-09-26' }, true],
    [
      'is not before on the day',
      { op: 'before', fact: 'd', date: day('2021-09-27') },
      { d: '2021-09-27' },
      false,
    ],
    ['is on the day', { op: 'on-or-after', fact: 'd', date: day('2021-09-27') }, { d: '2021-09-27' }, true],
    ['is not yet', { op: 'on-or-after', fact: 'd', date: day('2021-09-27') }, { d: '2021-09-26' }, false],
    ['is over', { op: 'over', fact: 'n', number: 1000 }, { n: 1001 }, true],
    ['is not over at the number', { op: 'over', fact: 'n', number: 1000 }, { n: 1000 }, false],
    ['is at least at the number', { op: 'at-least', fact: 'n', number: 1000 }, { n: 1000 }, true],
    ['is not at least', { op: 'at-least', fact: 'n', number: 1000 }, { n: 999 }, false],
    ['is at most at the number', { op: 'at-most', fact: 'n', number: 1000 }, { n: 1000 }, true],
    ['is not at most', { op: 'at-most', fact: 'n', number: 1000 }, { n: 1001 }, false],
    ['is under', { op: 'under', fact: 'n', number: 1000 }, { n: 999 }, true],
    ['is not under at the number', { op: 'under', fact: 'n', number: 1000 }, { n: 1000 }, false],
    ['is in the territory', { op: 'in', fact: 'p', territories: ['xx.t'] }, { p: 'DE' }, true],
    [
      'is in one of the territories',
      { op: 'in', fact: 'p', territories: ['xx.t.more', 'xx.t'] },
      { p: 'DE' },
      true,
    ],
    ['is elsewhere', { op: 'in', fact: 'p', territories: ['xx.t'] }, { p: 'JP' }, false],
    ['has a place inside', { op: 'any-in', fact: 'ps', territories: ['xx.t'] }, { ps: ['JP', 'DE'] }, true],
    ['has no place inside', { op: 'any-in', fact: 'ps', territories: ['xx.t'] }, { ps: ['JP'] }, false],
    ['has no place at all', { op: 'any-in', fact: 'ps', territories: ['xx.t'] }, { ps: [] }, false],
  ])('%s', (_what, condition, given, wanted) => {
    expect(truth(condition, given)).toBe(wanted);
    const name = Object.keys(given)[0]!;
    expect(evaluate(condition, facts(), ground())).toEqual({
      truth: 'unknown',
      missing: [name],
      presumed: [],
    });
  });

  it.each([
    ['2023-05-01', true],
    ['2023-04-30', false],
    ['2024-05-01', true],
    ['2024-05-02', false],
  ])('made on %s lies within twelve months of 1 May 2024: %s', (made, wanted) => {
    expect(truth({ op: 'within-months', fact: 'm', months: 12 }, { m: made }, '2024-05-01')).toBe(wanted);
  });

  it('made on 29 February lies within twelve months until 28 February', () => {
    const asked: Condition = { op: 'within-months', fact: 'm', months: 12 };
    expect(truth(asked, { m: '2024-02-29' }, '2025-02-28')).toBe(true);
    expect(truth(asked, { m: '2024-02-29' }, '2025-03-01')).toBe(false);
  });
});

describe('a territory', () => {
  it.each([
    ['DE', '1900-01-01', true],
    ['HR', '2013-06-30', false],
    ['HR', '2013-07-01', true],
    ['GB', '2020-01-31', true],
    ['GB', '2020-02-01', false],
    ['GB', '2022-01-15', true],
    ['GB', '2022-02-01', false],
    ['NO', '1999-12-31', false],
    ['NO', '2000-01-01', true],
    ['NO', '2029-12-31', true],
    ['NO', '2030-01-01', false],
    ['JP', '2024-05-01', false],
  ])('holds %s on %s: %s', (place, on, wanted) => {
    expect(isWithin(place, 'xx.t', ground(on))).toBe(wanted);
  });

  it('holds nobody once it is struck, and nothing of an included one that is struck', () => {
    expect(isWithin('DE', 'xx.t', ground(undefined, undefined, { struck: new Set(['xx.t']) }))).toBe(false);
    expect(isWithin('NO', 'xx.t', ground(undefined, undefined, { struck: new Set(['xx.t.more']) }))).toBe(
      false,
    );
    expect(isWithin('DE', 'xx.t', ground(undefined, undefined, { struck: new Set(['xx.t.more']) }))).toBe(
      true,
    );
  });

  it('no longer holds whoever departed', () => {
    const left = ground(undefined, undefined, { departed: new Set(['DE', 'NO']) });
    expect(isWithin('DE', 'xx.t', left)).toBe(false);
    expect(isWithin('NO', 'xx.t', left)).toBe(false);
  });
});

describe('conditions put together', () => {
  const a = is('a', true);
  const b = is('b', true);
  it.each<[string, Condition, Readonly<Record<string, FactValue>>, unknown]>([
    ['all hold', { op: 'all', of: [a, b] }, { a: true, b: true }, { truth: true, missing: [] }],
    [
      'one fails, the other is not known',
      { op: 'all', of: [a, b] },
      { b: false },
      { truth: false, missing: [] },
    ],
    [
      'one holds, the other is not known',
      { op: 'all', of: [a, b] },
      { b: true },
      { truth: 'unknown', missing: ['a'] },
    ],
    ['any of them holds', { op: 'any', of: [a, b] }, { b: true }, { truth: true, missing: [] }],
    [
      'any of them is not known',
      { op: 'any', of: [a, b] },
      { b: false },
      { truth: 'unknown', missing: ['a'] },
    ],
    ['none of two is known', { op: 'any', of: [a, b] }, {}, { truth: 'unknown', missing: ['a', 'b'] }],
    ['not', { op: 'not', of: a }, { a: true }, { truth: false, missing: [] }],
    ['not of what is not known', { op: 'not', of: a }, {}, { truth: 'unknown', missing: ['a'] }],
    ['presumed and not known', { op: 'presumed', of: a }, {}, { truth: true, missing: [], presumed: ['a'] }],
    [
      'presumed and known',
      { op: 'presumed', of: a },
      { a: true },
      { truth: true, missing: [], presumed: [] },
    ],
    [
      'presumed and known to be otherwise',
      { op: 'presumed', of: a },
      { a: false },
      { truth: false, missing: [], presumed: [] },
    ],
    ['if-known and not known', { op: 'if-known', of: a }, {}, { truth: false, missing: [], presumed: ['a'] }],
    [
      'if-known and known',
      { op: 'if-known', of: a },
      { a: true },
      { truth: true, missing: [], presumed: [] },
    ],
    [
      'not of if-known',
      { op: 'not', of: { op: 'if-known', of: a } },
      {},
      { truth: true, missing: [], presumed: ['a'] },
    ],
    [
      'a presumption beside what fails for sure',
      { op: 'all', of: [{ op: 'if-known', of: a }, b] },
      { b: false },
      { truth: false, missing: [], presumed: [] },
    ],
  ])('%s', (_what, condition, given, wanted) => {
    expect(evaluate(condition, facts(given), ground())).toMatchObject(wanted as object);
  });

  it('names a fact that was presumed on the way to what is not known', () => {
    const condition: Condition = { op: 'all', of: [{ op: 'presumed', of: a }, b] };
    expect(evaluate(condition, facts(), ground())).toEqual({
      truth: 'unknown',
      missing: ['b'],
      presumed: ['a'],
    });
  });

  it('asks a fact that nobody can supply, and then names none', () => {
    const nobody: Situation = { ask: () => unknown() };
    expect(evaluate(a, nobody, ground())).toEqual({ truth: 'unknown', missing: [], presumed: [] });
  });
});

describe('a rule', () => {
  const main = aRule({ id: 'xx.a', when: is('a', true), except: ['xx.a.not', 'xx.b'] });
  const not = aRule({ id: 'xx.a.not', kind: 'excludes', when: is('b', true), except: ['xx.a.yet'] });
  const yet = aRule({ id: 'xx.a.yet', kind: 'excludes', when: is('c', true) });
  const later = aRule({ id: 'xx.b', kind: 'excludes', from: day('2025-01-01') });
  const laws = [
    aLaw({ id: 'xx.a', rules: [main, not, yet] }),
    aLaw({ id: 'xx.b', rules: [later], until: day('2026-01-01') }),
  ];
  const applies = (
    given: Readonly<Record<string, FactValue>>,
    on = '2024-05-01',
    more: Partial<Ground> = {},
  ) => doesApply(main, facts(given), ground(on, laws, more));

  it.each<[string, Readonly<Record<string, FactValue>>, unknown]>([
    ['applies where its condition holds and no exception does', { a: true, b: false }, { truth: true }],
    ['does not apply where its condition fails', { a: false }, { truth: false, missing: [] }],
    ['does not apply where an exception does', { a: true, b: true, c: false }, { truth: false }],
    ['applies where the exception has an exception', { a: true, b: true, c: true }, { truth: true }],
    ['is not known where its condition is not', { b: false }, { truth: 'unknown', missing: ['a'] }],
    ['is not known where an exception is not', { a: true }, { truth: 'unknown', missing: ['b', 'c'] }],
    [
      'is not known where the exception of an exception is not',
      { a: true, b: true },
      { truth: 'unknown', missing: ['c'] },
    ],
    ['does not ask exceptions where its condition fails', { a: false, b: true }, { truth: false }],
  ])('%s', (_what, given, wanted) => {
    expect(applies(given)).toMatchObject(wanted as object);
  });

  it('without a condition always applies', () => {
    expect(doesApply(yet, facts({ c: true }), ground(undefined, laws)).truth).toBe(true);
    expect(doesApply(aRule({ id: 'xx.c' }), facts(), ground()).truth).toBe(true);
  });

  it('does not yield to an exception that is not in force, by its own time or that of its file', () => {
    const given = { a: true, b: false };
    expect(applies(given, '2024-12-31').truth).toBe(true);
    expect(applies(given, '2025-01-01').truth).toBe(false);
    expect(applies(given, '2025-12-31').truth).toBe(false);
    expect(applies(given, '2026-01-01').truth).toBe(true);
  });

  it('does not yield to an exception that is struck', () => {
    expect(applies({ a: true, b: true, c: false }, undefined, { struck: new Set(['xx.a.not']) }).truth).toBe(
      true,
    );
  });

  it('does not yield to an exception of a file that is struck', () => {
    expect(applies({ a: true, b: false }, '2025-06-01', { struck: new Set(['xx.b']) }).truth).toBe(true);
    const away = aRule({ id: 'xx.d.not', kind: 'excludes' });
    const held = aRule({ id: 'xx.e', except: ['xx.d.not'] });
    const files = [aLaw({ id: 'xx.d', rules: [away] }), aLaw({ id: 'xx.e', rules: [held] })];
    expect(doesApply(held, facts(), ground(undefined, files, { struck: new Set(['xx.d']) })).truth).toBe(
      true,
    );
  });

  it('asked by another for its condition answers with its exceptions', () => {
    const asking: Condition = { op: 'rule', rule: 'xx.a' };
    expect(evaluate(asking, facts({ a: true, b: false }), ground(undefined, laws)).truth).toBe(true);
    expect(evaluate(asking, facts({ a: true, b: true, c: false }), ground(undefined, laws)).truth).toBe(
      false,
    );
  });

  // A rule of kind `means` that is not in force or struck defines nothing.
  it('asked by another is out of force with its time', () => {
    const old = aRule({ id: 'xx.old', until: day('2020-01-01') });
    const files = [aLaw({ id: 'xx.old', rules: [old] })];
    expect(evaluate({ op: 'rule', rule: 'xx.old' }, facts(), ground('2024-05-01', files)).truth).toBe(false);
  });

  it('that does not exist is our own bug', () => {
    expect(() => evaluate({ op: 'rule', rule: 'xx.gone' }, facts(), ground())).toThrow('Invariant broken');
    expect(() => isWithin('DE', 'xx.gone', ground())).toThrow('Invariant broken');
  });
});

it('knows facts and gaps apart', () => {
  expect(maybe(undefined, 'x')).toEqual({ known: false, missing: ['x'] });
  expect(maybe([], 'x')).toEqual(known([]));
  expect(maybe(false, 'x')).toEqual(known(false));
});
