// Reads a decoded register file; the only way from a file to a Register. All faults at once, nothing half-read.
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below } from '../base/spot.ts';
import { checkReferences } from './check-register.ts';
import { readGroup } from './read-group.ts';
import { RecordLists } from './record-lists.ts';
import type { Register } from './register.ts';
import { RECORD_NOUNS, type RecordNoun } from './words.ts';

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
  const lists = new RecordLists(reading, isLong(fields['flows']));
  for (const noun of RECORD_NOUNS) {
    readRecords(reading, fields[noun], noun, lists);
    if (noun === 'organisations' && fields[noun] === undefined)
      reading.missing(null, noun, 'A register lists at least the organisations of the group.');
  }
  const register = lists.register(group);
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

/** From so many on flows are held packed; below that records are quicker to ask. */
const LONG = 20_000;

function isLong(flows: unknown): boolean {
  return Array.isArray(flows) && flows.length >= LONG;
}

function readRecords(reading: Reading, list: unknown, noun: RecordNoun, lists: RecordLists): void {
  let places: ReadonlyMap<unknown, number> | undefined;
  const placeOfFirst = (id: string): number | undefined => {
    places ??= firstPlaces(list as readonly ({ readonly id?: unknown } | null)[]);
    return places.get(id);
  };
  reading.list(list, below(null, noun), (item, spot) => {
    lists.add(noun, item, spot, placeOfFirst);
    return undefined;
  });
}

/** Where each id stands first; found once, for faults only. */
function firstPlaces(list: readonly ({ readonly id?: unknown } | null)[]): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>();
  for (const [index, one] of list.entries()) if (!places.has(one?.id)) places.set(one?.id, index);
  return places;
}
