// Our own sheets as people hand them in: headings of any language, columns of one's own, slips of the pen; all faults at once, each with its cell.
import { describe, expect, test } from 'vitest';
import { loadRulebook } from '../../test/support/laws.ts';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import type { Issue } from '../core/base/issue.ts';
import { writePlace } from '../core/base/issue.ts';
import type { Language } from '../core/law/law.ts';
import { type CellOut, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { DecodeOptions } from './format.ts';
import { registerCsv } from './sheet-csv.ts';
import { registerXlsx } from './sheet-xlsx.ts';

type Lists = Record<string, unknown>;

async function book(sheets: Readonly<Record<string, readonly (readonly CellOut[])[]>>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const list = Object.entries(sheets).map(([name, rows]): SheetOut => ({ name, columns: [], rows }));
  for await (const part of writeWorkbook({ title: 't', language: 'en', sheets: list })) parts.push(part);
  return Buffer.concat(parts);
}

async function read(sheets: Parameters<typeof book>[0], options: DecodeOptions = {}): Promise<Lists> {
  const decoded = await registerXlsx.decode?.(await book(sheets), 'group.xlsx', options);
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault, null, 1));
  return decoded.value.value as Lists;
}

async function faultsOf(sheets: Parameters<typeof book>[0]): Promise<string[]> {
  const decoded = await registerXlsx.decode?.(await book(sheets), 'group.xlsx', {});
  return decoded?.ok === false ? shown(decoded.fault) : [];
}

const shown = (issues: readonly Issue[]): string[] =>
  issues.map(({ at, code }) => `${writePlace(at)} ${code}`);

const csv = (text: string, name = 'activities.csv', options: DecodeOptions = {}) =>
  registerCsv.decode?.(new TextEncoder().encode(text), name, options);

describe('what is understood', () => {
  test.each([
    ['English', 'Organisations', ['Id', 'Name', 'Country', 'Group member', 'From']],
    ['Japanese', '組織', ['ID', '名称', '国', 'グループ会社', '開始日']],
    ['German', 'Organisationen', ['Kennung', 'Name', 'Land', 'Konzernmitglied', 'Von']],
    ['keys', 'organisations', ['id', 'name', 'country', 'member', 'from']],
    ['mixed, and in other letters', 'Sheet1', ['ｉｄ', 'NAME', 'Land', 'グループ会社', 'from']],
  ])('headings: %s', async (_name, sheet, headings) => {
    const lists = await read({ [sheet]: [headings, ['et-de', 'Example', 'Germany', 'ja', '1. April 2026']] });
    expect(lists['organisations']).toEqual([
      { id: 'et-de', name: 'Example', country: 'DE', member: true, from: '2026-04-01' },
    ]);
  });

  test.each([
    ['2026-06-01'],
    ['2026/6/1'],
    ['1.6.2026'],
    ['01.06.2026'],
    ['令和8年6月1日'],
    ['令和８年６月１日'],
    ['R8.6.1'],
    ['2026年6月1日'],
    ['20260601'],
    ['1 June 2026'],
    ['June 1, 2026'],
    ['1. Juni 2026'],
    ['1er juin 2026'],
  ])('the day %s', async (day) => {
    const lists = await read({
      Organisations: [
        ['Id', 'From'],
        ['a', day],
      ],
    });
    expect(lists['organisations']).toEqual([{ id: 'a', from: '2026-06-01' }]);
  });

  test('a day that could be two is left as it is, and the check of the record refuses it', async () => {
    const lists = await read({
      Organisations: [
        ['Id', 'From'],
        ['a', '03/04/2026'],
      ],
    });
    expect(lists['organisations']).toEqual([{ id: 'a', from: '03/04/2026' }]);
  });

  test('closed words by id or by label in any language', async () => {
    const rulebook = loadRulebook();
    const label = (language: Language) => rulebook.termOf('instrument-kinds', 'scc-2021')?.labels[language];
    const lists = await read(
      {
        Instruments: [
          ['Id', 'Kind'],
          ['i1', label('en')],
          ['i2', label('ja')],
          ['i3', label('de')],
          ['i4', 'SCC-2021'],
        ],
      },
      { rulebook },
    );
    expect(lists['instruments']).toEqual(['i1', 'i2', 'i3', 'i4'].map((id) => ({ id, kind: 'scc-2021' })));
  }, 30_000);

  test('a list in short where it stands in the sheet of its noun: what the first column of its own would hold', async () => {
    const lists = await read({
      Activities: [
        ['Id', 'Data subjects'],
        ['a', 'employees; customers'],
        ['b', '[]'],
      ],
    });
    expect(lists['activities']).toEqual([
      { id: 'a', subjects: [{ category: 'employees' }, { category: 'customers' }] },
      { id: 'b', subjects: [] },
    ]);
  });

  test('numbered columns in a CSV, rows above the headings, columns of one’s own', async () => {
    const decoded = await csv(
      'Our register,,,,\nId,Data subjects 1: Category,Data subjects 1: Countries,subjects.2.category,# who checked\na,employees,"DE; Frankreich",customers,Jo\n',
    );
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        value: {
          activities: [
            {
              id: 'a',
              subjects: [{ category: 'employees', countries: ['DE', 'FR'] }, { category: 'customers' }],
            },
          ],
        },
      },
    });
  });

  test('an identifier that a spreadsheet program took for a number or a day', async () => {
    const lists = await read({
      Organisations: [
        ['Id', 'Name', 'Registration number'],
        [4711, 'x', 12345],
      ],
    });
    expect(lists['organisations']).toEqual([{ id: '4711', name: 'x', registrationNumber: '12345' }]);
  });
});

describe('faults', () => {
  test('of sheets and of records come together, by sheet, row and column', async () => {
    const faults = await faultsOf({
      Organisations: [
        ['Id', 'Name', 'Contry', 'Country', 'Group member', 'From'],
        ['et-de', 'Example', 'x', 'Atlantis', 'perhaps', '31.02.2026'],
        ['no id?', 'Example', undefined, 'DE'],
      ],
      Appointments: [
        ['Organisation (id)', 'Role'],
        ['et-de', 'pilot'],
        ['et-xx', 'representative'],
        [undefined, 'representative'],
      ],
      Activities: [
        ['Id', 'Name', 'Name'],
        ['a', 'one', 'two'],
      ],
    });
    expect(faults).toEqual([
      'group.xlsx[Organisations]:1:3 unknown-heading',
      'group.xlsx[Organisations]:2:4 bad-country',
      'group.xlsx[Organisations]:2:5 wrong-type',
      'group.xlsx[Organisations]:2:6 bad-date',
      'group.xlsx[Organisations]:3:1 bad-id',
      'group.xlsx[Appointments]:2:2 bad-word',
      'group.xlsx[Appointments]:3:1 stray-row',
      'group.xlsx[Appointments]:4:1 stray-row',
      'group.xlsx[Activities]:1:3 duplicate-heading',
    ]);
  });

  test('inside of a list find the row of its own sheet', async () => {
    const decoded = await registerXlsx.decode?.(
      await book({
        Activities: [['Id'], ['a'], ['b']],
        'Data subjects': [
          ['Activity (id)', 'Category', 'Countries'],
          ['b', 'x', 'DE'],
          ['a', 'y', 'FR'],
          ['b', 'z', 'DE; XX'],
        ],
      }),
      'group.xlsx',
      {},
    );
    if (decoded?.ok !== true) throw new Error('refused');
    const [placed] = decoded.value.place([
      { code: 'bad-country', at: { path: 'activities[1].subjects[1].countries[1]' }, message: '', hint: '' },
    ]);
    expect(placed?.at).toMatchObject({ file: 'group.xlsx[Data subjects]', line: 4, column: 3 });
  });

  test('a CSV whose quotation marks are broken is refused by its row', async () => {
    expect(await csv('Id,Name\na,"un""finished\n')).toMatchObject({
      ok: false,
      fault: [{ code: 'unreadable', at: { line: 2 } }],
    });
  });

  test('an unknown key of a map by name is told by its cell', async () => {
    const faults = await faultsOf({
      Organisations: [
        ['Id', 'Kind'],
        ['a', 'club'],
      ],
      Standing: [
        ['Organisation (id)', 'Standing', 'Holds', 'Extra'],
        ['a', '__proto__', true],
        ['a', 'us-dpf', 'maybe'],
      ],
    });
    expect(faults).toEqual([
      'group.xlsx[Organisations]:2:2 bad-word',
      'group.xlsx[Standing]:1:4 unknown-heading',
      'group.xlsx[Standing]:2:2 unknown-key',
      'group.xlsx[Standing]:3:3 wrong-type',
    ]);
  });

  test('so many that nobody reads them end with how many there are', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => [`o${n}`, 'Atlantis', 'x']);
    const faults = await faultsOf({ Organisations: [['Id', 'Country', 'Colour'], ...rows] });
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toMatch(/too-many/);
  });
});

test('a sheet that is none of ours is named, one whose name begins with # is left alone', async () => {
  const decoded = await registerXlsx.decode?.(
    await book({
      Organisations: [
        ['Id', 'Name'],
        ['a', 'A'],
      ],
      Holidays: [['Day'], ['x']],
      '#Mine': [['x'], ['y']],
    }),
    'group.xlsx',
    {},
  );
  expect(decoded).toMatchObject({
    ok: true,
    value: { covers: ['organisations'], notes: [{ code: 'unknown-sheet' }] },
  });
});

test('a text longer than a cell, and a list of thousands, go on in further columns', async () => {
  const parties = Array.from({ length: 9_000 }, (_, n) => `organisation-${n}`);
  const records = [{ id: 'bcr', kind: 'bcr-c', parties, note: 'x'.repeat(40_000) }];
  const out = registerOutOf({ instruments: records }, { unchecked: true });
  const decoded = await registerXlsx.decode?.(
    await encodeWhole(registerXlsx, out, { nouns: ['instruments'] }),
    'g.xlsx',
    {},
  );
  expect(decoded).toMatchObject({ ok: true });
  if (decoded?.ok === true) expect((decoded.value.value as Lists)['instruments']).toEqual(records);
}, 30_000);

test('a workbook is streamed as it is decoded', async () => {
  const bytes = await book({
    Activities: [['Id'], ['a'], ['b']],
    'Data subjects': [
      ['Activity (id)', 'Category'],
      ['b', 'x'],
    ],
  });
  const source = await registerXlsx.stream?.(
    async function* () {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
    },
    'group.xlsx',
    {},
  );
  if (source?.ok !== true) throw new Error('refused');
  for (const _ of [1, 2]) {
    const found: unknown[] = [];
    for await (const batch of source.value.batches()) found.push(...batch);
    expect(found).toEqual([
      { noun: 'activities', record: { id: 'a' }, path: 'activities[0]' },
      { noun: 'activities', record: { id: 'b', subjects: [{ category: 'x' }] }, path: 'activities[1]' },
    ]);
  }
});
