// What one question sees of the rows: only the columns that its rules ask, so that states which differ elsewhere are one.
import {
  COVER_COLUMNS,
  FIRST_SLOT_COLUMN,
  MEASURES_COLUMN,
  type Rows,
  type States,
} from './columns-decide.ts';
import type { FactColumn } from './columns-facts.ts';
import type { Questions } from './columns-law.ts';
import { ListTable, PairTable, WordTable } from './columns-table.ts';

/** A column, cut down to the tests that are asked. */
interface Cut {
  readonly at: number;
  /** The class as seen, by class of the column; absent for a column that is seen whole. */
  readonly seen: ((value: number) => number) | undefined;
}

/** The rows of pairs and flows, and what stands between, as one question sees them. */
export class Sight {
  readonly asksCarried: boolean;
  private readonly states: States;
  private readonly pairCuts: readonly Cut[];
  private readonly flowCuts: readonly Cut[];
  private readonly slotCuts: readonly Cut[];
  private readonly agreementCuts: readonly Cut[];
  private readonly pairs = new ListTable();
  private readonly flows = new ListTable();
  private readonly agreements = new ListTable();
  private readonly slots = new ListTable();
  private readonly slotLists = new ListTable();
  private readonly whole = new PairTable();
  private readonly kinds = new WordTable();
  private readonly ofPair = new Remembered();
  private readonly ofFlow = new Remembered();
  private readonly ofBetween = new Remembered();
  private readonly ofSlot: number[] = [];
  private readonly ofSlotList: number[] = [];

  constructor(questions: Questions, states: States) {
    this.states = states;
    this.asksCarried = questions.asksCarried;
    const cuts = (part: string, offset = 0): Cut[] => [
      ...[...questions.tests]
        .filter(([column]) => column.part === part)
        .map(([column, tests]) => ({ at: column.index + offset, seen: cutTo(column, [...tests]) })),
      ...[...questions.places]
        .filter((column) => column.part === part)
        .map((column) => ({ at: column.index + offset, seen: undefined })),
    ];
    this.pairCuts = cuts('pair');
    this.flowCuts = cuts('flow');
    this.agreementCuts = cuts('between');
    const whole = (at: number): Cut => ({ at, seen: undefined });
    this.slotCuts = [
      ...cuts('slot', FIRST_SLOT_COLUMN),
      ...Object.values(COVER_COLUMNS).map(whole),
      ...(questions.asksHelp ? [whole(MEASURES_COLUMN)] : []),
    ];
  }

  /** The number of a row of a pair as seen. */
  pair(row: number): number {
    const known = this.ofPair.get(row);
    return known >= 0
      ? known
      : this.ofPair.set(row, seenRow(this.states.pairs, row, this.pairCuts, this.pairs));
  }

  /** The number of a row of manners as seen. */
  flow(row: number): number {
    const known = this.ofFlow.get(row);
    return known >= 0
      ? known
      : this.ofFlow.set(row, seenRow(this.states.flows, row, this.flowCuts, this.flows));
  }

  /** The number of what stands between two ends as seen. */
  between(between: number): number {
    const known = this.ofBetween.get(between);
    if (known >= 0) return known;
    const { agreements, between: pairs } = this.states;
    const row = seenRow(agreements, pairs.second(between), this.agreementCuts, this.agreements);
    return this.ofBetween.set(between, this.whole.intern(row, this.slotList(pairs.first(between))));
  }

  private slotList(list: number): number {
    const known = this.ofSlotList[list];
    if (known !== undefined) return known;
    const found = this.slotLists.intern(this.states.slotLists.list(list).map((slot) => this.slot(slot)));
    this.ofSlotList[list] = found;
    return found;
  }

  private slot(slot: number): number {
    const known = this.ofSlot[slot];
    if (known !== undefined) return known;
    const { kind, isCandidate, isNamed } = this.states.slotKinds[slot]!;
    const { width, items } = this.states.slots;
    const seen = this.slotCuts.map(({ at, seen: cut }) => cutValue(items[slot * width + at]!, cut));
    const found = this.slots.intern([this.kinds.intern(`${kind} ${isCandidate} ${isNamed}`), ...seen]);
    this.ofSlot[slot] = found;
    return found;
  }
}

/** Numbers by number; -1 where none is known yet. */
class Remembered {
  private numbers = new Int32Array(64).fill(-1);

  get(at: number): number {
    return at < this.numbers.length ? this.numbers[at]! : -1;
  }

  set(at: number, value: number): number {
    if (at >= this.numbers.length) {
      const wider = new Int32Array(Math.max(at + 1, this.numbers.length * 2)).fill(-1);
      wider.set(this.numbers);
      this.numbers = wider;
    }
    this.numbers[at] = value;
    return value;
  }
}

function seenRow({ width, items }: Rows, row: number, cuts: readonly Cut[], table: ListTable): number {
  return table.intern(cuts.map(({ at, seen }) => cutValue(items[row * width + at]!, seen)));
}

function cutValue(value: number, seen: Cut['seen']): number {
  return seen === undefined ? value : seen(value);
}

/** Classes of a column that answer the same to some of its tests, as one. */
function cutTo(column: FactColumn, tests: readonly number[]): (value: number) => number {
  const numbers = new WordTable();
  const known: number[] = [];
  return (value) => {
    const earlier = known[value];
    if (earlier !== undefined) return earlier;
    const answers = tests.map((test) => column.answers[value * column.tests.length + test]!);
    const found = numbers.intern(`${answers.join('')}${column.isKnown[value]}`);
    known[value] = found;
    return found;
  };
}
