// Appends to the ledger and keeps the tables beside it: decides each request as a whole, in the order in which they came.
import { type Kysely, sql } from 'kysely';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type JsonMap, writeCanonical } from './canonical.ts';
import {
  type Draft,
  ERASURES,
  FIRST_PREVIOUS,
  findDraftFaults,
  hashEntry,
  type LedgerEntry,
  SEALED,
  writeContent,
  writeInstant,
} from './ledger-entry.ts';
import { noteProjections, type Projection } from './projection.ts';
import {
  nameState,
  type RecordState,
  readEntriesById,
  readRecordStates,
  readTimeline,
} from './record-states.ts';
import type { Scope } from './scope.ts';
import { findSeals, sealPersonal } from './seal-personal.ts';
import type { StoreKeys } from './store-keys.ts';
import { keepSubjectKey, readSubjectKeys, type SubjectKey } from './subject-keys.ts';
import type { RecordsTable, StoreTables } from './tables.ts';
import { findStanding, findUndone, layAnew, layOver, type Span, type TimelineEntry } from './timeline.ts';
import type { StoreTransaction } from './transact.ts';
import { unguessed } from './unguessed-group.ts';

export interface AppendRequest {
  readonly scope: Scope;
  readonly drafts: readonly Draft[];
  /** Only the store itself may write what is reserved. */
  readonly isOwn?: boolean;
  /**
   * Asked under the lock of the group, with everything that was appended before in sight, and not asked where all of it was kept
   * before: answers why it must not be kept, or null.
   */
  readonly guard?: (transaction: StoreTransaction) => Promise<unknown>;
}

/** What appending needs of the store. */
export interface Appender {
  readonly keys: StoreKeys;
  readonly projections: readonly Projection[];
  readonly changes: Changes;
}

/** How often this process has appended entries about records of a noun; what it remembers of them is as old as that. */
export type Changes = Map<string, number>;

/** What is kept of a draft. */
export interface Receipt {
  readonly id: string;
  readonly position: number;
  readonly version: number;
  readonly recordedAt: string;
  readonly hash: string;
  /** It was kept before; nothing was done now. */
  readonly isRepeated: boolean;
  /** The caller's clock was behind the ledger by so much; the ledger's own last time was written instead. */
  readonly clockBehindMs: number;
}

/**
 * Why nothing of a request was kept, in the order in which they win: `bad-entry` something in a draft cannot be kept; `guarded`
 * the request's own guard refused; `id-taken` an id was used for something else; `version-differs` somebody else has changed the record since; `record-absent` there is
 * nothing to remove; `undo-absent` the entry to undo is not one of this record; `undone-already` it counts as never made already.
 */
export type AppendRefusal =
  | { readonly code: 'bad-entry'; readonly issues: readonly Issue[] }
  | { readonly code: 'guarded'; readonly refusal: unknown }
  | {
      readonly code: 'id-taken' | 'version-differs' | 'record-absent' | 'undo-absent' | 'undone-already';
      /** Which of the drafts. */
      readonly index: number;
      readonly message: string;
      readonly hint: string;
      /** The version that the record has. */
      readonly version: number;
    };

export type AppendOutcome = Result<readonly Receipt[], AppendRefusal>;

/** Entries that one request may have. */
const DRAFTS_MAX = 10_000;
/** Rows in one statement; PostgreSQL takes 65,535 values. */
const ROWS_AT_ONCE = 1_000;

interface Ledger {
  readonly groupId: string;
  position: number;
  hash: string;
  recordedAt: string;
  readonly entries: LedgerEntry[];
  readonly states: Map<string, RecordState>;
  readonly known: ReadonlyMap<string, LedgerEntry>;
  readonly added: Map<string, LedgerEntry>;
}

/** Decides requests of one or more groups and keeps what is accepted, within the caller's transaction. */
export async function appendAll(
  transaction: StoreTransaction,
  appender: Appender,
  requests: readonly AppendRequest[],
): Promise<AppendOutcome[]> {
  const outcomes = requests.map((request): AppendOutcome | null => {
    const issues = findFaults(request);
    return issues.length > 0 ? fail({ code: 'bad-entry', issues }) : null;
  });
  // Heads are locked in the order of their groups, so that two processes never wait for each other.
  const groups = [...new Set(requests.map(({ scope }) => scope.groupId))].sort();
  for (const groupId of groups) {
    const mine = requests.flatMap((request, index) =>
      request.scope.groupId === groupId && outcomes[index] === null ? [{ request, index }] : [],
    );
    if (mine.length === 0) continue;
    const ledger = await openLedger(
      transaction,
      appender,
      groupId,
      mine.flatMap(({ request }) => request.drafts),
    );
    for (const { request, index } of mine)
      outcomes[index] = await decide(transaction, appender, ledger, request);
    await keep(transaction, appender, ledger);
  }
  return outcomes as AppendOutcome[];
}

function findFaults({ drafts, isOwn = false }: AppendRequest): Issue[] {
  if (drafts.length > DRAFTS_MAX) {
    const message = `${drafts.length} entries at once; ${DRAFTS_MAX} are taken at most.`;
    return [{ code: 'too-large', at: { path: 'entries' }, message, hint: 'Send them in parts.' }];
  }
  const seen = new Set<string>();
  return drafts.flatMap((draft, index) => {
    const place = `entries[${index}]`;
    const issues = findDraftFaults(draft, place);
    const doubled = seen.has(draft.id);
    seen.add(draft.id);
    if (doubled)
      issues.push({
        code: 'bad-id',
        at: { path: `${place}.id` },
        message: `The id ${draft.id} stands twice.`,
        hint: 'Each entry has an id of its own.',
      });
    if (draft.noun === ERASURES && !isOwn)
      issues.push({
        code: 'bad-word',
        at: { path: `${place}.noun` },
        message: `'${ERASURES}' is written by the store itself.`,
        hint: 'Take another name.',
      });
    return issues;
  });
}

async function openLedger(
  database: Kysely<StoreTables>,
  { projections }: Appender,
  groupId: string,
  drafts: readonly Draft[],
): Promise<Ledger> {
  const head = (await lockHead(database, groupId)) ?? (await makeHead(database, groupId, projections));
  const states = await readRecordStates(database, groupId, drafts);
  const known = await readEntriesById(
    database,
    groupId,
    drafts.map(({ id }) => id),
  );
  const { position, hash, recorded_at: recordedAt } = head;
  return { groupId, position, hash, recordedAt, entries: [], states, known, added: new Map() };
}

interface Head {
  readonly position: number;
  readonly hash: string;
  readonly recorded_at: string;
}

/** Whoever holds the head of a group is the only one who appends to it. */
export function lockHead(database: Kysely<StoreTables>, groupId: string): Promise<Head | undefined> {
  return database
    .selectFrom('ledger_heads')
    .select(['position', 'hash', 'recorded_at'])
    .where('group_id', '=', groupId)
    .forUpdate()
    .executeTakeFirst();
}

async function makeHead(
  database: Kysely<StoreTables>,
  groupId: string,
  projections: readonly Projection[],
): Promise<Head> {
  const row = {
    group_id: groupId,
    position: 0,
    hash: FIRST_PREVIOUS,
    recorded_at: writeInstant(0 as Instant),
  };
  await database
    .insertInto('ledger_heads')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await noteProjections(database, groupId, projections);
  return (await lockHead(database, groupId)) as Head;
}

/** One request: all of its drafts are accepted, or none. */
async function decide(
  database: StoreTransaction,
  appender: Appender,
  ledger: Ledger,
  request: AppendRequest,
): Promise<AppendOutcome> {
  const { scope, drafts, guard } = request;
  const { keys } = appender;
  const isRepeated = ({ id }: Draft): boolean => ledger.added.has(id) || ledger.known.has(id);
  if (guard !== undefined && !drafts.every(isRepeated)) {
    await keep(database, appender, ledger);
    const refusal = await guard(database);
    if (refusal !== null) return fail({ code: 'guarded', refusal });
  }
  const now = writeInstant(scope.at);
  const recordedAt = now > ledger.recordedAt ? now : ledger.recordedAt;
  const clockBehindMs = Date.parse(recordedAt) - scope.at;
  const trial: Ledger = { ...ledger, recordedAt, entries: [], states: new Map(), added: new Map() };
  const receipts: Receipt[] = [];
  const subjects = await keepKeys(database, keys, ledger.groupId, drafts, recordedAt);
  for (const [index, draft] of drafts.entries()) {
    const payload = payloadOf(draft, ledger.groupId, subjects);
    const earlier = ledger.added.get(draft.id) ?? ledger.known.get(draft.id);
    if (earlier !== undefined) {
      if (!(await isSame(database, keys, earlier, draft, payload))) return fail(refuseTaken(index, earlier));
      receipts.push(receiptOf(earlier, true, 0));
      continue;
    }
    const name = nameState(draft.noun, draft.recordId);
    const state = trial.states.get(name) ?? (ledger.states.get(name) as RecordState);
    const timeline = draft.kind === 'undo' ? await timelineOf(database, ledger, trial, draft) : [];
    const refusal = refuse(draft, index, state, timeline);
    if (refusal !== null) return fail(refusal);
    const entry = makeEntry(trial, scope, draft, payload, state.version + 1);
    trial.entries.push(entry);
    trial.added.set(entry.id, entry);
    trial.position = entry.position;
    trial.hash = entry.hash;
    trial.states.set(name, await follow(database, ledger, trial, state, entry, timeline));
    receipts.push(receiptOf(entry, false, clockBehindMs));
  }
  if (trial.entries.length > 0) accept(ledger, trial);
  return succeed(receipts);
}

function accept(ledger: Ledger, trial: Ledger): void {
  ledger.position = trial.position;
  ledger.hash = trial.hash;
  ledger.recordedAt = trial.recordedAt;
  // Not spread into one call: a request may have thousands of entries.
  for (const entry of trial.entries) ledger.entries.push(entry);
  for (const [name, state] of trial.states) ledger.states.set(name, state);
  for (const [id, entry] of trial.added) ledger.added.set(id, entry);
}

async function keepKeys(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  drafts: readonly Draft[],
  at: string,
): Promise<ReadonlyMap<string, SubjectKey>> {
  const subjects = new Set(
    drafts.flatMap((draft) =>
      draft.kind === 'statement' ? (draft.personal ?? []).map(({ subject }) => subject) : [],
    ),
  );
  const keyOf = new Map<string, SubjectKey>();
  for (const subject of subjects)
    keyOf.set(subject, await keepSubjectKey(database, keys, groupId, subject, at));
  return keyOf;
}

function payloadOf(draft: Draft, groupId: string, subjects: ReadonlyMap<string, SubjectKey>): JsonMap {
  if (draft.kind === 'removal') return {};
  if (draft.kind === 'undo') return { undoes: draft.undoes };
  const { body, personal = [], noun, recordId, id } = draft;
  return sealPersonal(body, personal, { groupId, noun, recordId }, id, subjects);
}

/** Sent again? Texts of persons who were erased since cannot be compared, and do not count. */
async function isSame(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  earlier: LedgerEntry,
  draft: Draft,
  payload: JsonMap,
): Promise<boolean> {
  const content = {
    noun: draft.noun,
    record_id: draft.recordId,
    kind: draft.kind,
    valid_from: draft.kind === 'undo' ? null : (draft.validFrom ?? null),
    valid_until: draft.kind === 'undo' ? null : (draft.validUntil ?? null),
  };
  if (writeContent(earlier) === writeContent({ ...content, payload })) return true;
  const seals = findSeals(earlier.payload);
  const living = await readSubjectKeys(
    database,
    keys,
    earlier.group_id,
    seals.map(({ subject }) => subject),
  );
  const erased = new Set(seals.filter(({ subject }) => !living.has(subject)).map(({ path }) => path));
  if (erased.size === 0) return false;
  return (
    writeContent({ ...earlier, payload: blank(earlier.payload, erased) }) ===
    writeContent({ ...content, payload: blank(payload, erased) })
  );
}

function blank(payload: JsonMap, paths: ReadonlySet<string>): JsonMap {
  const text = writeCanonical(payload);
  return JSON.parse(text, (_key, value: JsonMap | null) =>
    typeof value === 'object' &&
    value !== null &&
    typeof value[SEALED] === 'string' &&
    paths.has(String(value['path']))
      ? null
      : value,
  ) as JsonMap;
}

/** The entries of a record so far, those of this very transaction included. */
async function timelineOf(
  database: Kysely<StoreTables>,
  ledger: Ledger,
  trial: Ledger,
  { noun, recordId }: Draft,
): Promise<TimelineEntry[]> {
  const added = [...ledger.entries, ...trial.entries].filter(
    (entry) => entry.noun === noun && entry.record_id === recordId,
  );
  return [...(await readTimeline(database, ledger.groupId, noun, recordId)), ...added.map(asTimelineEntry)];
}

export function asTimelineEntry(
  entry: Pick<LedgerEntry, 'position' | 'id' | 'kind' | 'valid_from' | 'valid_until' | 'payload'>,
): TimelineEntry {
  const { position, id, kind, valid_from: validFrom, valid_until: validUntil, payload } = entry;
  return {
    position,
    id,
    kind,
    validFrom,
    validUntil,
    undoes: kind === 'undo' ? String(payload['undoes']) : null,
  };
}

function refuse(
  draft: Draft,
  index: number,
  { version, deleted }: RecordState,
  timeline: readonly TimelineEntry[],
): AppendRefusal | null {
  const name = `${draft.noun} ${draft.recordId}`;
  const { expectedVersion } = draft;
  if (expectedVersion !== undefined && expectedVersion !== version) {
    const message = `${name} has version ${version}; the change was made on version ${expectedVersion}.`;
    return {
      code: 'version-differs',
      index,
      version,
      message,
      hint: 'Look at what has changed since, then make the change again on that.',
    };
  }
  if (draft.kind === 'removal' && deleted) {
    return {
      code: 'record-absent',
      index,
      version,
      message: `There is no ${name} to remove.`,
      hint: 'It may have been removed already.',
    };
  }
  if (draft.kind !== 'undo') return null;
  if (!timeline.some(({ id }) => id === draft.undoes)) {
    return {
      code: 'undo-absent',
      index,
      version,
      message: `${name} has no entry ${draft.undoes}.`,
      hint: 'Look into the history of the record for the entry to undo.',
    };
  }
  if (findUndone(timeline).has(draft.undoes)) {
    return {
      code: 'undone-already',
      index,
      version,
      message: `The entry ${draft.undoes} was undone already.`,
      hint: 'To bring it back, undo the undoing.',
    };
  }
  return null;
}

function refuseTaken(index: number, { id, version, position }: LedgerEntry): AppendRefusal {
  const message = `The id ${id} was used for another entry, at position ${position}.`;
  return {
    code: 'id-taken',
    index,
    version,
    message,
    hint: 'Make a new id for a new entry; send the same entry again only as it was.',
  };
}

function makeEntry(
  ledger: Ledger,
  scope: Scope,
  draft: Draft,
  payload: JsonMap,
  version: number,
): LedgerEntry {
  const entry: LedgerEntry = {
    group_id: ledger.groupId,
    position: ledger.position + 1,
    id: draft.id,
    noun: draft.noun,
    record_id: draft.recordId,
    version,
    kind: draft.kind,
    payload,
    valid_from: draft.kind === 'undo' ? null : (draft.validFrom ?? null),
    valid_until: draft.kind === 'undo' ? null : (draft.validUntil ?? null),
    recorded_at: ledger.recordedAt,
    actor: scope.actor,
    why: scope.why,
    origin: scope.origin,
    previous_hash: ledger.hash,
    hash: '',
  };
  return { ...entry, hash: hashEntry(entry) };
}

/** How a record stands after one more entry. */
async function follow(
  database: Kysely<StoreTables>,
  ledger: Ledger,
  trial: Ledger,
  state: RecordState,
  entry: LedgerEntry,
  timeline: readonly TimelineEntry[],
): Promise<RecordState> {
  const { version, position, recorded_at: recordedAt, kind } = entry;
  const now = asTimelineEntry(entry);
  const whole = [...timeline, now];
  const change = kind === 'undo' ? layAnew(state.spans, whole) : layOver(state.spans, now);
  const after = {
    ...state,
    version,
    position,
    recordedAt,
    spans: change.open,
    closed: [...state.closed, ...change.closed.map((span) => ({ span, at: position }))],
    opened: [...state.opened, ...change.opened],
  };
  if (kind === 'removal') return { ...after, deleted: true };
  if (kind === 'statement') {
    return {
      ...after,
      deleted: false,
      body: entry.payload,
      validFrom: now.validFrom,
      validUntil: now.validUntil,
    };
  }
  const { statement, deleted } = findStanding(whole);
  if (statement === null) return { ...after, deleted, body: {}, validFrom: null, validUntil: null };
  const { validFrom, validUntil } = statement;
  const added = [...ledger.entries, ...trial.entries].find((one) => one.position === statement.position);
  const body = added?.payload ?? (await readPayload(database, ledger.groupId, statement.position));
  return { ...after, deleted, body, validFrom, validUntil };
}

async function readPayload(
  database: Kysely<StoreTables>,
  groupId: string,
  position: number,
): Promise<JsonMap> {
  const { payload } = await database
    .selectFrom('ledger_entries')
    .select('payload')
    .where('group_id', '=', groupId)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  return payload;
}

function receiptOf(
  { id, position, version, recorded_at, hash }: LedgerEntry,
  isRepeated: boolean,
  clockBehindMs: number,
): Receipt {
  return { id, position, version, recordedAt: recorded_at, hash, isRepeated, clockBehindMs };
}

/** Writes what was accepted and not yet written: the entries, the records as they stand now, their spans, and the head. */
async function keep(database: Kysely<StoreTables>, appender: Appender, ledger: Ledger): Promise<void> {
  if (ledger.entries.length === 0) return;
  const { groupId, position, hash, recordedAt } = ledger;
  for (const noun of new Set(ledger.entries.map((entry) => entry.noun)))
    appender.changes.set(noun, (appender.changes.get(noun) ?? 0) + 1);
  await insertEntries(database, ledger.entries);
  const touched = [...ledger.states.values()].filter(
    (state) =>
      state.opened.length + state.closed.length > 0 || state.position > position - ledger.entries.length,
  );
  await keepRecords(database, groupId, touched);
  await keepSpans(database, groupId, touched);
  await database
    .updateTable('ledger_heads')
    .set({ position, hash, recorded_at: recordedAt })
    .where('group_id', '=', groupId)
    .execute();
  for (const projection of appender.projections)
    await projection.apply(database, groupId, projection.table, { entries: ledger.entries, states: touched });
  ledger.entries.length = 0;
  for (const state of touched)
    ledger.states.set(nameState(state.noun, state.recordId), { ...state, opened: [], closed: [] });
}

/** One parameter for many rows: the driver and the database are much faster at that than at thousands of them. */
export async function insertEntries(
  database: Kysely<StoreTables>,
  entries: readonly LedgerEntry[],
): Promise<void> {
  for (const some of inParts(entries)) {
    await sql`insert into ledger_entries
      select * from jsonb_populate_recordset(null::ledger_entries, ${JSON.stringify(some)}::jsonb)`.execute(
      database,
    );
  }
}

async function keepRecords(
  database: Kysely<StoreTables>,
  groupId: string,
  states: readonly RecordState[],
): Promise<void> {
  const rows = states.map((state) => recordOf(groupId, state));
  for (const some of inParts(rows)) {
    await sql`insert into records (group_id, noun, record_id, version, position, body, valid_from, valid_until, recorded_at, deleted)
      select group_id, noun, record_id, version, position, body, valid_from, valid_until, recorded_at, deleted
      from jsonb_populate_recordset(null::records, ${JSON.stringify(some)}::jsonb)
      on conflict (group_id, noun, record_id) do update set version = excluded.version, position = excluded.position,
        body = excluded.body, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
        recorded_at = excluded.recorded_at, deleted = excluded.deleted`.execute(database);
  }
}

function recordOf(groupId: string, state: RecordState): RecordsTable {
  return {
    group_id: groupId,
    noun: state.noun,
    record_id: state.recordId,
    version: state.version,
    position: state.position,
    body: state.body,
    valid_from: state.validFrom,
    valid_until: state.validUntil,
    recorded_at: state.recordedAt,
    deleted: state.deleted,
  };
}

async function keepSpans(
  database: Kysely<StoreTables>,
  groupId: string,
  states: readonly RecordState[],
): Promise<void> {
  // A span that was opened and closed within this very transaction is inserted closed.
  const closedAt = (span: Span, state: RecordState): number | null =>
    state.closed.find(({ span: one }) => one === span)?.at ?? null;
  const rows = states.flatMap((state) =>
    state.opened.map((span) => ({
      group_id: groupId,
      noun: state.noun,
      record_id: state.recordId,
      known_from: span.knownFrom,
      known_until: closedAt(span, state),
      valid_from: span.validFrom,
      valid_until: span.validUntil,
      position: span.position,
    })),
  );
  const closed = states.flatMap((state) =>
    state.closed
      .filter(({ span }) => !state.opened.includes(span))
      .map(({ span, at }) => ({
        noun: state.noun,
        record_id: state.recordId,
        known_from: span.knownFrom,
        valid_from: span.validFrom,
        known_until: at,
      })),
  );
  for (const some of inParts(closed)) {
    await sql`
      update record_spans s set known_until = c.known_until
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
        as c(noun text, record_id text, known_from bigint, valid_from date, known_until bigint)
      where s.group_id = ${unguessed(groupId)} and s.noun = c.noun and s.record_id = c.record_id
        and s.known_from = c.known_from and s.valid_from = c.valid_from`.execute(database);
  }
  for (const some of inParts(rows)) {
    await sql`insert into record_spans (group_id, noun, record_id, known_from, known_until, valid_from, valid_until, position)
      select group_id, noun, record_id, known_from, known_until, valid_from, valid_until, position
      from jsonb_populate_recordset(null::record_spans, ${JSON.stringify(some)}::jsonb)`.execute(database);
  }
}

/** Rows in parts that fit into one statement. */
export function* inParts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE);
}
