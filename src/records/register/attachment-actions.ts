// Attachments: keeps files with a record, hands them out, and removes them.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Receipt } from '../../kit/store/append.ts';
import { putBlob, readBlob } from '../../kit/store/blobs.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { append } from '../group/ledger-actions.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import { refuse, refuseAbsent, refuseInput, refuseNamed, refuseTaken } from '../group/refusal-words.ts';
import {
  ATTACHMENT_BYTES_MAX,
  type Attachment,
  beginsAs,
  FIRST_BYTES,
  type MediaType,
  readFileWords,
} from './attachment.ts';
import { listBeside, refuseUnlessThere } from './beside-store.ts';
import { releaseBlob } from './blob-store.ts';
import type { Kept } from './record.ts';
import { asKept } from './record-actions.ts';
import { findNamers } from './record-store.ts';

const ATTACHMENTS = 'attachments';

export interface KeptAttachment extends Attachment {
  readonly version: number;
  readonly recordedAt: string;
}

export interface AttachedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Keeps a file with a record. The media type must be one of the list, and the first bytes must be of that kind. */
export async function attach(
  scope: Scope,
  store: Store,
  id: string,
  of: NamedRecord,
  file: AttachedFile,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<KeptAttachment, Refusal>> {
  const read = readFileWords({ fileName: file.fileName, mediaType: file.mediaType });
  if (!read.ok) return fail(refuseInput(read.fault));
  const { fileName, mediaType } = read.value;
  // Looked at before the content is taken in, and once more under the lock.
  const absent = await refuseUnlessThere(scope, store, of);
  if (absent !== null) return fail(absent);
  const checked = checkBeginning(file.content, mediaType);
  const blob = await putBlob(scope, store, checked.content, { bytesMax: ATTACHMENT_BYTES_MAX });
  if (checked.isOther()) return fail(refuseMedia(mediaType));
  if (blob === null) return fail(refuseSize());
  const attachment: Attachment = {
    id,
    of: { noun: of.noun, id: of.id },
    fileName,
    mediaType,
    size: blob.size,
    sha256: blob.hash,
    by: scope.actor,
  };
  const draft = {
    id: entryId,
    kind: 'statement',
    noun: ATTACHMENTS,
    recordId: id,
    body: { ...attachment, of: { ...attachment.of } },
  } as const;
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, ATTACHMENTS, id);
    if (now !== null) return refuseTaken({ noun: ATTACHMENTS, id }, now.version);
    return refuseUnlessThere(scope, within, of);
  });
  if (!outcome.ok) {
    await releaseBlob(scope, store, blob.hash);
    return outcome;
  }
  const [receipt] = outcome.value as readonly [Receipt];
  return succeed({ ...attachment, version: receipt.version, recordedAt: receipt.recordedAt });
}

/** Hands a content on, unless it begins as no file of its kind does: then it ends, and says so. */
function checkBeginning(
  content: AsyncIterable<Uint8Array>,
  mediaType: MediaType,
): { readonly content: AsyncIterable<Uint8Array>; isOther(): boolean } {
  let isOther = false;
  async function* checked(): AsyncGenerator<Uint8Array> {
    let first: number[] | null = [];
    for await (const chunk of content) {
      if (first !== null) {
        first.push(...chunk.subarray(0, FIRST_BYTES - first.length));
        if (first.length >= 16 || chunk.length === 0) {
          isOther = !beginsAs(mediaType, Uint8Array.from(first));
          if (isOther) return;
          if (first.length >= FIRST_BYTES) first = null;
        }
      }
      yield chunk;
    }
    if (first !== null) isOther = first.length === 0 || !beginsAs(mediaType, Uint8Array.from(first));
  }
  return { content: checked(), isOther: () => isOther };
}

export interface OpenedAttachment {
  readonly attachment: KeptAttachment;
  readonly content: AsyncIterable<Uint8Array>;
}

/** An attachment and its content; null: there is none. Refused (`content-gone`) where the content was removed. */
export async function readAttachment(
  scope: Scope,
  store: Store,
  id: string,
): Promise<Result<OpenedAttachment | null, Refusal>> {
  const kept = await readRecord(scope, store, ATTACHMENTS, id);
  if (kept === null || kept.deleted) return succeed(null);
  const attachment = asKeptAttachment(kept);
  const content = await readBlob(scope, store, attachment.sha256);
  return content === null ? fail(refuseGone()) : succeed({ attachment, content });
}

function asKeptAttachment({ body, version, recordedAt }: KeptRecord): KeptAttachment {
  return { ...(body as unknown as Attachment), version, recordedAt };
}

/** Attachments, of a record or all of them, the first first. */
export async function listAttachments(
  scope: Scope,
  store: Store,
  wish: { readonly of?: NamedRecord; readonly after?: string; readonly limit?: number } = {},
): Promise<
  Result<{ readonly attachments: readonly KeptAttachment[]; readonly next: string | null }, Refusal>
> {
  const page = await listBeside(scope, store, ATTACHMENTS, wish);
  if (!page.ok) return page;
  return succeed({ attachments: page.value.records.map(asKeptAttachment), next: page.value.next });
}

/** Removes an attachment and its content; its hash stays in the ledger. Refused while instruments or assessments name it. */
export async function removeAttachment(
  scope: Scope,
  store: Store,
  id: string,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  const of = { noun: ATTACHMENTS, id };
  const kept = await readRecord(scope, store, ATTACHMENTS, id);
  const draft = { id: entryId, kind: 'removal', noun: ATTACHMENTS, recordId: id } as const;
  const outcome = await append(scope, store, [draft], async (within) => {
    const now = await readRecord(scope, within, ATTACHMENTS, id);
    if (now === null || now.deleted) return refuseAbsent(of, now?.version);
    const { by, more } = await findNamers(scope, within, { noun: ATTACHMENTS, recordId: id });
    return by.length > 0 ? refuseNamed(of, by, more) : null;
  });
  if (!outcome.ok) return outcome;
  if (kept !== null) await releaseBlob(scope, store, String(kept.body['sha256']));
  return succeed(asKept(outcome.value[0] as Receipt));
}

function refuseMedia(mediaType: string): Refusal {
  return refuse(
    'media-refused',
    `The file is no ${mediaType}: it does not begin as one does.`,
    'Save it as PDF, PNG, JPEG, DOCX, XLSX, CSV or plain text, and say which of them it is.',
  );
}

function refuseSize(): Refusal {
  return refuse(
    'too-large',
    'The file is larger than 25 MiB.',
    'Make it smaller, or keep it elsewhere and note where.',
  );
}

function refuseGone(): Refusal {
  return refuse(
    'content-gone',
    'The content of this file was removed; only its hash is left.',
    'Attach the file again if it is still needed.',
  );
}
