// The kinds of records of a register: each read on its own, with every id it names and every text that is about a person.
import type { Fields } from '../base/reading.ts';
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below } from '../base/spot.ts';

export const RECORD_NOUNS = [
  'organisations',
  'divisions',
  'persons',
  'systems',
  'activities',
  'flows',
  'instruments',
  'assessments',
  'contractors',
] as const;

export type RecordNoun = (typeof RECORD_NOUNS)[number];

export interface Reference {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly path: string;
}

/** Reads one record on its own, with all its faults; whether the ids it names exist is another question. */
export function readRecord(_noun: RecordNoun, value: unknown): Result<Fields> {
  const reading = new Reading();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.wrongType(null, 'a map of keys and values', value);
    return fail(reading.faults());
  }
  const fields = value as Fields;
  if (fields['id'] === undefined)
    reading.missing(null, 'id', 'Every record has an id by which others name it.');
  reading.id(fields['id'], below(null, 'id'));
  return reading.issues.length > 0 ? fail(reading.faults()) : succeed(fields);
}

/** Every id that a record names, and where. */
export function referencesOf(noun: RecordNoun, record: Fields): Reference[] {
  const one = (key: string, to: RecordNoun): Reference[] => {
    const value = record[key];
    if (typeof value === 'string') return [{ noun: to, id: value.replace(/^staff:/, ''), path: key }];
    if (!Array.isArray(value)) return [];
    return value.map((id, index) => ({ noun: to, id: String(id), path: `${key}[${index}]` }));
  };
  const parties = [...one('from', 'organisations'), ...one('to', 'organisations')].filter(
    ({ id }) => id !== 'data-subject',
  );
  switch (noun) {
    case 'organisations':
      return one('parent', 'organisations');
    case 'divisions':
      return [...one('organisation', 'organisations'), ...one('parent', 'divisions')];
    case 'persons':
      return [...one('organisation', 'organisations'), ...one('division', 'divisions')];
    case 'activities':
      return [...one('controllers', 'organisations'), ...one('processors', 'organisations')];
    case 'flows':
      return [
        ...one('activity', 'activities'),
        ...parties,
        ...one('after', 'flows'),
        ...one('tools', 'instruments'),
      ];
    case 'instruments':
      return one('parties', 'organisations');
    case 'assessments':
      return [...one('instrument', 'instruments'), ...one('flows', 'flows')];
    case 'contractors':
      return [...one('organisation', 'organisations'), ...one('under', 'contractors')];
    default:
      return [];
  }
}

/** The texts of a record that are about a person and are kept under that person's key. */
export function personalPathsOf(noun: RecordNoun, record: Fields): string[] {
  return noun === 'persons'
    ? ['name', 'email', 'phone', 'note'].filter((key) => record[key] !== undefined)
    : [];
}
