// Remedies: what could carry flows that no tool carries; each is tried in thought on the whole register and ranked by what it heals.
import { rulesOf } from '../law/rulebook.ts';
import type { FlowAnswer, RegimeAnswer } from './answer.ts';
import { endsOf } from './flow-facts.ts';
import { flowsNamed } from './packed-flows.ts';
import type { Question } from './question.ts';
import type { Instrument, InstrumentKind, Organisation, Standing, StandingName } from './register.ts';
import { answerTransfers, cutToFlows } from './transfers.ts';
import { INFORMATION_ITEMS } from './words.ts';

export interface Remedy {
  /** An instrument kind, several joined by `+`, or `standing:` and a name. */
  readonly remedy: string;
  /** How many things must be signed, approved or certified. */
  readonly needs: number;
  /** Flows that become lawful, or conditional on duties still to be shown. */
  readonly heals: readonly string[];
  /** Of those, the ones that stay conditional. */
  readonly conditional: readonly string[];
  /** Flows for which it answers at least one law. */
  readonly helps: readonly string[];
  /** Who would be bound, where it goes by pairs. */
  readonly between: readonly { readonly exporter: string; readonly importer: string }[];
}

/** What of an answer matters here. */
export interface FlowState extends Pick<FlowAnswer, 'flow' | 'verdict'> {
  readonly answers: readonly Pick<RegimeAnswer, 'regime' | 'verdict' | 'instrument'>[];
}

/** Answers for those of the flows that run; the others count for what they bring. */
export type Answerer = (question: Question, flows: readonly FlowState[]) => readonly FlowState[];

const askReadable: Answerer = (question, flows) =>
  answerTransfers(question, {
    language: 'en',
    explain: false,
    flows: new Set(flows.map(({ flow }) => flow)),
  }).flows;

/** Remedies tried at most for groups with more bad flows than this. */
const FLOWS_TRIED = 20_000;
/** Kinds that bind a whole group at once. */
const GROUP_KINDS: readonly InstrumentKind[] = ['bcr-c', 'bcr-p'];
/** Kinds that amend or go with others, tried together with them. */
const BUNDLES: readonly (readonly InstrumentKind[])[] = [
  ['scc-2021', 'uk-addendum'],
  ['scc-2021', 'ch-addendum'],
  ['scc-2021', 'uk-addendum', 'ch-addendum'],
  ['scc-2021', 'uk-addendum', 'ch-addendum', 'appi-equivalent-measures'],
];

/** Tries every remedy that the law of the day knows. In: the question and its answers; out: those that heal or help, best first. */
export function rankRemedies(
  whole: Question,
  answers: readonly FlowState[],
  answer: Answerer = askReadable,
): Remedy[] {
  const bad = answers.filter((answer) => answer.verdict === 'unlawful' || answer.verdict === 'undetermined');
  if (bad.length === 0 || bad.length > FLOWS_TRIED) return [];
  const needing = flowsNamed(whole.register.flows, new Set(bad.map(({ flow }) => flow)));
  const question = { ...whole, register: cutToFlows(needing, whole.register) };
  const pairs = pairsOf(question, bad);
  const kinds = kindsOfTheDay(question);
  const single = kinds.filter((kind) => !GROUP_KINDS.includes(kind)).map((kind) => [kind]);
  const bundles = BUNDLES.filter((bundle) => bundle.every((kind) => kinds.includes(kind)));
  const remedies: Remedy[] = [];
  for (const bundle of [...single, ...bundles]) {
    const instruments = bundle.flatMap((kind) =>
      pairs.map((pair) => proposed(kind, [pair.exporter, pair.importer], question)),
    );
    const tried = withInstrumentsFor(question, instruments, bad);
    remedies.push(
      compare(bundle.join('+'), bad, answer(tried, bad), (used) => withBase(used, bundle).size, pairs),
    );
  }
  const members = [...question.register.organisations.values()]
    .filter((one) => one.member === true)
    .map((one) => one.id);
  for (const kind of GROUP_KINDS.filter((one) => kinds.includes(one))) {
    const tried = withInstrumentsFor(question, [proposed(kind, members, question)], bad);
    remedies.push(compare(kind, bad, answer(tried, bad), () => 1, []));
  }
  for (const name of standingsOfTheDay(question)) {
    const importers = new Set(pairs.map((pair) => pair.importer));
    remedies.push(
      compare(
        `standing:${name}`,
        bad,
        answer(withStanding(question, importers, name), bad),
        (_used, helps) => importersOf(question, helps).size,
        [],
      ),
    );
  }
  return dropWeaker(remedies.filter((one) => one.helps.length > 0)).sort(
    (a, b) =>
      b.heals.length - a.heals.length ||
      b.helps.length - a.helps.length ||
      a.needs - b.needs ||
      usualness(a.remedy) - usualness(b.remedy) ||
      (a.remedy < b.remedy ? -1 : 1),
  );
}

/** Among remedies that do equally well, the tools that are at hand come before those for which somebody must first build a scheme. */
const USUAL: readonly string[] = [
  'scc-2021',
  'uk-idta',
  'appi-equivalent-measures',
  'appi-consent',
  'bcr-c',
  'bcr-p',
];

function usualness(remedy: string): number {
  const place = USUAL.indexOf(remedy.split('+')[0] ?? '');
  return place < 0 ? USUAL.length : place;
}

function importersOf(question: Question, flows: readonly string[]): Set<string> {
  const ids = flows.map((id) => question.register.flows.get(id)?.recipient);
  return new Set(
    ids.flatMap((party) => (party === undefined || party.is === 'data-subject' ? [] : [party.organisation])),
  );
}

function pairsOf(question: Question, bad: readonly FlowState[]): { exporter: string; importer: string }[] {
  const pairs = new Map<string, { exporter: string; importer: string }>();
  for (const answer of bad) {
    const flow = question.register.flows.get(answer.flow);
    if (flow === undefined) continue;
    const { exporter, importer } = endsOf(flow, question.register);
    if (exporter === undefined || importer === undefined || exporter === importer) continue;
    pairs.set(`${exporter.id}\u0001${importer.id}`, { exporter: exporter.id, importer: importer.id });
  }
  return [...pairs.values()];
}

/** Instrument kinds that a rule of the day accepts as a safeguard. */
function kindsOfTheDay(question: Question): InstrumentKind[] {
  const permits = rulesOf(question.rulebook, 'permits', null, question.asOf, question.without);
  const kinds = permits.filter((rule) => rule.tier === 'safeguard').flatMap((rule) => rule.instrument);
  return [...new Set(kinds)] as InstrumentKind[];
}

/** Standings of the recipient that a rule of adequacy asks for. */
function standingsOfTheDay(question: Question): StandingName[] {
  const permits = rulesOf(question.rulebook, 'permits', null, question.asOf, question.without);
  const text = JSON.stringify(permits.filter((rule) => rule.tier === 'adequacy').map((rule) => rule.when));
  return [
    ...new Set(
      [...text.matchAll(/"importer\.standing\.([a-z-]+)"/g)].map((found) => found[1] as StandingName),
    ),
  ];
}

/** An addendum is signed on top of clauses: both are counted. */
function withBase(used: ReadonlySet<string>, bundle: readonly InstrumentKind[]): Set<string> {
  const all = new Set(used);
  if (!bundle.includes('scc-2021')) return all;
  for (const id of used) {
    const pair = /^proposed:(?:uk|ch)-addendum:(.*)$/.exec(id)?.[1];
    if (pair !== undefined) all.add(`proposed:scc-2021:${pair}`);
  }
  return all;
}

/** An instrument in thought, with everything that its kind can need. */
function proposed(kind: InstrumentKind, parties: readonly string[], question: Question): Instrument {
  const country = question.register.organisations.get(parties[0] ?? '')?.country ?? 'DE';
  return {
    id: `proposed:${kind}:${parties.length > 2 ? 'group' : parties.join('>')}`,
    kind,
    modules: [1, 2, 3, 4],
    parties,
    ...(parties.length === 2 && { exporters: [parties[0] as string], importers: [parties[1] as string] }),
    informed: INFORMATION_ITEMS,
    approval: { authority: `${country.toLowerCase()}-authority`, on: question.asOf },
    from: question.asOf,
  };
}

/** Adds instruments, and lets the bad flows rely on them even where they name others. */
function withInstrumentsFor(
  question: Question,
  added: readonly Instrument[],
  bad: readonly FlowState[],
): Question {
  const instruments = new Map(question.register.instruments);
  for (const one of added) instruments.set(one.id, one);
  const flows = new Map(question.register.flows);
  for (const { flow: id } of bad) {
    const flow = flows.get(id);
    if (flow?.tools === undefined) continue;
    const { tools: _tools, ...free } = flow;
    flows.set(id, free);
  }
  return { ...question, register: { ...question.register, instruments, flows } };
}

function withStanding(question: Question, importers: ReadonlySet<string>, name: StandingName): Question {
  const organisations = new Map(question.register.organisations);
  const standing: Standing = { holds: true, covers: ['hr', 'non-hr'], from: question.asOf };
  for (const id of importers) {
    const one = organisations.get(id) as Organisation;
    organisations.set(id, { ...one, standing: { ...one.standing, [name]: standing } });
  }
  return { ...question, register: { ...question.register, organisations } };
}

function compare(
  remedy: string,
  bad: readonly FlowState[],
  after: readonly FlowState[],
  count: (used: ReadonlySet<string>, helps: readonly string[]) => number,
  pairs: Remedy['between'],
): Remedy {
  const byFlow = new Map(after.map((answer) => [answer.flow, answer]));
  const used = new Set<string>();
  const heals: string[] = [];
  const conditional: string[] = [];
  const helps: string[] = [];
  for (const before of bad) {
    const now = byFlow.get(before.flow);
    if (now === undefined) continue;
    // What an instrument at hand would carry by itself is no merit of the remedy.
    const byRemedy = (answer: FlowState['answers'][number]): boolean =>
      remedy.startsWith('standing:') || answer.instrument?.startsWith('proposed:') === true;
    const better = now.answers.filter((answer) => {
      const earlier = before.answers.find((one) => one.regime === answer.regime)?.verdict;
      return isBetter(answer.verdict, earlier) && byRemedy(answer);
    });
    if (better.length === 0) continue;
    helps.push(before.flow);
    for (const answer of better)
      if (answer.instrument?.startsWith('proposed:') === true) used.add(answer.instrument);
    if (now.verdict === 'lawful' || now.verdict === 'conditional') heals.push(before.flow);
    if (now.verdict === 'conditional') conditional.push(before.flow);
  }
  const between = pairs.filter((pair) =>
    [...used].some((id) => id.endsWith(`:${pair.exporter}>${pair.importer}`)),
  );
  return { remedy, needs: count(used, helps), heals, conditional, helps, between };
}

function isBetter(now: string, before: string | undefined): boolean {
  return (now === 'lawful' || now === 'conditional') && before !== 'lawful' && before !== 'conditional';
}

/** A bundle that heals no more than one of its parts is left out. */
function dropWeaker(remedies: readonly Remedy[]): Remedy[] {
  return remedies.filter((one) => {
    const parts = one.remedy.split('+');
    return !remedies.some(
      (other) =>
        other !== one &&
        other.remedy.split('+').length < parts.length &&
        other.remedy.split('+').every((part) => parts.includes(part)) &&
        other.helps.length >= one.helps.length &&
        other.heals.length >= one.heals.length,
    );
  });
}
