// The timeline of one record: which entry speaks for which days, and since which position of the ledger that is known. Pure.
import type { EntryKind } from './tables.ts';

/** What the timeline needs to know of an entry. */
export interface TimelineEntry {
  readonly position: number;
  readonly id: string;
  readonly kind: EntryKind;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Of an undo: the id of the entry that counts as never made. */
  readonly undoes: string | null;
}

/** Days from `validFrom` up to but without `validUntil`, for which the statement at `position` speaks. */
export interface Span {
  readonly validFrom: string;
  readonly validUntil: string;
  readonly position: number;
  readonly knownFrom: number;
}

/** Written so that days sort between them. */
const ALWAYS = '-infinity';
const FOR_EVER = 'infinity';

export interface Change {
  /** Spans that no longer hold. */
  readonly closed: readonly Span[];
  /** Spans that hold from now on. */
  readonly opened: readonly Span[];
  /** All that hold afterwards. */
  readonly open: readonly Span[];
}

/** What a statement or a removal does to the spans that hold: it takes its days from them. */
export function layOver(open: readonly Span[], entry: TimelineEntry): Change {
  const from = entry.validFrom ?? ALWAYS;
  const until = entry.validUntil ?? FOR_EVER;
  const closed = open.filter((span) => span.validFrom < until && from < span.validUntil);
  const left = closed.flatMap((span) => [
    { ...span, validUntil: from, knownFrom: entry.position },
    { ...span, validFrom: until, knownFrom: entry.position },
  ]);
  const opened = left.filter((_, index) => {
    const whole = closed[index >> 1] as Span;
    return index % 2 === 0 ? whole.validFrom < from : until < whole.validUntil;
  });
  if (entry.kind === 'statement')
    opened.push({ validFrom: from, validUntil: until, position: entry.position, knownFrom: entry.position });
  return { closed, opened, open: [...open.filter((span) => !closed.includes(span)), ...opened] };
}

/** What an undo does: the timeline is laid anew without the entries that count as never made. */
export function layAnew(open: readonly Span[], entries: readonly TimelineEntry[]): Change {
  const position = entries.at(-1)?.position ?? 0;
  let wanted: readonly Span[] = [];
  for (const entry of findLive(entries)) wanted = layOver(wanted, entry).open;
  const isSame = (a: Span, b: Span): boolean =>
    a.validFrom === b.validFrom && a.validUntil === b.validUntil && a.position === b.position;
  const closed = open.filter((span) => !wanted.some((other) => isSame(span, other)));
  const opened = wanted
    .filter((span) => !open.some((other) => isSame(span, other)))
    .map((span) => ({ ...span, knownFrom: position }));
  return { closed, opened, open: [...open.filter((span) => !closed.includes(span)), ...opened] };
}

/** Statements and removals that were not undone, in order. An undo that was itself undone undoes nothing. */
export function findLive(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const undone = findUndone(entries);
  return entries.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id));
}

/** The ids of entries that count as never made. */
export function findUndone(entries: readonly TimelineEntry[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { id, undoes } of [...entries].reverse()) {
    if (undoes !== null && !undone.has(id)) undone.add(undoes);
  }
  return undone;
}

/** How a record stands after its last entry: the statement whose body it has, and whether it was removed. */
export function findStanding(entries: readonly TimelineEntry[]): {
  readonly statement: TimelineEntry | null;
  readonly deleted: boolean;
} {
  const live = findLive(entries);
  const statement = live.findLast(({ kind }) => kind === 'statement') ?? null;
  return { statement, deleted: live.at(-1)?.kind !== 'statement' };
}
