// Decides under one law by number: the steps of decide.ts, try-permit.ts and evaluate.ts, without reasons.
//
// Invariant: the steps ask only columns, time, rules, and what stands between the ends. While they ask they note from which epoch and until
// which the answer holds, which rules it rests on, and whether an instrument was looked at.

import { VERDICTS } from './answer.ts';
import { type FactColumn, NO, OPEN, type PlaceColumn, YES } from './columns-facts.ts';
import type { CodedCondition, CodedLaw, CodedRule, CodedRulebook } from './columns-law.ts';
import { ListTable, type PairTable, WordTable } from './columns-table.ts';

export const NOT_A_TRANSFER = VERDICTS.indexOf('not-a-transfer');
const LAWFUL = VERDICTS.indexOf('lawful');
const CONDITIONAL = VERDICTS.indexOf('conditional');
export const UNDETERMINED = VERDICTS.indexOf('undetermined');
const UNLAWFUL = VERDICTS.indexOf('unlawful');

/** How a law reaches a sender: not at all; from places of its own; not known; from no place that is known. */
export const REACH_NONE = 0;
export const REACH_PLACED = 1;
export const REACH_OPEN = 2;
const REACH_PLACELESS = 3;

/** No instrument; from 1 on a slot as the law sees them (`SlotsOfLaw`); from this number on a law file. */
export const NO_INSTRUMENT = 0;
export const FIRST_FILE = 1 << 20;

/** What was decided, as numbers. */
export interface CodedDecision {
  readonly verdict: number;
  readonly tool: number;
  readonly instrument: number;
  /** The protection that the data carry on; -1 for none. */
  readonly carries: number;
}

/** What came of a decision, or of the question how a law reaches a sender, and what it rests on; alike ones are one. */
export interface Leaf {
  readonly number: number;
  /** A decision of `decisions`, or how a law reaches the sender. */
  readonly result: number;
  /** Rules that could apply and were in force. */
  readonly rules: readonly number[];
  /** Whether the instruments were looked at. */
  readonly usesSlots: boolean;
  /** Whether it says how a law reaches a sender. */
  readonly isReach: boolean;
  /** Whether something was not known on the way. */
  readonly isOpen: boolean;
  /** Set where something struck in thought is among the rules. */
  stricken: boolean;
}

/** Columns of classes: for each state of its part one row. */
export interface Rows {
  readonly width: number;
  /** Grows: read it anew after adding. */
  items: Uint16Array;
}

/** What an instrument is to the rules, beside its columns: its kind, whether the flow may rely on it, whether it names it. */
export interface SlotKind {
  readonly kind: string;
  readonly isCandidate: boolean;
  readonly isNamed: boolean;
}

/** The states that decisions are made of; kept by whoever codes a register. */
export interface States {
  readonly pairs: Rows;
  readonly flows: Rows;
  readonly slots: Rows;
  /** What all instruments together say. */
  readonly agreements: Rows;
  /** Pairs of: list of slots, row of agreements. */
  readonly between: PairTable;
  /** Lists of slot states: the flow without an instrument first, then the instruments. */
  readonly slotLists: ListTable;
  readonly slotKinds: readonly SlotKind[];
  /** Which measures an assessment names, by slot state; `undefined`: not known. */
  readonly slotMeasures: readonly (readonly string[] | undefined)[];
}

const NOT_ASKED = -1;

/** Columns of a slot that hold no fact: whether it covers the flow, by whom it must bind; which measures are named. */
export const COVER_COLUMNS = { both: 0, importer: 1, exporter: 2, none: 3 } as const;
export const MEASURES_COLUMN = 4;
export const FIRST_SLOT_COLUMN = 5;

/** The slots that can carry something under one law, first the flow without an instrument; and their places among all slots. */
export interface LawSlots {
  readonly list: number;
  readonly places: readonly number[];
}

/** What of a list of slots matters to one law: instruments that it accepts, and that may cover the flow as it wants them to. */
export class SlotsOfLaw {
  private readonly states: States;
  /** Columns of covers by the kind of the instrument, for those that the law accepts. */
  private readonly covers = new Map<string, Set<number>>();
  private readonly known: (LawSlots | undefined)[] = [];

  constructor(law: CodedRulebook, { permits }: CodedLaw, states: States) {
    this.states = states;
    for (const number of permits.flat(2)) {
      const { kinds, bound } = law.rules[number]!;
      for (const kind of kinds)
        this.covers.set(kind, (this.covers.get(kind) ?? new Set()).add(COVER_COLUMNS[bound]));
    }
  }

  of(list: number): LawSlots {
    const known = this.known[list];
    if (known !== undefined) return known;
    const { slotLists, slotKinds, slots } = this.states;
    const all = slotLists.list(list);
    const places = all.flatMap((slot, place) => {
      if (place === 0) return [0];
      const covers = this.covers.get(slotKinds[slot]!.kind) ?? [];
      return [...covers].some((column) => slots.items[slot * slots.width + column] !== NO) ? [place] : [];
    });
    const found = { list: slotLists.intern(places.map((place) => all[place]!)), places };
    this.known[list] = found;
    return found;
  }
}

/** Hands over what stands between two ends on a day (a number of `between`), once it is asked for: many decisions never ask. */
export interface SlotSource {
  slots(): number;
}

export class Decider {
  readonly law: CodedRulebook;
  readonly decisions: CodedDecision[] = [];
  readonly leaves: Leaf[] = [];
  /** For each law what of the instruments matters to it. */
  readonly slotsOf: readonly SlotsOfLaw[];
  /** From which epoch and until which the last answer holds. */
  low = 0;
  high = 0;
  private readonly states: States;
  private readonly decisionNumbers = new WordTable();
  private readonly files: readonly string[];
  private readonly leafNumbers = new ListTable();
  private readonly leafOf: Leaf[] = [];
  private readonly kindsOfList: (readonly SlotKind[] | undefined)[] = [];
  private readonly leavesOfRule: (Leaf[] | undefined)[] = [];
  private marking: Uint8Array | undefined;
  private marked: Leaf[] = [];

  // The situation asked about.
  private pair = 0;
  private flow = 0;
  private source: SlotSource | undefined;
  /** Set once the instruments were asked for. */
  private slotList = NOT_ASKED;
  private agreements = 0;
  private lawNow = 0;
  private carried: readonly number[] = [];
  private epoch = 0;
  private struck: Uint8Array = new Uint8Array(0);
  private protection = 0;
  private measure = '';

  // What was noted on the way.
  private usesSlots = false;
  private isOpen = false;
  private readonly rulesMet: number[] = [];

  constructor(law: CodedRulebook, states: States) {
    this.law = law;
    this.states = states;
    this.slotsOf = law.laws.map((one) => new SlotsOfLaw(law, one, states));
    this.files = law.rulebook.laws.map((file) => file.id);
  }

  /** Sets what is asked about: rows of pair and flow, what stands between, the protections that the data carry, the epoch, what is struck. */
  ask(
    pair: number,
    flow: number,
    source: SlotSource,
    carried: readonly number[],
    epoch: number,
    struck: Uint8Array,
  ): void {
    this.pair = pair * this.states.pairs.width;
    this.source = source;
    this.slotList = NOT_ASKED;
    this.flow = flow * this.states.flows.width;
    this.carried = carried;
    this.epoch = epoch;
    this.struck = struck;
  }

  /** Nothing more is asked: what stands between is let go with all that it holds. */
  rest(): void {
    this.source = undefined;
  }

  /** How a law reaches the sender. */
  reach(law: CodedLaw): Leaf {
    this.enter(law);
    return this.leaf(this.findReach(law), true);
  }

  /** The decision under a law in view of a protection. */
  decide(law: CodedLaw, protection: number): Leaf {
    this.enter(law);
    this.protection = protection;
    return this.leaf(this.findDecision(law), false);
  }

  /**
   * The permits of a law that have a part in the answer: those whose own condition does not fail, even where something takes them
   * away. Asks all of them, for a person is told of every tool that came near.
   */
  livePermits(law: CodedLaw, protection: number): number[] {
    this.enter(law);
    this.protection = protection;
    const live = law.permits[protection]!.flat().filter((number) => this.isLive(this.law.rules[number]!));
    return live.sort((a, b) => a - b);
  }

  private isLive(rule: CodedRule): boolean {
    const mayHold = (slot: number): boolean =>
      rule.when === undefined || this.truthOf(rule.when, slot) !== NO;
    if (rule.kinds.length === 0) return mayHold(0);
    return this.slotKinds().some(
      ({ kind, isCandidate }, index) =>
        isCandidate &&
        rule.kinds.includes(kind) &&
        this.slotItem(COVER_COLUMNS[rule.bound], index + 1) !== NO &&
        mayHold(index + 1),
    );
  }

  /** Each law looks at other instruments. */
  private enter(law: CodedLaw): void {
    this.lawNow = law.number;
    this.slotList = NOT_ASKED;
    this.low = 0;
    this.high = this.law.epochs.length;
    this.usesSlots = false;
    this.isOpen = false;
    this.rulesMet.length = 0;
  }

  fileOf(instrument: number): string {
    return this.files[instrument - FIRST_FILE]!;
  }

  /** Marks the leaves that rest on rules now struck, and those that are yet to grow; returns how to take the marks away again. */
  markStricken(struck: Uint8Array): () => void {
    this.marked = [];
    this.isReachStricken = false;
    this.marking = struck;
    for (const [rule, leaves] of this.leavesOfRule.entries())
      if (struck[rule] === 1) for (const leaf of leaves ?? []) this.mark(leaf);
    return () => {
      for (const leaf of this.marked) leaf.stricken = false;
      this.marked = [];
      this.marking = undefined;
    };
  }

  /** How many leaves are marked; and whether one of them says how a law reaches a sender. */
  get strickenCount(): number {
    return this.marked.length;
  }

  isReachStricken = false;

  private mark(leaf: Leaf): void {
    leaf.stricken = true;
    if (leaf.isReach) this.isReachStricken = true;
    this.marked.push(leaf);
  }

  private leaf(result: number, isReach: boolean): Leaf {
    const { rulesMet } = this;
    rulesMet.push((isReach ? 1 : 0) + (this.usesSlots ? 2 : 0) + (this.isOpen ? 4 : 0), result);
    const number = this.leafNumbers.intern(rulesMet);
    rulesMet.length -= 2;
    return this.leafOf[number] ?? this.addLeaf(number, result, isReach);
  }

  private addLeaf(at: number, result: number, isReach: boolean): Leaf {
    const leaf: Leaf = {
      number: this.leaves.length,
      result,
      rules: [...this.rulesMet],
      usesSlots: this.usesSlots,
      isReach,
      isOpen: this.isOpen,
      stricken: false,
    };
    this.leafOf[at] = leaf;
    this.leaves.push(leaf);
    for (const rule of leaf.rules) {
      const list = this.leavesOfRule[rule];
      if (list === undefined) this.leavesOfRule[rule] = [leaf];
      else list.push(leaf);
    }
    if (leaf.rules.some((rule) => this.marking?.[rule] === 1)) this.mark(leaf);
    return leaf;
  }

  /** Looks at what stands between the ends, now that it is asked for. */
  private look(): void {
    if (this.slotList !== NOT_ASKED) return;
    this.usesSlots = true;
    const { between, agreements } = this.states;
    const slots = this.source!.slots();
    this.slotList = this.slotsOf[this.lawNow]!.of(between.first(slots)).list;
    this.agreements = between.second(slots) * agreements.width;
  }

  private pairItem(column: number): number {
    return this.states.pairs.items[this.pair + column]!;
  }

  private flowItem(column: number): number {
    return this.states.flows.items[this.flow + column]!;
  }

  private slotItem(column: number, slot: number): number {
    this.look();
    const { slots, slotLists } = this.states;
    return slots.items[slotLists.item(this.slotList, slot) * slots.width + column]!;
  }

  /** Is a rule in force, and not struck? */
  private isInForce(number: number): boolean {
    if (this.struck[number] === 1) return false;
    const { from, until } = this.law.rules[number]!;
    if (this.during(from, until) === NO) return false;
    if (!this.rulesMet.includes(number)) this.rulesMet.push(number);
    return true;
  }

  private during(from: number, until: number): number {
    if (this.epoch < from) {
      if (from < this.high && from < until) this.high = from;
      return NO;
    }
    if (this.epoch >= until) {
      if (until > this.low && from < until) this.low = until;
      return NO;
    }
    if (from > this.low) this.low = from;
    if (until < this.high) this.high = until;
    return YES;
  }

  private placed(column: PlaceColumn, place: number): number {
    const at = place * this.law.epochs.length + this.epoch;
    const low = column.lows[at]!;
    const high = column.highs[at]!;
    if (low > this.low) this.low = low;
    if (high < this.high) this.high = high;
    return column.answers[at]!;
  }

  /** The kinds of the instruments in the slots, from slot 1 on. */
  private slotKinds(): readonly SlotKind[] {
    this.look();
    const known = this.kindsOfList[this.slotList];
    if (known !== undefined) return known;
    const { slotLists, slotKinds } = this.states;
    const kinds = slotLists
      .list(this.slotList)
      .slice(1)
      .map((slot) => slotKinds[slot]!);
    this.kindsOfList[this.slotList] = kinds;
    return kinds;
  }

  // The steps, as decide.ts, try-permit.ts and evaluate.ts take them.

  private findReach(law: CodedLaw): number {
    let isOpen = false;
    for (const number of law.reaches) {
      const truth = this.stands(number, 0);
      if (truth === OPEN) isOpen = true;
      if (truth === YES) return this.hasPlaces(this.law.rules[number]!) ? REACH_PLACED : REACH_PLACELESS;
    }
    return isOpen ? REACH_OPEN : REACH_NONE;
  }

  /** Is it known where the protection begins? */
  private hasPlaces({ persons }: CodedRule): boolean {
    if (persons !== undefined && this.readPlace(persons, 0) === YES) return true;
    const column = this.law.senderCountry;
    return column.isKnown[this.pairItem(column.index)]!;
  }

  private findDecision(law: CodedLaw): number {
    return this.beforeTools(law) ?? this.byTools(law);
  }

  private beforeTools(law: CodedLaw): number | undefined {
    let isNone = false;
    let isTransfer = false;
    let isOpen = false;
    // Once one stands, only those are asked further of which a person must be told that nobody has seen them.
    for (const number of law.transfer) {
      if (isTransfer && !this.law.rules[number]!.isUnseen) continue;
      const truth = this.stands(number, 0);
      if (truth === OPEN) isOpen = true;
      if (truth === YES) isTransfer = true;
    }
    for (const number of law.noTransfer) {
      if (isNone && !this.law.rules[number]!.isUnseen) continue;
      if (this.stands(number, 0) === YES) isNone = true;
    }
    if (isTransfer && !isNone) return undefined;
    if (!isTransfer && !isNone && isOpen) this.isOpen = true;
    if (isTransfer || (!isNone && isOpen))
      return this.decision(UNDETERMINED, 'none', NO_INSTRUMENT, this.protection);
    return this.decision(NOT_A_TRANSFER, 'within-territory', NO_INSTRUMENT, this.protection);
  }

  private byTools(law: CodedLaw): number {
    let best: Attempt | undefined;
    for (const rules of law.permits[this.protection]!) {
      for (const number of rules) {
        const rule = this.law.rules[number]!;
        if (rule.kinds.length === 0) {
          best = better(best, this.attempt(rule, 0, false));
          continue;
        }
        const slots = this.slotKinds();
        for (let index = 0; index < slots.length; index += 1) {
          const slot = slots[index]!;
          if (slot.isCandidate && rule.kinds.includes(slot.kind))
            best = better(best, this.attempt(rule, index + 1, slot.isNamed));
        }
      }
      // What comes after is of a worse tier: nothing there is better than lawful.
      if (best?.outcome === LAWFUL) break;
    }
    if (best === undefined)
      return this.decision(UNLAWFUL, 'none', NO_INSTRUMENT, this.law.protections.indexOf('uncovered'));
    const { rule, slot, outcome } = best;
    if (outcome === UNDETERMINED) return this.decision(UNDETERMINED, 'none', NO_INSTRUMENT, rule.carries);
    const kind = slot === 0 ? undefined : this.slotKinds()[slot - 1]!.kind;
    const file = rule.fileNumber < 0 ? NO_INSTRUMENT : FIRST_FILE + rule.fileNumber;
    return this.decision(outcome, rule.tool ?? kind ?? 'none', slot === 0 ? file : slot, rule.carries);
  }

  private attempt(rule: CodedRule, slot: number, isNamed: boolean): Attempt | undefined {
    const covers = slot === 0 ? YES : this.slotItem(COVER_COLUMNS[rule.bound], slot);
    if (covers === NO) return undefined;
    const truth = this.stands(rule.number, slot);
    if (truth === NO) return undefined;
    if (covers === OPEN || truth === OPEN) {
      this.isOpen = true;
      return { rule, slot, isNamed, unmet: 0, outcome: UNDETERMINED };
    }
    let unmet = 0;
    for (const duty of rule.depends) {
      const arises = this.stands(duty, slot);
      if (arises === NO) continue;
      const { broken, met } = this.law.rules[duty]!;
      if (arises === YES && broken !== undefined && this.truthOf(broken, slot) === YES) return undefined;
      const shown = met === undefined ? NO : this.truthOf(met, slot);
      if (shown === YES) continue;
      unmet += 1;
      if (shown === OPEN || arises === OPEN) this.isOpen = true;
    }
    return { rule, slot, isNamed, unmet, outcome: unmet === 0 ? LAWFUL : CONDITIONAL };
  }

  /** Does the rule apply, its time included? Its condition is asked first: the days of a rule that never applies do not matter. */
  private stands(number: number, slot: number): number {
    const truth = this.applies(number, slot);
    return truth !== NO && this.isInForce(number) ? truth : NO;
  }

  private applies(number: number, slot: number): number {
    const { when, except } = this.law.rules[number]!;
    let truth = when === undefined ? YES : this.truthOf(when, slot);
    if (truth === NO) return NO;
    for (const other of except) {
      const exception = this.stands(other, slot);
      if (exception === YES) return NO;
      if (exception === OPEN) truth = OPEN;
    }
    return truth;
  }

  private truthOf(condition: CodedCondition, slot: number): number {
    switch (condition.op) {
      case 'all': {
        let truth = YES;
        for (const part of condition.of) {
          const one = this.truthOf(part, slot);
          if (one === NO) return NO;
          if (one === OPEN) truth = OPEN;
        }
        return truth;
      }
      case 'any': {
        let truth = NO;
        for (const part of condition.of) {
          const one = this.truthOf(part, slot);
          if (one === YES) return YES;
          if (one === OPEN) truth = OPEN;
        }
        return truth;
      }
      case 'not': {
        const one = this.truthOf(condition.of[0]!, slot);
        return one === OPEN ? OPEN : one === YES ? NO : YES;
      }
      case 'presumed':
        return this.truthOf(condition.of[0]!, slot) === NO ? NO : YES;
      case 'if-known':
        return this.truthOf(condition.of[0]!, slot) === YES ? YES : NO;
      case 'rule':
        return this.stands(condition.rule, slot);
      case 'fact': {
        const column = condition.column!;
        return column.answers[this.readColumn(column, slot) * column.tests.length + condition.test]!;
      }
      case 'place':
        return this.readPlace(condition.place!, slot);
      case 'date':
        return this.during(condition.from, condition.until);
      case 'protection':
        return condition.protections.includes(this.protection) ? YES : NO;
      case 'carried': {
        const held = condition.protections.map((one) => this.carried.includes(one));
        return (condition.needsAll ? held.every(Boolean) : held.some(Boolean)) ? YES : NO;
      }
      case 'measure':
        return condition.measures.includes(this.measure) ? YES : NO;
      case 'help': {
        const help = this.doMeasuresHelp(slot);
        if (help === OPEN) return OPEN;
        return (help === YES ? condition.holds : condition.fails) ? YES : NO;
      }
      case 'answer':
        return condition.truth;
    }
  }

  private readColumn({ part, index }: FactColumn | PlaceColumn, slot: number): number {
    if (part === 'pair') return this.pairItem(index);
    if (part === 'flow') return this.flowItem(index);
    if (part === 'slot') return this.slotItem(index + FIRST_SLOT_COLUMN, slot);
    this.look();
    return this.states.agreements.items[this.agreements + index]!;
  }

  private readPlace(column: PlaceColumn, slot: number): number {
    return this.placed(column, this.readColumn(column, slot));
  }

  /** As assessment-facts.ts: does one of the measures of the assessment help here? */
  private doMeasuresHelp(slot: number): number {
    this.look();
    const measures = this.states.slotMeasures[this.states.slotLists.item(this.slotList, slot)];
    if (measures === undefined) return OPEN;
    let truth = NO;
    for (const number of this.law.helps) {
      const { measure } = this.law.rules[number]!;
      if (!measures.includes(measure)) continue;
      this.measure = measure;
      const one = this.stands(number, slot);
      if (one === YES) return YES;
      if (one === OPEN) truth = OPEN;
    }
    return truth;
  }

  private decision(verdict: number, tool: string, instrument: number, carries: number): number {
    const coded = { verdict, tool: this.law.tools.intern(tool), instrument, carries };
    const number = this.decisionNumbers.intern(`${verdict} ${tool} ${instrument} ${carries}`);
    this.decisions[number] = coded;
    return number;
  }
}

interface Attempt {
  readonly rule: CodedRule;
  readonly slot: number;
  readonly isNamed: boolean;
  readonly unmet: number;
  readonly outcome: number;
}

/** The better of two: by outcome, tier, unmet duties, whether the flow names it; the earlier where they are alike. */
function better(a: Attempt | undefined, b: Attempt | undefined): Attempt | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order =
    a.outcome - b.outcome ||
    a.rule.tier - b.rule.tier ||
    a.unmet - b.unmet ||
    Number(b.isNamed) - Number(a.isNamed);
  return order <= 0 ? a : b;
}
