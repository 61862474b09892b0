// What is printed at most, and when a thread has held enough.
import type { PaperKind } from './paper.ts';

export interface PaperLimits {
  /** Bytes of all texts of a paper. */
  readonly paperBytes: Readonly<Record<PaperKind, number>>;
  /** Longest time for one paper. */
  readonly timeMs: number;
  /** Papers that may wait; more are turned away. */
  readonly waiting: number;
}

/**
 * About 3,000 activities with everything filled in as PDF, for which Typst holds some 3 GB, and 4 GB is all that WebAssembly has;
 * about 1,500 as DOCX, which takes some 2 GB.
 */
export const PAPER_LIMITS: PaperLimits = {
  paperBytes: { pdf: 20 * 1024 * 1024, docx: 10 * 1024 * 1024 },
  timeMs: 180_000,
  waiting: 16,
};

/** The thread answered and goes on. */
export const THREAD_STAYS = 200;
/** The thread answered and holds so much memory that the next paper is better off with a new one. */
export const THREAD_ENDS = 205;
/** Of Typst and of the heap together; both kinds of papers of a small group leave some 260 MB. */
export const THREAD_ENDS_BYTES = 384 * 1024 * 1024;
