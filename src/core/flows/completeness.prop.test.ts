// Laws that every assessment of completeness keeps, searched for a counter-example in random registers with random gaps.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { day, type Plain, registerOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { assessCompleteness, type Completeness, type Tally } from './completeness.ts';

const rulebook = loadRulebook();
const RUNS = Number(process.env['SEKISHO_RUNS'] ?? 150);
vi.setConfig({ testTimeout: 60_000 });
fc.configureGlobal({ seed: Number(process.env['SEKISHO_SEED'] ?? 20261127) });

/** Keys that may be left out: facts that are asked for, and facts without which it is not known whether something is asked. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  organisations: ['country', 'member', 'address', 'contact', 'appointments'],
  persons: ['email'],
  systems: ['stores', 'reachedFrom', 'security'],
  activities: [
    'purposes',
    'subjects',
    'data',
    'recipients',
    'retention',
    'security',
    'systems',
    'categoriesOfProcessing',
    'personInCharge',
    'jointArrangement',
    'purposeNotice',
  ],
  flows: ['provisionRecord', 'tools'],
  contractors: ['contract', 'subcontracting', 'selectedOn', 'auditedOn'],
};

const COUNTRIES = ['DE', 'FR', 'GB', 'CH', 'JP', 'US'];
const ORGANISATIONS = ['a', 'b', 'c'];
const some = <T>(...of: readonly T[]) => fc.constantFrom(...of);
const ids = (of: readonly string[]) => fc.subarray([...of], { minLength: 1 });

type Lists = Readonly<Record<string, readonly Plain[]>>;

/** A register in which every key is filled in. */
const filled: fc.Arbitrary<Lists> = fc
  .record({
    countries: fc.tuple(some(...COUNTRIES), some(...COUNTRIES), some(...COUNTRIES)),
    members: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    officer: fc.boolean(),
    activities: fc.array(
      fc.record({
        controllers: ids(ORGANISATIONS),
        processors: fc.subarray([...ORGANISATIONS]),
        data: fc.subarray(['name', 'my-number', 'health']),
        systems: fc.subarray(['s']),
        recipients: some<Plain[]>([], [{ category: 'authorities' }]),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    at: some(...COUNTRIES),
    depth: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ countries, members, officer, activities, at, depth }) => ({
    organisations: ORGANISATIONS.map((id, index) => ({
      id,
      name: id,
      kind: 'company',
      regimes: [],
      standing: { 'appi-business-operator': true },
      country: countries[index],
      member: members[index],
      address: { city: 'X' },
      contact: { email: 'x@x.example' },
      appointments: officer ? [{ role: 'data-protection-officer', person: 'p' }] : [],
    })),
    persons: [{ id: 'p', name: 'P', email: 'p@x.example' }],
    systems: [{ id: 's', name: 'S', operator: 'a', stores: [], reachedFrom: [], security: [] }],
    activities: activities.map((one, index) => ({
      id: `act-${index}`,
      name: 'A',
      purposes: ['payroll'],
      subjects: [{ category: 'employees', countries: [] }],
      retention: 'P1Y',
      security: [],
      categoriesOfProcessing: [],
      personInCharge: 'p',
      jointArrangement: 'here',
      purposeNotice: { given: true },
      ...one,
    })),
    flows: [
      {
        id: 'f',
        activity: 'act-0',
        from: 'a',
        to: 'b',
        fromRole: 'controller',
        toRole: 'controller',
        mode: 'disclosure',
        at,
        tools: [],
        provisionRecord: { kept: true },
      },
    ],
    instruments: [{ id: 'i', kind: 'processing-agreement', parties: ['a', 'b'] }],
    contractors: Array.from({ length: depth }, (_, index) => ({
      id: `c-${index}`,
      organisation: ORGANISATIONS[(index + 1) % 3],
      engagedBy: ORGANISATIONS[index % 3],
      ...(index > 0 && { under: `c-${index - 1}` }),
      activities: ['act-0'],
      contract: 'i',
      subcontracting: { consent: 'general' },
      selectedOn: '2024-01-01',
      auditedOn: '2025-01-01',
    })),
  }));

/** One place in the register that may be left empty. */
type Gap = readonly [list: string, index: number, key: string];

function gapsOf(lists: Lists): Gap[] {
  return Object.entries(GAPS).flatMap(([list, keys]) =>
    (lists[list] ?? []).flatMap((_, index) => keys.map((key): Gap => [list, index, key])),
  );
}

function leaveOut(lists: Lists, gaps: readonly Gap[]): Lists {
  const names = new Set(gaps.map((gap) => gap.join('.')));
  return Object.fromEntries(
    Object.entries(lists).map(([list, records]) => [
      list,
      records.map((record, index) =>
        Object.fromEntries(Object.entries(record).filter(([key]) => !names.has(`${list}.${index}.${key}`))),
      ),
    ]),
  );
}

/** A register with gaps, and the same one with some of the gaps filled in. */
const twoStages = filled.chain((lists) =>
  fc.record({
    lists: fc.constant(lists),
    gaps: fc.subarray(gapsOf(lists)),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);
const assess = (lists: Lists, on = '2026-01-15'): Completeness =>
  assessCompleteness(registerOf(lists as never), rulebook, day(on), { language: 'en', explain: true });

describe('an assessment of completeness', () => {
  it('never scores lower for a fact filled in', () => {
    fc.assert(
      fc.property(twoStages, ({ lists, gaps, part }) => {
        const before = assess(leaveOut(lists, gaps));
        const after = assess(leaveOut(lists, gaps.slice(0, Math.floor(gaps.length * part))));
        expectNoLower('the group', before, after);
        for (const one of before.byOrganisation) {
          const later = after.byOrganisation.find(({ organisation }) => organisation === one.organisation);
          if (later === undefined) continue;
          expectNoLower(one.organisation, one, later);
          expectNoLower(`${one.organisation} as controller`, one.controller, later.controller);
          expectNoLower(`${one.organisation} as processor`, one.processor, later.processor);
        }
        for (const one of before.records) {
          const later = after.records.find(({ noun, id }) => noun === one.noun && id === one.id);
          if (later === undefined) continue;
          expectNoLower(`${one.noun}.${one.id}`, one, later);
          expectNoLower(`${one.noun}.${one.id}, advised`, one.advised, later.advised);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('finds nothing missing in a register with every key filled in by a group known in every part', () => {
    fc.assert(
      fc.property(filled, (lists) => {
        for (const { missing } of assess(lists).records)
          for (const one of missing)
            expect(
              ['appointments.', 'processors.contract'].some((start) => one.field.startsWith(start)),
              `${one.rule} ${one.field}`,
            ).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives the same bytes for the same register', () => {
    fc.assert(
      fc.property(twoStages, ({ lists, gaps }) => {
        const plain = leaveOut(lists, gaps);
        expect(JSON.stringify(assess(plain))).toBe(JSON.stringify(assess(plain)));
      }),
      { numRuns: 40 },
    );
  });

  it('adds up: a record has as many fields given as are asked and not missing', () => {
    fc.assert(
      fc.property(twoStages, ({ lists, gaps }) => {
        const found = assess(leaveOut(lists, gaps));
        for (const one of found.records) {
          const lacking = new Set(
            one.missing.filter(({ strength }) => strength === 'must').map(({ field }) => field),
          );
          expect(one.asked - one.given).toBe(lacking.size);
        }
        expect(found.asked).toBe(found.records.reduce((sum, one) => sum + one.asked, 0));
        expect(found.given).toBe(found.records.reduce((sum, one) => sum + one.given, 0));
      }),
      { numRuns: RUNS },
    );
  });
});

/** A share, compared exactly: where nothing is asked it is whole. */
function expectNoLower(what: string, before: Tally, after: Tally): void {
  const share = ({ asked, given }: Tally): number => (asked === 0 ? 1 : given / asked);
  expect(
    share(after),
    `${what}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
  ).toBeGreaterThanOrEqual(share(before));
}
