// Contracts: what the flows need, what is signed, and what binding corporate rules would replace.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  day,
  type Plain,
  type PlainRegister,
  questionOf,
  registerOf,
} from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { days, registers } from '../../../test/support/random-registers.ts';
import { compareContracts } from './contracts.ts';
import { askAbout } from './question.ts';

const rulebook = loadRulebook();
const ON = '2026-06-01';
const member = (id: string, country: string): Plain => ({
  id,
  country,
  kind: 'company',
  regimes: [],
  member: true,
});
const organisations: readonly Plain[] = [
  member('de', 'DE'),
  member('gb', 'GB'),
  member('in', 'IN'),
  member('sg', 'SG'),
  { id: 'ph', country: 'PH', kind: 'company', regimes: [] },
];
const activities: readonly Plain[] = [
  { id: 'crm', controllers: ['de'], purposes: ['customer-support'], data: ['name'] },
  { id: 'hr', controllers: ['de'], purposes: ['payroll'], data: ['name', 'salary'] },
];
const flow = (id: string, from: string, to: string, more: Plain = {}): Plain => ({
  id,
  activity: 'crm',
  from,
  to,
  fromRole: 'controller',
  toRole: 'processor',
  mode: 'disclosure',
  automated: true,
  ...more,
});
const scc = (id: string, parties: readonly string[], more: Plain = {}): Plain => ({
  id,
  kind: 'scc-2021',
  modules: [2],
  parties,
  from: '2021-10-01',
  ...more,
});
const group = (flows: readonly Plain[], more: Partial<PlainRegister> = {}): PlainRegister => ({
  organisations,
  activities,
  flows,
  ...more,
});
const compare = (register: PlainRegister, on = ON) => compareContracts(questionOf(register, rulebook, on));
const mesh = group([
  flow('f', 'de', 'in'),
  flow('g', 'de', 'sg'),
  flow('h', 'de', 'gb'),
  flow('i', 'de', 'in', { activity: 'hr', toRole: 'controller' }),
  flow('j', 'de', 'ph'),
]);

describe('the mesh of clauses', () => {
  it('has one agreement for each pair and module that the flows need, and none where adequacy carries', () => {
    const { scc: found } = compare(mesh);
    expect(
      found.agreements.map((one) => [one.exporter, one.importer, one.module, one.flows, one.activities]),
    ).toEqual([
      ['de', 'in', 2, ['f'], ['crm']],
      ['de', 'sg', 2, ['g'], ['crm']],
      ['de', 'in', 1, ['i'], ['hr']],
      ['de', 'ph', 2, ['j'], ['crm']],
    ]);
    expect([found.needed, found.pairs, found.byModule, found.fullMesh]).toEqual([4, 3, { 1: 1, 2: 3 }, 12]);
  });

  it('counts what is signed with the right module, scope and time', () => {
    const signed = (more: Plain): unknown =>
      compare({ ...mesh, instruments: [scc('s', ['de', 'in'], more)] }).scc.agreements[0]?.signed;
    expect(signed({})).toBe('s');
    expect(signed({ modules: [1] })).toBeNull();
    expect(signed({ activities: ['hr'] })).toBeNull();
    expect(signed({ exporters: ['in'], importers: ['de'] })).toBeNull();
    expect(signed({ until: '2026-06-01' })).toBeNull();
    expect(signed({ from: '2026-06-02' })).toBeNull();
    expect(signed({ kind: 'scc-2010' })).toBeNull();
  });

  it('does not count what is struck', () => {
    const question = questionOf({ ...mesh, instruments: [scc('s', ['de', 'in'])] }, rulebook, ON, {
      without: ['s'],
    });
    expect(compareContracts(question).scc.missing).toHaveLength(4);
  });

  it('says what must be signed again, and why', () => {
    const first = (more: Plain) =>
      compare({ ...group([flow('f', 'de', 'in')]), instruments: [scc('s', ['de', 'in'], more)] }).scc
        .signAgain[0];
    const again = (more: Plain): string | undefined => first(more)?.why;
    const reasonOf = (more: Plain) => first(more)?.reason;
    expect(again({ modules: [1] })).toBe('Module 2 is not among its modules.');
    expect(again({ until: '2026-06-01' })).toBe('It ended on 2026-06-01.');
    expect(again({ exporters: ['in'], importers: ['de'] })).toBe('It binds in the other direction only.');
    expect(again({ activities: ['hr'] })).toContain('do not cover');
    expect(again({ kind: 'scc-2010', processingUnchanged: true })).toContain('no longer carry');
    expect(again({})).toBeUndefined();
    expect(reasonOf({ modules: [1] })).toEqual({ is: 'module', module: 2 });
    expect(reasonOf({ until: '2026-06-01' })).toEqual({ is: 'ended', on: '2026-06-01' });
    expect(reasonOf({ kind: 'scc-2010', processingUnchanged: true })).toEqual({
      is: 'replaced',
      year: '2010',
    });
    expect(again({ parties: ['gb', 'in'] })).toBeUndefined();
  });

  it('says how many change with an activity', () => {
    expect(compare(mesh).scc.onChangeOf).toEqual([
      { activity: 'crm', agreements: 3 },
      { activity: 'hr', agreements: 1 },
    ]);
  });

  it('does not grow by a derogation or by tools that a flow names', () => {
    const named = group([
      flow('f', 'de', 'in', {
        tools: [],
        derogation: { ground: 'contract', necessary: true, occasional: true },
      }),
    ]);
    expect(compare(named).scc.needed).toBe(1);
  });

  it('does not depend on what is signed', () => {
    const signed = {
      ...mesh,
      instruments: [
        scc('s', ['de', 'in']),
        {
          id: 'b',
          kind: 'bcr-c',
          parties: ['de', 'in', 'sg'],
          approval: { authority: 'de-nw-ldi', on: '2021-08-05' },
        },
      ],
    };
    expect(compare(signed).scc.needed).toBe(compare(mesh).scc.needed);
  });

  it('holds what the law of the United Kingdom or of Switzerland alone asks for', () => {
    expect(compare(group([flow('f', 'gb', 'in')])).scc.needed).toBe(1);
  });
});

describe('binding corporate rules', () => {
  it('replace what goes between members, and leave the rest', () => {
    const [controllers, , both] = compare(mesh).bcr;
    expect(controllers?.replaces.map((one) => one.importer)).toEqual(['in', 'sg', 'in']);
    expect(controllers?.leaves.map((one) => one.importer)).toEqual(['ph']);
    expect([controllers?.members, both?.kind]).toEqual([4, 'bcr-c+bcr-p']);
  });

  it('replace nothing in a group without members', () => {
    const strangers = organisations.map(({ member: _member, ...one }) => one);
    for (const one of compare({ ...mesh, organisations: strangers }).bcr)
      expect([one.members, one.replaces.length]).toEqual([0, 0]);
  });
});

it('adds up, in every group', () => {
  fc.assert(
    fc.property(registers({ chains: true }), days, (plain, on) => {
      const register = registerOf(plain);
      const { scc: found, bcr } = compareContracts(askAbout(register, rulebook, day(on)));
      const signed = found.agreements.filter((one) => one.signed !== null);
      expect(found.needed).toBe(found.agreements.length);
      expect(found.needed).toBe(signed.length + found.missing.length);
      expect(Object.values(found.byModule).reduce((sum, count) => sum + count, 0)).toBe(found.needed);
      expect(found.pairs).toBeLessThanOrEqual(found.needed);
      for (const one of found.agreements) {
        expect(one.flows.length).toBeGreaterThan(0);
        for (const id of one.flows) expect(register.flows.has(id)).toBe(true);
        for (const id of [one.exporter, one.importer]) expect(register.organisations.has(id)).toBe(true);
        for (const id of one.activities) expect(register.activities.has(id)).toBe(true);
        if (one.signed !== null) expect(register.instruments.get(one.signed)?.kind).toBe('scc-2021');
      }
      for (const one of found.signAgain) expect(register.instruments.has(one.instrument)).toBe(true);
      for (const one of bcr) {
        const whole = [...one.replaces, ...one.leaves]
          .map((each) => `${each.exporter} ${each.importer} ${each.module}`)
          .sort();
        expect(whole).toEqual(
          found.agreements.map((each) => `${each.exporter} ${each.importer} ${each.module}`).sort(),
        );
      }
    }),
    { numRuns: 80, seed: 20261122 },
  );
}, 60_000);
