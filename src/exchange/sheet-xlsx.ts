// The format `xlsx`: the register as a workbook, one sheet a noun, and sheets that explain the columns.

import { RECORD_NOUNS } from '../core/flows/words.ts';
import { type ColumnOut, ROWS_MOST, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import { decodeCnil, isCnil } from './cnil-xlsx.ts';
import type { EncodeOptions, Format, RegisterOut } from './format.ts';
import { decodeIco, isIco } from './ico-xlsx.ts';
import { byId } from './record-order.ts';
import type { SheetColumn } from './sheet-column.ts';
import { sheetOf } from './sheet-columns.ts';
import { decodeTables, joined, streamTables, type Template } from './sheet-decode.ts';
import { aboutSheet, columnsSheet, listsSheetName, wordsSheet } from './sheet-guide.ts';
import { sheetName } from './sheet-headings.ts';
import { isPackage, tablesOfWorkbook, XLSX_MEDIA } from './sheet-table.ts';
import { type WrittenColumn, type WrittenSheet, writeSheets } from './sheet-write.ts';

/** The templates of authorities, which are known by their headings. */
const TEMPLATES: readonly Template[] = [
  { is: isCnil, decode: decodeCnil },
  { is: isIco, decode: decodeIco },
];

export const registerXlsx: Format = {
  id: 'xlsx',
  name: { en: 'Workbook (XLSX)', ja: 'ワークブック（XLSX）', de: 'Arbeitsmappe (XLSX)' },
  media: XLSX_MEDIA,
  extensions: ['xlsx', 'xlsm'],
  sniff: (firstBytes, fileName) => isPackage(firstBytes) && /\.xls[xm]$/i.test(fileName),
  decode: (bytes, fileName, options) =>
    decodeTables(() => tablesOfWorkbook(bytes, fileName), fileName, options, TEMPLATES),
  stream: async (chunks, fileName, options) =>
    streamTables(
      async () => tablesOfWorkbook(await joined(chunks()), fileName),
      'xlsx',
      fileName,
      options,
      TEMPLATES,
    ),
  encode: encodeWorkbook,
};

function encodeWorkbook(out: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array> {
  const { language } = out;
  const nouns = options.nouns ?? RECORD_NOUNS;
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
