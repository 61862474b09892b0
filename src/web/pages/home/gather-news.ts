// Entries of the ledger gathered into lines: what one person said in one go, for one reason, is one line.
import type { LedgerEntry } from '../../client/ledger-head.ts';

export interface NewsLine {
  readonly position: number;
  readonly actor: string;
  readonly noun: string;
  readonly recordId: string;
  readonly kind: LedgerEntry['kind'];
  readonly why: string;
  readonly recordedAt: string;
  readonly entries: readonly LedgerEntry[];
}

/** Entries of the same go follow each other within so long. */
const GO_MS = 120_000;

/** The newest first, as the entries come. */
export function gatherNews(entries: readonly LedgerEntry[]): NewsLine[] {
  const lines: (NewsLine & { entries: LedgerEntry[] })[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const before = last?.entries.at(-1);
    if (
      last !== undefined &&
      before !== undefined &&
      last.actor === entry.actor &&
      last.kind === entry.kind &&
      last.why === entry.why &&
      Date.parse(before.recordedAt) - Date.parse(entry.recordedAt) <= GO_MS &&
      (entry.why !== '' || last.recordId === entry.recordId || before.recordedAt === entry.recordedAt)
    )
      last.entries.push(entry);
    else {
      const { position, actor, noun, recordId, kind, why, recordedAt } = entry;
      lines.push({ position, actor, noun, recordId, kind, why, recordedAt, entries: [entry] });
    }
  }
  return lines;
}
