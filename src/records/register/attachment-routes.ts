// The routes of attachments: kept with a record, handed out to be saved, removed.
import { makeProblem } from '../../api/problem.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, fileNameOf, idOf, newIdOf, readPage } from '../../kit/http/call-words.ts';
import { asDownload } from '../../kit/http/download.ts';
import type { Route } from '../../kit/http/route.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import {
  attach,
  type KeptAttachment,
  listAttachments,
  readAttachment,
  removeAttachment,
} from './attachment-actions.ts';

export const listAttachmentsRoute: Route<Refusal> = async ({ query }, scope, store) => {
  const { noun, id } = query as unknown as NamedRecord;
  const page = await listAttachments(scope, store, { of: { noun, id }, ...readPage(query) });
  if (!page.ok) return page;
  return succeed(tell({ items: page.value.attachments.map(write), next: page.value.next }));
};

export const newAttachmentRoute: Route<Refusal> = async (call, scope, store) => {
  const { noun, id } = call.query as unknown as NamedRecord;
  const mediaType = (call.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const file = { fileName: fileNameOf(call), mediaType, content: call.file ?? nothing() };
  const made = newIdOf(call);
  const kept = await attach(scope, store, made, { noun, id }, file, entryOf(call));
  if (!kept.ok) return kept;
  return succeed(
    tell(write(kept.value), { location: `/api/groups/${scope.groupId}/attachments/${made}` }, 201),
  );
};

export const readAttachmentRoute: Route<Refusal> = async (call, scope, store) => {
  const found = await readAttachment(scope, store, idOf(call));
  if (!found.ok) return found;
  return found.value === null ? fail(makeProblem('not-found')) : succeed(tell(write(found.value.attachment)));
};

export const readAttachmentContentRoute: Route<Refusal> = async (call, scope, store) => {
  const found = await readAttachment(scope, store, idOf(call));
  if (!found.ok) return found;
  if (found.value === null) return fail(makeProblem('not-found'));
  const { attachment, content } = found.value;
  const headers = { ...asDownload(attachment.fileName), 'content-length': String(attachment.size) };
  return succeed(tell(content, headers));
};

export const removeAttachmentRoute: Route<Refusal> = async (call, scope, store) => {
  const kept = await removeAttachment(scope, store, idOf(call), entryOf(call));
  return kept.ok ? succeed(tell({})) : kept;
};

function write({ id, of, fileName, mediaType, size, sha256, by, recordedAt }: KeptAttachment): Fields {
  return { id, of, fileName, mediaType, size, sha256, by, recordedAt };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
