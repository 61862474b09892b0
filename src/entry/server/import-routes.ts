// The routes of imports: a file is sent, planned, looked at, applied or given up.
import { GROUP_ENDPOINTS } from '../../api/group-endpoints.ts';
import type { IMPORT_STATES, ImportOnWire } from '../../api/imports.ts';
import { makeProblem, writeIssues } from '../../api/problem.ts';
import { isRoleEnough } from '../../api/roles.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { wantsApproval } from '../../core/flows/approvals.ts';
import { RECORD_NOUNS, readGroupRecord } from '../../core/flows/record-kinds.ts';
import type { Mapping } from '../../exchange/format.ts';
import { type Call, tell } from '../../kit/http/call.ts';
import { fileNameOf, idOf, newIdOf } from '../../kit/http/call-words.ts';
import type { Answered, Route } from '../../kit/http/route.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { readGroupOf } from '../../records/group/group-actions.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { refuseInput } from '../../records/group/refusal-words.ts';
import {
  type KeptImport,
  listImports,
  readImport,
  withdrawImport,
} from '../../records/register/import-actions.ts';
import { NO_SUCH_GROUP } from './door.ts';
import { type ImportJob, type ImportJobs, spoolFile } from './import-jobs.ts';

type ImportRoute = Route<Refusal>;

/** An import of a few records is done before its sender has asked how far it is. */
const PATIENCE_MS = 300;
const BUSY = makeProblem('busy', {
  detail: 'As many files are being read as can be. Send it again in a moment.',
});

const NOT_SEEN = makeProblem('plan-outdated', {
  detail: 'The plan that was kept is not the one that you saw. Look at it again.',
});
const OTHER_ID = makeProblem('unsound-request', {
  detail: 'The id in `opening` is another than that in the address.',
});
const NO_OPENER = makeProblem('may-not', { detail: 'A group is opened by an owner.' });

export function makeImportRoutes(jobs: ImportJobs, bytesMax: number) {
  const begin: ImportRoute = async (call, scope, store) => {
    const {
      format,
      gone = 'keep',
      mapping,
      changes = 100,
      opens = 'false',
    } = call.query as {
      format?: string;
      gone?: 'keep' | 'remove';
      mapping?: string;
      changes?: number;
      opens?: 'true' | 'false';
    };
    const isOpening = opens === 'true';
    if (isOpening && !mayOpenGroups(call)) return fail(NO_OPENER);
    const isThere = (await readPosition(scope, store)) > 0;
    if (!isThere && !isOpening) return fail(NO_SUCH_GROUP);
    const settled = readMapping(mapping);
    if (settled === null)
      return fail(makeProblem('unsound-request', { detail: '`mapping` is JSON: a map.' }));
    const file = await spoolFile(call.file ?? nothing(), fileNameOf(call), bytesMax);
    if (file === null)
      return fail(
        makeProblem('too-large', {
          detail: `At most ${Math.floor(bytesMax / 1024 / 1024)} MiB are read. Divide the file.`,
        }),
      );
    const id = newIdOf(call);
    const before = await findImport(jobs, id, scope, store);
    if (before !== null) {
      await file.remove();
      return before.sha256 === file.sha256
        ? succeed(tell(before, {}, 202))
        : fail(makeProblem('id-used-otherwise', { detail: 'Another file was sent under this key.' }));
    }
    if (isThere && isOpening) {
      await file.remove();
      return fail(makeProblem('taken', { detail: 'The group is there: leave `opens` out.' }));
    }
    const wish = {
      id,
      gone,
      options: settled,
      changesMax: changes,
      opens: isOpening,
      ...(format !== undefined && { format }),
    };
    const job = jobs.begin(scope, file, wish);
    if (job === null) {
      await file.remove();
      return fail(BUSY);
    }
    await patiently(job, PATIENCE_MS, call.left);
    return succeed(tell(writeJob(job), { location: `/api/groups/${scope.groupId}/imports/${id}` }, 202));
  };

  const read: ImportRoute = async (call, scope, store) => {
    const { wait = 0 } = call.query as { wait?: number };
    const job = jobs.find(scope.groupId, idOf(call));
    if (job !== undefined) await patiently(job, wait * 1000, call.left);
    const found = await findImport(jobs, idOf(call), scope, store);
    return found === null ? fail(makeProblem('not-found')) : succeed(tell(found));
  };

  const list: ImportRoute = async (_call, scope, store) => {
    const kept = await listImports(scope, store, { limit: 100 });
    if (!kept.ok) return kept;
    const own = jobs.list(scope.groupId);
    const known = new Set(own.map(({ id }) => id));
    const imports = [
      ...own.map(writeJob),
      ...kept.value.imports.filter(({ id }) => !known.has(id)).map(writeKept),
    ];
    return succeed(tell({ imports: imports.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)) }));
  };

  const apply: ImportRoute = async (call, scope, store) => {
    const { fingerprint, opening } = call.body as { fingerprint?: string; opening?: Fields };
    const job = jobs.find(scope.groupId, idOf(call));
    if (job !== undefined && job.opening !== null) return open(call, scope, job);
    const kept = await readImport(scope, store, idOf(call));
    if (kept === null) return refuseUnkept(job);
    // Sent twice: it is done, or being done.
    if (kept.state === 'applied')
      return succeed(tell(await findImport(jobs, kept.id, scope, store), {}, 202));
    if (job?.state === 'applying') return succeed(tell(writeJob(job), {}, 202));
    if (kept.state !== 'planned') return fail(wrongState('It was given up. Send the file again.'));
    if (opening !== undefined)
      return fail(makeProblem('unsound-request', { detail: 'The group is there: nothing opens it.' }));
    if (fingerprint !== undefined && fingerprint !== kept.fingerprint) return fail(NOT_SEEN);
    if (await isOwnAndGuarded(kept, scope, store))
      return fail(
        makeProblem('own-change', {
          detail: 'The group wants changes approved, and you planned this import. Another person applies it.',
        }),
      );
    const begun = jobs.apply(scope, kept, kept.fingerprint);
    if (begun === null) return fail(BUSY);
    await patiently(begun, PATIENCE_MS, call.left);
    if (begun.refusal !== null) return fail(begun.refusal);
    return succeed(tell(writeJob(begun), {}, 202));
  };

  /** What `apply` is where the group is opened with it. */
  const open = async (call: Call, scope: Scope, job: ImportJob): Promise<Answered<Refusal>> => {
    const { fingerprint, opening } = call.body as { fingerprint?: string; opening?: Fields };
    if (!mayOpenGroups(call)) return fail(NO_OPENER);
    // Sent twice, as above.
    if (job.state === 'applied' || job.state === 'applying') return succeed(tell(writeJob(job), {}, 202));
    if (job.state !== 'planned') return refuseUnkept(job);
    if (fingerprint !== undefined && fingerprint !== job.plan?.fingerprint) return fail(NOT_SEEN);
    if (opening !== undefined) {
      const read = readGroupRecord(opening);
      if (!read.ok) return fail(refuseInput(read.fault));
      if (read.value['id'] !== scope.groupId) return fail(OTHER_ID);
    }
    const begun = jobs.open(scope, job, opening);
    if (begun === null) return fail(BUSY);
    await patiently(begun, PATIENCE_MS, call.left);
    if (begun.refusal !== null) return fail(begun.refusal);
    return succeed(tell(writeJob(begun), {}, 202));
  };

  const cancel: ImportRoute = async (call, scope, store) => {
    const job = jobs.find(scope.groupId, idOf(call));
    if (job !== undefined && (job.state === 'reading' || job.state === 'applying')) {
      job.stop.abort();
      await job.ended;
    }
    const kept = await readImport(scope, store, idOf(call));
    if (kept === null) {
      if (job === undefined) return fail(makeProblem('not-found'));
      await jobs.giveUp(job);
      return succeed(tell(writeJob(job)));
    }
    if (kept.state === 'applied')
      return fail(wrongState('It is applied already. What it changed can be undone, record by record.'));
    if (kept.state === 'planned') {
      const withdrawn = await withdrawImport(scope, store, kept.id);
      if (!withdrawn.ok) return withdrawn;
    }
    if (job !== undefined) await jobs.giveUp(job);
    const found = await findImport(jobs, kept.id, scope, store);
    return found === null ? fail(makeProblem('not-found')) : succeed(tell(found));
  };

  return { begin, read, list, apply, cancel };
}

function mayOpenGroups({ who }: Call): boolean {
  return isRoleEnough(who.role, GROUP_ENDPOINTS.stateGroup.needs);
}

function refuseUnkept(job: ImportJob | undefined): Answered<Refusal> {
  if (job === undefined) return fail(makeProblem('not-found'));
  if (job.state === 'faulty') return fail(makeProblem('unsound-import', { issues: writeIssues(job.faults) }));
  return fail(wrongState(job.state === 'reading' ? 'It is still being read.' : 'Send the file again.'));
}

function wrongState(detail: string) {
  return makeProblem('wrong-state', { detail });
}

async function isOwnAndGuarded(kept: KeptImport, scope: Scope, store: Store): Promise<boolean> {
  if (kept.by !== scope.actor) return false;
  const group = (await readGroupOf(scope, store))?.group ?? null;
  return RECORD_NOUNS.some((noun) => kept.counts[noun] !== undefined && wantsApproval(group, noun));
}

async function findImport(
  jobs: ImportJobs,
  id: string,
  scope: Scope,
  store: Store,
): Promise<ImportOnWire | null> {
  const job = jobs.find(scope.groupId, id);
  if (job !== undefined) return writeJob(job);
  const kept = await readImport(scope, store, id);
  return kept === null ? null : writeKept(kept);
}

async function patiently(job: ImportJob, timeMs: number, left: AbortSignal): Promise<void> {
  if (timeMs <= 0) return;
  let done = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    done = resolve;
  });
  const watch = setTimeout(done, timeMs);
  left.addEventListener('abort', done, { once: true });
  await Promise.race([job.ended, over]);
  clearTimeout(watch);
  left.removeEventListener('abort', done);
}

function writeJob(job: ImportJob): ImportOnWire {
  const { plan } = job;
  const isOver = job.state !== 'reading' && job.state !== 'applying';
  return {
    id: job.id,
    state: job.state,
    fileName: job.fileName,
    format: job.format,
    by: job.by,
    appliedBy: job.appliedBy,
    gone: job.gone,
    opens: job.opening !== null,
    sha256: job.sha256,
    size: job.size,
    startedAt: job.startedAt,
    progress: { done: job.done, of: isOver ? job.done : null },
    counts: (plan?.counts ?? null) as ImportOnWire['counts'],
    changes: (plan?.changes ?? []).map(({ noun, id, what, differences }) => ({
      noun,
      id,
      what,
      differences: differences.map(({ path, before, after }) => ({
        path,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      })),
    })),
    more: plan?.more ?? 0,
    faults: writeIssues(job.faults),
    notes: writeIssues(job.notes),
    fingerprint: plan?.fingerprint ?? null,
    mapping: job.mapping === null ? null : { ...job.mapping },
    problem: job.problem,
  };
}

const STATES: Readonly<Record<KeptImport['state'], (typeof IMPORT_STATES)[number]>> = {
  planned: 'planned',
  applied: 'applied',
  withdrawn: 'cancelled',
};

/** What is kept of one that was planned before the server began; its changes are not listed again. */
function writeKept(kept: KeptImport): ImportOnWire {
  const {
    id,
    fileName,
    format,
    by,
    appliedBy = null,
    gone,
    sha256,
    size,
    recordedAt,
    counts,
    fingerprint,
  } = kept;
  return {
    id,
    state: STATES[kept.state],
    fileName,
    format,
    by,
    appliedBy,
    gone,
    opens: false,
    sha256,
    size,
    startedAt: recordedAt,
    progress: { done: 0, of: null },
    counts: counts as ImportOnWire['counts'],
    changes: [],
    more: Object.values(counts).reduce((sum, one) => sum + one.added + one.changed + one.gone, 0),
    faults: [],
    notes: [],
    fingerprint,
    mapping: null,
    problem: null,
  };
}

function readMapping(text: string | undefined): { mapping?: Mapping } | null {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { mapping: value as Mapping }
      : null;
  } catch {
    return null;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
