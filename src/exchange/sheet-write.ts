// Turns records into the rows of our own sheets; whatever no column can hold is written as JSON in the last one, so nothing is lost.
import type { Fields } from '../core/base/reading.ts';
import type { Language } from '../core/law/law.ts';
import { type CellOut, COLUMNS_MOST } from '../kit/sheets/xlsx-write.ts';
import { writeJson } from './register-file.ts';
import { EMPTY_LIST, EMPTY_MAP, isListKind, type OwnCell, PIECE_SIGNS, writeCell } from './sheet-cells.ts';
import type { SheetColumn, SheetNoun, SheetPart } from './sheet-column.ts';
import { ownerHeading, partHeading, REST, REST_PATH } from './sheet-headings.ts';

/** Are lists of maps written into sheets of their own, or into columns of the one sheet? */
export type Layout = 'many-sheets' | 'one-sheet';

export interface WrittenColumn {
  readonly heading: string;
  readonly column?: SheetColumn;
  /** Signs that a usual cell has. */
  readonly width: number;
}

export interface WrittenSheet {
  readonly noun: SheetNoun;
  readonly part?: SheetPart;
  readonly columns: readonly WrittenColumn[];
  rows(): Iterable<readonly CellOut[]>;
}

/** One place of the sheet: a column, with the number of cells into which its longest text is cut. */
interface Slot {
  readonly heading: string;
  readonly column?: SheetColumn;
  pieces: number;
  /** Signs of its longest line, up to what a column is wide. */
  widest: number;
}

type Emit = (place: string, cell: OwnCell) => void;

/** The sheet of a noun and, with many sheets, those of its parts that hold something. `records` is gone through several times. */
export function writeSheets(
  noun: SheetNoun,
  records: readonly Fields[],
  layout: Layout,
  language: Language,
): WrittenSheet[] {
  const shape = shapeOf(noun, layout);
  const slots = new Map<string, Slot>();
  for (const column of noun.columns)
    if (column.isRare !== true)
      slots.set(column.path, { heading: column.label[language], column, pieces: 1, widest: 0 });
  for (const record of records)
    emitRecord(shape, record, (place, cell) => {
      const slot = slots.get(place) ?? openSlot(shape, place, language);
      slots.set(place, slot);
      measure(slot, cell);
    });
  const places = orderOf(shape, [...slots.keys()]);
  const sheets = [
    sheetFrom(
      noun,
      undefined,
      places.map((place) => [place, slots.get(place) as Slot]),
      (emit) => mapped(records, (record) => emitRecord(shape, record, emit)),
    ),
  ];
  if (layout === 'one-sheet') return sheets;
  return [...sheets, ...noun.parts.map((part) => writePart(shape, part, records, language))];
}

interface Shape {
  readonly noun: SheetNoun;
  readonly layout: Layout;
  readonly columns: ReadonlyMap<string, SheetColumn>;
  /** Maps inside of a record, by their path. */
  readonly maps: ReadonlySet<string>;
  readonly parts: ReadonlyMap<string, SheetPart>;
}

function shapeOf(noun: SheetNoun, layout: Layout): Shape {
  const maps = new Set<string>();
  for (const { path } of noun.columns) {
    const keys = path.split('.');
    for (let depth = 1; depth < keys.length; depth += 1) maps.add(keys.slice(0, depth).join('.'));
  }
  return {
    noun,
    layout,
    columns: new Map(noun.columns.map((column) => [column.path, column])),
    maps,
    parts: new Map(noun.parts.map((part) => [part.path, part])),
  };
}

/** Gives every cell of a record to `emit`. A key that no column can hold whole goes to the rest. */
function emitRecord(shape: Shape, record: Fields, emit: Emit): void {
  let rest: Record<string, unknown> | undefined;
  const found: [string, OwnCell][] = [];
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === undefined) continue;
    found.length = 0;
    if (takeValue(shape, key, value, found)) {
      for (const [place, cell] of found) emit(place, cell);
    } else {
      rest ??= {};
      define(rest, key, value);
    }
  }
  if (rest !== undefined) emit(REST_PATH, writeJson(rest));
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Takes the value under a path apart; false where something in it has no place. */
function takeValue(shape: Shape, path: string, value: unknown, found: [string, OwnCell][]): boolean {
  const column = shape.columns.get(path);
  if (column !== undefined) {
    const cell = writeCell(column, value);
    if (cell === undefined) return false;
    found.push([path, cell]);
    return true;
  }
  const part = shape.parts.get(path);
  if (part !== undefined) return takePart(shape, part, value, found);
  if (!shape.maps.has(path) || !isMap(value)) return false;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (keys.length === 0) found.push([path, EMPTY_MAP]);
  return keys.every((key) => !key.includes('.') && takeValue(shape, `${path}.${key}`, value[key], found));
}

function takePart(shape: Shape, part: SheetPart, value: unknown, found: [string, OwnCell][]): boolean {
  const items = itemsOfPart(part, value);
  if (items === undefined || items.some(([name, item]) => rowOfItem(part, name, item) === undefined))
    return false;
  if (items.length === 0) found.push([part.path, part.is === 'list' ? EMPTY_LIST : EMPTY_MAP]);
  if (shape.layout === 'many-sheets') return true;
  for (const [name, item] of items) {
    const cells = rowOfItem(part, name, item) as ReadonlyMap<string, OwnCell>;
    if (cells.size === 0) found.push([`${part.path}.${name}`, EMPTY_MAP]);
    for (const [key, cell] of cells) {
      if (key === NAME_KEY) continue;
      found.push([key === VALUE_KEY ? `${part.path}.${name}` : `${part.path}.${name}.${key}`, cell]);
    }
    if (cells.size === 1 && cells.has(NAME_KEY)) found.push([`${part.path}.${name}`, EMPTY_MAP]);
  }
  return true;
}

const NAME_KEY = '\u0000name';
const VALUE_KEY = '\u0000value';

/** The maps of a part with their names or numbers from 1; undefined where the value is no such thing. */
function itemsOfPart(part: SheetPart, value: unknown): [string, unknown][] | undefined {
  if (part.is === 'list')
    return Array.isArray(value) ? value.map((item, index) => [String(index + 1), item]) : undefined;
  if (!isMap(value)) return undefined;
  const items = Object.entries(value).filter(([, item]) => item !== undefined);
  return items.every(([name]) => /^[a-z][a-z0-9-]*$/.test(name)) ? items : undefined;
}

/** The cells of one map of a part by key; undefined where something in it has no column. */
function rowOfItem(part: SheetPart, name: string, item: unknown): ReadonlyMap<string, OwnCell> | undefined {
  const cells = new Map<string, OwnCell>();
  if (part.name !== undefined) cells.set(NAME_KEY, name);
  if (part.value !== undefined && (typeof item === 'boolean' || isName(item))) {
    cells.set(VALUE_KEY, item);
    return cells;
  }
  if (!isMap(item)) return undefined;
  for (const [key, value] of Object.entries(item)) {
    if (value === undefined) continue;
    const column = part.columns.find(({ path }) => path === key);
    const cell = column === undefined ? undefined : writeCell(column, value);
    if (cell === undefined) return undefined;
    cells.set(key, cell);
  }
  return cells;
}

/** A word that stands under a name and cannot be taken for yes or no. */
function isName(item: unknown): item is string {
  return (
    typeof item === 'string' &&
    /^[a-z][a-z0-9-]{2,}$/.test(item) &&
    !/^(?:yes|true|nein|non|oui|faux|vrai|false|wahr|falsch)$/.test(item)
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function openSlot(shape: Shape, place: string, language: Language): Slot {
  const column = shape.columns.get(place);
  if (column !== undefined) return { heading: column.label[language], column, pieces: 1, widest: 0 };
  if (place === REST_PATH) return { heading: REST[language], pieces: 1, widest: 0 };
  const [path = '', item, key] = place.split('.');
  const part = shape.parts.get(path);
  if (part === undefined) return { heading: place, pieces: 1, widest: 0 };
  if (item === undefined) return { heading: part.label[language], pieces: 1, widest: 0 };
  const under = key === undefined ? undefined : part.columns.find((one) => one.path === key);
  return {
    heading: partHeading(part, item, under, language),
    ...(under !== undefined && { column: under }),
    pieces: 1,
    widest: 0,
  };
}

function measure(slot: Slot, cell: OwnCell): void {
  if (typeof cell !== 'string') {
    slot.widest = Math.max(slot.widest, 10);
    return;
  }
  slot.widest = Math.max(slot.widest, Math.min(cell.length, WIDEST));
  if (cell.length > PIECE_SIGNS) slot.pieces = Math.max(slot.pieces, piecesOf(cell).length);
}

const WIDEST = 48;
const NARROWEST = 10;

/** Columns in the order of the definition; a map before what is in it, parts by number, the rest last. */
function orderOf(shape: Shape, places: readonly string[]): string[] {
  const { noun } = shape;
  const rank = new Map<string, number>();
  noun.columns.forEach(({ path }, index) => {
    const keys = path.split('.');
    for (let depth = 1; depth < keys.length; depth += 1) {
      const map = keys.slice(0, depth).join('.');
      if (!rank.has(map)) rank.set(map, index * 2 - 1);
    }
    rank.set(path, index * 2);
  });
  const key = (place: string): (string | number)[] => {
    const own = rank.get(place);
    if (own !== undefined) return [0, own];
    if (place === REST_PATH) return [2];
    const [path = '', item = '', under] = place.split('.');
    const index = noun.parts.findIndex((part) => part.path === path);
    const part = noun.parts[index];
    const number = part?.is === 'list' ? Number(item) : item;
    return [1, index, number, part?.columns.findIndex((one) => one.path === under) ?? -1];
  };
  const keyed = places.map((place) => ({ place, key: key(place) }));
  keyed.sort((a, b) => {
    for (let n = 0; n < Math.min(a.key.length, b.key.length); n += 1) {
      const [one, other] = [a.key[n] as string | number, b.key[n] as string | number];
      if (one !== other) return one < other ? -1 : 1;
    }
    return a.key.length - b.key.length;
  });
  return keyed.map(({ place }) => place);
}

function writePart(
  shape: Shape,
  part: SheetPart,
  records: readonly Fields[],
  language: Language,
): WrittenSheet {
  const { noun } = shape;
  const slots: [string, Slot][] = [
    [OWNER_KEY, { heading: ownerHeading(noun)[language], pieces: 1, widest: 16 }],
  ];
  const open = (key: string, column: SheetColumn): void => {
    slots.push([key, { heading: column.label[language], column, pieces: 1, widest: 0 }]);
  };
  if (part.name !== undefined) open(NAME_KEY, part.name);
  if (part.value !== undefined) open(VALUE_KEY, part.value);
  for (const column of part.columns) open(column.path, column);
  const byKey = new Map(slots);
  const each = (emit: Emit): Iterable<void> =>
    mappedMany(records, function* (record) {
      const value = record[part.path];
      const id = record['id'];
      if (value === undefined || !takeValue(shape, part.path, value, [])) return;
      for (const [name, item] of itemsOfPart(part, value) ?? []) {
        emit(OWNER_KEY, String(id));
        for (const [key, cell] of rowOfItem(part, name, item) ?? []) emit(key, cell);
        yield;
      }
    });
  for (const _ of each((key, cell) => measure(byKey.get(key) as Slot, cell))) {
    // Only to measure.
  }
  return sheetFrom(noun, part, slots, each);
}

const OWNER_KEY = '\u0000owner';

function sheetFrom(
  noun: SheetNoun,
  part: SheetPart | undefined,
  slots: readonly (readonly [string, Slot])[],
  each: (emit: Emit) => Iterable<void>,
): WrittenSheet {
  const columns: WrittenColumn[] = [];
  const start = new Map<string, number>();
  for (const [place, { heading, column, pieces, widest }] of slots) {
    start.set(place, columns.length);
    const width = Math.max(NARROWEST, Math.min(heading.length + 3, 24), Math.min(widest + 2, WIDEST));
    for (let piece = 1; piece <= pieces; piece += 1)
      columns.push({
        heading: piece === 1 ? heading : `${heading} (${piece})`,
        ...(column !== undefined && { column }),
        width,
      });
  }
  // A sheet cannot be wider; what would not fit is refused rather than cut off.
  if (columns.length > COLUMNS_MOST)
    throw new Error(
      `The sheet of ${noun.noun} would have ${columns.length} columns, more than a sheet can have.`,
    );
  return {
    noun,
    ...(part !== undefined && { part }),
    columns,
    *rows() {
      let row: CellOut[] = [];
      const emit: Emit = (place, cell) => {
        const at = start.get(place) as number;
        if (typeof cell === 'string' && cell.length > PIECE_SIGNS)
          piecesOf(cell).forEach((piece, index) => {
            row[at + index] = piece;
          });
        else row[at] = cell;
      };
      for (const _ of each(emit)) {
        yield row;
        row = [];
      }
    },
  };
}

function* mapped(records: readonly Fields[], one: (record: Fields) => void): Generator<void> {
  for (const record of records) {
    one(record);
    yield;
  }
}

function* mappedMany(records: readonly Fields[], many: (record: Fields) => Iterable<void>): Generator<void> {
  for (const record of records) yield* many(record);
}

/** A long text in pieces that fit into cells; no sign of two halves is cut through. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PIECE_SIGNS);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] as string)) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Does a column hold lists? For the sheet that explains the columns. */
export function holdsList(column: SheetColumn): boolean {
  return isListKind(column.kind);
}
