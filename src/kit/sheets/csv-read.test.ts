// CSV files of any hand: letters of several kinds, several separators, quotes and line breaks, and what is broken.
import { describe, expect, test } from 'vitest';
import { lookAtCsv, readCsv } from './csv-read.ts';
import { writeCsv } from './csv-write.ts';
import { catchFault, type SheetRow } from './sheet.ts';

const piecesOf = (bytes: Uint8Array, size = 5) =>
  async function* () {
    // In pieces that cut through letters.
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

async function read(
  bytes: Uint8Array,
): Promise<{ rows: SheetRow[]; look: Awaited<ReturnType<typeof lookAtCsv>> }> {
  const look = await lookAtCsv(piecesOf(bytes), 'a.csv');
  const rows: SheetRow[] = [];
  for await (const batch of readCsv(piecesOf(bytes), 'a.csv', look)) rows.push(...batch);
  return { rows, look };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
/** 会社名,国 / 朝霧通信,日本 / テスト,ドイツ */
const SHIFT_JIS = Buffer.from(
  '89ef8ed096bc2c8d910d0a92a996b692ca904d2c93fa967b0d0a836583588367' + '2c8368834383630d0a',
  'hex',
);
/** Straße;Größe / Müller;Äpfel */
const WINDOWS_1252 = Buffer.from('53747261df653b4772f6df650d0a4dfc6c6c65723bc47066656c0d0a', 'hex');

describe('letters', () => {
  test.each([
    ['utf-8', utf8('名,b\nä,1\n')],
    ['utf-8', utf8('\uFEFF名,b\nä,1\n')],
    ['utf-16le', utf16('名,b\nä,1\n', false, true)],
    ['utf-16be', utf16('名,b\nä,1\n', true, true)],
    ['utf-16le', utf16('name,b\nä,1\n', false, false)],
    ['utf-16be', utf16('name,b\nä,1\n', true, false)],
  ])('of %s are recognised', async (encoding, bytes) => {
    const { rows, look } = await read(bytes);
    expect(look.encoding).toBe(encoding);
    expect(rows[1]?.cells).toEqual(['ä', '1']);
    expect(rows[0]?.cells[0]).toMatch(/^(?:名|name)$/);
  });

  test('of Shift_JIS are recognised', async () => {
    const { rows, look } = await read(SHIFT_JIS);
    expect(look.encoding).toBe('shift_jis');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['会社名', '国'],
      ['朝霧通信', '日本'],
      ['テスト', 'ドイツ'],
    ]);
  });

  test('of Windows-1252 are recognised', async () => {
    const { rows, look } = await read(WINDOWS_1252);
    expect(look).toMatchObject({ encoding: 'windows-1252', separator: ';' });
    expect(rows[1]?.cells).toEqual(['Müller', 'Äpfel']);
  });

  test('can be said where nobody can tell', async () => {
    expect(await lookAtCsv(piecesOf(WINDOWS_1252), 'a.csv', { encoding: 'shift_jis' })).toMatchObject({
      encoding: 'shift_jis',
    });
  });

  test('that are others further down are a fault', async () => {
    const look = await lookAtCsv(piecesOf(utf8('a,b\n')), 'a.csv');
    const result = await catchFault(async () => {
      for await (const _ of readCsv(piecesOf(WINDOWS_1252), 'a.csv', look)) {
        // Read to the end.
      }
    });
    expect(result).toMatchObject({ ok: false, fault: [{ code: 'unreadable', at: { file: 'a.csv' } }] });
  });
});

describe('separators and quotes', () => {
  test.each([
    [',', 'a,b,c\n"x;y",2,3\n'],
    [';', 'a;b;c\n"x,y";2,5;3\n'],
    ['\t', 'a\tb\tc\nx, y\t2\t3\n'],
    ['|', 'a|b|c\nx|2|3\n'],
    [';', 'sep=;\na;b;c\nx;2;3\n'],
  ])('%j is recognised', async (separator, text) => {
    const { rows, look } = await read(utf8(text));
    expect(look.separator).toBe(separator);
    expect(rows.at(-1)?.cells).toHaveLength(3);
  });

  test('quotes, doubled quotes, separators and line breaks inside of cells are read; empty rows count', async () => {
    const { rows } = await read(utf8('a,b\r\n"x ""y"", z","two\r\nlines"\r\n\r\n,3\r\n'));
    expect(rows).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['x "y", z', 'two\r\nlines'] },
      { number: 4, cells: [undefined, '3'] },
    ]);
  });

  test('a quotation mark that is not closed is told by its row', async () => {
    const result = await catchFault(() => read(utf8('a,b\n1,2\n"open,3\n4,5\n')));
    expect(result).toMatchObject({ ok: false, fault: [{ code: 'unreadable', at: { line: 3 } }] });
  });

  test('an empty file and one that is no text are refused', async () => {
    expect(await catchFault(() => read(utf8('')))).toMatchObject({
      ok: false,
      fault: [{ code: 'unreadable' }],
    });
    expect(
      await catchFault(() => read(Buffer.from('PK\u0003\u0004\u0000\u0000,\u0000\u0000'))),
    ).toMatchObject({ ok: false });
  });
});

test('what would be a formula is written with an apostrophe, and read without it', async () => {
  const texts = ['=1+1', '+1', '-1', '@a', '\t1', '\r1', '＝1', "'=1", "''=1", "'", "it's", '-', '', 'plain'];
  const parts: Uint8Array[] = [];
  for await (const part of writeCsv(texts.map((text) => ['x', text === '' ? undefined : text])))
    parts.push(part);
  const bytes = Buffer.concat(parts);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const lines = bytes.toString('utf8').slice(1);
  expect(lines).not.toMatch(/,"?[=+\-@\t＝]|,"\r/);
  const { rows } = await read(bytes);
  expect(rows.map(({ cells }) => cells[1] ?? '')).toEqual(texts);
});
