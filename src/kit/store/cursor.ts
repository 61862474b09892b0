// A cursor: where a page of a list ended, as an opaque text that fits only the question for which it was made.
import type { Issue } from '../../core/base/issue.ts';
import { hashText, type Json, writeCanonical } from './canonical.ts';

export type CursorValue = string | number;

/** A short hash of a question; a cursor of another question is refused. */
export function printQuery(question: Json): string {
  return hashText(writeCanonical(question)).slice(0, 12);
}

export function writeCursor(print: string, values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([print, ...values])).toString('base64url');
}

/** The values at which the page ended; undefined: it is no cursor of this question. */
export function readCursor(
  text: string,
  print: string,
  kinds: readonly ('string' | 'number')[],
): readonly CursorValue[] | undefined {
  if (text.length > 4_000 || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const [own, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString()) as CursorValue[];
    const fits =
      own === print &&
      values.length === kinds.length &&
      kinds.every((kind, index) => typeof values[index] === kind) &&
      values.every((value) => typeof value === 'number' || !value.includes('\u0000'));
    return fits ? values : undefined;
  } catch {
    return undefined;
  }
}

export function badCursor(): Issue {
  return {
    code: 'bad-cursor',
    at: { path: 'after' },
    message: 'This is not the end of a page of this list.',
    hint: 'Give "next" of the page before, with the same filters and order; or leave it out to begin anew.',
  };
}
