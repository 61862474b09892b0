// Sheets with headings of others: what is guessed, what comes of it, what is told, and that a settled mapping is found again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRulebook } from '../../test/support/laws.ts';
import { type WorkbookOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { DecodeOptions, Decoding } from './format.ts';
import { openImport } from './open-import.ts';
import { registerCsv } from './sheet-csv.ts';
import { joinMappings, type SheetMapping } from './sheet-mapping.ts';
import { registerXlsx } from './sheet-xlsx.ts';

type Lists = Record<string, Record<string, unknown>[]>;

const rulebook = loadRulebook();
const FOLDER = join(import.meta.dirname, '../../test/support/fixtures/sheets');

async function readCsv(name: string, options: DecodeOptions = {}): Promise<Decoding> {
  const decoded = await registerCsv.decode?.(readFileSync(join(FOLDER, name)), name, options);
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault, null, 1));
  return decoded.value;
}

async function readBook(sheets: WorkbookOut['sheets'], options: DecodeOptions = {}): Promise<Decoding> {
  const parts: Uint8Array[] = [];
  for await (const part of writeWorkbook({ title: 't', language: 'en', sheets })) parts.push(part);
  const decoded = await registerXlsx.decode?.(Buffer.concat(parts), 'book.xlsx', options);
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault, null, 1));
  return decoded.value;
}

const listsOf = (decoding: Decoding): Lists => decoding.value as Lists;
const fieldsOf = (decoding: Decoding): (string | null)[] =>
  ((decoding.mapping as unknown as SheetMapping).sheets[0]?.columns ?? []).map(({ field }) => field);

describe('an English register', () => {
  test('finds its headings below titles and knows what they mean', async () => {
    const decoding = await readCsv('processing-register-en.csv');
    const [sheet] = (decoding.mapping as unknown as SheetMapping).sheets;
    expect(sheet).toMatchObject({ noun: 'activities', headRow: 4 });
    expect(fieldsOf(decoding)).toEqual([
      'id',
      'name',
      'controllers',
      'divisions',
      'purposes',
      'subjects.category',
      'data',
      'recipients.category',
      'recipients.country',
      'retention',
      'legalBasis',
      'security',
      null,
    ]);
  });

  test('becomes records; what is a word of the shared lists is that word', async () => {
    const lists = listsOf(await readCsv('processing-register-en.csv', { rulebook }));
    expect(lists['activities']?.[0]).toEqual({
      id: '1',
      name: 'Payroll',
      controllers: ['asagiri-telecom-ltd'],
      divisions: ['human-resources'],
      purposes: ['Paying salaries'],
      subjects: [{ category: 'employees' }, { category: 'former-employees' }],
      data: ['name', 'Bank account', 'salary'],
      recipients: [{ category: 'Tax authority' }, { category: 'Pension fund' }],
      retention: 'P6Y',
      legalBasis: ['art-6.1.c'],
      security: ['Access control', 'Encryption at rest'],
    });
    expect(lists['activities']?.[1]).toMatchObject({
      retentionCriterion: 'until consent is withdrawn',
      legalBasis: ['art-6.1.a'],
      recipients: [{ category: 'Mailing service' }, { category: 'Third country transfers', country: 'US' }],
    });
  });

  test('makes each organisation once, however its legal form is written, and says so', async () => {
    const decoding = await readCsv('processing-register-en.csv');
    expect(listsOf(decoding)['organisations']).toEqual([
      { id: 'asagiri-telecom-ltd', name: 'Asagiri Telecom Ltd' },
      { id: 'asagiri-retail-ltd', name: 'Asagiri Retail Ltd' },
    ]);
    expect(decoding.notes.filter(({ code }) => code === 'new-record')[0]?.at).toMatchObject({
      file: 'processing-register-en.csv',
      line: 5,
      column: 3,
    });
  });

  test('takes the id of an organisation that is kept', async () => {
    const kept = { organisations: new Map([['at-uk', 'Asagiri Telecom Limited']]) };
    const lists = listsOf(await readCsv('processing-register-en.csv', { kept }));
    expect(lists['activities']?.[0]?.['controllers']).toEqual(['at-uk']);
    expect(lists['organisations']).toEqual([{ id: 'asagiri-retail-ltd', name: 'Asagiri Retail Ltd' }]);
  });

  test('shows how sure each guess is, what stands in the column, and what it was taken for', async () => {
    const decoding = await readCsv('processing-register-en.csv', { rulebook });
    const columns = (decoding.mapping as unknown as SheetMapping).sheets[0]?.columns ?? [];
    expect(columns[8]).toMatchObject({
      heading: 'Third country transfers',
      field: 'recipients.country',
      samples: ['n/a', 'United States'],
      values: { 'United States': 'US' },
    });
    expect(columns[10]?.values).toEqual({
      'Legal obligation': 'art-6.1.c',
      'Art. 6(1)(a) GDPR': 'art-6.1.a',
      'Legitimate interests': 'art-6.1.f',
    });
    expect(columns.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
  });

  test('names the column that was not read', async () => {
    const decoding = await readCsv('processing-register-en.csv');
    expect(decoding.notes.find(({ code }) => code === 'not-carried-over')).toMatchObject({
      at: { line: 4, column: 13 },
      message: "The column 'Reviewed' was not read (3 cells).",
    });
  });
});

test('a Japanese ledger in Shift_JIS is understood, with eras and corporate forms', async () => {
  const decoding = await readCsv('ledger-ja-shift-jis.csv', { rulebook });
  expect(fieldsOf(decoding)).toEqual([
    'id',
    'name',
    'controllers',
    'divisions',
    'purposes',
    'subjects.category',
    'data',
    'retention',
    'processors',
    'recipients.country',
    'from',
    'specificPersonalInformation',
    'note',
  ]);
  const lists = listsOf(decoding);
  expect(lists['activities']).toMatchObject([
    {
      name: '給与計算',
      controllers: ['朝霧通信株式会社'],
      subjects: [{ category: 'employees' }, { category: 'former-employees' }],
      retention: 'P10Y',
      from: '2017-04-01',
      specificPersonalInformation: true,
    },
    {
      name: '採用管理',
      controllers: ['朝霧通信株式会社'],
      from: '2019-05-01',
      specificPersonalInformation: false,
    },
    { from: '2024-04-01', recipients: [{ category: '外国にある第三者', country: 'PH' }] },
  ]);
});

test('a German register in Windows-1252 with semicolons is understood', async () => {
  const decoding = await readCsv('verzeichnis-de-windows-1252.csv', { rulebook });
  expect(fieldsOf(decoding)).toEqual([
    'id',
    'name',
    'controllers',
    'purposes',
    'subjects.category',
    'data',
    'recipients.category',
    'recipients.country',
    'retention',
    'legalBasis',
    'security',
    'profiling',
    'from',
  ]);
  expect(listsOf(decoding)['activities']?.[0]).toMatchObject({
    data: ['name', 'Bankverbindung', 'health'],
    legalBasis: ['art-6.1.b'],
    retention: 'P10Y',
    profiling: false,
    from: '2019-04-01',
  });
});

describe('a workbook of others', () => {
  const flows = (headings: readonly string[]): WorkbookOut['sheets'] => [
    {
      name: 'Vendors',
      columns: [],
      rows: [
        ['Vendor', 'Country', 'E-mail'],
        ['Cloud Co., Inc.', 'USA', 'dpo@cloud.example'],
        ['Asagiri GmbH', 'Deutschland', undefined],
      ],
    },
    {
      name: 'Transfers',
      columns: [],
      rows: [
        ['Data transfers 2026'],
        [],
        headings,
        ['Cloud Co', 'Asagiri GmbH', 'USA', { date: '2026-06-01' }],
        ['Asagiri GmbH', 'Newco KK', '日本', { date: '2026-07-01' }],
      ],
    },
  ];

  test('reads several sheets together, so that a name in one finds the record in the other', async () => {
    const lists = listsOf(
      await readBook(flows(['Exporter', 'Importer', 'Destination country', 'Start date'])),
    );
    expect(lists['organisations']).toEqual([
      { id: 'cloud-co-inc', name: 'Cloud Co., Inc.', country: 'US', contact: { email: 'dpo@cloud.example' } },
      { id: 'asagiri-gmbh', name: 'Asagiri GmbH', country: 'DE' },
      { id: 'newco-kk', name: 'Newco KK' },
    ]);
    expect(lists['flows']).toMatchObject([
      { from: 'cloud-co-inc', to: 'asagiri-gmbh', at: 'US', since: '2026-06-01' },
      { from: 'asagiri-gmbh', to: 'newco-kk', at: 'JP' },
    ]);
  });

  test('a mapping that was settled counts for the same headings, wherever they stand', async () => {
    const headings = ['Von Firma', 'Nach Firma', 'Wohin', 'Ab'];
    const first = await readBook(flows(['Exporter', 'Importer', 'Destination country', 'Start date']));
    const sheets = (first.mapping as unknown as SheetMapping).sheets;
    const settled = {
      format: 'sekisho/mapping@1',
      sheets: [
        {
          ...(sheets[1] as (typeof sheets)[number]),
          fingerprint: 'x',
        },
      ],
    };
    const guess = await readBook(flows(headings)).catch(() => undefined);
    const known = guess === undefined ? undefined : (guess.mapping as unknown as SheetMapping);
    const plan = known?.sheets.find(({ sheet }) => sheet === 'Transfers');
    expect(plan?.columns.map(({ field }) => field)).not.toEqual(['from', 'to', 'at', 'since']);
    const { fingerprintOf } = await import('./sheet-mapping.ts');
    const mapping = joinMappings([
      JSON.parse(
        JSON.stringify({
          ...settled,
          sheets: [{ ...settled.sheets[0], fingerprint: fingerprintOf(headings) }],
        }),
      ),
    ]);
    const lists = listsOf(await readBook(flows(headings), { mapping }));
    expect(lists['flows']?.[1]).toMatchObject({
      from: 'asagiri-gmbh',
      to: 'newco-kk',
      at: 'JP',
      since: '2026-07-01',
    });
  });

  test('merged cells downwards count for each of their rows, and two rows of headings are read together', async () => {
    const lists = listsOf(
      await readBook([
        {
          name: 'ROPA',
          columns: [],
          rows: [
            ['Processing', undefined, 'Data', undefined],
            ['Business unit', 'Processing activity', 'Personal data', 'Retention period'],
            ['HR', 'Payroll', 'name', '10 years'],
            [undefined, 'Recruiting', 'name', '6 months'],
          ],
          merges: ['A1:B1', 'C1:D1', 'A3:A4'],
        },
      ]),
    );
    expect(lists['activities']).toMatchObject([
      { name: 'Payroll', retention: 'P10Y' },
      { name: 'Recruiting', retention: 'P6M' },
    ]);
  });

  test('a mapping that names a place nobody knows is refused, place by place', async () => {
    const mapping = {
      format: 'sekisho/mapping@1',
      sheets: [
        {
          sheet: 'S',
          fingerprint: 'f',
          noun: 'flows',
          headRow: 1,
          columns: [{ column: 1, heading: 'A', field: 'colour' }],
        },
      ],
    };
    const decoded = await registerCsv.decode?.(new TextEncoder().encode('a,b\n1,2\n'), 'a.csv', { mapping });
    expect(decoded).toMatchObject({
      ok: false,
      fault: [{ code: 'unknown-field', at: { path: 'sheets[0].columns[0].field' } }],
    });
  });
});

test('a file without headings that anybody knows is refused with what to do', async () => {
  const decoded = await registerCsv.decode?.(new TextEncoder().encode('1,2,3\n4,5,6\n'), 'numbers.csv', {});
  expect(decoded).toMatchObject({ ok: false, fault: [{ code: 'no-heading', at: { file: 'numbers.csv' } }] });
});

test('what opens files for an import shows notes and mapping, though the file is streamed', async () => {
  const bytes = readFileSync(join(FOLDER, 'processing-register-en.csv'));
  const opened = await openImport(registerCsv, {
    name: 'processing-register-en.csv',
    async *chunks() {
      yield bytes;
    },
  });
  if (!opened.ok) throw new Error('refused');
  expect(opened.value.mapping).toMatchObject({ sheets: [{ noun: 'activities' }] });
  expect(opened.value.notes.map(({ code }) => code)).toContain('new-record');
  expect(opened.value.source.covers).toEqual(['activities']);
});
