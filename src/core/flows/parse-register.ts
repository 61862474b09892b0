// Reads a decoded register file; the only way from a file to a Register. All faults at once, nothing half-read.
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below, type Spot } from '../base/spot.ts';
import { checkReferences } from './check-register.ts';
import { readActivity } from './read-activity.ts';
import { readAssessment } from './read-assessment.ts';
import { readContractor } from './read-contractor.ts';
import { readDivision } from './read-division.ts';
import { readFlow } from './read-flow.ts';
import { readGroup } from './read-group.ts';
import { readInstrument } from './read-instrument.ts';
import { readOrganisation } from './read-organisation.ts';
import { readPerson } from './read-person.ts';
import { readSystem } from './read-system.ts';
import type { Register } from './register.ts';
import { RECORD_NOUNS } from './words.ts';

export const REGISTER_FORMAT = 'sekisho/register@1';
const TOP_KEYS = ['format', 'group', ...RECORD_NOUNS, 'note'];

/**
 * Reads `format: sekisho/register@1`. In: the decoded file (plain values). Out: a register whose ids all lead somewhere.
 * Faults (all of them): unknown-format, unknown-key, missing-key, wrong-type, bad-id, bad-word, bad-country, bad-region, bad-date,
 * bad-instant, bad-number, bad-period, bad-email, bad-url, empty-text, my-number-refused, end-before-start, duplicate-id, dangling-id,
 * parent-cycle, too-many.
 */
export function parseRegister(value: unknown): Result<Register> {
  const reading = new Reading();
  if (isOfAnotherFormat(value)) {
    readFormat(reading, value.format);
    return fail(reading.faults());
  }
  const fields = reading.fields(value, null, TOP_KEYS);
  if (fields === undefined) return fail(reading.faults());
  readFormat(reading, fields['format']);
  const group = readGroup(reading, fields['group'], below(null, 'group'));
  const records = <T extends { readonly id: string }>(
    name: keyof Register,
    one: (reading: Reading, value: unknown, spot: Spot) => T | undefined,
  ): ReadonlyMap<string, T> => readRecords(reading, fields[name], name, one);
  const organisations = records('organisations', readOrganisation);
  if (fields['organisations'] === undefined) {
    reading.missing(null, 'organisations', 'A register lists at least the organisations of the group.');
  }
  const register: Register = {
    ...(group && { group }),
    organisations,
    divisions: records('divisions', readDivision),
    persons: records('persons', readPerson),
    systems: records('systems', readSystem),
    activities: records('activities', readActivity),
    flows: records('flows', readFlow),
    instruments: records('instruments', readInstrument),
    assessments: records('assessments', readAssessment),
    contractors: records('contractors', readContractor),
  };
  checkReferences(reading, fields, register);
  return reading.issues.length > 0 ? fail(reading.faults()) : succeed(register);
}

/** A file of another format is told so, and nothing else: its keys are no faults of a register. */
function isOfAnotherFormat(value: unknown): value is { readonly format: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { format } = value as { readonly format?: unknown };
  return typeof format === 'string' && format.startsWith('sekisho/') && format !== REGISTER_FORMAT;
}

function readFormat(reading: Reading, format: unknown): void {
  if (format === REGISTER_FORMAT) return;
  if (format === undefined) {
    reading.missing(null, 'format', `A register begins with the line 'format: ${REGISTER_FORMAT}'.`);
    return;
  }
  reading.report(
    below(null, 'format'),
    'unknown-format',
    `This is not a register of a format that is known here: ${JSON.stringify(format)?.slice(0, 60)}.`,
    `Write 'format: ${REGISTER_FORMAT}'.`,
  );
}

function readRecords<T extends { readonly id: string }>(
  reading: Reading,
  value: unknown,
  name: string,
  one: (reading: Reading, value: unknown, spot: Spot) => T | undefined,
): ReadonlyMap<string, T> {
  const records = new Map<string, T>();
  const first = new Map<string, number>();
  let index = -1;
  reading.list(value, below(null, name), (item, spot) => {
    index += 1;
    const record = one(reading, item, spot);
    if (record === undefined) return undefined;
    const earlier = first.get(record.id);
    if (earlier !== undefined) {
      reading.report(
        below(spot, 'id'),
        'duplicate-id',
        `The id '${record.id}' is used twice in ${name} (first at ${name}[${earlier}]).`,
        'Give each record an id of its own.',
      );
      return undefined;
    }
    first.set(record.id, index);
    records.set(record.id, record);
    return record;
  });
  return records;
}
