// The answers for a whole graph of flows, as columns of numbers: on a day, over time, and with something changed in thought.
import type { Language } from '../law/law.ts';
import type { Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type FlowAnswer, type TransferAnswers, VERDICTS, type Verdict } from './answer.ts';
import { type Change, type ChangedDay, changeDay } from './columns-change.ts';
import { answerDay, type DayColumns, NO_CASE } from './columns-day.ts';
import { dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import { FIRST_FILE, NO_INSTRUMENT } from './columns-decide.ts';
import { type FlowColumns, NOBODY } from './columns-flows.ts';
import { ColumnGraph } from './columns-graph.ts';
import { GraphGuide } from './columns-guide.ts';
import type { LawOutcome, Outcome } from './columns-labels.ts';
import type { BetweenState } from './columns-pairs.ts';
import { columnsOf } from './columns-register.ts';
import {
  NO_VERDICT,
  outcomeOn,
  sweepTimeline,
  type TimelineColumns,
  verdictsOn,
} from './columns-timeline.ts';
import { PackedFlows } from './packed-flows.ts';
import { askAbout, type Question } from './question.ts';
import type { Instrument, Register } from './register.ts';
import { FIRST_DAY } from './timeline.ts';
import { answerArrived, answerTransfers, type Guide, type Manner } from './transfers.ts';
import { withInstruments } from './what-if.ts';

/** Stands in a column of instruments where none carries the flow. */
const NO_TOOL = -1;

/** The answers of a day, one place for each flow in the order of the register. All can be handed to another thread. */
export interface AnswerColumns {
  /** Places of `VERDICTS`; `NO_VERDICT` where the flow does not run. */
  readonly verdicts: Uint8Array<ArrayBuffer>;
  /** Places of `tools`. */
  readonly tools: Uint16Array<ArrayBuffer>;
  /** From 0 on an instrument of the register; below -1 a law file, the first as -2; `NO_TOOL` for none. */
  readonly instruments: Int32Array<ArrayBuffer>;
}

/** How many flows have which verdict, in the order of `VERDICTS`. */
export type VerdictCounts = readonly number[];

export interface GraphCounts {
  readonly all: VerdictCounts;
  readonly byLaw: ReadonlyMap<string, VerdictCounts>;
  /** By country of the exporter and destination; `null` where it is not known, or the data come from the person concerned. */
  readonly byCountries: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly counts: VerdictCounts;
  }[];
}

/** How a flow stands: as `what-if.ts` and `timeline.ts` say it. */
export interface FlowState {
  readonly verdict: Verdict;
  readonly tool: string;
  readonly instrument: string | null;
}

export interface FlowSpan extends FlowState {
  readonly from: CivilDate;
  /** The first day no longer; `null` where no end is known. */
  readonly until: CivilDate | null;
}

export interface GraphWhatIf {
  readonly before: VerdictCounts;
  readonly after: VerdictCounts;
  /** Numbers of the flows that stand otherwise by then; how they stood and stand, in the same order. */
  readonly changed: Int32Array<ArrayBuffer>;
  readonly were: AnswerColumns;
  readonly are: AnswerColumns;
}

/**
 * A graph of flows, coded once and asked often. The readable evaluator (transfers.ts, timeline.ts, what-if.ts) is its judge: both
 * give the same verdicts, tools and instruments.
 */
export class GraphAnswers {
  readonly register: Register;
  readonly rulebook: Rulebook;
  /** Ids of the laws that answer, of the law files, of the instruments: what numbers in columns stand for. */
  readonly laws: readonly string[];
  readonly files: readonly string[];
  private readonly graph: ColumnGraph;
  private timeline: TimelineColumns | undefined;
  private lastDay: DayColumns | undefined;
  private lastCounts: { readonly of: DayColumns; readonly counts: readonly number[] } | undefined;

  /** Codes the flows of a register; or takes columns that were coded elsewhere, for a register whose flows may then be left out. */
  constructor(register: Register, rulebook: Rulebook, columns: FlowColumns = columnsOf(register)) {
    this.register = register;
    this.rulebook = rulebook;
    this.graph = new ColumnGraph(register, rulebook, columns);
    this.laws = this.graph.law.laws.map(({ name }) => name);
    this.files = rulebook.laws.map(({ id }) => id);
  }

  get count(): number {
    return this.graph.count;
  }

  /** Words for the numbers in columns of tools; grows while answers are given. */
  get tools(): readonly string[] {
    return this.graph.law.tools.words;
  }

  /** Sweeps over all days since the law is known; each day is then looked up. Done when first needed. */
  prepare(): TimelineColumns {
    this.timeline ??= sweepTimeline(this.graph, numberOfDay(FIRST_DAY));
    return this.timeline;
  }

  /** The verdicts of a day: places of `VERDICTS`, `NO_VERDICT` where a flow does not run. `into` is used again where it is given. */
  verdictsOn(day: CivilDate, into = new Uint8Array(this.count)): Uint8Array<ArrayBuffer> {
    return verdictsOn(this.prepare(), numberOfDay(day), into);
  }

  /** The same without the sweep over time: labels are carried anew for this one day. */
  verdictsAfresh(day: CivilDate): Uint8Array<ArrayBuffer> {
    const { graph } = this;
    const on = numberOfDay(day);
    const columns = answerDay(graph, on);
    this.lastDay = columns;
    const verdicts = new Uint8Array(this.count).fill(NO_VERDICT);
    for (let place = 0; place < this.count; place += 1) {
      const number = columns.case[place]!;
      if (number !== NO_CASE && on >= graph.runFrom[place]! && on < graph.runUntil[place]!)
        verdicts[graph.flowAt[place]!] = graph.cases.all[number]!.verdict;
    }
    return verdicts;
  }

  /** Verdict, tool and instrument of every flow on a day. */
  answersOn(day: CivilDate): AnswerColumns {
    const on = numberOfDay(day);
    const answers = emptyAnswers(this.count);
    for (let flow = 0; flow < this.count; flow += 1) {
      const place = this.graph.placeOf[flow]!;
      const outcome = this.outcomeOn(place, on);
      this.write(answers, flow, outcome, outcome && this.behind(outcome, place, on));
    }
    return answers;
  }

  /** The verdicts of one law on a day; `NO_VERDICT` where it is not asked. */
  lawVerdictsOn(day: CivilDate, law: string): Uint8Array<ArrayBuffer> {
    const on = numberOfDay(day);
    const number = this.laws.indexOf(law);
    const timeline = this.prepare();
    const verdictOf: number[] = [];
    const verdicts = new Uint8Array(this.count).fill(NO_VERDICT);
    for (let flow = 0; flow < this.count; flow += 1) {
      const outcome = outcomeOn(timeline, flow, on);
      if (outcome < 0) continue;
      verdictOf[outcome] ??=
        this.graph.outcomes.all[outcome]!.byLaw.find((one) => one.law === number)?.verdict ?? NO_VERDICT;
      verdicts[this.graph.flowAt[flow]!] = verdictOf[outcome];
    }
    return verdicts;
  }

  /** How many flows have which verdict on a day: all, by law, and by the two countries. */
  countsOn(day: CivilDate): GraphCounts {
    const { graph } = this;
    const on = numberOfDay(day);
    const places = this.placesOfPairs();
    const byOutcome: number[] = [];
    const byPlace = new Map<number, number[]>();
    const timeline = this.prepare();
    const { verdictOf } = timeline;
    for (let flow = 0; flow < this.count; flow += 1) {
      const outcome = outcomeOn(timeline, flow, on);
      if (outcome < 0) continue;
      byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
      const place = places.of[graph.pairOf[flow]!]!;
      let counts = byPlace.get(place);
      if (counts === undefined) {
        counts = noCounts();
        byPlace.set(place, counts);
      }
      counts[verdictOf[outcome]!]! += 1;
    }
    const all = noCounts();
    const byLaw = new Map<string, number[]>();
    byOutcome.forEach((count, outcome) => {
      const { verdict, byLaw: answers } = graph.outcomes.all[outcome]!;
      all[verdict]! += count;
      for (const one of answers) {
        const name = this.laws[one.law]!;
        const counts = byLaw.get(name) ?? noCounts();
        counts[one.verdict]! += count;
        byLaw.set(name, counts);
      }
    });
    const byCountries = [...byPlace].map(([place, counts]) => ({ ...places.names[place]!, counts }));
    return { all, byLaw, byCountries };
  }

  /** The spans of one flow over time, as timeline.ts gives them: neighbours differ in verdict, tool or instrument. */
  timelineOf(number: number): FlowSpan[] {
    const { graph } = this;
    const flow = graph.placeOf[number]!;
    const { first, start, days } = this.prepare();
    const from = Math.max(first, graph.runFrom[flow]!);
    const until = graph.runUntil[flow]!;
    if (from >= until) return [];
    const pair = graph.pairOf[flow]!;
    const turns = new Set([from]);
    for (let at = start[flow]!; at < start[flow + 1]!; at += 1) turns.add(days[at]!);
    for (let stretch = graph.between.on(pair, from); ; stretch += 1) {
      const next = graph.between.endOf(pair, stretch);
      if (next >= until) break;
      turns.add(next);
    }
    const spans: FlowSpan[] = [];
    for (const day of [...turns].sort((a, b) => a - b)) {
      if (day < from || day >= until) continue;
      const outcome = this.outcomeOn(flow, day);
      if (outcome === undefined) continue;
      const state = this.stateOf(outcome, this.behind(outcome, flow, day));
      const last = spans.at(-1);
      if (last !== undefined && isSame(last, state)) continue;
      if (last !== undefined) spans[spans.length - 1] = { ...last, until: dayOfNumber(day) };
      spans.push({ ...state, from: dayOfNumber(day), until: until >= NEVER ? null : dayOfNumber(until) });
    }
    return spans;
  }

  /** What changes on a day if law or instruments are struck from then on, countries leave, instruments are signed (what-if.ts). */
  whatIf(
    day: CivilDate,
    change: {
      readonly without?: Iterable<string>;
      readonly leaving?: Iterable<string>;
      readonly added?: readonly Instrument[];
    },
  ): GraphWhatIf {
    const { graph } = this;
    const on = numberOfDay(day);
    const before = this.dayColumns(on);
    const { without, leaving, added } = change;
    const whole: Change = { without: new Set(without), leaving: new Set(leaving), added: added ?? [] };
    return changeDay(graph, before, whole, (changed) => this.compare(changed, on));
  }

  /** Looks at the flows that were passed in the order of their places, in which like ones stand side by side; the answer is in that of the register. */
  private compare(day: ChangedDay, on: number): GraphWhatIf {
    const { graph } = this;
    const { places, casesBefore, columns } = day;
    const before = this.countsOfDay(columns, places, casesBefore);
    const after = [...before];
    const flows = new Int32Array(places.length);
    const were = emptyAnswers(places.length);
    const are = emptyAnswers(places.length);
    let found = 0;
    let last = -1;
    let isLastAlike = false;
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index]!;
      if (on < graph.runFrom[place]! || on >= graph.runUntil[place]!) continue;
      const was = this.outcomeOfCase(casesBefore[index]!);
      const is = this.outcomeOfCase(columns.case[place]!);
      after[was.verdict]! -= 1;
      after[is.verdict]! += 1;
      const isLike =
        last >= 0 &&
        casesBefore[index] === casesBefore[last] &&
        columns.case[place] === columns.case[places[last]!] &&
        day.isLike(place, places[last]!);
      if (isLike && isLastAlike) continue;
      if (isLike) copyAnswer(were, are, found);
      else {
        const wasBehind = isCarried(was) ? columns.states.of(graph.pairOf[place]!) : undefined;
        const isBehind = isCarried(is) ? day.stateOf(place) : undefined;
        last = index;
        isLastAlike =
          was.verdict === is.verdict &&
          was.tool === is.tool &&
          this.idOf(was, wasBehind) === this.idOf(is, isBehind);
        if (isLastAlike) continue;
        this.write(were, found, was, wasBehind);
        this.write(are, found, is, isBehind);
      }
      flows[found] = graph.flowAt[place]!;
      found += 1;
    }
    const ranks = ranksOf(flows.subarray(0, found), graph.count);
    const changed = new Int32Array(found);
    for (let index = 0; index < found; index += 1) changed[ranks[index]!] = flows[index]!;
    return { before, after, changed, were: inOrder(were, ranks), are: inOrder(are, ranks) };
  }

  /**
   * The whole answers for a day, with reasons: the columns say what matters, and the readable evaluator puts it into words. Needs a
   * register that holds its flows.
   */
  answerTransfers(question: Question, manner: Manner, added: readonly Instrument[] = []): TransferAnswers {
    const asked = withInstruments(question, added);
    if (manner.explain) return answerTransfers(asked, manner);
    return this.guided(question, added, (guide) => answerTransfers(asked, manner, guide));
  }

  /** Lets `work` look at the outcomes of a question about this register, by the numbers of its flows. */
  outcomesOf<T>(question: Question, added: readonly Instrument[], work: (outcomes: Outcomes) => T): T {
    const { graph } = this;
    const { asOf, without, leaving } = question;
    const on = numberOfDay(asOf);
    const placeOf = this.placeById();
    const asked = withInstruments(question, added);
    const runs = (place: number): boolean => on >= graph.runFrom[place]! && on < graph.runUntil[place]!;
    const look = (columns: DayColumns, stateOf: (place: number) => BetweenState, guide: Guide): Outcomes => ({
      of: (flow) => {
        const place = graph.placeOf[flow]!;
        return runs(place) ? this.outcomeOfCase(columns.case[place]!) : undefined;
      },
      instrumentOf: (flow, one) => {
        const behind = isCarried(one) ? stateOf(graph.placeOf[flow]!) : undefined;
        return this.idOf(one, behind);
      },
      explain: (ids, language) => {
        const flows = ids.map((id) => ({
          id,
          arriving: graph.labels.describe(columns.arriving[placeOf(id)!]!),
        }));
        return answerArrived(asked, language, guide, flows);
      },
    });
    if (without.size + leaving.size + added.length === 0) {
      const stateOf = (place: number): BetweenState => graph.stateOn(graph.pairOf[place]!, on);
      return work(look(this.dayColumns(on), stateOf, new GraphGuide(graph, placeOf)));
    }
    return changeDay(graph, this.dayColumns(on), { without, leaving, added }, (changed) =>
      work(look(changed.columns, changed.stateOf, new GraphGuide(graph, placeOf, changed))),
    );
  }

  /** Lets `work` be guided by the columns of a question about this register. */
  guided<T>(question: Question, added: readonly Instrument[], work: (guide: Guide) => T): T {
    const { asOf, without, leaving } = question;
    const placeOf = this.placeById();
    if (without.size + leaving.size + added.length === 0) return work(new GraphGuide(this.graph, placeOf));
    const before = this.dayColumns(numberOfDay(asOf));
    return changeDay(this.graph, before, { without, leaving, added }, (changed) =>
      work(new GraphGuide(this.graph, placeOf, changed)),
    );
  }

  /** The place of a flow by its id; absent where there is none. */
  private placeById(): (flow: string) => number | undefined {
    const { flows } = this.register;
    const { placeOf } = this.graph;
    if (flows instanceof PackedFlows) return (id) => placeOf[flows.numberOf(id)];
    this.placeOfId ??= new Map(Array.from(flows.keys(), (id, number) => [id, placeOf[number]!]));
    const places = this.placeOfId;
    return (id) => places.get(id);
  }

  private placeOfId: ReadonlyMap<string, number> | undefined;

  /** The whole answer for one flow on a day, with reasons, by the readable evaluator; needs a register that holds its flows. */
  explain(flow: string, day: CivilDate, language: Language): FlowAnswer | undefined {
    const question = askAbout(this.register, this.rulebook, day);
    return answerTransfers(question, { language, explain: true, flows: new Set([flow]) }).flows[0];
  }

  /** What an entry of a column of answers says, in words. */
  describe(answers: AnswerColumns, at: number): FlowState {
    const instrument = answers.instruments[at]!;
    return {
      verdict: VERDICTS[answers.verdicts[at]!]!,
      tool: this.tools[answers.tools[at]!]!,
      instrument:
        instrument === NO_TOOL
          ? null
          : instrument < NO_TOOL
            ? this.files[-2 - instrument]!
            : this.graph.pairs.instruments[instrument]!.one.id,
    };
  }

  private dayColumns(on: number): DayColumns {
    if (this.lastDay?.day !== on) this.lastDay = answerDay(this.graph, on);
    return this.lastDay;
  }

  private outcomeOfCase(number: number): Outcome {
    return this.graph.outcomes.all[this.graph.cases.all[number]!.outcome]!;
  }

  /** How many flows had which verdict on a day before it was changed; counted once for each day. */
  private countsOfDay(columns: DayColumns, places: Int32Array, casesBefore: Int32Array): readonly number[] {
    if (this.lastCounts?.of === columns) return this.lastCounts.counts;
    const { runFrom, runUntil, cases } = this.graph;
    const counts = noCounts();
    const count = (flow: number, number: number, by: number): void => {
      if (number === NO_CASE || columns.day < runFrom[flow]! || columns.day >= runUntil[flow]!) return;
      counts[cases.all[number]!.verdict]! += by;
    };
    for (let flow = 0; flow < this.count; flow += 1) count(flow, columns.case[flow]!, 1);
    for (const [index, flow] of places.entries()) {
      count(flow, columns.case[flow]!, -1);
      count(flow, casesBefore[index]!, 1);
    }
    this.lastCounts = { of: columns, counts };
    return counts;
  }

  private outcomeOn(flow: number, on: number): Outcome | undefined {
    const number = outcomeOn(this.prepare(), flow, on);
    return number < 0 ? undefined : this.graph.outcomes.all[number];
  }

  /** What stands between the ends of a flow on a day, where it is an instrument that carries it. */
  private behind(outcome: LawOutcome, flow: number, on: number): BetweenState | undefined {
    return isCarried(outcome) ? this.graph.stateOn(this.graph.pairOf[flow]!, on) : undefined;
  }

  private instrumentOf({ by, instrument }: LawOutcome, behind: BetweenState | undefined): number {
    if (instrument >= FIRST_FILE) return -2 - (instrument - FIRST_FILE);
    return behind === undefined ? NO_TOOL : this.graph.instrumentIn(by, instrument, behind);
  }

  private idOf(outcome: LawOutcome, behind: BetweenState | undefined): string | null {
    const number = this.instrumentOf(outcome, behind);
    if (number === NO_TOOL) return null;
    return number < 0 ? this.files[-2 - number]! : this.graph.pairs.instruments[number]!.one.id;
  }

  private stateOf(outcome: LawOutcome, behind: BetweenState | undefined): FlowState {
    return {
      verdict: VERDICTS[outcome.verdict]!,
      tool: this.tools[outcome.tool]!,
      instrument: this.idOf(outcome, behind),
    };
  }

  private write(
    answers: AnswerColumns,
    at: number,
    outcome: Outcome | undefined,
    behind: BetweenState | undefined,
  ): void {
    answers.verdicts[at] = outcome?.verdict ?? NO_VERDICT;
    answers.tools[at] = outcome?.tool ?? 0;
    answers.instruments[at] = outcome === undefined ? NO_TOOL : this.instrumentOf(outcome, behind);
  }

  private places: CountryPlaces | undefined;

  /** The two countries of each pair, as a number. */
  private placesOfPairs(): CountryPlaces {
    if (this.places !== undefined) return this.places;
    const { specs, records } = this.graph;
    const names: { from: string | null; to: string | null }[] = [];
    const numbers = new Map<string, number>();
    const countryOf = (organisation: number): string | null =>
      organisation === NOBODY ? null : (records.organisations[organisation]!.country ?? null);
    const of = Int32Array.from({ length: specs.length }, (_, pair) => {
      const { exporter, importer, at } = specs.at(pair);
      const place = { from: countryOf(exporter), to: at ?? countryOf(importer) };
      const key = `${place.from}>${place.to}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, names.length);
      names.push(place);
      return names.length - 1;
    });
    this.places = { of, names };
    return this.places;
  }
}

/** The outcomes of one question, by the numbers of the flows in the order of the register. */
export interface Outcomes {
  /** Absent where the flow does not run. */
  of(flow: number): Outcome | undefined;
  /** The instrument behind the answer of a law. */
  instrumentOf(flow: number, one: LawOutcome): string | null;
  /** The answers with reasons of flows that run, but for where the protection of their data came from. */
  explain(flows: readonly string[], language: Language): readonly FlowAnswer[];
}

interface CountryPlaces {
  readonly of: Int32Array;
  readonly names: readonly { readonly from: string | null; readonly to: string | null }[];
}

/** Does an instrument of the register carry it? */
function isCarried({ instrument }: LawOutcome): boolean {
  return instrument !== NO_INSTRUMENT && instrument < FIRST_FILE;
}

function noCounts(): number[] {
  return VERDICTS.map(() => 0);
}

function emptyAnswers(count: number): AnswerColumns {
  return {
    verdicts: new Uint8Array(count),
    tools: new Uint16Array(count),
    instruments: new Int32Array(count),
  };
}

/** The answer at a place is that before it. */
function copyAnswer(were: AnswerColumns, are: AnswerColumns, at: number): void {
  for (const { verdicts, tools, instruments } of [were, are]) {
    verdicts[at] = verdicts[at - 1]!;
    tools[at] = tools[at - 1]!;
    instruments[at] = instruments[at - 1]!;
  }
}

/** Which place each of some numbers below `count` has among them, the least first. */
function ranksOf(numbers: Int32Array, count: number): Int32Array {
  const isThere = new Uint32Array((count >> 5) + 1);
  for (const number of numbers) isThere[number >> 5]! |= 1 << (number & 31);
  const before = new Int32Array(isThere.length);
  let sum = 0;
  for (let word = 0; word < isThere.length; word += 1) {
    before[word] = sum;
    sum += bitsOf(isThere[word]!);
  }
  return numbers.map((number) => {
    const word = number >> 5;
    return before[word]! + bitsOf(isThere[word]! & ((1 << (number & 31)) - 1));
  });
}

/** How many bits of a word are set. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The first answers, each at its rank. */
function inOrder({ verdicts, tools, instruments }: AnswerColumns, ranks: Int32Array): AnswerColumns {
  const ordered = emptyAnswers(ranks.length);
  for (let index = 0; index < ranks.length; index += 1) {
    const rank = ranks[index]!;
    ordered.verdicts[rank] = verdicts[index]!;
    ordered.tools[rank] = tools[index]!;
    ordered.instruments[rank] = instruments[index]!;
  }
  return ordered;
}

function isSame(a: FlowState, b: FlowState): boolean {
  return a.verdict === b.verdict && a.tool === b.tool && a.instrument === b.instrument;
}
