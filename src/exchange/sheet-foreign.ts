// Reads a foreign sheet by its mapping: rows become records, names become ids, and what has no place is named instead of dropped.
import type { Issue } from '../core/base/issue.ts';
import { shorten } from '../core/base/reading.ts';
import { readKeys } from '../core/base/spot.ts';
import type { RecordNoun } from '../core/flows/words.ts';
import { type Cell, isError, type SheetRow, textOf } from '../kit/sheets/sheet.ts';
import type { SaidPlace } from '../records/register/import-source.ts';
import type { DecodeOptions } from './format.ts';
import { type LabelWords, labelWords, readCell } from './sheet-cells.ts';
import type { SheetColumn } from './sheet-column.ts';
import { type ForeignField, foreignField } from './sheet-fields.ts';
import type { Grid } from './sheet-grid.ts';
import { legalBasisOf } from './sheet-legal-basis.ts';
import { plainHeading } from './sheet-likeness.ts';
import type { ColumnMapping, TableMapping } from './sheet-mapping.ts';
import { NameBook, nameKey } from './sheet-names.ts';
import { dayOf, flagOf, isNothing, periodOf, plainOf } from './sheet-words.ts';

type Changing = Record<string, unknown>;

interface Origin {
  readonly file: string;
  readonly row: number;
  /** Columns from 1 by the place in the record. */
  readonly columns: ReadonlyMap<string, number>;
  /** The places of which the sheet speaks; absent: it made the record of a name. */
  readonly says?: readonly SaidPlace[];
}

export interface ForeignReading {
  readonly lists: ReadonlyMap<RecordNoun, readonly Changing[]>;
  /** What the rows are. */
  readonly covers: ReadonlySet<RecordNoun>;
  readonly says: (noun: RecordNoun, index: number) => readonly SaidPlace[] | undefined;
  readonly faults: readonly Issue[];
  readonly notes: readonly Issue[];
  readonly place: (issues: readonly Issue[]) => Issue[];
  /** The mappings, with what stood in the cells and what it was taken for. */
  readonly mappings: readonly TableMapping[];
}

/** Reads all sheets together, so that a name in one finds the record in another. */
export function readForeign(
  sheets: readonly { readonly grid: Grid; readonly mapping: TableMapping }[],
  options: DecodeOptions,
): ForeignReading {
  const reader = new ForeignReader(options);
  // Sheets of those who are named come first, so that their ids are known.
  const rank = (noun: RecordNoun | null): number => NAMED.indexOf(noun as RecordNoun);
  const inTurn = [...sheets].sort((a, b) => rank(b.mapping.noun) - rank(a.mapping.noun));
  for (const { grid, mapping } of inTurn) reader.readSheet(grid, mapping);
  return reader.result();
}

/** Nouns whose records others name; the last is read first. */
const NAMED: readonly RecordNoun[] = ['activities', 'systems', 'persons', 'divisions', 'organisations'];
/** Values shown of a column, at most. */
const VALUES_SHOWN = 200;
/** What a new record of these is made of, where a sheet names one that nobody knows. */
const MADE: ReadonlySet<RecordNoun> = new Set(['organisations', 'systems', 'persons', 'divisions']);

const PERSON_WORDS = new Set(
  [
    'data subject',
    'data subjects',
    'data-subject',
    'individual',
    '本人',
    'データ主体',
    'betroffene person',
    'betroffener',
  ].map(plainOf),
);

class ForeignReader {
  private readonly lists = new Map<RecordNoun, Changing[]>();
  private readonly origins = new Map<RecordNoun, Origin[]>();
  private readonly faults: Issue[] = [];
  private readonly notes: Issue[] = [];
  private readonly names: NameBook;
  private readonly labels: LabelWords;
  private readonly taken = new Map<RecordNoun, Set<string>>();
  private readonly mappings: TableMapping[] = [];
  private readonly translated = new Map<ColumnMapping, Map<string, string>>();

  constructor(options: DecodeOptions) {
    this.labels = labelWords(options.rulebook?.terms);
    this.names = new NameBook(options.kept);
  }

  readSheet(grid: Grid, mapping: TableMapping): void {
    const { noun } = mapping;
    this.mappings.push(mapping);
    if (noun === null) return;
    const columns = mapping.columns.flatMap((column) => {
      const field = column.field === null ? undefined : foreignField(noun, column.field);
      return field === undefined ? [] : [{ column, field }];
    });
    for (const { column, heading, field } of mapping.columns)
      if (field === null) this.noteColumn(grid, column, heading, mapping.headRow);
    const places = new Map(columns.map(({ column, field }) => [field.path, column.column]));
    const says = columns.flatMap(({ field }) => placesOf(noun, field));
    const rows = grid.rows.filter(({ number }) => number > mapping.headRow);
    if (MADE.has(noun)) this.learnNames(noun, rows, places);
    for (const row of rows) {
      const filled = columns.filter(({ column }) => row.cells[column.column - 1] !== undefined);
      if (filled.length === 0) continue;
      const origin: Origin = { file: grid.table.file, row: row.number, columns: places, says };
      if (filled.length === 1 && columns.length > 3) {
        this.report(
          'not-carried-over',
          origin,
          filled[0]?.column.column ?? 1,
          'The row holds one text and no record.',
          'If it is one, fill in more of its cells.',
        );
        continue;
      }
      this.readRow(noun, row, columns, origin);
    }
  }

  result(): ForeignReading {
    return {
      lists: this.lists,
      covers: new Set(this.mappings.flatMap(({ noun }) => noun ?? [])),
      says: (noun, index) => this.origins.get(noun)?.[index]?.says,
      faults: this.faults,
      notes: this.notes,
      place: (issues) => issues.map((issue) => this.placed(issue)),
      mappings: this.mappings.map((mapping) => ({
        ...mapping,
        columns: mapping.columns.map((column) => this.withValues(column)),
      })),
    };
  }

  private readRow(
    noun: RecordNoun,
    row: SheetRow,
    columns: readonly { column: ColumnMapping; field: ForeignField }[],
    origin: Origin,
  ): void {
    const record: Changing = {};
    for (const { column, field } of columns) {
      const cell = this.soundCell(row.cells[column.column - 1], origin, column.column);
      if (cell === undefined || isBlank(cell)) continue;
      this.fill(noun, record, field, column, cell, origin);
    }
    if (Object.keys(record).length === 0) return;
    const name = typeof record['name'] === 'string' ? record['name'] : undefined;
    if (typeof record['id'] !== 'string' || record['id'] === '') {
      const known = name === undefined ? undefined : this.names.idOf(noun, name);
      const id =
        known !== undefined && !this.has(noun, known)
          ? known
          : this.names.newId(noun, name ?? `${noun}-${row.number}`);
      const { id: _, ...rest } = record;
      this.keep(noun, { id, ...rest }, origin);
    } else {
      record['id'] = slug(record['id']);
      this.keep(noun, record, origin);
    }
  }

  /** A row may name another that comes after it, as a company its parent. */
  private learnNames(noun: RecordNoun, rows: readonly SheetRow[], places: ReadonlyMap<string, number>): void {
    for (const { cells } of rows) {
      const name = textOf(cells[(places.get('name') ?? 0) - 1]).trim();
      const id = textOf(cells[(places.get('id') ?? 0) - 1]).trim();
      if (id !== '') this.names.add(noun, slug(id), name === '' ? id : name);
      else if (name !== '' && this.names.idOf(noun, name) === undefined)
        this.names.add(noun, this.names.newId(noun, name), name);
    }
  }

  private has(noun: RecordNoun, id: string): boolean {
    return this.taken.get(noun)?.has(id) === true;
  }

  private keep(noun: RecordNoun, record: Changing, origin: Origin): void {
    const list = this.lists.get(noun) ?? [];
    this.lists.set(noun, list);
    list.push(record);
    const origins = this.origins.get(noun) ?? [];
    this.origins.set(noun, origins);
    origins.push(origin);
    const { id, name } = record;
    if (typeof id !== 'string') return;
    this.taken.set(noun, (this.taken.get(noun) ?? new Set<string>()).add(id));
    this.names.add(noun, id, typeof name === 'string' ? name : id);
  }

  private soundCell(cell: Cell, origin: Origin, column: number): Cell {
    if (!isError(cell)) return cell;
    this.faults.push({
      code: 'cell-error',
      at: { path: '', file: origin.file, line: origin.row, column },
      message: `The cell holds ${cell.error.startsWith('#') ? `the error ${shorten(cell.error)}` : 'a formula whose value was not saved'}.`,
      hint: 'Mend the formula, or write the value itself.',
    });
    return undefined;
  }

  private fill(
    noun: RecordNoun,
    record: Changing,
    field: ForeignField,
    column: ColumnMapping,
    cell: Cell,
    origin: Origin,
  ): void {
    const { part } = field;
    if (part !== undefined) {
      this.fillPart(noun, record, field, column, cell, origin);
      return;
    }
    const { path } = field;
    if (noun === 'activities' && path === 'retention') {
      this.fillRetention(record, textOf(cell).trim());
      return;
    }
    const value = this.valueOf(noun, record, field.column, column, cell, origin);
    if (value === undefined) return;
    const keys = path.split('.');
    const before = valueAt(record, keys);
    const isSaid = path !== 'note' || field.names.includes(plainHeading(column.heading));
    if (before === undefined) setAt(record, keys, isSaid ? value : `${column.heading}: ${String(value)}`);
    else if (Array.isArray(before) && Array.isArray(value))
      setAt(record, keys, [...new Set([...before, ...value])]);
    else if (typeof before === 'string')
      setAt(record, keys, `${before}\n${column.heading}: ${String(value)}`);
  }

  /** A period where it is one in every word; else what the sheet says is by what the time is measured. */
  private fillRetention(record: Changing, text: string): void {
    const period = periodOf(text);
    if (period !== undefined) record['retention'] = period;
    else record['retentionCriterion'] = text;
  }

  private fillPart(
    noun: RecordNoun,
    record: Changing,
    field: ForeignField,
    column: ColumnMapping,
    cell: Cell,
    origin: Origin,
  ): void {
    const { part, column: inner } = field;
    if (part === undefined) return;
    const before = record[part.path];
    const list: Changing[] = Array.isArray(before) ? (before as Changing[]) : [];
    const isFirst = inner === part.columns[0];
    const isAbout = !isFirst && !(noun === 'activities' && part.path === 'recipients');
    if (isAbout) {
      // How many, where, children: said of all that are listed, so it can be kept only where it is said of one.
      const value = this.valueOf(noun, record, inner, column, cell, origin);
      if (list.length === 0) list.push({});
      if (list.length === 1 || inner.kind === 'countries') for (const item of list) item[inner.path] = value;
      else
        this.report(
          'not-carried-over',
          origin,
          column.column,
          `'${shorten(textOf(cell))}' is said of several together.`,
          'Part them into rows of their own, or take it into the remarks.',
        );
      record[part.path] = list;
      return;
    }
    for (const item of this.itemsOf(column, cell)) {
      const value = this.valueOf(noun, record, inner, column, item, origin);
      if (value === undefined) continue;
      const map: Changing = { [inner.path]: value };
      if (part.path === 'recipients' && inner.path === 'country') {
        if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) {
          list.push({ category: item });
          continue;
        }
        // Which of the recipients is there, the sheet does not say.
        map['category'] = column.heading;
      }
      list.push(map);
    }
    if (list.length > 0) record[part.path] = list;
  }

  private itemsOf(column: ColumnMapping, cell: Cell): string[] {
    if (isNothing(textOf(cell))) return [];
    const signs = column.separators ?? ';\n';
    const pattern = new RegExp(`[${signs.replace(/[\\\]^-]/g, '\\$&')}\\r；]+`);
    return textOf(cell)
      .split(pattern)
      .map((item) => item.replace(/^\s*(?:[-–—•·●▪・*○]|\(?\d{1,2}[.)])\s+/u, '').trim())
      .filter((item) => item !== '' && !isNothing(item));
  }

  private valueOf(
    noun: RecordNoun,
    record: Changing,
    target: SheetColumn,
    column: ColumnMapping,
    cell: Cell,
    origin: Origin,
  ): unknown {
    const settled = this.settled(column, textOf(cell));
    const read: Cell = settled ?? cell;
    switch (target.kind) {
      case 'ids':
      case 'texts':
      case 'words':
      case 'countries': {
        const items = this.itemsOf(column, cell).map((item) => this.settled(column, item) ?? item);
        if (items.length === 0) return isNothing(textOf(cell)) ? [] : undefined;
        return items
          .map((item) => this.itemValue(noun, record, target, item, origin, column))
          .filter((item) => item !== undefined);
      }
      case 'id':
        return target.path === 'id' && target.refers === undefined && noun !== 'flows'
          ? textOf(read).trim()
          : this.itemValue(noun, record, target, textOf(read).trim(), origin, column);
      case 'date':
        return dayOf(read, column.dayOrder) ?? textOf(read).trim();
      case 'flag': {
        const flag = flagOf(read) ?? flagWithMore(textOf(read)) ?? textOf(read).trim();
        if (typeof read === 'string') this.tell(column, textOf(cell).trim(), flag);
        return flag;
      }
      case 'text':
        return this.openWord(target, textOf(read).trim(), column);
      case 'count':
      case 'counts':
        return readCell(target, read, this.labels);
      default: {
        const value = readCell(target, read, this.labels);
        this.tell(column, textOf(cell).trim(), value);
        return value;
      }
    }
  }

  /** Notes what a text was taken for, so that somebody can look at it and settle it otherwise. */
  private tell(column: ColumnMapping, text: string, value: unknown): void {
    const shown = String(value);
    if (shown === text || text === '') return;
    const known = this.translated.get(column) ?? new Map<string, string>();
    this.translated.set(column, known);
    if (known.size < VALUES_SHOWN) known.set(text, shown);
  }

  private withValues(column: ColumnMapping): ColumnMapping {
    const found = this.translated.get(column);
    if (found === undefined) return column;
    return { ...column, values: { ...Object.fromEntries(found), ...column.values } };
  }

  private settled({ values }: ColumnMapping, text: string): string | undefined {
    if (values === undefined) return undefined;
    const plain = plainOf(text);
    return Object.entries(values).find(([from]) => plainOf(from) === plain)?.[1];
  }

  private itemValue(
    noun: RecordNoun,
    record: Changing,
    target: SheetColumn,
    item: string,
    origin: Origin,
    column: ColumnMapping,
  ): unknown {
    const refers =
      target.refers ?? (noun === 'flows' && /^(?:from|to)$/.test(target.path) ? 'organisations' : undefined);
    if (refers !== undefined) {
      if (noun === 'flows' && target.path === 'from' && PERSON_WORDS.has(plainOf(item)))
        return 'data-subject';
      return this.reference(refers, record, item, origin, column);
    }
    if (target.kind !== 'countries' && target.kind !== 'words') return this.openWord(target, item, column);
    const kind = target.kind === 'countries' ? 'country' : 'word';
    const value = readCell({ ...target, kind }, item, this.labels);
    this.tell(column, item, value);
    return value;
  }

  /** A word of the shared lists where the text is its label; else the text itself. */
  private openWord({ terms }: SheetColumn, text: string, column: ColumnMapping): string {
    if (terms === undefined) return text;
    const basis = terms === 'legal-bases' ? legalBasisOf(text) : undefined;
    const word = basis ?? this.labels(terms).get(plainOf(text)) ?? text;
    this.tell(column, text, word);
    return word;
  }

  /** The id of the record that a name means; a new record where nobody knows the name. */
  private reference(
    noun: RecordNoun,
    record: Changing,
    name: string,
    origin: Origin,
    mapped: ColumnMapping,
  ): string | undefined {
    const { column } = mapped;
    const known = this.names.idOf(noun, name);
    if (known !== undefined) {
      if (!this.has(noun, known)) this.tell(mapped, name, known);
      return known;
    }
    if (!MADE.has(noun)) return slug(name);
    const owner = Array.isArray(record['controllers']) ? record['controllers'][0] : record['organisation'];
    if (noun === 'divisions' && typeof owner !== 'string') {
      this.report(
        'not-carried-over',
        origin,
        column,
        `'${shorten(name)}' is a division, and the row does not say of which organisation.`,
        'Let a column before it say the organisation, or enter the division by hand.',
      );
      return undefined;
    }
    const id = this.names.newId(noun, name);
    this.keep(
      noun,
      { id, name, ...(noun === 'divisions' && { organisation: owner }) },
      { file: origin.file, row: origin.row, columns: new Map([['name', column]]) },
    );
    this.report(
      'new-record',
      origin,
      column,
      `'${shorten(name)}' is not among the ${noun}; a new record '${id}' is made of it.`,
      'If it is one that is kept already, write its id, or let the mapping say so under "values".',
    );
    return id;
  }

  private noteColumn(grid: Grid, column: number, heading: string, headRow: number): void {
    const filled = grid.rows.filter((row) => row.number > headRow && row.cells[column - 1] !== undefined);
    if (filled.length === 0) return;
    this.notes.push({
      code: 'not-carried-over',
      at: { path: '', file: grid.table.file, line: headRow, column },
      message: `The column '${shorten(heading)}' was not read (${filled.length} cells).`,
      hint: 'Let the mapping say which place of the record it fills, if it should be read.',
    });
  }

  private report(code: string, origin: Origin, column: number, message: string, hint: string): void {
    this.notes.push({ code, at: { path: '', file: origin.file, line: origin.row, column }, message, hint });
  }

  private placed(issue: Issue): Issue {
    if (issue.at.file !== undefined) return issue;
    const [noun, index, ...keys] = readKeys(issue.at.path);
    const origin =
      typeof noun === 'string' && typeof index === 'number'
        ? this.origins.get(noun as RecordNoun)?.[index]
        : undefined;
    if (origin === undefined) return issue;
    const words = keys.filter((key) => typeof key === 'string');
    let column: number | undefined;
    for (let length = words.length; length > 0 && column === undefined; length -= 1) {
      const place = words.slice(0, length).join('.');
      column =
        origin.columns.get(place) ?? [...origin.columns].find(([path]) => path.startsWith(`${place}.`))?.[1];
    }
    column ??= origin.columns.get('name') ?? origin.columns.get('id') ?? 1;
    return { ...issue, at: { path: issue.at.path, file: origin.file, line: origin.row, column } };
  }
}

/** A column fills a place of the record, or one of each part of a list; how long something is kept, one of two. */
function placesOf(noun: RecordNoun, { path, part, column }: ForeignField): SaidPlace[] {
  if (part !== undefined) {
    const by = part.columns[0]?.path ?? column.path;
    return [{ keys: [part.path, column.path], by }];
  }
  if (noun === 'activities' && path === 'retention')
    return [{ keys: ['retention'] }, { keys: ['retentionCriterion'] }];
  return [{ keys: path.split('.') }];
}

function isBlank(cell: Cell): boolean {
  return typeof cell === 'string' && cell.trim() === '';
}

/** `Yes, by the bank`: the first word answers. */
function flagWithMore(text: string): boolean | undefined {
  const first = /^\s*(\p{L}+)\b\s*[,.:;(–—-]/u.exec(text)?.[1];
  return first === undefined ? undefined : flagOf(first);
}

function valueAt(record: Changing, keys: readonly string[]): unknown {
  let here: unknown = record;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Changing)[key];
  }
  return here;
}

function setAt(record: Changing, keys: readonly string[], value: unknown): void {
  let here = record;
  for (const key of keys.slice(0, -1)) {
    const next = here[key];
    if (typeof next !== 'object' || next === null) here[key] = {};
    here = here[key] as Changing;
  }
  here[keys.at(-1) as string] = value;
}

/** An id as it may be written, from what a sheet has for one. */
function slug(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u.test(text.trim()) ? text.trim() : nameKey(text);
}
