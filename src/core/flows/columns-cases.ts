// Cases: what comes of two ends, a flow and what arrives, on a day. Each case is composed once, as transfers.ts does, and then looked up.
import {
  type CodedDecision,
  type Decider,
  type Leaf,
  NO_INSTRUMENT,
  NOT_A_TRANSFER,
  REACH_NONE,
  REACH_OPEN,
  REACH_PLACED,
  type SlotSource,
  type States,
  UNDETERMINED,
} from './columns-decide.ts';
import type { LabelSets, LawOutcome, Outcome, Outcomes } from './columns-labels.ts';
import type { CodedRulebook } from './columns-law.ts';
import { Sight } from './columns-sight.ts';
import { IntList, ListTable, PairTable } from './columns-table.ts';

/** What comes of a case. */
export interface Case {
  readonly outcome: number;
  /** Labels that leave where nothing begins here. */
  readonly leaving: number;
  /** Labels that leave where every law of `own` begins here. */
  readonly leavingAll: number;
  /** Laws whose protection did not arrive and that bind the sender, as bits; with the label that leaves under each. */
  readonly own: number;
  readonly ownLabels: readonly number[];
  /** What the case rests on. */
  readonly leaves: readonly Leaf[];
}

/** A law under which a flow is asked, and the protection in view of which. */
interface View {
  readonly law: number;
  readonly protection: number;
  readonly isOwn: boolean;
  readonly hasPlaces: boolean;
  readonly isOpen: boolean;
  /** Views of the law that protects the data by now, whose answer may be the better one. */
  readonly others: readonly View[];
}

/** Decisions of one law, by what it sees; each holds for a stretch of epochs. */
class LawTable {
  readonly sight: Sight;
  /** Pairs of: row of the pair as seen with the protection asked about, row of the flow as seen. */
  readonly asked = new PairTable();
  readonly askedWithCarried = new PairTable();
  /** Leaves for which no instrument was looked at; `NEEDS_SLOTS` where one must be. */
  readonly plain = new Stretches();
  /** Pairs of: what was asked, what stands between as seen. */
  readonly askedWithSlots = new PairTable();
  readonly withSlots = new Stretches();

  constructor(sight: Sight) {
    this.sight = sight;
  }
}

/** Stands in place of a leaf. */
const NEEDS_SLOTS = 0x7fffffff;

/** For each key a chain of stretches of epochs, each with a value. */
class Stretches {
  private heads = new Int32Array(64);
  private readonly lows = new IntList();
  private readonly highs = new IntList();
  private readonly values = new IntList();
  private readonly next = new IntList();
  low = 0;
  high = 0;
  /** Number of the stretch found last. */
  at = 0;

  /** The value in an epoch, or -1. */
  find(key: number, epoch: number): number {
    if (key >= this.heads.length) return -1;
    for (let at = this.heads[key]! - 1; at >= 0; at = this.next.items[at]!) {
      if (epoch < this.lows.items[at]! || epoch >= this.highs.items[at]!) continue;
      this.low = this.lows.items[at]!;
      this.high = this.highs.items[at]!;
      this.at = at;
      return this.values.items[at]!;
    }
    return -1;
  }

  add(key: number, low: number, high: number, value: number): void {
    if (key >= this.heads.length) {
      const wider = new Int32Array(Math.max(key + 1, this.heads.length * 2));
      wider.set(this.heads);
      this.heads = wider;
    }
    this.lows.push(low);
    this.highs.push(high);
    this.values.push(value);
    this.next.push(this.heads[key]! - 1);
    this.heads[key] = this.lows.length;
    this.low = low;
    this.high = high;
    this.at = this.lows.length - 1;
  }
}

export class Cases {
  /** From which epoch and until which the case found last holds, and whether what stands between the ends was looked at. */
  low = 0;
  high = 0;
  usesSlots = false;
  readonly all: (Case | undefined)[] = [];
  private readonly law: CodedRulebook;
  private readonly decider: Decider;
  private readonly labels: LabelSets;
  private readonly outcomes: Outcomes;
  private readonly reachSight: Sight;
  private readonly reachSeen = new PairTable();
  private readonly reachStretches = new Stretches();
  /** Lists of leaves, one per law. */
  private readonly reaches = new ListTable();
  private readonly laws: readonly LawTable[];
  /** Pairs of: how the laws reach in a phase, what arrives. */
  private readonly viewKeys = new PairTable();
  private readonly viewNumbers: number[] = [];
  private readonly viewLists: ViewList[] = [];
  private readonly viewTexts = new Map<string, number>();
  /** Steps from the views over the leaves of their decisions, one after another; the last one is the case. */
  private readonly steps = new PairTable();
  private readonly direct: number;
  private readonly none: number;

  /** What is struck in thought, whether it is at this moment, and the leaves that take the place of those that rest on it. */
  private struck: Uint8Array;
  private ground: Uint8Array;
  private readonly nothing: Uint8Array;
  private readonly instead = new PairTable();
  private insteadLeaves: number[] = [];
  private readonly insteadOfReach = new Map<number, number>();

  constructor(law: CodedRulebook, decider: Decider, labels: LabelSets, outcomes: Outcomes, states: States) {
    this.law = law;
    this.decider = decider;
    this.labels = labels;
    this.outcomes = outcomes;
    const reaching = law.questionsOf(law.laws.flatMap((one) => one.reaches));
    if (!reaching.tests.has(law.senderCountry)) reaching.tests.set(law.senderCountry, new Set());
    this.reachSight = new Sight(reaching, states);
    this.laws = law.laws.map(({ transfer, noTransfer, permits }) => {
      const rules = [...transfer, ...noTransfer, ...permits.flat(2)];
      return new LawTable(new Sight(law.questionsOf(rules), states));
    });
    this.direct = law.protections.indexOf('direct');
    this.none = law.tools.intern('none');
    this.nothing = new Uint8Array(law.rules.length);
    this.struck = this.nothing;
    this.ground = this.nothing;
  }

  /** The case of the rows of a pair and of a flow with the labels that arrive, in an epoch of the law. */
  find(pair: number, row: number, source: SlotSource, arriving: number, epoch: number): number {
    const phase = this.law.phaseOf[epoch]!;
    const { low, high } = this.law.phases[phase]!;
    this.low = low;
    this.high = high;
    this.usesSlots = false;
    const reach = this.reachOf(pair, row, source, epoch);
    const key = this.viewKeys.intern(reach * this.law.phases.length + phase, arriving);
    const number = this.viewNumbers[key] ?? this.addViews(key, reach, arriving, phase);
    const { needs } = this.viewLists[number]!;
    let step = -1 - number;
    for (let index = 0; index < needs.length; index += 1) {
      const { law, protection } = needs[index]!;
      step = this.steps.intern(step, this.decisionOf(law, protection, pair, row, source, arriving, epoch));
    }
    if (needs.length === 0) step = this.steps.intern(step, -1);
    if (this.all[step] === undefined) this.all[step] = this.compose(number, step);
    return step;
  }

  /** The same with what is struck (see `striking`). */
  findStruck(pair: number, row: number, source: SlotSource, arriving: number, epoch: number): number {
    this.ground = this.struck;
    const found = this.find(pair, row, source, arriving, epoch);
    this.ground = this.nothing;
    return found;
  }

  /** Does a case rest on something that is struck? */
  isStricken(number: number): boolean {
    return this.all[number]?.leaves.some((leaf) => leaf.stricken) === true;
  }

  /** Strikes rules in thought while `work` is done, on one day of the law; only what rests on them is decided anew. */
  striking<T>(struck: Uint8Array, work: () => T): T {
    const unmark = this.decider.markStricken(struck);
    this.struck = struck;
    this.insteadLeaves = [];
    this.insteadOfReach.clear();
    try {
      return work();
    } finally {
      unmark();
      this.struck = this.nothing;
    }
  }

  private reachOf(pair: number, row: number, source: SlotSource, epoch: number): number {
    const key = this.reachSeen.intern(this.reachSight.pair(pair), this.reachSight.flow(row));
    const { reachStretches } = this;
    let found = reachStretches.find(key, epoch);
    if (found < 0) found = this.addReach(key, pair, row, source, epoch);
    if (reachStretches.low > this.low) this.low = reachStretches.low;
    if (reachStretches.high < this.high) this.high = reachStretches.high;
    return this.ground === this.nothing ? found : this.struckReach(key, found, pair, row, source, epoch);
  }

  private addReach(key: number, pair: number, row: number, source: SlotSource, epoch: number): number {
    let low = 0;
    let high = this.law.epochs.length;
    this.decider.ask(pair, row, source, NO_PROTECTIONS, epoch, this.nothing);
    const leaves = this.law.laws.map((law) => {
      const leaf = this.decider.reach(law);
      low = Math.max(low, this.decider.low);
      high = Math.min(high, this.decider.high);
      return leaf.number;
    });
    const reach = this.reaches.intern(leaves);
    this.reachStretches.add(key, low, high, reach);
    return reach;
  }

  private struckReach(
    key: number,
    reach: number,
    pair: number,
    row: number,
    source: SlotSource,
    epoch: number,
  ): number {
    const known = this.insteadOfReach.get(key);
    if (known !== undefined) return known;
    let found = reach;
    if (this.reaches.list(reach).some((leaf) => this.decider.leaves[leaf]!.stricken)) {
      this.decider.ask(pair, row, source, NO_PROTECTIONS, epoch, this.ground);
      found = this.reaches.intern(this.law.laws.map((law) => this.decider.reach(law).number));
    }
    this.insteadOfReach.set(key, found);
    return found;
  }

  private decisionOf(
    law: number,
    protection: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
  ): number {
    const table = this.laws[law]!;
    const { sight, plain, withSlots } = table;
    const { decider } = this;
    let key = table.asked.intern(
      sight.pair(pair) * this.law.protections.length + protection,
      sight.flow(row),
    );
    if (sight.asksCarried) key = table.askedWithCarried.intern(key, this.labels.carriedNumber(arriving));
    let leaf = plain.find(key, epoch);
    let keyWithSlots = -1;
    let found: Stretches = plain;
    if (leaf === NEEDS_SLOTS) {
      keyWithSlots = table.askedWithSlots.intern(key, sight.between(source.slots()));
      leaf = withSlots.find(keyWithSlots, epoch);
      found = withSlots;
    }
    if (leaf < 0) {
      decider.ask(pair, row, source, this.labels.carried(arriving), epoch, this.nothing);
      const { number, usesSlots } = decider.decide(this.law.laws[law]!, protection);
      leaf = number;
      const { low, high } = decider;
      if (!usesSlots) plain.add(key, low, high, leaf);
      else {
        if (keyWithSlots < 0) {
          plain.add(key, low, high, NEEDS_SLOTS);
          keyWithSlots = table.askedWithSlots.intern(key, sight.between(source.slots()));
        }
        withSlots.add(keyWithSlots, low, high, leaf);
        found = withSlots;
      }
    }
    if (found.low > this.low) this.low = found.low;
    if (found.high < this.high) this.high = found.high;
    if (found === withSlots) this.usesSlots = true;
    if (this.ground === this.nothing || !decider.leaves[leaf]!.stricken) return leaf;
    return this.struckDecision(law, protection, pair, row, source, arriving, epoch);
  }

  /** The leaf that takes the place of a stricken one, in the situation as the law sees it. */
  private struckDecision(
    law: number,
    protection: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
  ): number {
    const { sight } = this.laws[law]!;
    const count = this.laws.length * this.law.protections.length;
    const asked = law * this.law.protections.length + protection;
    const seen = this.instead.intern(sight.pair(pair) * count + asked, sight.flow(row));
    const between = this.instead.intern(seen, -1 - sight.between(source.slots()));
    const key = this.instead.intern(between, -MANY - this.labels.carriedNumber(arriving));
    const known = this.insteadLeaves[key];
    if (known !== undefined) return known;
    this.decider.ask(pair, row, source, this.labels.carried(arriving), epoch, this.ground);
    const found = this.decider.decide(this.law.laws[law]!, protection).number;
    this.insteadLeaves[key] = found;
    this.usesSlots = true;
    return found;
  }

  private addViews(key: number, reach: number, arriving: number, phase: number): number {
    const { laws } = this.law.phases[phase]!;
    const protections = this.labels.protectionsBy(arriving, phase);
    const results = this.reaches.list(reach).map((leaf) => this.decider.leaves[leaf]!.result);
    const viewsUnder = (law: number, following: readonly number[]): View[] => {
      const place = laws.indexOf(law);
      const carried = protections[place]!;
      const how = results[law]!;
      const isDirect = how !== REACH_NONE && (how !== REACH_OPEN || carried.length === 0);
      return (isDirect ? [this.direct] : carried).map((protection) => ({
        law,
        protection,
        isOwn: isDirect && carried.length === 0,
        hasPlaces: how === REACH_PLACED,
        isOpen: isDirect && how === REACH_OPEN,
        others: othersOf(law, protection, following),
      }));
    };
    const othersOf = (law: number, protection: number, following: readonly number[]): View[] => {
      const follows = this.law.follows[protection]!;
      return follows < 0 || following.includes(follows) || !laws.includes(follows)
        ? []
        : viewsUnder(follows, [...following, law]);
    };
    const views = laws.flatMap((law) => viewsUnder(law, []));
    const text = `${reach} ${JSON.stringify(views)}`;
    let number = this.viewTexts.get(text);
    if (number === undefined) {
      number = this.viewLists.length;
      this.viewTexts.set(text, number);
      this.viewLists.push({ reach, views, needs: views.flatMap(withOthers) });
    }
    this.viewNumbers[key] = number;
    return number;
  }

  /** Puts the answer together from the leaves on the way to a step. */
  private compose(number: number, last: number): Case {
    const { reach, views, needs } = this.viewLists[number]!;
    const leaves: Leaf[] = [];
    for (let step = last; leaves.length < needs.length; step = this.steps.first(step))
      leaves.unshift(this.decider.leaves[this.steps.second(step)]!);
    let next = 0;
    const decide = ({ protection, others }: View): CodedDecision => {
      const own = this.decider.decisions[leaves[next]!.result]!;
      next += 1;
      let worst: CodedDecision | undefined;
      for (const view of others) {
        const other = decide(view);
        if (worst === undefined || other.verdict > worst.verdict) worst = other;
      }
      // The data stay under that law's protection, whatever form it takes there.
      return worst === undefined || worst.verdict >= own.verdict ? own : { ...worst, carries: protection };
    };
    const byLaw: LawOutcome[] = [];
    const leaving: number[] = [];
    const ownLabels: number[] = [];
    let own = 0;
    for (const view of views) {
      const { law } = view;
      const { verdict, tool, instrument, carries } = decide(view);
      const label = carries < 0 ? -1 : law * this.law.protections.length + carries;
      if (view.isOwn) own |= 1 << law;
      if (label >= 0 && view.isOwn && view.hasPlaces) ownLabels[law] = label;
      if (label >= 0 && !view.isOwn) leaving.push(label);
      const found = view.isOpen
        ? { law, verdict: UNDETERMINED, tool: this.none, instrument: NO_INSTRUMENT }
        : { law, verdict, tool, instrument };
      const before = byLaw.at(-1);
      if (before?.law !== law) byLaw.push(found);
      else if (found.verdict > before.verdict) byLaw[byLaw.length - 1] = found;
    }
    const reached = this.reaches.list(reach).map((leaf) => this.decider.leaves[leaf]!);
    return {
      outcome: this.outcomes.intern(this.leading(byLaw)),
      leaving: this.labels.of(leaving),
      leavingAll: this.labels.of([...leaving, ...ownLabels.filter((label) => label !== undefined)]),
      own,
      ownLabels,
      leaves: [...reached, ...leaves],
    };
  }

  private leading(byLaw: readonly LawOutcome[]): Outcome {
    let leading: LawOutcome | undefined;
    for (const one of byLaw) if (leading === undefined || one.verdict > leading.verdict) leading = one;
    const none = { law: -1, verdict: NOT_A_TRANSFER, tool: this.none, instrument: NO_INSTRUMENT };
    return { ...(leading ?? none), byLaw };
  }
}

interface ViewList {
  readonly reach: number;
  readonly views: readonly View[];
  /** The views with those whose answers may be the better ones, in the order in which they are decided. */
  readonly needs: readonly View[];
}

const NO_PROTECTIONS: readonly number[] = [];
/** Keeps the parts of a key apart, which share one table. */
const MANY = 1 << 28;

function withOthers(view: View): readonly View[] {
  return [view, ...view.others.flatMap(withOthers)];
}
