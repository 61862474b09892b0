// Conditions: good and bad twins as lists, and that every fact and way of asking in FORMAT.md is known.
import { describe, expect, it } from 'vitest';
import { Reading } from '../base/reading.ts';
import type { Condition } from './condition.ts';
import { rulesAsked, territoriesAsked } from './condition.ts';
import { FACT_NAMES, factKind } from './fact-names.ts';
import { readCondition } from './parse-condition.ts';

function read(value: unknown): { condition: Condition | undefined; faults: { code: string; at: string }[] } {
  const reading = new Reading();
  const condition = readCondition(reading, value, null);
  return { condition, faults: reading.faults().map(({ code, at }) => ({ code, at: at.path })) };
}

const flag = { automated: true };

/** A bad condition, its sound twin, and the fault of the bad one. */
const TWINS: readonly [string, unknown, unknown, string, string][] = [
  [
    'one key only',
    { automated: true, mode: 'transit' },
    { all: [flag, { mode: 'transit' }] },
    'bad-condition',
    '',
  ],
  ['one key at least', {}, flag, 'bad-condition', ''],
  ['a map', 'automated', flag, 'wrong-type', ''],
  ['a map, not a list', [flag], flag, 'wrong-type', ''],
  ['a map, not nothing', null, flag, 'wrong-type', ''],
  ['something under all', { all: [] }, { all: [flag] }, 'bad-condition', 'all'],
  ['something under any', { any: [] }, { any: [flag] }, 'bad-condition', 'any'],
  ['a list under all', { all: flag }, { all: [flag] }, 'wrong-type', 'all'],
  ['a condition under not', { not: true }, { not: flag }, 'wrong-type', 'not'],
  ['a condition under presumed', { presumed: [flag] }, { presumed: flag }, 'wrong-type', 'presumed'],
  ['a condition under if-known', { 'if-known': 'x' }, { 'if-known': flag }, 'wrong-type', 'if-known'],
  ['the id of a rule', { rule: 'a b' }, { rule: 'eu.gdpr.art-4' }, 'bad-id', 'rule'],
  ['a fact that exists', { destinaton: 'JP' }, { destination: 'JP' }, 'unknown-fact', 'destinaton'],
  [
    'a fact of an organisation that exists',
    { 'importer.contry': 'JP' },
    { 'importer.country': 'JP' },
    'unknown-fact',
    '["importer.contry"]',
  ],
  [
    'one word for a standing',
    { 'importer.standing.us.dpf': true },
    { 'importer.standing.us-dpf': true },
    'unknown-fact',
    '["importer.standing.us.dpf"]',
  ],
  [
    'a list asked as a list',
    { purposes: 'payroll' },
    { purposes: { has: ['payroll'] } },
    'bad-condition',
    'purposes',
  ],
  [
    'places asked as places',
    { 'subject-countries': ['DE'] },
    { 'subject-countries': { 'any-in': 'eu.territory.eea' } },
    'bad-condition',
    'subject-countries',
  ],
  [
    'numbers asked as a list',
    { 'instrument.modules': 2 },
    { 'instrument.modules': { has: 2 } },
    'bad-condition',
    '["instrument.modules"]',
  ],
  ['a flag compared with a flag', { automated: 'yes' }, { automated: false }, 'bad-condition', 'automated'],
  ['a value', { mode: null }, { mode: 'storage' }, 'wrong-type', 'mode'],
  ['at least one value', { mode: [] }, { mode: ['storage'] }, 'bad-condition', 'mode'],
  ['plain values', { mode: [['storage']] }, { mode: ['storage', 'transit'] }, 'wrong-type', 'mode'],
  ['a known way of asking', { data: { hat: ['a'] } }, { data: { has: ['a'] } }, 'bad-condition', 'data'],
  [
    'one way of asking',
    { data: { has: ['a'], 'has-all': ['b'] } },
    { data: { 'has-all': ['a', 'b'] } },
    'bad-condition',
    'data',
  ],
  ['a way of asking', { data: {} }, { data: { has: 'a' } }, 'bad-condition', 'data'],
  ['has of a list only', { mode: { has: ['transit'] } }, { mode: 'transit' }, 'bad-condition', 'mode.has'],
  ['something that it has', { data: { has: [] } }, { data: { has: ['a'] } }, 'bad-condition', 'data.has'],
  [
    'in of a place only',
    { mode: { in: 'eu.territory.eea' } },
    { destination: { in: 'eu.territory.eea' } },
    'bad-condition',
    'mode.in',
  ],
  [
    'any-in of places only',
    { destination: { 'any-in': 'eu.territory.eea' } },
    { destination: { in: ['eu.territory.eea', 'uk.territory.uk'] } },
    'bad-condition',
    'destination.any-in',
  ],
  [
    'before of a date only',
    { destination: { before: '2020-01-01' } },
    { date: { before: '2020-01-01' } },
    'bad-condition',
    'destination.before',
  ],
  [
    'a date that exists',
    { date: { before: '2020-02-30' } },
    { date: { before: '2020-02-29' } },
    'bad-date',
    'date.before',
  ],
  [
    'a date in full',
    { date: { 'on-or-after': 2020 } },
    { date: { 'on-or-after': '2020-01-01' } },
    'bad-date',
    'date.on-or-after',
  ],
  [
    'months that are a number',
    { 'assessment.made-on': { 'within-months': '12' } },
    { 'assessment.made-on': { 'within-months': 12 } },
    'wrong-type',
    '["assessment.made-on"].within-months',
  ],
  [
    'at least one month',
    { 'assessment.made-on': { 'within-months': 0 } },
    { 'assessment.made-on': { 'within-months': 1 } },
    'bad-number',
    '["assessment.made-on"].within-months',
  ],
  [
    'over of a number only',
    { 'incident.role': { over: 3 } },
    { 'incident.persons': { over: 3 } },
    'bad-condition',
    '["incident.role"].over',
  ],
  [
    'a number that is none below zero',
    { 'incident.persons': { 'at-least': -1 } },
    { 'incident.persons': { 'at-least': 0 } },
    'bad-number',
    '["incident.persons"].at-least',
  ],
  [
    'a fault deep inside found there',
    { all: [flag, { not: { any: [flag, { mod: 'x' }] } }] },
    { all: [flag, { not: { any: [flag, { mode: 'x' }] } }] },
    'unknown-fact',
    'all[1].not.any[1].mod',
  ],
];

describe('a condition', () => {
  it.each(TWINS)('wants %s', (_what, bad, good, code, at) => {
    expect(read(bad).faults).toEqual([{ code, at }]);
    expect(read(good).faults).toEqual([]);
    expect(read(good).condition).toBeDefined();
  });

  it.each<[unknown, Condition]>([
    [{ automated: true }, { op: 'is', fact: 'automated', values: [true] }],
    [{ mode: ['storage', 'transit'] }, { op: 'is', fact: 'mode', values: ['storage', 'transit'] }],
    [{ data: { has: 'a' } }, { op: 'has', fact: 'data', values: ['a'] }],
    [{ data: { 'has-all': ['a', 'b'] } }, { op: 'has-all', fact: 'data', values: ['a', 'b'] }],
    [{ destination: { in: 'x' } }, { op: 'in', fact: 'destination', territories: ['x'] }],
    [
      { 'subject-countries': { 'any-in': ['x', 'y'] } },
      { op: 'any-in', fact: 'subject-countries', territories: ['x', 'y'] },
    ],
    [{ 'incident.persons': { under: 5 } }, { op: 'under', fact: 'incident.persons', number: 5 }],
    [{ not: { rule: 'a.b' } }, { op: 'not', of: { op: 'rule', rule: 'a.b' } }],
  ])('%j is read as it is written', (value, wanted) => {
    expect(read(value).condition).toEqual(wanted);
  });

  it('with several faults tells all of them', () => {
    const { faults } = read({ any: [{ mod: 1 }, { automated: 'x' }, { data: { has: [] } }] });
    expect(faults.map((one) => one.code)).toEqual(['unknown-fact', 'bad-condition', 'bad-condition']);
  });

  it('says which fact may have been meant', () => {
    const reading = new Reading();
    readCondition(reading, { 'exporter.rol': 'controller' }, null);
    expect(reading.faults()[0]?.hint).toContain("'exporter.role'");
  });

  it('names the rules and the territories that it asks, however deep', () => {
    const { condition } = read({
      all: [
        { rule: 'a' },
        { not: { any: [{ presumed: { rule: 'b' } }, { destination: { in: ['x', 'y'] } }] } },
        { 'if-known': { 'subject-countries': { 'any-in': 'z' } } },
      ],
    });
    expect(condition && rulesAsked(condition)).toEqual(['a', 'b']);
    expect(condition && territoriesAsked(condition)).toEqual(['x', 'y', 'z']);
  });
});

describe('the facts', () => {
  it('can each be asked in a way that fits their kind, and in no other', () => {
    const ways: Readonly<Record<string, unknown>> = {
      word: 'x',
      flag: true,
      place: { in: 'x' },
      words: { has: 'x' },
      numbers: { has: 1 },
      places: { 'any-in': 'x' },
      date: { before: '2020-01-01' },
      number: { over: 1 },
    };
    for (const [name, kind] of FACT_NAMES) {
      const asked = name.replace('*', 'us-dpf');
      for (const [other, way] of Object.entries(ways)) {
        const sound = read({ [asked]: way }).faults.length === 0;
        if (other === kind) expect(sound, `${asked} as ${other}`).toBe(true);
        // A word may be compared with anything plain; so may a place, a date and a number.
        else if (other !== 'word' && other !== 'flag' && !(kind === 'words' && other === 'numbers')) {
          const alike = ['words', 'numbers', 'places'].includes(kind) && ['words', 'numbers'].includes(other);
          expect(sound, `${asked} as ${other}`).toBe(alike);
        }
      }
    }
  });

  it.each([
    ['importer.standing.us-dpf', 'flag'],
    ['sender.covers.us-dpf', 'words'],
    ['exporter.covers-activity.us-dpf', 'flag'],
    ['importer.standing', undefined],
    ['recipient.country', undefined],
    ['derogation.consent', undefined],
    ['', undefined],
    ['.*', undefined],
  ])('%s is of the kind %s', (name, kind) => {
    expect(factKind(name)).toBe(kind);
  });
});
