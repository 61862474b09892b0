// Generates imaginary groups of any size as plain register files (`sekisho/register@1`): same seed, same bytes.
import { type Seeded, seeded } from './seeded.ts';

export interface GroupSize {
  readonly seed: number;
  readonly flows: number;
  /** Absent: as many as a group with so many flows would have, 5 to 5,000. */
  readonly organisations?: number;
}

type Plain = Record<string, unknown>;

/** Everything of a register but its flows, which come one by one: a million of them need not be held at once. */
export interface GeneratedGroup {
  readonly head: {
    readonly format: 'sekisho/register@1';
    readonly group: { readonly id: string; readonly name: string };
    readonly organisations: readonly Plain[];
    readonly activities: readonly Plain[];
    readonly instruments: readonly Plain[];
    readonly assessments: readonly Plain[];
  };
  flows(): Generator<Plain>;
}

type Role = 'controller' | 'joint-controller' | 'processor';

interface Party {
  readonly id: string;
  readonly country: string;
  readonly member: boolean;
}

/** Who regularly makes data available to whom, in which roles, and what was signed for it. */
interface Relation {
  readonly from: Party;
  readonly to: Party;
  readonly fromRole: Role;
  readonly toRole: Role;
  readonly activities: readonly string[];
  readonly contract?: string;
}

interface Activity {
  readonly id: string;
  readonly hr: boolean;
}

const EU = ['DE', 'FR', 'NL', 'IT', 'ES', 'PL', 'IE', 'SE', 'BE', 'AT', 'CZ', 'RO', 'PT', 'FI', 'DK', 'HU'];
const EEA = new Set([...EU, 'NO', 'IS', 'LI']);
/** Countries of members, EU heavy: a country that stands here more often is met more often. */
const HOMES = [
  ...EU,
  ...['DE', 'DE', 'DE', 'FR', 'FR', 'NL', 'IE', 'ES', 'IT', 'NO'],
  ...[
    'JP',
    'JP',
    'JP',
    'GB',
    'GB',
    'GB',
    'US',
    'US',
    'US',
    'CH',
    'SG',
    'TH',
    'CN',
    'IN',
    'BR',
    'KR',
    'CA',
    'AU',
  ],
];
/** Countries of contractors. */
const ABROAD = [
  ...[
    'US',
    'US',
    'US',
    'US',
    'IN',
    'IN',
    'IN',
    'PH',
    'PH',
    'IL',
    'GB',
    'CH',
    'SG',
    'CA',
    'BR',
    'KR',
    'JP',
    'CN',
  ],
  ...['DE', 'IE', 'NL', 'FR', 'PL', 'NZ', 'AR', 'UY', 'MX', 'ZA', 'VN', 'TR'],
];
const CARRIED_BY_ADEQUACY = new Set(['JP', 'GB', 'CH', 'KR', 'CA', 'IL', 'NZ', 'AR', 'UY', 'BR']);
const SECTORS = ['telecom', 'cloud', 'consulting', 'retail', 'manufacturing', 'call-centre', 'analytics'];
const PURPOSES = [
  'customer-management',
  'customer-support',
  'billing',
  'network-operation',
  'marketing-email',
];
const DATA = [
  'name',
  'email',
  'phone',
  'postal-address',
  'contract-details',
  'billing',
  'support-ticket',
  'location',
];
const MODES = ['disclosure', 'disclosure', 'disclosure', 'remote-access', 'storage'];
const FIRST_YEAR = 2015;
const CHAIN_MOST = 12;

/** Generates a group. Organisations, activities and contracts are made at once, flows as they are asked for. */
export function generateGroup({ seed, flows, organisations }: GroupSize): GeneratedGroup {
  const random = seeded(seed);
  const count = organisations ?? Math.min(5000, Math.max(5, Math.round(flows ** 0.62)));
  const parties = makeParties(count, random);
  const activityCount = Math.min(5000, Math.max(5, Math.round(flows / 40)));
  const activities = Array.from({ length: activityCount }, (_, index) =>
    makeActivity(index, parties, random),
  );
  const relations = makeRelations(
    Math.max(4, Math.min(Math.ceil(flows / 4), count * 12)),
    parties,
    activities,
    random,
  );
  const instruments: Plain[] = [];
  const assessments: Plain[] = [];
  const bound = relations.map((one) => signFor(one, instruments, assessments, random));
  addProgrammes(parties, instruments, assessments, random);
  addCountryAssessments(assessments, random);
  const seedOfFlows = random.below(2 ** 31);
  return {
    head: {
      format: 'sekisho/register@1',
      group: { id: `group-${seed}`, name: `Generated Group ${seed}` },
      organisations: parties.map((party) => describeParty(party, random)),
      activities: activities.map(({ plain }) => plain),
      instruments,
      assessments,
    },
    flows: () => makeFlows(flows, bound, seeded(seedOfFlows)),
  };
}

/** The whole register as one plain value. */
export function registerOf(group: GeneratedGroup): Plain {
  const { assessments, instruments, ...top } = group.head;
  return { ...top, flows: [...group.flows()], instruments, assessments };
}

function makeParties(count: number, random: Seeded): Party[] {
  const members = Math.max(3, Math.ceil(count * 0.4));
  const fixed = ['JP', 'DE', 'US', 'GB', 'IN'];
  return Array.from({ length: count }, (_, index) => {
    const member = index < members;
    const country = fixed[index] ?? random.pick(member ? HOMES : ABROAD);
    return { id: `${member ? 'm' : 'c'}${index}-${country.toLowerCase()}`, country, member };
  });
}

function describeParty({ id, country, member }: Party, random: Seeded): Plain {
  return {
    id,
    name: `${member ? 'Member' : 'Contractor'} ${id}`,
    ...(member && { member: true }),
    country,
    kind: 'company',
    sectors: [random.pick(SECTORS)],
    // Absent in a few: nobody asked whether a law reaches it from abroad.
    ...(random.chance(0.95) && {
      regimes: !EEA.has(country) && random.chance(0.03) ? [{ id: 'eu-gdpr', basis: 'targeting' }] : [],
    }),
    ...standingOf(country, random),
    from: `${1990 + random.below(20)}-04-01`,
  };
}

function standingOf(country: string, random: Seeded): { standing?: Plain } {
  const isAsked = random.chance(0.9);
  if (!isAsked) return {};
  switch (country) {
    case 'JP': {
      const rules = random.chance(0.1) ? false : { from: day(random, 2019, 2022) };
      return {
        standing: {
          'appi-business-operator': true,
          ...(random.chance(0.85) && { 'appi-supplementary-rules': rules }),
        },
      };
    }
    case 'US':
      return { standing: americanStanding(random) };
    case 'CA':
      return { standing: { 'ca-pipeda': random.chance(0.8) } };
    case 'KR':
      return { standing: { 'kr-pipa': random.chance(0.9) } };
    case 'BR':
      return { standing: { 'br-lgpd': random.chance(0.9) } };
    default:
      return {};
  }
}

function americanStanding(random: Seeded): Plain {
  const covers = random.pick([['hr', 'non-hr'], ['non-hr'], ['non-hr']]);
  if (random.chance(0.35)) return { 'us-dpf': false };
  const from = day(random, 2023, 2025);
  const until = random.chance(0.4) ? day(random, 2026, 2027) : undefined;
  const dpf = { from, ...(until && { until }), covers };
  return {
    ...(random.chance(0.3) && { 'us-safe-harbor': { from: '2012-05-01', until: '2016-05-01', covers } }),
    ...(random.chance(0.3) && { 'us-privacy-shield': { from: '2016-10-01', until: '2021-10-01', covers } }),
    'us-dpf': dpf,
    ...(random.chance(0.5) && { 'us-dpf-uk': dpf }),
    ...(random.chance(0.3) && { 'us-dpf-ch': { ...dpf, from: from < '2024-09-15' ? '2024-09-15' : from } }),
  };
}

function makeActivity(
  index: number,
  parties: readonly Party[],
  random: Seeded,
): Activity & { readonly plain: Plain } {
  const id = `a${index}`;
  const hr = random.chance(0.25);
  const controllers = parties.filter(({ member }) => member);
  const plain = {
    id,
    name: `Activity ${index}`,
    controllers: distinct([
      random.pick(controllers).id,
      ...(random.chance(0.15) ? [random.pick(controllers).id] : []),
    ]),
    processors: distinct([random.pick(parties).id]),
    purposes: hr ? [random.pick(['personnel-administration', 'payroll'])] : [random.pick(PURPOSES)],
    subjects: [
      {
        category: hr ? 'employees' : random.pick(['customers', 'users', 'customer-contacts']),
        countries: distinct([random.pick(EU), random.pick(HOMES)]),
        count: 10 + random.below(90_000),
        children: false,
      },
    ],
    data: distinct([random.pick(DATA), random.pick(DATA), random.pick(DATA)]),
    legalBasis: ['art-6.1.b'],
    retention: `P${1 + random.below(10)}Y`,
  };
  return { id, hr, plain };
}

function makeRelations(
  count: number,
  parties: readonly Party[],
  activities: readonly Activity[],
  random: Seeded,
): Relation[] {
  const members = parties.filter(({ member }) => member);
  const relations: Relation[] = [];
  while (relations.length < count) {
    // Members send most; contractors pass on to their own contractors and send back.
    const from = random.chance(0.75) ? random.pick(members) : random.pick(parties);
    const to = random.chance(0.35) ? random.pick(members) : random.pick(parties);
    if (from.id === to.id && parties.length > 1) continue;
    const [fromRole, toRole] = rolesOf(from, to, random);
    const scope = Array.from({ length: 1 + random.below(4) }, () => random.pick(activities).id);
    relations.push({ from, to, fromRole, toRole, activities: distinct(scope) });
  }
  return relations;
}

function rolesOf(from: Party, to: Party, random: Seeded): readonly [Role, Role] {
  if (from.member && to.member) {
    return random.pick([
      ['controller', 'controller'],
      ['joint-controller', 'joint-controller'],
      ['controller', 'processor'],
      ['controller', 'processor'],
      ['processor', 'processor'],
    ] as const);
  }
  if (from.member)
    return random.chance(0.8)
      ? ['controller', 'processor']
      : random.pick([
          ['controller', 'controller'],
          ['processor', 'processor'],
        ] as const);
  if (to.member) return ['processor', 'controller'];
  return ['processor', 'processor'];
}

/** Signs what such a relation would have: clauses, an addendum, an agreement of processors; seldom nothing. */
function signFor(relation: Relation, instruments: Plain[], assessments: Plain[], random: Seeded): Relation {
  const { from, to } = relation;
  const parties = { parties: [from.id, to.id], exporters: [from.id], importers: [to.id] };
  const sign = (kind: string, more: Plain = {}): string => {
    const id = `i${instruments.length}`;
    instruments.push({ id, kind, ...more, ...parties, from: day(random, 2021, 2025) });
    return id;
  };
  if (relation.toRole === 'processor' && random.chance(0.5)) sign('processing-agreement');
  if (from.country === to.country || random.chance(0.12)) return relation;
  if (from.country === 'JP') {
    const kind = random.chance(0.7) ? 'appi-equivalent-measures' : 'appi-consent';
    sign(
      kind,
      kind === 'appi-consent'
        ? { informed: ['country-name', 'protection-system', 'recipient-measures'] }
        : {},
    );
    return relation;
  }
  if (from.country === 'GB' && !EEA.has(to.country) && random.chance(0.6)) {
    assess(sign('uk-idta'), to.country, assessments, random);
    return relation;
  }
  const isInside = EEA.has(from.country) && EEA.has(to.country);
  if (isInside || (CARRIED_BY_ADEQUACY.has(to.country) && random.chance(0.8))) return relation;
  if (random.chance(0.25)) {
    const kind = relation.toRole === 'processor' ? 'scc-2010' : 'scc-2004';
    instruments.push({
      id: `i${instruments.length}`,
      kind,
      ...parties,
      from: day(random, FIRST_YEAR, 2019),
      until: '2022-12-27',
      processingUnchanged: true,
    });
  }
  const end = random.chance(0.06) ? { until: day(random, 2026, 2027) } : {};
  const scope = random.chance(0.3) ? { activities: relation.activities } : {};
  const contract = sign('scc-2021', { modules: modulesFor(relation, random), ...scope, ...end });
  assess(contract, to.country, assessments, random);
  if (from.country === 'GB') sign('uk-addendum');
  if (from.country === 'CH') sign('ch-addendum');
  return { ...relation, contract };
}

/** The module that fits the roles; now and then the wrong one, as in life. */
function modulesFor({ fromRole, toRole }: Relation, random: Seeded): number[] {
  const fromProcessor = fromRole === 'processor';
  const toProcessor = toRole === 'processor';
  const fitting = fromProcessor ? (toProcessor ? 3 : 4) : toProcessor ? 2 : 1;
  if (random.chance(0.05)) return [fitting === 2 ? 1 : 2];
  return random.chance(0.1) ? [1, 2] : [fitting];
}

function assess(instrument: string, country: string, assessments: Plain[], random: Seeded): void {
  if (random.chance(0.18)) return;
  const kind = random.next();
  assessments.push({
    id: `t${assessments.length}`,
    instrument,
    country,
    on: day(random, 2022, 2026),
    ...(kind < 0.75
      ? { result: 'equivalent', problematicLaw: false }
      : kind < 0.9
        ? { result: 'equivalent-with-measures', measures: ['encryption-exporter-keys'] }
        : { result: 'not-equivalent' }),
  });
}

/** Binding corporate rules of the group: most members from the start, others by accession, one that left. */
function addProgrammes(
  parties: readonly Party[],
  instruments: Plain[],
  assessments: Plain[],
  random: Seeded,
): void {
  const members = parties.filter(({ member }) => member);
  if (members.length < 4) return;
  for (const [kind, share] of [
    ['bcr-c', 0.6],
    ['bcr-p', 0.3],
  ] as const) {
    const id = `i${instruments.length}`;
    const bound = members.filter(() => random.chance(share)).map((party) => party.id);
    const acceding = members.filter((party) => !bound.includes(party.id) && random.chance(0.2));
    instruments.push({
      id,
      kind,
      parties: bound,
      accessions: acceding.map((party) => ({
        party: party.id,
        from: day(random, 2022, 2024),
        ...(random.chance(0.2) && { until: day(random, 2025, 2026) }),
      })),
      approval: { authority: 'de-nw-ldi', on: '2021-08-05' },
      from: '2021-09-01',
    });
    assessments.push({
      id: `t${assessments.length}`,
      instrument: id,
      on: '2023-11-01',
      result: 'equivalent',
      problematicLaw: false,
    });
  }
}

function addCountryAssessments(assessments: Plain[], random: Seeded): void {
  for (const country of ['IN', 'SG', 'CN', 'TH']) {
    assessments.push({
      id: `t${assessments.length}`,
      country,
      on: day(random, 2021, 2022),
      result: country === 'CN' ? 'not-equivalent' : 'equivalent',
    });
  }
}

/** Flows in chains: data enter, are passed on up to twelve times, and sometimes come back to where they began. */
function* makeFlows(count: number, relations: readonly Relation[], random: Seeded): Generator<Plain> {
  const bySender = new Map<string, Relation[]>();
  for (const one of relations) {
    const list = bySender.get(one.from.id);
    if (list === undefined) bySender.set(one.from.id, [one]);
    else list.push(one);
  }
  /** The last flow by which data arrived at an organisation, for streams that meet. */
  const arrivals = new Map<string, string>();
  let made = 0;
  while (made < count) {
    const chain: Plain[] = [];
    const most = Math.min(lengthOfChain(random), count - made);
    let relation: Relation | undefined = random.pick(relations);
    let activity = random.pick(relation.activities);
    if (most > 2 && random.chance(0.1)) chain.push(collect(`f${made}`, relation, activity, random));
    while (chain.length < most && relation !== undefined) {
      const earlier = chain.at(-1);
      const meeting = random.chance(0.05) ? arrivals.get(relation.from.id) : undefined;
      const after = [...(earlier ? [String(earlier['id'])] : []), ...(meeting ? [meeting] : [])];
      chain.push(flowOf(`f${made + chain.length}`, relation, activity, after, random));
      const next: Relation[] = bySender.get(relation.to.id) ?? [];
      relation = next.length === 0 ? undefined : random.pick(next);
      if (relation !== undefined && !relation.activities.includes(activity) && random.chance(0.3)) {
        activity = random.pick(relation.activities);
      }
    }
    if (chain.length > 2 && random.chance(0.08)) closeLoop(chain);
    for (const flow of chain) {
      if (random.chance(0.05)) arrivals.set(String(flow['to']), String(flow['id']));
      yield flow;
    }
    made += chain.length;
  }
}

/** Half of all data stay where they were sent; few go through many hands. */
function lengthOfChain(random: Seeded): number {
  let length = 1;
  while (length < CHAIN_MOST && random.chance(0.55)) length += 1;
  return length;
}

function collect(id: string, { from }: Relation, activity: string, random: Seeded): Plain {
  return {
    id,
    activity,
    from: 'data-subject',
    to: from.id,
    toRole: 'controller',
    since: day(random, FIRST_YEAR, 2024),
  };
}

function flowOf(id: string, relation: Relation, activity: string, after: string[], random: Seeded): Plain {
  const { from, to, fromRole, toRole, contract } = relation;
  const isStaff = random.chance(0.02);
  const isBack = fromRole === 'processor' && toRole !== 'processor';
  return {
    id,
    activity,
    from: from.id,
    to: isStaff ? `staff:${from.id}` : to.id,
    // Left out in a few: the activity, or nobody, says in which role they act.
    ...(random.chance(0.97) && !isStaff && { fromRole, toRole }),
    mode: isStaff ? 'remote-access' : random.pick(MODES),
    ...(isStaff && { at: to.country }),
    ...(after.length > 0 && { after: distinct(after) }),
    ...(contract !== undefined && !isStaff && random.chance(0.1) && { tools: [contract] }),
    ...(random.chance(0.01) && { derogation: { ground: 'contract', occasional: true, necessary: true } }),
    automated: true,
    ...(isBack && { combinesEuData: random.chance(0.2) }),
    clearText: random.chance(0.8),
    since: day(random, FIRST_YEAR, 2025),
    ...(random.chance(0.08) && { until: day(random, 2026, 2029) }),
  };
}

/** The first flow of the chain goes on with what the last one brought, if it brought it there. */
function closeLoop(chain: readonly Plain[]): void {
  const last = chain.at(-1) as Plain;
  const first = chain.find((flow) => flow['from'] === last['to']);
  if (first === undefined || first === last) return;
  first['after'] = distinct([...((first['after'] as string[] | undefined) ?? []), String(last['id'])]);
}

function day(random: Seeded, firstYear: number, lastYear: number): string {
  const year = firstYear + random.below(lastYear - firstYear + 1);
  const month = 1 + random.below(12);
  return `${year}-${String(month).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
