// The kinds of records of a register: each read on its own, with the ids it names and the texts in it that are about a person.
import { type Fields, Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { keysOf, type Spot, writeKeys } from '../base/spot.ts';
import { ACTIVITY_KEYS, readActivity } from './read-activity.ts';
import { ASSESSMENT_KEYS, readAssessment } from './read-assessment.ts';
import { CONTRACTOR_KEYS, readContractor } from './read-contractor.ts';
import { DIVISION_KEYS, readDivision } from './read-division.ts';
import { FLOW_KEYS, readFlow } from './read-flow.ts';
import { readGroup } from './read-group.ts';
import { INSTRUMENT_KEYS, readInstrument } from './read-instrument.ts';
import { ORGANISATION_KEYS, readOrganisation } from './read-organisation.ts';
import { PERSON_KEYS, readPerson } from './read-person.ts';
import { readSystem, SYSTEM_KEYS } from './read-system.ts';
import { eachReference } from './record-references.ts';
import type { RecordNoun } from './words.ts';

export { RECORD_NOUNS, type RecordNoun } from './words.ts';

/** Reads one record of a noun at its spot; absent where no record could be made of it. Faults are noted. */
export type RecordReader = (reading: Reading, value: unknown, spot: Spot | null) => object | undefined;

interface RecordKind {
  readonly keys: readonly string[];
  readonly read: RecordReader;
}

const KINDS: Readonly<Record<RecordNoun, RecordKind>> = {
  organisations: { keys: ORGANISATION_KEYS, read: readOrganisation },
  divisions: { keys: DIVISION_KEYS, read: readDivision },
  persons: { keys: PERSON_KEYS, read: readPerson },
  systems: { keys: SYSTEM_KEYS, read: readSystem },
  activities: { keys: ACTIVITY_KEYS, read: readActivity },
  flows: { keys: FLOW_KEYS, read: readFlow },
  instruments: { keys: INSTRUMENT_KEYS, read: readInstrument },
  assessments: { keys: ASSESSMENT_KEYS, read: readAssessment },
  contractors: { keys: CONTRACTOR_KEYS, read: readContractor },
};

/** How records of a noun are read. */
export function readerOf(noun: RecordNoun): RecordReader {
  return KINDS[noun].read;
}

const GROUP_KEYS = ['id', 'name', 'note', 'approvals', 'languages'];

/**
 * Reads one record on its own. Out: the same record as plain JSON, its keys in the order of the register's reference, without
 * `recordedAt` (whoever keeps the record knows that better). Faults: all that can be seen without the other records; paths begin at
 * the record.
 *
 * @example readRecord('persons', { name: 'Ito Emi', id: 'ito' }) // { ok: true, value: { id: 'ito', name: 'Ito Emi' } }
 */
export function readRecord(noun: RecordNoun, value: unknown): Result<Fields> {
  const { keys, read } = KINDS[noun];
  const reading = new Reading();
  read(reading, value ?? null, null);
  if (reading.issues.length > 0) return fail(reading.faults());
  return succeed(inOrder(value as Fields, keys));
}

/**
 * Reads the record of the group itself, as it stands under `group` in a register file.
 *
 * @example readGroupRecord({ id: 'example', languages: ['en', 'ja'] }) // { ok: true, … }
 */
export function readGroupRecord(value: unknown): Result<Fields> {
  const reading = new Reading();
  readGroup(reading, value ?? null, null);
  if (reading.issues.length > 0) return fail(reading.faults());
  return succeed(inOrder(value as Fields, GROUP_KEYS));
}

function inOrder(fields: Fields, keys: readonly string[]): Fields {
  const kept = keys.filter((key) => key !== 'recordedAt' && fields[key] !== undefined);
  return Object.fromEntries(kept.map((key) => [key, fields[key]]));
}

export interface Reference {
  readonly noun: RecordNoun;
  readonly id: string;
  /** Where in the record it stands, as in `regimes[0].art27Representative`. */
  readonly path: string;
}

/**
 * Every id of another record that a record names. The ends of a flow count as the organisation behind them.
 *
 * @example referencesOf('flows', { id: 'f', from: 'data-subject', to: 'staff:et-de' }) // [{ noun: 'organisations', id: 'et-de', path: 'to' }]
 */
export function referencesOf(noun: RecordNoun, record: Fields): readonly Reference[] {
  const found: Reference[] = [];
  eachReference(noun, record, null, (named, id, spot) => {
    found.push({ noun: named, id, path: writeKeys(keysOf(spot)) });
  });
  return found;
}

const PERSONAL_KEYS = ['name', 'email', 'phone', 'note'];

/**
 * The places in a record that are about a person and are encrypted where it is kept: of a person name, mail, telephone and note.
 *
 * @example personalPathsOf('persons', { id: 'ito', name: 'Ito Emi' }) // ['name']
 */
export function personalPathsOf(noun: RecordNoun, record: Fields): readonly string[] {
  return noun === 'persons' ? PERSONAL_KEYS.filter((key) => record[key] !== undefined) : [];
}
