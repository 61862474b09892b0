// Contracts: the mesh of standard clauses that the present flows need, against what binding corporate rules would replace and leave.
import { assert } from '../base/assert.ts';
import type { Condition } from '../law/condition.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { FlowAnswer, RegimeAnswer } from './answer.ts';
import { doesCover, isBound } from './coverage.ts';
import { type Ends, endsOf } from './flow-facts.ts';
import { flowsNamed, packFlows } from './packed-flows.ts';
import type { Question } from './question.ts';
import type { Flow, Instrument, InstrumentKind } from './register.ts';
import { indexOf } from './register-index.ts';
import { cutToFlows } from './transfers.ts';
import { eachAnswer, eachVerdict, type Walk } from './whole-graph.ts';

export interface Agreement {
  readonly exporter: string;
  readonly importer: string;
  readonly module: number;
  readonly flows: readonly string[];
  readonly activities: readonly string[];
  /** Laws that ask for it. */
  readonly laws: readonly string[];
  /** The register instrument that answers it today for all its flows, if one does. */
  readonly signed: string | null;
  /** The flows for which nothing signed answers. */
  readonly unsigned: readonly string[];
}

export interface ContractsAnswer {
  readonly asOf: CivilDate;
  readonly laws: string;
  readonly scc: {
    readonly needed: number;
    readonly pairs: number;
    readonly byModule: Readonly<Record<string, number>>;
    readonly agreements: readonly Agreement[];
    readonly missing: readonly Agreement[];
    /** Signed with the right module, but no longer covering what is processed or out of time: to be signed again. */
    readonly signAgain: readonly {
      readonly instrument: string;
      readonly flows: readonly string[];
      readonly reason: AgainReason;
      /** The reason as an English sentence. */
      readonly why: string;
    }[];
    /** For each activity, how many agreements must be signed again when its processing changes. */
    readonly onChangeOf: readonly { readonly activity: string; readonly agreements: number }[];
    /** If every member signed with every other, both ways. */
    readonly fullMesh: number;
  };
  readonly bcr: readonly BcrAnswer[];
}

/** Why something signed must be signed again; who has other words than English writes them from this. */
export interface AgainReason {
  readonly is: 'replaced' | 'ended' | 'module' | 'direction' | 'scope';
  /** `replaced`: the year of the clauses that were signed. */
  readonly year?: string;
  /** `ended`: the day on which it ended. */
  readonly on?: CivilDate;
  /** `module`: the one that is needed. */
  readonly module?: number;
}

export interface BcrAnswer {
  readonly kind: 'bcr-c' | 'bcr-p' | 'bcr-c+bcr-p';
  /** Organisations that would have to be bound. */
  readonly members: number;
  readonly replaces: readonly Agreement[];
  readonly leaves: readonly Agreement[];
}

/** Laws whose transfers go by standard clauses of the Commission or are built on them. */
const CLAUSE_LAWS = ['eu-directive-95-46', 'eu-gdpr', 'uk-gdpr', 'ch-fadp'];
/** Kinds that the mesh and the BCR would stand for. */
const REPLACED: readonly InstrumentKind[] = [
  'scc-2001',
  'scc-2002',
  'scc-2004',
  'scc-2010',
  'scc-2021',
  'uk-idta',
  'uk-addendum',
  'ch-addendum',
  'bcr-c',
  'bcr-p',
  'code-of-conduct',
  'certification',
  'ad-hoc-clauses',
  'sa-clauses',
];

/**
 * Compares the mesh with BCR for the group as it stands (GDPR Art. 46(2)(b), (c); Decision (EU) 2021/914). The need is derived:
 * with all safeguards taken away in thought, every flow that no adequacy carries needs an agreement; clauses of every module are
 * then offered, and the rule that accepts them says which module it is.
 */
export function compareContracts(question: Question, walk: Pick<Walk, 'few'> = {}): ContractsAnswer {
  const whole = withFreeFlows(question);
  const needy = needsOf(withOnly(whole, []), walk);
  // Whoever needs nothing is asked no more.
  const needing = flowsNamed(whole.register.flows, new Set(needy.keys()));
  const bare = { ...whole, register: cutToFlows(needing, whole.register) };
  const offers = pairsOf(question, needy.keys()).flatMap((pair) => clauses(pair, question.asOf));
  const agreements = agreementsOf(question, needy, withOnly(bare, offers), walk);
  const missing = agreements.filter((one) => one.signed === null);
  const members = [...question.register.organisations.values()]
    .filter((one) => one.member === true)
    .map((one) => one.id);
  return {
    asOf: question.asOf,
    laws: question.rulebook.fingerprint,
    scc: {
      needed: agreements.length,
      pairs: new Set(agreements.map((one) => `${one.exporter}\u0001${one.importer}`)).size,
      byModule: countBy(agreements, (one) => String(one.module)),
      agreements,
      missing,
      signAgain: signAgain(question, missing),
      onChangeOf: onChangeOf(agreements),
      fullMesh: members.length * (members.length - 1),
    },
    bcr: [
      tryBcr(bare, 'bcr-c', ['bcr-c'], members, agreements, walk),
      tryBcr(bare, 'bcr-p', ['bcr-p'], members, agreements, walk),
      tryBcr(bare, 'bcr-c+bcr-p', ['bcr-c', 'bcr-p'], members, agreements, walk),
    ],
  };
}

/** The register in which no flow names its tools or a derogation. */
function withFreeFlows(question: Question): Question {
  const { flows } = question.register;
  const free = function* (): Iterable<Flow> {
    for (const { tools: _tools, derogation: _derogation, ...flow } of flows.values()) yield flow;
  };
  return { ...question, register: { ...question.register, flows: packFlows(free()) } };
}

/** The register with these safeguards only; consents and other agreements stay. */
function withOnly(question: Question, instruments: readonly Instrument[]): Question {
  const kept = [...question.register.instruments.values()].filter((one) => !REPLACED.includes(one.kind));
  return {
    ...question,
    register: {
      ...question.register,
      instruments: new Map([...kept, ...instruments].map((one) => [one.id, one])),
    },
  };
}

/** Flows for which a law finds no tool, with those laws. */
function needsOf(question: Question, walk: Walk): Map<string, string[]> {
  const needs = new Map<string, string[]>();
  const note = (flow: string, answers: readonly Verdicts[]): void => {
    const laws = answers.filter(isNeedy).map((answer) => answer.regime);
    if (laws.length > 0) needs.set(flow, laws);
  };
  eachVerdict(question, note, walk);
  return needs;
}

type Verdicts = Pick<RegimeAnswer, 'regime' | 'verdict'>;

/** Where nothing is transferred, the verdict says so and is another. */
function isNeedy({ regime, verdict }: Verdicts): boolean {
  return CLAUSE_LAWS.includes(regime) && (verdict === 'unlawful' || verdict === 'undetermined');
}

function pairsOf(question: Question, flows: Iterable<string>): { exporter: string; importer: string }[] {
  const pairs = new Map<string, { exporter: string; importer: string }>();
  for (const id of flows) {
    const { exporter, importer } = endsOf(flowOf(question, id), question.register);
    if (exporter !== undefined && importer !== undefined && exporter !== importer) {
      pairs.set(`${exporter.id}\u0001${importer.id}`, { exporter: exporter.id, importer: importer.id });
    }
  }
  return [...pairs.values()];
}

/** Clauses of every module between two, with the addenda that make them good for the United Kingdom and Switzerland. */
function clauses(
  { exporter, importer }: { exporter: string; importer: string },
  from: CivilDate,
): Instrument[] {
  return (['scc-2021', 'uk-addendum', 'ch-addendum'] as const).map((kind) => ({
    id: `offered:${kind}:${exporter}>${importer}`,
    kind,
    modules: [1, 2, 3, 4],
    parties: [exporter, importer],
    exporters: [exporter],
    importers: [importer],
    from,
  }));
}

function agreementsOf(
  question: Question,
  needs: ReadonlyMap<string, readonly string[]>,
  offered: Question,
  walk: Walk,
): Agreement[] {
  const found = new Map<
    string,
    {
      exporter: string;
      importer: string;
      module: number;
      flows: string[];
      activities: Set<string>;
      laws: Set<string>;
      unsigned: string[];
      signed: Set<string>;
    }
  >();
  const index = indexOf(question.register, question.rulebook);
  const note = (flow: FlowAnswer): void => {
    const laws = needs.get(flow.flow);
    if (laws === undefined) return;
    const ends = endsOf(flowOf(question, flow.flow), question.register);
    const { exporter, importer } = ends;
    if (exporter === undefined || importer === undefined) return;
    for (const module of modulesOf(flow, question)) {
      const key = `${exporter.id}\u0001${importer.id}\u0001${module}`;
      const one = found.get(key) ?? {
        exporter: exporter.id,
        importer: importer.id,
        module,
        flows: [],
        activities: new Set(),
        laws: new Set(),
        unsigned: [],
        signed: new Set(),
      };
      one.flows.push(flow.flow);
      if (ends.activity !== undefined) one.activities.add(ends.activity.id);
      for (const law of laws) one.laws.add(law);
      const signed = signedFor(question, index.instrumentsFor(ends), ends, module, laws);
      if (signed === undefined) one.unsigned.push(flow.flow);
      else one.signed.add(signed);
      found.set(key, one);
    }
  };
  eachAnswer(offered, note, walk);
  return [...found.values()].map((one) => ({
    exporter: one.exporter,
    importer: one.importer,
    module: one.module,
    flows: one.flows,
    activities: [...one.activities],
    laws: [...one.laws],
    signed: one.unsigned.length > 0 ? null : ([...one.signed][0] ?? null),
    unsigned: one.unsigned,
  }));
}

/** The module under whose rule the offered clauses were accepted. */
function modulesOf(flow: FlowAnswer, question: Question): number[] {
  const modules = new Set<number>();
  for (const answer of flow.answers) {
    if (answer.instrument?.startsWith('offered:') !== true) continue;
    for (const id of answer.rules) {
      const rule = question.rulebook.rules.get(id);
      if (rule?.kind === 'permits' && rule.when !== undefined)
        for (const module of modulesAsked(rule.when)) modules.add(module);
    }
  }
  return [...modules];
}

/** Modules of the clauses themselves, and of those that an addendum amends. */
const MODULE_FACTS = ['instrument.modules', 'base.modules'];

function modulesAsked(condition: Condition): number[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(modulesAsked);
    case 'has':
      return MODULE_FACTS.includes(condition.fact) ? condition.values.map(Number) : [];
    default:
      return [];
  }
}

/** What was signed that answers the need of one flow: clauses with the module, and in the United Kingdom the Addendum or the IDTA. */
function signedFor(
  question: Question,
  candidates: readonly Instrument[],
  ends: Ends,
  module: number,
  laws: readonly string[],
): string | undefined {
  const covering = candidates.filter(
    (one) =>
      !question.without.has(one.id) && doesCover(one, ends, 'both', false, question.asOf).truth === true,
  );
  const scc = covering.find((one) => one.kind === 'scc-2021' && one.modules?.includes(module) === true);
  if (!laws.includes('uk-gdpr')) return scc?.id;
  const idta = covering.find((one) => one.kind === 'uk-idta');
  if (laws.length === 1 && idta !== undefined) return idta.id;
  const british = idta ?? covering.find((one) => one.kind === 'uk-addendum');
  return scc !== undefined && british !== undefined ? scc.id : undefined;
}

/** Clauses between the right parties that do not answer a need: their scope or their time no longer fits. */
function signAgain(question: Question, missing: readonly Agreement[]): ContractsAnswer['scc']['signAgain'] {
  const found = new Map<string, { flows: Set<string>; reason: AgainReason }>();
  const between = instrumentsBetween(question);
  for (const agreement of missing) {
    for (const instrument of between(agreement)) {
      if (!instrument.kind.startsWith('scc-20') || instrument.kind === 'scc-2021-915') continue;
      const bound = (id: string): boolean => isBound(instrument, id, question.asOf).truth === true;
      if (!bound(agreement.exporter) || !bound(agreement.importer)) continue;
      const reason = whyAgain(instrument, agreement, question);
      const one = found.get(instrument.id) ?? { flows: new Set<string>(), reason };
      for (const flow of agreement.unsigned) one.flows.add(flow);
      found.set(instrument.id, one);
    }
  }
  return [...found].map(([instrument, { flows, reason }]) => ({
    instrument,
    flows: [...flows],
    reason,
    why: writeReason(reason),
  }));
}

/** Instruments that may bind both ends of an agreement, in the order of the register. */
function instrumentsBetween(question: Question): (one: Agreement) => readonly Instrument[] {
  const { register, rulebook } = question;
  const index = indexOf(register, rulebook);
  return ({ flows: [flow = ''] }) => index.instrumentsFor(endsOf(flowOf(question, flow), register));
}

function whyAgain(instrument: Instrument, agreement: Agreement, question: Question): AgainReason {
  if (instrument.kind !== 'scc-2021') return { is: 'replaced', year: instrument.kind.slice(4) };
  if (instrument.until !== undefined && instrument.until <= question.asOf)
    return { is: 'ended', on: instrument.until };
  if (instrument.modules?.includes(agreement.module) !== true)
    return { is: 'module', module: agreement.module };
  if (
    instrument.exporters?.includes(agreement.exporter) === false ||
    instrument.importers?.includes(agreement.importer) === false
  ) {
    return { is: 'direction' };
  }
  return { is: 'scope' };
}

function writeReason({ is, year, on, module }: AgainReason): string {
  switch (is) {
    case 'replaced':
      return `The clauses of ${year} no longer carry transfers; those of 2021 take their place.`;
    case 'ended':
      return `It ended on ${on}.`;
    case 'module':
      return `Module ${module} is not among its modules.`;
    case 'direction':
      return 'It binds in the other direction only.';
    case 'scope':
      return 'Its activities or data do not cover what is processed now.';
  }
}

function onChangeOf(agreements: readonly Agreement[]): { activity: string; agreements: number }[] {
  const counts = new Map<string, number>();
  for (const one of agreements)
    for (const activity of one.activities) counts.set(activity, (counts.get(activity) ?? 0) + 1);
  return [...counts]
    .map(([activity, count]) => ({ activity, agreements: count }))
    .sort((a, b) => b.agreements - a.agreements);
}

function tryBcr(
  question: Question,
  kind: BcrAnswer['kind'],
  kinds: readonly ('bcr-c' | 'bcr-p')[],
  members: readonly string[],
  agreements: readonly Agreement[],
  walk: Walk,
): BcrAnswer {
  const rules: Instrument[] = kinds.map((one) => ({
    id: `offered:${one}`,
    kind: one,
    parties: members,
    approval: { authority: 'de-authority', on: question.asOf },
    from: question.asOf,
  }));
  const carried = new Set<string>();
  const note = (flow: string, answers: readonly Verdicts[]): void => {
    if (!answers.some(isNeedy)) carried.add(flow);
  };
  eachVerdict(withOnly(question, rules), note, walk);
  const partly = agreements.map((one) => ({ one, carried: one.flows.every((flow) => carried.has(flow)) }));
  return {
    kind,
    members: members.length,
    replaces: partly.filter((each) => each.carried).map((each) => each.one),
    leaves: partly.filter((each) => !each.carried).map((each) => each.one),
  };
}

function flowOf(
  question: Question,
  id: string,
): NonNullable<ReturnType<Question['register']['flows']['get']>> {
  const flow = question.register.flows.get(id);
  assert(flow !== undefined, `the flow ${id} is in the register`);
  return flow;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
