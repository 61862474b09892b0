// What arrives and what leaves, as numbers: sets of laws with the protection that data carry under them, and one decision for each.
import { ListTable } from './columns-table.ts';
import { NO_INSTRUMENT, NOT_A_TRANSFER, REACH_NONE, REACH_OPEN, REACH_PLACED, UNDETERMINED } from './columns-decide.ts';
import type { CodedDecision, Decider, Leaf } from './columns-decide.ts';
import type { CodedRulebook } from './columns-law.ts';
import { PairTable } from './columns-table.ts';

/** Labels are numbers: law times the count of protections, plus the protection. The empty set is 0. */
export class LabelSets {
  readonly sets = new ListTable();
  readonly law: CodedRulebook;
  private readonly unions = new PairTable();
  private readonly unionOf: number[] = [];
  private readonly views = new PairTable();
  private readonly viewsOf: (readonly (readonly number[])[])[] = [];
  private readonly carriedOf: (readonly number[])[] = [];

  constructor(law: CodedRulebook) {
    this.law = law;
  }

  of(labels: readonly number[]): number {
    if (labels.length === 0) return 0;
    return this.sets.intern([...new Set(labels)].sort((a, b) => a - b));
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const pair = a < b ? this.unions.intern(a, b) : this.unions.intern(b, a);
    const known = this.unionOf[pair];
    if (known !== undefined) return known;
    const found = this.of([...this.sets.list(a), ...this.sets.list(b)]);
    this.unionOf[pair] = found;
    return found;
  }

  /** For each law of a phase, in its order, the protections of the set that are asked about under it by then. */
  protectionsBy(set: number, phase: number): readonly (readonly number[])[] {
    const pair = this.views.intern(set, phase);
    const known = this.viewsOf[pair];
    if (known !== undefined) return known;
    const { laws, lawToday } = this.law.phases[phase]!;
    const count = this.law.protections.length;
    const labels = this.sets.list(set);
    const found = laws.map((law) => {
      const protections = labels
        .filter((label) => lawToday[Math.floor(label / count)] === law)
        .map((label) => label % count);
      return [...new Set(protections)].sort((a, b) => a - b);
    });
    this.viewsOf[pair] = found;
    return found;
  }

  /** The protections of a set, whatever the law. */
  carried(set: number): readonly number[] {
    const known = this.carriedOf[set];
    if (known !== undefined) return known;
    const count = this.law.protections.length;
    const found = [...new Set(this.sets.list(set).map((label) => label % count))].sort((a, b) => a - b);
    this.carriedOf[set] = found;
    return found;
  }
}

/** The answer of one law. */
export interface LawOutcome {
  readonly law: number;
  readonly verdict: number;
  readonly tool: number;
  readonly instrument: number;
}

/** The answer for a flow: the whole verdict with the tool that leads to it, and one answer per law. */
export interface Outcome extends LawOutcome {
  readonly byLaw: readonly LawOutcome[];
}

/** What comes of a state with what arrives, in a stretch of epochs. */
export interface Entry {
  readonly low: number;
  readonly high: number;
  /** Number of the outcome. */
  readonly outcome: number;
  /** Labels that leave whatever begins here. */
  readonly leaving: number;
  /** Labels that leave where the flow gives an origin of its own under every law of `own`. */
  readonly leavingAll: number;
  /** Laws whose protection begins here, as bits; with the label that leaves under each. */
  readonly own: number;
  readonly ownLabels: readonly number[];
  readonly leaves: readonly Leaf[];
}

/** Numbers outcomes, so that a column holds one number for each flow. */
export class Outcomes {
  readonly all: Outcome[] = [];
  private readonly numbers = new Map<string, number>();

  intern(outcome: Outcome): number {
    const text = outcome.byLaw.map((one) => `${one.law} ${one.verdict} ${one.tool} ${one.instrument}`).join('|');
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.all.length);
    this.all.push(outcome);
    return this.all.length - 1;
  }
}

/** What is asked about one state: rows of pair and flow, slots, and the set of labels that arrives. */
export interface Asked {
  readonly pair: number;
  readonly slots: number;
  readonly flow: number;
  readonly arriving: number;
  readonly struck: Uint8Array;
}

/** Composes the answer for one state as transfers.ts does: the views of each law, their decisions, the worst of them, what leaves. */
export class Composer {
  private readonly law: CodedRulebook;
  private readonly decider: Decider;
  private readonly labels: LabelSets;
  private readonly outcomes: Outcomes;
  private low = 0;
  private high = 0;
  private leaves: Leaf[] = [];

  constructor(law: CodedRulebook, decider: Decider, labels: LabelSets, outcomes: Outcomes) {
    this.law = law;
    this.decider = decider;
    this.labels = labels;
    this.outcomes = outcomes;
  }

  compose(asked: Asked, epoch: number): Entry {
    const { law, decider, labels } = this;
    const phase = this.law.phaseOf[epoch]!;
    const { low, high, laws } = law.phases[phase]!;
    this.low = low;
    this.high = high;
    this.leaves = [];
    decider.ask(asked.pair, asked.slots, asked.flow, labels.carried(asked.arriving), epoch, asked.struck);
    const protections = labels.protectionsBy(asked.arriving, phase);
    const direct = law.protections.indexOf('direct');
    const byLaw: LawOutcome[] = [];
    const leaving: number[] = [];
    const ownLabels: number[] = [];
    let own = 0;
    for (const [index, number] of laws.entries()) {
      const carried = protections[index]!;
      const views = this.viewsOf(number, carried, direct);
      if (views.length === 0) continue;
      let worst: LawOutcome | undefined;
      for (const view of views) {
        const decision = this.decideFollowing(number, view.protection, laws, protections, []);
        const label = decision.carries < 0 ? -1 : number * law.protections.length + decision.carries;
        if (view.isOwn) {
          own |= 1 << number;
          if (label >= 0 && view.hasPlaces) ownLabels[number] = label;
        } else if (label >= 0) leaving.push(label);
        const found = view.isOpen
          ? { law: number, verdict: UNDETERMINED, tool: law.tools.intern('none'), instrument: NO_INSTRUMENT }
          : { law: number, verdict: decision.verdict, tool: decision.tool, instrument: decision.instrument };
        if (worst === undefined || found.verdict > worst.verdict) worst = found;
      }
      byLaw.push(worst as LawOutcome);
    }
    const carriedOn = labels.of(leaving);
    return {
      low: this.low,
      high: this.high,
      outcome: this.outcomes.intern(this.leading(byLaw)),
      leaving: carriedOn,
      leavingAll: labels.of([...leaving, ...ownLabels.filter((label) => label !== undefined)]),
      own,
      ownLabels,
      leaves: this.leaves,
    };
  }

  private leading(byLaw: readonly LawOutcome[]): Outcome {
    let leading: LawOutcome | undefined;
    for (const one of byLaw) if (leading === undefined || one.verdict > leading.verdict) leading = one;
    const none = {
      law: -1,
      verdict: NOT_A_TRANSFER,
      tool: this.law.tools.intern('none'),
      instrument: NO_INSTRUMENT,
    };
    return { ...(leading ?? none), byLaw };
  }

  private viewsOf(law: number, carried: readonly number[], direct: number): View[] {
    const reach = this.rest(this.decider.reach(this.law.laws[law]!)).result;
    if (reach !== REACH_NONE && (reach !== REACH_OPEN || carried.length === 0)) {
      const isOwn = carried.length === 0;
      return [{ protection: direct, isOwn, hasPlaces: reach === REACH_PLACED, isOpen: reach === REACH_OPEN }];
    }
    return carried.map((protection) => ({ protection, isOwn: false, hasPlaces: false, isOpen: false }));
  }

  private decideFollowing(
    law: number,
    protection: number,
    laws: readonly number[],
    protections: readonly (readonly number[])[],
    following: readonly number[],
  ): CodedDecision {
    const leaf = this.rest(this.decider.decide(this.law.laws[law]!, protection));
    const own = this.decider.decisions[leaf.result]!;
    const follows = this.law.follows[protection]!;
    const place = laws.indexOf(follows);
    if (follows < 0 || following.includes(follows) || place < 0) return own;
    let worst: CodedDecision | undefined;
    for (const view of this.viewsOf(follows, protections[place]!, this.law.protections.indexOf('direct'))) {
      const other = this.decideFollowing(follows, view.protection, laws, protections, [...following, law]);
      if (worst === undefined || other.verdict > worst.verdict) worst = other;
    }
    if (worst === undefined || worst.verdict >= own.verdict) return own;
    return { ...worst, carries: protection };
  }

  private rest(leaf: Leaf): Leaf {
    if (this.decider.low > this.low) this.low = this.decider.low;
    if (this.decider.high < this.high) this.high = this.decider.high;
    this.leaves.push(leaf);
    return leaf;
  }
}

interface View {
  readonly protection: number;
  readonly isOwn: boolean;
  readonly hasPlaces: boolean;
  readonly isOpen: boolean;
}

