// The columns and the readable evaluator give the same answers: on days, over time, in what-ifs, along chains and round loops.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { day, registerOf } from '../../../test/support/ask-register.ts';
import { registerOf as generated, generateGroup } from '../../../test/support/generate-group.ts';
import { differencesIf, differencesOn, differencesOverTime } from '../../../test/support/judge-graph.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { days, registers } from '../../../test/support/random-registers.ts';
import { GraphAnswers } from './graph-answers.ts';
import { parseRegister } from './parse-register.ts';
import type { Instrument } from './register.ts';

const rulebook = loadRulebook();
const groups = registers({ chains: true });
const RUNS = Number(process.env['SEKISHO_RUNS'] ?? 150);

vi.setConfig({ testTimeout: 60_000 });
fc.configureGlobal({ seed: Number(process.env['SEKISHO_SEED'] ?? 20261122) });

/** Rules and files on which flows can rest. */
const DECIDING = [
  'permits',
  'reaches',
  'transfer',
  'no-transfer',
  'excludes',
  'means',
  'helps',
  'duty',
  'territory',
];
const law = [...rulebook.rules.values()]
  .filter(({ kind }) => DECIDING.includes(kind))
  .flatMap(({ id, file }) => [id, file]);

/** Up to three instruments of another group, signed in thought beside those that are there or in their place. */
const additions = fc
  .tuple(registers({ chains: false }), fc.nat(3), fc.boolean())
  .map(([plain, count, takesPlace]): Instrument[] =>
    [...registerOf(plain).instruments.values()]
      .slice(0, count)
      .map((one) => (takesPlace ? one : { ...one, id: `new-${one.id}` })),
  );
const thoughts = fc.record({
  without: fc.array(fc.constantFrom(...law, 'i0', 'i1', 'i2'), { maxLength: 4 }),
  leaving: fc.oneof(fc.constant([]), fc.array(fc.constantFrom('DE', 'GB', 'CH', 'FR'), { maxLength: 2 })),
  added: additions,
});

describe('the columns of a random group', () => {
  it('answer on a day as the readable evaluator does', () => {
    fc.assert(
      fc.property(groups, days, days, (plain, one, other) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        expect(differencesOn(graph, register, rulebook, day(one))).toEqual([]);
        expect(differencesOn(graph, register, rulebook, day(other))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('answer over time as it does', () => {
    fc.assert(
      fc.property(groups, (plain) => {
        const register = registerOf(plain);
        expect(differencesOverTime(new GraphAnswers(register, rulebook), register, rulebook)).toEqual([]);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('answer as it does once something is struck, signed or left', () => {
    fc.assert(
      fc.property(groups, days, days, thoughts, thoughts, (plain, on, later, one, other) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        expect(differencesIf(graph, register, rulebook, day(on), one)).toEqual([]);
        // What was struck before is no longer struck.
        expect(differencesIf(graph, register, rulebook, day(on), other)).toEqual([]);
        // What was decided without it is remembered, and holds for its time only.
        expect(differencesIf(graph, register, rulebook, day(later), one)).toEqual([]);
        expect(differencesIf(graph, register, rulebook, day(on), one)).toEqual([]);
        expect(differencesOn(graph, register, rulebook, day(on))).toEqual([]);
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

describe('the columns of a generated group with chains up to twelve', () => {
  const parsed = parseRegister(generated(generateGroup({ seed: 5, flows: 400, organisations: 24 })));
  if (!parsed.ok) throw new Error('the generated register is not sound');
  const register = parsed.value;
  const graph = new GraphAnswers(register, rulebook);

  it.each(['2016-08-01', '2020-07-15', '2020-07-16', '2021-09-27', '2023-01-01', '2026-06-01'])(
    'answer on %s as the readable evaluator does',
    (on) => {
      expect(differencesOn(graph, register, rulebook, day(on))).toEqual([]);
    },
  );

  it('answer over time as it does', () => {
    const some = new Set([...register.flows.keys()].filter((_, index) => index % 20 === 7));
    expect(differencesOverTime(graph, register, rulebook, some)).toEqual([]);
  });

  it.each(['eu.adequacy.us-dpf-2023', 'eu.adequacy.jp-2019', 'i3', 'eu.gdpr.art-44', 'uk.adequacy.us-2023'])(
    'answer as it does without %s',
    (struck) => {
      const thought = { without: [struck], leaving: [], added: [] };
      for (const on of ['2026-06-01', '2021-09-27', '2026-06-01'])
        expect(differencesIf(graph, register, rulebook, day(on), thought)).toEqual([]);
    },
  );
});
