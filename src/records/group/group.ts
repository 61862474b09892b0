// A group: whose register it is, which of its records are approved by a second person, and in which languages it works.
import { type Fields, Reading } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { below } from '../../core/base/spot.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';

export const GROUP_LANGUAGES = ['en', 'ja', 'de'] as const;

export interface Group {
  readonly id: string;
  readonly name?: string;
  /** Absent: no approvals are wanted. */
  readonly approvals?: {
    readonly wanted: boolean;
    /** Absent: records of all nouns. */
    readonly nouns?: readonly RecordNoun[];
  };
  readonly languages?: readonly (typeof GROUP_LANGUAGES)[number][];
}

/** Reads a group from what somebody sent. Faults: unknown-key, missing-key, wrong-type, bad-id, bad-word, empty-text. */
export function readGroup(value: unknown): Result<Group> {
  const reading = new Reading();
  const fields = reading.fields(value, null, ['id', 'name', 'approvals', 'languages']);
  if (fields === undefined) return fail(reading.faults());
  if (fields['id'] === undefined) reading.missing(null, 'id', 'A group has a short id, as in example.');
  reading.id(fields['id'], below(null, 'id'));
  reading.text(fields['name'], below(null, 'name'));
  reading.list(fields['languages'], below(null, 'languages'), (item, at) =>
    reading.word(item, at, GROUP_LANGUAGES),
  );
  readApprovals(reading, fields['approvals']);
  return reading.issues.length > 0 ? fail(reading.faults()) : succeed(fields as unknown as Group);
}

function readApprovals(reading: Reading, value: unknown): void {
  if (value === undefined) return;
  const spot = below(null, 'approvals');
  const fields: Fields | undefined = reading.fields(value, spot, ['wanted', 'nouns']);
  if (fields === undefined) return;
  reading.flag(fields['wanted'], below(spot, 'wanted'));
  if (fields['wanted'] === undefined)
    reading.missing(spot, 'wanted', 'Say true where a second person approves, false where not.');
  reading.list(fields['nouns'], below(spot, 'nouns'), (item, at) => reading.word(item, at, RECORD_NOUNS));
}

/** Must a second person approve changes of such records? */
export function wantsApproval(group: Group | null, noun: RecordNoun): boolean {
  const approvals = group?.approvals;
  if (approvals?.wanted !== true) return false;
  return approvals.nouns === undefined || approvals.nouns.includes(noun);
}
