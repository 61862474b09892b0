// How a value of a record stands in a cell, and what a cell means: lists parted by semicolons, `[]` for known to be none.
import type { Wording } from '../core/law/law.ts';
import { type Cell, textOf } from '../kit/sheets/sheet.ts';
import type { ColumnKind, SheetColumn } from './sheet-column.ts';
import { countryOf, dayOf, flagOf, plainOf } from './sheet-words.ts';

/** A list that is known to be empty; an empty cell says nothing. */
export const EMPTY_LIST = '[]';
/** A map that is there and says nothing. */
export const EMPTY_MAP = '{}';
/** Signs of a text that stand in one cell; what is longer goes on in the next column of the same name. */
export const PIECE_SIGNS = 32_000;

export type OwnCell = string | number | boolean | { readonly date: string };

const LISTS: ReadonlySet<ColumnKind> = new Set(['ids', 'texts', 'words', 'countries', 'counts']);

export function isListKind(kind: ColumnKind): boolean {
  return LISTS.has(kind);
}

/** The cell for a value; undefined where the value is none of the kind of the column. */
export function writeCell(column: SheetColumn, value: unknown): OwnCell | undefined {
  switch (column.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'count':
      return isCount(value) ? value : undefined;
    case 'date':
      return typeof value === 'string' && dayOf(value) === value ? { date: value } : undefined;
    case 'text':
      return isWritable(value) ? value : undefined;
    case 'id':
    case 'word':
      return isWritable(value) && value === value.trim() ? value : undefined;
    case 'country':
      return typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : undefined;
    default:
      return listCell(column, value);
  }
}

function listCell({ kind }: SheetColumn, value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return EMPTY_LIST;
  const items: string[] = [];
  for (const item of value) {
    if (kind === 'counts') {
      if (!isCount(item)) return undefined;
      items.push(String(item));
    } else {
      if (!isWritable(item)) return undefined;
      if (kind === 'countries' && !/^[A-Z]{2}$/.test(item)) return undefined;
      if (kind !== 'texts' && item !== item.trim()) return undefined;
      items.push(escapeItem(item));
    }
  }
  return items.join('; ');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** A text that every kind of sheet can hold: not empty, without NUL and halves of signs. */
function isWritable(value: unknown): value is string {
  return (
    typeof value === 'string' && value !== '' && !value.includes('\u0000') && !/\p{Surrogate}/u.test(value)
  );
}

function escapeItem(item: string): string {
  const escaped = item
    .replace(/[\\;；]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replace(/^\s|\s$/g, (sign) => `\\${sign}`);
  return item === EMPTY_LIST ? `\\${item}` : escaped;
}

/** The items of a cell; parted by `;` or a line break, a backslash takes the meaning from the sign behind it. */
export function itemsOf(text: string): string[] {
  const items: string[] = [];
  let item = '';
  /** Up to here blanks at the end were escaped and belong to the item. */
  let kept = 0;
  let isBegun = false;
  const finish = (): void => {
    const trimmed = item.slice(0, kept) + item.slice(kept).trimEnd();
    if (trimmed !== '') items.push(trimmed);
    item = '';
    kept = 0;
    isBegun = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (sign === '\\' && at + 1 < text.length) {
      at += 1;
      const next = text[at] as string;
      item += next === 'n' ? '\n' : next === 'r' ? '\r' : next;
      kept = item.length;
      isBegun = true;
    } else if (sign === ';' || sign === '\n' || sign === '\r' || sign === '；') finish();
    else if (isBegun || sign.trim() !== '') {
      item += sign;
      isBegun = true;
    }
  }
  finish();
  return items;
}

/** Labels of closed words: the word by the label, compared without regard to case and width. */
export type LabelWords = (list: string) => ReadonlyMap<string, string>;

/** What a cell of our own sheets means. What cannot be understood stays as it is written, so that the check of the record says so. */
export function readCell(column: SheetColumn, cell: Cell, labels: LabelWords): unknown {
  if (cell === undefined) return undefined;
  const text = textOf(cell);
  switch (column.kind) {
    case 'flag':
      return flagOf(cell) ?? text.trim();
    case 'count':
      return countOf(cell) ?? text.trim();
    case 'date':
      return dayOf(cell) ?? text.trim();
    case 'text':
      return text;
    case 'id':
      return text.trim();
    case 'word':
      return wordOf(column, text, labels);
    case 'country':
      return countryOf(text) ?? text.trim();
    default: {
      if (text.trim() === EMPTY_LIST) return [];
      const items = itemsOf(text);
      if (column.kind === 'counts') return items.map((item) => countOf(item) ?? item);
      if (column.kind === 'countries') return items.map((item) => countryOf(item) ?? item);
      if (column.kind === 'words') return items.map((item) => wordOf(column, item, labels));
      return items;
    }
  }
}

function countOf(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return undefined;
  const plain = cell.normalize('NFKC').trim();
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
}

function wordOf({ words, terms }: SheetColumn, text: string, labels: LabelWords): string {
  const trimmed = text.trim();
  if (words === undefined || words.includes(trimmed) || terms === undefined) return trimmed;
  const plain = plainOf(trimmed);
  const word = words.find((one) => one === plain) ?? labels(terms).get(plain);
  return word !== undefined && words.includes(word) ? word : trimmed;
}

interface Labelled {
  readonly id: string;
  readonly list: string;
  readonly labels: Wording;
}

/** The words by their labels in every language, list by list. */
export function labelWords(terms: readonly Labelled[] = []): LabelWords {
  const lists = new Map<string, Map<string, string>>();
  for (const { id, list, labels } of terms) {
    const known = lists.get(list) ?? new Map<string, string>();
    lists.set(list, known);
    for (const label of Object.values(labels) as string[]) {
      const plain = plainOf(label);
      if (!known.has(plain)) known.set(plain, id);
    }
  }
  const none = new Map<string, string>();
  return (list) => lists.get(list) ?? none;
}
