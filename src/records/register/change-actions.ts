// Changes: drafts and proposes them, decides them by a second person, and makes what was approved.
import type { ChangedNoun } from '../../api/changes.ts';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { readRecord as parseRecord, readGroupRecord } from '../../core/flows/record-kinds.ts';
import type { JsonMap } from '../../kit/store/canonical.ts';
import type { Draft } from '../../kit/store/ledger-entry.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { type Filter, queryRecords } from '../../kit/store/query-records.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { GROUPS, stateGroup } from '../group/group-actions.ts';
import { append } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuse, refuseAbsent, refuseInput, refuseTaken } from '../group/refusal-words.ts';
import { type Change, type ChangeState, mayBecome, type Proposal } from './change.ts';
import { type Act, changeRecords, withoutTime } from './record-actions.ts';
import { personalOf, withoutErased } from './record-store.ts';

const CHANGES = 'changes';

export interface KeptChange {
  readonly change: Change;
  readonly version: number;
  readonly recordedAt: string;
}

export interface ChangeWish {
  /** The version of the change that was seen: whoever decides decides on that, and on no other. */
  readonly expectedVersion?: number;
  readonly entryId?: string;
}

/** Keeps a draft, or a new text of one; only its author may. */
export function draftChange(
  scope: Scope,
  store: Store,
  id: string,
  proposal: Proposal,
  wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  return keepProposal(scope, store, id, proposal, 'draft', wish);
}

/** Asks for a decision on a draft of one's own; with a proposal, drafts and asks in one. */
export async function proposeChange(
  scope: Scope,
  store: Store,
  id: string,
  proposal?: Proposal,
  wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  if (proposal !== undefined) return keepProposal(scope, store, id, proposal, 'proposed', wish);
  return moveOn(scope, store, id, { state: 'proposed' }, wish, refuseOthers);
}

async function keepProposal(
  scope: Scope,
  store: Store,
  id: string,
  proposal: Proposal,
  state: 'draft' | 'proposed',
  wish: ChangeWish,
): Promise<Result<KeptChange, Refusal>> {
  const read = readProposal(scope, proposal);
  if (!read.ok) return fail(refuseInput(read.fault));
  const change: Change = { ...read.value, id, state, by: scope.actor };
  const outcome = await append(scope, store, [draftOf(change, wish)], async (within) => {
    const now = await readChange(scope, within, id);
    if (now === null) return null;
    if (now.change.by !== scope.actor) return refuseTaken({ noun: CHANGES, id }, now.version);
    return mayBecome(now.change.state, state) ? null : refuseClosed(now.change);
  });
  return outcome.ok ? readBack(scope, store, id) : outcome;
}

/** What is wrong with a proposal in itself; whether its names lead somewhere is looked at when it is approved. */
function readProposal(scope: Scope, proposal: Proposal): Result<Proposal, readonly Issue[]> {
  const { of, act, record, undoes, base } = proposal;
  const issues: Issue[] = of.noun === GROUPS ? findGroupFaults(scope, proposal) : [];
  if (!Number.isSafeInteger(base) || base < 0)
    issues.push({
      code: 'bad-number',
      at: { path: 'base' },
      message: 'The version on which the change was made is no count.',
      hint: 'Name the version of the record that you saw; 0 where there was none.',
    });
  if (act === 'undo' && undoes === undefined && of.noun !== GROUPS)
    issues.push({
      code: 'missing-key',
      at: { path: 'undoes' },
      message: "The key 'undoes' is missing.",
      hint: 'Name the entry that shall count as never made.',
    });
  if (act !== 'statement') return issues.length > 0 ? fail(issues) : succeed(proposal);
  const read = of.noun === GROUPS ? readGroupRecord(record) : parseRecord(of.noun, withoutTime(record));
  if (!read.ok)
    for (const issue of read.fault)
      issues.push({
        ...issue,
        at: { path: issue.at.path === '' ? 'record' : `record.${issue.at.path}` },
      });
  else if (read.value['id'] !== of.id)
    issues.push({
      code: 'bad-id',
      at: { path: 'record.id' },
      message: `The record has another id than the one that shall be changed, ${of.id}.`,
      hint: 'A record keeps its id.',
    });
  if (issues.length > 0 || !read.ok) return fail(issues);
  return succeed({ ...proposal, record: read.value });
}

/** A group is only ever stated, as a whole, and holds on all days. */
function findGroupFaults({ groupId }: Scope, { of, act, validFrom, validUntil }: Proposal): Issue[] {
  const issues: Issue[] = [];
  if (of.id !== groupId)
    issues.push({
      code: 'bad-id',
      at: { path: 'of.id' },
      message: `The group is ${groupId}, not '${of.id}'.`,
      hint: 'Name the group in which the change is proposed.',
    });
  if (act !== 'statement')
    issues.push({
      code: 'bad-word',
      at: { path: 'act' },
      message: 'A group is not removed, and no entry about it is taken back.',
      hint: 'Propose the group as it shall be: act statement.',
    });
  for (const [key, day] of Object.entries({ validFrom, validUntil }))
    if (day !== undefined)
      issues.push({
        code: 'unknown-key',
        at: { path: key },
        message: 'What is settled for a group holds on all days.',
        hint: `Leave ${key} out; the change counts from its approval on.`,
      });
  return issues;
}

/** What it says about a person is kept under the key of that person, as in the record itself. A group says nothing of persons. */
function draftOf(change: Change, { entryId = makeId(), expectedVersion }: ChangeWish): Draft {
  return {
    id: entryId,
    kind: 'statement',
    noun: CHANGES,
    recordId: change.id,
    body: JSON.parse(JSON.stringify(change)) as JsonMap,
    personal:
      change.record === undefined || change.of.noun === GROUPS
        ? []
        : personalOf(change.of.noun, change.record, 'record.'),
    ...(expectedVersion !== undefined && { expectedVersion }),
  };
}

/** Makes the change and closes it, in one; by another person than its author. */
export async function approveChange(
  scope: Scope,
  store: Store,
  id: string,
  wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  const kept = await readChange(scope, store, id);
  if (kept === null) return fail(refuseAbsent({ noun: CHANGES, id }));
  const { change } = kept;
  if (isRepeated(kept, scope, 'approved', wish)) return succeed(kept);
  if (!mayBecome(change.state, 'approved')) return fail(refuseClosed(change));
  if (change.by === scope.actor) return fail(refuseOwn());
  const approved: Change = { ...change, state: 'approved', decidedBy: scope.actor };
  const closing = draftOf(approved, { expectedVersion: wish.expectedVersion ?? kept.version });
  const outcome = await make({ ...scope, why: change.why ?? scope.why }, store, change, closing, wish);
  return outcome.ok ? readBack(scope, store, id) : outcome;
}

/** What was approved, with the entry that closes the change or not at all. */
function make(
  scope: Scope,
  store: Store,
  change: Change,
  closing: Draft,
  { entryId }: ChangeWish,
): Promise<Result<unknown, Refusal>> {
  const { noun } = change.of;
  const approved = { isApproved: true, with: [closing] };
  const wish = { expectedVersion: change.base, ...(entryId !== undefined && { entryId }) };
  if (noun === GROUPS) return stateGroup(scope, store, change.record, { ...wish, ...approved });
  return changeRecords(scope, store, [actOf(change, { noun, ...wish })], approved);
}

function actOf(
  { of, act, record, undoes, validFrom, validUntil }: Change,
  common: Pick<Act, 'noun' | 'expectedVersion' | 'entryId'>,
): Act {
  const days = {
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  };
  if (act === 'undo') return { ...common, act, id: of.id, undoes: undoes ?? '' };
  if (act === 'removal') return { ...common, ...days, act, id: of.id };
  return { ...common, ...days, act, record };
}

/** Sent again under the same entry id, a decision is what it was. */
function isRepeated(
  { change }: KeptChange,
  scope: Scope,
  state: ChangeState,
  { entryId }: ChangeWish,
): boolean {
  return entryId !== undefined && change.state === state && change.decidedBy === scope.actor;
}

/** Somebody else than its author says no, and why. */
export function rejectChange(
  scope: Scope,
  store: Store,
  id: string,
  reason: string,
  wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  const decision = { state: 'rejected', decidedBy: scope.actor, reason } as const;
  return moveOn(scope, store, id, decision, wish, (change, actor) =>
    change.by === actor ? refuseOwn() : null,
  );
}

/** Its author thinks better of it. */
export function withdrawChange(
  scope: Scope,
  store: Store,
  id: string,
  wish: ChangeWish = {},
): Promise<Result<KeptChange, Refusal>> {
  return moveOn(scope, store, id, { state: 'withdrawn' }, wish, refuseOthers);
}

async function moveOn(
  scope: Scope,
  store: Store,
  id: string,
  next: Pick<Change, 'state'> & Partial<Change>,
  wish: ChangeWish,
  objection: (change: Change, actor: string) => Refusal | null,
): Promise<Result<KeptChange, Refusal>> {
  const kept = await readChange(scope, store, id);
  if (kept === null) return fail(refuseAbsent({ noun: CHANGES, id }));
  const { change } = kept;
  if (isRepeated(kept, scope, next.state, wish)) return succeed(kept);
  const refusal =
    objection(change, scope.actor) ?? (mayBecome(change.state, next.state) ? null : refuseClosed(change));
  if (refusal !== null) return fail(refusal);
  const draft = draftOf({ ...change, ...next }, { expectedVersion: kept.version, ...wish });
  const outcome = await append(scope, store, [draft]);
  return outcome.ok ? readBack(scope, store, id) : outcome;
}

async function readBack(scope: Scope, store: Store, id: string): Promise<Result<KeptChange, Refusal>> {
  const kept = await readChange(scope, store, id);
  return kept === null ? fail(refuseAbsent({ noun: CHANGES, id })) : succeed(kept);
}

/** The version of what shall be changed, as it is now; 0: there is none. */
export async function readVersionOf(scope: Scope, store: Store, of: Proposal['of']): Promise<number> {
  return (await readRecord(scope, store, of.noun, of.id))?.version ?? 0;
}

/** Null: there is none. */
export async function readChange(scope: Scope, store: Store, id: string): Promise<KeptChange | null> {
  const kept = await readRecord(scope, store, CHANGES, id);
  return kept === null || kept.deleted ? null : asKeptChange(kept);
}

function asKeptChange({ body, erased, version, recordedAt }: KeptRecord): KeptChange {
  const change = body as unknown as Change;
  if (change.record === undefined) return { change, version, recordedAt };
  const gone = erased.map((path) => path.replace(/^record\./, ''));
  const record = withoutErased(change.record as JsonMap, gone);
  return { change: { ...change, record }, version, recordedAt };
}

export interface ChangesList {
  readonly state?: ChangeState;
  readonly of?: { readonly noun: ChangedNoun; readonly id?: string };
  readonly by?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** Changes, the last that were kept first. */
export async function listChanges(
  scope: Scope,
  store: Store,
  { state, of, by, ...paging }: ChangesList = {},
): Promise<Result<{ readonly changes: readonly KeptChange[]; readonly next: string | null }, Refusal>> {
  const wanted = { state, by, 'of.noun': of?.noun, 'of.id': of?.id };
  const where = Object.entries(wanted).flatMap(([path, value]): Filter[] =>
    value === undefined ? [] : [{ path: path.split('.'), is: 'equals', value }],
  );
  const sort = [{ by: 'recordedAt', descending: true }] as const;
  const page = await queryRecords(scope, store, { ...paging, noun: CHANGES, where, sort });
  if (!page.ok) return fail(refuseInput(page.fault));
  const { records, next } = page.value;
  return succeed({ changes: records.map(asKeptChange), next });
}

function refuseOwn(): Refusal {
  return refuse(
    'own-change',
    'You made this change yourself.',
    'Somebody else decides on it; you may withdraw it.',
  );
}

function refuseOthers(change: Change, actor: string): Refusal | null {
  if (change.by === actor) return null;
  return refuse(
    'not-yours',
    'Somebody else made this change.',
    'Its author may change, propose or withdraw it; you may approve or reject it.',
  );
}

function refuseClosed({ state }: Change): Refusal {
  const isOpen = state === 'draft';
  return refuse(
    'closed',
    `The change is ${isOpen ? 'a draft and not yet proposed' : `${state} already`}.`,
    isOpen ? 'Its author proposes it first.' : 'Make another change.',
  );
}
