// Attachments: keeps files with a record, hands them out, and removes them.
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import type { Attachment } from './attachment.ts';
import type { Kept } from './record.ts';

export interface KeptAttachment extends Attachment {
  readonly version: number;
  readonly recordedAt: string;
}

/** Keeps a file with a record. The media type must be one of the list, and the first bytes must be of that kind. */
export function attach(
  _scope: Scope,
  _store: Store,
  _id: string,
  _of: NamedRecord,
  _file: {
    readonly fileName: string;
    readonly mediaType: string;
    readonly content: AsyncIterable<Uint8Array>;
  },
  _wish: { readonly entryId?: string } = {},
): Promise<Result<KeptAttachment, Refusal>> {
  throw new Error('not yet');
}

/** An attachment and its content; null: there is none. Refused (`content-gone`) where it was removed. */
export function readAttachment(
  _scope: Scope,
  _store: Store,
  _id: string,
): Promise<
  Result<{ readonly attachment: KeptAttachment; readonly content: AsyncIterable<Uint8Array> } | null, Refusal>
> {
  throw new Error('not yet');
}

export function listAttachments(
  _scope: Scope,
  _store: Store,
  _wish: { readonly of?: NamedRecord; readonly after?: string; readonly limit?: number } = {},
): Promise<
  Result<{ readonly attachments: readonly KeptAttachment[]; readonly next: string | null }, Refusal>
> {
  throw new Error('not yet');
}

/** Removes an attachment and its content; its hash stays in the ledger. Refused while instruments or assessments name it. */
export function removeAttachment(
  _scope: Scope,
  _store: Store,
  _id: string,
  _wish: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  throw new Error('not yet');
}
