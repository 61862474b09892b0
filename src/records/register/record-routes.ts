// The routes of every resource of the register: HTTP in, one action, HTTP out; the same for all nouns.
import { makeProblem, type Problem } from '../../api/problem.ts';
import type { ResourceAct } from '../../api/resource-endpoints.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { type RecordNoun, readRecord } from '../../core/flows/record-kinds.ts';
import { type Call, tell } from '../../kit/http/call.ts';
import { entryOf, idOf, readClocks } from '../../kit/http/call-words.ts';
import { hasTag, readVersions, tagOfAnswer, tagOfVersion } from '../../kit/http/entity-tags.ts';
import type { Answered, Route } from '../../kit/http/route.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../group/refusal.ts';
import type { Kept, KeptFields, RecordEntry } from './record.ts';
import {
  listRecordsOf,
  readHistoryOf,
  readRecordOf,
  removeRecord,
  stateRecord,
  undoEntry,
} from './record-actions.ts';
import { readListWish } from './record-query-routes.ts';
import { searchRegister } from './search-actions.ts';

/** What a statement is sent as. */
interface StatementBody {
  readonly record: Fields;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** Those of a resource that the register itself answers; completeness needs the law as well. */
export const RECORD_ROUTES: Readonly<
  Record<Exclude<ResourceAct, 'completeness'>, (noun: RecordNoun) => Route<Refusal>>
> = {
  list: (noun) => (call, scope, store) => list(noun, call, scope, store),
  new: (noun) => (call, scope, store) => create(noun, call, scope, store),
  one: (noun) => (call, scope, store) => readOne(noun, call, scope, store),
  state: (noun) => (call, scope, store) => state(noun, call, scope, store),
  remove: (noun) => (call, scope, store) => remove(noun, call, scope, store),
  history: (noun) => (call, scope, store) => readEntries(noun, call, scope, store),
  undo: (noun) => (call, scope, store) => undo(noun, call, scope, store),
};

/** Searching comes first, and at most so many of the best are then filtered and sorted. */
const FOUND_MAX = 100;

async function list(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const tag = tagOfAnswer(await readPosition(scope, store), `${noun}?${call.asked}`);
  if (hasTag(call.header('if-none-match'), tag))
    return succeed({ status: 304, headers: { etag: tag }, body: null });
  const { q, fields } = call.query as { q?: string; fields?: string };
  const found =
    q === undefined ? null : await searchRegister(scope, store, q, { nouns: [noun], limit: FOUND_MAX });
  if (found !== null && !found.ok) return found;
  const ids = found?.value.records.map(({ id }) => id);
  if (ids?.length === 0) return succeed(tell({ items: [], next: null }, { etag: tag }));
  const page = await listRecordsOf(scope, store, noun, readListWish(noun, call.query, ids));
  if (!page.ok) return page;
  const items = page.value.records.map((kept) => wrap(kept, fields));
  return succeed(tell({ items, next: page.value.next }, { etag: tag }));
}

async function create(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const body = call.body as StatementBody;
  const kept = await stateRecord(scope, store, noun, body.record, { ...wishOf(call, body), mustBeNew: true });
  if (!kept.ok) return kept;
  const id = String(body.record['id']);
  const place = `/api/groups/${scope.groupId}/${noun}/${encodeURIComponent(id)}`;
  return succeed(
    tell(envelop(noun, body, kept.value), { etag: tagOfVersion(kept.value.version), location: place }, 201),
  );
}

async function readOne(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const kept = await readRecordOf(scope, store, noun, idOf(call), readClocks(call.query));
  if (kept === null || kept.removed) return fail(absent(noun, kept));
  const tag = tagOfVersion(kept.version, kept.erased.length, call.asked);
  if (hasTag(call.header('if-none-match'), tag))
    return succeed({ status: 304, headers: { etag: tag }, body: null });
  return succeed(tell(wrap(kept, call.query['fields'] as string | undefined), { etag: tag }));
}

async function state(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const sent = call.body as StatementBody;
  const id = idOf(call);
  if (sent.record['id'] !== undefined && sent.record['id'] !== id)
    return fail(otherId(String(sent.record['id']), id));
  const body = { ...sent, record: { ...sent.record, id } };
  const match = call.header('if-match');
  const seen = await versionSeen(noun, call, scope, store);
  if (!seen.ok) return seen;
  const wish = {
    ...wishOf(call, body),
    ...(match === undefined ? { mustBeNew: true } : { expectedVersion: seen.value }),
  };
  const kept = await stateRecord(scope, store, noun, body.record, wish);
  if (kept.ok)
    return succeed(tell(envelop(noun, body, kept.value), { etag: tagOfVersion(kept.value.version) }));
  const isBlind = kept.fault.code === 'taken' && call.header('if-none-match') === undefined;
  return isBlind ? fail(needVersion(kept.fault.version)) : kept;
}

async function remove(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const seen = await versionSeen(noun, call, scope, store);
  if (!seen.ok) return seen;
  const before = await readRecordOf(scope, store, noun, idOf(call));
  if (before === null) return fail(absent(noun, null));
  if (call.header('if-match') === undefined)
    return fail(before.removed ? absent(noun, before) : needVersion(before.version));
  const kept = await removeRecord(scope, store, noun, idOf(call), {
    ...entryOf(call),
    expectedVersion: seen.value,
  });
  if (!kept.ok) return kept;
  const { entryId: entry, version, position, recordedAt } = kept.value;
  const body = {
    ...wrap(before),
    version,
    position,
    recordedAt,
    validFrom: null,
    validUntil: null,
    removed: true,
    entry,
  };
  return succeed(tell(body, { etag: tagOfVersion(version) }));
}

async function readEntries(
  noun: RecordNoun,
  call: Call,
  scope: Scope,
  store: Store,
): Promise<Answered<Refusal>> {
  const entries = await readHistoryOf(scope, store, noun, idOf(call));
  return entries.length === 0
    ? fail(absent(noun, null))
    : succeed(tell({ entries: entries.map(writeEntry) }));
}

async function undo(noun: RecordNoun, call: Call, scope: Scope, store: Store): Promise<Answered<Refusal>> {
  const { entry } = call.body as { entry: string };
  const kept = await undoEntry(scope, store, noun, idOf(call), entry, entryOf(call));
  if (!kept.ok) return kept;
  const after = await readRecordOf(scope, store, noun, idOf(call));
  if (after === null) return fail(absent(noun, null));
  const body = { ...wrap(after), entry: kept.value.entryId };
  return succeed(tell(body, { etag: tagOfVersion(after.version, after.erased.length) }, 201));
}

/** The one version that the author saw; of several, or of any, the one that stands now. */
async function versionSeen(
  noun: RecordNoun,
  call: Call,
  scope: Scope,
  store: Store,
): Promise<{ ok: true; value: number } | { ok: false; fault: Problem }> {
  const header = call.header('if-match');
  const versions = readVersions(header);
  if (header !== undefined && versions === null)
    return fail(
      makeProblem('unsound-request', {
        detail: `If-Match is an ETag as it was given, as in "3"; '${header.slice(0, 60)}' is none.`,
      }),
    );
  if (Array.isArray(versions) && versions.length === 1) return succeed(versions[0] as number);
  if (versions === null) return succeed(0);
  const now = await readRecordOf(scope, store, noun, idOf(call));
  if (now === null) return fail(absent(noun, null));
  const isAmong = versions === 'any' || versions.includes(now.version);
  return isAmong ? succeed(now.version) : succeed(versions[0] as number);
}

function wishOf(
  call: Call,
  { validFrom, validUntil }: StatementBody,
): { entryId?: string; validFrom?: string; validUntil?: string } {
  return {
    ...entryOf(call),
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

/** A record as it goes over the wire; `fields` names the keys that are wanted of it. */
function wrap(kept: KeptFields, fields?: string): Fields {
  const { noun, id, version, position, recordedAt, validFrom, validUntil, removed, erased, record } = kept;
  const wanted = fields?.split(',').map((key) => key.trim());
  const sparse =
    wanted === undefined
      ? record
      : Object.fromEntries(Object.entries(record).filter(([key]) => wanted.includes(key)));
  return { noun, id, version, position, recordedAt, validFrom, validUntil, removed, erased, record: sparse };
}

/** The same answer however often the same is sent: made of what was sent and of the entry, not of what stands now. */
function envelop(
  noun: RecordNoun,
  {
    record,
    validFrom = null,
    validUntil = null,
  }: { record: Fields; validFrom?: string | null; validUntil?: string | null },
  kept: Kept,
): Fields {
  const read = readRecord(noun, record);
  const { version, position, recordedAt, entryId: entry } = kept;
  const told = read.ok ? read.value : record;
  return {
    noun,
    id: told['id'],
    version,
    position,
    recordedAt,
    validFrom,
    validUntil,
    removed: false,
    erased: [],
    record: told,
    entry,
  };
}

function writeEntry({ entryId, isUndone, differences, ...rest }: RecordEntry): Fields {
  const told = differences.map(({ path, before, after }) => ({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }));
  return { entry: entryId, ...rest, undone: isUndone, differences: told };
}

function absent(noun: RecordNoun, kept: KeptFields | null): Problem {
  const hint =
    kept?.removed === true
      ? ' It was removed; its history tells by which entry, and POST …/undoings brings it back.'
      : '';
  return makeProblem('not-found', { detail: `There is none of that id among the ${noun}.${hint}` });
}

function needVersion(version: number): Problem {
  return makeProblem('version-needed', {
    version,
    detail: `It is there already, in version ${version}. Read it, and send its ETag as If-Match, so that nobody's change is lost.`,
  });
}

function otherId(found: string, wanted: string): Problem {
  const issue = {
    code: 'bad-id',
    at: 'record.id',
    path: 'record.id',
    message: `The record says it is '${found.slice(0, 60)}', the address says '${wanted.slice(0, 60)}'.`,
    hint: 'Leave `id` out, or write the same in both places.',
  };
  return makeProblem('unsound-record', { issues: [issue] });
}
