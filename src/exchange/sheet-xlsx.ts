// The format `xlsx`: the register as a workbook, one sheet a noun, and sheets that explain the columns.
import type { Issue } from '../core/base/issue.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { REGISTER_FORMAT } from '../core/flows/parse-register.ts';
import { catchFault } from '../kit/sheets/sheet.ts';
import { type ColumnOut, ROWS_MOST, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import {
  type DecodeOptions,
  type Decoding,
  type EncodeOptions,
  type Format,
  type ImportSource,
  NOUNS_IN_ORDER,
  type RegisterOut,
} from './format.ts';
import { byId } from './record-order.ts';
import { labelWords } from './sheet-cells.ts';
import type { SheetColumn } from './sheet-column.ts';
import { sheetOf } from './sheet-columns.ts';
import { aboutSheet, columnsSheet, isGuide, listsSheetName, wordsSheet } from './sheet-guide.ts';
import { sheetName } from './sheet-headings.ts';
import { allFaults, listsOf, type OwnReading, readOwnSheets } from './sheet-read.ts';
import { type Recognised, recogniseOwn } from './sheet-recognise.ts';
import { isPackage, type Table, type TablesIn, tablesOfWorkbook } from './sheet-table.ts';
import { type WrittenColumn, type WrittenSheet, writeSheets } from './sheet-write.ts';

export const XLSX_MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const registerXlsx: Format = {
  id: 'xlsx',
  name: { en: 'Workbook (XLSX)', ja: 'ワークブック（XLSX）', de: 'Arbeitsmappe (XLSX)' },
  media: XLSX_MEDIA,
  extensions: ['xlsx', 'xlsm'],
  sniff: (firstBytes, fileName) => isPackage(firstBytes) && /\.xls[xm]$/i.test(fileName),
  decode: (bytes, fileName, options) =>
    decodeTables(() => tablesOfWorkbook(bytes, fileName), fileName, options),
  stream: async (chunks, fileName, options) =>
    streamTables(async () => tablesOfWorkbook(await joined(chunks()), fileName), 'xlsx', fileName, options),
  encode: encodeWorkbook,
};

/** All bytes together: the list of the parts of a package stands at its end. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    size += chunk.byteLength;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of all) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A file whose sheets are ours, or a part of it that is. */
export async function decodeTables(
  open: () => Promise<TablesIn>,
  fileName: string,
  options: DecodeOptions,
): Promise<Result<Decoding>> {
  const opened = await catchFault(async () => {
    const { tables, notes } = await open();
    const { own, others } = await sorted(tables);
    return { reading: await readOwnSheets(own, labelsOf(options)), own, notes: [...notes, ...others] };
  });
  if (!opened.ok) return opened;
  const { reading, own, notes } = opened.value;
  if (own.length === 0) return fail([nothingOurs(fileName), ...notes]);
  const result = await catchFault(async () => {
    if (reading.faults.length > 0) return { faults: await allFaults(reading), lists: undefined };
    return { faults: [], lists: await listsOf(reading) };
  });
  if (!result.ok) return result;
  if (result.value.lists === undefined) return fail(result.value.faults);
  return succeed({
    value: { format: REGISTER_FORMAT, ...result.value.lists },
    covers: reading.covers,
    place: reading.place,
    notes: [...notes, ...reading.notes],
  });
}

/** The same, without holding the records in memory. */
export async function streamTables(
  open: () => Promise<TablesIn>,
  format: string,
  fileName: string,
  options: DecodeOptions,
): Promise<Result<ImportSource>> {
  const opened = await catchFault(async (): Promise<{ reading: OwnReading; faults: readonly Issue[] }> => {
    const { tables } = await open();
    const { own } = await sorted(tables);
    const reading = await readOwnSheets(own, labelsOf(options));
    if (own.length === 0) return { reading, faults: [nothingOurs(fileName)] };
    return { reading, faults: reading.faults.length > 0 ? await allFaults(reading) : [] };
  });
  if (!opened.ok) return opened;
  const { reading, faults } = opened.value;
  if (faults.length > 0) return fail(faults);
  return succeed({
    format,
    fileName,
    covers: reading.covers,
    batches: reading.batches,
    place: reading.place,
  });
}

async function sorted(tables: readonly Table[]): Promise<{ own: Recognised[]; others: Issue[] }> {
  const own: Recognised[] = [];
  const others: Issue[] = [];
  for (const table of tables) {
    if (isGuide(table.name)) continue;
    const found = await recogniseOwn(table);
    if (found !== undefined) own.push(found);
    else
      others.push({
        code: 'unknown-sheet',
        at: { path: '', file: table.file },
        message: 'The sheet is none of ours; it was not read.',
        hint: 'If it should be, give it the headings of the sheet of a noun. If not, put # before its name.',
      });
  }
  return { own, others };
}

function labelsOf({ rulebook }: DecodeOptions) {
  return labelWords(rulebook?.terms);
}

function nothingOurs(fileName: string): Issue {
  return {
    code: 'no-heading',
    at: { path: '', file: fileName },
    message: 'No sheet has headings that are known here.',
    hint: 'Export a register to see the headings, or let the columns be mapped.',
  };
}

function encodeWorkbook(out: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array> {
  const { language } = out;
  const nouns = options.nouns ?? NOUNS_IN_ORDER;
  const sheets = nouns.flatMap((noun) =>
    writeSheets(sheetOf(noun), byId(out.records[noun]), 'many-sheets', language),
  );
  const words = wordsSheet(sheets, out.rulebook, language);
  const lists: Record<string, readonly string[]> = {};
  const pages = sheets.flatMap((sheet) => pagesOf(sheet, language, lists));
  return writeWorkbook({
    title: out.group.name,
    language,
    lists,
    listsSheet: listsSheetName(language),
    sheets: [
      aboutSheet(out),
      ...pages,
      columnsSheet(sheets, language),
      ...(words === undefined ? [] : [words]),
    ],
  });
}

/** One sheet, or several where there are more rows than a sheet can have. */
function pagesOf(
  sheet: WrittenSheet,
  language: RegisterOut['language'],
  lists: Record<string, readonly string[]>,
): SheetOut[] {
  const { noun, part } = sheet;
  const name = sheetName(part === undefined ? { noun } : { noun, part }, language);
  const columns = sheet.columns.map((column) => columnOut(column, language, lists));
  let rows = 0;
  for (const _ of sheet.rows()) rows += 1;
  const most = ROWS_MOST - 1;
  const count = Math.max(1, Math.ceil(rows / most));
  return Array.from({ length: count }, (_, page) => ({
    name: page === 0 ? name : `${name} (${page + 1})`,
    columns,
    frozenColumns: 1,
    rows: count === 1 ? sheet.rows() : slice(sheet.rows(), page * most, (page + 1) * most),
  }));
}

function* slice<T>(items: Iterable<T>, from: number, until: number): Generator<T> {
  let index = 0;
  for (const item of items) {
    if (index >= until) return;
    if (index >= from) yield item;
    index += 1;
  }
}

function columnOut(
  { heading, column, width }: WrittenColumn,
  language: RegisterOut['language'],
  lists: Record<string, readonly string[]>,
): ColumnOut {
  if (column === undefined) return { heading, width };
  const prompt = column.says[language];
  return { heading, width, prompt, ...(column.kind === 'word' && { choices: listFor(column, lists) }) };
}

/** The list of choices for the words of a column; columns with the same words share it. */
function listFor({ words = [], path }: SheetColumn, lists: Record<string, readonly string[]>): string {
  const known = Object.entries(lists).find(([, list]) => list === words)?.[0];
  if (known !== undefined) return known;
  const name = `${path.replace(/\W/g, '_') || 'name'}_${Object.keys(lists).length + 1}`;
  lists[name] = words;
  return name;
}
