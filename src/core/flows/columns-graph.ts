// A whole graph of flows in columns: which state its pairs are in on a day, and one decision for each combination that is met.
import type { Rulebook } from '../law/rulebook.ts';
import { NEVER } from './columns-day-number.ts';
import { Decider } from './columns-decide.ts';
import { Cases } from './columns-cases.ts';
import type { World } from './columns-facts.ts';
import { LabelSets, Outcomes } from './columns-labels.ts';
import { type CodedRulebook, codeRulebook } from './columns-law.ts';
import { MannerCoder } from './columns-manner.ts';
import { type Followers, followersOf, type Order, orderFlows } from './columns-order.ts';
import { NO_OVERLAY, PairCoder, type PairSpec } from './columns-pairs.ts';
import { BEGINS, type FlowColumns, type GroupRecords, NOBODY, recordsOf } from './columns-register.ts';
import { IntList, PairTable } from './columns-table.ts';
import type { Assessment, Register } from './register.ts';

/** The columns of a graph, and the tables of what they stand for. */
export class ColumnGraph {
  readonly law: CodedRulebook;
  readonly register: Register;
  readonly columns: FlowColumns;
  readonly records: GroupRecords;
  readonly pairs: PairCoder;
  readonly manners: MannerCoder;
  readonly decider: Decider;
  readonly labels: LabelSets;
  readonly outcomes = new Outcomes();
  readonly order: Order;
  readonly specs: PairSpec[] = [];
  /** For each flow the number of its pair (of `specs`), and of its row of manners. */
  readonly pairOf: Int32Array;
  readonly rowOf: Int32Array;
  /** When the flow runs: its own time, its activity's, and that of both ends. */
  readonly runFrom: Int32Array;
  readonly runUntil: Int32Array;
  readonly cases: Cases;
  private readonly stretchStart = new IntList();
  private readonly stretchDay = new IntList();
  private readonly stretchState = new IntList();
  private readonly stretchInstruments = new IntList();

  constructor(register: Register, rulebook: Rulebook, columns: FlowColumns) {
    this.law = codeRulebook(rulebook);
    this.register = register;
    this.columns = columns;
    this.records = recordsOf(register, columns.strangeActivities);
    this.manners = new MannerCoder(this.law, this.records);
    this.pairs = new PairCoder(this.law, register, this.records, this.manners.rows);
    this.decider = new Decider(this.law, this.pairs.states);
    this.labels = new LabelSets(this.law);
    const { states, pairStates } = this.pairs;
    this.cases = new Cases(this.law, this.decider, this.labels, this.outcomes, states, pairStates);
    this.order = orderFlows(columns.count, columns.afterStart, columns.after);
    this.pairOf = new Int32Array(columns.count);
    this.rowOf = new Int32Array(columns.count);
    this.runFrom = new Int32Array(columns.count);
    this.runUntil = new Int32Array(columns.count);
    this.stretchStart.push(0);
    this.codePairs();
    this.codeManners();
    this.codeTimes();
  }

  /** Which flows come after which, and at which place of the order each flow stands; made when first asked. */
  get followers(): Followers {
    const { count, afterStart, after } = this.columns;
    this.madeFollowers ??= followersOf(count, afterStart, after);
    return this.madeFollowers;
  }

  get placeOf(): Int32Array {
    if (this.madePlaces === undefined) {
      const places = new Int32Array(this.count);
      this.order.flows.forEach((flow, place) => {
        places[flow] = place;
      });
      this.madePlaces = places;
    }
    return this.madePlaces;
  }

  private madeFollowers: Followers | undefined;
  private madePlaces: Int32Array | undefined;

  get count(): number {
    return this.columns.count;
  }

  begins(flow: number): boolean {
    return (this.columns.parties[flow]! & BEGINS) !== 0;
  }

  /** The stretch of a pair in which a day lies. */
  stretchOn(pair: number, day: number): number {
    const days = this.stretchDay.items;
    let low = this.stretchStart.items[pair]!;
    let high = this.stretchStart.items[pair + 1]!;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (days[middle]! <= day) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The first day of the stretch behind, or `NEVER`. */
  endOfStretch(pair: number, stretch: number): number {
    return stretch + 1 < this.stretchStart.items[pair + 1]! ? this.stretchDay.items[stretch + 1]! : NEVER;
  }

  stateOfStretch(pair: number, stretch: number): number {
    const known = this.stretchState.items[stretch]!;
    return known >= 0 ? known : this.findState(pair, stretch);
  }

  instrumentsOfStretch(pair: number, stretch: number): number {
    this.stateOfStretch(pair, stretch);
    return this.stretchInstruments.items[stretch]!;
  }

  /** The case of a flow that has ended, by the law of the last day before `until`; numbers of days only compare, and that day is the last below. */
  caseBefore(flow: number, until: number, arriving: number): number {
    const pair = this.pairOf[flow]!;
    const state = this.stateOfStretch(pair, this.stretchOn(pair, until - 1));
    return this.cases.find(state, this.rowOf[flow]!, arriving, this.law.epochOf(until - 1));
  }

  /** The row of a flow in a world in which countries have left. */
  rowInWorld(flow: number, world: World): number {
    const { activity, derogations } = this.columns;
    return this.manners.recode(this.rowOf[flow]!, activity[flow]!, world, derogations);
  }

  private findState(pair: number, stretch: number): number {
    const day = this.stretchDay.items[stretch]!;
    const { state, instruments } = this.pairs.stateOn(this.specs[pair]!, day, NO_OVERLAY);
    this.stretchState.items[stretch] = state;
    this.stretchInstruments.items[stretch] = instruments;
    return state;
  }

  private codePairs(): void {
    const { count, exporter, importer, activity, parties, at, tools, places, toolLists } = this.columns;
    const bases = new PairTable();
    const withActivity = new PairTable();
    const withTools = new PairTable();
    const depends: boolean[] = [];
    const pairs: number[] = [];
    const assessed = this.assessedFlows();
    for (let flow = 0; flow < count; flow += 1) {
      const ends = this.pairs.endsOf(exporter[flow]!, importer[flow]!);
      const base = bases.intern(ends, (parties[flow]! & ~BEGINS) + at[flow]! * 8);
      let needs = depends[ends];
      if (needs === undefined) {
        needs = this.pairs.dependsOnActivity(ends);
        depends[ends] = needs;
      }
      const served = needs || tools[flow] !== 0 ? activity[flow]! : NOBODY;
      const spoken = assessed?.get(flow);
      const whole = withTools.intern(withActivity.intern(base, served + 1), tools[flow]!);
      let pair = spoken === undefined ? pairs[whole] : undefined;
      if (pair === undefined) {
        pair = this.addPair({
          ends,
          exporter: exporter[flow]!,
          importer: importer[flow]!,
          parties: parties[flow]!,
          at: at[flow] === 0 ? undefined : places[at[flow]! - 1],
          activity: served,
          tools: tools[flow] === 0 ? undefined : toolLists[tools[flow]! - 1],
          assessments: spoken?.assessments ?? NO_ASSESSMENTS,
          flow: spoken?.flow ?? '',
        });
        if (spoken === undefined) pairs[whole] = pair;
      }
      this.pairOf[flow] = pair;
    }
  }

  private assessedFlows(): Map<number, { flow: string; assessments: Assessment[] }> | undefined {
    const { assessed } = this.columns;
    if (assessed.length === 0) return undefined;
    return new Map(
      assessed.map(([number, flow, ids]) => {
        const assessments = ids.flatMap((id) => this.register.assessments.get(id) ?? []);
        return [number, { flow, assessments }];
      }),
    );
  }

  private addPair(spec: PairSpec): number {
    this.specs.push(spec);
    this.pairs.eachDay(spec, (day) => {
      this.stretchDay.push(day);
      this.stretchState.push(-1);
      this.stretchInstruments.push(0);
    });
    this.stretchStart.push(this.stretchDay.length);
    return this.specs.length - 1;
  }

  private codeManners(): void {
    const { count, exporter, importer, activity, manner, derogation, derogations } = this.columns;
    for (let flow = 0; flow < count; flow += 1)
      this.rowOf[flow] = this.manners.codeFlow(
        activity[flow]!,
        exporter[flow]!,
        importer[flow]!,
        manner[flow]!,
        derogation[flow]!,
        derogations,
      );
  }

  private codeTimes(): void {
    const { count, exporter, importer, activity, from, until } = this.columns;
    const { organisationTime, activityTime } = this.records;
    for (let flow = 0; flow < count; flow += 1) {
      let first = from[flow]!;
      let last = until[flow]!;
      const served = activity[flow]!;
      if (served !== NOBODY) {
        first = Math.max(first, activityTime.from[served]!);
        last = Math.min(last, activityTime.until[served]!);
      }
      for (const end of [exporter[flow]!, importer[flow]!]) {
        if (end === NOBODY) continue;
        first = Math.max(first, organisationTime.from[end]!);
        last = Math.min(last, organisationTime.until[end]!);
      }
      this.runFrom[flow] = first;
      this.runUntil[flow] = last;
    }
  }
}

const NO_ASSESSMENTS: readonly Assessment[] = [];
