// The timeline of flows: for each the spans in which its verdict was what, and the events that ended each span.
import type { Condition } from '../law/condition.ts';
import type { Language } from '../law/law.ts';
import { type Rulebook, turningDays } from '../law/rulebook.ts';
import { addDays, addMonths, type CivilDate } from '../time/civil-date.ts';
import type { FlowAnswer, RegimeAnswer, Verdict } from './answer.ts';
import { flowsNamed } from './packed-flows.ts';
import type { Question } from './question.ts';
import type { Assessment, Flow, Instrument, Register, Span } from './register.ts';
import { answerTransfers, cutToFlows } from './transfers.ts';

export interface VerdictSpan {
  /** The first day; `null` where the flow has run longer than was asked about. */
  readonly from: CivilDate;
  /** The first day no longer; `null` where no end is known. */
  readonly until: CivilDate | null;
  readonly verdict: Verdict;
  readonly tool: string;
  readonly instrument: string | null;
  readonly because: readonly string[];
  /** What happened on the day on which the span ended. */
  readonly endedBy: readonly string[];
}

export interface FlowTimeline {
  readonly flow: string;
  readonly spans: readonly VerdictSpan[];
}

export interface Timeline {
  readonly laws: string;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly flows: readonly FlowTimeline[];
}

/** The first day of which this program knows law; a flow without a first day is asked about from here on. */
export const FIRST_DAY = '1995-01-01' as CivilDate;

/**
 * Answers for every flow over time. `from` inclusive, `until` exclusive; without `until` the last span stays open.
 * The question's own day counts only for what is struck: it is struck from that day on.
 */
export function answerTimeline(
  whole: Question,
  asked: {
    readonly from?: CivilDate;
    readonly until?: CivilDate;
    readonly flows?: ReadonlySet<string>;
    readonly language?: Language;
  } = {},
): Timeline {
  const from = asked.from ?? FIRST_DAY;
  const flows = flowsNamed(whole.register.flows, asked.flows);
  // Of all others neither the days nor the answers matter.
  const question =
    asked.flows === undefined ? whole : { ...whole, register: cutToFlows(flows, whole.register) };
  const days = daysToAsk(question, from, asked.until);
  const spans = new Map<string, VerdictSpan[]>(flows.map((flow) => [flow.id, []]));
  const before = new Map<string, FlowAnswer>();
  for (const day of days) {
    const here = { ...question, asOf: day };
    const manner = {
      language: asked.language ?? 'en',
      explain: false,
      ...(asked.flows && { flows: asked.flows }),
    } as const;
    const answers = new Map(answerTransfers(here, manner).flows.map((answer) => [answer.flow, answer]));
    for (const flow of flows) {
      const answer = answers.get(flow.id);
      extend(spans.get(flow.id) as VerdictSpan[], answer, before.get(flow.id), day, flow, question);
      if (answer === undefined) before.delete(flow.id);
      else before.set(flow.id, answer);
    }
  }
  return {
    laws: question.rulebook.fingerprint,
    from,
    until: asked.until ?? null,
    flows: flows.map((flow) => ({
      flow: flow.id,
      spans: closeLast(spans.get(flow.id) ?? [], flow, asked.until),
    })),
  };
}

/** Every day on which an answer can change: days of the law, of the register, and of periods that run out. */
export function daysToAsk(question: Question, from: CivilDate, until: CivilDate | undefined): CivilDate[] {
  const days = new Set<CivilDate>([from]);
  for (const day of [
    ...turningDays(question.rulebook),
    ...daysOfRegister(question.register, question.rulebook),
  ])
    days.add(day);
  if (question.without.size > 0 || question.leaving.size > 0) days.add(question.asOf);
  return [...days].filter((day) => day >= from && (until === undefined || day < until)).sort();
}

function daysOfRegister(register: Register, rulebook: Rulebook): CivilDate[] {
  const days: (CivilDate | undefined)[] = [];
  const add = (span: Span): void => {
    days.push(span.from, span.until);
  };
  for (const flow of register.flows.values()) add(flow);
  for (const activity of register.activities.values()) add(activity);
  for (const organisation of register.organisations.values()) add(organisation);
  for (const organisation of register.organisations.values())
    for (const standing of Object.values(organisation.standing)) add(standing);
  const months = monthsOfLaw(rulebook);
  for (const instrument of register.instruments.values()) {
    add(instrument);
    instrument.accessions?.forEach(add);
    days.push(instrument.approval?.on);
  }
  for (const { on } of register.assessments.values()) {
    if (on === undefined) continue;
    days.push(on, ...months.map((count) => addDays(addMonths(on, count), 1)));
  }
  return days.filter((day) => day !== undefined);
}

/** Numbers of months after which something made becomes too old (`within-months`). */
function monthsOfLaw(rulebook: Rulebook): readonly number[] {
  const known = monthsOf.get(rulebook);
  if (known !== undefined) return known;
  const months = findMonths(rulebook);
  monthsOf.set(rulebook, months);
  return months;
}

/** A rulebook never changes, so its months are looked for once. */
const monthsOf = new WeakMap<Rulebook, readonly number[]>();

function findMonths(rulebook: Rulebook): number[] {
  const found = new Set<number>();
  const visit = (condition: Condition | undefined): void => {
    if (condition === undefined) return;
    if (condition.op === 'all' || condition.op === 'any') condition.of.forEach(visit);
    else if (condition.op === 'not' || condition.op === 'presumed' || condition.op === 'if-known')
      visit(condition.of);
    else if (condition.op === 'within-months') found.add(condition.months);
  };
  for (const rule of rulebook.rules.values()) {
    visit(rule.when);
    if (rule.kind === 'duty') {
      visit(rule.met);
      visit(rule.broken);
    }
  }
  return [...found];
}

function extend(
  spans: VerdictSpan[],
  answer: FlowAnswer | undefined,
  earlier: FlowAnswer | undefined,
  day: CivilDate,
  flow: Flow,
  question: Question,
): void {
  const last = spans.at(-1);
  if (answer === undefined) {
    if (last?.until === null)
      spans[spans.length - 1] = { ...last, until: day, endedBy: [whatEnded(flow, question.register, day)] };
    return;
  }
  const leading = leadingAnswer(answer);
  const same =
    last?.until === null &&
    last.verdict === answer.verdict &&
    last.tool === (leading?.tool ?? 'none') &&
    last.instrument === (leading?.instrument ?? null);
  if (same) return;
  if (last?.until === null) {
    spans[spans.length - 1] = {
      ...last,
      until: day,
      endedBy: eventsOn(day, flow, earlier, answer, question),
    };
  }
  spans.push({
    from: day,
    until: null,
    verdict: answer.verdict,
    tool: leading?.tool ?? 'none',
    instrument: leading?.instrument ?? null,
    because: leading?.because ?? [],
    endedBy: [],
  });
}

/** The answer that gave the whole verdict: the first of the worst. */
export function leadingAnswer(answer: FlowAnswer): RegimeAnswer | undefined {
  return answer.answers.find((one) => one.verdict === answer.verdict);
}

/** The flow itself, its activity, or one of its ends. */
export function whatEnded(flow: Flow, register: Register, day: CivilDate): string {
  if (flow.until === day) return 'the flow ended';
  const activity = flow.activity === undefined ? undefined : register.activities.get(flow.activity);
  if (activity?.until === day) return `the activity ${activity.id} ended`;
  const ended = [flow.sender, flow.recipient].find(
    (party) => party.is !== 'data-subject' && register.organisations.get(party.organisation)?.until === day,
  );
  return ended === undefined || ended.is === 'data-subject'
    ? 'the flow ended'
    : `${ended.organisation} ceased to exist`;
}

function closeLast(spans: readonly VerdictSpan[], flow: Flow, until: CivilDate | undefined): VerdictSpan[] {
  return spans.map((span, index) => {
    if (index < spans.length - 1 || span.until !== null || until === undefined) return span;
    return { ...span, until, ...(flow.until === until && { endedBy: ['the flow ended'] }) };
  });
}

/** What happened on a day to the law or the register items on which the answers before and after rest. */
export function eventsOn(
  day: CivilDate,
  flow: Flow,
  earlier: FlowAnswer | undefined,
  later: FlowAnswer,
  question: Question,
): string[] {
  const { rulebook, register } = question;
  const answers = [...(earlier?.answers ?? []), ...later.answers];
  const events: string[] = [];
  for (const id of new Set(answers.flatMap((answer) => answer.rules))) {
    const rule = rulebook.rules.get(id);
    const file = rule && rulebook.files.get(rule.file);
    if (file?.until === day)
      events.push(
        file.ended === undefined ? `${file.title.en} ended` : `${file.ended.by}: ${file.title.en} ended`,
      );
    else if (file?.from === day) events.push(`${file.title.en} began to apply`);
    else if (rule?.until === day) events.push(`${rule.cites[0] ?? rule.id} ended`);
    else if (rule?.from === day) events.push(`${rule.cites[0] ?? rule.id} began to apply`);
  }
  for (const id of question.without) if (day === question.asOf) events.push(`${id} struck`);
  const named = new Set(answers.flatMap(({ instrument }) => instrument ?? []));
  const concerned = recordsConcerned(register, flow, named, destinationOf(flow, register));
  for (const instrument of concerned.instruments) {
    if (instrument.until === day) events.push(`${instrument.id} ended`);
    if (instrument.from === day) events.push(`${instrument.id} was signed`);
    if (instrument.approval?.on === day) events.push(`${instrument.id} was approved`);
    for (const accession of instrument.accessions ?? []) {
      if (accession.from === day) events.push(`${accession.party} acceded to ${instrument.id}`);
      if (accession.until === day) events.push(`${accession.party} left ${instrument.id}`);
    }
  }
  for (const id of flow.after) {
    const brought = register.flows.get(id);
    if (brought?.from === day) events.push(`data began to arrive by ${id}`);
    if (brought?.until === day) events.push(`${id} ended`);
  }
  for (const one of concerned.assessments) {
    if (one.on === undefined) continue;
    if (one.on === day) events.push(`${one.id} was made`);
    else if (
      monthsOfLaw(rulebook).some((months) => addDays(addMonths(one.on as CivilDate, months), 1) === day)
    )
      events.push(`${one.id} became too old`);
  }
  for (const party of [flow.sender, flow.recipient]) {
    if (party.is === 'data-subject') continue;
    const standing = register.organisations.get(party.organisation)?.standing ?? {};
    for (const [name, one] of Object.entries(standing)) {
      if (one.until === day) events.push(`${name} of ${party.organisation} ended`);
      if (one.from === day) events.push(`${name} of ${party.organisation} began`);
    }
  }
  return events.length > 0 ? [...new Set(events)] : membershipEvents(day, rulebook);
}

interface RegisterWays {
  /** Places of instruments and assessments in the register. */
  readonly order: ReadonlyMap<Instrument | Assessment, number>;
  readonly byFlow: ReadonlyMap<string, readonly Assessment[]>;
  readonly byInstrument: ReadonlyMap<string, readonly Assessment[]>;
  readonly byCountry: ReadonlyMap<string, readonly Assessment[]>;
}

const ways = new WeakMap<Register, RegisterWays>();

/** Ways from what an event may concern to the records; found once. */
function waysInto(register: Register): RegisterWays {
  const known = ways.get(register);
  if (known !== undefined) return known;
  const order = new Map<Instrument | Assessment, number>();
  for (const one of register.instruments.values()) order.set(one, order.size);
  const by = { flow: new Map(), instrument: new Map(), country: new Map() } as Record<
    'flow' | 'instrument' | 'country',
    Map<string, Assessment[]>
  >;
  const add = (map: Map<string, Assessment[]>, key: string, one: Assessment): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [one]);
    else list.push(one);
  };
  for (const one of register.assessments.values()) {
    order.set(one, order.size);
    for (const flow of one.flows ?? []) add(by.flow, flow, one);
    if (one.instrument !== undefined) add(by.instrument, one.instrument, one);
    if (one.country !== undefined) add(by.country, one.country, one);
  }
  const found = { order, byFlow: by.flow, byInstrument: by.instrument, byCountry: by.country };
  ways.set(register, found);
  return found;
}

/** The instruments that are named, and the assessments of those, of the flow or of the country to which it goes; in the register's order. */
function recordsConcerned(
  register: Register,
  flow: Flow,
  named: ReadonlySet<string>,
  destination: string | undefined,
): { readonly instruments: readonly Instrument[]; readonly assessments: readonly Assessment[] } {
  const { order, byFlow, byInstrument, byCountry } = waysInto(register);
  const inOrder = <T extends Instrument | Assessment>(found: readonly T[]): T[] =>
    [...new Set(found)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return {
    instruments: inOrder([...named].flatMap((id) => register.instruments.get(id) ?? [])),
    assessments: inOrder([
      ...(byFlow.get(flow.id) ?? []),
      ...[...named].flatMap((id) => byInstrument.get(id) ?? []),
      ...(byCountry.get(destination ?? '') ?? []),
    ]),
  };
}

function destinationOf(flow: Flow, register: Register): string | undefined {
  if (flow.at !== undefined || flow.recipient.is === 'data-subject') return flow.at;
  return register.organisations.get(flow.recipient.organisation)?.country;
}

function membershipEvents(day: CivilDate, rulebook: Rulebook): string[] {
  const events = new Set<string>();
  for (const law of rulebook.laws) {
    if (law.ended !== undefined && law.until === day) events.add(`${law.ended.by}: ${law.title.en} ended`);
    for (const rule of law.rules) {
      if (rule.kind !== 'territory') continue;
      for (const member of rule.members) {
        if (member.until === day)
          events.add(`${member.place} left ${law.title.en}${member.why ? ` (${member.why})` : ''}`);
        if (member.from === day)
          events.add(`${member.place} joined ${law.title.en}${member.cite ? ` (${member.cite})` : ''}`);
      }
    }
  }
  for (const one of rulebook.instruments) {
    if (one.from === day) events.add(`${one.name.en} began to apply`);
    if (one.until === day) events.add(`${one.name.en} ended`);
  }
  return [...events].slice(0, 8);
}
