// The flows of a day in columns: numbers that point into short lists of names, so that a hundred thousand of them are light to hold and to hand over.
import {
  type FlowAnswer,
  type RegimeAnswer,
  type TransferAnswers,
  VERDICTS,
  type Verdict,
} from '../../../core/flows/answer.ts';

/** One end of a flow, as the register names it. */
export interface FlowEnd {
  /** As written: an id, `staff:` and an id, or `data-subject`. */
  readonly text: string;
  /** Null for the person the data are about. */
  readonly organisation: string | null;
  readonly name: string;
  readonly isStaff: boolean;
}

export interface FlowColumns {
  /** Of this very load; a second load of the same day has another. */
  readonly key: string;
  readonly asOf: string;
  /** How many flows run on that day. */
  readonly count: number;
  /** All ids in one text, each on a line of its own: a hundred thousand texts would take a page longer to receive than to show. */
  readonly ids: string;
  /** Where each id begins; one more at the end. */
  readonly idStarts: Uint32Array;
  /** The first is empty: most flows have no name of their own. */
  readonly names: readonly string[];
  readonly name: Uint32Array;
  readonly ends: readonly FlowEnd[];
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Codes; the first is empty: not known. */
  readonly countries: readonly string[];
  readonly fromCountry: Uint16Array;
  readonly toCountry: Uint16Array;
  /** The first is empty: none. */
  readonly activities: readonly { readonly id: string; readonly name: string }[];
  readonly activity: Uint32Array;
  readonly modes: readonly string[];
  readonly mode: Uint8Array;
  readonly laws: readonly string[];
  /** Of the whole flow. Numbers are places in `VERDICTS`. */
  readonly verdict: Uint8Array;
  readonly leading: Uint8Array;
  /** By flow and law (`flow * laws.length + law`); `NO_ANSWER` where the law does not reach the flow. */
  readonly lawVerdict: Uint8Array;
  readonly lawTool: Uint16Array;
  readonly lawInstrument: Uint32Array;
  readonly tools: readonly string[];
  /** The first is empty: none. */
  readonly instruments: readonly string[];
  /** Missing facts, one a line; the first is empty. */
  readonly missingFacts: readonly string[];
  readonly missing: Uint32Array;
  readonly isUnverified: Uint8Array;
  /** Flows of the register that do not run on that day. */
  readonly notRunning: readonly string[];
  /** How many flows the register has. */
  readonly registered: number;
}

export const NO_ANSWER = 255;

export type PlainRecord = Readonly<Record<string, unknown>> & { readonly id: string };
export type PlainRegister = Readonly<Record<string, unknown>>;

/** The records of a list of a register. */
export function listOf(register: PlainRegister, list: string): readonly PlainRecord[] {
  return (register[list] as readonly PlainRecord[] | undefined) ?? [];
}

/** Numbers things in the order in which they are met. */
class Numbered<T> {
  readonly things: T[];
  readonly #numbers = new Map<string, number>();
  constructor(first: readonly (readonly [string, T])[] = []) {
    this.things = first.map(([, thing]) => thing);
    first.forEach(([key], at) => {
      this.#numbers.set(key, at);
    });
  }
  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.things.length);
    this.things.push(make());
    return this.things.length - 1;
  }
}

/** Joins the answers of a day with the register. In: both as the server tells them; out: columns in the order of the answers. */
export function makeColumns(key: string, register: PlainRegister, answers: TransferAnswers): FlowColumns {
  const organisations = new Map(listOf(register, 'organisations').map((one) => [one.id, one]));
  const activityNames = new Map(listOf(register, 'activities').map((one) => [one.id, textOf(one, 'name')]));
  const flows = new Map(listOf(register, 'flows').map((one) => [one.id, one]));
  const known = answers.flows.filter((one) => flows.has(one.flow));
  const count = known.length;
  const laws = [...new Set(known.flatMap((flow) => flow.answers.map((one) => one.regime)))].sort();
  const lawNumbers = new Map(laws.map((law, at) => [law, at]));
  const ends = new Numbered<FlowEnd>();
  const countries = new Numbered<string>([['', '']]);
  const activities = new Numbered<{ id: string; name: string }>([['', { id: '', name: '' }]]);
  const modes = new Numbered<string>([['', '']]);
  const tools = new Numbered<string>([['none', 'none']]);
  const instruments = new Numbered<string>([['', '']]);
  const missingFacts = new Numbered<string>([['', '']]);
  const names = new Numbered<string>([['', '']]);
  const same = (numbered: Numbered<string>, word: string): number => numbered.number(word, () => word);
  const columns = {
    key,
    asOf: answers.asOf as string,
    count,
    ids: known.map((one) => `${one.flow}\n`).join(''),
    idStarts: startsOf(known.map((one) => one.flow)),
    name: new Uint32Array(count),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    fromCountry: new Uint16Array(count),
    toCountry: new Uint16Array(count),
    activity: new Uint32Array(count),
    mode: new Uint8Array(count),
    verdict: new Uint8Array(count),
    leading: new Uint8Array(count),
    lawVerdict: new Uint8Array(count * laws.length).fill(NO_ANSWER),
    lawTool: new Uint16Array(count * laws.length),
    lawInstrument: new Uint32Array(count * laws.length),
    missing: new Uint32Array(count),
    isUnverified: new Uint8Array(count),
  };
  const countryOf = (end: FlowEnd): string => textOf(organisations.get(end.organisation ?? ''), 'country');
  const endOf = (text: string): number => ends.number(text, () => readEnd(text, organisations));
  known.forEach((answer, row) => {
    const flow = flows.get(answer.flow);
    const [from, to] = [endOf(textOf(flow, 'from')), endOf(textOf(flow, 'to'))];
    columns.from[row] = from;
    columns.to[row] = to;
    columns.fromCountry[row] = same(countries, countryOf(ends.things[from] as FlowEnd));
    columns.toCountry[row] = same(countries, textOf(flow, 'at') || countryOf(ends.things[to] as FlowEnd));
    const activity = textOf(flow, 'activity');
    columns.activity[row] = activities.number(activity, () => ({
      id: activity,
      name: activityNames.get(activity) || activity,
    }));
    columns.mode[row] = same(modes, textOf(flow, 'mode'));
    columns.verdict[row] = VERDICTS.indexOf(answer.verdict);
    columns.leading[row] = lawNumbers.get(leadingOf(answer)?.regime ?? '') ?? NO_ANSWER;
    for (const one of answer.answers) {
      const cell = row * laws.length + (lawNumbers.get(one.regime) ?? 0);
      columns.lawVerdict[cell] = VERDICTS.indexOf(one.verdict);
      columns.lawTool[cell] = same(tools, one.tool);
      columns.lawInstrument[cell] = same(instruments, one.instrument ?? '');
      if (one.unverified.length > 0) columns.isUnverified[row] = 1;
    }
    const missing = [...new Set(answer.answers.flatMap((one) => one.missing))];
    columns.missing[row] = same(missingFacts, missing.join('\n'));
    columns.name[row] = same(names, textOf(flow, 'name'));
  });
  return {
    ...columns,
    ends: ends.things,
    countries: countries.things,
    activities: activities.things,
    modes: modes.things,
    laws,
    tools: tools.things,
    instruments: instruments.things,
    missingFacts: missingFacts.things,
    names: names.things,
    notRunning: answers.notRunning,
    registered: flows.size,
  };
}

function startsOf(ids: readonly string[]): Uint32Array {
  const starts = new Uint32Array(ids.length + 1);
  ids.forEach((id, row) => {
    starts[row + 1] = (starts[row] ?? 0) + id.length + 1;
  });
  return starts;
}

export function idAt({ ids, idStarts }: FlowColumns, row: number): string {
  return ids.slice(idStarts[row] ?? 0, (idStarts[row + 1] ?? 1) - 1);
}

/** The row of a flow; undefined where it does not run on that day. */
export function rowOf(columns: FlowColumns, id: string): number | undefined {
  const isFirst = columns.ids.startsWith(`${id}\n`);
  const at = isFirst ? 0 : columns.ids.indexOf(`\n${id}\n`) + 1;
  if (at === 0 && !isFirst) return undefined;
  let [low, high] = [0, columns.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((columns.idStarts[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All ids; made where many are needed, as for sorting. */
export function listIds(columns: FlowColumns): readonly string[] {
  return columns.count === 0 ? [] : columns.ids.slice(0, -1).split('\n');
}

function leadingOf(answer: FlowAnswer): RegimeAnswer | undefined {
  return answer.answers.find((one) => one.verdict === answer.verdict) ?? answer.answers[0];
}

function readEnd(text: string, organisations: ReadonlyMap<string, PlainRecord>): FlowEnd {
  if (text === 'data-subject') return { text, organisation: null, name: '', isStaff: false };
  const organisation = text.replace(/^staff:/, '');
  const name = textOf(organisations.get(organisation), 'name') || organisation;
  return { text, organisation, name, isStaff: text !== organisation };
}

function textOf(record: PlainRecord | undefined, key: string): string {
  const value = record?.[key];
  return typeof value === 'string' ? value : '';
}

/** What is shown of one flow, of the whole of it or of one law. */
export interface FlowSeen {
  readonly id: string;
  readonly name: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly fromCountry: string;
  readonly toCountry: string;
  readonly activity: { readonly id: string; readonly name: string };
  readonly mode: string;
  readonly verdict: Verdict;
  readonly tool: string;
  readonly instrument: string;
  readonly laws: readonly { readonly law: string; readonly verdict: Verdict }[];
  readonly missing: readonly string[];
  readonly isUnverified: boolean;
}

/** One row of the columns. `law` is its place among the laws, or null for the whole flow. */
export function seeFlow(columns: FlowColumns, row: number, law: number | null): FlowSeen {
  const wide = columns.laws.length;
  const cell = row * wide + (law ?? columns.leading[row] ?? NO_ANSWER);
  const hasLaw = law !== null || columns.leading[row] !== NO_ANSWER;
  const none = { id: '', name: '' };
  const nobody: FlowEnd = { text: '', organisation: null, name: '', isStaff: false };
  return {
    id: idAt(columns, row),
    name: columns.names[columns.name[row] ?? 0] ?? '',
    from: columns.ends[columns.from[row] ?? 0] ?? nobody,
    to: columns.ends[columns.to[row] ?? 0] ?? nobody,
    fromCountry: columns.countries[columns.fromCountry[row] ?? 0] ?? '',
    toCountry: columns.countries[columns.toCountry[row] ?? 0] ?? '',
    activity: columns.activities[columns.activity[row] ?? 0] ?? none,
    mode: columns.modes[columns.mode[row] ?? 0] ?? '',
    verdict: verdictAt(law === null ? columns.verdict[row] : columns.lawVerdict[cell]),
    tool: hasLaw ? (columns.tools[columns.lawTool[cell] ?? 0] ?? 'none') : 'none',
    instrument: hasLaw ? (columns.instruments[columns.lawInstrument[cell] ?? 0] ?? '') : '',
    laws: columns.laws.flatMap((name, at) => {
      const verdict = columns.lawVerdict[row * wide + at] ?? NO_ANSWER;
      return verdict === NO_ANSWER ? [] : [{ law: name, verdict: verdictAt(verdict) }];
    }),
    missing: (columns.missingFacts[columns.missing[row] ?? 0] ?? '').split('\n').filter(Boolean),
    isUnverified: columns.isUnverified[row] === 1,
  };
}

export function verdictAt(number: number | undefined): Verdict {
  return VERDICTS[number ?? 0] ?? 'not-a-transfer';
}
