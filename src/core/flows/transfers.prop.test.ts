// Laws that every answer about flows keeps, searched for a counter-example in small random groups.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  answersOn,
  day,
  type Plain,
  type PlainRegister,
  registerOf,
} from '../../../test/support/ask-register.ts';
import { fillMissing } from '../../../test/support/fill-missing.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { days, registers } from '../../../test/support/random-registers.ts';
import type { Condition } from '../law/condition.ts';
import { type FlowAnswer, VERDICTS, type Verdict, worst } from './answer.ts';
import { compareContracts } from './contracts.ts';
import { listDuties } from './duties.ts';
import { askAbout } from './question.ts';
import { answerTransfers } from './transfers.ts';
import { answerWhatIf } from './what-if.ts';

const rulebook = loadRulebook();
const groups = registers({ chains: true });
const flat = registers({ chains: false });
const RUNS = Number(process.env['SEKISHO_RUNS'] ?? 150);

vi.setConfig({ testTimeout: 60_000 });

// One seed, so that a red test is red for everybody; another one, and more runs, can be asked for.
fc.configureGlobal({ seed: Number(process.env['SEKISHO_SEED'] ?? 20261122) });

const rank = (verdict: Verdict): number => VERDICTS.indexOf(verdict);
/** What is decided. Of several instruments or streams of data that are equally good the first in the register may be named. */
const decided = ({ verdict, answers }: FlowAnswer): unknown => ({
  verdict,
  answers: answers.map((one) => ({
    regime: one.regime,
    verdict: one.verdict,
    transfer: one.transfer,
    origins: [...one.origins].sort(),
    missing: [...one.missing].sort(),
    because: [...one.because].sort(),
  })),
});

describe('an answer about flows', () => {
  it('is always given', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        const question = askAbout(registerOf(plain), rulebook, day(on));
        const { flows, notRunning } = answerTransfers(question, { language: 'de', explain: true });
        expect(flows.length + notRunning.length).toBe(plain.flows?.length);
        compareContracts(question);
        listDuties(question);
        answerWhatIf(question);
      }),
      { numRuns: RUNS },
    );
  });

  it('has the same bytes when asked twice', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        const ask = (): string =>
          JSON.stringify(
            answerTransfers(askAbout(registerOf(plain), rulebook, day(on)), {
              language: 'ja',
              explain: true,
            }),
          );
        expect(ask()).toBe(ask());
      }),
      { numRuns: RUNS },
    );
  });

  it('is as bad as the worst of its parts, one for each law', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        for (const { verdict, answers } of answersOn(plain, rulebook, on).values()) {
          expect(verdict).toBe(worst(answers.map((one) => one.verdict)));
          expect(new Set(answers.map((one) => one.regime)).size).toBe(answers.length);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        const backwards = Object.fromEntries(
          Object.entries(plain).map(([list, records]) => [list, [...(records as Plain[])].reverse()]),
        ) as unknown as PlainRegister;
        const [one, other] = [answersOn(plain, rulebook, on), answersOn(backwards, rulebook, on)];
        for (const [id, answer] of one) expect(decided(other.get(id)!)).toEqual(decided(answer));
      }),
      { numRuns: RUNS },
    );
  });

  it('is not changed by an organisation and an instrument that have nothing to do with it', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        const more: PlainRegister = {
          ...plain,
          organisations: [
            { id: 'stranger', country: 'US' },
            ...plain.organisations,
            { id: 'other', country: 'FR' },
          ],
          instruments: [
            { id: 'strange', kind: 'scc-2021', modules: [1, 2, 3, 4], parties: ['stranger', 'other'] },
            ...(plain.instruments ?? []),
          ],
        };
        expect([...answersOn(more, rulebook, on)]).toEqual([...answersOn(plain, rulebook, on)]);
      }),
      { numRuns: RUNS },
    );
  });

  it('never gets worse by one more instrument, where nothing arrived by another flow', () => {
    fc.assert(
      fc.property(flat, days, (plain, on) => {
        const [added, ...rest] = plain.instruments ?? [];
        fc.pre(added !== undefined);
        // Whoever names tools relies on those alone; the assessments of the added one go with it.
        const free = (plain.flows ?? []).map(({ tools: _tools, ...flow }) => flow);
        const assessments = (plain.assessments ?? []).filter((one) => one['instrument'] !== added['id']);
        const less: PlainRegister = { ...plain, flows: free, instruments: rest, assessments };
        const before = answersOn(less, rulebook, on);
        const after = answersOn({ ...less, instruments: [...rest, added] }, rulebook, on);
        for (const [id, { verdict }] of before)
          expect(rank(after.get(id)!.verdict)).toBeLessThanOrEqual(rank(verdict));
      }),
      { numRuns: RUNS },
    );
  });

  it('never gets better by striking an adequacy decision, where nothing arrived by another flow', () => {
    const decisions = [...rulebook.files.keys()].filter((id) => /^(eu|uk)\.adequacy\./.test(id));
    fc.assert(
      fc.property(flat, days, fc.constantFrom(...decisions), (plain, on, struck) => {
        const before = answersOn(plain, rulebook, on);
        const after = answersOn(plain, rulebook, on, { without: [struck] });
        for (const [id, { verdict }] of before)
          expect(rank(after.get(id)!.verdict)).toBeGreaterThanOrEqual(rank(verdict));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('an answer that is not known', () => {
  it('names what is missing', () => {
    fc.assert(
      fc.property(groups, days, (plain, on) => {
        for (const { answers } of answersOn(plain, rulebook, on).values()) {
          for (const one of answers) {
            if (one.verdict === 'undetermined') expect([...one.missing, ...one.conflicts]).not.toEqual([]);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is known once what is missing is filled in, whatever the values', () => {
    fc.assert(
      fc.property(groups, days, fc.infiniteStream(fc.nat()), (plain, on, choices) => {
        let here = plain;
        for (let step = 0; step < 60; step += 1) {
          const open = [...answersOn(here, rulebook, on).values()]
            .flatMap((one) => one.answers)
            .filter((one) => one.verdict === 'undetermined' && one.conflicts.length === 0);
          if (open.length === 0) return;
          const names = [...new Set(open.flatMap((one) => one.missing))];
          const name = names[(choices.next().value as number) % names.length]!;
          const filled = fillMissing(here, name);
          expect(filled, `'${name}' can be filled in`).not.toEqual([]);
          here = filled[(choices.next().value as number) % filled.length]!;
          const still = [...answersOn(here, rulebook, on).values()].flatMap((one) =>
            one.answers.flatMap((each) => each.missing),
          );
          expect(still, 'what was filled in is no longer missing').not.toContain(name);
        }
        expect.fail('after sixty facts the answer is still not known');
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a flow that is unlawful and lacks no fact', () => {
  it('stays unlawful whatever else becomes known, where the law presumes nothing', () => {
    fc.assert(
      fc.property(flat, days, fc.infiniteStream(fc.nat()), (plain, on, choices) => {
        const before = answersOn(plain, rulebook, on);
        const bad = [...before.values()].filter((flow) =>
          flow.answers.some(
            (one) => one.verdict === 'unlawful' && one.missing.length === 0 && one.open.length === 0,
          ),
        );
        fc.pre(bad.length > 0);
        const unknown = unknownFacts(plain);
        fc.pre(unknown.length > 0);
        const name = unknown[(choices.next().value as number) % unknown.length]!;
        for (const filled of fillMissing(plain, name)) {
          const after = answersOn(filled, rulebook, on);
          for (const { flow, answers } of bad) {
            for (const one of answers) {
              if (one.verdict !== 'unlawful' || one.missing.length > 0 || one.open.length > 0) continue;
              const now = after.get(flow)?.answers.find((each) => each.regime === one.regime);
              expect(`${one.regime} ${now?.verdict}`, `${name} becomes known`).toBe(`${one.regime} unlawful`);
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Last words of the facts on which a law builds a presumption (`presumed`, `if-known`); those may turn an answer. */
const PRESUMED = new Set(
  [...rulebook.rules.values()]
    .flatMap((rule) => presumedFacts(rule.when))
    .map((fact) => fact.split('.').at(-1) ?? ''),
);

function presumedFacts(condition: Condition | undefined): string[] {
  switch (condition?.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(presumedFacts);
    case 'not':
      return presumedFacts(condition.of);
    case 'presumed':
    case 'if-known':
      return [...JSON.stringify(condition.of).matchAll(/"fact":"([^"]+)"/g)].map((found) => found[1] ?? '');
    default:
      return [];
  }
}

/** Names of facts that the register does not hold and that somebody could still tell. */
function unknownFacts(plain: PlainRegister): string[] {
  const gaps = (list: string, records: readonly Plain[] | undefined, keys: readonly string[]): string[] =>
    (records ?? []).flatMap((one) =>
      keys.filter((key) => !(key in one) && !PRESUMED.has(key)).map((key) => `${list}.${one['id']}.${key}`),
    );
  // A role that the activity states is known, though the flow does not say it.
  const withoutStatedRoles = (plain.flows ?? []).filter((flow) => {
    const activity = plain.activities?.find((one) => one['id'] === flow['activity']);
    return activity?.['controllers'] === undefined && activity?.['processors'] === undefined;
  });
  return [
    ...gaps('organisations', plain.organisations, ['country', 'kind', 'sectors', 'regimes', 'member']),
    ...gaps('activities', plain.activities, ['purposes', 'subjects', 'data']),
    // Whoever is a processor of an activity is none of its controllers, so that these say something of the others only.
    ...gaps(
      'activities',
      plain.activities?.filter((one) => one['processors'] === undefined),
      ['controllers'],
    ),
    ...gaps('flows', withoutStatedRoles, ['fromRole', 'toRole']),
    ...gaps('flows', plain.flows, ['mode', 'automated', 'clearText', 'activity']),
    ...gaps('instruments', plain.instruments, ['modules', 'processingUnchanged', 'informed', 'approval']),
    // Accessions without parties say who is bound.
    ...gaps(
      'instruments',
      plain.instruments?.filter((one) => one['accessions'] === undefined),
      ['parties'],
    ),
    ...plain.organisations.flatMap((one) =>
      [
        'us-dpf',
        'appi-business-operator',
        'appi-supplementary-rules',
        'ca-pipeda',
        'kr-pipa',
        'us-dpf-uk',
        'us-dpf-ch',
      ]
        .filter((name) => !(name in (one['standing'] as Plain)) && !PRESUMED.has(name))
        .map((name) => `organisations.${one['id']}.standing.${name}`),
    ),
  ];
}
