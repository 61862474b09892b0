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
  type States,
  UNDETERMINED,
} from './columns-decide.ts';
import type { LabelSets, LawOutcome, Outcome, Outcomes } from './columns-labels.ts';
import type { CodedLaw, CodedRulebook } from './columns-law.ts';
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
  readonly seen = new PairTable();
  readonly seenWithCarried = new PairTable();
  readonly asked = new PairTable();
  readonly stretches = new Stretches();

  constructor(sight: Sight) {
    this.sight = sight;
  }
}

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
  /** From which epoch and until which the case found last holds. */
  low = 0;
  high = 0;
  readonly all: (Case | undefined)[] = [];
  private readonly law: CodedRulebook;
  private readonly decider: Decider;
  private readonly labels: LabelSets;
  private readonly outcomes: Outcomes;
  private readonly pairStates: PairTable;
  /** States and rows as all laws together see them; the situations met, with what arrived; and their cases by stretches of epochs. */
  private readonly seen: Sight;
  private situations = new PairTable();
  private arrivals = new PairTable();
  private found = new Stretches();
  private readonly reachSight: Sight;
  private readonly reachSeen = new PairTable();
  private readonly reachStretches = new Stretches();
  /** Lists of leaves, one per law. */
  private readonly reaches = new ListTable();
  private readonly laws: readonly LawTable[];
  private readonly viewKeys = new PairTable();
  private readonly viewPhases = new PairTable();
  private readonly viewLists: { readonly views: readonly View[]; readonly needs: readonly View[] }[] = [];
  private readonly viewNumbers: number[] = [];
  private readonly viewTexts = new Map<string, number>();
  /** Steps from the views over the leaves of their decisions, one after another; the last one is the case. */
  private readonly steps = new PairTable();
  private readonly direct: number;
  private readonly none: number;

  /** What is struck in thought, whether it is at this moment, and the leaves that take the place of those that rest on it. */
  private struck: Uint8Array;
  private ground: Uint8Array;
  private readonly nothing: Uint8Array;
  private readonly instead = new Map<number, number>();

  constructor(
    law: CodedRulebook,
    decider: Decider,
    labels: LabelSets,
    outcomes: Outcomes,
    states: States,
    pairStates: PairTable,
  ) {
    this.law = law;
    this.decider = decider;
    this.labels = labels;
    this.outcomes = outcomes;
    this.pairStates = pairStates;
    const rulesOf = ({ transfer, noTransfer, permits }: CodedLaw): number[] => [
      ...transfer,
      ...noTransfer,
      ...permits.flat(2),
    ];
    const everything = law.questionsOf(law.laws.flatMap((one) => [...one.reaches, ...rulesOf(one)]));
    if (!everything.tests.has(law.senderCountry)) everything.tests.set(law.senderCountry, new Set());
    this.seen = new Sight(everything, states, pairStates, true);
    const reaching = law.questionsOf(law.laws.flatMap((one) => one.reaches));
    if (!reaching.tests.has(law.senderCountry)) reaching.tests.set(law.senderCountry, new Set());
    this.reachSight = new Sight(reaching, states, pairStates, false);
    this.laws = law.laws.map(
      (one) => new LawTable(new Sight(law.questionsOf(rulesOf(one)), states, pairStates, true)),
    );
    this.direct = law.protections.indexOf('direct');
    this.none = law.tools.intern('none');
    this.nothing = new Uint8Array(law.rules.length);
    this.struck = this.nothing;
    this.ground = this.nothing;
  }

  /** The case of a pair state and a row of manners with the labels that arrive, in an epoch of the law. */
  find(state: number, row: number, arriving: number, epoch: number): number {
    const { seen, found } = this;
    const key = this.arrivals.intern(this.situations.intern(seen.state(state), seen.flow(row)), arriving);
    const known = found.find(key, epoch);
    if (known >= 0) {
      this.low = found.low;
      this.high = found.high;
      return known;
    }
    const one = this.findAnew(state, row, arriving, epoch);
    found.add(key, this.low, this.high, one);
    return one;
  }

  /** The same with what is struck (see `striking`). */
  findStruck(state: number, row: number, arriving: number, epoch: number): number {
    this.ground = this.struck;
    const found = this.findAnew(state, row, arriving, epoch);
    this.ground = this.nothing;
    return found;
  }

  /** Does a case rest on something that is struck? */
  isStricken(number: number): boolean {
    return this.all[number]?.leaves.some((leaf) => leaf.stricken) === true;
  }

  /** Forgets which situations were met; what was decided is kept, so that they are soon found again. */
  forget(): void {
    this.situations = new PairTable();
    this.arrivals = new PairTable();
    this.found = new Stretches();
  }

  /** By what each law sees, law by law. */
  private findAnew(state: number, row: number, arriving: number, epoch: number): number {
    const phase = this.law.phaseOf[epoch]!;
    const { low, high } = this.law.phases[phase]!;
    this.low = low;
    this.high = high;
    const reach = this.reachOf(state, row, epoch);
    const { needs, number } = this.viewsOf(reach, arriving, phase);
    let step = this.steps.intern(-1 - reach, number);
    for (let index = 0; index < needs.length; index += 1) {
      const { law, protection } = needs[index]!;
      step = this.steps.intern(step, this.decisionOf(law, protection, state, row, arriving, epoch));
    }
    if (this.all[step] === undefined) this.all[step] = this.compose(number, step, reach);
    return step;
  }

  /** Strikes rules in thought while `work` is done, on one day of the law; only what rests on them is decided anew. */
  striking<T>(struck: Uint8Array, work: () => T): T {
    const rules = [...struck.keys()].filter((rule) => struck[rule] === 1);
    const unmark = this.decider.markStricken(rules);
    this.struck = struck;
    try {
      return work();
    } finally {
      unmark();
      this.struck = this.nothing;
      this.instead.clear();
    }
  }

  private reachOf(state: number, row: number, epoch: number): number {
    const key = this.reachSeen.intern(this.reachSight.state(state), this.reachSight.flow(row));
    let found = this.reachStretches.find(key, epoch);
    if (found < 0) found = this.addReach(key, state, row, epoch);
    if (this.reachStretches.low > this.low) this.low = this.reachStretches.low;
    if (this.reachStretches.high < this.high) this.high = this.reachStretches.high;
    return this.ground === this.nothing ? found : this.struckReach(found, state, row, epoch);
  }

  private addReach(key: number, state: number, row: number, epoch: number): number {
    let low = 0;
    let high = this.law.epochs.length;
    this.askAbout(state, row, 0, epoch);
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

  private struckReach(reach: number, state: number, row: number, epoch: number): number {
    const leaves = this.reaches.list(reach);
    if (!leaves.some((leaf) => this.decider.leaves[leaf]!.stricken)) return reach;
    this.askAbout(state, row, 0, epoch);
    return this.reaches.intern(this.law.laws.map((law) => this.decider.reach(law).number));
  }

  private decisionOf(
    law: number,
    protection: number,
    state: number,
    row: number,
    arriving: number,
    epoch: number,
  ): number {
    const table = this.laws[law]!;
    const { sight, stretches } = table;
    let seen = table.seen.intern(sight.state(state), sight.flow(row));
    if (sight.asksCarried) seen = table.seenWithCarried.intern(seen, this.labels.carriedNumber(arriving));
    const key = table.asked.intern(seen, protection);
    let leaf = stretches.find(key, epoch);
    if (leaf < 0) {
      this.askAbout(state, row, arriving, epoch);
      leaf = this.decider.decide(this.law.laws[law]!, protection).number;
      stretches.add(key, this.decider.low, this.decider.high, leaf);
    }
    if (stretches.low > this.low) this.low = stretches.low;
    if (stretches.high < this.high) this.high = stretches.high;
    if (this.ground === this.nothing || !this.decider.leaves[leaf]!.stricken) return leaf;
    const place = key * this.laws.length + law;
    const instead = this.instead.get(place);
    if (instead !== undefined) return instead;
    this.askAbout(state, row, arriving, epoch);
    const found = this.decider.decide(this.law.laws[law]!, protection).number;
    this.instead.set(place, found);
    return found;
  }

  private askAbout(state: number, row: number, arriving: number, epoch: number): void {
    const { pairStates } = this;
    this.decider.ask(
      pairStates.first(state),
      pairStates.second(state),
      row,
      this.labels.carried(arriving),
      epoch,
      this.ground,
    );
  }

  private viewsOf(
    reach: number,
    arriving: number,
    phase: number,
  ): { readonly views: readonly View[]; readonly needs: readonly View[]; readonly number: number } {
    const key = this.viewPhases.intern(this.viewKeys.intern(reach, arriving), phase);
    let number = this.viewNumbers[key];
    if (number === undefined) {
      number = this.addViews(reach, arriving, phase);
      this.viewNumbers[key] = number;
    }
    const { views, needs } = this.viewLists[number]!;
    return { views, needs, number };
  }

  private addViews(reach: number, arriving: number, phase: number): number {
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
    const text = JSON.stringify(views);
    const known = this.viewTexts.get(text);
    if (known !== undefined) return known;
    this.viewTexts.set(text, this.viewLists.length);
    this.viewLists.push({ views, needs: views.flatMap(withOthers) });
    return this.viewLists.length - 1;
  }

  /** Puts the answer together from the leaves on the way to a step. */
  private compose(number: number, last: number, reach: number): Case {
    const { views, needs } = this.viewLists[number]!;
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

function withOthers(view: View): readonly View[] {
  return [view, ...view.others.flatMap(withOthers)];
}
