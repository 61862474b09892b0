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
import { ListTable, PairTable, StretchTable } from './columns-table.ts';

/** What comes of a case. */
export interface Case {
  readonly outcome: number;
  readonly verdict: number;
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
  /** By row of the pair as seen with the protection asked about, row of the flow as seen: leaves, or `NEEDS_SLOTS`. */
  readonly plain = new StretchTable();
  /** The same where a law asks what the data carry under any law: by number of the above, what is carried. */
  readonly carrying = new StretchTable();
  /** By number of the above, what stands between the ends as seen. */
  readonly withSlots = new StretchTable();

  constructor(sight: Sight) {
    this.sight = sight;
  }
}

/** Stands in place of a leaf. */
const NEEDS_SLOTS = 0x7fffffff;

export class Cases {
  /** From which epoch and until which the case found last holds, and whether what stands between the ends was looked at. */
  low = 0;
  high = 0;
  usesSlots = false;
  readonly all: (Case | undefined)[] = [];
  /** Which steps are cases. */
  private known = new Uint8Array(1024);
  private readonly law: CodedRulebook;
  private readonly decider: Decider;
  private readonly labels: LabelSets;
  private readonly outcomes: Outcomes;
  private readonly reachSight: Sight;
  private readonly reachTable = new StretchTable();
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
  private readonly live = { keys: new PairTable(), lists: [] as number[], permits: new ListTable() };
  private insteadPermits: number[] = [];

  constructor(law: CodedRulebook, decider: Decider, labels: LabelSets, outcomes: Outcomes, states: States) {
    this.law = law;
    this.decider = decider;
    this.labels = labels;
    this.outcomes = outcomes;
    const reaching = law.questionsOf(law.laws.flatMap((one) => one.reaches));
    if (!reaching.tests.has(law.senderCountry)) reaching.tests.set(law.senderCountry, new Set());
    this.reachSight = new Sight(reaching, states, undefined);
    this.laws = law.laws.map(({ number, transfer, noTransfer, permits }) => {
      const rules = [...transfer, ...noTransfer, ...permits.flat(2)];
      return new LawTable(new Sight(law.questionsOf(rules), states, decider.slotsOf[number]));
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
    if (step >= this.known.length || this.known[step] === 0) this.addCase(number, step);
    return step;
  }

  /** The same with what is struck (see `striking`). */
  findStruck(pair: number, row: number, source: SlotSource, arriving: number, epoch: number): number {
    this.ground = this.struck;
    const found = this.find(pair, row, source, arriving, epoch);
    this.ground = this.nothing;
    return found;
  }

  /** How each law reaches the sender, for whoever gives reasons; with what is struck where `isStruck`. */
  reachResults(pair: number, row: number, source: SlotSource, epoch: number, isStruck: boolean): number[] {
    if (isStruck) this.ground = this.struck;
    const reach = this.reachOf(pair, row, source, epoch);
    this.ground = this.nothing;
    return this.reaches.list(reach).map((leaf) => this.decider.leaves[leaf]!.result);
  }

  /** The permits of a law that have a part in the answer (`Decider.livePermits`), each list under a number of its own. */
  livePermits(
    law: number,
    protection: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
    isStruck: boolean,
  ): number {
    const { sight } = this.laws[law]!;
    const { live } = this;
    const asked = live.keys.intern(law * this.law.protections.length + protection, epoch);
    const ends = live.keys.intern(asked, -1 - sight.pair(pair));
    const seen = live.keys.intern(ends, -MANY - sight.flow(row));
    const between = live.keys.intern(seen, -2 * MANY - sight.between(source.slots()));
    const key = live.keys.intern(between, MANY + this.labels.carriedNumber(arriving));
    const known = isStruck ? this.insteadPermits[key] : live.lists[key];
    if (known !== undefined) return known;
    this.decider.ask(
      pair,
      row,
      source,
      this.labels.carried(arriving),
      epoch,
      isStruck ? this.struck : this.nothing,
    );
    const found = live.permits.intern(this.decider.livePermits(this.law.laws[law]!, protection));
    if (isStruck) this.insteadPermits[key] = found;
    else live.lists[key] = found;
    return found;
  }

  /** The protection that the data carry on by the decision of one law; -1 for none. */
  carries(
    law: number,
    protection: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
    isStruck: boolean,
  ): number {
    if (isStruck) this.ground = this.struck;
    const leaf = this.decisionOf(law, protection, pair, row, source, arriving, epoch);
    this.ground = this.nothing;
    return this.decider.decisions[this.decider.leaves[leaf]!.result]!.carries;
  }

  /** The numbers of the rules in such a list. */
  permitsOf(list: number): readonly number[] {
    return this.live.permits.list(list);
  }

  /** For each case 1 where it rests on something that is struck. */
  strickenCases(): Uint8Array {
    const stricken = new Uint8Array(this.all.length);
    if (this.decider.strickenCount === 0) return stricken;
    for (let number = 0; number < stricken.length; number += 1) {
      const found = this.all[number];
      if (found === undefined) continue;
      for (const leaf of found.leaves) if (leaf.stricken) stricken[number] = 1;
    }
    return stricken;
  }

  /** Strikes rules in thought while `work` is done, on one day of the law; only what rests on them is decided anew. */
  striking<T>(struck: Uint8Array, work: () => T): T {
    const unmark = this.decider.markStricken(struck);
    this.struck = struck;
    this.insteadLeaves = [];
    this.insteadPermits = [];
    this.insteadOfReach.clear();
    try {
      return work();
    } finally {
      unmark();
      this.struck = this.nothing;
    }
  }

  private reachOf(pair: number, row: number, source: SlotSource, epoch: number): number {
    const { reachTable } = this;
    const first = this.reachSight.pair(pair);
    const second = this.reachSight.flow(row);
    let found = reachTable.find(first, second, epoch);
    if (found < 0) found = this.addReach(first, second, pair, row, source, epoch);
    if (reachTable.low > this.low) this.low = reachTable.low;
    if (reachTable.high < this.high) this.high = reachTable.high;
    if (this.ground === this.nothing || !this.decider.isReachStricken) return found;
    return this.struckReach(reachTable.key, found, pair, row, source, epoch);
  }

  private addReach(
    first: number,
    second: number,
    pair: number,
    row: number,
    source: SlotSource,
    epoch: number,
  ): number {
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
    this.reachTable.add(first, second, low, high, reach);
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
    const { sight, plain, carrying, withSlots } = this.laws[law]!;
    const { decider } = this;
    let table = plain;
    let first = sight.pair(pair) * this.law.protections.length + protection;
    let second = sight.flow(row);
    let leaf = table.find(first, second, epoch);
    if (sight.asksCarried) {
      table = carrying;
      first = plain.key;
      second = this.labels.carriedNumber(arriving);
      leaf = table.find(first, second, epoch);
    }
    if (leaf === NEEDS_SLOTS) {
      first = table.key;
      table = withSlots;
      second = sight.between(source.slots());
      leaf = table.find(first, second, epoch);
    }
    if (leaf < 0) {
      decider.ask(pair, row, source, this.labels.carried(arriving), epoch, this.nothing);
      const { number, usesSlots } = decider.decide(this.law.laws[law]!, protection);
      leaf = number;
      const { low, high } = decider;
      if (usesSlots && table !== withSlots) {
        table.add(first, second, low, high, NEEDS_SLOTS);
        first = table.key;
        table = withSlots;
        second = sight.between(source.slots());
      }
      table.add(first, second, low, high, leaf);
    }
    if (table.low > this.low) this.low = table.low;
    if (table.high < this.high) this.high = table.high;
    if (table === withSlots) this.usesSlots = true;
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

  private addCase(number: number, step: number): void {
    if (step >= this.known.length) {
      const wider = new Uint8Array(step * 2);
      wider.set(this.known);
      this.known = wider;
    }
    this.known[step] = 1;
    this.all[step] = this.compose(number, step);
  }

  /** Puts the answer together from the leaves on the way to a step. */
  private compose(number: number, last: number): Case {
    const { reach, views, needs } = this.viewLists[number]!;
    const leaves: Leaf[] = [];
    for (let step = last; leaves.length < needs.length; step = this.steps.first(step))
      leaves.unshift(this.decider.leaves[this.steps.second(step)]!);
    let next = 0;
    const decide = ({ law, protection, others }: View): CodedDecision & { by: number } => {
      const own = { ...this.decider.decisions[leaves[next]!.result]!, by: law };
      next += 1;
      let worst: (CodedDecision & { by: number }) | undefined;
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
      const { verdict, tool, instrument, carries, by } = decide(view);
      const label = carries < 0 ? -1 : law * this.law.protections.length + carries;
      if (view.isOwn) own |= 1 << law;
      if (label >= 0 && view.isOwn && view.hasPlaces) ownLabels[law] = label;
      if (label >= 0 && !view.isOwn) leaving.push(label);
      const found = view.isOpen
        ? { law, by: law, verdict: UNDETERMINED, tool: this.none, instrument: NO_INSTRUMENT }
        : { law, by, verdict, tool, instrument };
      const before = byLaw.at(-1);
      if (before?.law !== law) byLaw.push(found);
      else if (found.verdict > before.verdict) byLaw[byLaw.length - 1] = found;
    }
    const wantsReasons =
      views.some(({ isOpen }) => isOpen) ||
      leaves.some(({ isOpen, rules }) => isOpen || rules.some((rule) => this.law.rules[rule]!.isUnseen));
    const outcome = this.leading(byLaw, wantsReasons);
    const reached = this.reaches.list(reach).map((leaf) => this.decider.leaves[leaf]!);
    return {
      outcome: this.outcomes.intern(outcome),
      verdict: outcome.verdict,
      leaving: this.labels.of(leaving),
      leavingAll: this.labels.of([...leaving, ...ownLabels.filter((label) => label !== undefined)]),
      own,
      ownLabels,
      leaves: [...reached, ...leaves],
    };
  }

  private leading(byLaw: readonly LawOutcome[], wantsReasons: boolean): Outcome {
    let leading: LawOutcome | undefined;
    for (const one of byLaw) if (leading === undefined || one.verdict > leading.verdict) leading = one;
    const none = { law: -1, by: -1, verdict: NOT_A_TRANSFER, tool: this.none, instrument: NO_INSTRUMENT };
    return { ...(leading ?? none), byLaw, wantsReasons };
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
