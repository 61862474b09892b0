// From tables to records: our own sheets by their headings, foreign ones by a mapping that is remembered or guessed.
import type { Issue } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { REGISTER_FORMAT } from '../core/flows/parse-register.ts';
import { readRecord } from '../core/flows/record-kinds.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import { catchFault } from '../kit/sheets/sheet.ts';
import type { ImportedRecord } from '../records/register/import-source.ts';
import type { DecodeOptions, Decoding, Mapping, StreamedSource } from './format.ts';
import { labelWords } from './sheet-cells.ts';
import { type ForeignReading, readForeign } from './sheet-foreign.ts';
import { type Grid, readGrid } from './sheet-grid.ts';
import { findRow, guessMapping } from './sheet-guess.ts';
import { isGuide } from './sheet-guide.ts';
import { MAPPING_FORMAT, readMapping, type SheetMapping, type TableMapping } from './sheet-mapping.ts';
import { allFaults, inOrder, listsOf, type OwnReading, readOwnSheets } from './sheet-read.ts';
import { type Recognised, recogniseOwn } from './sheet-recognise.ts';
import type { Table, TablesIn } from './sheet-table.ts';

/** All bytes together: the list of the parts of a package stands at its end. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    size += chunk.byteLength;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of all) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A shape of sheets that is known as a whole, as the template of an authority. */
export interface Template {
  is(grids: readonly Grid[]): boolean;
  decode(grids: readonly Grid[], fileName: string, options: DecodeOptions): Result<Decoding>;
}

/** What came of a file: our own sheets, to be gone through again, or foreign ones, read whole. */
type Opened =
  | { readonly is: 'own'; readonly reading: OwnReading; readonly notes: readonly Issue[] }
  | {
      readonly is: 'foreign';
      readonly reading: ForeignReading;
      readonly notes: readonly Issue[];
      readonly mapping: SheetMapping;
    }
  | { readonly is: 'template'; readonly decoding: Decoding };

/** Reads a file as a whole; all faults at once, by sheet, row and column. */
export async function decodeTables(
  open: () => Promise<TablesIn>,
  fileName: string,
  options: DecodeOptions,
  templates: readonly Template[] = [],
): Promise<Result<Decoding>> {
  const opened = await openTables(open, fileName, options, templates);
  if (!opened.ok) return opened;
  if (opened.value.is === 'template') return succeed(opened.value.decoding);
  const { reading, notes } = opened.value;
  if (opened.value.is === 'foreign') {
    const { covers, value } = foreignValue(opened.value.reading);
    return succeed({
      value,
      covers,
      place: reading.place,
      says: opened.value.reading.says,
      notes: inOrder([...notes, ...reading.notes]),
      mapping: opened.value.mapping as unknown as Mapping,
    });
  }
  const own = opened.value.reading;
  const lists = await catchFault(() => listsOf(own));
  if (!lists.ok) return lists;
  return succeed({
    value: { format: REGISTER_FORMAT, ...lists.value },
    covers: own.covers,
    place: own.place,
    notes: [...notes, ...own.notes],
  });
}

/** The same without holding the records of our own sheets in memory. */
export async function streamTables(
  open: () => Promise<TablesIn>,
  format: string,
  fileName: string,
  options: DecodeOptions,
  templates: readonly Template[] = [],
): Promise<Result<StreamedSource>> {
  const opened = await openTables(open, fileName, options, templates);
  if (!opened.ok) return opened;
  if (opened.value.is === 'template') {
    const { value, covers, place, notes, says } = opened.value.decoding;
    const lists = new Map(
      RECORD_NOUNS.map((noun) => [noun, (value as Record<string, Fields[]>)[noun] ?? []]),
    );
    return succeed({ format, fileName, covers, batches: () => batchesOf(lists, says), place, notes });
  }
  if (opened.value.is === 'own') {
    const { covers, batches, place, notes } = opened.value.reading;
    return succeed({ format, fileName, covers, batches, place, notes: [...opened.value.notes, ...notes] });
  }
  const { lists, place, notes, says } = opened.value.reading;
  const { covers } = foreignValue(opened.value.reading);
  return succeed({
    format,
    fileName,
    covers,
    batches: () => batchesOf(lists, says),
    place,
    notes: inOrder([...opened.value.notes, ...notes]),
    mapping: opened.value.mapping as unknown as Mapping,
  });
}

async function openTables(
  open: () => Promise<TablesIn>,
  fileName: string,
  options: DecodeOptions,
  templates: readonly Template[],
): Promise<Result<Opened>> {
  const settled = options.mapping === undefined ? undefined : readMapping(options.mapping);
  if (settled?.ok === false) return settled;
  const opened = await catchFault(async (): Promise<Result<Opened>> => {
    const { tables, notes } = await open();
    const { own, others } = await sorted(tables);
    if (own.length > 0) {
      const reading = await readOwnSheets(own, labelWords(options.rulebook?.terms));
      if (reading.faults.length > 0) return fail(await allFaults(reading));
      return succeed({
        is: 'own',
        reading,
        notes: [...notes, ...others.filter(({ name }) => !isGuide(name)).map(unknownSheet)],
      });
    }
    const grids: Grid[] = [];
    for (const table of others) grids.push(await readGrid(table));
    // What is remembered of other sheets says nothing of these.
    const isSettled = grids.some((grid) => recall(grid, settled?.value) !== undefined);
    const template = isSettled ? undefined : templates.find((one) => one.is(grids));
    if (template === undefined) return openForeign(grids, fileName, options, settled?.value, notes);
    const decoded = template.decode(grids, fileName, options);
    if (!decoded.ok) return decoded;
    return succeed({
      is: 'template',
      decoding: { ...decoded.value, notes: [...notes, ...decoded.value.notes] },
    });
  });
  return opened.ok ? opened.value : opened;
}

function openForeign(
  grids: readonly Grid[],
  fileName: string,
  options: DecodeOptions,
  settled: SheetMapping | undefined,
  notes: readonly Issue[],
): Result<Opened> {
  const mapped: { grid: Grid; mapping: TableMapping }[] = [];
  const left: Table[] = [];
  for (const grid of grids) {
    const mapping = recall(grid, settled) ?? guessMapping(grid);
    if (mapping === undefined) left.push(grid.table);
    else mapped.push({ grid, mapping });
  }
  if (!mapped.some(({ mapping }) => mapping.noun !== null)) return fail([nothingKnown(fileName)]);
  const reading = readForeign(mapped, options);
  if (reading.faults.length > 0) return fail(inOrder([...reading.faults, ...faultsOfRecords(reading)]));
  const mapping: SheetMapping = { format: MAPPING_FORMAT, sheets: reading.mappings };
  return succeed({ is: 'foreign', reading, mapping, notes: [...notes, ...left.map(unknownSheet)] });
}

/** The mapping that was settled for these headings, wherever they stand in the sheet now. */
function recall(grid: Grid, settled: SheetMapping | undefined): TableMapping | undefined {
  for (const sheet of settled?.sheets ?? []) {
    const headRow = findRow(grid, sheet.fingerprint);
    if (headRow !== undefined) return { ...sheet, headRow, sheet: grid.table.name };
  }
  return undefined;
}

/** What `readRecord` says of all records, placed. */
export function faultsOfRecords({ lists, place }: Pick<ForeignReading, 'lists' | 'place'>): Issue[] {
  const found: Issue[] = [];
  for (const [noun, records] of lists)
    for (const [index, record] of records.entries()) {
      const read = readRecord(noun, record);
      if (read.ok) continue;
      const path = `${noun}[${index}]`;
      const placed = read.fault.map(({ at, ...issue }) => ({
        ...issue,
        at: {
          ...at,
          path: at.path === '' || at.path.startsWith('[') ? `${path}${at.path}` : `${path}.${at.path}`,
        },
      }));
      found.push(...place(placed));
    }
  return found;
}

/** What a file of others holds everything of are the nouns of its rows, not those of whom it only gives the names. */
export function foreignValue({ lists, covers }: Pick<ForeignReading, 'lists' | 'covers'>): {
  covers: RecordNoun[];
  value: Record<string, unknown>;
} {
  const held = RECORD_NOUNS.filter((noun) => lists.has(noun));
  return {
    covers: held.filter((noun) => covers.has(noun)),
    value: { format: REGISTER_FORMAT, ...Object.fromEntries(held.map((noun) => [noun, lists.get(noun)])) },
  };
}

async function* batchesOf(
  lists: ReadonlyMap<RecordNoun, readonly Fields[]>,
  says: Decoding['says'],
): AsyncGenerator<readonly ImportedRecord[]> {
  for (const noun of RECORD_NOUNS) {
    const records = lists.get(noun) ?? [];
    for (let at = 0; at < records.length; at += BATCH)
      yield records.slice(at, at + BATCH).map((record, index) => {
        const said = says?.(noun, at + index);
        return { noun, record, path: `${noun}[${at + index}]`, ...(said && { says: said }) };
      });
  }
}

const BATCH = 1_000;

async function sorted(tables: readonly Table[]): Promise<{ own: Recognised[]; others: Table[] }> {
  const own: Recognised[] = [];
  const others: Table[] = [];
  for (const table of tables) {
    const found = await recogniseOwn(table);
    if (found !== undefined) own.push(found);
    else others.push(table);
  }
  return { own, others };
}

function unknownSheet(table: Table): Issue {
  return {
    code: 'unknown-sheet',
    at: { path: '', file: table.file },
    message: 'The headings of the sheet say nothing that is known here; it was not read.',
    hint: 'If it should be read, give it the headings of an exported workbook, or map its columns. If not, put # before its name.',
  };
}

function nothingKnown(fileName: string): Issue {
  return {
    code: 'no-heading',
    at: { path: '', file: fileName },
    message: 'No row was found whose texts could be headings that are known here.',
    hint: 'Export a register to see our headings, or hand over a mapping that says what the columns mean.',
  };
}
