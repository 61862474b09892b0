// Records of the register: states, removes, undoes and reads them; one way for all nouns, for all act alike.
import type { Issue } from '../../core/base/issue.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { wantsApproval } from '../../core/flows/approvals.ts';
import {
  readRecord as parseRecord,
  personalPathsOf,
  type RecordNoun,
} from '../../core/flows/record-kinds.ts';
import { asTimelineEntry, type Receipt } from '../../kit/store/append.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import { findErased } from '../../kit/store/erase-subject.ts';
import type { Draft } from '../../kit/store/ledger-entry.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { type Filter, queryRecords, type Sort } from '../../kit/store/query-records.ts';
import { readHistory } from '../../kit/store/read-history.ts';
import { type Clocks, readRecord } from '../../kit/store/read-records.ts';
import type { Linked } from '../../kit/store/record-links.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { findStanding } from '../../kit/store/timeline.ts';
import { readGroupOf } from '../group/group-actions.ts';
import { append, type IndexedRefusal, refuseStale } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuse, refuseInput, refuseNamed, refuseTaken } from '../group/refusal-words.ts';
import type { Kept, KeptFields, RecordEntry } from './record.ts';
import {
  ABOVE,
  asKeptFields,
  findDangling,
  findNamers,
  type NamedAt,
  nameOf,
  namesOf,
  personalOf,
  sayCycle,
  withoutErased,
} from './record-store.ts';

interface ActWish {
  /** The version that the author saw; 0: none. Left out: whatever it is. */
  readonly expectedVersion?: number;
  /** The id of the entry (`makeId`); sent twice it does nothing the second time. */
  readonly entryId?: string;
}

export interface StateWish extends ActWish {
  /** Refuse where there is a record of this id. */
  readonly mustBeNew?: boolean;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Keep texts of a person again who was erased. */
  readonly again?: boolean;
}

export interface RemoveWish extends ActWish {
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** One thing that shall be done to one record. */
export type Act =
  | ({ readonly act: 'statement'; readonly noun: RecordNoun; readonly record: unknown } & StateWish)
  | ({ readonly act: 'removal'; readonly noun: RecordNoun; readonly id: string } & RemoveWish)
  | ({
      readonly act: 'undo';
      readonly noun: RecordNoun;
      readonly id: string;
      readonly undoes: string;
    } & ActWish);

/** The record is as given, in the form of the register file. */
export function stateRecord(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  record: unknown,
  wish: StateWish = {},
): Promise<Result<Kept, Refusal>> {
  return changeRecord(scope, store, { ...wish, act: 'statement', noun, record });
}

/** The record is no more. Refused while others name it, which are listed. */
export function removeRecord(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  id: string,
  wish: RemoveWish = {},
): Promise<Result<Kept, Refusal>> {
  return changeRecord(scope, store, { ...wish, act: 'removal', noun, id });
}

/** An entry about the record counts as never made: what it overwrote or removed is back. `undoes` is the id of that entry. */
export function undoEntry(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  id: string,
  undoes: string,
  wish: ActWish = {},
): Promise<Result<Kept, Refusal>> {
  return changeRecord(scope, store, { ...wish, act: 'undo', noun, id, undoes });
}

async function changeRecord(scope: Scope, store: Store, act: Act): Promise<Result<Kept, Refusal>> {
  const outcome = await changeRecords(scope, store, [act]);
  return outcome.ok ? succeed(outcome.value[0] as Kept) : outcome;
}

export interface ChangesWish {
  /** A second person has approved of it. */
  readonly isApproved?: boolean;
  /** Entries that are kept with it or not at all; they are not about records of the register. */
  readonly with?: readonly Draft[];
}

/**
 * Does several things at once, all of them or none; records may name each other, and go together. A refusal says by `index` which
 * of the acts it is about; the paths of its issues begin with `[index].` where there are several.
 */
export async function changeRecords(
  scope: Scope,
  store: Store,
  acts: readonly Act[],
  { isApproved = false, with: others = [] }: ChangesWish = {},
): Promise<Result<readonly Kept[], IndexedRefusal>> {
  const prepared = prepare(acts);
  if (!prepared.ok) return fail(refuseInput(prepared.fault));
  const drafts = prepared.value;
  const outcome = await append(scope, store, [...drafts, ...others], (within) =>
    guard(scope, within, acts, drafts, isApproved),
  );
  return outcome.ok ? succeed(outcome.value.slice(0, acts.length).map(asKept)) : outcome;
}

export function asKept({ id: entryId, position, version, recordedAt, isRepeated }: Receipt): Kept {
  return { entryId, position, version, recordedAt, isRepeated };
}

/** What is wrong with the acts in themselves, or the entries that they would be. */
function prepare(acts: readonly Act[]): Result<Draft[], Issue[]> {
  const issues: Issue[] = [];
  const drafts: Draft[] = [];
  const seen = new Map<string, number>();
  acts.forEach((act, index) => {
    const report = (found: readonly Issue[]): void => {
      for (const issue of found)
        issues.push({ ...issue, at: { ...issue.at, path: pathOf(acts, index, issue.at.path) } });
    };
    const draft = draftOf(act);
    if (!draft.ok) {
      report(draft.fault);
      return;
    }
    const name = nameOf(draft.value);
    const earlier = seen.get(name);
    if (earlier !== undefined)
      report([
        {
          code: 'duplicate-id',
          at: { path: 'id' },
          message: `${name} stands here twice (first at [${earlier}]).`,
          hint: 'Do one thing to a record at a time.',
        },
      ]);
    seen.set(name, index);
    drafts.push(draft.value);
  });
  return issues.length > 0 ? fail(issues) : succeed(drafts);
}

function pathOf({ length }: readonly Act[], index: number, path: string): string {
  return length === 1 ? path : `[${index}]${path === '' ? '' : `.${path}`}`;
}

function draftOf(act: Act): Result<Draft> {
  const { noun, entryId: id = makeId(), expectedVersion } = act;
  const base = { id, noun, ...(expectedVersion !== undefined && { expectedVersion }) };
  if (act.act === 'undo') return succeed({ ...base, kind: 'undo', recordId: act.id, undoes: act.undoes });
  const { validFrom = null, validUntil = null } = act;
  const days = { validFrom, validUntil };
  if (act.act === 'removal') return succeed({ ...base, ...days, kind: 'removal', recordId: act.id });
  const read = parseRecord(noun, withoutTime(act.record));
  if (!read.ok) return fail(read.fault);
  return succeed({
    ...base,
    ...days,
    kind: 'statement',
    recordId: String(read.value['id']),
    body: read.value as JsonMap,
    personal: personalOf(noun, read.value),
  });
}

/** The ledger says when something was recorded; what a file says of that is passed over. */
export function withoutTime(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record;
  const { recordedAt: _, ...rest } = record as Fields;
  return rest;
}

/** Under the lock of the group: why the acts must not be done, or null. */
async function guard(
  scope: Scope,
  store: Store,
  acts: readonly Act[],
  drafts: readonly Draft[],
  isApproved: boolean,
): Promise<IndexedRefusal | null> {
  if (!isApproved) {
    const group = (await readGroupOf(scope, store))?.group ?? null;
    const index = acts.findIndex(({ noun }) => wantsApproval(group, noun));
    if (index >= 0) return { ...refuseUnapproved(acts[index]?.noun as RecordNoun), index };
  }
  const after: After[] = [];
  for (const [index, act] of acts.entries()) {
    const draft = drafts[index] as Draft;
    const refusal = await guardOne(scope, store, act, draft);
    if (refusal !== null) return { ...refusal, index };
    const became = await stateAfter(scope, store, draft);
    if (became !== null) after.push({ ...became, index });
  }
  return guardNames(scope, store, acts, after);
}

async function guardOne(scope: Scope, store: Store, act: Act, draft: Draft): Promise<Refusal | null> {
  const { noun, recordId: id, expectedVersion } = draft;
  const now = await readRecord(scope, store, noun, id);
  const version = now?.version ?? 0;
  if (act.act === 'statement' && act.mustBeNew === true && now !== null && !now.deleted)
    return refuseTaken({ noun, id }, version);
  if (expectedVersion !== undefined && expectedVersion !== version)
    return refuseStale(scope, store, { noun, id }, expectedVersion, version);
  if (act.act !== 'statement' || act.again === true || draft.kind !== 'statement') return null;
  if ((draft.personal ?? []).length === 0) return null;
  return (await findErased(scope, store, [id])).has(id) ? refuseErased(id) : null;
}

/** How a record will stand. */
interface After extends Linked {
  readonly index: number;
  readonly record: JsonMap | null;
  /** It says something else of no other day, so that whatever it named before is named no more. */
  readonly isWhole: boolean;
  /** A day for which it says so. */
  readonly on: string | null;
}

async function stateAfter(scope: Scope, store: Store, draft: Draft): Promise<Omit<After, 'index'> | null> {
  const { noun, recordId } = draft;
  if (draft.kind !== 'undo') {
    const { validFrom = null, validUntil = null } = draft;
    const record = draft.kind === 'statement' ? draft.body : null;
    const isWhole = validFrom === null && validUntil === null;
    return { noun, recordId, record, isWhole, on: validFrom };
  }
  const history = await readHistory(scope, store, noun, recordId);
  const entries = history.map(({ entry }) => entry);
  if (!entries.some(({ id }) => id === draft.undoes)) return null;
  const undo = {
    position: Number.MAX_SAFE_INTEGER,
    id: draft.id,
    kind: 'undo' as const,
    validFrom: null,
    validUntil: null,
    undoes: draft.undoes,
  };
  const { statement, deleted } = findStanding([...entries.map(asTimelineEntry), undo]);
  const found = entries.find(({ position }) => position === statement?.position);
  const record = deleted || found === undefined ? null : withoutErased(found.payload, found.erased);
  return { noun, recordId, record, isWhole: false, on: statement?.validFrom ?? null };
}

/** Do all names lead somewhere afterwards, and is nobody their own ancestor? */
async function guardNames(
  scope: Scope,
  store: Store,
  acts: readonly Act[],
  after: readonly After[],
): Promise<IndexedRefusal | null> {
  const coming = new Set(after.filter(({ record }) => record !== null).map(nameOf));
  const goes = after.filter(({ record }) => record === null);
  const going = new Set(goes.map(nameOf));
  const named = after.flatMap(({ noun, record, index }): NamedAt[] =>
    record === null
      ? []
      : namesOf(noun as RecordNoun, record).map((one) => ({
          ...one,
          path: pathOf(acts, index, one.path),
        })),
  );
  const issues = [
    ...(await findDangling(scope, store, named, coming, going)),
    ...(await findCycles(scope, store, acts, after)),
  ];
  if (issues.length > 0) return refuseInput(issues);
  const settled = after.filter(({ record, isWhole }) => record === null || isWhole);
  for (const { noun, recordId, index } of goes) {
    const { by, more } = await findNamers(scope, store, { noun, recordId }, settled);
    if (by.length > 0) return { ...refuseNamed({ noun, id: recordId }, by, more), index };
  }
  return null;
}

const DEPTH_MAX = 1_000;

async function findCycles(
  scope: Scope,
  store: Store,
  acts: readonly Act[],
  after: readonly After[],
): Promise<Issue[]> {
  const issues: Issue[] = [];
  const becoming = new Map(after.map((one) => [nameOf(one), one.record]));
  for (const { noun, recordId, record, on, index } of after) {
    const key = ABOVE[noun as RecordNoun];
    if (key === undefined || typeof record?.[key] !== 'string') continue;
    const clocks: Clocks = on === null ? {} : { asOf: on };
    const way = [recordId];
    let here: string | undefined = record[key];
    while (here !== undefined && !way.includes(here) && way.length < DEPTH_MAX) {
      way.push(here);
      const overlaid = becoming.get(nameOf({ noun, recordId: here }));
      const next: JsonMap | null | undefined =
        overlaid === undefined ? (await readRecord(scope, store, noun, here, clocks))?.body : overlaid;
      const above: unknown = next?.[key];
      here = typeof above === 'string' ? above : undefined;
    }
    if (here !== recordId) continue;
    issues.push(sayCycle(pathOf(acts, index, key), key, [...way, recordId]));
  }
  return issues;
}

function refuseUnapproved(noun: RecordNoun): Refusal {
  return refuse(
    'approval-wanted',
    `Changes of ${noun} are approved by a second person in this group.`,
    'Propose the change; somebody else approves it.',
  );
}

function refuseErased(id: string): Refusal {
  return refuse(
    'person-erased',
    `The texts about ${id} were erased and are not taken in again without a word.`,
    'Leave name, email, phone and note out; or say expressly that they are to be kept again, if there is a ground for it.',
  );
}

/** The record, or null where there is none (at that time). One that was removed is answered as `removed` where no clock is asked for. */
export async function readRecordOf(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  id: string,
  clocks: Clocks = {},
): Promise<KeptFields | null> {
  const kept = await readRecord(scope, store, noun, id, clocks);
  return kept === null ? null : asKeptFields<RecordNoun>(kept);
}

/** Everything that was said of the record, first to last; empty where nothing was. */
export async function readHistoryOf(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  id: string,
): Promise<readonly RecordEntry[]> {
  const history = await readHistory(scope, store, noun, id);
  return history.map(({ entry, isUndone, deleted, differences }) => ({
    entryId: entry.id,
    position: entry.position,
    version: entry.version,
    kind: entry.kind,
    recordedAt: entry.recorded_at,
    actor: entry.actor,
    why: entry.why,
    origin: entry.origin,
    validFrom: entry.valid_from,
    validUntil: entry.valid_until,
    undoes: entry.kind === 'undo' ? String(entry.payload['undoes']) : null,
    isUndone,
    removed: deleted,
    differences,
  }));
}

export interface RecordsWish extends Clocks {
  /** Conditions that all must hold. */
  readonly where?: readonly Filter[];
  readonly sort?: readonly Sort[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
  readonly withRemoved?: boolean;
}

/** A page of records. Refused (`bad-input`) where a filter, an order or a cursor cannot be. */
export async function listRecordsOf(
  scope: Scope,
  store: Store,
  noun: RecordNoun,
  wish: RecordsWish = {},
): Promise<Result<{ readonly records: readonly KeptFields[]; readonly next: string | null }, Refusal>> {
  const sealed = findSealed(noun, wish);
  if (sealed.length > 0) return fail(refuseInput(sealed));
  const page = await queryRecords(scope, store, { ...wish, noun });
  if (!page.ok) return fail(refuseInput(page.fault));
  const { records, next } = page.value;
  return succeed({ records: records.map((kept) => asKeptFields<RecordNoun>(kept)), next });
}

/** What is encrypted cannot be compared. */
function findSealed(noun: RecordNoun, { where = [], sort = [] }: RecordsWish): Issue[] {
  const asked = [
    ...where.map(({ path, is }, index) => ({ path, at: `where[${index}]`, code: 'bad-filter', is })),
    ...sort.map(({ by }, index) => ({
      path: typeof by === 'object' ? by.path : [],
      at: `sort[${index}]`,
      code: 'bad-sort',
      is: null,
    })),
  ];
  return asked.flatMap(({ path: [key = ''], at, code, is }) => {
    if (is === 'absent' || is === 'present') return [];
    if (!personalPathsOf(noun, { [key]: 'x' }).includes(key)) return [];
    const message = `'${key}' of ${noun} is kept encrypted, person by person.`;
    return [{ code, at: { path: at }, message, hint: 'Filter and sort by what is not about the person.' }];
  });
}
