// Comments: adds them to a record, lists them, and removes one's own.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Receipt } from '../../kit/store/append.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { append } from '../group/ledger-actions.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import { refuse, refuseAbsent, refuseInput, refuseTaken } from '../group/refusal-words.ts';
import { listBeside, refuseUnlessThere } from './beside-store.ts';
import { type Comment, readCommentText } from './comment.ts';
import type { Kept } from './record.ts';
import { asKept } from './record-actions.ts';

const COMMENTS = 'comments';

export interface KeptComment extends Comment {
  readonly version: number;
  readonly recordedAt: string;
}

/** Adds a comment to a record of the register, or to a change or an import. */
export async function addComment(
  scope: Scope,
  store: Store,
  id: string,
  of: NamedRecord,
  text: unknown,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<KeptComment, Refusal>> {
  const read = readCommentText(text);
  if (!read.ok) return fail(refuseInput(read.fault));
  const comment: Comment = { id, of: { noun: of.noun, id: of.id }, text: read.value, by: scope.actor };
  const draft = {
    id: entryId,
    kind: 'statement',
    noun: COMMENTS,
    recordId: id,
    body: { ...comment, of: { ...comment.of } },
  } as const;
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, COMMENTS, id);
    if (now !== null) return refuseTaken({ noun: COMMENTS, id }, now.version);
    return refuseUnlessThere(scope, within, of);
  });
  if (!outcome.ok) return outcome;
  const [receipt] = outcome.value as readonly [Receipt];
  return succeed({ ...comment, version: receipt.version, recordedAt: receipt.recordedAt });
}

/** Comments, on a record or all of them, the first first. */
export async function listComments(
  scope: Scope,
  store: Store,
  wish: { readonly of?: NamedRecord; readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly comments: readonly KeptComment[]; readonly next: string | null }, Refusal>> {
  const page = await listBeside(scope, store, COMMENTS, wish);
  if (!page.ok) return page;
  return succeed({ comments: page.value.records.map(asKeptComment), next: page.value.next });
}

function asKeptComment({ body, version, recordedAt }: KeptRecord): KeptComment {
  return { ...(body as unknown as Comment), version, recordedAt };
}

/** Takes a comment of one's own away; it stays in the ledger. */
export async function removeComment(
  scope: Scope,
  store: Store,
  id: string,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  const draft = { id: entryId, kind: 'removal', noun: COMMENTS, recordId: id } as const;
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, COMMENTS, id);
    if (now === null || now.deleted) return refuseAbsent({ noun: COMMENTS, id }, now?.version);
    return now.body['by'] === scope.actor ? null : refuseOthers();
  });
  return outcome.ok ? succeed(asKept(outcome.value[0] as Receipt)) : outcome;
}

function refuseOthers(): Refusal {
  return refuse(
    'not-yours',
    'Somebody else wrote this comment.',
    'Who wrote it may remove it; you may answer it.',
  );
}
