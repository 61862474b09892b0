// A comment: what somebody wrote about a record; shown beside it, never read by the law machine.
import { type Fields, Reading } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { below } from '../../core/base/spot.ts';
import { readFreeText } from '../../core/flows/read-parts.ts';

export interface Comment {
  readonly id: string;
  readonly of: { readonly noun: string; readonly id: string };
  readonly text: string;
  /** Who wrote it. */
  readonly by: string;
}

const TEXT_MAX = 10_000;

/** Reads what somebody wrote. Faults: missing-key, wrong-type, empty-text, my-number-refused, too-large. */
export function readCommentText(value: unknown): Result<string> {
  const reading = new Reading();
  const fields: Fields = { text: value };
  const spot = below(null, 'text');
  if (value === undefined) reading.missing(null, 'text', 'A comment says something.');
  const text = readFreeText(reading, fields['text'], spot) ?? '';
  if (text.length > TEXT_MAX)
    reading.report(
      spot,
      'too-large',
      `The comment has ${text.length} letters; ${TEXT_MAX} are kept at most.`,
      'Attach longer texts as a file.',
    );
  return reading.issues.length > 0 ? fail(reading.faults()) : succeed(text);
}
