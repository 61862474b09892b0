// Writes an .xlsx workbook row by row: texts as texts (never formulas), days as days, headings that stay, filters, lists of choices.

import { serialOfDay } from './serial-day.ts';
import { lettersOf } from './sheet.ts';
import { type PartOut, writeZip } from './zip-write.ts';

export type CellStyle = 'plain' | 'head' | 'title' | 'wrap' | 'faint';

/** A text is written as a text whatever it begins with. A day that spreadsheet programs do not know is written as a text. */
export type CellOut =
  | string
  | number
  | boolean
  | { readonly date: string }
  | { readonly text: string; readonly style: CellStyle }
  | undefined;

export interface ColumnOut {
  readonly heading: string;
  /** In letters of the usual font. */
  readonly width: number;
  /** How cells of this column look where they say nothing themselves. */
  readonly style?: CellStyle;
  /** What may be chosen; must be a `list` of the workbook. Other values are let in after a warning. */
  readonly choices?: string;
  /** What a person reads who chooses a cell of the column. */
  readonly prompt?: string;
}

export interface SheetOut {
  readonly name: string;
  /** Rows above the headings. */
  readonly above?: readonly (readonly CellOut[])[];
  /** Without headings (an empty list of columns has none) nothing is frozen or filtered. */
  readonly columns: readonly ColumnOut[];
  readonly rows: Iterable<readonly CellOut[]> | AsyncIterable<readonly CellOut[]>;
  /** Columns that stay when the sheet is moved sideways. */
  readonly frozenColumns?: number;
  /** Widths of the columns of a sheet that has no headings. */
  readonly widths?: readonly number[];
  /** Cells shown as one, as in `A1:D1`. */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
}

export interface WorkbookOut {
  readonly title: string;
  readonly language: string;
  readonly author?: string;
  /** An instant in ISO 8601; absent: none is written, so that the same content gives the same bytes. */
  readonly createdAt?: string;
  /** Lists of choices by name (letters only); they stand on a sheet of their own. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly listsSheet?: string;
  readonly sheets: Iterable<SheetOut> | AsyncIterable<SheetOut>;
}

/** Signs in one cell. */
const CELL_TEXT_MOST = 32_767;
/** Rows of one sheet. */
export const ROWS_MOST = 1_048_576;
export const COLUMNS_MOST = 16_384;

const STYLES: Readonly<Record<CellStyle, number>> = { plain: 0, head: 2, title: 3, wrap: 4, faint: 5 };
const DAY_STYLE = 1;
const BUFFER = 1 << 16;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** The bytes of the workbook; sheets are asked for one after the other. */
export function writeWorkbook(book: WorkbookOut): AsyncGenerator<Uint8Array> {
  return writeZip(partsOf(book));
}

interface Known {
  readonly name: string;
  readonly hidden: boolean;
  readonly head: number;
  readonly columns: number;
  readonly rows: number;
}

async function* partsOf(book: WorkbookOut): AsyncGenerator<PartOut> {
  const known: Known[] = [];
  const taken = new Set<string>();
  for await (const sheet of book.sheets) {
    const name = nameOf(sheet.name, taken);
    const count = { rows: 0 };
    yield {
      name: `xl/worksheets/sheet${known.length + 1}.xml`,
      content: sheetXml(sheet, book, known.length === 0, count),
    };
    known.push({
      name,
      hidden: sheet.hidden === true,
      head: (sheet.above?.length ?? 0) + 1,
      columns: sheet.columns.length,
      rows: count.rows,
    });
  }
  const lists = Object.entries(book.lists ?? {});
  const listsName = lists.length > 0 ? nameOf(book.listsSheet ?? 'Lists', taken) : undefined;
  if (listsName !== undefined) {
    yield {
      name: `xl/worksheets/sheet${known.length + 1}.xml`,
      content: sheetXml(listSheet(lists), book, false, { rows: 0 }),
    };
    known.push({ name: listsName, hidden: true, head: 1, columns: 0, rows: 0 });
  }
  yield { name: 'xl/workbook.xml', content: [bookXml(known, lists, listsName)] };
  yield { name: 'xl/styles.xml', content: [STYLES_XML] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [bookLinks(known.length)] };
  yield { name: '_rels/.rels', content: [ROOT_LINKS] };
  yield { name: 'docProps/core.xml', content: [coreXml(book)] };
  yield { name: 'docProps/app.xml', content: [APP_XML] };
  yield { name: '[Content_Types].xml', content: [typesXml(known.length)] };
}

function listSheet(lists: readonly [string, readonly string[]][]): SheetOut {
  const longest = Math.max(...lists.map(([, words]) => words.length));
  const rows = Array.from({ length: longest }, (_, n) => lists.map(([, words]) => words[n]));
  return { name: '', columns: lists.map(([name]) => ({ heading: name, width: 24 })), rows };
}

/** A name that spreadsheet programs take: 31 signs at most, none of []:*?/\, no other sheet of that name. */
function nameOf(wanted: string, taken: Set<string>): string {
  const bare =
    legal(
      wanted
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim(),
    ) || 'Sheet';
  for (let n = 1; ; n += 1) {
    const ending = n === 1 ? '' : ` (${n})`;
    const name = `${[...bare].slice(0, 31 - ending.length).join('')}${ending}`;
    if (name.length <= 31 && !taken.has(name.toLowerCase())) {
      taken.add(name.toLowerCase());
      return name;
    }
  }
}

async function* sheetXml(
  sheet: SheetOut,
  book: WorkbookOut,
  isFirst: boolean,
  count: { rows: number },
): AsyncGenerator<string> {
  const { columns } = sheet;
  const hasHead = columns.length > 0;
  const head = (sheet.above?.length ?? 0) + 1;
  const last = lettersOf(Math.max(0, columns.length - 1));
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${LINKS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${viewXml(sheet, isFirst, head, hasHead)}<sheetFormatPr defaultRowHeight="15"/>`;
  const widths: readonly Pick<ColumnOut, 'width' | 'style'>[] = hasHead
    ? columns
    : (sheet.widths ?? []).map((width) => ({ width }));
  if (widths.length > 0)
    yield `<cols>${widths.map(({ width, style }, n) => `<col min="${n + 1}" max="${n + 1}" width="${Math.min(255, width)}"${style === undefined ? '' : ` style="${STYLES[style]}"`} customWidth="1"/>`).join('')}</cols>`;
  yield '<sheetData>';
  let text = '';
  let row = 0;
  for (const cells of sheet.above ?? []) {
    row += 1;
    text += rowXml(row, cells, []);
  }
  if (hasHead) {
    row += 1;
    text += rowXml(
      row,
      columns.map(({ heading }) => ({ text: heading, style: 'head' as const })),
      [],
    );
  }
  const styles = columns.map(({ style }) => (style === undefined ? 0 : STYLES[style]));
  for await (const cells of sheet.rows) {
    row += 1;
    if (row > ROWS_MOST) throw new Error(`The sheet ${sheet.name} has more than ${ROWS_MOST} rows.`);
    text += rowXml(row, cells, styles);
    if (text.length > BUFFER) {
      yield text;
      text = '';
    }
  }
  count.rows = row;
  yield `${text}</sheetData>`;
  if (hasHead) yield `<autoFilter ref="A${head}:${last}${Math.max(row, head)}"/>`;
  if (sheet.merges !== undefined && sheet.merges.length > 0)
    yield `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  yield validationXml(columns, head, book);
  yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>';
}

function viewXml(sheet: SheetOut, isFirst: boolean, head: number, hasHead: boolean): string {
  const columns = sheet.frozenColumns ?? 0;
  const selected = isFirst ? ' tabSelected="1"' : '';
  if (!hasHead) return `<sheetViews><sheetView${selected} workbookViewId="0"/></sheetViews>`;
  const corner = `${lettersOf(columns)}${head + 1}`;
  const pane = columns > 0 ? 'bottomRight' : 'bottomLeft';
  const across = columns > 0 ? ` xSplit="${columns}"` : '';
  return `<sheetViews><sheetView${selected} workbookViewId="0"><pane${across} ySplit="${head}" topLeftCell="${corner}" activePane="${pane}" state="frozen"/><selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/></sheetView></sheetViews>`;
}

function validationXml(columns: readonly ColumnOut[], head: number, book: WorkbookOut): string {
  const all = columns.flatMap(({ choices, prompt, heading }, n) => {
    const range = `${lettersOf(n)}${head + 1}:${lettersOf(n)}${ROWS_MOST}`;
    const words = choices === undefined ? undefined : book.lists?.[choices];
    const hint =
      prompt === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${attribute(cut(heading, 32))}" prompt="${attribute(cut(prompt, 255))}"`;
    if (words === undefined)
      return prompt === undefined ? [] : [`<dataValidation allowBlank="1"${hint} sqref="${range}"/>`];
    return [
      `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1"${hint} sqref="${range}"><formula1>list_${choices}</formula1></dataValidation>`,
    ];
  });
  return all.length === 0 ? '' : `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
}

function rowXml(row: number, cells: readonly CellOut[], styles: readonly number[]): string {
  let text = `<row r="${row}">`;
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column];
    if (cell === undefined || cell === '') continue;
    text += cellXml(
      cell,
      `${column < 26 ? String.fromCharCode(65 + column) : lettersOf(column)}${row}`,
      styles[column] ?? 0,
    );
  }
  return `${text}</row>`;
}

function cellXml(cell: Exclude<CellOut, undefined>, place: string, style: number): string {
  if (typeof cell === 'string') return textXml(cell, place, style);
  if (typeof cell === 'number')
    return Number.isFinite(cell)
      ? `<c r="${place}"${style === 0 ? '' : ` s="${style}"`}><v>${cell}</v></c>`
      : textXml(String(cell), place, style);
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('text' in cell) return textXml(cell.text, place, STYLES[cell.style]);
  const serial = serialOfDay(cell.date);
  return serial === undefined
    ? textXml(cell.date, place, style)
    : `<c r="${place}" s="${DAY_STYLE}"><v>${serial}</v></c>`;
}

function textXml(text: string, place: string, style: number): string {
  const look = style === 0 ? '' : ` s="${style}"`;
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${escapeText(cut(text, CELL_TEXT_MOST))}</t></is></c>`;
}

/** Cut without halving a sign of two parts. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most;
  return text.slice(0, end);
}

/** `_x000D_` stands for a sign that XML cannot hold, and what looks like that is written so that it does not. */
function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return legal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs to be replaced.
const NEEDS_ESCAPE = /[&<>\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\uD800-\uDFFF]|_x[0-9A-Fa-f]{4}_/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs to be replaced.
const ILLEGAL = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function legal(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(ILLEGAL, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

function attribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}

function bookXml(
  known: readonly Known[],
  lists: readonly [string, readonly string[]][],
  listsName: string | undefined,
): string {
  const sheets = known.map(
    ({ name, hidden }, n) =>
      `<sheet name="${attribute(name)}" sheetId="${n + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${n + 1}"/>`,
  );
  const quoted = (name: string): string => `'${attribute(name.replaceAll("'", "''"))}'`;
  const headings = known.flatMap(({ name, head, columns, rows }, n) =>
    columns === 0
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${n}" hidden="1">${quoted(name)}!$A$${head}:$${lettersOf(columns - 1)}$${Math.max(rows, head)}</definedName>`,
          `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">${quoted(name)}!$${head}:$${head}</definedName>`,
        ],
  );
  const named = lists.map(([name, words], n) => {
    const letters = lettersOf(n);
    return `<definedName name="list_${name}">${quoted(listsName as string)}!$${letters}$2:$${letters}$${words.length + 1}</definedName>`;
  });
  const names = [...headings, ...named];
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><workbookPr/><bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets>${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`;
}

function bookLinks(sheets: number): string {
  const links = Array.from(
    { length: sheets },
    (_, n) =>
      `<Relationship Id="rId${n + 1}" Type="${LINKS}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}<Relationship Id="rId${sheets + 1}" Type="${LINKS}/styles" Target="styles.xml"/></Relationships>`;
}

const ROOT_LINKS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${LINKS}/extended-properties" Target="docProps/app.xml"/></Relationships>`;

const APP_XML = `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Sekisho</Application></Properties>`;

function coreXml({ title, language, author, createdAt }: WorkbookOut): string {
  const created =
    createdAt === undefined
      ? ''
      : `<dcterms:created xsi:type="dcterms:W3CDTF">${attribute(createdAt)}</dcterms:created>`;
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeText(title)}</dc:title><dc:creator>${escapeText(author ?? 'Sekisho')}</dc:creator>${created}<dc:language>${attribute(language)}</dc:language></cp:coreProperties>`;
}

function typesXml(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = Array.from(
    { length: sheets },
    (_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${parts.join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`;
}

/** plain, day, head, title, wrap, faint: in the order of STYLES. */
const STYLES_XML = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="4"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font><font><sz val="10"/><color rgb="FF666666"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3E9F0"/></patternFill></fill></fills><borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FF8899AA"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf><alignment vertical="top"/></xf><xf numFmtId="164" applyNumberFormat="1"><alignment vertical="top"/></xf><xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="2" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="3" applyFont="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
