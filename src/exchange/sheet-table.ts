// A table that somebody hands over: a sheet of a workbook or a CSV file, as rows, with the name by which faults are placed.
import type { Issue } from '../core/base/issue.ts';
import { lookAtCsv, type Pieces, readCsv } from '../kit/sheets/csv-read.ts';
import { type Merge, SHEET_LIMITS, type SheetRow } from '../kit/sheets/sheet.ts';
import { openWorkbook } from '../kit/sheets/xlsx-read.ts';
import { openZip } from '../kit/sheets/zip-read.ts';

export interface Table {
  /** The name of the sheet, or that of the file without its ending. */
  readonly name: string;
  /** The file as faults name it, as in `group.xlsx[Activities]`. */
  readonly file: string;
  /** May be asked for several times. Throws `SheetFault`. */
  rows(): AsyncIterable<readonly SheetRow[]>;
  /** Cells shown as one; known when all rows were read. */
  merges(): readonly Merge[];
}

export interface TablesIn {
  readonly tables: readonly Table[];
  readonly notes: readonly Issue[];
}

export const XLSX_MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Does the file begin as a ZIP package, which a workbook is too? */
export function isPackage(firstBytes: Uint8Array): boolean {
  return firstBytes[0] === 0x50 && firstBytes[1] === 0x4b && firstBytes[2] === 3 && firstBytes[3] === 4;
}

/** The sheets of a workbook. A sheet whose name begins with `#` is left alone. Throws `SheetFault`. */
export async function tablesOfWorkbook(bytes: Uint8Array, fileName: string): Promise<TablesIn> {
  const book = await openWorkbook(bytes, fileName);
  const notes = [...book.notes];
  const tables: Table[] = [];
  for (const sheet of book.sheets) {
    if (sheet.name.startsWith('#')) continue;
    const file = `${fileName}[${sheet.name}]`;
    tables.push({ name: sheet.name, file, rows: sheet.rows, merges: sheet.merges });
  }
  return { tables, notes };
}

/** A CSV file as the one table that it is. Throws `SheetFault`. */
export async function tableOfCsv(pieces: Pieces, fileName: string): Promise<Table> {
  const look = await lookAtCsv(pieces, fileName);
  return {
    name: stemOf(fileName),
    file: fileName,
    rows: () => readCsv(pieces, fileName, look),
    merges: () => [],
  };
}

/** The CSV files of a ZIP package. Throws `SheetFault`. */
export async function tablesOfPackage(bytes: Uint8Array, fileName: string): Promise<TablesIn> {
  const zip = openZip(bytes, fileName, SHEET_LIMITS);
  const tables: Table[] = [];
  const notes: Issue[] = [];
  for (const name of zip.names) {
    const file = `${fileName}[${name}]`;
    if (/\.(?:csv|tsv|txt)$/i.test(name) && !/(?:^|\/)(?:\.|__MACOSX)/.test(name)) {
      const table = await tableOfCsv(() => zip.read(name), file);
      tables.push({ ...table, name: stemOf(name) });
    } else
      notes.push({
        code: 'ignored-content',
        at: { path: '', file },
        message: 'The file in the package is no CSV; it was not opened.',
        hint: 'Nothing is to be done, if you did not expect it to be read.',
      });
  }
  return { tables, notes };
}

function stemOf(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? name).replace(/\.[^.]*$/, '');
}

/** The first rows of a table. */
export async function firstRows(table: Table, most: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of table.rows()) {
    for (const row of batch) {
      rows.push(row);
      if (rows.length >= most) return rows;
    }
  }
  return rows;
}
