// A foreign sheet held whole, so that headings can be looked for and merged cells filled.
import type { Issue } from '../core/base/issue.ts';
import { type Cell, SheetFault, type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import type { Table } from './sheet-table.ts';

export interface Grid {
  readonly table: Table;
  readonly rows: readonly SheetRow[];
}

/** Rows of a foreign sheet that are held; larger ones are handed over with our headings. */
const ROWS_MOST = 200_000;

/** All rows; what is merged downwards stands in each of its rows. Throws `SheetFault`. */
export async function readGrid(table: Table): Promise<Grid> {
  const rows: SheetRow[] = [];
  for await (const batch of table.rows()) {
    rows.push(...batch);
    if (rows.length > ROWS_MOST) throw new SheetFault(tooLong(table));
  }
  return { table, rows: filled(rows, table) };
}

function tooLong(table: Table): Issue {
  return {
    code: 'too-large',
    at: { path: '', file: table.file },
    message: `A sheet with foreign headings may have ${ROWS_MOST} rows.`,
    hint: 'Split it, or give it the headings of an exported workbook; such sheets may be of any length.',
  };
}

function filled(rows: readonly SheetRow[], table: Table): SheetRow[] {
  const merges = table.merges().filter(({ top, bottom }) => bottom > top);
  if (merges.length === 0) return [...rows];
  const byNumber = new Map(rows.map((row) => [row.number, [...row.cells]]));
  for (const { top, bottom, left } of merges.slice(0, MERGES_MOST)) {
    const cell = byNumber.get(top)?.[left - 1];
    if (cell === undefined) continue;
    for (let number = top + 1; number <= bottom && number - top <= ROWS_MOST; number += 1) {
      const cells = byNumber.get(number);
      if (cells !== undefined) cells[left - 1] ??= cell;
    }
  }
  return rows.map((row) => ({ ...row, cells: byNumber.get(row.number) as Cell[] }));
}

const MERGES_MOST = 20_000;

/** The headings of a row by column from 0; of two rows of headings both texts, the upper one over all columns it spans. */
export function headingsOf(grid: Grid, headRow: number): string[] {
  const row = grid.rows.find(({ number }) => number === headRow);
  if (row === undefined) return [];
  const above = grid.rows.find(({ number }) => number === headRow - 1);
  const spans = grid.table
    .merges()
    .filter(({ top, bottom, right, left }) => top === headRow - 1 && bottom === top && right > left);
  const headings: string[] = [];
  for (let column = 0; column < row.cells.length; column += 1) {
    const own = oneLine(textOf(row.cells[column]));
    const span = spans.find(({ left, right }) => left - 1 <= column && column <= right - 1);
    // A title over the whole sheet says nothing about a column.
    const isPart = span !== undefined && span.right - span.left + 1 < row.cells.length;
    const upper = isPart ? oneLine(textOf(above?.cells[span.left - 1])) : '';
    headings[column] = upper === '' || upper === own ? own : `${upper}: ${own}`;
  }
  return headings;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
