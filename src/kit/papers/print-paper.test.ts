// Tests papers as PDF by the bytes of the file, and the thread that prints them with its bounds.
import { afterAll, describe, expect, test } from 'vitest';
import { papersPlace } from '../../../test/support/papers-place.ts';
import { readPdfObjects, readPdfSigns } from '../../../test/support/pdf-text.ts';
import { smallPaper, TRICKY } from '../../../test/support/small-paper.ts';
import { LANGUAGES } from '../../core/law/law.ts';
import { PaperFault } from './paper-fault.ts';
import { PAPER_LIMITS } from './paper-limits.ts';
import { PaperPrinter } from './paper-printer.ts';
import { printPaper } from './print-paper.ts';

const SLOW = 120_000;

describe('a paper as PDF', { timeout: SLOW }, () => {
  test.each(LANGUAGES)('is tagged and says its language, title and headings (%s)', async (language) => {
    const pdf = readPdfObjects(await printPaper(smallPaper(language), 'pdf'));
    expect(pdf.startsWith('%PDF-1.')).toBe(true);
    expect(pdf).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/);
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(new RegExp(`/Lang \\(${language}`));
    expect(pdf).toMatch(/\/Type \/Outlines/);
    for (const tag of ['H1', 'H2', 'H3', 'Table', 'THead', 'TH', 'TD', 'TOC', 'TOCI', 'P', 'Link'])
      expect(pdf, tag).toMatch(new RegExp(`/S /${tag}\\b`));
    expect(pdf).toMatch(/\/Count [3-9]/);
  });

  test('loses no sign of its texts', async () => {
    const signs = readPdfSigns(await printPaper(smallPaper('ja'), 'pdf'));
    const wanted = new Set([...TRICKY.join('')].filter((sign) => sign !== ' '));
    expect([...wanted].filter((sign) => !signs.has(sign))).toEqual([]);
  });

  test('the same paper gives the same bytes', async () => {
    const [first, second] = [
      await printPaper(smallPaper('en'), 'pdf'),
      await printPaper(smallPaper('en'), 'pdf'),
    ];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test('holds what is long: words, lines, cells, tables', async () => {
    const long = [
      'x'.repeat(5000),
      'word '.repeat(3000),
      '語'.repeat(4000),
      Array(300).fill('line').join('\n'),
    ];
    const bytes = await printPaper(smallPaper('de', long), 'pdf');
    expect(readPdfObjects(bytes)).toMatch(/\/Type \/Pages/);
  });
});

describe('the thread of papers', { timeout: SLOW }, () => {
  const place = papersPlace();
  const printers: PaperPrinter[] = [];
  const open = (limits = PAPER_LIMITS): PaperPrinter => {
    const printer = new PaperPrinter(place, limits);
    printers.push(printer);
    return printer;
  };
  afterAll(() => Promise.all(printers.map((one) => one.close())));

  test('prints what is printed without it, one paper after the other', async () => {
    const printer = open();
    const papers = await Promise.all(LANGUAGES.map((language) => printer.print(smallPaper(language), 'pdf')));
    for (const [n, language] of LANGUAGES.entries())
      expect(Buffer.compare(papers[n] as Uint8Array, await printPaper(smallPaper(language), 'pdf'))).toBe(0);
    const docx = await printer.print(smallPaper('en'), 'docx');
    expect(Buffer.from(docx.subarray(0, 2)).toString()).toBe('PK');
  });

  test('leaves the thread of whoever asks free', async () => {
    const printer = open();
    let turns = 0;
    const beat = setInterval(() => {
      turns += 1;
    }, 1);
    await printer.print(smallPaper('en'), 'pdf');
    clearInterval(beat);
    expect(turns).toBeGreaterThan(10);
  });

  test('refuses what is too large, and says what to do', async () => {
    const printer = open({ ...PAPER_LIMITS, paperBytes: { pdf: 1000, docx: 1000 } });
    const fault = await faultOf(printer.print(smallPaper('en'), 'pdf'));
    expect(fault.code).toBe('paper-too-large');
    expect(fault.hint).toContain('one organisation');
  });

  test('gives up what takes too long, and prints the next one', async () => {
    const printer = open({ ...PAPER_LIMITS, timeMs: 1 });
    expect((await faultOf(printer.print(smallPaper('en'), 'pdf'))).code).toBe('paper-took-too-long');
    const patient = open();
    expect((await patient.print(smallPaper('en'), 'pdf')).length).toBeGreaterThan(1000);
  });

  test('turns away whom it would keep waiting too long, and stops for whom has gone', async () => {
    const printer = open({ ...PAPER_LIMITS, waiting: 1 });
    const left = new AbortController();
    left.abort();
    const first = printer.print(smallPaper('en'), 'pdf', left.signal);
    expect((await faultOf(printer.print(smallPaper('en'), 'pdf'))).code).toBe('papers-busy');
    expect((await faultOf(first)).code).toBe('paper-left');
  });
});

async function faultOf(printing: Promise<unknown>): Promise<PaperFault> {
  const found = await printing.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(found).toBeInstanceOf(PaperFault);
  return found as PaperFault;
}
