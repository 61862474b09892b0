// Workbooks that we write, as another reader sees them: texts are texts, days are days, headings stay.
import { Workbook as OtherWorkbook } from '@cj-tech-master/excelts';
import { describe, expect, test } from 'vitest';
import { SHEET_LIMITS } from './sheet.ts';
import { type CellOut, type SheetOut, type WorkbookOut, writeWorkbook } from './xlsx-write.ts';
import { openZip } from './zip-read.ts';

async function write(sheets: readonly SheetOut[], more: Partial<WorkbookOut> = {}): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of writeWorkbook({ title: 'Register', language: 'ja', sheets, ...more }))
    parts.push(part);
  return Buffer.concat(parts);
}

async function readByOther(bytes: Uint8Array): Promise<OtherWorkbook> {
  const book = new OtherWorkbook();
  await book.xlsx.load(bytes as never);
  return book;
}

const sheetOf = (rows: readonly (readonly CellOut[])[], more: Partial<SheetOut> = {}): SheetOut => ({
  name: 'Sheet',
  columns: [
    { heading: 'A', width: 12 },
    { heading: 'B', width: 20 },
  ],
  rows,
  ...more,
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '=HYPERLINK("http://evil.example")',
  "'=1",
  '=cmd|"/c calc"!A1',
])('the text %j is a text and no formula', async (text) => {
  const bytes = await write([sheetOf([[text]])]);
  const page = (await readByOther(bytes)).getWorksheet('Sheet');
  expect(page?.getCell('A2').value).toBe(text);
  expect(page?.getCell('A2').formula).toBeUndefined();
  const zip = openZip(bytes, 'a', SHEET_LIMITS);
  let xml = '';
  for await (const piece of zip.read('xl/worksheets/sheet1.xml')) xml += Buffer.from(piece).toString();
  expect(xml).not.toMatch(/<f[ >]|<hyperlink/);
});

test('days are days, numbers numbers and flags flags; a day before March 1900 is a text', async () => {
  const page = (
    await readByOther(
      await write([
        sheetOf([
          [{ date: '2026-06-01' }, 3.5],
          [true, { date: '1900-02-28' }],
          [Number.NaN, -7],
        ]),
      ]),
    )
  ).getWorksheet('Sheet');
  expect(page?.getCell('A2').value).toEqual(new Date('2026-06-01T00:00:00Z'));
  expect(page?.getCell('B2').value).toBe(3.5);
  expect(page?.getCell('A3').value).toBe(true);
  expect(page?.getCell('B3').value).toBe('1900-02-28');
  expect(page?.getCell('A4').value).toBe('NaN');
});

test('headings stay and are filtered, widths are kept, words can be chosen from a hidden sheet', async () => {
  const bytes = await write(
    [
      sheetOf([['x', 'one']], {
        columns: [
          { heading: 'Id', width: 12 },
          { heading: 'Kind', width: 20, choices: 'kinds', prompt: 'Which kind?' },
        ],
        frozenColumns: 1,
      }),
    ],
    { lists: { kinds: ['one', 'two'] }, listsSheet: '選択肢' },
  );
  const book = await readByOther(bytes);
  const page = book.getWorksheet('Sheet');
  expect(page?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1, xSplit: 1 });
  expect(page?.autoFilter).toBe('A1:B2');
  expect(page?.getColumn(2).width).toBe(20);
  expect(page?.getCell('B2').dataValidation).toMatchObject({
    type: 'list',
    formulae: ['list_kinds'],
    prompt: 'Which kind?',
  });
  expect(book.getWorksheet('選択肢')?.state).toBe('hidden');
  expect(book.title).toBe('Register');
});

describe('names of sheets', () => {
  test('are made such that spreadsheet programs take them, none twice', async () => {
    const names = [
      'a/b:c*d?[e]',
      'Activities',
      'activities',
      'x'.repeat(40),
      `${'x'.repeat(40)}y`,
      '',
      "'quoted'",
    ];
    const book = await readByOther(await write(names.map((name) => sheetOf([], { name }))));
    const written = book.worksheets.map(({ name }) => name);
    expect(written).toEqual([
      'a b c d  e',
      'Activities',
      'activities (2)',
      'x'.repeat(31),
      `${'x'.repeat(27)} (2)`,
      'Sheet',
      'quoted',
    ]);
  });
});

test('the same content gives the same bytes', async () => {
  const one = await write([sheetOf([['a', 'b']])]);
  expect(Buffer.compare(Buffer.from(one), Buffer.from(await write([sheetOf([['a', 'b']])])))).toBe(0);
});

test('an error of the source of rows comes out of the writer', async () => {
  function* rows(): Generator<CellOut[]> {
    yield ['a'];
    throw new Error('the source is broken');
  }
  await expect(write([{ ...sheetOf([]), rows: rows() }])).rejects.toThrow('the source is broken');
});
