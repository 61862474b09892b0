// What if: what changes, in numbers and flow by flow, and whether what is proposed heals what it says once it is signed.
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
import { VERDICTS } from './answer.ts';
import { endsOf } from './flow-facts.ts';
import { askAbout, type Question } from './question.ts';
import type { Instrument, InstrumentKind, Register } from './register.ts';
import type { Remedy } from './remedies.ts';
import { answerTransfers } from './transfers.ts';
import { answerWhatIf, countVerdicts } from './what-if.ts';
import { INFORMATION_ITEMS } from './words.ts';

const rulebook = loadRulebook();
const ON = '2026-06-01';
const organisations: readonly Plain[] = [
  { id: 'de', country: 'DE', kind: 'company', regimes: [], member: true },
  { id: 'gb', country: 'GB', kind: 'company', regimes: [], member: true },
  {
    id: 'us',
    country: 'US',
    kind: 'company',
    regimes: [],
    member: true,
    standing: { 'us-dpf': { covers: ['hr', 'non-hr'] } },
  },
  { id: 'in', country: 'IN', kind: 'company', regimes: [], member: true },
];
const activities: readonly Plain[] = [
  {
    id: 'crm',
    controllers: ['de'],
    purposes: ['customer-support'],
    subjects: [{ category: 'customers', countries: ['DE'] }],
    data: ['name'],
  },
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
  clearText: true,
  ...more,
});
const group = (flows: readonly Plain[], more: Partial<PlainRegister> = {}): PlainRegister => ({
  organisations,
  activities,
  flows,
  ...more,
});
const two = group([flow('f', 'de', 'us'), flow('g', 'de', 'in'), flow('h', 'de', 'de')]);
const DPF = 'eu.adequacy.us-dpf-2023';

describe('a what-if', () => {
  it('counts before and after, and lists what changed', () => {
    const found = answerWhatIf(questionOf(two, rulebook, ON, { without: [DPF] }));
    expect(found.before).toEqual({
      'not-a-transfer': 1,
      lawful: 1,
      conditional: 0,
      undetermined: 0,
      unlawful: 1,
    });
    expect(found.after).toEqual({
      'not-a-transfer': 1,
      lawful: 0,
      conditional: 0,
      undetermined: 0,
      unlawful: 2,
    });
    expect(found.changed).toEqual([
      {
        flow: 'f',
        before: { verdict: 'lawful', tool: 'adequacy', instrument: DPF },
        after: { verdict: 'unlawful', tool: 'none', instrument: null },
      },
    ]);
    expect(found.since).toBe(ON);
    expect(found.laws).toBe(rulebook.fingerprint);
  });

  it('of nothing changes nothing', () => {
    const found = answerWhatIf(questionOf(two, rulebook, ON));
    expect([found.changed, found.before]).toEqual([[], found.after]);
  });

  it('lists a flow that stays lawful by another tool', () => {
    const signed = { id: 's', kind: 'scc-2021', modules: [2], parties: ['de', 'us'], from: '2021-10-01' };
    const covered = group([flow('f', 'de', 'us')], {
      instruments: [signed],
      assessments: [{ id: 't', flows: ['f'], on: '2022-01-01', result: 'equivalent' }],
    });
    const found = answerWhatIf(questionOf(covered, rulebook, ON, { without: [DPF] }));
    expect(found.changed.map((one) => [one.after.verdict, one.after.instrument])).toEqual([['lawful', 's']]);
  });

  it('may sign something in thought', () => {
    const added = registerOf(
      group([], {
        instruments: [{ id: 's', kind: 'scc-2021', modules: [2], parties: ['de', 'in'], from: '2021-10-01' }],
      }),
    ).instruments.get('s')!;
    const question = questionOf(two, rulebook, ON);
    const found = answerWhatIf(question, [added]);
    expect(found.changed.map((one) => [one.flow, one.before.verdict, one.after.verdict])).toEqual([
      ['g', 'unlawful', 'conditional'],
    ]);
    expect(question.register.instruments.size).toBe(0);
  });

  it('may let a country leave', () => {
    const inside = group([flow('f', 'de', 'fr')], {
      organisations: [...organisations, { id: 'fr', country: 'FR', kind: 'company', regimes: [] }],
    });
    const found = answerWhatIf(questionOf(inside, rulebook, ON, { leaving: ['FR'] }));
    expect(found.changed.map((one) => [one.before.verdict, one.after.verdict])).toEqual([
      ['not-a-transfer', 'unlawful'],
    ]);
  });

  it('proposes nothing where nothing is wrong', () => {
    expect(answerWhatIf(questionOf(group([flow('f', 'de', 'de')]), rulebook, ON)).remedies).toEqual([]);
  });
});

describe('a remedy', () => {
  const proposed = (register: PlainRegister, without: string[] = []): readonly Remedy[] =>
    answerWhatIf(questionOf(register, rulebook, ON, { without })).remedies;
  const named = (all: readonly Remedy[], name: string): Remedy | undefined =>
    all.find((one) => one.remedy === name);

  it('names what it heals, what stays conditional, and between whom', () => {
    expect(named(proposed(two), 'scc-2021')).toEqual({
      remedy: 'scc-2021',
      needs: 1,
      heals: ['g'],
      conditional: ['g'],
      helps: ['g'],
      between: [{ exporter: 'de', importer: 'in' }],
    });
  });

  it('for a whole group is one thing to approve', () => {
    const wide = group([
      flow('g', 'de', 'in'),
      flow('h', 'de', 'us'),
      flow('i', 'us', 'in', { fromRole: 'processor', after: ['h'] }),
    ]);
    expect(named(proposed(wide, [DPF]), 'bcr-c')).toMatchObject({ needs: 1, heals: ['g', 'h', 'i'] });
  });

  it('may be a standing that the recipient can get', () => {
    const lapsed = group([flow('f', 'de', 'x')], {
      organisations: [
        ...organisations,
        { id: 'x', country: 'US', kind: 'company', regimes: [], standing: { 'us-dpf': false } },
      ],
    });
    expect(named(proposed(lapsed), 'standing:us-dpf')).toMatchObject({
      heals: ['f'],
      conditional: [],
      needs: 1,
    });
  });

  it('is tried even where the flow names other tools', () => {
    const bound = group([flow('g', 'de', 'in', { tools: [] })]);
    expect(named(proposed(bound), 'scc-2021')?.heals).toEqual(['g']);
  });

  it('that is part of another which heals no more stands alone', () => {
    const names = proposed(two).map((one) => one.remedy);
    expect(names).toContain('scc-2021');
    expect(names.filter((one) => one.startsWith('scc-2021+'))).toEqual([]);
  });

  it('that heals more comes first', () => {
    const heals = proposed(two, [DPF]).map((one) => one.heals.length);
    expect(heals).toEqual([...heals].sort((a, b) => b - a));
  });

  it('knows only the tools of its day', () => {
    const at = (on: string): string[] =>
      answerWhatIf(questionOf(group([flow('g', 'de', 'in')]), rulebook, on)).remedies.map(
        (one) => one.remedy,
      );
    expect(at('2019-01-01')).toContain('scc-2010');
    expect(at('2019-01-01')).not.toContain('scc-2021');
    expect(at('2024-01-01')).not.toContain('scc-2010');
  });

  // Clauses and an addendum between the same two are two things to sign.
  it('counts all that must be signed', () => {
    expect(named(proposed(group([flow('f', 'gb', 'in')])), 'scc-2021+uk-addendum')?.needs).toBe(2);
  });

  it('heals what it says once it is signed, approved or certified', () => {
    fc.assert(
      fc.property(registers({ chains: true }), days, (plain, on) => {
        const question = askAbout(registerOf(plain), rulebook, day(on));
        const bad = answerTransfers(question).flows.filter(
          ({ verdict }) => verdict === 'unlawful' || verdict === 'undetermined',
        );
        for (const remedy of answerWhatIf(question).remedies) {
          const after = answerTransfers(
            applied(
              question,
              remedy,
              bad.map((one) => one.flow),
            ),
          ).flows;
          const verdictOf = (id: string): string | undefined => after.find((one) => one.flow === id)?.verdict;
          for (const id of remedy.heals) {
            expect(verdictOf(id), `${remedy.remedy} heals ${id}`).toBe(
              remedy.conditional.includes(id) ? 'conditional' : 'lawful',
            );
          }
          expect(remedy.helps).toEqual(expect.arrayContaining([...remedy.heals]));
          expect(bad.map((one) => one.flow)).toEqual(expect.arrayContaining([...remedy.helps]));
          expect(remedy.needs).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60, seed: 20261122 },
    );
  }, 60_000);
});

/** The question once the remedy has been carried out: signed between the pairs it names, or by all members, or certified. */
function applied(question: Question, remedy: Remedy, bad: readonly string[]): Question {
  const { register, asOf } = question;
  const flows = new Map(register.flows);
  for (const id of bad) {
    const { tools: _tools, ...free } = flows.get(id)!;
    flows.set(id, free);
  }
  const pairs = bad.flatMap((id) => {
    const { exporter, importer } = endsOf(register.flows.get(id)!, register);
    return exporter === undefined || importer === undefined || exporter === importer
      ? []
      : [{ exporter, importer }];
  });
  if (remedy.remedy.startsWith('standing:')) {
    const organisations = new Map(register.organisations);
    for (const { importer } of pairs) {
      const name = remedy.remedy.slice('standing:'.length);
      const one = organisations.get(importer.id)!;
      organisations.set(importer.id, {
        ...one,
        standing: { ...one.standing, [name]: { holds: true, covers: ['hr', 'non-hr'], from: asOf } },
      });
    }
    return { ...question, register: { ...register, organisations, flows: register.flows } };
  }
  const group = [...register.organisations.values()]
    .filter((one) => one.member === true)
    .map((one) => one.id);
  const signed = remedy.remedy.split('+').flatMap((kind): Instrument[] => {
    const make = (parties: readonly string[], more: Partial<Instrument>): Instrument => ({
      id: `signed-${kind}-${parties.join('-')}`,
      kind: kind as InstrumentKind,
      modules: [1, 2, 3, 4],
      parties,
      informed: INFORMATION_ITEMS,
      approval: {
        authority: `${(register.organisations.get(parties[0] ?? '')?.country ?? 'DE').toLowerCase()}-authority`,
        on: asOf,
      },
      from: asOf,
      ...more,
    });
    if (kind.startsWith('bcr-')) return [make(group, {})];
    return pairs.map(({ exporter, importer }) =>
      make([exporter.id, importer.id], { exporters: [exporter.id], importers: [importer.id] }),
    );
  });
  const instruments = new Map([...register.instruments, ...signed.map((one) => [one.id, one] as const)]);
  return { ...question, register: { ...register, flows, instruments } satisfies Register };
}

it('counts every verdict, also those that nobody has', () => {
  expect(Object.keys(countVerdicts([]))).toEqual([...VERDICTS]);
});
