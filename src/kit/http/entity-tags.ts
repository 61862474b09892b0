// Entity tags: which version of a thing somebody has, written as HTTP wants it, and read back from what they send.
import { createHash } from 'node:crypto';

/** The strong tag of a version; what was erased from it, or left out of it, makes another one. */
export function tagOfVersion(version: number, erased = 0, asked = ''): string {
  return `"${version}${erased > 0 ? `.${erased}` : ''}${asked === '' ? '' : `-${shorten(asked)}`}"`;
}

/** The weak tag of an answer to a question, at a position of the ledger. */
export function tagOfAnswer(position: number, asked: string): string {
  return `W/"p${position}-${shorten(asked)}"`;
}

/** Is the tag of what would be answered among those that the header names? */
export function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const weak = (text: string): string => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((one) => weak(one) === weak(tag));
}

/** The versions that If-Match names, be the tag that of the whole or of a part: `any` for `*`, null where the header is not there, or cannot be understood. */
export function readVersions(header: string | undefined): readonly number[] | 'any' | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return 'any';
  const versions = header
    .split(',')
    .map((one) => /^"(\d{1,15})(?:\.\d+)?(?:-[\w-]{12})?"$/.exec(one.trim())?.[1]);
  return versions.every((one) => one !== undefined) ? versions.map(Number) : null;
}

function shorten(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
