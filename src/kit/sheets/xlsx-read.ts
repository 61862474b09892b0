// Reads an .xlsx workbook from bytes that nobody vouches for, sheet by sheet and row by row; formulas count as their last value.
import type { Issue } from '../../core/base/issue.ts';
import { dayOfSerial, isDayFormat, isDayFormatNumber } from './serial-day.ts';
import { type Cell, type Merge, SHEET_LIMITS, SheetFault, type SheetLimits, type SheetRow } from './sheet.ts';
import { attributeOf, scanXml, type XmlSteps } from './xml-scan.ts';
import { openZip, type Zip } from './zip-read.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The rows in batches; ends with `SheetFault` where the sheet is damaged. */
  rows(): AsyncGenerator<readonly SheetRow[]>;
  /** Known when all rows were read. */
  merges(): readonly Merge[];
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** What stands in the file and was left alone: macros, links to other files, embedded files. */
  readonly notes: readonly Issue[];
}

/** Opens a workbook. Throws `SheetFault` (`unreadable`, `too-large`, `unsafe-package`). */
export async function openWorkbook(
  bytes: Uint8Array,
  file: string,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<Workbook> {
  const zip = openZip(bytes, file, limits);
  const root = await readLinks(zip, '_rels/.rels', '', file);
  const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (!zip.has(main)) throw noWorkbook(zip, file);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const links = await readLinks(zip, `${folder}_rels/${main.slice(folder.length)}.rels`, folder, file);
  const { sheets, isFrom1904 } = await readBook(zip, main, file);
  if (sheets.length === 0) throw noWorkbook(zip, file);
  if (sheets.length > limits.sheets)
    throw new SheetFault({
      code: 'too-large',
      at: { path: '', file },
      message: `The workbook has ${sheets.length} sheets; at most ${limits.sheets} are read.`,
      hint: 'Split it.',
    });
  const partOf = (kind: string): string | undefined =>
    links.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const styles = await readStyles(zip, partOf('styles'), file);
  const texts = await readTexts(zip, partOf('sharedStrings'), file, limits);
  const ground: Ground = { zip, file, limits, texts, styles, isFrom1904 };
  return {
    sheets: sheets.flatMap(({ name, link, isHidden }): WorkbookSheet[] => {
      const target = links.find(({ id }) => id === link);
      if (target === undefined || !target.type.endsWith('/worksheet') || !zip.has(target.target)) return [];
      const merges: Merge[] = [];
      return [
        {
          name,
          isHidden,
          rows: () => readRows(ground, target.target, name, merges),
          merges: () => merges,
        },
      ];
    }),
    notes: noteWhatIsLeft(zip, file),
  };
}

interface Ground {
  readonly zip: Zip;
  readonly file: string;
  readonly limits: SheetLimits;
  readonly texts: readonly string[];
  /** By style number: does it show a day? */
  readonly styles: readonly boolean[];
  readonly isFrom1904: boolean;
}

function noWorkbook(zip: Zip, file: string): SheetFault {
  const other = zip.has('word/document.xml')
    ? 'It is a text document (.docx).'
    : zip.has('content.xml')
      ? 'It is an OpenDocument file (.ods); save it as .xlsx.'
      : zip.has('xl/workbook.bin')
        ? 'It is a binary workbook (.xlsb); save it as .xlsx.'
        : 'Hand over an .xlsx file.';
  return new SheetFault({
    code: 'unreadable',
    at: { path: '', file },
    message: 'The package holds no workbook with sheets.',
    hint: other,
  });
}

function noteWhatIsLeft(zip: Zip, file: string): Issue[] {
  const kinds: readonly [RegExp, string][] = [
    [/vbaProject|macrosheets\/|dialogsheets\//i, 'macros'],
    [/externalLinks\//i, 'links to other workbooks'],
    [/embeddings\/|activeX\/|oleObject/i, 'embedded files or controls'],
    [/connections\.xml|queryTables\//i, 'connections to databases or web pages'],
  ];
  return kinds
    .filter(([pattern]) => zip.names.some((name) => pattern.test(name)))
    .map(([, what]) => ({
      code: 'ignored-content',
      at: { path: '', file },
      message: `The workbook holds ${what}; they were not opened.`,
      hint: 'Nothing is to be done. Cells that depend on them count as they were saved.',
    }));
}

interface Link {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** What a part refers to inside of the package; links out of it are left out. */
async function readLinks(zip: Zip, part: string, folder: string, file: string): Promise<Link[]> {
  const links: Link[] = [];
  await readPart(zip, part, file, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const target = attributeOf(attributes, 'Target') ?? '';
      links.push({
        id: attributeOf(attributes, 'Id') ?? '',
        type: attributeOf(attributes, 'Type') ?? '',
        target: resolve(folder, target),
      });
    },
  });
  return links;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const way: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') way.pop();
    else if (step !== '.' && step !== '') way.push(step);
  }
  return way.join('/');
}

async function readPart(
  zip: Zip,
  part: string | undefined,
  file: string,
  steps: Partial<XmlSteps>,
): Promise<void> {
  if (part === undefined || !zip.has(part)) return;
  const all: XmlSteps = { open: () => {}, close: () => {}, text: () => {}, ...steps };
  for await (const _ of scanXml(zip.read(part), all, part, file)) {
    // Each piece is worked on by the steps.
  }
}

async function readBook(
  zip: Zip,
  part: string,
  file: string,
): Promise<{ sheets: { name: string; link: string; isHidden: boolean }[]; isFrom1904: boolean }> {
  const sheets: { name: string; link: string; isHidden: boolean }[] = [];
  let isFrom1904 = false;
  await readPart(zip, part, file, {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(?:1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      sheets.push({
        name: attributeOf(attributes, 'name') ?? `Sheet ${sheets.length + 1}`,
        link:
          /(?:^|\s)[\w-]+:id\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes)?.slice(1).find(Boolean) ?? '',
        isHidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
      });
    },
  });
  return { sheets, isFrom1904 };
}

async function readStyles(zip: Zip, part: string | undefined, file: string): Promise<boolean[]> {
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInside = false;
  await readPart(zip, part, file, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        formats.set(
          Number(attributeOf(attributes, 'numFmtId')),
          isDayFormat(attributeOf(attributes, 'formatCode') ?? ''),
        );
      if (name === 'cellXfs') isInside = true;
      if (name === 'xf' && isInside) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        styles.push(formats.get(id) ?? isDayFormatNumber(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInside = false;
    },
  });
  return styles;
}

/** Shared texts. How a word is read aloud (`rPh`, in Japanese sheets) is no part of it. */
async function readTexts(
  zip: Zip,
  part: string | undefined,
  file: string,
  limits: SheetLimits,
): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isAloud = false;
  let signs = 0;
  await readPart(zip, part, file, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') isText = !isAloud;
      else if (name === 'rPh') isAloud = true;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rPh') isAloud = false;
      else if (name === 'si') {
        texts.push(unescapeText(text));
        signs += text.length;
        if (signs > TEXTS_MOST)
          throw new SheetFault({
            code: 'too-large',
            at: { path: '', file },
            message: `The texts of the workbook have more than ${TEXTS_MOST / 1e6} million signs.`,
            hint: 'Split it, or hand it over as CSV or JSON lines, which are read piece by piece.',
          });
      }
    },
    text: (piece) => {
      if (!isText) return;
      text += piece;
      if (text.length > limits.cellText) throw longText(file, limits);
    },
  });
  return texts;
}

const TEXTS_MOST = 400_000_000;
const BATCH = 500;

async function* readRows(
  ground: Ground,
  part: string,
  sheet: string,
  merges: Merge[],
): AsyncGenerator<readonly SheetRow[]> {
  merges.length = 0;
  const { limits } = ground;
  const file = `${ground.file}[${sheet}]`;
  let batch: SheetRow[] = [];
  let row = 0;
  let cells: Cell[] = [];
  let formulas: number[] = [];
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let takes = false;
  let isAloud = false;
  let hasFormula = false;
  let isData = false;
  const steps: XmlSteps = {
    open(name, attributes) {
      if (name === 'c') {
        const reference = attributeOf(attributes, 'r');
        column = reference === undefined ? column + 1 : columnOf(reference, column + 1);
        if (column >= limits.columns)
          throw new SheetFault({
            code: 'too-large',
            at: { path: '', file, line: row },
            message: `The sheet has more than ${limits.columns} columns.`,
            hint: 'Take the columns away that hold nothing.',
          });
        type = attributeOf(attributes, 't') ?? 'n';
        style = Number(attributeOf(attributes, 's') ?? 0);
        value = '';
        hasFormula = false;
      } else if (name === 'v' || name === 't') takes = !isAloud && isData;
      else if (name === 'f') hasFormula = true;
      else if (name === 'rPh') isAloud = true;
      else if (name === 'row') {
        const number = attributeOf(attributes, 'r');
        const next = number === undefined ? row + 1 : Number(number);
        if (!Number.isInteger(next) || next <= row || next > limits.rows)
          throw new SheetFault({
            code: next > limits.rows ? 'too-large' : 'unreadable',
            at: { path: '', file, line: row },
            message:
              next > limits.rows
                ? `The sheet has more than ${limits.rows} rows.`
                : `After row ${row} comes row '${number?.slice(0, 20)}'.`,
            hint: 'Split the sheet, or save it anew with a spreadsheet program.',
          });
        row = next;
        column = -1;
        cells = [];
        formulas = [];
      } else if (name === 'sheetData') isData = true;
      else if (name === 'mergeCell') {
        const merge = mergeOf(attributeOf(attributes, 'ref') ?? '');
        if (merge !== undefined && merges.length < 100_000) merges.push(merge);
      }
    },
    close(name) {
      if (name === 'v' || name === 't') takes = false;
      else if (name === 'c') {
        const cell = cellOf(ground, type, style, value, hasFormula);
        if (cell !== undefined) {
          cells[column] = cell;
          if (hasFormula) formulas.push(column);
        } else if (hasFormula) {
          cells[column] = { error: FORMULA_WITHOUT_VALUE };
        }
      } else if (name === 'rPh') isAloud = false;
      else if (name === 'row') {
        if (cells.length > 0) batch.push({ number: row, cells, ...(formulas.length > 0 && { formulas }) });
      } else if (name === 'sheetData') isData = false;
    },
    text(text) {
      if (!takes) return;
      value += text;
      if (value.length > limits.cellText) {
        const at = { path: '', file, line: row, column: column + 1 };
        throw new SheetFault({ ...longText(file, limits).issue, at });
      }
    },
  };
  for await (const _ of scanXml(ground.zip.read(part), steps, part, ground.file)) {
    if (batch.length >= BATCH) {
      const full = batch;
      batch = [];
      yield full;
    }
  }
  if (batch.length > 0) yield batch;
}

/** What stands for a formula whose value was not saved. */
const FORMULA_WITHOUT_VALUE = 'formula';

function cellOf(ground: Ground, type: string, style: number, value: string, hasFormula: boolean): Cell {
  if (value === '' && !(hasFormula && type === 'str')) return undefined;
  switch (type) {
    case 's': {
      const text = ground.texts[Number(value)];
      return text === undefined || text === '' ? undefined : text;
    }
    case 'inlineStr':
    case 'str':
      return value === '' ? undefined : unescapeText(value);
    case 'b':
      return value.trim() === '1' || value.trim() === 'true';
    case 'e':
      return { error: value };
    case 'd':
      return { date: value.replace(/T00:00:00(?:\.0+)?Z?$/, '').slice(0, 19) };
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return value;
      const day = ground.styles[style] === true ? dayOfSerial(number, ground.isFrom1904) : undefined;
      return day === undefined ? number : { date: day };
    }
  }
}

/** `_x000D_` stands for a sign that XML cannot hold. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function longText(file: string, limits: SheetLimits): SheetFault {
  return new SheetFault({
    code: 'too-large',
    at: { path: '', file },
    message: `A cell holds more than ${limits.cellText} signs.`,
    hint: 'A spreadsheet program keeps 32,767 signs in a cell. Shorten the text.',
  });
}

/** The column of `BC12`, from 0. */
function columnOf(reference: string, otherwise: number): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at += 1) {
    const code = reference.charCodeAt(at) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + (code - 96);
  }
  return column === 0 ? otherwise : column - 1;
}

function mergeOf(reference: string): Merge | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (found === null) return undefined;
  const [, left = '', top = '', right = '', bottom = ''] = found;
  return {
    top: Number(top),
    left: columnOf(left, 0) + 1,
    bottom: Number(bottom),
    right: columnOf(right, 0) + 1,
  };
}
