// A sheet as rows of cells, whatever file it came from or goes to; knows no file format and no noun.
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';

/** A day, or a day and a time, as a sheet holds it: `2026-06-01` or `2026-06-01T09:30:00`. */
export interface SheetDate {
  readonly date: string;
}

/** A cell that holds what a formula could not work out, as in `#REF!`. */
export interface SheetError {
  readonly error: string;
}

export type Cell = string | number | boolean | SheetDate | SheetError | undefined;

/** One row; cells are counted from 0, rows from 1. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly Cell[];
  /** Columns (from 0) whose value is the one a formula had when the file was saved. */
  readonly formulas?: readonly number[];
}

/** Cells that are shown as one; rows and columns from 1, both ends inclusive. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What is read at most. A file that asks for more is refused before its content is held in memory. */
export interface SheetLimits {
  /** Bytes of the file. */
  readonly fileBytes: number;
  /** Bytes after unpacking, all parts together. */
  readonly unpackedBytes: number;
  /** Parts of the package. */
  readonly parts: number;
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  /** Signs in one cell. */
  readonly cellText: number;
}

/** The bounds of a spreadsheet program, and what a machine can take. */
export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 256 * 1024 * 1024,
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  parts: 2_000,
  sheets: 500,
  rows: 1_048_576,
  columns: 16_384,
  cellText: 1_000_000,
};

/** Thrown while a file is read piece by piece; `catchFault` makes a value of it. */
export class SheetFault extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** The result of reading; a fault of the file becomes a value, a fault of the program stays thrown. */
export async function catchFault<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return succeed(await work());
  } catch (error) {
    if (error instanceof SheetFault) return fail([error.issue]);
    throw error;
  }
}

/** The letters of a column, counted from 0: A, B … Z, AA. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  return letters;
}

/** The cell as text, as a person would read it. */
export function textOf(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'object') return 'date' in cell ? cell.date : cell.error;
  return String(cell);
}

export function isError(cell: Cell): cell is SheetError {
  return typeof cell === 'object' && 'error' in cell;
}
