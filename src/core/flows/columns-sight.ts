// What one question sees of the states: only the columns that its rules ask, so that states which differ elsewhere are one.
import { COVER_COLUMNS, FIRST_SLOT_COLUMN, MEASURES_COLUMN, type Rows, type States } from './columns-decide.ts';
import type { FactColumn } from './columns-facts.ts';
import type { Questions } from './columns-law.ts';
import { ListTable, PairTable, WordTable } from './columns-table.ts';

/** A column, cut down to the tests that are asked. */
interface Cut {
  readonly at: number;
  /** The class as seen, by class of the column; absent for a column that is seen whole. */
  readonly seen: ((value: number) => number) | undefined;
}

/** The states of pairs and of flows as one question sees them. */
export class Sight {
  readonly asksCarried: boolean;
  private readonly states: States;
  private readonly pairStates: PairTable;
  private readonly pairCuts: readonly Cut[];
  private readonly flowCuts: readonly Cut[];
  private readonly slotCuts: readonly Cut[];
  private readonly pairs = new ListTable();
  private readonly flows = new ListTable();
  private readonly slots = new ListTable();
  private readonly slotLists = new ListTable();
  private readonly whole = new PairTable();
  private readonly kinds = new WordTable();
  private readonly ofPair: number[] = [];
  private readonly ofSlot: number[] = [];
  private readonly ofSlotList: number[] = [];
  private ofState = new Int32Array(64).fill(-1);
  private ofFlow = new Int32Array(64).fill(-1);

  constructor(questions: Questions, states: States, pairStates: PairTable, usesInstruments: boolean) {
    this.states = states;
    this.pairStates = pairStates;
    this.asksCarried = questions.asksCarried;
    const cuts = (part: string, offset: number): Cut[] => [
      ...[...questions.tests]
        .filter(([column]) => column.part === part)
        .map(([column, tests]) => ({ at: column.index + offset, seen: cutTo(column, [...tests]) })),
      ...[...questions.places]
        .filter((column) => column.part === part)
        .map((column) => ({ at: column.index + offset, seen: undefined })),
    ];
    this.pairCuts = cuts('pair', 0);
    this.flowCuts = cuts('flow', 0);
    const whole = (at: number): Cut => ({ at, seen: undefined });
    this.slotCuts = [
      ...cuts('slot', FIRST_SLOT_COLUMN),
      ...(usesInstruments ? Object.values(COVER_COLUMNS).map(whole) : []),
      ...(questions.asksHelp ? [whole(MEASURES_COLUMN)] : []),
    ];
    this.usesInstruments = usesInstruments;
  }

  private readonly usesInstruments: boolean;

  /** The number of a pair state as seen. */
  state(state: number): number {
    if (state >= this.ofState.length) this.ofState = longer(this.ofState, state);
    const known = this.ofState[state]!;
    if (known >= 0) return known;
    const pair = this.pairStates.first(state);
    const row = (this.ofPair[pair] ??= seenRow(this.states.pairs, pair, this.pairCuts, this.pairs));
    const found = this.whole.intern(row, this.slotList(this.pairStates.second(state)));
    this.ofState[state] = found;
    return found;
  }

  /** The number of a row of manners as seen. */
  flow(row: number): number {
    if (row >= this.ofFlow.length) this.ofFlow = longer(this.ofFlow, row);
    const known = this.ofFlow[row]!;
    if (known >= 0) return known;
    const found = seenRow(this.states.flows, row, this.flowCuts, this.flows);
    this.ofFlow[row] = found;
    return found;
  }

  private slotList(list: number): number {
    const known = this.ofSlotList[list];
    if (known !== undefined) return known;
    const slots = this.states.slotLists.list(list);
    const seen = (this.usesInstruments ? slots : slots.slice(0, 1)).map((slot) => this.slot(slot));
    const found = this.slotLists.intern(seen);
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

function longer(numbers: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(least + 1, numbers.length * 2)).fill(-1);
  wider.set(numbers);
  return wider;
}
