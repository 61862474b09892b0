// The flows of a day as the page holds them: columns of numbers that point into short lists of names (core/flows/flow-table.ts).
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import { type FlowEnd, type FlowTable, NO_ANSWER } from '../../../core/flows/flow-table-columns.ts';

export interface FlowColumns extends FlowTable {
  /** Of this very load; a second load of the same day has another. */
  readonly key: string;
}

export type PlainRecord = Readonly<Record<string, unknown>> & { readonly id: string };
export type PlainRegister = Readonly<Record<string, unknown>>;

/** The records of a list of a register. */
export function listOf(register: PlainRegister, list: string): readonly PlainRecord[] {
  return (register[list] as readonly PlainRecord[] | undefined) ?? [];
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
