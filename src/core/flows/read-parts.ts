// Reads the parts that several records of a register have: ids, free texts, places, periods, and what is common to all.
import { type Fields, type Reading, shorten } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { type Instant, parseInstant } from '../time/instant.ts';
import { holdsMyNumber } from './my-number.ts';
import { COUNTRIES } from './words.ts';

/** Keys of every record. */
export const COMMON_KEYS = ['id', 'note', 'recordedAt'] as const;

/** Id, note and time of recording. A record without a readable id is kept under a private name so that its other faults are found. */
export function readCommon(
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
): { id: string; recordedAt?: Instant; note?: string } {
  const id = reading.id(fields['id'], below(spot, 'id'));
  if (fields['id'] === undefined)
    reading.missing(spot, 'id', 'Every record has an id by which others name it.');
  const note = readFreeText(reading, fields['note'], below(spot, 'note'));
  const recordedAt = readInstant(reading, fields['recordedAt'], below(spot, 'recordedAt'));
  return {
    id: id ?? `\u0000${String(spot?.key)}`,
    ...(recordedAt !== undefined && { recordedAt }),
    ...(note !== undefined && { note }),
  };
}

function readInstant(reading: Reading, value: unknown, spot: Spot): Instant | undefined {
  if (value === undefined) return undefined;
  const parsed = parseInstant(value);
  if (parsed.ok) return parsed.value;
  for (const issue of parsed.fault) reading.report(spot, 'bad-instant', issue.message, issue.hint);
  return undefined;
}

/** Reads one value at its spot; what could not be read is undefined, and its faults are noted. */
type PartReader<T> = (reading: Reading, value: unknown, spot: Spot) => T | undefined;

/**
 * Writes those of `readers` whose key is there into `out`, in the order of `readers`. Most keys of most records are absent, and there may
 * be a million records: what is absent costs nothing here.
 */
export function readParts<T extends object>(
  out: { -readonly [K in keyof T]?: unknown },
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
  readers: { readonly [K in keyof T]-?: PartReader<T[K]> },
): void {
  for (const key in readers) {
    const value = fields[key];
    if (value === undefined) continue;
    const read = readers[key](reading, value, below(spot, key));
    if (read !== undefined) out[key] = read;
  }
}

/** A map inside a record, with its known keys and a remark of one's own. Absent stays absent. */
export function readMap(
  reading: Reading,
  value: unknown,
  spot: Spot | null,
  known: readonly string[],
): Fields | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, [...known, 'note']);
  if (fields !== undefined) readFreeText(reading, fields['note'], below(spot, 'note'));
  return fields;
}

/** A list of ids. */
export function readIds(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  return reading.list(value, spot, (item, at) => reading.id(item, at));
}

/** A text in which a person may write anything but a Japanese individual number. Faults: `wrong-type`, `empty-text`, `my-number-refused`. */
export function readFreeText(reading: Reading, value: unknown, spot: Spot): string | undefined {
  if (value === undefined) return undefined;
  const text = reading.text(value, spot);
  if (text === undefined || !holdsMyNumber(text)) return text;
  reading.report(
    spot,
    'my-number-refused',
    'The text holds a number of 12 digits that ends with the check digit of a Japanese individual number (My Number).',
    'Take it out: the register says that such numbers are handled, never which (My Number Act Art. 20). If it is another number, put a letter directly before it, as in A123.',
  );
  return undefined;
}

/** A list of free texts. */
export function readFreeTexts(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  return reading.list(value, spot, (item, at) => readFreeText(reading, item, at));
}

/** An ISO 8601 period, as in P10Y. Fault: `bad-period`. */
export function readPeriod(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (/^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/.test(text)) return text;
  reading.report(
    spot,
    'bad-period',
    `'${text.slice(0, 60)}' is not a period.`,
    'Write an ISO 8601 period, as in P10Y for ten years.',
  );
  return undefined;
}

/** A mail address: one `@` with something on both sides, no blanks. Fault: `bad-email`. */
export function readEmail(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined || /^[^\s@]+@[^\s@]+$/.test(text)) return text;
  reading.report(
    spot,
    'bad-email',
    `'${shorten(text)}' is not a mail address.`,
    'Write one address without a name around it, as in privacy@example.com.',
  );
  return undefined;
}

/** An address on the web. It is shown as a link, so nothing but http and https may stand there. Fault: `bad-url`. */
export function readUrl(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined || /^https?:\/\/[^\s/]\S*$/.test(text)) return text;
  reading.report(
    spot,
    'bad-url',
    `'${shorten(text)}' is not an address on the web.`,
    'Write the whole address, as in https://www.example.com/privacy.',
  );
  return undefined;
}

/** A country of ISO 3166-1. Fault: `bad-country`. */
export function readCountry(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (COUNTRIES.has(text)) return text;
  reading.report(
    spot,
    'bad-country',
    `'${text.slice(0, 60)}' is not a country of ISO 3166-1.`,
    hintForCountry(text),
  );
  return undefined;
}

function hintForCountry(text: string): string {
  if (text === 'UK') return 'The United Kingdom is GB.';
  if (text === 'EL') return 'Greece is GR.';
  if (text === 'EU' || text === 'EEA')
    return 'Name the country itself, as in DE; the engine knows which countries belong together.';
  if (COUNTRIES.has(text.toUpperCase())) return `Write it in capital letters: ${text.toUpperCase()}.`;
  return 'Write the two capital letters of ISO 3166-1 alpha-2, as in JP.';
}

/** A region of ISO 3166-2 that lies in `country` where that is known. Fault: `bad-region`. */
export function readRegion(
  reading: Reading,
  value: unknown,
  spot: Spot,
  country: string | undefined,
): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  const found = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(text);
  if (found === null || !COUNTRIES.has(found[1] as string)) {
    reading.report(
      spot,
      'bad-region',
      `'${text.slice(0, 60)}' is not a region of ISO 3166-2.`,
      'Write country and region, as in DE-NW.',
    );
    return undefined;
  }
  if (country !== undefined && found[1] !== country) {
    reading.report(
      spot,
      'bad-region',
      `'${text}' does not lie in ${country}.`,
      'Mend the region or the country.',
    );
    return undefined;
  }
  return text;
}

type Compacted<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is not known, so that "absent" has one form only. */
export function compact<T extends object>(value: T): Compacted<T> {
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) out[key] = item;
  return out as Compacted<T>;
}
