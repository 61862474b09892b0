// The end of the ledger: how far it has come, and what was said last. Positions are counted without gaps, so the end is found by halving.
import { readOf } from './records.ts';

export interface LedgerEntry {
  readonly position: number;
  readonly id: string;
  readonly noun: string;
  readonly recordId: string;
  readonly version: number;
  readonly kind: 'statement' | 'removal' | 'undo';
  readonly recordedAt: string;
  readonly actor: string;
  readonly why: string;
  readonly origin: string;
}

interface EntryPage {
  readonly items: readonly LedgerEntry[];
  readonly next: number | null;
}

function readEntries(group: string, after: number, limit: number, signal?: AbortSignal): Promise<EntryPage> {
  return readOf<EntryPage>(group, ['entries'], { after, limit }, signal);
}

/** The position of the last entry; 0 where there is none. */
async function findLedgerHead(group: string, from: number, signal?: AbortSignal): Promise<number> {
  const isBeyond = async (position: number): Promise<boolean> =>
    (await readEntries(group, position, 1, signal)).items.length === 0;
  let low = from;
  let step = 256;
  while (!(await isBeyond(low + step))) {
    low += step;
    step *= 4;
  }
  let high = low + step;
  while (high - low > 400) {
    const middle = Math.floor((low + high) / 2);
    if (await isBeyond(middle)) high = middle;
    else low = middle;
  }
  const rest = await readEntries(group, low, 500, signal);
  return rest.items.at(-1)?.position ?? low;
}

export interface LedgerNews {
  readonly head: number;
  /** The newest first. */
  readonly entries: readonly LedgerEntry[];
  /** Entries after the mark, also those that are not listed. */
  readonly count: number;
}

/** What was said after the mark; without one, what was said last. */
export async function readLedgerNews(
  group: string,
  mark: number | null,
  most: number,
  signal?: AbortSignal,
): Promise<LedgerNews> {
  const head = await findLedgerHead(group, mark ?? 0, signal);
  const after = Math.max(mark ?? 0, head - most);
  const { items } = await readEntries(group, after, Math.min(500, most), signal);
  return {
    head,
    entries: [...items].reverse(),
    count: mark === null ? items.length : Math.max(0, head - mark),
  };
}
