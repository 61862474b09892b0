// Workbooks that nobody vouches for: bombs, entities, doubled parts, strange names, macros, formulas; and what other programs write.
import { crc32 } from 'node:zlib';
import { Workbook as OtherWorkbook } from '@cj-tech-master/excelts';
import { describe, expect, test } from 'vitest';
import { catchFault, SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet.ts';
import { openWorkbook, type Workbook } from './xlsx-read.ts';
import { openZip } from './zip-read.ts';
import { writeZip } from './zip-write.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const BOOK = `<workbook ${MAIN} xmlns:r="${LINK}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const ROOT = `<Relationships><Relationship Id="rId1" Type="${LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const LINKS = `<Relationships><Relationship Id="rId1" Type="${LINK}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${LINK}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${LINK}/styles" Target="styles.xml"/></Relationships>`;
const sheet = (rows: string, after = ''): string =>
  `<?xml version="1.0"?><worksheet ${MAIN}><sheetData>${rows}</sheetData>${after}</worksheet>`;

type Parts = Record<string, string | Iterable<string>>;

async function pack(parts: Parts): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  const list = Object.entries(parts).map(([name, content]) => ({
    name,
    content: typeof content === 'string' ? [content] : content,
  }));
  for await (const piece of writeZip(list)) all.push(piece);
  return Buffer.concat(all);
}

function book(rows: string, more: Parts = {}): Promise<Uint8Array> {
  return pack({
    '_rels/.rels': ROOT,
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': LINKS,
    'xl/worksheets/sheet1.xml': sheet(rows),
    ...more,
  });
}

async function rowsOf(
  bytes: Uint8Array,
  limits?: SheetLimits,
): Promise<{ workbook: Workbook; rows: SheetRow[] }> {
  const workbook = await openWorkbook(bytes, 'a.xlsx', limits);
  const rows: SheetRow[] = [];
  for (const one of workbook.sheets) for await (const batch of one.rows()) rows.push(...batch);
  return { workbook, rows };
}

/** The code of the fault with which reading ends. */
async function faultOf(bytes: Uint8Array, limits?: SheetLimits): Promise<string> {
  const result = await catchFault(() => rowsOf(bytes, limits));
  if (result.ok) return 'none';
  const [issue] = result.fault;
  expect(issue?.message.length).toBeGreaterThan(20);
  expect(issue?.hint.length).toBeGreaterThan(8);
  return issue?.code ?? '';
}

describe('bombs', () => {
  test('a part that says that it grows without measure is refused before it is unpacked', async () => {
    function* zeros(): Generator<string> {
      const piece = ' '.repeat(1 << 20);
      for (let n = 0; n < 64; n += 1) yield piece;
    }
    const bytes = await book('', { 'xl/worksheets/sheet1.xml': zeros() });
    expect(await faultOf(bytes)).toBe('unsafe-package');
    // The list of parts alone is enough to refuse it: nothing waits here for a part to be unpacked.
    expect(() => openZip(bytes, 'a.xlsx', SHEET_LIMITS)).toThrow('grows from');
  });

  test('a part that holds more than it says is refused while it is unpacked', async () => {
    const bytes = Buffer.from(await book('<row r="1"><c r="A1"><v>1</v></c></row>'));
    // The sizes in the list of parts are made smaller; the packed bytes stay as they are.
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (
        bytes.readUInt32LE(at) === 0x02014b50 &&
        bytes.toString('utf8', at + 46, at + 46 + 24) === 'xl/worksheets/sheet1.xml'
      )
        bytes.writeUInt32LE(40, at + 24);
    expect(await faultOf(bytes)).toBe('unsafe-package');
  });

  test('parts that lie over each other are refused', async () => {
    const bytes = Buffer.from(await book('<row r="1"/>'));
    const listed: number[] = [];
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (bytes.readUInt32LE(at) === 0x02014b50) listed.push(at);
    bytes.writeUInt32LE(bytes.readUInt32LE((listed[0] as number) + 42), (listed[1] as number) + 42);
    expect(await faultOf(bytes)).toBe('unsafe-package');
  });

  test('bounds on parts, sheets, rows, columns, texts and bytes hold', async () => {
    const bytes = await book(
      '<row r="1"><c r="C1" t="inlineStr"><is><t>long text</t></is></c></row><row r="7"/>',
    );
    expect(await faultOf(bytes, { ...SHEET_LIMITS, parts: 3 })).toBe('unsafe-package');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, sheets: 0 })).toBe('too-large');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, rows: 6 })).toBe('too-large');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, columns: 2 })).toBe('too-large');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, cellText: 4 })).toBe('too-large');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, fileBytes: 100 })).toBe('too-large');
    expect(await faultOf(bytes, { ...SHEET_LIMITS, unpackedBytes: 100 })).toBe('too-large');
    expect(await faultOf(bytes)).toBe('none');
  });

  test('a document type, which entities need, is refused wherever it stands', async () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>';
    const evil = `<?xml version="1.0"?>${lol}<worksheet><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(await faultOf(await book('', { 'xl/worksheets/sheet1.xml': evil }))).toBe('unsafe-package');
    expect(await faultOf(await book('', { 'xl/sharedStrings.xml': `${lol}<sst/>` }))).toBe('unsafe-package');
    const file = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>';
    expect(await faultOf(await book('', { 'xl/workbook.xml': file }))).toBe('unsafe-package');
    expect(await faultOf(await book('<row r="1"><c r="A1"><v>&b;</v></c></row>'))).toBe('unreadable');
  });

  test('elements that lie too deep inside each other, and tags that do not end, are refused', async () => {
    expect(await faultOf(await book('<a>'.repeat(500)))).toBe('unreadable');
    expect(await faultOf(await book(`<c ${'x'.repeat(3 << 20)}`))).toBe('unreadable');
  });
});

describe('packages that try to be something else', () => {
  test.each([
    ['../../evil', 'unsafe-package'],
    ['/etc/passwd', 'unsafe-package'],
    ['C:\\evil.dll', 'unsafe-package'],
    ['xl\\..\\..\\evil', 'unsafe-package'],
    ['XL/Workbook.xml', 'unsafe-package'],
  ])('the part %s is refused', async (name, code) => {
    expect(await faultOf(await book('', { [name]: 'x' }))).toBe(code);
  });

  test.each([
    ['no package at all', Buffer.from('id,name\n1,2\n')],
    ['nothing', Buffer.alloc(0)],
    ['an old or locked workbook', Buffer.from('d0cf11e0a1b11ae100000000', 'hex')],
  ])('%s is refused', async (_name, bytes) => {
    expect(await faultOf(bytes)).toBe('unreadable');
  });

  test('a file that is cut off, wherever, ends with a fault and never with an error', async () => {
    const bytes = await book('<row r="1"><c r="A1"><v>1</v></c></row>');
    for (let length = 0; length < bytes.length; length += 7)
      expect(['unreadable', 'unsafe-package']).toContain(await faultOf(bytes.subarray(0, length)));
  });

  test('bytes that were changed, whichever, end with a fault or are read; never with an error', async () => {
    const bytes = Buffer.from(
      await book('<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'),
    );
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 0x55;
      const result = await catchFault(() => rowsOf(changed));
      if (!result.ok) expect(['unreadable', 'unsafe-package', 'too-large']).toContain(result.fault[0]?.code);
    }
  });

  test('a text document and an OpenDocument file are told by their names', async () => {
    const docx = await catchFault(async () =>
      openWorkbook(await pack({ 'word/document.xml': '<x/>' }), 'a.docx'),
    );
    expect(docx).toMatchObject({ ok: false, fault: [{ hint: expect.stringContaining('.docx') }] });
    const ods = await catchFault(async () => openWorkbook(await pack({ 'content.xml': '<x/>' }), 'a.ods'));
    expect(ods).toMatchObject({ ok: false, fault: [{ hint: expect.stringContaining('.ods') }] });
  });

  test('macros, links to other workbooks and embedded files are left alone, and said', async () => {
    const { workbook } = await rowsOf(
      await book('', {
        'xl/vbaProject.bin': 'x',
        'xl/externalLinks/externalLink1.xml': '<x/>',
        'xl/embeddings/a.bin': 'x',
      }),
    );
    expect(workbook.notes.map(({ code }) => code)).toEqual([
      'ignored-content',
      'ignored-content',
      'ignored-content',
    ]);
  });
});

describe('cells', () => {
  test('are what they show: texts, numbers, flags, days, errors', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-411]ge.m.d"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot; days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`;
    const texts =
      '<sst><si><t>氏名</t><rPh sb="0" eb="2"><t>シメイ</t></rPh></si><si><r><t>rich </t></r><r><t>text</t></r></si></sst>';
    const { rows } = await rowsOf(
      await book(
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>1.5</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" s="1"><v>46174</v></c><c r="F2" s="2"><v>61.5</v></c><c r="G2" s="3"><v>3</v></c><c r="H2" t="e"><v>#REF!</v></c><c r="J2" t="inlineStr"><is><t>a&amp;b_x000D_&#10;&#x1F600;</t></is></c></row>',
        { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': texts },
      ),
    );
    expect(rows[0]?.number).toBe(2);
    expect([...(rows[0]?.cells ?? [])]).toEqual([
      ...[
        '氏名',
        'rich text',
        1.5,
        true,
        { date: '2026-06-01' },
        { date: '1900-03-01T12:00:00' },
        3,
        { error: '#REF!' },
      ],
      ...[undefined, 'a&b\r\n😀'],
    ]);
  });

  test('formulas count as the value that was saved, and as an error where none was', async () => {
    const { rows } = await rowsOf(
      await book(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>HYPERLINK("http://evil")</f></c></row>',
      ),
    );
    expect(rows[0]).toMatchObject({ cells: [2, { error: 'formula' }], formulas: [0] });
  });

  test('sheets without numbers of rows and cells are read in order', async () => {
    const { rows } = await rowsOf(
      await book('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'),
    );
    expect(rows).toMatchObject([
      { number: 1, cells: [1, 2] },
      { number: 2, cells: [3] },
    ]);
  });

  test('a workbook of the count from 1904 has its days', async () => {
    const book1904 = BOOK.replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
    const { rows } = await rowsOf(
      await book('<row r="1"><c r="A1" s="0"><v>0</v></c></row>', {
        'xl/workbook.xml': book1904,
        'xl/styles.xml': styles,
      }),
    );
    expect(rows[0]?.cells).toEqual([{ date: '1904-01-01' }]);
  });

  test('rows that go backwards are refused', async () => {
    expect(await faultOf(await book('<row r="5"/><row r="5"/>'))).toBe('unreadable');
  });
});

test('what another writer made is read as it was meant', async () => {
  const other = new OtherWorkbook();
  const page = other.addWorksheet('取扱業務');
  page.addRow(['Name', 'Day', 'Count', 'Flag']);
  page.addRow(['給与計算 <&>', new Date('2026-06-01T00:00:00Z'), 12, true]);
  page.mergeCells('A4:B5');
  const { workbook, rows } = await rowsOf(new Uint8Array(await other.xlsx.writeBuffer()));
  expect(workbook.sheets.map(({ name }) => name)).toEqual(['取扱業務']);
  expect(rows[1]?.cells).toEqual(['給与計算 <&>', { date: '2026-06-01' }, 12, true]);
  expect(workbook.sheets[0]?.merges()).toEqual([{ top: 4, left: 1, bottom: 5, right: 2 }]);
});

test('parts that are stored and not packed are read', async () => {
  const parts = {
    '_rels/.rels': ROOT,
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': LINKS,
    'xl/worksheets/sheet1.xml': sheet('<row r="1"><c r="A1"><v>7</v></c></row>'),
  };
  expect((await rowsOf(storeParts(parts))).rows).toMatchObject([{ cells: [7] }]);
});

/** A package whose parts are stored as they are. */
function storeParts(parts: Readonly<Record<string, string>>): Uint8Array {
  const bodies: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [label, content] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt32LE(crc32(content), 16);
    head.writeUInt32LE(content.length, 20);
    head.writeUInt32LE(content.length, 24);
    head.writeUInt16LE(label.length, 28);
    head.writeUInt32LE(offset, 42);
    listed.push(head, label);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    bodies.push(local, label, content);
    offset += 30 + label.length + content.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
