// Finds out whether a table is one of our own sheets: which noun, in which row its headings stand, what each column holds.
import type { Issue } from '../core/base/issue.ts';
import { nearestWord, shorten } from '../core/base/reading.ts';
import { LANGUAGES } from '../core/law/law.ts';
import { type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import { SHEET_NOUNS } from './sheet-columns.ts';
import { type BoundColumn, HeadingBook, type OwnSheet, sheetName } from './sheet-headings.ts';
import { firstRows, type Table } from './sheet-table.ts';
import { plainOf } from './sheet-words.ts';

export interface Recognised extends OwnSheet {
  readonly table: Table;
  readonly headRow: number;
  /** By column, from 0. */
  readonly bound: readonly (BoundColumn | undefined)[];
  /** Headings that nobody knows, and those that stand twice. */
  readonly issues: readonly Issue[];
}

const ALL_SHEETS: readonly OwnSheet[] = SHEET_NOUNS.flatMap((noun) => [
  { noun },
  ...noun.parts.map((part) => ({ noun, part })),
]);
let books: readonly (readonly [OwnSheet, HeadingBook])[] | undefined;

/** Rows in which headings are looked for. */
const HEAD_ROWS = 30;
/** So many of the headings must be ours, where the name of the sheet does not say that it is. */
const SHARE = 0.75;

/** The table as one of our own sheets; undefined where it is none. Throws `SheetFault`. */
export async function recogniseOwn(table: Table): Promise<Recognised | undefined> {
  books ??= ALL_SHEETS.map((sheet) => [sheet, new HeadingBook(sheet)] as const);
  const rows = await firstRows(table, HEAD_ROWS);
  let best: { sheet: OwnSheet; book: HeadingBook; row: SheetRow; score: number } | undefined;
  for (const [sheet, book] of books) {
    const isNamed = bearsName(table.name, sheet);
    for (const row of rows) {
      const score = scoreOf(row, book, sheet, isNamed);
      if (score > (best?.score ?? 0)) best = { sheet, book, row, score };
    }
  }
  return best === undefined ? undefined : bind(table, best.sheet, best.book, best.row);
}

function bearsName(name: string, sheet: OwnSheet): boolean {
  const plain = plainOf(name).replace(/ ?\(\d+\)$/, '');
  const own = sheet.part === undefined ? sheet.noun.noun : `${sheet.noun.noun}.${sheet.part.path}`;
  return (
    plain === plainOf(own) || LANGUAGES.some((language) => plain === plainOf(sheetName(sheet, language)))
  );
}

/** How well a row serves as headings: 0 where it does not. */
function scoreOf(row: SheetRow, book: HeadingBook, sheet: OwnSheet, isNamed: boolean): number {
  let all = 0;
  let known = 0;
  let hasKey = false;
  for (const cell of row.cells) {
    const heading = textOf(cell).trim();
    if (heading === '' || heading.startsWith('#')) continue;
    all += 1;
    const found = book.find(heading)?.binding;
    if (found === undefined) continue;
    known += 1;
    hasKey ||=
      sheet.part === undefined ? found.is === 'column' && found.column.path === 'id' : found.is === 'owner';
  }
  if (!hasKey || (known < 2 && !isNamed) || known < all * (isNamed ? 0.3 : SHARE)) return 0;
  return known + (isNamed ? 1000 : 0) + known / all;
}

function bind(table: Table, sheet: OwnSheet, book: HeadingBook, row: SheetRow): Recognised {
  const issues: Issue[] = [];
  const seen = new Map<string, number>();
  const bound: (BoundColumn | undefined)[] = [];
  for (let column = 0; column < row.cells.length; column += 1) {
    const heading = textOf(row.cells[column]).trim();
    if (heading === '' || heading.startsWith('#')) continue;
    const at = { path: '', file: table.file, line: row.number, column: column + 1 };
    const found = book.find(heading);
    if (found === undefined) {
      const near = nearestWord(heading, book.headings());
      issues.push({
        code: 'unknown-heading',
        at,
        message: `No column of this sheet is called '${shorten(heading)}'.`,
        hint: `${near === undefined ? '' : `Did you mean '${near}'? `}Mend the heading, or put # before it: such columns are your own and are not read.`,
      });
      continue;
    }
    const key = `${placeKey(found)}\u0000${found.piece}`;
    const first = seen.get(key);
    if (first !== undefined) {
      issues.push({
        code: 'duplicate-heading',
        at,
        message: `The heading '${shorten(heading)}' means the same as that of column ${first}.`,
        hint: 'Keep one of the two columns, or put # before one of the headings.',
      });
      continue;
    }
    seen.set(key, column + 1);
    bound[column] = found;
  }
  return { ...sheet, table, headRow: row.number, bound, issues };
}

/** The place of a bound column as one word, as in `subjects.2.category`. */
export function placeKey({ binding }: BoundColumn): string {
  switch (binding.is) {
    case 'column':
      return binding.column.path;
    case 'whole':
      return binding.path;
    case 'part':
      return [binding.part.path, binding.item, binding.column?.path]
        .filter((one) => one !== undefined)
        .join('.');
    default:
      return `\u0000${binding.is}`;
  }
}
