// Small random groups for properties: plain registers with every kind of gap, chain, loop and agreement in them.
import fc from 'fast-check';
import type { Plain, PlainRegister } from './ask-register.ts';

const COUNTRIES = ['DE', 'FR', 'NO', 'JP', 'US', 'GB', 'CH', 'IN', 'CA', 'KR'];
const STANDINGS = [
  'appi-business-operator',
  'appi-supplementary-rules',
  'us-safe-harbor',
  'us-privacy-shield',
  'us-dpf',
  'us-dpf-uk',
  'us-dpf-ch',
  'ca-pipeda',
  'kr-pipa',
];
const KINDS = [
  ...['scc-2021', 'scc-2021', 'scc-2021', 'bcr-c', 'bcr-p', 'scc-2010', 'scc-2004', 'uk-addendum', 'uk-idta'],
  ...[
    'ch-addendum',
    'appi-equivalent-measures',
    'appi-consent',
    'scc-2021-915',
    'apec-cbpr',
    'ad-hoc-clauses',
  ],
  ...['certification', 'dpf-onward-contract'],
];
const RARE_KINDS = ['public-body', 'international-organisation'];
const MODES = ['disclosure', 'disclosure', 'disclosure', 'remote-access', 'storage', 'transit'];
const GROUNDS = ['consent', 'contract', 'legal-claims', 'vital-interests', 'compelling-interests'];
const FLAGS = [
  'occasional',
  'necessary',
  'procedure',
  'incapable',
  'repetitive',
  'limitedSubjects',
  'overridden',
  'safeguards',
  'authorityInformed',
  'subjectsInformed',
  'documented',
];
const MEASURES = ['encryption-exporter-keys', 'pseudonymisation-exporter-key', 'transport-encryption'];
const DAYS = [
  ...['2012-03-01', '2015-10-06', '2016-07-12', '2018-05-25', '2019-01-23', '2020-07-16', '2021-01-01'],
  ...['2021-06-28', '2021-09-27', '2022-04-01', '2022-12-28', '2023-07-10', '2024-09-15', '2025-06-01'],
  ...['2026-01-01', '2026-09-01', '2027-03-01'],
];
/** A day between those on which anything of a random register begins or ends, or one of them. */
export const days = fc.constantFrom(...DAYS, '2014-05-05', '2017-02-02', '2022-06-15', '2026-11-22');

const words = <T>(list: readonly T[], least = 0): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...list), { minLength: least, maxLength: 3 });

/** Keys that may be absent, most of them present. */
const maybe = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Plain> =>
  fc.record(model, { requiredKeys: [] });

const span = fc
  .uniqueArray(fc.constantFrom(...DAYS), { minLength: 2, maxLength: 2 })
  .map((two) => [...two].sort() as [string, string]);
const time = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: span.map(([from]) => ({ from })) },
  { weight: 1, arbitrary: span.map(([from, until]) => ({ from, until })) },
);
/** A flow's first day is written `since` here: a value in memory cannot hold two keys `from`. */
const flowTime = time.map(({ from, until }: { from?: string; until?: string }) => ({
  ...(from !== undefined && { since: from }),
  ...(until !== undefined && { until }),
}));

const standing = fc.oneof(
  fc.boolean(),
  fc
    .tuple(time, maybe({ covers: words(['hr', 'non-hr'], 1) }))
    .map(([when, covers]) => ({ ...when, ...covers })),
);

function organisation(id: string): fc.Arbitrary<Plain> {
  return fc
    .tuple(
      maybe({
        country: fc.constantFrom(...COUNTRIES),
        member: fc.boolean(),
        kind: fc.constantFrom('company', 'company', 'company', 'company', ...RARE_KINDS),
        sectors: words(['telecom', 'academia', 'cloud']),
        regimes: fc.oneof(
          fc.constant([]),
          fc
            .constantFrom('eu-gdpr', 'uk-gdpr', 'ch-fadp')
            .chain((law) =>
              fc.constantFrom('targeting', 'establishment').map((basis) => [{ id: law, basis }]),
            ),
        ),
      }),
      fc.dictionary(fc.constantFrom(...STANDINGS), standing, { maxKeys: 4 }),
    )
    .map(([rest, standings]) => ({ id, ...rest, standing: { ...standings } }));
}

function activity(id: string, organisations: readonly string[]): fc.Arbitrary<Plain> {
  return maybe({
    controllers: words(organisations, 1),
    processors: words(organisations),
    purposes: words(['customer-support', 'payroll', 'academic-research', 'marketing-email'], 1),
    subjects: fc.array(
      maybe({
        category: fc.constantFrom('customers', 'employees'),
        countries: words(COUNTRIES, 1),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    data: words(['name', 'email', 'health'], 1),
  }).map((rest) => ({ id, ...rest }));
}

const derogation = fc
  .tuple(
    fc.constantFrom(...GROUNDS),
    fc.dictionary(fc.constantFrom(...FLAGS), fc.boolean(), { maxKeys: 8 }),
    maybe({ explicit: fc.boolean(), informedOfRisks: fc.boolean(), specific: fc.boolean() }),
  )
  .map(([ground, flags, consent]) => ({ ground, ...flags, consent }));

interface Names {
  readonly organisations: readonly string[];
  readonly activities: readonly string[];
  readonly flows: readonly string[];
  readonly instruments: readonly string[];
}

function flow(id: string, names: Names, chains: boolean): fc.Arbitrary<Plain> {
  const roles = fc.constantFrom('controller', 'joint-controller', 'processor');
  const none = fc.constant({});
  return fc
    .tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...names.organisations) },
        { weight: 1, arbitrary: fc.constant('data-subject') },
      ),
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...names.organisations) },
        { weight: 1, arbitrary: fc.constantFrom(...names.organisations).map((one) => `staff:${one}`) },
      ),
      maybe({
        activity: fc.constantFrom(...names.activities),
        fromRole: roles,
        toRole: roles,
        mode: fc.constantFrom(...MODES),
        automated: fc.boolean(),
        clearText: fc.boolean(),
        combinesEuData: fc.boolean(),
      }),
      fc.oneof(
        { weight: 4, arbitrary: none },
        fc.constantFrom(...COUNTRIES).map((at) => ({ at })),
      ),
      chains
        ? fc.oneof(
            none,
            words(names.flows, 1).map((after) => ({ after })),
          )
        : none,
      names.instruments.length === 0
        ? none
        : fc.oneof(
            { weight: 4, arbitrary: none },
            words(names.instruments).map((tools) => ({ tools })),
          ),
      fc.oneof(
        { weight: 3, arbitrary: none },
        derogation.map((one) => ({ derogation: one })),
      ),
      flowTime,
    )
    .map(([from, to, ...rest]) => Object.assign({ id, from, to }, ...rest) as Plain);
}

function instrument(id: string, { organisations, activities }: Names): fc.Arbitrary<Plain> {
  const none = fc.constant({});
  return fc
    .tuple(
      fc.constantFrom(...KINDS),
      maybe({
        modules: fc.oneof(fc.constant([1, 2, 3, 4]), words([1, 2, 3, 4], 1)),
        parties: fc.oneof(
          fc.constant([...organisations]),
          fc.uniqueArray(fc.constantFrom(...organisations), { minLength: 1 }),
        ),
        processingUnchanged: fc.boolean(),
        informed: words(['country-name', 'protection-system', 'recipient-measures']),
        approval: maybe({
          authority: fc.constantFrom('de-nw-ldi', 'gb-ico', 'fr-cnil', 'ch-fdpic'),
          on: fc.constantFrom(...DAYS),
        }),
      }),
      fc.oneof(
        { weight: 5, arbitrary: none },
        words(activities, 1).map((one) => ({ activities: one })),
      ),
      fc.oneof(
        { weight: 5, arbitrary: none },
        words(['name', 'email', 'health'], 1).map((data) => ({ data })),
      ),
      fc.oneof(
        { weight: 5, arbitrary: none },
        words(organisations, 1).map((exporters) => ({ exporters })),
      ),
      fc.oneof(
        { weight: 5, arbitrary: none },
        words(organisations, 1).map((importers) => ({ importers })),
      ),
      fc.oneof(
        { weight: 5, arbitrary: none },
        fc.tuple(fc.constantFrom(...organisations), time).map(([party, when]) => ({
          accessions: [{ party, ...when }],
        })),
      ),
      time,
    )
    .map(([kind, ...rest]) => Object.assign({ id, kind }, ...rest) as Plain);
}

function assessment(index: number, names: Names): fc.Arbitrary<Plain> {
  return fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...COUNTRIES).map((country) => ({ country })),
        words(names.flows, 1).map((flows) => ({ flows })),
        ...(names.instruments.length === 0
          ? []
          : [fc.constantFrom(...names.instruments).map((one) => ({ instrument: one }))]),
      ),
      maybe({
        result: fc.constantFrom('equivalent', 'equivalent-with-measures', 'not-equivalent'),
        measures: words(MEASURES),
        problematicLaw: fc.boolean(),
        appliedInPractice: fc.boolean(),
      }),
      fc.integer({ min: 2012, max: 2026 }),
    )
    .map(([about, rest, year]) => ({
      id: `t${index}`,
      ...about,
      ...rest,
      // No two of one day, so that it is always known which of them is the newest.
      on: `${year}-02-${String(index + 10)}`,
    }));
}

const named = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);

/** Small groups; without `chains` no flow carries on what arrived by another. */
export function registers({ chains }: { readonly chains: boolean }): fc.Arbitrary<PlainRegister> {
  return fc
    .tuple(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .chain(([organisations, activities, flows, instruments, assessments]) => {
      const names: Names = {
        organisations: named('o', organisations),
        activities: named('a', activities),
        flows: named('f', flows),
        instruments: named('i', instruments),
      };
      return fc.record({
        organisations: fc.tuple(...names.organisations.map(organisation)),
        activities: fc.tuple(...names.activities.map((id) => activity(id, names.organisations))),
        flows: fc.tuple(...names.flows.map((id) => flow(id, names, chains))),
        instruments: fc.tuple(...names.instruments.map((id) => instrument(id, names))),
        assessments: fc.tuple(...named('t', assessments).map((_, index) => assessment(index, names))),
      });
    });
}
