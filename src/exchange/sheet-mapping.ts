// What the columns of a foreign sheet mean: guessed or settled by somebody, shown, kept as JSON, and found again by the headings.
import { Reading } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { below, type Spot } from '../core/base/spot.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import type { Mapping } from './format.ts';
import { foreignField } from './sheet-fields.ts';
import { plainHeading } from './sheet-likeness.ts';
import type { DayOrder } from './sheet-words.ts';

export const MAPPING_FORMAT = 'sekisho/mapping@1';

export interface ColumnMapping {
  /** From 1. */
  readonly column: number;
  /** As it is written; of two rows of headings both. */
  readonly heading: string;
  /** The place in a record, as in `subjects.category`; null: not read. */
  readonly field: string | null;
  /** How sure the guess is, from 0 to 1; 1 where somebody settled it. */
  readonly confidence: number;
  /** The signs that part the items of a cell; absent: semicolons and line breaks. */
  readonly separators?: string;
  /** In which order bare numbers write a day. */
  readonly dayOrder?: DayOrder;
  /** What stands in a cell and what it means, where that is not the same. */
  readonly values?: Readonly<Record<string, string>>;
  /** Some of what stands in the column. */
  readonly samples: readonly string[];
}

export interface TableMapping {
  readonly sheet: string;
  /** Of the headings; by it a mapping is found again. */
  readonly fingerprint: string;
  /** What a row is; null: the sheet is not read. */
  readonly noun: RecordNoun | null;
  readonly headRow: number;
  readonly columns: readonly ColumnMapping[];
}

export interface SheetMapping {
  readonly format: typeof MAPPING_FORMAT;
  readonly sheets: readonly TableMapping[];
}

/** The same for the same headings in the same order, whatever their case, width and blanks. FNV-1a over 64 bits, as hexadecimal. */
export function fingerprintOf(headings: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(headings.map(plainHeading).join('\u001f')))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** One mapping of all that are remembered; the later one counts where two speak of the same headings. */
export function joinMappings(mappings: readonly Mapping[]): Mapping {
  const sheets = new Map<string, TableMapping>();
  for (const mapping of mappings) {
    const read = readMapping(mapping);
    if (!read.ok) continue;
    for (const sheet of read.value.sheets) sheets.set(sheet.fingerprint, sheet);
  }
  return { format: MAPPING_FORMAT, sheets: [...sheets.values()] };
}

/** Reads a mapping that somebody hands over. Faults: those of Reading, `unknown-format`, `unknown-field`. */
export function readMapping(value: unknown): Result<SheetMapping> {
  const reading = new Reading();
  const fields = reading.fields(value, null, ['format', 'sheets']);
  if (fields === undefined) return fail(reading.faults());
  if (fields['format'] !== MAPPING_FORMAT)
    reading.report(
      below(null, 'format'),
      'unknown-format',
      'This is no mapping of columns.',
      `A mapping begins with the format '${MAPPING_FORMAT}'.`,
    );
  const sheets = reading.list(fields['sheets'], below(null, 'sheets'), (item, spot) =>
    readTable(reading, item, spot),
  );
  if (reading.issues.length > 0) return fail(reading.faults());
  return succeed({ format: MAPPING_FORMAT, sheets: sheets ?? [] });
}

function readTable(reading: Reading, value: unknown, spot: Spot): TableMapping | undefined {
  const fields = reading.fields(value, spot, ['sheet', 'fingerprint', 'noun', 'headRow', 'columns']);
  if (fields === undefined) return undefined;
  const sheet = reading.text(fields['sheet'], below(spot, 'sheet'));
  const fingerprint = reading.text(fields['fingerprint'], below(spot, 'fingerprint'));
  const { noun: word } = fields;
  const noun = word === null ? null : reading.word(word, below(spot, 'noun'), RECORD_NOUNS);
  const headRow = reading.count(fields['headRow'], below(spot, 'headRow'), 1);
  const columns = reading.list(fields['columns'], below(spot, 'columns'), (item, at) =>
    readColumn(reading, item, at, noun ?? undefined),
  );
  for (const key of ['sheet', 'fingerprint', 'noun', 'headRow', 'columns'])
    if (fields[key] === undefined) reading.missing(spot, key, 'A mapping says it of every sheet.');
  if (sheet === undefined || fingerprint === undefined || noun === undefined) return undefined;
  return { sheet, fingerprint, noun, headRow: headRow ?? 1, columns: columns ?? [] };
}

function readColumn(
  reading: Reading,
  value: unknown,
  spot: Spot,
  noun: RecordNoun | undefined,
): ColumnMapping | undefined {
  const fields = reading.fields(value, spot, [
    ...['column', 'heading', 'field', 'confidence', 'separators', 'dayOrder', 'values', 'samples'],
  ]);
  if (fields === undefined) return undefined;
  const column = reading.count(fields['column'], below(spot, 'column'), 1, 16_384);
  if (fields['column'] === undefined)
    reading.missing(spot, 'column', 'It is the number of the column, from 1.');
  const heading = typeof fields['heading'] === 'string' ? fields['heading'] : '';
  const field = fields['field'] === null ? null : reading.text(fields['field'], below(spot, 'field'));
  if (fields['field'] === undefined)
    reading.missing(spot, 'field', 'It is a place in a record, or null where the column is not read.');
  if (typeof field === 'string' && noun !== undefined && foreignField(noun, field) === undefined)
    reading.report(
      below(spot, 'field'),
      'unknown-field',
      `A record of ${noun} has no place '${field.slice(0, 60)}' that a column can fill.`,
      'Take one of the keys that the sheet of columns of an exported workbook lists, as in subjects.category.',
    );
  const separators = reading.text(fields['separators'], below(spot, 'separators'));
  const dayOrder = reading.word(fields['dayOrder'], below(spot, 'dayOrder'), [
    'day-first',
    'month-first',
    'year-first',
  ] as const);
  const values = readValues(reading, fields['values'], below(spot, 'values'));
  const samples = reading.list(fields['samples'], below(spot, 'samples'), (item, at) =>
    reading.text(item, at),
  );
  const confidence = typeof fields['confidence'] === 'number' ? fields['confidence'] : 1;
  if (column === undefined || field === undefined) return undefined;
  return {
    column,
    heading,
    field,
    confidence,
    ...(separators !== undefined && { separators }),
    ...(dayOrder !== undefined && { dayOrder }),
    ...(values !== undefined && { values }),
    samples: samples ?? [],
  };
}

function readValues(reading: Reading, value: unknown, spot: Spot): Record<string, string> | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.wrongType(spot, 'a map of texts', value);
    return undefined;
  }
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [from, to] of Object.entries(value)) {
    const text = reading.text(to, below(spot, from));
    if (text !== undefined) values[from] = text;
  }
  return values;
}
