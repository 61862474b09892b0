// Imports: shows what a file would change, then takes it in as a whole or not at all; keeps plans that wait for a second person.
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { ImportPlan, ImportWish } from './import-plan.ts';
import type { ImportSource } from './import-source.ts';
import type { Kept } from './record.ts';

export interface ImportProgress {
  /** Records read so far, in this pass over the file. */
  readonly read: number;
  /** Entries appended so far. */
  readonly appended: number;
}

export interface ImportCourse {
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

/** Reads the file once and says what it would change. Nothing is written. Refused only where it was stopped (`cancelled`). */
export function planImport(
  _scope: Scope,
  _store: Store,
  _source: ImportSource,
  _wish: ImportWish & ImportCourse & { readonly changesMax?: number; readonly changesAfter?: number } = {},
): Promise<Result<ImportPlan, Refusal>> {
  throw new Error('not yet');
}

export interface ImportReport {
  readonly counts: ImportPlan['counts'];
  /** Entries that were appended; 0: the file said nothing new. */
  readonly appended: number;
}

/** Takes the file in as planned, in one transaction. `importId` names the kept import that is applied with it. */
export function applyImport(
  _scope: Scope,
  _store: Store,
  _source: ImportSource,
  _plan: Pick<ImportPlan, 'fingerprint' | 'gone' | 'faults'>,
  _course: ImportCourse & { readonly importId?: string } = {},
): Promise<Result<ImportReport, Refusal>> {
  throw new Error('not yet');
}

export const IMPORT_STATES = ['planned', 'applied', 'withdrawn'] as const;

export interface KeptImport {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly state: (typeof IMPORT_STATES)[number];
  /** Who planned it. */
  readonly by: string;
  readonly appliedBy?: string;
  readonly format: string;
  readonly fileName: string;
  /** Of the file; its content is kept until the import is applied or withdrawn. */
  readonly sha256: string;
  readonly size: number;
  readonly gone: ImportPlan['gone'];
  readonly counts: ImportPlan['counts'];
  readonly fingerprint: string;
  /** How the format was told to read the file (a mapping, say); plain values. */
  readonly options?: unknown;
}

/** Keeps a plan with the file it was made of (`putBlob`), so that it can be applied later, and by somebody else. */
export function keepImport(
  _scope: Scope,
  _store: Store,
  _id: string,
  _plan: ImportPlan,
  _file: { readonly sha256: string; readonly size: number; readonly options?: unknown },
): Promise<Result<KeptImport, Refusal>> {
  throw new Error('not yet');
}

export function readImport(_scope: Scope, _store: Store, _id: string): Promise<KeptImport | null> {
  throw new Error('not yet');
}

export function listImports(
  _scope: Scope,
  _store: Store,
  _wish: { readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly imports: readonly KeptImport[]; readonly next: string | null }, Refusal>> {
  throw new Error('not yet');
}

/** Gives a plan up; the content of its file is removed. */
export function withdrawImport(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}
