// Makes records of the rows of our own sheets, cell by cell, and notes what no record can say: errors of formulas, broken JSON.
import type { Issue } from '../core/base/issue.ts';
import { shorten } from '../core/base/reading.ts';
import { type Cell, isError, type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import { EMPTY_LIST, EMPTY_MAP, itemsOf, type LabelWords, readCell } from './sheet-cells.ts';
import type { SheetColumn, SheetPart } from './sheet-column.ts';
import type { Binding } from './sheet-headings.ts';
import { placeKey, type Recognised } from './sheet-recognise.ts';

type Changing = Record<string, unknown>;

/** A row of a part: to which record it belongs, under which name it stands there, what it says. */
export interface PartRow {
  readonly owner: string;
  readonly name?: string;
  readonly value: unknown;
}

export class RowReader {
  readonly issues: Issue[] = [];
  private readonly sheet: Recognised;
  private readonly labels: LabelWords;
  /** Columns by what they hold; several where a long text goes on. */
  private readonly groups: readonly { binding: Binding; columns: readonly number[] }[];
  private readonly formulas = new Map<number, { row: number; count: number }>();

  constructor(sheet: Recognised, labels: LabelWords) {
    this.sheet = sheet;
    this.labels = labels;
    const groups = new Map<string, { binding: Binding; columns: [number, number][] }>();
    sheet.bound.forEach((bound, index) => {
      if (bound === undefined) return;
      const key = placeKey(bound);
      const group = groups.get(key) ?? { binding: bound.binding, columns: [] };
      group.columns.push([bound.piece, index]);
      groups.set(key, group);
    });
    this.groups = [...groups.values()].map(({ binding, columns }) => ({
      binding,
      columns: columns.sort(([a], [b]) => a - b).map(([, index]) => index),
    }));
  }

  /** The record of a row of the sheet of a noun; undefined where the row says nothing. */
  readRecord(row: SheetRow): Changing | undefined {
    const record: Changing = {};
    let items: Map<SheetPart, Map<string, Changing | { readonly whole: unknown }>> | undefined;
    let isEmpty = true;
    for (const { binding, columns } of this.groups) {
      const cell = this.cellAt(row, columns);
      if (cell === undefined) continue;
      isEmpty = false;
      if (binding.is === 'column') put(record, binding.keys, readCell(binding.column, cell, this.labels));
      else if (binding.is === 'whole') this.putWhole(record, binding.keys, cell);
      else if (binding.is === 'rest') this.putRest(record, cell, row, columns[0] as number);
      else if (binding.is === 'part') {
        items ??= new Map();
        const list = items.get(binding.part) ?? new Map<string, Changing | { readonly whole: unknown }>();
        items.set(binding.part, list);
        this.putItem(list, binding, cell);
      }
    }
    if (isEmpty) return undefined;
    for (const [part, list] of items ?? []) define(record, part.path, collect(part, list));
    this.noteFormulas(row);
    return record;
  }

  /** A row of the sheet of a part. */
  readPartRow(row: SheetRow): PartRow | undefined {
    const { part } = this.sheet;
    let owner: string | undefined;
    let name: string | undefined;
    let value: unknown;
    let map: Changing | undefined;
    let isEmpty = true;
    for (const { binding, columns } of this.groups) {
      const cell = this.cellAt(row, columns);
      if (cell === undefined) continue;
      isEmpty = false;
      if (binding.is === 'owner') owner = textOf(cell).trim();
      else if (binding.is === 'name') name = String(readCell(binding.column, cell, this.labels));
      else if (binding.is === 'value') value = readCell(binding.column, cell, this.labels);
      else if (binding.is === 'column') {
        map ??= {};
        put(map, binding.keys, readCell(binding.column, cell, this.labels));
      }
    }
    if (isEmpty) return undefined;
    this.noteFormulas(row);
    const what = map !== undefined && (value === undefined || value === true) ? map : (value ?? {});
    if (owner === undefined || (part?.is === 'by-name' && name === undefined)) {
      this.issues.push({
        code: 'stray-row',
        at: { path: '', file: this.sheet.table.file, line: row.number, column: 1 },
        message:
          owner === undefined
            ? 'The row does not say to which record it belongs.'
            : `The row does not say which ${part?.name?.label.en.toLowerCase()} it is about.`,
        hint: 'Write the id of the record into the first column, and fill in the others, or take the row away.',
      });
      return undefined;
    }
    return { owner, ...(name !== undefined && { name }), value: what };
  }

  /** One note for each column that holds formulas. */
  notes(): Issue[] {
    return [...this.formulas].map(([column, { row, count }]) => ({
      code: 'formula-read',
      at: { path: '', file: this.sheet.table.file, line: row, column: column + 1 },
      message: `${count === 1 ? 'A cell of the column holds a formula' : `${count} cells of the column hold formulas`}; the value counts that was saved with the file.`,
      hint: 'If it may be out of date, open the file in a spreadsheet program and save it again.',
    }));
  }

  private cellAt(row: SheetRow, columns: readonly number[]): Cell {
    const cell = columns.length === 1 ? row.cells[columns[0] as number] : this.joined(row, columns);
    if (!isError(cell)) return cell;
    const at = {
      path: '',
      file: this.sheet.table.file,
      line: row.number,
      column: (columns[0] as number) + 1,
    };
    this.issues.push(
      cell.error.startsWith('#')
        ? {
            code: 'cell-error',
            at,
            message: `The cell holds the error ${shorten(cell.error)}.`,
            hint: 'Mend the formula, or write the value itself.',
          }
        : {
            code: 'cell-error',
            at,
            message: 'The cell holds a formula whose value was not saved with the file.',
            hint: 'Open the file in a spreadsheet program and save it again, or write the value itself.',
          },
    );
    return undefined;
  }

  private joined(row: SheetRow, columns: readonly number[]): Cell {
    const cells = columns.map((column) => row.cells[column]).filter((cell) => cell !== undefined);
    if (cells.length <= 1) return cells[0];
    return cells.find(isError) ?? cells.map(textOf).join('');
  }

  /** `[]`, `{}`, or the items of a list in short: what stands in the first column of its sheet. */
  private putWhole(record: Changing, keys: readonly string[], cell: Cell): void {
    const text = textOf(cell).trim();
    if (text === EMPTY_LIST) put(record, keys, []);
    else if (text === EMPTY_MAP) put(record, keys, {});
    else {
      const part = this.sheet.noun.parts.find(({ path, is }) => path === keys[0] && is === 'list');
      const first = part?.columns[0];
      put(
        record,
        keys,
        first === undefined ? text : itemsOf(textOf(cell)).map((item) => this.short(first, item)),
      );
    }
  }

  private short(first: SheetColumn, item: string): Changing {
    const map: Changing = {};
    put(map, first.path.split('.'), readCell(first, item, this.labels));
    return map;
  }

  private putItem(
    list: Map<string, Changing | { readonly whole: unknown }>,
    { part, item, column }: Extract<Binding, { is: 'part' }>,
    cell: Cell,
  ): void {
    if (column === undefined) {
      const text = textOf(cell).trim();
      if (text === EMPTY_MAP) {
        if (!list.has(item)) list.set(item, {});
      } else if (!list.has(item))
        list.set(item, { whole: part.value === undefined ? text : readCell(part.value, cell, this.labels) });
      return;
    }
    const before = list.get(item);
    const map: Changing = before === undefined || 'whole' in before ? {} : before;
    list.set(item, map);
    put(map, column.path.split('.'), readCell(column, cell, this.labels));
  }

  private putRest(record: Changing, cell: Cell, row: SheetRow, column: number): void {
    try {
      const rest: unknown = JSON.parse(textOf(cell));
      if (typeof rest === 'object' && rest !== null && !Array.isArray(rest)) {
        for (const [key, value] of Object.entries(rest)) define(record, key, value);
        return;
      }
    } catch {
      // Told below, as for JSON that is no map.
    }
    this.issues.push({
      code: 'cell-not-understood',
      at: { path: '', file: this.sheet.table.file, line: row.number, column: column + 1 },
      message: `'${shorten(textOf(cell))}' is no map in JSON.`,
      hint: 'This column is written by the program. Leave it as it was, or empty it.',
    });
  }

  private noteFormulas(row: SheetRow): void {
    for (const column of row.formulas ?? []) {
      if (this.sheet.bound[column] === undefined) continue;
      const known = this.formulas.get(column);
      if (known === undefined) this.formulas.set(column, { row: row.number, count: 1 });
      else known.count += 1;
    }
  }
}

function collect(
  part: SheetPart,
  list: ReadonlyMap<string, Changing | { readonly whole: unknown }>,
): unknown {
  const items = [...list].map(([key, item]) => [key, 'whole' in item ? item.whole : item] as const);
  if (part.is === 'list') return items.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
  const map: Changing = {};
  for (const [key, item] of items) define(map, key, item);
  return map;
}

/** Puts a value under keys one inside the other. */
function put(target: Changing, keys: readonly string[], value: unknown): void {
  if (value === undefined) return;
  let here = target;
  for (let depth = 0; depth < keys.length - 1; depth += 1) {
    const key = keys[depth] as string;
    const next = Object.hasOwn(here, key) ? here[key] : undefined;
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) here = next as Changing;
    else {
      const made: Changing = {};
      define(here, key, made);
      here = made;
    }
  }
  const last = keys.at(-1) as string;
  // `{}` for a map of which columns said more already takes nothing away.
  if (isEmptyMap(value) && Object.hasOwn(here, last)) return;
  define(here, last, value);
}

function isEmptyMap(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

/** Sets a key whatever it is called; `__proto__` becomes a key like any other, which the check of the record refuses. */
function define(target: Changing, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
