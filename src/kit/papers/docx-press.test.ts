// Tests papers as DOCX by unpacking the file and reading its XML.
import { describe, expect, test } from 'vitest';
import { smallPaper, TRICKY } from '../../../test/support/small-paper.ts';
import { SHEET_LIMITS } from '../sheets/sheet.ts';
import { scanXml } from '../sheets/xml-scan.ts';
import { openZip } from '../sheets/zip-read.ts';
import { pressDocx } from './docx-press.ts';

interface Read {
  readonly xml: string;
  readonly text: string;
}

async function readParts(bytes: Uint8Array): Promise<Map<string, Read>> {
  const zip = openZip(bytes, 'paper.docx', SHEET_LIMITS);
  const parts = new Map<string, Read>();
  for (const name of zip.names.filter((one) => /\.(xml|rels)$/.test(one))) {
    const pieces: Uint8Array[] = [];
    for await (const piece of zip.read(name)) pieces.push(piece);
    const texts: string[] = [];
    const open: string[] = [];
    // Well-formed, or this throws.
    for await (const _ of scanXml(toPieces(pieces), stepsInto(texts, open), name, 'paper.docx'));
    expect(open, name).toEqual([]);
    parts.set(name, { xml: Buffer.concat(pieces).toString('utf8'), text: texts.join('') });
  }
  return parts;
}

async function* toPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function stepsInto(texts: string[], open: string[]) {
  return {
    open: (name: string) => void open.push(name),
    close: (name: string) => void expect(open.pop()).toBe(name),
    text: (text: string) => void texts.push(text),
  };
}

describe('a paper as DOCX', () => {
  test('is sound XML and loses no text', async () => {
    const document = (await readParts(await pressDocx(smallPaper('de')))).get('word/document.xml');
    for (const text of [...TRICKY, 'A label', 'GDPR Art. 30(1)(a)', 'row 79', 'An introduction.', 'below it'])
      expect(document?.text, text).toContain(text);
  });

  test('has real headings, contents, and table heads that repeat', async () => {
    const xml = (await readParts(await pressDocx(smallPaper('de')))).get('word/document.xml')?.xml ?? '';
    for (const style of ['Title', 'Heading1', 'Heading2', 'Heading3'])
      expect(xml, style).toContain(`<w:pStyle w:val="${style}"/>`);
    expect(xml).toContain('TOC \\h');
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml).toContain('<w:cantSplit/>');
  });

  test.each([
    ['en', 'en-GB'],
    ['de', 'de-DE'],
    ['ja', 'ja-JP'],
  ] as const)('says its language (%s)', async (language, tag) => {
    const styles = (await readParts(await pressDocx(smallPaper(language)))).get('word/styles.xml')?.xml ?? '';
    expect(styles).toMatch(new RegExp(`<w:lang [^>]*"${tag}"`));
  });

  test('counts its pages and says what it is in its properties', async () => {
    const parts = await readParts(await pressDocx(smallPaper('en')));
    const footers = [...parts].filter(([name]) => name.startsWith('word/footer')).map(([, { xml }]) => xml);
    expect(footers.join('')).toMatch(/PAGE[\s\S]*NUMPAGES/);
    const core = parts.get('docProps/core.xml')?.text ?? '';
    expect(core).toContain('A paper – Asagiri 朝霧');
    expect(core).toContain('What is printed');
  });

  test('holds what no XML can hold as a sign that can be seen', async () => {
    const parts = await readParts(await pressDocx(smallPaper('en', ['a\u0000b\u0008c', 'half \uD83D here'])));
    expect(parts.get('word/document.xml')?.text).toContain('a\uFFFDb\uFFFDc');
  });
});
