// An attachment: a file kept with a record, of a kind from a closed list, known by the hash of its content.

/** The kinds that are kept; each is recognised by its first bytes. */
export const MEDIA_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/plain',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

export const ATTACHMENT_BYTES_MAX = 25 * 1024 * 1024;

export interface Attachment {
  readonly id: string;
  readonly of: { readonly noun: string; readonly id: string };
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly sha256: string;
  /** Who attached it. */
  readonly by: string;
}
