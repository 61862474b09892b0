// Who stands at the two ends of flows, in columns: the description of a pair is put together when somebody asks for it.
import { IntList } from './columns-table.ts';
import type { Assessment } from './register.ts';

/** Who stands at the two ends of flows, and what of the flows themselves decides which instruments concern them. */
export interface PairSpec {
  /** Number of the two ends: see `PairCoder.endsOf`. */
  readonly ends: number;
  readonly exporter: number;
  readonly importer: number;
  readonly parties: number;
  readonly at: string | undefined;
  readonly activity: number;
  readonly tools: readonly string[] | undefined;
  readonly assessments: readonly Assessment[];
  /** The flow's id, where an assessment speaks of it. */
  readonly flow: string;
}

/** The same with the numbers of words (see `FlowColumns`); `spoken` where an assessment speaks of the one flow of the pair. */
export interface CodedSpec extends Pick<PairSpec, 'ends' | 'exporter' | 'importer' | 'parties' | 'activity'> {
  readonly at: number;
  readonly tools: number;
  readonly spoken: Pick<PairSpec, 'assessments' | 'flow'> | undefined;
}

const WIDTH = 6;
/** Behind the number of the place stand the bits of `parties`. */
const PARTY_BITS = 3;

export class PairSpecs {
  private readonly lines = new IntList(16 * WIDTH);
  private readonly spoken = new Map<number, NonNullable<CodedSpec['spoken']>>();
  private readonly places: readonly string[];
  private readonly toolLists: readonly (readonly string[])[];

  constructor(places: readonly string[], toolLists: readonly (readonly string[])[]) {
    this.places = places;
    this.toolLists = toolLists;
  }

  get length(): number {
    return this.lines.length / WIDTH;
  }

  /** The number of a new pair. */
  add({ ends, exporter, importer, parties, at, activity, tools, spoken }: CodedSpec): number {
    const pair = this.length;
    for (const number of [ends, exporter, importer, activity, tools, (at << PARTY_BITS) | parties])
      this.lines.push(number);
    if (spoken !== undefined) this.spoken.set(pair, spoken);
    return pair;
  }

  at(pair: number): PairSpec {
    const { items } = this.lines;
    const line = pair * WIDTH;
    const place = items[line + 5]! >> PARTY_BITS;
    const { assessments, flow } = this.spoken.get(pair) ?? NOT_SPOKEN;
    return {
      ends: items[line]!,
      exporter: items[line + 1]!,
      importer: items[line + 2]!,
      parties: items[line + 5]! & ((1 << PARTY_BITS) - 1),
      at: place === 0 ? undefined : this.places[place - 1],
      activity: items[line + 3]!,
      tools: this.toolsOf(pair),
      assessments,
      flow,
    };
  }

  private toolsOf(pair: number): readonly string[] | undefined {
    const list = this.lines.items[pair * WIDTH + 4]!;
    // Most pairs have none, and to ask a list for what stands before its first is slow.
    return list === 0 ? undefined : this.toolLists[list - 1];
  }

  /** Marks the pairs whose flows rely by name on one of some tools. */
  markRelying(ids: readonly string[], marks: Uint8Array): void {
    this.listsNaming ??= listsByTool(this.toolLists);
    const isNamed = new Uint8Array(this.toolLists.length + 1);
    for (const id of ids) for (const list of this.listsNaming.get(id) ?? []) isNamed[list] = 1;
    const { items } = this.lines;
    for (let pair = 0, at = 4; pair < marks.length; pair += 1, at += WIDTH)
      if (isNamed[items[at]!] === 1) marks[pair] = 1;
  }

  private listsNaming: ReadonlyMap<string, readonly number[]> | undefined;

  /** Marks the pairs of which so many ends are among the parties; `isParty` has a place for each organisation and one. */
  markParties(isParty: Uint8Array, least: number, marks: Uint8Array): void {
    const { items } = this.lines;
    for (let pair = 0, at = 1; pair < marks.length; pair += 1, at += WIDTH)
      if (isParty[items[at]! + 1]! + isParty[items[at + 1]! + 1]! >= least) marks[pair] = 1;
  }

  /** No room is kept for more. */
  trim(): void {
    this.lines.trim();
  }
}

/** Which lists name a tool, by their numbers and one. */
function listsByTool(lists: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [number, tools] of lists.entries())
    for (const tool of tools) {
      const naming = found.get(tool);
      if (naming === undefined) found.set(tool, [number + 1]);
      else naming.push(number + 1);
    }
  return found;
}

const NOT_SPOKEN = { assessments: [], flow: '' } satisfies CodedSpec['spoken'];
