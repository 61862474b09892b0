// Reads our own sheets: rows to records, rows of parts to their records, and back from the path of a fault to row and column.
import type { Issue } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import { nearestWord } from '../core/base/reading.ts';
import { readKeys } from '../core/base/spot.ts';
import { readRecord } from '../core/flows/record-kinds.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import type { ImportedRecord } from '../records/register/import-source.ts';
import type { LabelWords } from './sheet-cells.ts';
import type { SheetPart } from './sheet-column.ts';
import { placeKey, type Recognised } from './sheet-recognise.ts';
import { RowReader } from './sheet-rows.ts';

/** Rows of one part by the record they belong to. */
interface PartRows {
  readonly part: SheetPart;
  readonly sheet: Recognised;
  readonly rows: Map<string, { name: string | undefined; value: unknown; row: number }[]>;
}

export interface OwnReading {
  /** The sheets as faults name them, in the order of the file. */
  readonly files: readonly string[];
  readonly covers: readonly RecordNoun[];
  readonly notes: readonly Issue[];
  /** Faults of the sheets themselves; what is wrong inside of records, their check finds. */
  readonly faults: readonly Issue[];
  /** The records in batches; may be asked for several times. */
  batches(): AsyncGenerator<readonly ImportedRecord[]>;
  place(issues: readonly Issue[]): Issue[];
}

/** Goes once through all sheets. Throws `SheetFault`. */
export async function readOwnSheets(sheets: readonly Recognised[], labels: LabelWords): Promise<OwnReading> {
  const faults: Issue[] = [];
  const notes: Issue[] = [];
  const main = sheets.filter(({ part }) => part === undefined);
  const covers = RECORD_NOUNS.filter((noun) => main.some((sheet) => sheet.noun.noun === noun));
  const parts = await readParts(
    sheets.filter(({ part }) => part !== undefined),
    labels,
    faults,
    notes,
  );
  for (const sheet of sheets) faults.push(...sheet.issues);
  const places = new Map<RecordNoun, Places>(covers.map((noun) => [noun, new Places()]));
  const used = new Map<PartRows, Set<string>>();
  for (const sheet of main) {
    const reader = new RowReader(sheet, labels);
    const { noun } = sheet.noun;
    const own = parts.filter((one) => one.sheet.noun.noun === noun);
    for await (const batch of sheet.table.rows())
      for (const row of batch) {
        if (row.number <= sheet.headRow) continue;
        const record = reader.readRecord(row);
        if (record === undefined) continue;
        places.get(noun)?.add(sheet, row.number, own.length > 0 ? record['id'] : undefined);
        for (const one of own) {
          const id = record['id'];
          if (typeof id !== 'string' || !one.rows.has(id)) continue;
          const seen = used.get(one) ?? new Set<string>();
          used.set(one, seen.add(id));
        }
      }
    faults.push(...reader.issues);
    notes.push(...reader.notes());
  }
  for (const one of parts) reportStrays(one, used.get(one), places.get(one.sheet.noun.noun), faults);
  return {
    files: sheets.map(({ table }) => table.file),
    covers,
    notes,
    faults,
    batches: () => batchesOf(main, parts, labels),
    place: (issues) => issues.map((issue) => placed(issue, places, parts)),
  };
}

async function readParts(
  sheets: readonly Recognised[],
  labels: LabelWords,
  faults: Issue[],
  notes: Issue[],
): Promise<PartRows[]> {
  const found: PartRows[] = [];
  for (const sheet of sheets) {
    const reader = new RowReader(sheet, labels);
    const rows: PartRows['rows'] = new Map();
    for await (const batch of sheet.table.rows())
      for (const row of batch) {
        if (row.number <= sheet.headRow) continue;
        const read = reader.readPartRow(row);
        if (read === undefined) continue;
        const list = rows.get(read.owner) ?? [];
        rows.set(read.owner, list);
        list.push({ name: read.name, value: read.value, row: row.number });
      }
    faults.push(...reader.issues);
    notes.push(...reader.notes());
    found.push({ part: sheet.part as SheetPart, sheet, rows });
  }
  return found;
}

function reportStrays(
  { sheet, rows }: PartRows,
  used: ReadonlySet<string> | undefined,
  places: Places | undefined,
  faults: Issue[],
): void {
  for (const [owner, list] of rows) {
    if (used?.has(owner) === true) continue;
    const near = faults.length > 100 ? undefined : nearestWord(owner, places?.ids() ?? []);
    faults.push({
      code: 'stray-row',
      at: { path: '', file: sheet.table.file, line: (list[0] as (typeof list)[number]).row, column: 1 },
      message: `The row belongs to '${owner}', which does not stand in the sheet of ${sheet.noun.label.en.toLowerCase()}.`,
      hint: `${near === undefined ? '' : `Did you mean '${near}'? `}Add the record to that sheet, or mend the id.`,
    });
  }
}

const BATCH = 1_000;

async function* batchesOf(
  main: readonly Recognised[],
  parts: readonly PartRows[],
  labels: LabelWords,
): AsyncGenerator<readonly ImportedRecord[]> {
  const counts = new Map<RecordNoun, number>();
  let batch: ImportedRecord[] = [];
  for (const sheet of main) {
    const reader = new RowReader(sheet, labels);
    const { noun } = sheet.noun;
    const own = parts.filter((one) => one.sheet.noun.noun === noun);
    for await (const rows of sheet.table.rows()) {
      for (const row of rows) {
        if (row.number <= sheet.headRow) continue;
        const record = reader.readRecord(row);
        if (record === undefined) continue;
        for (const one of own) addPart(record, one);
        const index = counts.get(noun) ?? 0;
        counts.set(noun, index + 1);
        batch.push({ noun, record, path: `${noun}[${index}]` });
      }
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

function addPart(record: Record<string, unknown>, { part, rows }: PartRows): void {
  const { id } = record;
  const list = typeof id === 'string' ? rows.get(id) : undefined;
  if (list === undefined) return;
  if (part.is === 'list') {
    const before = record[part.path];
    record[part.path] = [...(Array.isArray(before) ? before : []), ...list.map(({ value }) => value)];
    return;
  }
  const before = record[part.path];
  const map: Record<string, unknown> = typeof before === 'object' && before !== null ? { ...before } : {};
  for (const { name, value } of list)
    Object.defineProperty(map, name as string, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  record[part.path] = map;
}

/** Where the records of a noun stand, by their number in the order of reading. */
class Places {
  private readonly sheets: Recognised[] = [];
  private readonly starts: number[] = [];
  private readonly rows: number[] = [];
  private readonly names: (string | undefined)[] = [];
  private hasNames = false;

  add(sheet: Recognised, row: number, id: unknown): void {
    if (this.sheets.at(-1) !== sheet) {
      this.sheets.push(sheet);
      this.starts.push(this.rows.length);
    }
    if (id !== undefined) this.hasNames = true;
    if (this.hasNames) this.names[this.rows.length] = typeof id === 'string' ? id : undefined;
    this.rows.push(row);
  }

  find(index: number): { sheet: Recognised; row: number; id: string | undefined } | undefined {
    const row = this.rows[index];
    if (row === undefined) return undefined;
    const at = this.starts.findLastIndex((start) => start <= index);
    return { sheet: this.sheets[at] as Recognised, row, id: this.names[index] };
  }

  ids(): string[] {
    return this.names.length > 5_000 ? [] : this.names.filter((name) => name !== undefined);
  }
}

function placed(issue: Issue, places: ReadonlyMap<RecordNoun, Places>, parts: readonly PartRows[]): Issue {
  if (issue.at.file !== undefined) return issue;
  const [noun, index, ...keys] = readKeys(issue.at.path);
  const found =
    typeof noun === 'string' && typeof index === 'number'
      ? places.get(noun as RecordNoun)?.find(index)
      : undefined;
  if (found === undefined) return issue;
  const inPart = placeInPart(issue.code, keys, found.id, noun as RecordNoun, parts);
  if (inPart !== undefined) return { ...issue, at: { path: issue.at.path, ...inPart } };
  const { sheet, row } = found;
  const column = columnOf(sheet, keys);
  return { ...issue, at: { path: issue.at.path, file: sheet.table.file, line: row, column } };
}

function placeInPart(
  code: string,
  keys: readonly (string | number)[],
  id: string | undefined,
  noun: RecordNoun,
  parts: readonly PartRows[],
): { file: string; line: number; column: number } | undefined {
  const [path, item, ...rest] = keys;
  if (item === undefined || id === undefined) return undefined;
  let skipped = 0;
  for (const { part, sheet, rows } of parts) {
    if (part.path !== path || sheet.noun.noun !== noun) continue;
    const list = rows.get(id) ?? [];
    const row = typeof item === 'number' ? list[item - skipped] : list.find(({ name }) => name === item);
    if (row !== undefined) {
      // Of a map by name the name is unknown, or what stands under it is wrong.
      const under = code === 'unknown-key' ? NAME_CELL : VALUE_CELL;
      const place = rest.length === 0 && part.is === 'by-name' ? [under] : rest;
      return { file: sheet.table.file, line: row.row, column: columnOf(sheet, place) };
    }
    skipped += list.length;
  }
  return undefined;
}

const NAME_CELL = '\u0000name';
const VALUE_CELL = '\u0000value';

/** The column (from 1) in which a place of a record stands; the column of the id where it has none. */
function columnOf(sheet: Recognised, keys: readonly (string | number)[]): number {
  const words = keys.map((key) => (typeof key === 'number' ? String(key + 1) : key));
  for (let length = words.length; length > 0; length -= 1) {
    const place = words.slice(0, length).join('.');
    const column = sheet.bound.findIndex((bound) => bound !== undefined && placeKey(bound) === place);
    if (column >= 0) return column + 1;
  }
  const key = sheet.part === undefined ? 'id' : '\u0000owner';
  return (
    Math.max(
      0,
      sheet.bound.findIndex((bound) => bound !== undefined && placeKey(bound) === key),
    ) + 1
  );
}

/** Faults of the sheets, and with them those of every record, by sheet, row and column: all at once. */
export async function allFaults(reading: OwnReading): Promise<Issue[]> {
  const found: Issue[] = [...reading.faults];
  for await (const batch of reading.batches()) {
    for (const { noun, record, path } of batch) {
      const read = readRecord(noun, record);
      if (read.ok) continue;
      found.push(...reading.place(read.fault.map((issue) => below(issue, path))));
      if (found.length > ISSUES_KEPT * 2) return inOrder(found, reading.files);
    }
  }
  return inOrder(found, reading.files);
}

const ISSUES_KEPT = 1_000;

function below(issue: Issue, path: string): Issue {
  const inner = issue.at.path;
  const whole = inner === '' || inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`;
  return { ...issue, at: { ...issue.at, path: whole } };
}

/** By row and column within each sheet, the sheets as they came. */
export function inOrder(issues: readonly Issue[], sheets: readonly string[] = []): Issue[] {
  const files = new Map(sheets.map((file, index) => [file, index]));
  for (const { at } of issues)
    if (at.file !== undefined && !files.has(at.file)) files.set(at.file, files.size);
  const rank = ({ at }: Issue): number[] => [files.get(at.file ?? '') ?? -1, at.line ?? 0, at.column ?? 0];
  const sorted = [...issues].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const differs = one.findIndex((value, n) => value !== other[n]);
    return differs < 0 ? 0 : (one[differs] as number) - (other[differs] as number);
  });
  if (sorted.length <= ISSUES_KEPT) return sorted;
  const last: Issue = {
    code: 'too-many',
    at: { path: '' },
    message: `${sorted.length - ISSUES_KEPT} or more further faults are not listed.`,
    hint: 'Mend the ones above first; many of them may have one cause.',
  };
  return [...sorted.slice(0, ISSUES_KEPT), last];
}

/** Every record of the reading, as the lists of a register file. */
export async function listsOf(reading: OwnReading): Promise<Record<string, Fields[]>> {
  const lists: Record<string, Fields[]> = Object.fromEntries(reading.covers.map((noun) => [noun, []]));
  for await (const batch of reading.batches())
    for (const { noun, record } of batch) (lists[noun] as Fields[]).push(record);
  return lists;
}
