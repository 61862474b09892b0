// A whole graph of flows in columns: which state its pairs are in on a day, and one decision for each combination that is met.
import type { Rulebook } from '../law/rulebook.ts';
import { Cases } from './columns-cases.ts';
import { NEVER } from './columns-day-number.ts';
import { Decider } from './columns-decide.ts';
import { PLAIN_WORLD, type World } from './columns-facts.ts';
import { BEGINS, type FlowColumns, NOBODY } from './columns-flows.ts';
import { LabelSets, Outcomes } from './columns-labels.ts';
import { type CodedRulebook, codeRulebook } from './columns-law.ts';
import { MannerCoder } from './columns-manner.ts';
import { type Followers, followersOf, type Grouped, groupBy } from './columns-order.ts';
import { type BetweenState, NO_OVERLAY, PairCoder } from './columns-pairs.ts';
import { placeFlows } from './columns-place.ts';
import { type GroupRecords, recordsOf } from './columns-register.ts';
import { type CodedSpec, PairSpecs } from './columns-specs.ts';
import { IntList, PairTable } from './columns-table.ts';
import type { Assessment, Register } from './register.ts';

/** What is asked of flows once they are coded; the rest has become pairs and rows. */
type KeptColumns = Pick<
  FlowColumns,
  'count' | 'activity' | 'parties' | 'from' | 'until' | 'afterStart' | 'after' | 'derogations'
>;

/** The columns of a graph, and the tables of what they stand for. */
export class ColumnGraph {
  readonly law: CodedRulebook;
  readonly register: Register;
  readonly columns: KeptColumns;
  readonly records: GroupRecords;
  readonly pairs: PairCoder;
  readonly manners: MannerCoder;
  readonly decider: Decider;
  readonly labels: LabelSets;
  readonly outcomes = new Outcomes();
  /** The number of the flow at each place, and the place of each flow; all columns here are by place. */
  readonly flowAt: Int32Array;
  readonly placeOf: Int32Array;
  /** Loops: pairs of the first place and the first place behind. */
  readonly loops: Int32Array;
  readonly specs: PairSpecs;
  /** For each flow the number of its pair (of `specs`), and of its row of manners. */
  readonly pairOf: Int32Array;
  readonly rowOf: Int32Array;
  /** When the flow runs: its own time, its activity's, and that of both ends. */
  readonly runFrom: Int32Array;
  readonly runUntil: Int32Array;
  readonly cases: Cases;
  /** For each pair its ends over time, which it may share with others (a number of `ends`), and what stands between them over time. */
  readonly endsOf = new IntList();
  readonly ends = new Stretched();
  readonly between = new Stretched();
  /** A pair that has the ends of a number. */
  private readonly pairOfEnds = new IntList();
  /** Lists of instruments behind what stands between. */
  private readonly behind = new IntList();

  constructor(register: Register, rulebook: Rulebook, columns: FlowColumns) {
    this.law = codeRulebook(rulebook);
    this.register = register;
    const placed = placeFlows(columns);
    const { count, activity, parties, from, until, afterStart, after, derogations } = placed.columns;
    this.columns = { count, activity, parties, from, until, afterStart, after, derogations };
    this.specs = new PairSpecs(placed.columns.places, placed.columns.toolLists);
    this.flowAt = placed.flowAt;
    this.placeOf = placed.placeOf;
    this.loops = placed.loops;
    this.records = recordsOf(register, columns.strangeActivities);
    this.manners = new MannerCoder(this.law, this.records);
    this.pairs = new PairCoder(this.law, register, this.records, this.manners.rows);
    this.decider = new Decider(this.law, this.pairs.states);
    this.labels = new LabelSets(this.law);
    this.cases = new Cases(this.law, this.decider, this.labels, this.outcomes, this.pairs.states);
    this.pairOf = new Int32Array(count);
    this.rowOf = new Int32Array(count);
    this.runFrom = new Int32Array(count);
    this.runUntil = new Int32Array(count);
    this.codePairs(placed.columns);
    this.codeManners(placed.columns);
    this.codeTimes(placed.columns);
    this.trim();
  }

  /** Which places come after which; made when first asked. */
  get followers(): Followers {
    const { count, afterStart, after } = this.columns;
    this.madeFollowers ??= followersOf(count, afterStart, after);
    return this.madeFollowers;
  }

  private madeFollowers: Followers | undefined;

  /** Which places have which pair; made when first asked. */
  get placesOfPairs(): Grouped {
    this.madePlaces ??= groupBy(this.pairOf, this.specs.length);
    return this.madePlaces;
  }

  private madePlaces: Grouped | undefined;

  get count(): number {
    return this.columns.count;
  }

  begins(flow: number): boolean {
    return (this.columns.parties[flow]! & BEGINS) !== 0;
  }

  /** The row of two ends in a stretch of theirs. */
  rowOfStretch(ends: number, stretch: number): number {
    const known = this.ends.values.items[stretch]!;
    if (known >= 0) return known;
    const row = this.pairs.rowOn(
      this.specs.at(this.pairOfEnds.items[ends]!),
      this.ends.days.items[stretch]!,
      PLAIN_WORLD,
    );
    this.ends.values.items[stretch] = row;
    return row;
  }

  /** What stands between the ends of a pair in a stretch of its own. */
  betweenOfStretch(pair: number, stretch: number): number {
    const known = this.between.values.items[stretch]!;
    if (known >= 0) return known;
    const day = this.between.days.items[stretch]!;
    const { between, instruments } = this.pairs.betweenOn(this.specs.at(pair), day, NO_OVERLAY);
    this.between.values.items[stretch] = between;
    this.behind.items[stretch] = instruments;
    return between;
  }

  /** What stands between the ends of a pair on a day, with the list of instruments behind it. */
  stateOn(pair: number, day: number): BetweenState {
    return this.stateOfStretch(pair, this.between.on(pair, day));
  }

  /** The same in a stretch of its own. */
  stateOfStretch(pair: number, stretch: number): BetweenState {
    const between = this.betweenOfStretch(pair, stretch);
    return { between, instruments: this.behind.items[stretch]! };
  }

  /** The number of the instrument in a slot as a law sees them. */
  instrumentIn(law: number, slot: number, { between, instruments }: BetweenState): number {
    const { places } = this.decider.slotsOf[law]!.of(this.pairs.states.between.first(between));
    return this.pairs.instrumentLists.item(instruments, places[slot]! - 1);
  }

  /** The row of the ends of a pair on a day. */
  rowOn(pair: number, day: number): number {
    const ends = this.endsOf.items[pair]!;
    return this.rowOfStretch(ends, this.ends.on(ends, day));
  }

  betweenOn(pair: number, day: number): number {
    return this.betweenOfStretch(pair, this.between.on(pair, day));
  }

  /** The case of a flow that has ended, by the law of the last day before `until`; numbers of days only compare, and that day is the last below. */
  caseBefore(flow: number, until: number, arriving: number): number {
    const pair = this.pairOf[flow]!;
    const source = { slots: (): number => this.betweenOn(pair, until - 1) };
    const row = this.rowOn(pair, until - 1);
    return this.cases.find(row, this.rowOf[flow]!, source, arriving, this.law.epochOf(until - 1));
  }

  /** The row of a flow in a world in which countries have left. */
  rowInWorld(flow: number, world: World): number {
    const { activity, derogations } = this.columns;
    return this.manners.recode(this.rowOf[flow]!, activity[flow]!, world, derogations);
  }

  private codePairs({
    count,
    exporter,
    importer,
    activity,
    parties,
    at,
    tools,
    assessed: spokenOf,
  }: FlowColumns): void {
    const links = new PairTable();
    const linksWithActivity = new PairTable();
    const asked = new PairTable();
    const alike: number[] = [];
    const withTools = new PairTable();
    const wholes = new PairTable();
    const pairs: number[] = [];
    const assessed = this.assessedFlows(spokenOf);
    let ends = -1;
    for (let place = 0; place < count; place += 1) {
      const before = place - 1;
      const isNewEnds =
        place === 0 || exporter[place] !== exporter[before] || importer[place] !== importer[before];
      if (isNewEnds) ends = this.pairs.endsOf(exporter[place]!, importer[place]!);
      const spoken = assessed?.get(place);
      const isSame =
        !isNewEnds &&
        spoken === undefined &&
        activity[place] === activity[before] &&
        tools[place] === tools[before] &&
        at[place] === at[before] &&
        (parties[place]! | BEGINS) === (parties[before]! | BEGINS) &&
        assessed?.has(before) !== true;
      if (isSame) {
        this.pairOf[place] = this.pairOf[before]!;
        continue;
      }
      const served = activity[place]!;
      let same = 0;
      if (this.pairs.asksActivity(ends)) {
        const question = asked.intern(ends, served + 1);
        same = alike[question] ?? 0;
        if (same === 0) {
          same = this.pairs.alikeActivity(ends, served);
          alike[question] = same;
        }
      }
      // Whoever names tools may name what concerns others, and those may ask for the activity.
      const needed = this.pairs.standsByActivity(ends) || tools[place] !== 0 ? served : NOBODY;
      let link = links.intern(ends, (parties[place]! & ~BEGINS) + at[place]! * 8) * 2;
      if (needed !== NOBODY) link = linksWithActivity.intern(link, needed) * 2 + 1;
      const relied = tools[place] === 0 ? link : -1 - withTools.intern(link, tools[place]!);
      const whole = wholes.intern(relied, same);
      let pair = spoken === undefined ? pairs[whole] : undefined;
      if (pair === undefined) {
        pair = this.addPair(link, {
          ends,
          exporter: exporter[place]!,
          importer: importer[place]!,
          parties: parties[place]!,
          at: at[place]!,
          activity: served,
          tools: tools[place]!,
          spoken,
        });
        if (spoken === undefined) pairs[whole] = pair;
      }
      this.pairOf[place] = pair;
    }
  }

  private assessedFlows(
    assessed: FlowColumns['assessed'],
  ): Map<number, { flow: string; assessments: Assessment[] }> | undefined {
    if (assessed.length === 0) return undefined;
    return new Map(
      assessed.map(([number, flow, ids]) => {
        const assessments = ids.flatMap((id) => this.register.assessments.get(id) ?? []);
        return [number, { flow, assessments }];
      }),
    );
  }

  private addPair(link: number, coded: CodedSpec): number {
    const pair = this.specs.add(coded);
    const spec = this.specs.at(pair);
    let ends = this.endsOfLink[link];
    if (ends === undefined) {
      ends = this.pairOfEnds.length;
      this.endsOfLink[link] = ends;
      this.pairOfEnds.push(pair);
      this.pairs.eachDayOfEnds(spec, (day) => this.ends.add(day));
      this.ends.close();
    }
    this.endsOf.push(ends);
    this.pairs.eachDayBetween(spec, (day) => {
      this.between.add(day);
      this.behind.push(0);
    });
    this.between.close();
    return pair;
  }

  private readonly endsOfLink: number[] = [];

  private codeManners({
    count,
    exporter,
    importer,
    activity,
    manner,
    derogation,
    derogations,
  }: FlowColumns): void {
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

  /** All pairs are known: no room is kept for more. */
  private trim(): void {
    this.specs.trim();
    this.pairOfEnds.trim();
    this.endsOf.trim();
    this.ends.trim();
    this.between.trim();
    this.behind.trim();
  }

  private codeTimes({ count, exporter, importer, activity, from, until }: FlowColumns): void {
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

/** For each of many things the days from which it is something else, and what it is from then on; -1 where nobody asked yet. */
class Stretched {
  readonly starts = new IntList();
  readonly days = new IntList();
  readonly values = new IntList();

  constructor() {
    this.starts.push(0);
  }

  add(day: number): void {
    this.days.push(day);
    this.values.push(-1);
  }

  /** No room is kept for more. */
  trim(): void {
    this.starts.trim();
    this.days.trim();
    this.values.trim();
  }

  /** The days of the next thing follow. */
  close(): void {
    this.starts.push(this.days.length);
  }

  /** The stretch in which a day lies. */
  on(one: number, day: number): number {
    const days = this.days.items;
    let low = this.starts.items[one]!;
    let high = this.starts.items[one + 1]!;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (days[middle]! <= day) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The first day behind a stretch, or `NEVER`. */
  endOf(one: number, stretch: number): number {
    return stretch + 1 < this.starts.items[one + 1]! ? this.days.items[stretch + 1]! : NEVER;
  }
}
