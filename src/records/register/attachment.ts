// An attachment: a file kept with a record, of a kind from a closed list, known by the hash of its content.
import { type Fields, Reading } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { below } from '../../core/base/spot.ts';

/** The kinds that are kept; each is recognised by its first bytes. */
const MEDIA_TYPES = [
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

const NAME_MAX = 255;

/** Reads name and kind of a file. Faults: missing-key, wrong-type, empty-text, bad-name, bad-word. */
export function readFileWords(
  value: Fields,
): Result<{ readonly fileName: string; readonly mediaType: MediaType }> {
  const reading = new Reading();
  const nameSpot = below(null, 'fileName');
  for (const key of ['fileName', 'mediaType'])
    if (value[key] === undefined) reading.missing(null, key, 'A file has a name and a kind.');
  const fileName = reading.text(value['fileName'], nameSpot) ?? '';
  const mediaType = reading.word(value['mediaType'], below(null, 'mediaType'), MEDIA_TYPES);
  if (fileName.length > NAME_MAX || /[\p{Cc}/\\]/u.test(fileName))
    reading.report(
      nameSpot,
      'bad-name',
      'The name of the file is longer than 255 letters, or holds a slash or a sign that cannot be printed.',
      'Give the bare name of the file, without its folder.',
    );
  if (reading.issues.length > 0 || mediaType === undefined) return fail(reading.faults());
  return succeed({ fileName, mediaType });
}

/** So many first bytes tell what a file is. */
export const FIRST_BYTES = 4_096;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const BEGINNINGS: Readonly<Partial<Record<MediaType, readonly number[]>>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ZIP,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ZIP,
};

/** Does a file begin as one of its kind does? A text holds no byte that no text has. */
export function beginsAs(mediaType: MediaType, first: Uint8Array): boolean {
  const wanted = BEGINNINGS[mediaType];
  if (wanted !== undefined) return wanted.every((byte, index) => first[index] === byte);
  return !first.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c,
  );
}
