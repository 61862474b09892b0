// The answers for a whole graph of flows, as columns of numbers: on a day, over time, and with something changed in thought.
import type { Language } from '../law/law.ts';
import type { Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type FlowAnswer, VERDICTS, type Verdict } from './answer.ts';
import { type Change, changeDay } from './columns-change.ts';
import { answerDay, type DayColumns, NO_CASE } from './columns-day.ts';
import { dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import { FIRST_FILE, NO_INSTRUMENT } from './columns-decide.ts';
import { ColumnGraph } from './columns-graph.ts';
import type { LawOutcome, Outcome } from './columns-labels.ts';
import { columnsOf, type FlowColumns, NOBODY } from './columns-register.ts';
import { sweepTimeline, type TimelineColumns } from './columns-timeline.ts';
import { askAbout } from './question.ts';
import type { Instrument, Register } from './register.ts';
import { FIRST_DAY } from './timeline.ts';
import { answerTransfers } from './transfers.ts';

/** Stands in a column of verdicts for a flow that gives no answer: it does not run, or the law is not asked. */
export const NO_VERDICT = 255;
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
  private verdictOf: Uint8Array = new Uint8Array(0);

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
    const { graph } = this;
    const { runFrom, runUntil } = graph;
    const on = numberOfDay(day);
    const { start, end, days, outcomes } = this.prepare();
    const verdictOf = this.verdictTable();
    for (let flow = 0; flow < into.length; flow += 1) {
      if (on < runFrom[flow]! || on >= runUntil[flow]!) {
        into[flow] = NO_VERDICT;
        continue;
      }
      let at = end[flow]! - 1;
      while (days[at]! > on && at > start[flow]!) at -= 1;
      into[flow] = verdictOf[outcomes[at]!]!;
    }
    return into;
  }

  /** Verdict, tool and instrument of every flow on a day. */
  answersOn(day: CivilDate): AnswerColumns {
    const on = numberOfDay(day);
    const answers = emptyAnswers(this.count);
    for (let flow = 0; flow < this.count; flow += 1) {
      const outcome = this.outcomeOn(flow, on);
      this.write(answers, flow, outcome, outcome === undefined ? 0 : this.behind(flow, on));
    }
    return answers;
  }

  /** The verdicts of one law on a day; `NO_VERDICT` where it is not asked. */
  lawVerdictsOn(day: CivilDate, law: string): Uint8Array<ArrayBuffer> {
    const on = numberOfDay(day);
    const number = this.laws.indexOf(law);
    const verdictOf: number[] = [];
    const verdicts = new Uint8Array(this.count).fill(NO_VERDICT);
    for (let flow = 0; flow < this.count; flow += 1) {
      const outcome = this.outcomeNumberOn(flow, on);
      if (outcome < 0) continue;
      verdictOf[outcome] ??=
        this.graph.outcomes.all[outcome]!.byLaw.find((one) => one.law === number)?.verdict ?? NO_VERDICT;
      verdicts[flow] = verdictOf[outcome];
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
    const verdictOf = this.verdictTable();
    for (let flow = 0; flow < this.count; flow += 1) {
      const outcome = this.outcomeNumberOn(flow, on);
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
  timelineOf(flow: number): FlowSpan[] {
    const { graph } = this;
    const { first, start, end, days } = this.prepare();
    const from = Math.max(first, graph.runFrom[flow]!);
    const until = graph.runUntil[flow]!;
    if (from >= until) return [];
    const pair = graph.pairOf[flow]!;
    const turns = new Set([from]);
    for (let at = start[flow]!; at < end[flow]!; at += 1) turns.add(days[at]!);
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
      const state = this.stateOf(outcome, this.behind(flow, day));
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
    const { flows, columns, instrumentsOf } = changeDay(graph, before, whole);
    const counts = this.countCases(before);
    const countsAfter = [...counts];
    const rows: { flow: number; was: Outcome; wasBehind: number; is: Outcome; isBehind: number }[] = [];
    for (const flow of flows) {
      if (on < graph.runFrom[flow]! || on >= graph.runUntil[flow]!) continue;
      const was = this.outcomeOfCase(before.case[flow]!);
      const is = this.outcomeOfCase(columns.case[flow]!);
      countsAfter[was.verdict]! -= 1;
      countsAfter[is.verdict]! += 1;
      const row = { flow, was, wasBehind: this.behind(flow, on), is, isBehind: instrumentsOf(flow) };
      if (!this.isAlike(row)) rows.push(row);
    }
    const were = emptyAnswers(rows.length);
    const are = emptyAnswers(rows.length);
    rows.forEach(({ was, wasBehind, is, isBehind }, index) => {
      this.write(were, index, was, wasBehind);
      this.write(are, index, is, isBehind);
    });
    return {
      before: counts,
      after: countsAfter,
      changed: Int32Array.from(rows, ({ flow }) => flow),
      were,
      are,
    };
  }

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

  private countCases(columns: DayColumns): number[] {
    const { runFrom, runUntil } = this.graph;
    const counts = noCounts();
    const verdictOf: number[] = [];
    for (let flow = 0; flow < this.count; flow += 1) {
      const number = columns.case[flow]!;
      if (number === NO_CASE || columns.day < runFrom[flow]! || columns.day >= runUntil[flow]!) continue;
      verdictOf[number] ??= this.outcomeOfCase(number).verdict;
      counts[verdictOf[number]]! += 1;
    }
    return counts;
  }

  private isAlike(row: { was: Outcome; wasBehind: number; is: Outcome; isBehind: number }): boolean {
    const { was, is } = row;
    if (was.verdict !== is.verdict || was.tool !== is.tool) return false;
    return this.idOf(was, row.wasBehind) === this.idOf(is, row.isBehind);
  }

  private outcomeOn(flow: number, on: number): Outcome | undefined {
    const number = this.outcomeNumberOn(flow, on);
    return number < 0 ? undefined : this.graph.outcomes.all[number];
  }

  private outcomeNumberOn(flow: number, on: number): number {
    const { start, end, days, outcomes } = this.prepare();
    if (on < this.graph.runFrom[flow]! || on >= this.graph.runUntil[flow]!) return -1;
    let at = end[flow]! - 1;
    while (days[at]! > on && at > start[flow]!) at -= 1;
    return outcomes[at]!;
  }

  /** The list of instruments behind the slots of a flow on a day. */
  private behind(flow: number, on: number): number {
    return this.graph.behindOn(this.graph.pairOf[flow]!, on);
  }

  private instrumentOf({ instrument }: LawOutcome, behind: number): number {
    if (instrument === NO_INSTRUMENT) return NO_TOOL;
    if (instrument >= FIRST_FILE) return -2 - (instrument - FIRST_FILE);
    return this.graph.pairs.instrumentLists.item(behind, instrument - 1);
  }

  private idOf(outcome: LawOutcome, behind: number): string | null {
    const number = this.instrumentOf(outcome, behind);
    if (number === NO_TOOL) return null;
    return number < 0 ? this.files[-2 - number]! : this.graph.pairs.instruments[number]!.one.id;
  }

  private stateOf(outcome: LawOutcome, behind: number): FlowState {
    return {
      verdict: VERDICTS[outcome.verdict]!,
      tool: this.tools[outcome.tool]!,
      instrument: this.idOf(outcome, behind),
    };
  }

  private write(answers: AnswerColumns, at: number, outcome: Outcome | undefined, behind: number): void {
    answers.verdicts[at] = outcome?.verdict ?? NO_VERDICT;
    answers.tools[at] = outcome?.tool ?? 0;
    answers.instruments[at] = outcome === undefined ? NO_TOOL : this.instrumentOf(outcome, behind);
  }

  private verdictTable(): Uint8Array {
    const { all } = this.graph.outcomes;
    if (this.verdictOf.length < all.length) this.verdictOf = Uint8Array.from(all, ({ verdict }) => verdict);
    return this.verdictOf;
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
    const of = Int32Array.from(specs, ({ exporter, importer, at }) => {
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

interface CountryPlaces {
  readonly of: Int32Array;
  readonly names: readonly { readonly from: string | null; readonly to: string | null }[];
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

function isSame(a: FlowState, b: FlowState): boolean {
  return a.verdict === b.verdict && a.tool === b.tool && a.instrument === b.instrument;
}
