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
  /** What the case rests on: how each law reaches the sender, then the decisions of the views. */
  readonly leaves: readonly Leaf[];
  /** Number of the list of views that were decided. */
  readonly views: number;
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
  /** By row of the pair as seen with the protection asked about, row of the flow as seen: leaves, or `NEEDS_SLOTS`. */
  readonly plain = new StretchTable();
  /** The same where a law asks what the data carry under any law: by number of the above, what is carried. */
  readonly carrying = new StretchTable();
  /** By number of the above, what stands between the ends as seen. */
  readonly withSlots = new StretchTable();
}

/** What was decided while certain rules are struck: how the laws reach, and the decisions of each law. */
class Decided {
  readonly reach = new StretchTable();
  readonly laws: readonly LawTable[];

  constructor(laws: number) {
    this.laws = Array.from({ length: laws }, () => new LawTable());
  }
}

/** So many sets of struck rules are remembered with what was decided without them; who strikes one decision after another strikes few. */
const STRUCK_SETS = 8;

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
  /** Lists of leaves, one per law. */
  private readonly reaches = new ListTable();
  /** What each law sees. */
  private readonly sights: readonly Sight[];
  /** With nothing struck, and by the numbers of the rules that are. */
  private readonly plain: Decided;
  private readonly withStruck = new Map<string, Decided>();
  /** Pairs of: how the laws reach in a phase, what arrives. */
  private readonly viewKeys = new PairTable();
  private readonly viewNumbers: number[] = [];
  private readonly viewLists: ViewList[] = [];
  private readonly viewTexts = new Map<string, number>();
  /** Steps from the views over the leaves of their decisions, one after another; the last one is the case. */
  private readonly steps = new PairTable();
  private readonly direct: number;
  private readonly none: number;

  /** What is struck in thought, whether it is at this moment, and what is decided in place of what rests on it. */
  private struck: Uint8Array;
  private ground: Uint8Array;
  private readonly nothing: Uint8Array;
  private instead: Decided;
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
    this.sights = law.laws.map(({ number, transfer, noTransfer, permits }) => {
      const rules = [...transfer, ...noTransfer, ...permits.flat(2)];
      return new Sight(law.questionsOf(rules), states, decider.slotsOf[number]);
    });
    this.plain = new Decided(law.laws.length);
    this.instead = this.plain;
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
    return this.caseAt(number, step);
  }

  /** The same with what is struck (see `striking`). */
  findStruck(pair: number, row: number, source: SlotSource, arriving: number, epoch: number): number {
    this.ground = this.struck;
    const found = this.find(pair, row, source, arriving, epoch);
    this.ground = this.nothing;
    return found;
  }

  /**
   * The same for whoever had another case before anything was struck, while all that leads to a case is as it was: only what rests on
   * something struck is looked up again.
   */
  findAgain(
    before: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
  ): number {
    if (this.decider.isReachStricken) return this.findStruck(pair, row, source, arriving, epoch);
    const { leaves, views } = this.all[before]!;
    const reaching = this.law.laws.length;
    const { needs } = this.viewLists[views]!;
    let step = -1 - views;
    for (let index = 0; index < needs.length; index += 1) {
      const leaf = leaves[reaching + index]!;
      let { number } = leaf;
      if (leaf.stricken) {
        const { law, protection } = needs[index]!;
        const { instead, struck } = this;
        number = this.decisionIn(instead, law, protection, pair, row, source, arriving, epoch, struck);
      }
      step = this.steps.intern(step, number);
    }
    return needs.length === 0 ? before : this.caseAt(views, step);
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
    const sight = this.sights[law]!;
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
    this.decider.rest();
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

  /** The cases that rest on something that is struck: by number, and for each case 1 where it does. */
  strickenCases(): { readonly numbers: readonly number[]; readonly isStricken: Uint8Array } {
    const numbers: number[] = [];
    const isStricken = new Uint8Array(this.all.length);
    if (this.decider.strickenCount > 0)
      for (let number = 0; number < isStricken.length; number += 1) {
        if (this.all[number]?.leaves.some(({ stricken }) => stricken) !== true) continue;
        isStricken[number] = 1;
        numbers.push(number);
      }
    return { numbers, isStricken };
  }

  /** Strikes rules in thought while `work` is done, on one day of the law; only what rests on them is decided anew. */
  striking<T>(struck: Uint8Array, work: () => T): T {
    const unmark = this.decider.markStricken(struck);
    this.struck = struck;
    this.instead = this.decidedWithout(struck);
    this.insteadPermits = [];
    try {
      return work();
    } finally {
      unmark();
      this.struck = this.nothing;
      this.instead = this.plain;
    }
  }

  /** The last sets of struck rules, with what was decided without them. */
  private decidedWithout(struck: Uint8Array): Decided {
    const { withStruck } = this;
    const key = struck.reduce((text, isStruck, rule) => (isStruck === 1 ? `${text} ${rule}` : text), '');
    const found = withStruck.get(key) ?? new Decided(this.sights.length);
    withStruck.delete(key);
    withStruck.set(key, found);
    for (const [oldest] of withStruck) {
      if (withStruck.size <= STRUCK_SETS) break;
      withStruck.delete(oldest);
    }
    return found;
  }

  private reachOf(pair: number, row: number, source: SlotSource, epoch: number): number {
    const first = this.reachSight.pair(pair);
    const second = this.reachSight.flow(row);
    const found = this.reachIn(this.plain.reach, first, second, pair, row, source, epoch, this.nothing);
    if (this.ground === this.nothing || !this.decider.isReachStricken) return found;
    if (!this.reaches.list(found).some((leaf) => this.decider.leaves[leaf]!.stricken)) return found;
    return this.reachIn(this.instead.reach, first, second, pair, row, source, epoch, this.ground);
  }

  private reachIn(
    table: StretchTable,
    first: number,
    second: number,
    pair: number,
    row: number,
    source: SlotSource,
    epoch: number,
    struck: Uint8Array,
  ): number {
    let found = table.find(first, second, epoch);
    if (found < 0) {
      let low = 0;
      let high = this.law.epochs.length;
      this.decider.ask(pair, row, source, NO_PROTECTIONS, epoch, struck);
      const leaves = this.law.laws.map((law) => {
        const leaf = this.decider.reach(law);
        low = Math.max(low, this.decider.low);
        high = Math.min(high, this.decider.high);
        return leaf.number;
      });
      this.decider.rest();
      found = this.reaches.intern(leaves);
      table.add(first, second, low, high, found);
    }
    if (table.low > this.low) this.low = table.low;
    if (table.high < this.high) this.high = table.high;
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
    const { nothing, ground } = this;
    const leaf = this.decisionIn(this.plain, law, protection, pair, row, source, arriving, epoch, nothing);
    if (ground === nothing || !this.decider.leaves[leaf]!.stricken) return leaf;
    return this.decisionIn(this.instead, law, protection, pair, row, source, arriving, epoch, ground);
  }

  private decisionIn(
    decided: Decided,
    law: number,
    protection: number,
    pair: number,
    row: number,
    source: SlotSource,
    arriving: number,
    epoch: number,
    struck: Uint8Array,
  ): number {
    const sight = this.sights[law]!;
    const { plain, carrying, withSlots } = decided.laws[law]!;
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
      decider.ask(pair, row, source, this.labels.carried(arriving), epoch, struck);
      const { number, usesSlots } = decider.decide(this.law.laws[law]!, protection);
      decider.rest();
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
    return leaf;
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

  /** The number of the case of some views at their last step; composed when first met. */
  private caseAt(views: number, step: number): number {
    if (step < this.known.length && this.known[step] === 1) return step;
    if (step >= this.known.length) {
      const wider = new Uint8Array(step * 2);
      wider.set(this.known);
      this.known = wider;
    }
    this.known[step] = 1;
    this.all[step] = this.compose(views, step);
    return step;
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
      views: number,
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
