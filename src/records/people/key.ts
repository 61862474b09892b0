// A key: by which a program, or somebody's command line, shows for which group and as whom it asks; only its hash is kept.
import { Reading } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { below } from '../../core/base/spot.ts';
import { readFreeText } from '../../core/flows/read-parts.ts';
import { parseInstant } from '../../core/time/instant.ts';

/** Each may what those before it may. */
export const KEY_ROLES = ['reader', 'editor', 'approver', 'owner'] as const;

export type KeyRole = (typeof KEY_ROLES)[number];

export interface Key {
  readonly id: string;
  /** As whom it asks: the id of a person. */
  readonly person: string;
  readonly role: KeyRole;
  /** What it is for, in its owner's words. */
  readonly name?: string;
  /** The instant from which it is no good. */
  readonly until?: string;
}

/** Whom a key shows. */
export interface Bearer {
  readonly groupId: string;
  readonly keyId: string;
  readonly person: string;
  readonly role: KeyRole;
}

/** Does a role include another one? */
export function mayAs(role: KeyRole, wanted: KeyRole): boolean {
  return KEY_ROLES.indexOf(role) >= KEY_ROLES.indexOf(wanted);
}

/** Reads what somebody wants a key to be. Faults: unknown-key, missing-key, wrong-type, bad-id, bad-word, bad-instant, empty-text, my-number-refused. */
export function readKeyWords(value: unknown): Result<Omit<Key, 'id'> & { readonly id?: string }> {
  const reading = new Reading();
  const fields = reading.fields(value, null, ['id', 'person', 'role', 'name', 'until']);
  if (fields === undefined) return fail(reading.faults());
  for (const key of ['person', 'role'])
    if (fields[key] === undefined)
      reading.missing(null, key, 'A key says as whom it asks, and in which role.');
  reading.id(fields['id'], below(null, 'id'));
  const person = reading.id(fields['person'], below(null, 'person'));
  readFreeText(reading, person, below(null, 'person'));
  reading.word(fields['role'], below(null, 'role'), KEY_ROLES);
  readFreeText(reading, fields['name'], below(null, 'name'));
  if (fields['until'] !== undefined) {
    const parsed = parseInstant(fields['until']);
    if (!parsed.ok)
      for (const { message, hint } of parsed.fault)
        reading.report(below(null, 'until'), 'bad-instant', message, hint);
  }
  if (reading.issues.length > 0) return fail(reading.faults());
  return succeed(fields as unknown as Omit<Key, 'id'>);
}

const TEXT = /^sk_(.{1,600})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([0-9a-f]{64})$/;

/** The text of a key names its group, so that it is found there and nowhere else. */
export function writeKeyText(groupId: string, id: string, secret: string): string {
  return `sk_${encodeURIComponent(groupId)}_${id}_${secret}`;
}

/** Null: it is no text of a key. */
export function readKeyText(
  text: string,
): { readonly groupId: string; readonly id: string; readonly secret: string } | null {
  const [, group, id, secret] = TEXT.exec(text) ?? [];
  if (group === undefined || id === undefined || secret === undefined) return null;
  try {
    return { groupId: decodeURIComponent(group), id, secret };
  } catch {
    return null;
  }
}
