// The answers for all flows over time, in one sweep: for each flow the days on which its answer changes, with what it is from then on.
import { type DayColumns, type Look, leavingWith, NO_CASE, passLoop, range } from './columns-day.ts';
import { NEVER } from './columns-day-number.ts';
import type { SlotSource } from './columns-decide.ts';
import type { ColumnGraph } from './columns-graph.ts';
import { IntList } from './columns-table.ts';

/**
 * Outcomes over time: at place i the spans from `start[i]` until `start[i + 1]`, each from a day on; and the time in which the flow runs.
 * Flows that are alike stand side by side: `flowAt` names the flow of the register at each place. Days are numbers as 20260601. All columns can be handed to another thread.
 */
export interface TimelineColumns {
  readonly first: number;
  readonly flowAt: Int32Array;
  readonly runFrom: Int32Array;
  readonly runUntil: Int32Array;
  readonly start: Int32Array;
  readonly days: Int32Array;
  readonly outcomes: Int32Array | Uint16Array;
  /** Verdict of each outcome, as a place of `VERDICTS`. */
  readonly verdictOf: Uint8Array;
}

/** Stands in a column of verdicts for a flow that gives no answer: it does not run, or the law is not asked. */
export const NO_VERDICT = 255;

/** The number of the outcome at a place on a day; -1 where the flow does not run. */
export function outcomeOn(timeline: TimelineColumns, flow: number, day: number): number {
  const { runFrom, runUntil, start, days, outcomes } = timeline;
  if (day < runFrom[flow]! || day >= runUntil[flow]!) return -1;
  const first = start[flow]!;
  let at = start[flow + 1]! - 1;
  while (at > first && days[at]! > day) at -= 1;
  return outcomes[at]!;
}

/** The verdicts of all flows on a day, looked up; in the order of the register. */
export function verdictsOn<T extends Uint8Array>(timeline: TimelineColumns, day: number, into: T): T {
  const { flowAt, runFrom, runUntil, start, days, outcomes, verdictOf } = timeline;
  for (let place = 0; place < into.length; place += 1) {
    const flow = flowAt[place]!;
    if (day < runFrom[place]! || day >= runUntil[place]!) {
      into[flow] = NO_VERDICT;
      continue;
    }
    const first = start[place]!;
    let at = start[place + 1]! - 1;
    while (at > first && days[at]! > day) at -= 1;
    into[flow] = verdictOf[outcomes[at]!]!;
  }
  return into;
}

/** Sweeps over all flows from the day `first` on. */
export function sweepTimeline(graph: ColumnGraph, first: number): TimelineColumns {
  return new Sweep(graph, first).run();
}

class Sweep implements SlotSource {
  private readonly graph: ColumnGraph;
  private readonly first: number;
  private readonly start: Int32Array;
  private readonly days = new IntList(1024);
  private readonly outcomes = new IntList(1024);
  /** Labels that leave, for flows by which others arrive: as `DayColumns` has them, from a day on. */
  private readonly leaveStart: Int32Array;
  private readonly leaveEnd: Int32Array;
  private readonly leaveDays = new IntList(1024);
  private readonly leaveFirst = new IntList(1024);
  private readonly leaveAll = new IntList(1024);
  private readonly isFollowed: Uint8Array;
  private readonly cursors = new IntList();
  private pair = 0;
  private between = 0;
  private day = 0;
  private arrivingFirst = 0;
  private arriving = 0;

  constructor(graph: ColumnGraph, first: number) {
    this.graph = graph;
    this.first = first;
    const { count } = graph;
    this.start = new Int32Array(count + 1);
    this.leaveStart = new Int32Array(count);
    this.leaveEnd = new Int32Array(count);
    this.isFollowed = new Uint8Array(count);
    for (const earlier of graph.columns.after) this.isFollowed[earlier] = 1;
  }

  run(): TimelineColumns {
    const { count, loops } = this.graph;
    let loop = 0;
    for (let place = 0; place < count; ) {
      if (loops[loop] === place) {
        this.sweepLoop(range(place, loops[loop + 1]!));
        place = loops[loop + 1]!;
        loop += 2;
        continue;
      }
      this.sweepFlow(place);
      place += 1;
    }
    this.start[count] = this.days.length;
    const outcomes = this.outcomes.trimmed();
    return {
      first: this.first,
      flowAt: this.graph.flowAt,
      runFrom: this.graph.runFrom,
      runUntil: this.graph.runUntil,
      start: this.start,
      days: this.days.trimmed(),
      outcomes: this.graph.outcomes.all.length <= 0x10000 ? new Uint16Array(outcomes) : outcomes,
      verdictOf: Uint8Array.from(this.graph.outcomes.all, ({ verdict }) => verdict),
    };
  }

  private sweepFlow(flow: number): void {
    const { graph } = this;
    const { cases, law, ends: endsOverTime } = graph;
    const pair = graph.pairOf[flow]!;
    const ends = graph.endsOf.items[pair]!;
    const row = graph.rowOf[flow]!;
    const until = graph.columns.until[flow]!;
    const runUntil = graph.runUntil[flow]!;
    const begins = graph.begins(flow);
    const isFollowed = this.isFollowed[flow] === 1;
    let day = Math.max(this.first, graph.columns.from[flow]!);
    let stretch = endsOverTime.on(ends, day);
    let epoch = law.epochOf(day);
    this.pair = pair;
    this.between = graph.between.starts.items[pair]!;
    this.start[flow] = this.days.length;
    this.leaveStart[flow] = this.leaveDays.length;
    this.openCursors(flow);
    for (;;) {
      const hasEnded = day >= until;
      let next = this.arriveOn(flow, day);
      this.day = hasEnded ? until - 1 : day;
      if (hasEnded) {
        stretch = endsOverTime.on(ends, until - 1);
        epoch = law.epochOf(until - 1);
      } else next = Math.min(next, endsOverTime.endOf(ends, stretch), until);
      if (day >= runUntil && !isFollowed) break;
      const state = graph.rowOfStretch(ends, stretch);
      const found = cases.all[cases.find(state, row, this, this.arriving, epoch)]!;
      if (!hasEnded) next = Math.min(next, this.nextOfCase());
      let before = found;
      if (!begins && this.arrivingFirst !== this.arriving) {
        before = cases.all[cases.find(state, row, this, this.arrivingFirst, epoch)]!;
        if (!hasEnded) next = Math.min(next, this.nextOfCase());
      }
      if (day < runUntil) this.note(flow, day, found.outcome);
      if (isFollowed) {
        if (begins) this.leave(flow, day, found.leavingAll, found.leavingAll);
        else this.leave(flow, day, before.leaving, leavingWith(graph, found, before.own));
      }
      if (next >= NEVER) break;
      day = next;
      if (day >= until) continue;
      while (endsOverTime.endOf(ends, stretch) <= day) stretch += 1;
      while (epoch + 1 < law.epochs.length && law.epochs[epoch + 1]! <= day) epoch += 1;
    }
    this.leaveEnd[flow] = this.leaveDays.length;
  }

  /** The first day on which the case found last may be another, by the law or by what stands between the ends, if it was looked at. */
  private nextOfCase(): number {
    const { cases, law, between } = this.graph;
    const byLaw = cases.high < law.epochs.length ? law.epochs[cases.high]! : NEVER;
    return cases.usesSlots ? Math.min(byLaw, between.endOf(this.pair, this.between)) : byLaw;
  }

  /** What stands between the ends of the flow at hand on the day at hand. */
  slots(): number {
    const { between } = this.graph;
    while (between.endOf(this.pair, this.between) <= this.day) this.between += 1;
    return this.graph.betweenOfStretch(this.pair, this.between);
  }

  private note(flow: number, day: number, outcome: number): void {
    const last = this.days.length - 1;
    if (last >= this.start[flow]! && this.outcomes.items[last] === outcome) return;
    this.days.push(day);
    this.outcomes.push(outcome);
  }

  private leave(flow: number, day: number, first: number, all: number): void {
    const last = this.leaveDays.length - 1;
    const isSame =
      last >= this.leaveStart[flow]!
        ? this.leaveFirst.items[last] === first && this.leaveAll.items[last] === all
        : first === 0 && all === 0;
    if (isSame) return;
    this.leaveDays.push(day);
    this.leaveFirst.push(first);
    this.leaveAll.push(all);
  }

  private openCursors(flow: number): void {
    const { afterStart, after } = this.graph.columns;
    this.cursors.length = 0;
    for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1)
      this.cursors.push(this.leaveStart[after[edge]!]!);
  }

  /** Sets what arrives on a day, and answers the next day on which something else may arrive. */
  private arriveOn(flow: number, day: number): number {
    const { afterStart, after } = this.graph.columns;
    const { labels } = this.graph;
    const first = afterStart[flow]!;
    let next = NEVER;
    this.arrivingFirst = 0;
    this.arriving = 0;
    for (let index = 0; index < this.cursors.length; index += 1) {
      const earlier = after[first + index]!;
      const end = this.leaveEnd[earlier]!;
      let at = this.cursors.items[index]!;
      while (at < end && this.leaveDays.items[at]! <= day) at += 1;
      this.cursors.items[index] = at;
      if (at < end) next = Math.min(next, this.leaveDays.items[at]!);
      if (at === this.leaveStart[earlier]!) continue;
      this.arrivingFirst = labels.union(this.arrivingFirst, this.leaveFirst.items[at - 1]!);
      this.arriving = labels.union(this.arriving, this.leaveAll.items[at - 1]!);
    }
    return next;
  }

  /** Loops are few: they are passed day by day, from one day to the next on which anything of them can change. */
  private sweepLoop(loop: Int32Array): void {
    const { graph } = this;
    const days: { day: number; columns: LoopDay }[] = [];
    for (let day = this.first; day < NEVER; ) {
      const columns = new LoopDay(graph, loop, day, (flow) => this.leavingOn(flow, day));
      days.push({ day, columns });
      day = Math.min(columns.next, this.nextOutside(loop, day));
    }
    for (const [index, flow] of loop.entries()) {
      this.start[flow] = this.days.length;
      this.leaveStart[flow] = this.leaveDays.length;
      for (const { day, columns } of days) {
        const number = columns.cases[index]!;
        if (number === NO_CASE) continue;
        if (day < graph.runUntil[flow]!) this.note(flow, day, graph.cases.all[number]!.outcome);
        this.leave(flow, day, columns.leavingFirst[index]!, columns.leaving[index]!);
      }
      this.leaveEnd[flow] = this.leaveDays.length;
    }
  }

  private leavingOn(flow: number, day: number): readonly [number, number] {
    let at = this.leaveStart[flow]!;
    const end = this.leaveEnd[flow]!;
    while (at < end && this.leaveDays.items[at]! <= day) at += 1;
    if (at === this.leaveStart[flow]!) return NOTHING_LEAVES;
    return [this.leaveFirst.items[at - 1]!, this.leaveAll.items[at - 1]!];
  }

  /** The next day on which what arrives from outside of a loop may change. */
  private nextOutside(loop: Int32Array, day: number): number {
    const { afterStart, after } = this.graph.columns;
    let next = NEVER;
    for (const flow of loop)
      for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1) {
        const earlier = after[edge]!;
        if (loop.includes(earlier)) continue;
        for (let at = this.leaveStart[earlier]!; at < this.leaveEnd[earlier]!; at += 1) {
          const other = this.leaveDays.items[at]!;
          if (other > day) {
            next = Math.min(next, other);
            break;
          }
        }
      }
    return next;
  }
}

const NOTHING_LEAVES = [0, 0] as const;

/** One loop on one day, and until which day nothing of it changes but for what arrives. */
class LoopDay implements Look, SlotSource {
  readonly cases: readonly number[];
  readonly leavingFirst: readonly number[];
  readonly leaving: readonly number[];
  next = NEVER;
  private readonly graph: ColumnGraph;
  private readonly day: number;
  private readonly epoch: number;
  private pair = 0;

  constructor(
    graph: ColumnGraph,
    loop: Int32Array,
    day: number,
    arrivingFrom: (flow: number) => readonly [number, number],
  ) {
    this.graph = graph;
    this.day = day;
    this.epoch = graph.law.epochOf(day);
    const { from, until, afterStart, after } = graph.columns;
    // Columns of the loop and of what comes before it, by the numbers of the flows.
    const columns: Record<
      'case' | 'caseFirst' | 'leavingFirst' | 'leaving' | 'arrivingFirst' | 'arriving',
      number[]
    > = {
      case: [],
      caseFirst: [],
      leavingFirst: [],
      leaving: [],
      arrivingFirst: [],
      arriving: [],
    };
    for (const flow of loop) {
      for (let edge = afterStart[flow]!; edge < afterStart[flow + 1]!; edge += 1) {
        const earlier = after[edge]!;
        const [first, all] = arrivingFrom(earlier);
        columns.leavingFirst[earlier] = first;
        columns.leaving[earlier] = all;
      }
    }
    for (const flow of loop) {
      for (const other of [from[flow]!, until[flow]!]) if (other > day) this.until(other);
      if (from[flow]! > day || until[flow]! <= day) continue;
      const ends = graph.endsOf.items[graph.pairOf[flow]!]!;
      this.until(graph.ends.endOf(ends, graph.ends.on(ends, day)));
    }
    passLoop(graph, { day, ...columns } as unknown as DayColumns, this, loop);
    const pick = (column: readonly number[]): number[] => Array.from(loop, (flow) => column[flow]!);
    this.cases = pick(columns.case);
    this.leavingFirst = pick(columns.leavingFirst);
    this.leaving = pick(columns.leaving);
  }

  caseOf(flow: number, arriving: number): number {
    const { graph, day } = this;
    const until = graph.columns.until[flow]!;
    if (until <= day) return graph.caseBefore(flow, until, arriving);
    this.pair = graph.pairOf[flow]!;
    const row = graph.rowOn(this.pair, day);
    const number = graph.cases.find(row, graph.rowOf[flow]!, this, arriving, this.epoch);
    if (graph.cases.high < graph.law.epochs.length) this.until(graph.law.epochs[graph.cases.high]!);
    if (graph.cases.usesSlots) {
      const { between } = graph;
      this.until(between.endOf(this.pair, between.on(this.pair, day)));
    }
    return number;
  }

  slots(): number {
    return this.graph.betweenOn(this.pair, this.day);
  }

  private until(day: number): void {
    if (day < this.next) this.next = day;
  }
}
