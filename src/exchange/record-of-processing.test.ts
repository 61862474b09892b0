// Tests the record of processing: everything the laws ask is in it or named as missing, for controllers and processors, in every language.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeGroup } from '../../test/support/described-group.ts';
import { loadRulebook } from '../../test/support/laws.ts';
import { countPdfPages } from '../../test/support/pdf-text.ts';
import { parseRegister } from '../core/flows/parse-register.ts';
import { askAbout } from '../core/flows/question.ts';
import { answerTransfers } from '../core/flows/transfers.ts';
import { LANGUAGES, type Language } from '../core/law/law.ts';
import type { CivilDate } from '../core/time/civil-date.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import { printPaper } from '../kit/papers/print-paper.ts';
import { openWorkbook } from '../kit/sheets/xlsx-read.ts';
import { writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { RegisterOut } from './format.ts';
import { type Entry, type RecordOfProcessing, recordProcessing } from './record-of-processing.ts';
import type { FactKey } from './record-of-processing-desk.ts';
import { recordOfProcessingPdf } from './record-of-processing-formats.ts';
import { paperOf } from './record-of-processing-paper.ts';
import type { RecordQuestion } from './record-of-processing-question.ts';
import { workbookOf } from './record-of-processing-sheets.ts';

const rulebook = loadRulebook();
const ON = '2026-06-01' as CivilDate;

function outOf(value: unknown, language: Language = 'en', asOf = ON): RegisterOut {
  const parsed = parseRegister(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault.slice(0, 3)));
  const { group } = parsed.value;
  const records = {} as RegisterOut['records'];
  return {
    group: { id: 'g', name: group?.name ?? 'g' },
    asOf,
    register: parsed.value,
    records,
    rulebook,
    language,
  };
}

function record(question: RecordQuestion, language: Language = 'en', value: unknown = describeGroup(12)) {
  return recordProcessing(outOf(value, language), question);
}

function entriesOf(one: RecordOfProcessing): readonly Entry[] {
  return one.chapters.flatMap(({ entries }) => entries);
}

function entryOf(one: RecordOfProcessing, id: string): Entry {
  const entry = entriesOf(one).find((each) => each.id === id);
  if (entry === undefined) throw new Error(`${id} is not in the record`);
  return entry;
}

function textOf(entry: Entry, key: FactKey): string {
  return (entry.facts.find((fact) => fact.key === key)?.lines ?? []).map(({ text }) => text).join('\n');
}

function citesOf(entry: Entry, key: FactKey): readonly string[] {
  return entry.facts.find((fact) => fact.key === key)?.cites ?? [];
}

const ART_30_1: readonly (readonly [FactKey, string])[] = [
  ['controllers', 'GDPR Art. 30(1)(a)'],
  ['officer', 'GDPR Art. 30(1)(a)'],
  ['purposes', 'GDPR Art. 30(1)(b)'],
  ['subjects', 'GDPR Art. 30(1)(c)'],
  ['data', 'GDPR Art. 30(1)(c)'],
  ['recipients', 'GDPR Art. 30(1)(d)'],
  ['transfers', 'GDPR Art. 30(1)(e)'],
  ['retention', 'GDPR Art. 30(1)(f)'],
  ['security', 'GDPR Art. 30(1)(g)'],
];

describe('the record of a controller', () => {
  test.each(LANGUAGES)(
    'holds every matter of Art. 30(1) with the article that asks for it (%s)',
    (language) => {
      const full = entryOf(record({ as: 'controller' }, language), 'activity-0001');
      const silent = entryOf(record({ as: 'controller' }, language), 'activity-0010');
      for (const entry of [full, silent])
        for (const [key, cite] of ART_30_1) {
          expect(textOf(entry, key), key).not.toBe('');
          expect(citesOf(entry, key), key).toContain(cite);
        }
    },
  );

  test('names what is missing, with the article, and leaves nothing blank', () => {
    const one = record({ as: 'controller' });
    const silent = entryOf(one, 'activity-0010');
    for (const key of ['purposes', 'subjects', 'data', 'retention', 'security'] as const)
      expect(textOf(silent, key), key).toMatch(/^Missing\. Asked for by GDPR Art\. 30\(1\)\([b-g]\)\.$/);
    for (const entry of entriesOf(one))
      for (const fact of entry.facts) {
        expect(fact.lines.length, fact.key).toBeGreaterThan(0);
        for (const line of fact.lines) expect(line.text.trim(), fact.key).not.toBe('');
      }
    const gap = one.gaps.find(({ id }) => id === 'activity-0010');
    expect(gap?.missing.flatMap(({ cites }) => cites)).toContain('GDPR Art. 30(1)(f)');
  });

  test('writes names, contacts, officers, labels, countries and periods as the reader does', () => {
    const [en, de, ja] = (['en', 'de', 'ja'] as const).map((language) =>
      entryOf(record({ as: 'controller' }, language), 'activity-0001'),
    ) as [Entry, Entry, Entry];
    expect(textOf(en, 'controllers')).toContain('Immermannstraße 45, 40210 Düsseldorf, Germany');
    expect(textOf(de, 'controllers')).toContain('Deutschland');
    expect(textOf(ja, 'controllers')).toContain('ドイツ');
    expect(textOf(en, 'officer')).toContain('Dr. Käthe Weiß, k.weiss@asagiri.example');
    expect(textOf(en, 'retention')).toContain('3 years');
    expect(textOf(de, 'retention')).toContain('3 Jahre');
    expect(textOf(ja, 'retention')).toContain('3年');
    expect(textOf(de, 'subjects')).toContain('12.500');
    expect(textOf(ja, 'purposes')).toContain('カスタマーサポート');
    expect(en.time).toBe('from 1 April 2021');
    expect(de.time).toBe('ab 1. April 2021');
    expect(ja.time).toBe('2021年4月1日〜');
  });

  test('marks what a law protects more than other data', () => {
    const one = entryOf(record({ as: 'controller' }), 'activity-0001');
    const marked =
      one.facts.find(({ key }) => key === 'data')?.lines.filter(({ tone }) => tone === 'strong') ?? [];
    expect(marked.map(({ text }) => text).join('\n')).toMatch(/GDPR Art\. 9\(1\).*religious beliefs/);
  });

  test('gives for each transfer the verdict of the law machine on that day', () => {
    const value = describeGroup(12);
    const out = outOf(value);
    const answers = answerTransfers(askAbout(out.register, rulebook, ON));
    const shown = entriesOf(recordProcessing(out, { as: 'controller' })).flatMap(
      ({ transfers }) => transfers,
    );
    expect(shown.length).toBeGreaterThan(10);
    for (const one of shown) {
      const answer = answers.flows.find(({ flow }) => flow === one.flow);
      expect(one.laws.map(({ verdict }) => verdict)).toEqual(
        answer?.answers.filter((a) => a.transfer || a.verdict !== 'not-a-transfer').map((a) => a.verdict),
      );
    }
    const named = new Set(shown.map(({ flow }) => flow));
    const entered = new Set(entriesOf(recordProcessing(out, { as: 'controller' })).map(({ id }) => id));
    for (const { flow, verdict } of answers.flows)
      if (verdict !== 'not-a-transfer' && entered.has(out.register.flows.get(flow)?.activity ?? ''))
        expect(named.has(flow), flow).toBe(true);
  });

  test('of one company holds only what it is a controller of', () => {
    const one = record({ as: 'controller', organisation: 'asagiri-gb' });
    expect(one.keeper).toBe('Asagiri UK Limited');
    expect(
      entriesOf(one)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['activity-0003', 'activity-0007', 'activity-0011']);
    expect(one.organisations.map(({ id }) => id)).toEqual(['asagiri-gb']);
    expect(citesOf(entryOf(one, 'activity-0003'), 'purposes')).toContain('UK GDPR Art. 30(1)(b)');
  });

  test('sorts as the reader does', () => {
    const names = entriesOf(record({ as: 'controller' }, 'de')).map(({ name }) => name);
    expect(names).toEqual([...names].sort(new Intl.Collator('de', { numeric: true }).compare));
    expect(names.indexOf('Öffentlichkeitsarbeit 5')).toBeLessThan(names.indexOf('Zutrittskontrolle 8'));
  });

  test('says what it leaves out', () => {
    const ended = describeGroup(12) as { activities: Record<string, unknown>[] };
    (ended.activities[0] as Record<string, unknown>)['until'] = '2024-01-01';
    const texts = record({ as: 'controller' }, 'en', ended)
      .cover.flatMap(({ lines }) => lines)
      .map(({ text }) => text);
    expect(texts).toContain('Activities not in this record, because they do not run on this day: 1');
    expect(texts.some((text) => text.includes('nobody of the group is named in this capacity: 1'))).toBe(
      true,
    );
  });

  test('an empty register gives a record that says so', () => {
    const one = record({ as: 'controller' }, 'en', { format: 'sekisho/register@1', organisations: [] });
    expect(one.chapters[0]?.intro).toContain('no processing activity');
    expect(paperOf(one).parts.length).toBeGreaterThan(0);
  });

  test('shows an end as its last day', () => {
    const ending = describeGroup(1) as { activities: Record<string, unknown>[] };
    (ending.activities[0] as Record<string, unknown>)['until'] = '2027-01-01';
    const [entry] = entriesOf(record({ as: 'controller' }, 'en', ending));
    expect(entry?.time).toBe('from 1 April 2021 until 31 December 2026');
  });
});

describe('the record of a processor', () => {
  const one = record({ as: 'processor' });

  test('has one chapter for each controller, with its contacts', () => {
    expect(one.chapters.map(({ title }) => title)).toEqual([
      'On behalf of Rheinwerk Maschinenbau GmbH',
      'On behalf of 株式会社星野商事',
    ]);
    expect(one.chapters[0]?.facts.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n')).toContain(
      'datenschutz@rheinwerk.example',
    );
  });

  test('holds every matter of Art. 30(2)', () => {
    const entry = entriesOf(one)[0] as Entry;
    for (const [key, cite] of [
      ['officer', 'GDPR Art. 30(2)(a)'],
      ['categories', 'GDPR Art. 30(2)(b)'],
      ['transfers', 'GDPR Art. 30(2)(c)'],
      ['security', 'GDPR Art. 30(2)(d)'],
    ] as const) {
      expect(textOf(entry, key), key).not.toBe('');
      expect(citesOf(entry, key), key).toContain(cite);
    }
    expect(textOf(entry, 'processor')).toContain('datenschutz@asagiri.example');
    expect(textOf(entry, 'categories')).toContain('Daily backups');
  });

  test('follows sub-processors to any depth', () => {
    const text = textOf(entriesOf(one)[0] as Entry, 'subProcessors');
    expect(text).toContain('Cumulus Hosting Inc.');
    expect(text).toMatch(/Lago Backup S\.A\., Brazil, engaged by Cumulus Hosting Inc\./);
  });
});

describe('the sheets of the record', () => {
  async function read(question: RecordQuestion, language: Language, value: unknown = describeGroup(12)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeWorkbook(workbookOf(record(question, language, value))))
      chunks.push(chunk);
    const book = await openWorkbook(Buffer.concat(chunks), 'record.xlsx');
    const sheets = new Map<string, (readonly unknown[])[]>();
    for (const sheet of book.sheets) {
      const rows: (readonly unknown[])[] = [];
      for await (const batch of sheet.rows()) rows.push(...batch.map(({ cells }) => cells));
      sheets.set(sheet.name, rows);
    }
    return sheets;
  }

  test.each([
    ['en', 'Activities', 'Transfers'],
    ['de', 'Tätigkeiten', 'Übermittlungen'],
    ['ja', '取扱活動', '移転'],
  ] as const)('come back as they were written (%s)', async (language, activities, transfers) => {
    const sheets = await read({ as: 'controller' }, language);
    const rows = sheets.get(activities) ?? [];
    expect(rows.length).toBe(1 + 11);
    const one = record({ as: 'controller' }, language);
    const entry = entriesOf(one)[0] as Entry;
    const row = rows[1] ?? [];
    expect(row[0]).toBe(entry.name);
    for (const fact of entry.facts) expect(row).toContain(fact.lines.map(({ text }) => text).join('\n'));
    expect(row[2]).toEqual({ date: '2021-04-01' });
    expect((sheets.get(transfers) ?? []).length).toBeGreaterThan(20);
  });

  test('a text that looks like a formula stays a text', async () => {
    const value = describeGroup(1) as { activities: Record<string, unknown>[] };
    Object.assign(value.activities[0] as object, {
      name: '=HYPERLINK("http://x.example","click")',
      security: ['+1+1', '@SUM(A1)', '-2'],
    });
    const rows = (await read({ as: 'controller' }, 'en', value)).get('Activities') ?? [];
    expect(rows[1]?.[0]).toBe('=HYPERLINK("http://x.example","click")');
    expect(rows[1]?.some((cell) => typeof cell === 'string' && cell.startsWith('+1+1\n@SUM(A1)\n-2'))).toBe(
      true,
    );
  });
});

describe('the cover as PDF', { timeout: 240_000 }, () => {
  const example = decodeFile(readFileSync('examples/example-group.yaml', 'utf8'), 'example-group.yaml');
  if (!example.ok) throw new Error('The example is not sound.');
  const group = example.value.value;
  test.each(LANGUAGES)('is one page, with all that a kept register says on it (%s)', async (language) => {
    const state = { position: 309, recordedUpTo: Date.parse('2026-11-28T06:31:00Z') };
    for (const as of ['controller', 'processor'] as const) {
      const out = { ...outOf(group, language), state } as unknown as RegisterOut;
      const paper = { ...paperOf(recordProcessing(out, { as })), parts: [] };
      expect(paper.cover.length).toBeGreaterThan(8);
      // The cover, and the contents.
      expect(countPdfPages(await printPaper(paper, 'pdf'))).toBe(2);
    }
  });

  test('that fits on no page goes on on the next', async () => {
    const paper = paperOf(record({ as: 'controller' }));
    const lines = Array.from({ length: 300 }, (_, n) => ({ text: `Line ${n}` }));
    const bytes = await printPaper({ ...paper, cover: [{ label: 'Much', lines }], parts: [] }, 'pdf');
    expect(countPdfPages(bytes)).toBeGreaterThan(4);
  });
});

test('the record as PDF comes out of its format', { timeout: 120_000 }, async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of recordOfProcessingPdf.encode?.(outOf(describeGroup(2), 'ja'), {
    role: 'processor',
  }) ?? [])
    chunks.push(chunk);
  expect(Buffer.concat(chunks).subarray(0, 5).toString()).toBe('%PDF-');
});

test('the same register gives the same record', () => {
  expect(JSON.stringify(record({ as: 'controller' }))).toBe(JSON.stringify(record({ as: 'controller' })));
});
