// Decides under one law by number: the same steps as decide.ts, remembered as a tree of what was asked, so that each is taken once.
//
// Invariant: the steps ask only through `read`. What is asked next depends only on what was answered before, so a tree of questions
// leads every situation with the same answers to the same decision; and what lies on its way is what the decision rests on.

import { TIERS } from '../law/law.ts';
import { VERDICTS } from './answer.ts';
import { type FactColumn, NO, OPEN, type PlaceColumn, YES } from './columns-facts.ts';
import type { CodedCondition, CodedLaw, CodedRule, CodedRulebook } from './columns-law.ts';
import { type ListTable, PairTable, WordTable } from './columns-table.ts';

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

/** No instrument; from 1 on an instrument of the pair; from this number on a law file. */
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

/** The end of a way through the questions. */
export interface Leaf {
  readonly read: -1;
  readonly number: number;
  /** A decision of `decisions`, or how a law reaches the sender. */
  readonly result: number;
  /** Rules that were asked whether they are in force, and were. */
  readonly rules: readonly number[];
  /** Whether the instruments were looked at. */
  readonly usesSlots: boolean;
  /** Set where something struck in thought lies on the way. */
  stricken: boolean;
}

interface Branch {
  readonly read: number;
  readonly next: (Branch | Leaf | undefined)[];
}

/** What can be asked: a column of the pair, the flow or a slot; time; a rule; the protection carried; the kinds of the slots. */
const ASK_PAIR = 0;
const ASK_FLOW = 1;
const ASK_SLOT = 2;
const ASK_TIME = 3;
const ASK_RULE = 4;
const ASK_PAIR_PLACE = 5;
const ASK_FLOW_PLACE = 6;
const ASK_SLOT_PLACE = 7;
const ASK_CARRIED = 8;
const ASK_KINDS = 9;
const ASK_BETWEEN = 10;
/** Questions for which the instruments must be looked at. */
const OF_SLOTS = [ASK_SLOT, ASK_SLOT_PLACE, ASK_KINDS, ASK_BETWEEN];

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

/** Hands over what stands between two ends on a day (a number of `between`), once it is asked for: many decisions never ask. */
export interface SlotSource {
  slots(): number;
}

export class Decider {
  readonly law: CodedRulebook;
  readonly decisions: CodedDecision[] = [];
  readonly leaves: Leaf[] = [];
  /** From which epoch and until which the last answer holds. */
  low = 0;
  high = 0;
  private readonly states: States;
  private readonly decisionNumbers = new WordTable();
  private readonly files: readonly string[];
  private readonly fileNumbers: ReadonlyMap<string, number>;
  /** Questions: kind, and up to two numbers. */
  private readonly questions = new PairTable();
  private readonly kindLists = new WordTable();
  private readonly slotsOfKinds: SlotKind[][] = [];
  private readonly kindsOfList: number[] = [];
  private readonly reachRoots: (Branch | Leaf | undefined)[] = [];
  private readonly decideRoots: (Branch | Leaf | undefined)[] = [];
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
  private carried: readonly number[] = [];
  private epoch = 0;
  private struck: Uint8Array = new Uint8Array(0);
  private protection = 0;
  private measure = '';

  // What was asked so far on the way to a new leaf.
  private readonly way: { read: number; value: number }[] = [];
  private readonly answered = new Map<number, number>();
  private rulesRead: number[] = [];

  constructor(law: CodedRulebook, states: States) {
    this.law = law;
    this.states = states;
    this.files = law.rulebook.laws.map((file) => file.id);
    this.fileNumbers = new Map(this.files.map((id, index) => [id, index]));
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

  /** How a law reaches the sender. */
  reach(law: CodedLaw): Leaf {
    const found = this.walk(this.reachRoots[law.number]);
    return found ?? this.grow(this.reachRoots, law.number, () => this.findReach(law));
  }

  /** The decision under a law in view of a protection. */
  decide(law: CodedLaw, protection: number): Leaf {
    this.protection = protection;
    const root = law.number * this.law.protections.length + protection;
    const found = this.walk(this.decideRoots[root]);
    return found ?? this.grow(this.decideRoots, root, () => this.findDecision(law));
  }

  fileOf(instrument: number): string {
    return this.files[instrument - FIRST_FILE]!;
  }

  /** Marks the leaves that rest on rules now struck, and those that are yet to grow; returns how to take the marks away again. */
  markStricken(struck: Uint8Array): () => void {
    this.marked = [];
    this.marking = struck;
    for (const [rule, leaves] of this.leavesOfRule.entries())
      if (struck[rule] === 1) for (const one of leaves ?? []) this.mark(one);
    return () => {
      for (const leaf of this.marked) leaf.stricken = false;
      this.marking = undefined;
    };
  }

  private mark(leaf: Leaf): void {
    leaf.stricken = true;
    this.marked.push(leaf);
  }

  private walk(root: Branch | Leaf | undefined): Leaf | undefined {
    this.low = 0;
    this.high = this.law.epochs.length;
    let here = root;
    while (here !== undefined) {
      if (here.read < 0) return here as Leaf;
      here = (here as Branch).next[this.valueOf(here.read)];
    }
    return undefined;
  }

  /** Takes the steps themselves, and adds their way to the tree. */
  private grow(roots: (Branch | Leaf | undefined)[], root: number, steps: () => number): Leaf {
    this.low = 0;
    this.high = this.law.epochs.length;
    this.way.length = 0;
    this.answered.clear();
    this.rulesRead = [];
    const result = steps();
    const leaf: Leaf = {
      read: -1,
      number: this.leaves.length,
      result,
      rules: this.rulesRead,
      usesSlots: this.way.some(({ read }) => OF_SLOTS.includes(this.questions.first(read) & 15)),
      stricken: false,
    };
    this.leaves.push(leaf);
    if (this.rulesRead.some((rule) => this.marking?.[rule] === 1)) this.mark(leaf);
    for (const rule of this.rulesRead) {
      const list = this.leavesOfRule[rule];
      if (list === undefined) this.leavesOfRule[rule] = [leaf];
      else list.push(leaf);
    }
    let next = roots;
    let at = root;
    for (const { read, value } of this.way) {
      let branch = next[at] as Branch | undefined;
      if (branch === undefined) {
        branch = { read, next: [] };
        next[at] = branch;
      }
      next = branch.next;
      at = value;
    }
    next[at] = leaf;
    return leaf;
  }

  private read(kind: number, first: number, second = 0): number {
    const read = this.questions.intern(kind + first * 16, second);
    const earlier = this.answered.get(read);
    if (earlier !== undefined) return earlier;
    const value = this.valueOf(read);
    this.answered.set(read, value);
    this.way.push({ read, value });
    if (kind === ASK_RULE && value === YES) this.rulesRead.push(first);
    return value;
  }

  private valueOf(read: number): number {
    const code = this.questions.first(read);
    const second = this.questions.second(read);
    const first = code >> 4;
    switch (code & 15) {
      case ASK_PAIR:
        return this.states.pairs.items[this.pair + first]!;
      case ASK_FLOW:
        return this.states.flows.items[this.flow + first]!;
      case ASK_SLOT:
        return this.slotItem(first, second);
      case ASK_TIME:
        return this.during(first, second);
      case ASK_RULE: {
        if (this.struck[first] === 1) return NO;
        const rule = this.law.rules[first]!;
        return this.during(rule.from, rule.until);
      }
      case ASK_PAIR_PLACE:
        return this.placed(
          this.law.columns.pair[first] as PlaceColumn,
          this.states.pairs.items[this.pair + first]!,
        );
      case ASK_FLOW_PLACE:
        return this.placed(
          this.law.columns.flow[first] as PlaceColumn,
          this.states.flows.items[this.flow + first]!,
        );
      case ASK_SLOT_PLACE:
        return this.placed(
          this.law.columns.slot[first] as PlaceColumn,
          this.slotItem(first + FIRST_SLOT_COLUMN, second),
        );
      case ASK_CARRIED:
        return this.carried.includes(first) ? YES : NO;
      case ASK_BETWEEN:
        this.look();
        return this.states.agreements.items[this.agreements + first]!;
      default:
        return this.kindsNow();
    }
  }

  /** Looks at what stands between the ends, now that it is asked for. */
  private look(): void {
    if (this.slotList !== NOT_ASKED) return;
    const { between, agreements } = this.states;
    const slots = this.source!.slots();
    this.slotList = between.first(slots);
    this.agreements = between.second(slots) * agreements.width;
  }

  private slotItem(column: number, slot: number): number {
    this.look();
    const { slots, slotLists } = this.states;
    return slots.items[slotLists.item(this.slotList, slot) * slots.width + column]!;
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

  private kindsNow(): number {
    this.look();
    const known = this.kindsOfList[this.slotList];
    if (known !== undefined) return known;
    const { slotLists, slotKinds } = this.states;
    const kinds = slotLists
      .list(this.slotList)
      .slice(1)
      .map((slot) => slotKinds[slot]!);
    const text = kinds.map((one) => `${one.kind} ${one.isCandidate} ${one.isNamed}`).join('|');
    const number = this.kindLists.intern(text);
    this.slotsOfKinds[number] = kinds;
    this.kindsOfList[this.slotList] = number;
    return number;
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
    return column.isKnown[this.read(ASK_PAIR, column.index)]!;
  }

  private findDecision(law: CodedLaw): number {
    return this.beforeTools(law) ?? this.byTools(law);
  }

  private beforeTools(law: CodedLaw): number | undefined {
    let isNone = false;
    let isTransfer = false;
    let isOpen = false;
    for (const number of law.transfer) {
      const truth = this.stands(number, 0);
      if (truth === YES) isTransfer = true;
      if (truth === OPEN) isOpen = true;
    }
    for (const number of law.noTransfer) if (this.stands(number, 0) === YES) isNone = true;
    if (isTransfer && !isNone) return undefined;
    if (isTransfer || (!isNone && isOpen))
      return this.decision(UNDETERMINED, 'none', NO_INSTRUMENT, this.protection);
    return this.decision(NOT_A_TRANSFER, 'within-territory', NO_INSTRUMENT, this.protection);
  }

  private byTools(law: CodedLaw): number {
    let best: Attempt | undefined;
    for (const rules of law.permits[this.protection]!) {
      for (const number of rules) {
        const { rule } = this.law.rules[number]!;
        if (rule.kind !== 'permits') continue;
        if (rule.instrument.length === 0) {
          best = better(best, this.attempt(number, 0, false));
          continue;
        }
        const kinds = this.slotsOfKinds[this.read(ASK_KINDS, 0)]!;
        for (const [index, slot] of kinds.entries())
          if (slot.isCandidate && rule.instrument.includes(slot.kind))
            best = better(best, this.attempt(number, index + 1, slot.isNamed));
      }
      // What comes after is of a worse tier: nothing there is better than lawful.
      if (best?.outcome === LAWFUL) break;
    }
    if (best === undefined)
      return this.decision(UNLAWFUL, 'none', NO_INSTRUMENT, this.law.protections.indexOf('uncovered'));
    const { rule } = this.law.rules[best.rule]!;
    if (rule.kind !== 'permits') return -1;
    const carries = this.law.protections.indexOf(rule.carries);
    if (best.outcome === UNDETERMINED) return this.decision(UNDETERMINED, 'none', NO_INSTRUMENT, carries);
    const kind =
      best.slot === 0 ? undefined : this.slotsOfKinds[this.read(ASK_KINDS, 0)]![best.slot - 1]!.kind;
    const file = rule.tier === 'adequacy' ? FIRST_FILE + this.fileNumbers.get(rule.file)! : NO_INSTRUMENT;
    const instrument = best.slot === 0 ? file : best.slot;
    return this.decision(best.outcome, rule.tool ?? kind ?? 'none', instrument, carries);
  }

  private attempt(number: number, slot: number, isNamed: boolean): Attempt | undefined {
    const coded = this.law.rules[number]!;
    const { rule } = coded;
    if (rule.kind !== 'permits') return undefined;
    const covers = slot === 0 ? YES : this.read(ASK_SLOT, COVER_COLUMNS[rule.bound], slot);
    if (covers === NO) return undefined;
    const truth = this.stands(number, slot);
    if (truth === NO) return undefined;
    const plain = { rule: number, tier: TIERS.indexOf(rule.tier), slot, isNamed, unmet: 0 };
    if (covers === OPEN || truth === OPEN) return { ...plain, outcome: UNDETERMINED };
    let unmet = 0;
    for (const duty of coded.depends) {
      const arises = this.stands(duty, slot);
      if (arises === NO) continue;
      const { broken, met } = this.law.rules[duty]!;
      if (arises === YES && broken !== undefined && this.truthOf(broken, slot) === YES) return undefined;
      if (met === undefined || this.truthOf(met, slot) !== YES) unmet += 1;
    }
    return { ...plain, unmet, outcome: unmet === 0 ? LAWFUL : CONDITIONAL };
  }

  /** Does the rule apply, its time included? Its condition is asked first: the days of a rule that never applies do not matter. */
  private stands(number: number, slot: number): number {
    const truth = this.applies(number, slot);
    return truth === NO ? NO : this.read(ASK_RULE, number) === YES ? truth : NO;
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
        const one = this.truthOf(condition.of, slot);
        return one === OPEN ? OPEN : one === YES ? NO : YES;
      }
      case 'presumed':
        return this.truthOf(condition.of, slot) === NO ? NO : YES;
      case 'if-known':
        return this.truthOf(condition.of, slot) === YES ? YES : NO;
      case 'rule':
        return this.stands(condition.rule, slot);
      case 'fact': {
        const { column, test } = condition;
        return column.answers[this.readColumn(column, slot) * column.tests.length + test]!;
      }
      case 'place':
        return this.readPlace(condition.column, slot);
      case 'date':
        return this.read(ASK_TIME, condition.from, condition.until);
      case 'protection':
        return condition.protections.includes(this.protection) ? YES : NO;
      case 'carried': {
        const held = condition.protections.map((one) => this.read(ASK_CARRIED, one) === YES);
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

  private readColumn({ part, index }: FactColumn, slot: number): number {
    if (part === 'pair') return this.read(ASK_PAIR, index);
    if (part === 'flow') return this.read(ASK_FLOW, index);
    if (part === 'between') return this.read(ASK_BETWEEN, index);
    return this.read(ASK_SLOT, index + FIRST_SLOT_COLUMN, slot);
  }

  private readPlace({ part, index }: PlaceColumn, slot: number): number {
    if (part === 'pair') return this.read(ASK_PAIR_PLACE, index);
    if (part === 'flow') return this.read(ASK_FLOW_PLACE, index);
    return this.read(ASK_SLOT_PLACE, index, slot);
  }

  /** As assessment-facts.ts: does one of the measures of the assessment help here? */
  private doMeasuresHelp(slot: number): number {
    this.read(ASK_SLOT, MEASURES_COLUMN, slot);
    const measures = this.states.slotMeasures[this.states.slotLists.item(this.slotList, slot)];
    if (measures === undefined) return OPEN;
    let truth = NO;
    for (const number of this.law.helps) {
      const { rule } = this.law.rules[number]!;
      if (rule.kind !== 'helps' || !measures.includes(rule.measure ?? '')) continue;
      this.measure = rule.measure ?? '';
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
  readonly rule: number;
  readonly tier: number;
  readonly slot: number;
  readonly isNamed: boolean;
  readonly unmet: number;
  readonly outcome: number;
}

/** The better of two: by outcome, tier, unmet duties, whether the flow names it; the earlier where they are alike. */
function better(a: Attempt | undefined, b: Attempt | undefined): Attempt | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order =
    a.outcome - b.outcome || a.tier - b.tier || a.unmet - b.unmet || Number(b.isNamed) - Number(a.isNamed);
  return order <= 0 ? a : b;
}
