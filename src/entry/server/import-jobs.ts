// Imports in the making: each file is read, planned and applied in a thread of its own, tells how far it is, and can be stopped.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IMPORT_STATES } from '../../api/imports.ts';
import type { Issue } from '../../core/base/issue.ts';
import type { DecodeOptions, Mapping } from '../../exchange/format.ts';
import { LineFault, type ThreadLine } from '../../kit/http/thread-line.ts';
import { putBlob, readBlob } from '../../kit/store/blobs.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import {
  type ApplyWish,
  applyImport,
  type KeptImport,
  keepImport,
  planImport,
} from '../../records/register/import-actions.ts';
import type { GoneWish, ImportPlan } from '../../records/register/import-plan.ts';
import type { ImportedRecord, ImportSource } from '../../records/register/import-source.ts';
import { openRegister } from '../../records/register/register-actions.ts';
import { type Log, problemOfError } from './answer.ts';
import type { ReadingOpened, ReadingWish } from './file-thread.ts';
import { rememberMapping, withWhatIsKept } from './foreign-files.ts';
import { shareRegister } from './register-pages.ts';

export interface ImportJob {
  readonly id: string;
  readonly groupId: string;
  readonly fileName: string;
  readonly by: string;
  readonly startedAt: string;
  readonly gone: GoneWish;
  state: (typeof IMPORT_STATES)[number];
  done: number;
  format: string | null;
  sha256: string | null;
  size: number;
  appliedBy: string | null;
  plan: ImportPlan | null;
  faults: readonly Issue[];
  notes: readonly Issue[];
  mapping: Mapping | null;
  /** Why it failed, or was not done. */
  problem: string | null;
  refusal: Refusal | null;
  /** What opens the group when it is applied; null: the group is there, and the store keeps the file. */
  readonly opening: GroupOpening | null;
  readonly stop: AbortController;
  /** Resolves when what is being done has come to its end. */
  ended: Promise<void>;
}

/** A group that is not there has no place in the store, so its file waits on the disk of the server, unlike those of others. */
export interface GroupOpening {
  held: HeldFile | null;
  /** As the file calls it. */
  name: string | null;
}

interface HeldFile {
  readonly file: SpooledFile;
  readonly format: string;
  readonly options: DecodeOptions;
  readonly timer: NodeJS.Timeout;
}

export interface JobsGround {
  readonly store: Store;
  /** Null: as many files are being read as can be. */
  readonly openLine: () => ThreadLine | null;
  readonly bytesMax: number;
  readonly log: Log;
}

/** What is remembered of imports that are not kept, because their files have faults. */
const JOBS_MAX = 200;
/** So many files wait for their groups to be opened, and so long. */
const HELD_MAX = 20;
const HELD_MS = 24 * 60 * 60 * 1000;

export class ImportJobs {
  private readonly ground: JobsGround;
  private readonly jobs = new Map<string, ImportJob>();

  constructor(ground: JobsGround) {
    this.ground = ground;
  }

  find(groupId: string, id: string): ImportJob | undefined {
    return this.jobs.get(`${groupId} ${id}`);
  }

  list(groupId: string): ImportJob[] {
    return [...this.jobs.values()].filter((job) => job.groupId === groupId);
  }

  /** Begins to read and plan a file; null: as many are being read as can be, and the file is thrown away. */
  begin(scope: Scope, file: SpooledFile, wish: BeginWish): ImportJob | null {
    const line = this.ground.openLine();
    if (line === null) return null;
    const job = this.remember({
      ...newJob(scope, wish),
      fileName: file.name,
      sha256: file.sha256,
      size: file.size,
    });
    job.ended = this.watch(job, line, file, () => this.plan(scope, job, line, file, wish));
    return job;
  }

  /** Carries out what was planned; null as above. */
  apply(scope: Scope, kept: KeptImport, fingerprint: string): ImportJob | null {
    const line = this.ground.openLine();
    if (line === null) return null;
    const known = this.find(scope.groupId, kept.id);
    const job = known ?? this.remember(jobOf(scope, kept));
    return this.carryOn(job, line, () => this.carryOut(scope, job, line, kept, fingerprint));
  }

  /** Opens the group of an import, and carries out what was planned; null as above. */
  open(scope: Scope, job: ImportJob, opening: unknown): ImportJob | null {
    const line = this.ground.openLine();
    if (line === null) return null;
    return this.carryOn(job, line, () => this.openGroup(scope, job, line, opening));
  }

  private carryOn(job: ImportJob, line: ThreadLine, work: () => Promise<void>): ImportJob {
    Object.assign(job, {
      state: 'applying',
      done: 0,
      problem: null,
      refusal: null,
      stop: new AbortController(),
    });
    job.ended = this.watch(job, line, null, work);
    return job;
  }

  /** The plan is given up, and so is the file that was held for it. */
  async giveUp(job: ImportJob): Promise<void> {
    if (job.state !== 'applied') job.state = 'cancelled';
    await letGo(job);
  }

  async close(): Promise<void> {
    const running = [...this.jobs.values()].filter(
      ({ state }) => state === 'reading' || state === 'applying',
    );
    for (const { stop } of running) stop.abort();
    await Promise.all(running.map(({ ended }) => ended));
    await Promise.all([...this.jobs.values()].map(letGo));
  }

  private remember(job: ImportJob): ImportJob {
    this.jobs.set(`${job.groupId} ${job.id}`, job);
    for (const [key, one] of this.jobs) {
      if (this.jobs.size <= JOBS_MAX) break;
      if (one.state === 'reading' || one.state === 'applying') continue;
      this.jobs.delete(key);
      void letGo(one);
    }
    return job;
  }

  /** Keeps the file where it is until the plan is applied or given up; the oldest make room. */
  private hold(job: ImportJob, opening: GroupOpening, file: Omit<HeldFile, 'timer'>): void {
    const late = (): void => void (job.state === 'planned' && this.giveUp(job));
    const timer = setTimeout(late, HELD_MS).unref();
    opening.held = { ...file, timer };
    const waiting = [...this.jobs.values()].filter((one) => one.state === 'planned' && isHeld(one));
    for (const one of waiting.slice(0, Math.max(0, waiting.length + 1 - HELD_MAX))) void this.giveUp(one);
  }

  private async watch(
    job: ImportJob,
    line: ThreadLine,
    file: SpooledFile | null,
    work: () => Promise<void>,
  ): Promise<void> {
    const before = job.state;
    const hangUp = (): void => void line.hangUp();
    job.stop.signal.addEventListener('abort', hangUp, { once: true });
    try {
      await work();
    } catch (error) {
      // What went wrong after it was kept does not undo it.
      if (job.state === 'applied') problemOfError(error, this.ground.log);
      else if (job.stop.signal.aborted) job.state = before === 'applying' ? 'planned' : 'cancelled';
      else {
        job.state = before === 'applying' ? 'planned' : 'failed';
        const isSlow = error instanceof LineFault && error.why === 'slow';
        job.problem = isSlow
          ? 'The file took too long to read.'
          : (problemOfError(error, this.ground.log).detail ?? 'The machine failed.');
      }
    } finally {
      job.stop.signal.removeEventListener('abort', hangUp);
      await line.hangUp();
      if (job.state !== 'planned') await letGo(job);
      if (!isHeld(job)) await file?.remove();
    }
  }

  private async plan(
    scope: Scope,
    job: ImportJob,
    line: ThreadLine,
    file: SpooledFile,
    wish: BeginWish,
  ): Promise<void> {
    const { store } = this.ground;
    const settled = await withWhatIsKept(scope, store, file.name, wish.options);
    const opened = await this.openReading(scope, line, file, wish.format, settled);
    if ('faults' in opened) {
      Object.assign(job, { state: 'faulty', faults: opened.faults });
      return;
    }
    Object.assign(job, { format: opened.format, notes: opened.notes, mapping: opened.mapping });
    const source = remoteSource(line, job.fileName, opened);
    const planned = await planImport(scope, store, source, {
      gone: wish.gone,
      changesMax: wish.changesMax,
      signal: job.stop.signal,
      onProgress: ({ read }) => {
        job.done = read;
      },
    });
    if (!planned.ok) return this.note(job, planned.fault);
    const plan = planned.value;
    const faults = plan.faults.length === 0 ? [] : await line.ask<Issue[]>('place', plan.faults);
    Object.assign(job, { plan, faults, notes: [...opened.notes, ...plan.notes] });
    if (faults.length > 0) {
      job.state = 'faulty';
      return;
    }
    const options = { ...wish.options, ...(opened.mapping !== null && { mapping: opened.mapping }) };
    if (job.opening !== null) {
      job.opening.name = opened.groupName;
      this.hold(job, job.opening, { file, format: opened.format, options });
      job.state = 'planned';
      return;
    }
    const blob = await putBlob(scope, store, file.read(), {
      bytesMax: this.ground.bytesMax,
      signal: job.stop.signal,
    });
    if (blob === null) throw new Error('A file that was taken is larger than may be kept.');
    const kept = await keepImport(scope, store, job.id, plan, {
      sha256: blob.hash,
      size: blob.size,
      options,
    });
    if (!kept.ok) return this.note(job, kept.fault);
    job.state = 'planned';
  }

  private async carryOut(
    scope: Scope,
    job: ImportJob,
    line: ThreadLine,
    kept: KeptImport,
    fingerprint: string,
  ): Promise<void> {
    const { store, bytesMax } = this.ground;
    const content = await readBlob(scope, store, kept.sha256);
    if (content === null) throw new Error('The content of a planned import is missing.');
    const file = await spoolFile(content, kept.fileName, bytesMax);
    try {
      const { format } = kept;
      const options = (kept.options ?? {}) as DecodeOptions;
      const planned = { file: file as SpooledFile, format, options, fingerprint };
      await this.takeIn(scope, job, line, planned, { importId: kept.id });
    } finally {
      await file?.remove();
    }
  }

  private async openGroup(scope: Scope, job: ImportJob, line: ThreadLine, settled: unknown): Promise<void> {
    const { id, opening, plan, sha256, size } = job;
    const { name = null, held = null } = opening ?? {};
    if (held === null || plan === null || sha256 === null)
      throw new Error('The content of a planned import is missing.');
    const planned = { ...held, fingerprint: plan.fingerprint };
    await this.takeIn(scope, job, line, planned, {
      opening: settled ?? { id: scope.groupId, ...(name !== null && { name }) },
      applied: { id, sha256, size },
    });
  }

  private async takeIn(
    scope: Scope,
    job: ImportJob,
    line: ThreadLine,
    planned: Omit<HeldFile, 'timer'> & { readonly fingerprint: string },
    wish: Pick<ApplyWish, 'importId' | 'opening' | 'applied'>,
  ): Promise<void> {
    const { store } = this.ground;
    const { file, format, options, fingerprint } = planned;
    const settled = await withWhatIsKept(scope, store, job.fileName, options);
    const opened = await this.openReading(scope, line, file, format, settled);
    if ('faults' in opened) throw new Error('A file that was planned can no longer be read.');
    const source = remoteSource(line, job.fileName, opened);
    const plan = { fingerprint, gone: job.gone, faults: [] };
    const applied = await applyImport(scope, store, source, plan, {
      ...wish,
      signal: job.stop.signal,
      onProgress: ({ read, appended }) => {
        job.done = Math.max(read, appended);
      },
    });
    if (!applied.ok) return this.note(job, applied.fault);
    Object.assign(job, { state: 'applied', appliedBy: scope.actor });
    await rememberMapping(scope, store, options);
  }

  private async openReading(
    scope: Scope,
    line: ThreadLine,
    { path, name: fileName }: SpooledFile,
    format: string | undefined,
    options: DecodeOptions,
  ): Promise<Exclude<ReadingOpened, { wants: unknown }>> {
    const wish: ReadingWish = { path, fileName, options, ...(format !== undefined && { format }) };
    const opened = await line.ask<ReadingOpened>('openReading', wish);
    if (!('wants' in opened)) return opened;
    const standing = await shareRegister(await openRegister(scope, this.ground.store));
    return line.ask('openReading', { ...wish, standing } satisfies ReadingWish);
  }

  /** What was refused leaves a plan as it was: it can be applied later, or by another person. */
  private note(job: ImportJob, refusal: Refusal): void {
    const isApplying = job.state === 'applying';
    const isCancelled = refusal.code === 'cancelled';
    job.state = isApplying ? 'planned' : isCancelled ? 'cancelled' : 'failed';
    job.refusal = isCancelled ? null : refusal;
    const issues = 'issues' in refusal ? refusal.issues.map(({ message }) => message) : [];
    job.problem = isCancelled ? null : [refusal.message, ...issues, refusal.hint].join(' ');
  }
}

export interface BeginWish {
  readonly id: string;
  readonly gone: GoneWish;
  readonly format?: string;
  readonly options: DecodeOptions;
  readonly changesMax: number;
  /** The group is not there yet. */
  readonly opens: boolean;
}

export interface SpooledFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
}

/** Puts a content on the disk of this machine, where only this user reads it; null where it is larger than is taken. */
export async function spoolFile(
  content: AsyncIterable<Uint8Array>,
  name: string,
  bytesMax: number,
): Promise<SpooledFile | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-import-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  const hash = createHash('sha256');
  let size = 0;
  try {
    const sink = createWriteStream(path, { mode: 0o600 });
    const closed = once(sink, 'close');
    try {
      for await (const chunk of content) {
        size += chunk.length;
        if (size > bytesMax) break;
        hash.update(chunk);
        if (!sink.write(chunk)) await once(sink, 'drain');
      }
    } finally {
      sink.end();
      await closed;
    }
    if (size > bytesMax) {
      await remove();
      return null;
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const { createReadStream } = await import('node:fs');
  return { path, name, sha256: hash.digest('hex'), size, read: () => createReadStream(path), remove };
}

/** The file as the thread reads it. Places are put in afterwards, for asking the thread takes time. */
function remoteSource(
  line: ThreadLine,
  fileName: string,
  opened: Exclude<ReadingOpened, { faults: unknown } | { wants: unknown }>,
): ImportSource {
  return {
    format: opened.format,
    fileName,
    covers: opened.covers,
    place: (issues) => [...issues],
    async *batches() {
      await line.ask('rewind', null);
      for (;;) {
        const batch = await line.ask<readonly ImportedRecord[] | null>('nextBatch', null);
        if (batch === null) return;
        yield batch;
      }
    },
  };
}

function isHeld({ opening }: ImportJob): boolean {
  return opening !== null && opening.held !== null;
}

async function letGo({ opening }: ImportJob): Promise<void> {
  const held = opening?.held ?? null;
  if (opening === null || held === null) return;
  opening.held = null;
  clearTimeout(held.timer);
  await held.file.remove();
}

function newJob(
  scope: Scope,
  { id, gone, opens }: Pick<BeginWish, 'id' | 'gone' | 'opens'>,
): Omit<ImportJob, 'fileName'> {
  return {
    id,
    groupId: scope.groupId,
    by: scope.actor,
    startedAt: new Date(scope.at).toISOString(),
    gone,
    state: 'reading',
    done: 0,
    format: null,
    sha256: null,
    size: 0,
    appliedBy: null,
    plan: null,
    faults: [],
    notes: [],
    mapping: null,
    problem: null,
    refusal: null,
    opening: opens ? { held: null, name: null } : null,
    stop: new AbortController(),
    ended: Promise.resolve(),
  };
}

function jobOf(scope: Scope, kept: KeptImport): ImportJob {
  const { id, gone, fileName, format, sha256, size, by, recordedAt } = kept;
  return {
    ...newJob(scope, { id, gone, opens: false }),
    fileName,
    format,
    sha256,
    size,
    by,
    startedAt: recordedAt,
  };
}
