// A record of processing as a paper: cover, who answers, one page or more for each activity, what is missing.
import type { Block, Line, Paper, Part } from '../kit/papers/paper.ts';
import type { Chapter, Entry, RecordOfProcessing } from './record-of-processing.ts';
import type { TransferEntry, TransferLaw } from './record-of-processing-transfers.ts';
import type { Words } from './record-of-processing-words.ts';

/** The same content as in the sheets, to be printed. */
export function paperOf(record: RecordOfProcessing): Paper {
  const { words, language } = record;
  const { organisations, chapters } = record;
  return {
    language,
    title: words.title,
    subtitle: record.subtitle,
    over: record.keeper,
    subject: `${record.subtitle}. ${record.asOfText}`,
    keywords: [words.title, record.keeper],
    cover: record.cover,
    contentsTitle: words.contents,
    head: [`${words.title} · ${record.subtitle}`, record.keeper],
    foot: record.asOfText,
    pageWords: words.pageWords as unknown as Paper['pageWords'],
    parts: [
      ...(organisations.length === 0
        ? []
        : [
            {
              title: words.chapterOrganisations,
              intro: words.chapterOrganisationsIntro,
              blocks: organisations.flatMap((one): Block[] => [
                { is: 'heading', level: 2, text: one.name },
                { is: 'facts', facts: one.facts },
              ]),
            },
          ]),
      ...chapters.map((one) => chapterPart(one, words)),
      ...(record.gaps.length === 0 ? [] : [gapsPart(record)]),
      { title: words.chapterNotes, blocks: record.notes.map((text) => ({ is: 'text', text })) },
    ],
  };
}

function chapterPart(chapter: Chapter, words: Words): Part {
  return {
    title: chapter.title,
    ...(chapter.intro !== undefined && { intro: chapter.intro }),
    blocks: [
      ...(chapter.facts.length === 0 ? [] : [{ is: 'facts', facts: chapter.facts } as const]),
      ...chapter.entries.flatMap((entry, n) => entryBlocks(entry, words, n > 0)),
    ],
  };
}

function entryBlocks(entry: Entry, words: Words, onNewPage: boolean): Block[] {
  const time = entry.time === undefined ? [] : [entry.time];
  return [
    { is: 'heading', level: 2, text: entry.name, below: [entry.id, ...time].join(' · '), onNewPage },
    { is: 'facts', facts: entry.facts },
    ...(entry.transfers.length === 0
      ? []
      : ([
          { is: 'heading', level: 3, text: words.transfersTitle },
          {
            is: 'table',
            columns: [
              { heading: words.columnTransfer, share: 25 },
              { heading: words.columnTool, share: 24 },
              { heading: words.columnSafeguards, share: 33 },
              { heading: words.columnVerdict, share: 18 },
            ],
            rows: entry.transfers.flatMap((one) => transferRows(one, words)),
          },
        ] as const)),
  ];
}

/** One row for each law; what is the same for all laws of a flow stands in each, so that a row can be read alone. */
function transferRows(one: TransferEntry, words: Words): Line[][][] {
  return one.laws.map((law) => [
    [
      { text: one.country, tone: 'strong' as const },
      { text: `${one.sender} → ${one.recipient}` },
      ...(one.time === undefined ? [] : [{ text: one.time, tone: 'faint' as const }]),
    ],
    [
      { text: law.law, tone: 'strong' as const },
      { text: law.basis },
      ...(law.cites.length === 0 ? [] : [{ text: law.cites.join(', '), tone: 'faint' as const }]),
    ],
    law.safeguards.length === 0
      ? [{ text: words.noInstrument, tone: 'faint' as const }]
      : [...law.safeguards],
    verdictLines(law),
  ]);
}

function verdictLines(law: TransferLaw): Line[] {
  const isBad = law.verdict === 'unlawful' || law.verdict === 'undetermined';
  return [{ text: law.verdictLabel, tone: isBad ? 'missing' : 'plain' }];
}

function gapsPart({ words, gaps }: RecordOfProcessing): Part {
  return {
    title: words.chapterGaps,
    intro: words.chapterGapsIntro,
    blocks: [
      {
        is: 'table',
        columns: [
          { heading: words.columnRecord, share: 30 },
          { heading: words.columnMissing, share: 46 },
          { heading: words.columnAsked, share: 24 },
        ],
        rows: gaps.map((one) => [
          [
            { text: one.name, tone: 'strong' },
            { text: `${one.kind} · ${one.id}`, tone: 'faint' },
          ],
          one.missing.map(({ says }) => ({ text: says })),
          [...new Set(one.missing.flatMap(({ cites }) => cites))].map((text) => ({ text })),
        ]),
      },
    ],
  };
}
