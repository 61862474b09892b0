// A record of processing as sheets: overview, who answers, one row an activity, one row a transfer and law, what is missing.

import { addDays, type CivilDate } from '../core/time/civil-date.ts';
import type { Lines } from '../kit/papers/paper.ts';
import type { CellOut, ColumnOut, SheetOut, WorkbookOut } from '../kit/sheets/xlsx-write.ts';
import type { Entry, RecordOfProcessing } from './record-of-processing.ts';
import { FACT_KEYS, type FactKey } from './record-of-processing-desk.ts';

/** The same content as on paper, to be sorted and filtered. */
export function workbookOf(record: RecordOfProcessing): WorkbookOut {
  const { words } = record;
  return {
    title: `${words.title} – ${record.keeper}`,
    language: record.language,
    author: record.keeper,
    sheets: [
      overview(record),
      organisations(record),
      activities(record),
      transfers(record),
      ...(record.gaps.length === 0 ? [] : [gaps(record)]),
    ],
  };
}

const WIDE = 46;
const MIDDLE = 30;
const NARROW = 14;
const WIDTHS: Readonly<Partial<Record<FactKey, number>>> = {
  controllers: MIDDLE,
  purposes: MIDDLE,
  subjects: MIDDLE,
  transfers: 24,
  retention: MIDDLE,
};

function wrapped(heading: string, width: number): ColumnOut {
  return { heading, width, style: 'wrap' };
}

function overview({ words, keeper, subtitle, cover, notes }: RecordOfProcessing): SheetOut {
  return {
    name: words.sheetOverview,
    above: [[{ text: words.title, style: 'title' }], [keeper], [subtitle], []],
    columns: [
      wrapped(words.columnMatter, MIDDLE),
      wrapped(words.columnContent, 90),
      wrapped(words.columnAsked, MIDDLE),
    ],
    rows: [
      ...cover.map((fact): CellOut[] => [fact.label, textOf(fact.lines), (fact.cites ?? []).join('\n')]),
      ...notes.map((text): CellOut[] => [words.chapterNotes, text]),
    ],
  };
}

function organisations({ words, organisations: all }: RecordOfProcessing): SheetOut {
  const labels = [...new Set(all.flatMap((one) => one.facts.map((fact) => fact.label)))];
  return {
    name: words.sheetOrganisations,
    columns: [
      wrapped(words.organisation, MIDDLE),
      { heading: words.columnId, width: NARROW },
      ...labels.map((label) => wrapped(label, WIDE)),
    ],
    frozenColumns: 1,
    rows: all.map((one) => [
      one.name,
      one.id,
      ...labels.map((label) => textOf(one.facts.find((fact) => fact.label === label)?.lines ?? [])),
    ]),
  };
}

function activities({ words, chapters, as }: RecordOfProcessing): SheetOut {
  const entries = chapters.flatMap((chapter) => chapter.entries.map((entry) => ({ chapter, entry })));
  const used = new Set(entries.flatMap(({ entry }) => entry.facts.map((fact) => fact.key)));
  const keys = FACT_KEYS.filter((key) => used.has(key));
  const labelOf = (key: FactKey): string =>
    entries.flatMap(({ entry }) => entry.facts).find((fact) => fact.key === key)?.label ?? key;
  const citesOf = (key: FactKey): string =>
    [
      ...new Set(
        entries
          .flatMap(({ entry }) => entry.facts.filter((fact) => fact.key === key))
          .flatMap((fact) => fact.cites ?? []),
      ),
    ].join('\n');
  return {
    name: words.sheetActivities,
    columns: [
      wrapped(words.columnName, MIDDLE),
      { heading: words.columnId, width: NARROW },
      { heading: words.columnFrom, width: NARROW },
      { heading: words.columnUntil, width: NARROW },
      ...(as === 'processor' ? [wrapped(words.controller, MIDDLE)] : []),
      ...keys.map((key): ColumnOut => {
        const cites = citesOf(key);
        return { ...wrapped(labelOf(key), WIDTHS[key] ?? WIDE), ...(cites !== '' && { prompt: cites }) };
      }),
    ],
    frozenColumns: 1,
    rows: entries.map(({ chapter, entry }) => [
      entry.name,
      entry.id,
      day(entry.from),
      lastDay(entry.until),
      ...(as === 'processor' ? [chapter.title] : []),
      ...keys.map((key) => factText(entry, key)),
    ]),
  };
}

function factText({ facts }: Entry, key: FactKey): string {
  return textOf(facts.find((fact) => fact.key === key)?.lines ?? []);
}

function transfers({ words, chapters }: RecordOfProcessing): SheetOut {
  const seen = new Set<string>();
  const rows = chapters.flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      entry.transfers.flatMap((one): CellOut[][] => {
        if (seen.has(one.flow)) return [];
        seen.add(one.flow);
        return one.laws.map((law) => [
          entry.name,
          one.flow,
          one.sender,
          one.recipient,
          one.country,
          day(one.from),
          lastDay(one.until),
          law.law,
          law.basis,
          law.instrument,
          day(law.instrumentFrom),
          textOf(law.safeguards),
          day(law.assessedOn),
          law.verdictLabel,
          law.reasons.join('\n'),
          law.cites.join('\n'),
          law.unknown.join('\n'),
        ]);
      }),
    ),
  );
  return {
    name: words.sheetTransfers,
    columns: [
      wrapped(words.columnName, MIDDLE),
      { heading: words.columnFlow, width: 18 },
      wrapped(words.columnSender, MIDDLE),
      wrapped(words.columnRecipient, MIDDLE),
      wrapped(words.columnCountry, 20),
      { heading: words.columnFrom, width: NARROW },
      { heading: words.columnUntil, width: NARROW },
      wrapped(words.columnLaw, 20),
      wrapped(words.columnBasis, 26),
      wrapped(words.columnInstrument, MIDDLE),
      { heading: words.columnInstrumentFrom, width: NARROW },
      wrapped(words.columnSafeguards, WIDE),
      { heading: words.columnAssessedOn, width: NARROW },
      wrapped(words.columnVerdict, 18),
      wrapped(words.columnReasons, WIDE),
      wrapped(words.columnAsked, 24),
      wrapped(words.columnUnknown, MIDDLE),
    ],
    frozenColumns: 1,
    rows,
  };
}

function gaps({ words, gaps: all }: RecordOfProcessing): SheetOut {
  return {
    name: words.sheetGaps,
    columns: [
      { heading: words.columnKind, width: NARROW },
      wrapped(words.columnRecord, MIDDLE),
      { heading: words.columnId, width: 18 },
      wrapped(words.columnMissing, 70),
      wrapped(words.columnAsked, MIDDLE),
    ],
    rows: all.flatMap((one) =>
      one.missing.map(({ says, cites }) => [one.kind, one.name, one.id, says, cites.join('\n')]),
    ),
  };
}

function textOf(lines: Lines): string {
  return lines.map((line) => line.text).join('\n');
}

function day(date: CivilDate | undefined): CellOut {
  return date === undefined ? undefined : { date };
}

/** An end is kept as the first day no longer; a reader looks for the last one. */
function lastDay(until: CivilDate | undefined): CellOut {
  return until === undefined ? undefined : { date: addDays(until, -1) };
}
