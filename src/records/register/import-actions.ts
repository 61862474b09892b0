// Imports: shows what a file would change, then takes it in as a whole or not at all; keeps plans that wait for a second person.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { wantsApproval } from '../../core/flows/approvals.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import { lockHead } from '../../kit/store/append.ts';
import { appendWithin } from '../../kit/store/append-entries.ts';
import { appendManyWithin, transactOrRefuse } from '../../kit/store/append-many.ts';
import { findBlob } from '../../kit/store/blobs.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import type { Draft } from '../../kit/store/ledger-entry.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { queryRecords } from '../../kit/store/query-records.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { openGroupWithin, readGroupOf } from '../group/group-actions.ts';
import { append, sayRefusal } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuse, refuseAbsent, refuseInput, refuseTaken } from '../group/refusal-words.ts';
import { releaseBlob } from './blob-store.ts';
import type { IMPORT_STATES, ImportPlan, ImportWish, PlannedChange } from './import-plan.ts';
import type { ImportSource } from './import-source.ts';
import { ImportWalk, type Step } from './import-walk-store.ts';
import { withoutSamples } from './mapping.ts';
import type { Kept } from './record.ts';
import { asKept } from './record-actions.ts';

const IMPORTS = 'imports';
const CHANGES_MAX = 200;

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

export interface PlanWish extends ImportWish, ImportCourse {
  /** So many of the changes are listed, after so many others. */
  readonly changesMax?: number;
  readonly changesAfter?: number;
}

/** Reads the file once and says what it would change. Nothing is written. Refused only where it was stopped (`cancelled`). */
export async function planImport(
  scope: Scope,
  store: Store,
  source: ImportSource,
  wish: PlanWish = {},
): Promise<Result<ImportPlan, Refusal>> {
  const { gone = 'keep', changesMax = CHANGES_MAX, changesAfter = 0, onProgress, signal } = wish;
  const walk = new ImportWalk(scope, store, source, gone === 'remove');
  const changes: PlannedChange[] = [];
  let found = 0;
  for await (const steps of walk.steps()) {
    if (signal?.aborted === true) return fail(refuseCancelled());
    for (const { change, differences } of steps) {
      found += 1;
      if (found > changesAfter && changes.length < changesMax)
        changes.push({ ...change, differences: differences() });
    }
    onProgress?.({ read: walk.read, appended: 0 });
  }
  const { format, fileName } = source;
  return succeed({
    format,
    fileName,
    gone,
    counts: walk.counts(),
    changes,
    more: Math.max(0, found - changesAfter - changes.length),
    faults: walk.allFaults(),
    notes: walk.allNotes(),
    fingerprint: walk.fingerprint(),
  });
}

export interface ImportReport {
  readonly counts: ImportPlan['counts'];
  /** Entries that were appended about records; 0: the file said nothing new. */
  readonly appended: number;
}

export interface ApplyWish extends ImportCourse {
  /** The kept import that is applied with it. */
  readonly importId?: string;
  /** A group that is opened with it, so that it is not there without its records. */
  readonly opening?: unknown;
  /** Keeps with it that it was applied, under an id of the caller: sent twice, it is known. Its file is not kept. */
  readonly applied?: AppliedFile;
}

export interface AppliedFile {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
}

/** Takes the file in as planned, in one transaction. */
export async function applyImport(
  scope: Scope,
  store: Store,
  source: ImportSource,
  plan: Pick<ImportPlan, 'fingerprint' | 'gone' | 'faults'>,
  { importId, opening, applied: file, onProgress, signal }: ApplyWish = {},
): Promise<Result<ImportReport, Refusal>> {
  if (plan.faults.length > 0) return fail(refuseFaulty(plan));
  return transactOrRefuse<ImportReport, Refusal>(store, async (transaction, within) => {
    await lockHead(transaction, scope.groupId);
    if (opening !== undefined) {
      const opened = await openGroupWithin(scope, store, transaction, opening);
      if (!opened.ok) return opened;
    }
    const kept = importId === undefined ? null : await readKept(scope, within, importId);
    if (kept !== null && !kept.ok) return kept;
    const walk = new ImportWalk(scope, within, source, plan.gone === 'remove');
    const many = await appendManyWithin(scope, store, transaction, draftsOf(walk, plan.gone), {
      onProgress: (appended) => onProgress?.({ read: walk.read, appended }),
      ...(signal !== undefined && { signal }),
    });
    if (!many.ok) {
      const { fault } = many;
      if (fault.code === 'cancelled') return fail(refuseCancelled());
      return fail(fault.code === 'guarded' ? refuseOutdated() : await sayRefusal(scope, within, [], fault));
    }
    if (walk.faults.length > 0 || walk.fingerprint() !== plan.fingerprint) return fail(refuseOutdated());
    const counts = walk.counts();
    const group = (await readGroupOf(scope, within))?.group ?? null;
    const wanting = nounsChanged(counts, plan.gone).find((noun) => wantsApproval(group, noun));
    if (wanting !== undefined && kept === null) return fail(refuseUnapproved(wanting, opening !== undefined));
    if (kept !== null) {
      const { value } = kept;
      if (wanting !== undefined && value.by === scope.actor) return fail(refuseOwn());
      const applied = { ...value, state: 'applied' as const, appliedBy: scope.actor };
      const outcome = await appendWithin(scope, store, transaction, [draftOf(applied, value.version)]);
      if (!outcome.ok) return fail(refuseOutdated());
      await releaseBlob(scope, within, value.sha256);
    }
    if (file !== undefined) {
      const { format, fileName } = source;
      const { gone, fingerprint } = plan;
      const by = scope.actor;
      const body = { ...file, state: 'applied' as const, by, appliedBy: by, format, fileName, gone, counts };
      const outcome = await appendWithin(scope, store, transaction, [draftOf({ ...body, fingerprint })]);
      if (!outcome.ok) return fail(refuseOutdated());
    }
    return succeed({ counts, appended: many.value.appended });
  });
}

async function* draftsOf(walk: ImportWalk, gone: ImportPlan['gone']): AsyncGenerator<readonly Draft[]> {
  for await (const steps of walk.steps()) {
    const wanted = (step: Step): boolean => gone === 'remove' || step.change.what !== 'gone';
    yield steps.filter(wanted).map(({ draft }) => draft);
  }
}

function nounsChanged(counts: ImportPlan['counts'], gone: ImportPlan['gone']): RecordNoun[] {
  return (Object.keys(counts) as RecordNoun[]).filter((noun) => {
    const { added = 0, changed = 0, gone: left = 0 } = counts[noun] ?? {};
    return added + changed + (gone === 'remove' ? left : 0) > 0;
  });
}

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
export async function keepImport(
  scope: Scope,
  store: Store,
  id: string,
  plan: ImportPlan,
  file: { readonly sha256: string; readonly size: number; readonly options?: unknown },
): Promise<Result<KeptImport, Refusal>> {
  if (plan.faults.length > 0) return fail(refuseFaulty(plan));
  const { format, fileName, gone, counts, fingerprint } = plan;
  const { sha256, size, options } = file;
  const draft = draftOf({
    id,
    state: 'planned',
    by: scope.actor,
    format,
    fileName,
    sha256,
    size,
    gone,
    counts,
    fingerprint,
    ...(options !== undefined && { options: withoutSamples(options) }),
  });
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, IMPORTS, id);
    if (now !== null) return refuseTaken({ noun: IMPORTS, id }, now.version);
    return (await findBlob(scope, within, sha256)) === null ? refuseGone() : null;
  });
  if (!outcome.ok) return outcome;
  return succeed((await readImport(scope, store, id)) as KeptImport);
}

type ImportBody = Omit<KeptImport, 'version' | 'recordedAt'>;

function draftOf({ id, ...body }: ImportBody & Partial<KeptImport>, expectedVersion = 0): Draft {
  const { version: _, recordedAt: __, ...rest } = body;
  const plain = JSON.parse(JSON.stringify({ id, ...rest })) as JsonMap;
  return { id: makeId(), kind: 'statement', noun: IMPORTS, recordId: id, expectedVersion, body: plain };
}

/** An import that waits for application. */
async function readKept(scope: Scope, store: Store, id: string): Promise<Result<KeptImport, Refusal>> {
  const kept = await readImport(scope, store, id);
  if (kept === null) return fail(refuseAbsent({ noun: IMPORTS, id }));
  return kept.state === 'planned' ? succeed(kept) : fail(refuseClosed(kept));
}

export async function readImport(scope: Scope, store: Store, id: string): Promise<KeptImport | null> {
  const kept = await readRecord(scope, store, IMPORTS, id);
  return kept === null || kept.deleted ? null : asKeptImport(kept);
}

function asKeptImport({ body, version, recordedAt }: KeptRecord): KeptImport {
  return { ...(body as unknown as ImportBody), version, recordedAt };
}

/** Imports, the last that were kept first. */
export async function listImports(
  scope: Scope,
  store: Store,
  wish: {
    readonly state?: KeptImport['state'];
    readonly after?: string;
    readonly limit?: number;
  } = {},
): Promise<Result<{ readonly imports: readonly KeptImport[]; readonly next: string | null }, Refusal>> {
  const { state, ...paging } = wish;
  const page = await queryRecords(scope, store, {
    ...paging,
    noun: IMPORTS,
    sort: [{ by: 'recordedAt', descending: true }],
    ...(state !== undefined && { where: [{ path: ['state'], is: 'equals', value: state }] }),
  });
  if (!page.ok) return fail(refuseInput(page.fault));
  const { records, next } = page.value;
  return succeed({ imports: records.map(asKeptImport), next });
}

/** Gives a plan up; the content of its file is removed. */
export async function withdrawImport(scope: Scope, store: Store, id: string): Promise<Result<Kept, Refusal>> {
  const kept = await readKept(scope, store, id);
  if (!kept.ok) return kept;
  const { value } = kept;
  const draft = draftOf({ ...value, state: 'withdrawn' }, value.version);
  const outcome = await append(scope, store, [draft]);
  if (!outcome.ok) return outcome;
  await releaseBlob(scope, store, value.sha256);
  return succeed(asKept(outcome.value[0] as Parameters<typeof asKept>[0]));
}

function refuseCancelled(): Refusal {
  return refuse('cancelled', 'The import was stopped.', 'Nothing of it was kept; begin it anew.');
}

function refuseOutdated(): Refusal {
  return refuse(
    'plan-outdated',
    'The register or the file has changed since the import was planned.',
    'Plan it anew and look at what it would change now. Nothing was kept.',
  );
}

function refuseFaulty({ faults }: Pick<ImportPlan, 'faults'>): Refusal {
  const message = `The file has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`} and cannot be taken in.`;
  return { code: 'plan-faulty', issues: faults, message, hint: 'Mend what is listed, then plan it anew.' };
}

function refuseUnapproved(noun: RecordNoun, isOpening: boolean): Refusal {
  return refuse(
    'approval-wanted',
    `Changes of ${noun} are approved by a second person in this group.`,
    isOpening
      ? 'Open the group first and plan the import into it, or settle approvals once the group is filled.'
      : 'Keep the plan; somebody else applies it.',
  );
}

function refuseOwn(): Refusal {
  return refuse(
    'own-import',
    'You planned this import yourself.',
    'Somebody else looks at it and applies it.',
  );
}

function refuseClosed({ state }: KeptImport): Refusal {
  return refuse('closed', `The import is ${state} already.`, 'Plan it anew if it is still wanted.');
}

function refuseGone(): Refusal {
  return refuse('content-gone', 'The file of the import is not kept.', 'Send the file first.');
}
