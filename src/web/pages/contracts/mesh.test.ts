// Tests for the mesh as it is drawn.
import { expect, test } from 'vitest';
import type { Agreement } from '../../../core/flows/contracts.ts';
import { type Company, countMesh, linesOf, orderCompanies, shortNames, standingsOf } from './mesh.ts';

const agreement = (exporter: string, importer: string, module: number, rest = {}): Agreement => ({
  exporter,
  importer,
  module,
  flows: ['f'],
  activities: [],
  laws: ['eu-gdpr'],
  signed: null,
  unsigned: ['f'],
  ...rest,
});

const scc = (agreements: readonly Agreement[], again: readonly string[] = []) => ({
  needed: agreements.length,
  pairs: 0,
  byModule: {},
  agreements,
  missing: [],
  signAgain: again.map((flow) => ({
    instrument: 'old',
    flows: [flow],
    reason: { is: 'scope' as const },
    why: 'Its activities or data do not cover what is processed now.',
  })),
  onChangeOf: [],
  fullMesh: 0,
});

const company = (id: string, isMember: boolean, country = 'DE'): Company => ({
  id,
  name: id,
  country,
  isMember,
});

test('what is signed is held, what was signed once is to be signed again, the rest is missing', () => {
  const signed = standingsOf(
    scc(
      [
        agreement('a', 'b', 1, { signed: 's', unsigned: [] }),
        agreement('a', 'c', 2),
        agreement('a', 'd', 2, { unsigned: ['g'] }),
      ],
      ['g'],
    ),
  );
  expect(signed.map((one) => [one.importer, one.standing])).toEqual([
    ['c', 'missing'],
    ['d', 'again'],
    ['b', 'held'],
  ]);
});

test('two that send to each other are one line, both ways, as bad as its worst agreement', () => {
  const signed = standingsOf(
    scc([agreement('a', 'b', 1, { signed: 's', unsigned: [] }), agreement('b', 'a', 1)]),
  );
  const lines = linesOf(signed);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ isBothWays: true, standing: 'missing' });
  const companies = new Map([company('a', true), company('b', false)].map((one) => [one.id, one]));
  expect(countMesh(signed, companies)).toMatchObject({
    all: 2,
    pairs: 1,
    bothWays: 1,
    inside: 0,
    outside: 2,
  });
});

test('members stand first, and strangers only where they sign', () => {
  const signed = standingsOf(scc([agreement('m', 'x', 1)]));
  const order = orderCompanies(
    [company('y', false), company('x', false), company('m', true, 'JP'), company('a', true)],
    signed,
    (a, b) => a.localeCompare(b),
  );
  expect(order.map((one) => one.id)).toEqual(['a', 'm', 'x']);
});

test('a short name leaves out what most members begin with, and is cut between words', () => {
  const member = (name: string, isMember = true): Company => ({ id: name, name, country: 'DE', isMember });
  const short = shortNames(
    [
      member('Example Telecom Switzerland AG'),
      member('Example Telecom Inc.'),
      member('Example Telecom (Shanghai) Co., Ltd.'),
      member('Example Data Centres Germany GmbH'),
      member('Andaman'),
      member('Nimbus Cloud Holdings Inc.', false),
      member('Rheinwerkmaschinenbaugesellschaft', false),
    ],
    17,
    6,
  );
  expect([...short.values()]).toEqual([
    'Switzerland AG',
    'Telecom Inc.',
    '(Shanghai) Co…',
    'Data Centres…',
    'Andaman',
    'Nimbus Cloud…',
    'Rheinwerkmaschin…',
  ]);
  expect(shortNames([member('One'), member('Two')], 17, 6).get('One')).toBe('One');
});
