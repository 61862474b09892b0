// Which flows are shown, in which order and in which groups; with the counts and the arcs of the map that go with them.
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import { NO_ANSWER } from '../../../core/flows/flow-table-columns.ts';
import { type FlowColumns, idAt, listIds, verdictAt } from './flow-columns.ts';

export const GROUPINGS = [
  'verdict',
  'law',
  'pair',
  'origin',
  'destination',
  'sender',
  'recipient',
  'activity',
  'tool',
  'missing',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SORTS = ['verdict', 'flow', 'activity', 'from', 'to', 'tool', 'missing', 'ends'] as const;
export type SortName = (typeof SORTS)[number];

/** What a reader wants to see. */
export interface FlowWish {
  readonly verdicts: readonly Verdict[];
  readonly law: string | null;
  /** Two codes, as in `DE>US`; one of them may be missing. */
  readonly pair: string | null;
  readonly organisation: string | null;
  readonly activity: string | null;
  readonly tool: string | null;
  readonly text: string;
  readonly isEnding: boolean;
  readonly groupBy: Grouping | null;
  readonly sort: SortName;
  readonly isReversed: boolean;
}

/** Names in the language of the reader, beside the lists of the columns. */
export interface FlowNames {
  readonly language: string;
  readonly ends: readonly string[];
  readonly countries: readonly string[];
  readonly tools: readonly string[];
  readonly laws: readonly string[];
}

export interface FlowGroup {
  readonly key: string;
  /** Its first flow in the order, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** By the place in `VERDICTS`. */
  readonly verdicts: readonly number[];
}

export interface PairSeen {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly verdicts: readonly number[];
}

/** When and how the answer of a flow will change. */
export interface FlowEnding {
  readonly on: string;
  /** Null where nothing follows: the flow itself ends. */
  readonly next: Verdict | null;
}

export interface ChosenFlows {
  readonly key: string;
  /** What the groups and the verdicts are of: a newer wish may be on its way. */
  readonly groupBy: Grouping | null;
  readonly law: string | null;
  /** Rows of the columns. */
  readonly order: Uint32Array;
  readonly groups: readonly FlowGroup[] | null;
  /** As all filters but that of verdicts have it. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** As all filters but that of the pair have it. */
  readonly pairs: readonly PairSeen[];
  /** Flows without a country at one of their ends: no map shows them. */
  readonly placeless: number;
  readonly endings: Readonly<Record<string, FlowEnding>>;
  /** Of all flows, whatever is filtered. */
  readonly total: number;
}

const NOTHING_ENDS: ReadonlyMap<string, FlowEnding> = new Map();

/** Filters, counts, groups and sorts. Pure; runs in the worker, and in the tests. */
export function chooseFlows(
  columns: FlowColumns,
  wish: FlowWish,
  names: FlowNames,
  endings: ReadonlyMap<string, FlowEnding> = NOTHING_ENDS,
): ChosenFlows {
  const law = wish.law === null ? null : columns.laws.indexOf(wish.law);
  const fits = makeFilter(columns, wish, names, law, endings);
  const wanted = wish.verdicts.map((verdict) => VERDICTS.indexOf(verdict));
  const [pairFrom, pairTo] = readPair(wish.pair, columns);
  const counts = VERDICTS.map(() => 0);
  const pairs = new Map<number, number[]>();
  const kept: number[] = [];
  let placeless = 0;
  for (let row = 0; row < columns.count; row += 1) {
    const verdict = verdictOf(columns, row, law);
    if (verdict === NO_ANSWER || !fits(row)) continue;
    const [from, to] = [columns.fromCountry[row] ?? 0, columns.toCountry[row] ?? 0];
    const isOfPair = (pairFrom === null || pairFrom === from) && (pairTo === null || pairTo === to);
    if (isOfPair) counts[verdict] = (counts[verdict] ?? 0) + 1;
    if (wanted.length > 0 && !wanted.includes(verdict)) continue;
    if (from === 0 || to === 0) placeless += 1;
    else {
      const place = from * 65_536 + to;
      let verdicts = pairs.get(place);
      if (verdicts === undefined) {
        verdicts = VERDICTS.map(() => 0);
        pairs.set(place, verdicts);
      }
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
    if (isOfPair) kept.push(row);
  }
  const order = sortRows(columns, kept, wish, names, law, endings);
  const grouped = wish.groupBy === null ? null : groupRows(columns, order, wish.groupBy, names, law);
  return {
    key: columns.key,
    groupBy: wish.groupBy,
    law: wish.law,
    order: grouped?.order ?? order,
    groups: grouped?.groups ?? null,
    counts: Object.fromEntries(VERDICTS.map((verdict, at) => [verdict, counts[at] ?? 0])) as Record<
      Verdict,
      number
    >,
    pairs: [...pairs].map(([place, verdicts]) => ({
      from: columns.countries[Math.floor(place / 65_536)] ?? '',
      to: columns.countries[place % 65_536] ?? '',
      count: verdicts.reduce((a, b) => a + b, 0),
      verdicts,
    })),
    placeless,
    endings: Object.fromEntries(endings),
    total: columns.count,
  };
}

function verdictOf(columns: FlowColumns, row: number, law: number | null): number {
  if (law === null) return columns.verdict[row] ?? 0;
  return law < 0 ? NO_ANSWER : (columns.lawVerdict[row * columns.laws.length + law] ?? NO_ANSWER);
}

function toolOf(columns: FlowColumns, row: number, law: number | null): number {
  const by = law ?? columns.leading[row] ?? NO_ANSWER;
  return by === NO_ANSWER || by < 0 ? 0 : (columns.lawTool[row * columns.laws.length + by] ?? 0);
}

/** The numbers of both countries; null: any; -1: one that no flow has. */
function readPair(pair: string | null, { countries }: FlowColumns): [number | null, number | null] {
  if (pair === null) return [null, null];
  const [from = '', to = ''] = pair.split('>');
  return [from === '' ? null : countries.indexOf(from), to === '' ? null : countries.indexOf(to)];
}

/** As search compares: without case, width and accents. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function makeFilter(
  columns: FlowColumns,
  wish: FlowWish,
  names: FlowNames,
  law: number | null,
  endings: ReadonlyMap<string, FlowEnding>,
): (row: number) => boolean {
  const tests: ((row: number) => boolean)[] = [];
  if (wish.isEnding) tests.push((row) => endings.has(idAt(columns, row)));
  if (wish.organisation !== null) {
    const isIt = columns.ends.map((end) => end.organisation === wish.organisation);
    tests.push((row) => isIt[columns.from[row] ?? 0] === true || isIt[columns.to[row] ?? 0] === true);
  }
  if (wish.activity !== null) {
    const at = columns.activities.findIndex((one) => one.id === wish.activity);
    tests.push((row) => columns.activity[row] === at);
  }
  if (wish.tool !== null) {
    const at = columns.tools.indexOf(wish.tool);
    tests.push((row) => toolOf(columns, row, law) === at);
  }
  for (const word of foldText(wish.text).split(/\s+/).filter(Boolean))
    tests.push(makeWordTest(columns, word, names));
  return (row) => tests.every((test) => test(row));
}

/** A word is looked for once in each list of names, and then only in the ids of the flows. */
function makeWordTest(columns: FlowColumns, word: string, names: FlowNames): (row: number) => boolean {
  const has = (text: string): boolean => foldText(text).includes(word);
  const named = columns.names.map((name) => name !== '' && has(name));
  const ends = columns.ends.map((end, at) => has(`${end.text} ${names.ends[at] ?? end.name}`));
  const countries = columns.countries.map(
    (code, at) => code !== '' && (foldText(code) === word || has(names.countries[at] ?? '')),
  );
  const activities = columns.activities.map((one) => has(`${one.id} ${one.name}`));
  const tools = columns.tools.map((one, at) => has(`${one} ${names.tools[at] ?? ''}`));
  const instruments = columns.instruments.map(has);
  const laws = columns.laws.map((one, at) => has(`${one} ${names.laws[at] ?? ''}`));
  const wide = columns.laws.length;
  return (row) => {
    if (
      ends[columns.from[row] ?? 0] === true ||
      ends[columns.to[row] ?? 0] === true ||
      countries[columns.fromCountry[row] ?? 0] === true ||
      countries[columns.toCountry[row] ?? 0] === true ||
      activities[columns.activity[row] ?? 0] === true ||
      named[columns.name[row] ?? 0] === true ||
      has(idAt(columns, row))
    )
      return true;
    for (let law = 0; law < wide; law += 1) {
      const cell = row * wide + law;
      if (columns.lawVerdict[cell] === NO_ANSWER) continue;
      if (
        laws[law] === true ||
        tools[columns.lawTool[cell] ?? 0] === true ||
        instruments[columns.lawInstrument[cell] ?? 0] === true
      )
        return true;
    }
    return false;
  };
}

/** Places of names in their order, so that rows are compared by numbers. */
function rankNames(names: readonly string[], { compare }: Intl.Collator): Uint32Array {
  const order = names.map((_, at) => at).sort((a, b) => compare(names[a] ?? '', names[b] ?? ''));
  const ranks = new Uint32Array(names.length);
  order.forEach((at, rank) => {
    ranks[at] = rank;
  });
  return ranks;
}

const idRanks = new WeakMap<FlowColumns, Uint32Array>();

function rankIds(columns: FlowColumns, collator: Intl.Collator): Uint32Array {
  let ranks = idRanks.get(columns);
  if (ranks === undefined) {
    ranks = rankNames(listIds(columns), collator);
    idRanks.set(columns, ranks);
  }
  return ranks;
}

function sortRows(
  columns: FlowColumns,
  rows: readonly number[],
  wish: FlowWish,
  names: FlowNames,
  law: number | null,
  endings: ReadonlyMap<string, FlowEnding>,
): Uint32Array {
  const collator = new Intl.Collator(names.language, { numeric: true });
  const keys = makeSortKeys(columns, wish.sort, names, law, endings, collator);
  const order = Uint32Array.from(rows);
  const sign = wish.isReversed ? -1 : 1;
  // Rows that are equal keep the order of the register.
  return order.sort((a, b) => sign * ((keys(a) as number) - (keys(b) as number)) || a - b);
}

function makeSortKeys(
  columns: FlowColumns,
  sort: SortName,
  names: FlowNames,
  law: number | null,
  endings: ReadonlyMap<string, FlowEnding>,
  collator: Intl.Collator,
): (row: number) => number {
  switch (sort) {
    case 'verdict':
      // From what needs a person most.
      return (row) => -verdictOf(columns, row, law);
    case 'flow': {
      const ranks = rankIds(columns, collator);
      return (row) => ranks[row] ?? 0;
    }
    case 'from':
      return endKeys(columns.from, columns.fromCountry, names, collator);
    case 'to':
      return endKeys(columns.to, columns.toCountry, names, collator);
    case 'tool': {
      const ranks = rankNames(names.tools, collator);
      return (row) => ranks[toolOf(columns, row, law)] ?? 0;
    }
    case 'activity': {
      const ranks = rankNames(
        columns.activities.map((one) => one.name),
        collator,
      );
      return (row) => ranks[columns.activity[row] ?? 0] ?? 0;
    }
    case 'missing': {
      const counts = columns.missingFacts.map((one) => (one === '' ? 0 : one.split('\n').length));
      return (row) => -(counts[columns.missing[row] ?? 0] ?? 0);
    }
    case 'ends':
      return (row) => Number((endings.get(idAt(columns, row))?.on ?? '9999-12-31').replaceAll('-', ''));
  }
}

function endKeys(
  end: Uint32Array,
  country: Uint16Array,
  names: FlowNames,
  collator: Intl.Collator,
): (row: number) => number {
  const ends = rankNames(names.ends, collator);
  const countries = rankNames(names.countries, collator);
  return (row) => (ends[end[row] ?? 0] ?? 0) * 1_000 + (countries[country[row] ?? 0] ?? 0);
}

function groupRows(
  columns: FlowColumns,
  order: Uint32Array,
  groupBy: Grouping,
  names: FlowNames,
  law: number | null,
): { order: Uint32Array; groups: FlowGroup[] } {
  const keyOf = makeGroupKeys(columns, groupBy, law);
  const buckets = new Map<string, number[]>();
  for (const row of order) {
    const key = keyOf(row);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [row]);
    else bucket.push(row);
  }
  const { compare } = new Intl.Collator(names.language, { numeric: true });
  const sorted = [...buckets].sort(([a, one], [b, other]) =>
    groupBy === 'verdict'
      ? VERDICTS.indexOf(b as Verdict) - VERDICTS.indexOf(a as Verdict)
      : other.length - one.length || compare(a, b),
  );
  const rows = new Uint32Array(order.length);
  let first = 0;
  const groups = sorted.map(([key, bucket]) => {
    rows.set(bucket, first);
    const verdicts = VERDICTS.map(() => 0);
    for (const row of bucket) {
      const verdict = verdictOf(columns, row, law);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
    const group: FlowGroup = { key, first, count: bucket.length, verdicts };
    first += bucket.length;
    return group;
  });
  return { order: rows, groups };
}

/** Keys are ids and codes; what they are called is said where they are shown. */
function makeGroupKeys(columns: FlowColumns, groupBy: Grouping, law: number | null): (row: number) => string {
  const country = (of: Uint16Array, row: number): string => columns.countries[of[row] ?? 0] ?? '';
  switch (groupBy) {
    case 'verdict':
      return (row) => verdictAt(verdictOf(columns, row, law));
    case 'law':
      return (row) => columns.laws[law ?? columns.leading[row] ?? NO_ANSWER] ?? '';
    case 'pair':
      return (row) => `${country(columns.fromCountry, row)}>${country(columns.toCountry, row)}`;
    case 'origin':
      return (row) => country(columns.fromCountry, row);
    case 'destination':
      return (row) => country(columns.toCountry, row);
    case 'sender':
      return (row) => columns.ends[columns.from[row] ?? 0]?.organisation ?? '';
    case 'recipient':
      return (row) => columns.ends[columns.to[row] ?? 0]?.organisation ?? '';
    case 'activity':
      return (row) => columns.activities[columns.activity[row] ?? 0]?.id ?? '';
    case 'tool':
      return (row) => columns.tools[toolOf(columns, row, law)] ?? 'none';
    case 'missing':
      return (row) => columns.missingFacts[columns.missing[row] ?? 0]?.split('\n')[0] ?? '';
  }
}
