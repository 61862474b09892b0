// An import plan: what a file would change, and every fault that keeps it from being applied.
import type { Issue } from '../../core/base/issue.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Difference } from '../group/refusal.ts';

const IMPORT_EFFECTS = ['added', 'changed', 'same', 'gone'] as const;

export type ImportEffect = (typeof IMPORT_EFFECTS)[number];

/** What becomes of records that are kept, and that a file does not hold though it covers their noun. */
export const GONE_WISHES = ['keep', 'remove'] as const;

export type GoneWish = (typeof GONE_WISHES)[number];

export type ImportCounts = Readonly<Record<ImportEffect, number>>;

export interface PlannedChange {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly what: Exclude<ImportEffect, 'same'>;
  /** From what stands to what the file says. */
  readonly differences: readonly Difference[];
}

export interface ImportPlan {
  readonly format: string;
  readonly fileName: string;
  readonly gone: GoneWish;
  /** Of the nouns of which there is something to say. */
  readonly counts: Readonly<Partial<Record<RecordNoun, ImportCounts>>>;
  /** The first of the changes, as many as were asked for, and how many more there are. */
  readonly changes: readonly PlannedChange[];
  readonly more: number;
  /** Anything here, and the plan cannot be applied. */
  readonly faults: readonly Issue[];
  /** What is left out, and why: texts of persons who were erased. */
  readonly notes: readonly Issue[];
  /** A hash of everything that would change, and of what it would be changed from. */
  readonly fingerprint: string;
}

export interface ImportWish {
  /** Left out: keep. */
  readonly gone?: GoneWish;
}

/** Would anything be appended? */
export function changesAnything({ counts, gone }: Pick<ImportPlan, 'counts' | 'gone'>): boolean {
  return Object.values(counts).some(
    (count) => count.added + count.changed + (gone === 'remove' ? count.gone : 0) > 0,
  );
}

/** Where a kept import stands. */
export const IMPORT_STATES = ['planned', 'applied', 'withdrawn'] as const;
