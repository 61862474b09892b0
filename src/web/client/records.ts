// The records of a group over HTTP: what is asked and sent, in the words of the API.
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import { type Answered, request } from './request.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Envelope {
  readonly noun: string;
  readonly id: string;
  readonly version: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly removed: boolean;
  readonly erased: readonly string[];
  /** The entry that a write made; it can be undone by this id. */
  readonly entry?: string;
  readonly record: Fields;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Clocks {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

export interface Statement {
  readonly record: Fields;
  readonly why?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

export interface HistoryEntry {
  readonly entry: string;
  readonly position: number;
  readonly version: number;
  readonly kind: 'statement' | 'removal' | 'undo';
  readonly recordedAt: string;
  readonly actor: string;
  readonly why: string;
  readonly origin: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly undoes: string | null;
  readonly undone: boolean;
  readonly removed: boolean;
  readonly differences: readonly {
    readonly path: string;
    readonly before?: unknown;
    readonly after?: unknown;
  }[];
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The address of something of a group: `ofGroup('example', 'activities', 'payroll')`. */
export function ofGroup(group: string, ...parts: readonly string[]): string {
  return ['/api/groups', group, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}

/** A fresh id for an entry: sent twice, it is kept once. */
export function newEntry(): string {
  return crypto.randomUUID();
}

export async function listRecords(
  group: string,
  noun: RecordNoun,
  query: Query,
  signal?: AbortSignal,
): Promise<Page<Envelope>> {
  return (await request<Page<Envelope>>(ofGroup(group, noun), { query, ...(signal && { signal }) })).value;
}

/** All pages, for pickers and pictures; at most `most`. */
export async function listAllRecords(
  group: string,
  noun: RecordNoun,
  query: Query,
  most = 5_000,
  signal?: AbortSignal,
): Promise<Envelope[]> {
  const found: Envelope[] = [];
  let after: string | undefined;
  do {
    const page = await listRecords(group, noun, { ...query, limit: 500, after }, signal);
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && found.length < most);
  return found;
}

export async function readRecord(
  group: string,
  noun: RecordNoun,
  id: string,
  clocks: Clocks,
  signal?: AbortSignal,
): Promise<Envelope> {
  return (
    await request<Envelope>(ofGroup(group, noun, id), { query: { ...clocks }, ...(signal && { signal }) })
  ).value;
}

/** `seen` is the version that the writer saw; null for a new record. */
export async function stateRecord(
  group: string,
  noun: RecordNoun,
  id: string,
  statement: Statement,
  seen: number | null,
  entry = newEntry(),
): Promise<Envelope> {
  return (await request<Envelope>(ofGroup(group, noun, id), { method: 'PUT', body: statement, seen, entry }))
    .value;
}

export async function removeRecord(
  group: string,
  noun: RecordNoun,
  id: string,
  why: string,
  seen: number,
  entry = newEntry(),
): Promise<Envelope> {
  const query = why === '' ? {} : { why };
  return (await request<Envelope>(ofGroup(group, noun, id), { method: 'DELETE', query, seen, entry })).value;
}

/** The entry counts as never made; what it overwrote or removed is back. */
export async function undoEntry(
  group: string,
  noun: RecordNoun,
  id: string,
  entry: string,
): Promise<Envelope> {
  const body = { entry };
  return (
    await request<Envelope>(ofGroup(group, noun, id, 'undoings'), { method: 'POST', body, entry: newEntry() })
  ).value;
}

export async function readHistory(
  group: string,
  noun: RecordNoun,
  id: string,
  signal?: AbortSignal,
): Promise<readonly HistoryEntry[]> {
  return (
    await request<{ entries: readonly HistoryEntry[] }>(
      ofGroup(group, noun, id, 'history'),
      signal && { signal },
    )
  ).value.entries;
}

/** Anything else of a group that is read. */
export async function readOf<T>(
  group: string,
  parts: readonly string[],
  query: Query = {},
  signal?: AbortSignal,
): Promise<T> {
  return (await request<T>(ofGroup(group, ...parts), { query, ...(signal && { signal }) })).value;
}

/** Anything else of a group that is sent. */
export function sendTo<T>(group: string, parts: readonly string[], body: unknown): Promise<Answered<T>> {
  return request<T>(ofGroup(group, ...parts), { method: 'POST', body, entry: newEntry() });
}
