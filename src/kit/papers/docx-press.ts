// Turns papers into DOCX files: real headings, header rows that repeat, the language of the paper, page numbers, properties.
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  LeaderType,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Language } from '../../core/law/law.ts';
import type { Block, Fact, Line, Lines, Paper, Part, Tone } from './paper.ts';
import { mapTexts, printable } from './paper-text.ts';

/** Twentieths of a point; the width between the margins of an A4 page. */
const TEXT_WIDTH = 9_400;
const LABEL_WIDTH = 2_700;
const PAGE = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1_500, bottom: 1_300, left: 1_300, right: 1_206, header: 700, footer: 650 };

const ACCENT = '1F4B73';
const FAINT = '58636F';
const ALARM = '9B1C1C';
const HAIR = { style: BorderStyle.SINGLE, size: 4, color: 'D3DAE1' };
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', ja: 'ja-JP' };
/** Fonts that office programs bring; each program takes its own where it lacks one. */
const FONTS = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'Yu Gothic' };
const LEVELS = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/** Sizes in half points. */
const SIZE = { text: 19, small: 16, cite: 14, table: 17 };

export async function pressDocx(given: Paper): Promise<Uint8Array> {
  const paper = mapTexts(given, printable);
  const tag = LANGUAGE_TAGS[paper.language];
  const document = new Document({
    title: `${paper.title} – ${paper.over}`,
    creator: paper.over,
    lastModifiedBy: paper.over,
    subject: paper.subject,
    description: paper.subject,
    keywords: paper.keywords.join(', '),
    features: { updateFields: false },
    hyphenation: { autoHyphenation: paper.language !== 'ja' },
    styles: {
      default: {
        document: {
          run: {
            font: FONTS,
            size: SIZE.text,
            language: { value: paper.language === 'ja' ? 'en-GB' : tag, eastAsia: 'ja-JP' },
          },
          paragraph: { spacing: { after: 60, line: 264, lineRule: LineRuleType.AUTO } },
        },
        title: {
          run: { size: 52, bold: true, font: FONTS },
          paragraph: { spacing: { before: 160, after: 160 } },
        },
        heading1: heading(36, 0, 240),
        heading2: heading(26, 360, 80),
        heading3: heading(20, 280, 120),
      },
    },
    sections: [
      {
        properties: { titlePage: true, page: { size: PAGE, margin: MARGIN } },
        headers: {
          default: new Header({
            children: [sides(paper.head[0], [text(paper.head[1], 'faint', SIZE.small)])],
          }),
        },
        footers: { default: new Footer({ children: [sides(paper.foot, pageNumbers(paper))] }) },
        children: [...cover(paper), ...paper.parts.flatMap(partOf)],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function heading(size: number, before: number, after: number): object {
  return {
    run: { size, bold: true, color: ACCENT, font: FONTS },
    paragraph: { spacing: { before, after }, keepNext: true, keepLines: true },
  };
}

function cover(paper: Paper): FileChild[] {
  return [
    new Paragraph({
      spacing: { before: 2_000, after: 160 },
      children: [text(paper.over, 'strong', 24, ACCENT)],
    }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
    new Paragraph({ spacing: { after: 500 }, children: [text(paper.subtitle, 'faint', 28)] }),
    factsTable(paper.cover),
    new Paragraph({
      pageBreakBefore: true,
      spacing: { after: 240 },
      children: [text(paper.contentsTitle, 'strong', 36, ACCENT)],
    }),
    new TableOfContents(paper.contentsTitle, {
      hyperlink: true,
      headingStyleRange: '1-2',
      tabLeader: LeaderType.NONE,
    }),
  ];
}

function partOf(part: Part): FileChild[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      pageBreakBefore: true,
      children: [new TextRun(part.title)],
    }),
    ...(part.intro === undefined
      ? []
      : [new Paragraph({ spacing: { after: 200 }, children: [text(part.intro, 'faint')] })]),
    ...part.blocks.flatMap(blockOf),
  ];
}

function blockOf(block: Block): FileChild[] {
  switch (block.is) {
    case 'heading':
      return [
        new Paragraph({
          heading: LEVELS[block.level],
          pageBreakBefore: block.onNewPage === true,
          children: [new TextRun(block.text)],
        }),
        ...(block.below === undefined
          ? []
          : [
              new Paragraph({
                keepNext: true,
                spacing: { after: 160 },
                children: [text(block.below, 'faint', SIZE.small)],
              }),
            ]),
      ];
    case 'text':
      return [new Paragraph({ spacing: { after: 120 }, children: runs(block) })];
    case 'facts':
      return [factsTable(block.facts), gap()];
    case 'table':
      return [wideTable(block), gap()];
  }
}

/** Word joins tables that follow each other. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 0, line: 120, lineRule: LineRuleType.AUTO }, children: [] });
}

function factsTable(facts: readonly Fact[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH],
    borders: {
      top: HAIR,
      bottom: HAIR,
      left: NO_LINE,
      right: NO_LINE,
      insideHorizontal: HAIR,
      insideVertical: NO_LINE,
    },
    rows: facts.map(
      ({ label, cites, lines }) =>
        new TableRow({
          cantSplit: lines.length < 12,
          children: [
            cell(LABEL_WIDTH, [
              paragraph([text(label, 'strong', 18)]),
              ...(cites ?? []).map((cite) => paragraph([text(cite, 'faint', SIZE.cite)])),
            ]),
            cell(TEXT_WIDTH - LABEL_WIDTH, paragraphs(lines, SIZE.text)),
          ],
        }),
    ),
  });
}

function wideTable({ columns, rows }: Extract<Block, { is: 'table' }>): Table {
  const all = columns.reduce((sum, one) => sum + one.share, 0);
  const widths = columns.map((one) => Math.round((TEXT_WIDTH * one.share) / all));
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: NO_LINE,
      bottom: HAIR,
      left: NO_LINE,
      right: NO_LINE,
      insideHorizontal: HAIR,
      insideVertical: NO_LINE,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ heading: name }, n) =>
          cell(widths[n] as number, [paragraph([text(name, 'strong', SIZE.table)])], true),
        ),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: row.every((lines) => lines.length < 12),
            children: row.map((lines, n) => cell(widths[n] as number, paragraphs(lines, SIZE.table))),
          }),
      ),
    ],
  });
}

function cell(width: number, children: Paragraph[], isHead = false): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: isHead ? 80 : 60, right: 80 },
    verticalAlign: VerticalAlignTable.TOP,
    ...(isHead && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EEF2F6' } }),
    children,
  });
}

function paragraphs(lines: Lines, size: number): Paragraph[] {
  return lines.length === 0 ? [paragraph([])] : lines.map((line) => paragraph(runs(line, size)));
}

function paragraph(children: TextRun[]): Paragraph {
  return new Paragraph({ spacing: { after: 0 }, children });
}

/** Line ends inside a text stay. */
function runs({ text: words, tone }: Line, size?: number): TextRun[] {
  return words.split('\n').map((part, n) => text(part, tone, size, undefined, n > 0 ? 1 : undefined));
}

function text(
  words: string,
  tone: Tone = 'plain',
  size?: number,
  color?: string,
  lineBreak?: number,
): TextRun {
  const shade = color ?? (tone === 'faint' ? FAINT : tone === 'missing' ? ALARM : undefined);
  return new TextRun({
    text: words,
    ...(tone === 'strong' && { bold: true }),
    ...(shade !== undefined && { color: shade }),
    ...(size !== undefined && { size }),
    ...(lineBreak !== undefined && { break: lineBreak }),
  });
}

function sides(left: string, right: TextRun[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [text(left, 'faint', SIZE.small), new TextRun({ text: '\t', size: SIZE.small }), ...right],
  });
}

function pageNumbers({ pageWords }: Paper): TextRun[] {
  const [before, between, after] = pageWords;
  return [
    new TextRun({
      color: FAINT,
      size: SIZE.small,
      children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
    }),
  ];
}
