// Reads CSV of any size piece by piece: finds out how its letters are written and what parts its cells.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.ts';

/** How letters are written as bytes; the last two are those of older Windows programs. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'windows-1252';

export interface CsvLook {
  readonly encoding: Encoding;
  readonly separator: string;
  /** Does the file begin with `sep=;`, a line for spreadsheet programs that is no row? */
  readonly hasSeparatorLine: boolean;
}

export type Pieces = () => AsyncIterable<Uint8Array>;

const SAMPLE = 64 * 1024;
const SEPARATORS = [',', ';', '\t', '|'];

/** Finds out how a CSV file is written. Goes once through the bytes. Throws `SheetFault` (`unreadable`). */
export async function lookAtCsv(
  pieces: Pieces,
  file: string,
  settled: Partial<CsvLook> = {},
): Promise<CsvLook> {
  const { start, foreign, isUtf8 } = await survey(pieces);
  if (start.byteLength === 0) throw unreadable(file, 'The file is empty.', 'Hand over a file with rows.');
  const encoding = settled.encoding ?? encodingOf(start, foreign, isUtf8);
  const text = new TextDecoder(encoding).decode(start);
  if (text.includes('\u0000'))
    throw unreadable(file, 'The file holds NUL signs; it is no CSV.', 'Hand over a text file with rows.');
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1];
  return {
    encoding,
    separator: settled.separator ?? named ?? separatorOf(text),
    hasSeparatorLine: named !== undefined,
  };
}

/** The rows in batches. Throws `SheetFault` (`unreadable`, `too-large`). */
export async function* readCsv(
  pieces: Pieces,
  file: string,
  look: CsvLook,
): AsyncGenerator<readonly SheetRow[]> {
  const parser = parse({
    delimiter: look.separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: SHEET_LIMITS.cellText * 4,
  });
  const source = Readable.from(decode(pieces, file, look.encoding), { objectMode: true });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let batch: SheetRow[] = [];
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (number === 1 && look.hasSeparatorLine) continue;
      if (cells.length > SHEET_LIMITS.columns)
        throw tooLarge(file, number, `Row ${number} has more than ${SHEET_LIMITS.columns} cells.`);
      if (cells.length === 1 && cells[0] === '') continue;
      batch.push({ number, cells: cells.map(freed) });
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? faultOf(error, file) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (batch.length > 0) yield batch;
}

const BATCH = 1_000;

/** An apostrophe before a sign that begins a formula was put there by `writeCsv`, or by hand for the same reason. */
function freed(cell: string): string | undefined {
  if (cell === '') return undefined;
  return cell.charCodeAt(0) === 39 && /^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function faultOf(error: CsvError, file: string): SheetFault {
  const { records: row = 0 } = error as { readonly records?: number };
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return tooLarge(
      file,
      row + 1,
      `Row ${row + 1} is longer than is read; a quotation mark may not be closed.`,
    );
  return new SheetFault({
    code: 'unreadable',
    at: { path: '', file, line: row + 1 },
    message: `From row ${row + 1} on the file is no sound CSV; a quotation mark is not closed, or something follows one that is.`,
    hint: 'A cell that holds a separator, a line break or a quotation mark stands in quotation marks; those inside are doubled.',
  });
}

function tooLarge(file: string, line: number, message: string): SheetFault {
  return new SheetFault({
    code: 'too-large',
    at: { path: '', file, line },
    message,
    hint: 'Mend the row, or split it.',
  });
}

function unreadable(file: string, message: string, hint: string): SheetFault {
  return new SheetFault({ code: 'unreadable', at: { path: '', file }, message, hint });
}

async function* decode(pieces: Pieces, file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const failed = (): SheetFault =>
    unreadable(
      file,
      `The file is not written in ${encoding} throughout.`,
      'Save it as UTF-8 (in Excel: "CSV UTF-8").',
    );
  for await (const piece of pieces()) {
    let text: string;
    try {
      text = decoder.decode(piece, { stream: true });
    } catch {
      throw failed();
    }
    if (text !== '') yield text;
  }
  try {
    const text = decoder.decode();
    if (text !== '') yield text;
  } catch {
    throw failed();
  }
}

/** The beginning; the first bytes around those that are no ASCII; and whether all is UTF-8. */
async function survey(pieces: Pieces): Promise<{ start: Uint8Array; foreign: Uint8Array; isUtf8: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = new Uint8Array();
  let foreign = new Uint8Array();
  let isUtf8 = true;
  for await (const piece of pieces()) {
    if (start.byteLength < SAMPLE) start = joined(start, piece.subarray(0, SAMPLE - start.byteLength));
    if (foreign.byteLength < SAMPLE) {
      const from = piece.findIndex((byte) => byte > 127);
      if (from >= 0) foreign = joined(foreign, piece.subarray(from, from + SAMPLE - foreign.byteLength));
    }
    if (!isUtf8) {
      if (start.byteLength >= SAMPLE && foreign.byteLength >= SAMPLE) break;
      continue;
    }
    try {
      decoder.decode(piece, { stream: true });
    } catch {
      isUtf8 = false;
    }
  }
  try {
    if (isUtf8) decoder.decode();
  } catch {
    isUtf8 = false;
  }
  return { start, foreign, isUtf8 };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}

function encodingOf(start: Uint8Array, foreign: Uint8Array, isUtf8: boolean): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const wide = wideEncodingOf(start);
  if (wide !== undefined) return wide;
  if (isUtf8) return 'utf-8';
  return looksJapanese(foreign) ? 'shift_jis' : 'windows-1252';
}

/** UTF-16 without a mark: in texts with Latin signs every other byte is zero. */
function wideEncodingOf(start: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const size = Math.min(start.byteLength, 4096);
  for (let at = 0; at < size; at += 1) if (start[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > size / 8 && even === 0) return 'utf-16le';
  if (even > size / 8 && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * Shift_JIS begins kana and the usual kanji with bytes 0x81 to 0x97, which western texts hardly use; their letters with accents
 * (0xC0 to 0xFF) would begin the rarer kanji.
 */
function looksJapanese(bytes: Uint8Array): boolean {
  let usual = 0;
  let rare = 0;
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const lead = bytes[at] as number;
    if (lead < 0x80) continue;
    const next = bytes[at + 1];
    const isPair = next !== undefined && next >= 0x40 && next !== 0x7f && next <= 0xfc;
    if (((lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc)) && isPair) {
      if (lead <= 0x97) usual += 1;
      else rare += 1;
      at += 1;
    } else if (lead >= 0xa1 && lead <= 0xdf) {
      // Half-width kana stand in rows; a letter with an accent stands alone.
      if (next !== undefined && next >= 0xa1 && next <= 0xdf) usual += 1;
      else rare += 1;
    } else rare += 1;
  }
  return usual > rare;
}

/** What parts the cells: the sign that stands equally often, and most often, in the first rows. */
function separatorOf(text: string): string {
  const rows = firstRows(text, 20);
  let best = ',';
  let most = 0;
  for (const separator of SEPARATORS) {
    const counts = rows.map((row) => countOutside(row, separator)).filter((_, n) => rows[n]?.trim() !== '');
    if (counts.length === 0) continue;
    const head = Math.max(...counts.slice(0, 10));
    const steady = counts.filter((count) => count === head).length / counts.length;
    const score = head === 0 ? 0 : steady * 10 + Math.min(head, 50) / 10;
    if (score > most) {
      most = score;
      best = separator;
    }
  }
  return best;
}

function firstRows(text: string, most: number): string[] {
  const rows: string[] = [];
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted) {
      rows.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (rows.length === 0) rows.push(text.slice(from));
  return rows;
}

function countOutside(row: string, separator: string): number {
  let isQuoted = false;
  let count = 0;
  for (const sign of row) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) count += 1;
  }
  return count;
}
