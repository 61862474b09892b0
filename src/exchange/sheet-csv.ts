// The format `csv`: one noun as one file, or a package of all; lists of maps stand in numbered columns.
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import { writeCsv } from '../kit/sheets/csv-write.ts';
import type { CellOut } from '../kit/sheets/xlsx-write.ts';
import { writeZip } from '../kit/sheets/zip-write.ts';
import type { EncodeOptions, Format, RegisterOut } from './format.ts';
import { byId } from './record-order.ts';
import { sheetOf } from './sheet-columns.ts';
import { decodeTables, joined, streamTables } from './sheet-decode.ts';
import { isPackage, type TablesIn, tableOfCsv, tablesOfPackage } from './sheet-table.ts';
import { type WrittenSheet, writeSheets } from './sheet-write.ts';

export const registerCsv: Format = {
  id: 'csv',
  name: {
    en: 'CSV (one noun a file; several nouns: ZIP)',
    ja: 'CSV（1種類1ファイル、複数種類はZIP）',
    de: 'CSV (eine Liste je Datei; mehrere: ZIP)',
  },
  media: 'text/csv',
  extensions: ['csv', 'tsv', 'zip'],
  sniff: (firstBytes, fileName) =>
    isPackage(firstBytes) ? /\.zip$/i.test(fileName) : /\.(?:csv|tsv)$/i.test(fileName),
  decode: (bytes, fileName, options) => decodeTables(() => open(bytes, fileName), fileName, options),
  stream: async (chunks, fileName, options) =>
    streamTables(() => openPieces(chunks, fileName), 'csv', fileName, options),
  encode,
  fileOf: (options) =>
    isOneFile(options)
      ? { media: 'text/csv', extension: 'csv' }
      : { media: 'application/zip', extension: 'zip' },
};

function isOneFile({ nouns = RECORD_NOUNS }: EncodeOptions): boolean {
  return nouns.length === 1;
}

function open(bytes: Uint8Array, fileName: string): Promise<TablesIn> {
  if (isPackage(bytes)) return tablesOfPackage(bytes, fileName);
  return one(async function* () {
    yield bytes;
  }, fileName);
}

async function openPieces(chunks: () => AsyncIterable<Uint8Array>, fileName: string): Promise<TablesIn> {
  for await (const chunk of chunks()) {
    if (isPackage(chunk)) return tablesOfPackage(await joined(chunks()), fileName);
    break;
  }
  return one(chunks, fileName);
}

async function one(pieces: () => AsyncIterable<Uint8Array>, fileName: string): Promise<TablesIn> {
  return { tables: [await tableOfCsv(pieces, fileName)], notes: [] };
}

/** One noun is a CSV file; several are a ZIP package of CSV files. */
function encode(out: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array> {
  const nouns = options.nouns ?? RECORD_NOUNS;
  const sheets = nouns.map((noun) => sheetFor(out, noun));
  if (sheets.length === 1) return writeCsv(rowsOf(sheets[0] as WrittenSheet));
  return writeZip(
    sheets.map((sheet) => ({
      name: `${sheet.noun.noun}.csv`,
      content: writeCsv(rowsOf(sheet)),
    })),
  );
}

function sheetFor(out: RegisterOut, noun: RecordNoun): WrittenSheet {
  return writeSheets(sheetOf(noun), byId(out.records[noun]), 'one-sheet', out.language)[0] as WrittenSheet;
}

function* rowsOf(sheet: WrittenSheet): Generator<(string | undefined)[]> {
  yield sheet.columns.map(({ heading }) => heading);
  for (const row of sheet.rows()) {
    const cells: (string | undefined)[] = [];
    for (let column = 0; column < sheet.columns.length; column += 1) cells.push(textIn(row[column]));
    yield cells;
  }
}

function textIn(cell: CellOut): string | undefined {
  if (cell === undefined || typeof cell === 'string') return cell;
  if (typeof cell === 'object') return 'text' in cell ? cell.text : cell.date;
  return String(cell);
}
