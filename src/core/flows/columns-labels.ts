// Labels as numbers: sets of laws with the protection that data carry under them; and the outcomes to which they lead.
import type { CodedRulebook } from './columns-law.ts';
import { ListTable, PairTable } from './columns-table.ts';
import { type LabelSet, labelSet } from './labels.ts';

/** Labels are numbers: law times the count of protections, plus the protection. The empty set is 0. */
export class LabelSets {
  readonly sets = new ListTable();
  readonly law: CodedRulebook;
  private readonly unions = new PairTable();
  private readonly unionOf: number[] = [];
  private readonly views = new PairTable();
  private readonly viewsOf: (readonly (readonly number[])[])[] = [];
  private readonly carriedOf: (readonly number[])[] = [];
  private readonly carriedLists = new ListTable();
  private readonly carriedNumbers: number[] = [];

  constructor(law: CodedRulebook) {
    this.law = law;
  }

  of(labels: readonly number[]): number {
    if (labels.length === 0) return 0;
    return this.sets.intern([...new Set(labels)].sort((a, b) => a - b));
  }

  /** The labels of a set in words; where they came from is not told. */
  describe(set: number): LabelSet {
    const known = this.described[set];
    if (known !== undefined) return known;
    const { laws, protections } = this.law;
    const found = labelSet(
      this.sets.list(set).map((label) => ({
        law: laws[Math.floor(label / protections.length)]!.name,
        protection: protections[label % protections.length]!,
        origin: '',
      })),
    );
    this.described[set] = found;
    return found;
  }

  private readonly described: LabelSet[] = [];

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

  /** Sets with the same protections, whatever the law, have the same number. */
  carriedNumber(set: number): number {
    const known = this.carriedNumbers[set];
    if (known !== undefined) return known;
    const found = this.carriedLists.intern(this.carried(set));
    this.carriedNumbers[set] = found;
    return found;
  }
}

/** The answer of one law. */
export interface LawOutcome {
  readonly law: number;
  /** The law that gave the answer: another one where that protects the data by now. */
  readonly by: number;
  readonly verdict: number;
  readonly tool: number;
  readonly instrument: number;
}

/** The answer for a flow: the whole verdict with the tool that leads to it, and one answer per law. */
export interface Outcome extends LawOutcome {
  readonly byLaw: readonly LawOutcome[];
  /** A fact that is missing, or a rule that nobody has seen at a source, may have a part in it: the reasons tell. */
  readonly wantsReasons: boolean;
}

/** Numbers outcomes, so that a column holds one number for each flow. */
export class Outcomes {
  readonly all: Outcome[] = [];
  private readonly numbers = new Map<string, number>();

  intern(outcome: Outcome): number {
    const text = outcome.byLaw
      .map((one) => `${one.law} ${one.by} ${one.verdict} ${one.tool} ${one.instrument}`)
      .join('|')
      .concat(outcome.wantsReasons ? '?' : '');
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.all.length);
    this.all.push(outcome);
    return this.all.length - 1;
  }
}
