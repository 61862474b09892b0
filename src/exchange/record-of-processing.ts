// A record of processing: everything the laws ask of the record of a controller or of a processor on a day, as plain values.
//
// Nothing is left out silently: what a law asks and the register does not hold is named as missing, with the article.

import type { Activity, Organisation } from '../core/flows/register.ts';
import type { Language } from '../core/law/law.ts';
import { isInForce } from '../core/law/rulebook.ts';
import type { CivilDate } from '../core/time/civil-date.ts';
import type { Fact, Line } from '../kit/papers/paper.ts';
import type { RegisterOut } from './format.ts';
import { ReaderLanguage } from './reader-language.ts';
import type { Desk, EntryFact } from './record-of-processing-desk.ts';
import { factsOf } from './record-of-processing-facts.ts';
import { type Gap, Gaps } from './record-of-processing-gaps.ts';
import { Parties } from './record-of-processing-parties.ts';
import type { RecordQuestion } from './record-of-processing-question.ts';
import { type TransferEntry, Transfers } from './record-of-processing-transfers.ts';
import { fill, type Words, wordsOf } from './record-of-processing-words.ts';

/** One activity; in the record of a processor once for each controller on whose behalf it is carried out. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly from?: CivilDate;
  readonly until?: CivilDate;
  /** Both days as a reader writes them. */
  readonly time?: string;
  readonly facts: readonly EntryFact[];
  readonly transfers: readonly TransferEntry[];
}

export interface Chapter {
  readonly title: string;
  readonly intro?: string;
  /** In the record of a processor: the controller. */
  readonly facts: readonly Fact[];
  readonly entries: readonly Entry[];
}

export interface OrganisationEntry {
  readonly id: string;
  readonly name: string;
  readonly facts: readonly Fact[];
}

export interface RecordOfProcessing {
  readonly language: Language;
  readonly as: RecordQuestion['as'];
  readonly words: Words;
  /** The group, or the one organisation. */
  readonly keeper: string;
  readonly subtitle: string;
  readonly asOf: CivilDate;
  readonly asOfText: string;
  readonly cover: readonly Fact[];
  readonly notes: readonly string[];
  /** The fingerprint of the law files. */
  readonly laws: string;
  readonly organisations: readonly OrganisationEntry[];
  readonly chapters: readonly Chapter[];
  readonly gaps: readonly Gap[];
}

/** Writes the record. Total: a register that holds nothing gives a record that says so. */
export function recordProcessing(out: RegisterOut, question: RecordQuestion): RecordOfProcessing {
  const words = wordsOf(out.language);
  const reader = new ReaderLanguage(out.language, out.rulebook);
  const parties = new Parties(out, reader, words);
  const keepers = keepersOf(out, question);
  const { entered, idle, elsewhere } = pickActivities(out, question, keepers);
  const gaps = new Gaps(out, question, reader, words);
  const transfers = new Transfers(out, reader, words, parties, entered);
  const desk: Desk = { out, question, reader, words, parties, gaps, transfers };
  const named = namedKeepers(entered, question, keepers, out, reader);
  const chapters =
    question.as === 'controller' ? [oneChapter(desk, entered)] : chaptersByController(desk, entered, keepers);
  const listed = gaps.list(new Set(entered.map((one) => one.id)), new Set(named.map((one) => one.id)));
  const leftOut: Line[] = [
    ...(idle > 0 ? [{ text: fill(words.leftOutTime, { count: reader.number(idle) }) }] : []),
    ...(elsewhere > 0 && question.organisation === undefined
      ? [{ text: fill(words.leftOutOthers, { count: reader.number(elsewhere) }) }]
      : []),
  ].map((line) => ({ ...line, tone: 'faint' }));
  const organisation = out.register.organisations.get(question.organisation ?? '');
  const keeper = organisation?.name ?? question.organisation ?? out.group.name;
  const transferCount = new Set(
    chapters.flatMap((one) => one.entries.flatMap((entry) => entry.transfers.map((t) => t.flow))),
  ).size;
  return {
    language: out.language,
    as: question.as,
    words,
    keeper,
    subtitle: question.as === 'controller' ? words.asController : words.asProcessor,
    asOf: out.asOf,
    asOfText: fill(words.asOf, { day: reader.day(out.asOf) }),
    laws: out.rulebook.fingerprint,
    cover: [
      ...keeperFacts(desk, organisation),
      stateFact(desk),
      lawsFact(desk),
      {
        label: words.extent,
        lines: [
          { text: fill(words.extentActivities, { count: reader.number(entered.length) }) },
          { text: fill(words.extentTransfers, { count: reader.number(transferCount) }) },
          listed.length === 0
            ? { text: words.noGaps }
            : {
                text: fill(words.extentGaps, {
                  count: reader.number(listed.reduce((sum, one) => sum + one.missing.length, 0)),
                }),
                tone: 'missing',
              },
          ...leftOut,
        ],
      },
    ],
    notes: [words.noteVerdicts, words.noteGaps],
    organisations: named.map((one) => ({
      id: one.id,
      name: one.name,
      facts: parties.organisationFacts(one, gaps),
    })),
    chapters,
    gaps: listed,
  };
}

/** Whose record it is: the organisation asked about, or the members of the group; nobody where no member is named. */
function keepersOf({ register }: RegisterOut, { organisation }: RecordQuestion): ReadonlySet<string> {
  if (organisation !== undefined) return new Set([organisation]);
  return new Set(
    [...register.organisations.values()].filter((one) => one.member === true).map((one) => one.id),
  );
}

interface Picked {
  readonly entered: readonly Activity[];
  /** Activities that do not run on the day. */
  readonly idle: number;
  /** Activities in which no keeper is named in the capacity asked for. */
  readonly elsewhere: number;
}

function pickActivities(
  { register, asOf }: RegisterOut,
  { as, organisation }: RecordQuestion,
  keepers: ReadonlySet<string>,
): Picked {
  const all = [...register.activities.values()];
  const running = all.filter((one) => isInForce(one, asOf));
  const entered = running.filter((one) => {
    const named = as === 'controller' ? one.controllers : one.processors;
    // Whoever the controller is: what nobody answers for belongs into the record of the group, where it is seen.
    if (named === undefined) return organisation === undefined && as === 'controller';
    return (
      named.some((id) => keepers.has(id)) ||
      (organisation === undefined && keepers.size === 0 && named.length > 0)
    );
  });
  return { entered, idle: all.length - running.length, elsewhere: running.length - entered.length };
}

function namedKeepers(
  entered: readonly Activity[],
  { as, organisation }: RecordQuestion,
  keepers: ReadonlySet<string>,
  { register }: RegisterOut,
  reader: ReaderLanguage,
): Organisation[] {
  const ids = new Set([
    ...(organisation === undefined ? [] : [organisation]),
    ...entered.flatMap((one) => (as === 'controller' ? one.controllers : one.processors) ?? []),
  ]);
  return [...ids]
    .filter((id) => keepers.has(id) || keepers.size === 0)
    .flatMap((id) => register.organisations.get(id) ?? [])
    .sort((a, b) => reader.compare(a.name, b.name));
}

function oneChapter(desk: Desk, entered: readonly Activity[]): Chapter {
  const { words } = desk;
  return {
    title: words.chapterActivities,
    intro: entered.length === 0 ? words.noActivities : words.chapterActivitiesIntro,
    facts: [],
    entries: entriesOf(desk, entered, undefined),
  };
}

/** One chapter for each controller: its record is that of what is done on its behalf. */
function chaptersByController(
  desk: Desk,
  entered: readonly Activity[],
  keepers: ReadonlySet<string>,
): Chapter[] {
  const { words, parties, reader, out } = desk;
  const byController = new Map<string | undefined, Activity[]>();
  for (const activity of entered) {
    const controllers = activity.controllers?.length === 0 ? undefined : activity.controllers;
    for (const id of controllers ?? [undefined]) {
      const list = byController.get(id);
      if (list === undefined) byController.set(id, [activity]);
      else list.push(activity);
    }
  }
  if (byController.size === 0)
    return [{ title: words.chapterActivities, intro: words.noActivities, facts: [], entries: [] }];
  return [...byController]
    .map(([id, activities]) => {
      const controller = out.register.organisations.get(id ?? '');
      const name = controller?.name ?? id;
      return {
        title: name === undefined ? words.chapterBehalfUnknown : fill(words.chapterBehalf, { name }),
        name: name ?? '\uFFFF',
        facts: controller === undefined ? [] : parties.organisationFacts(controller, desk.gaps),
        entries: entriesOf(desk, activities, keepers),
      };
    })
    .sort((a, b) => reader.compare(a.name, b.name))
    .map(({ name: _, ...chapter }) => chapter);
}

function entriesOf(
  desk: Desk,
  activities: readonly Activity[],
  senders: ReadonlySet<string> | undefined,
): Entry[] {
  return [...activities]
    .sort((a, b) => desk.reader.compare(a.name, b.name) || desk.reader.compare(a.id, b.id))
    .map((activity) => {
      const transfers = desk.transfers.of(activity, senders);
      const time = desk.parties.time(activity);
      return {
        id: activity.id,
        name: activity.name,
        ...(activity.from !== undefined && { from: activity.from }),
        ...(activity.until !== undefined && { until: activity.until }),
        ...(time !== undefined && { time }),
        facts: factsOf(desk, activity, transfers),
        transfers,
      };
    });
}

/** Who keeps the record, on its first page: the organisation, or the group with its parent company. */
function keeperFacts({ out, parties, gaps, words }: Desk, organisation: Organisation | undefined): Fact[] {
  if (organisation !== undefined) return parties.organisationFacts(organisation, gaps);
  const members = [...out.register.organisations.values()].filter((one) => one.member === true);
  const heads = members.filter(
    (one) => one.parent === undefined || !out.register.organisations.has(one.parent),
  );
  const [head] = heads;
  if (head === undefined || heads.length > 1) return [];
  return [
    { label: words.head, lines: [{ text: head.name, tone: 'strong' }] },
    ...parties.organisationFacts(head, gaps),
  ];
}

function stateFact({ out, reader, words }: Desk): Fact {
  const { recordedUpTo, position } = out.state ?? {};
  return {
    label: words.state,
    lines: [
      { text: fill(words.stateAsOf, { day: reader.day(out.asOf) }) },
      ...(recordedUpTo === undefined
        ? []
        : [{ text: fill(words.stateRecorded, { moment: reader.moment(recordedUpTo) }) }]),
      ...(position === undefined
        ? []
        : [{ text: fill(words.statePosition, { position: reader.number(position) }) }]),
    ],
  };
}

function lawsFact({ out, gaps, reader, words }: Desk): Fact {
  const laws = gaps.laws().map((law): Line => ({ text: reader.label('laws', law) }));
  const { version, fingerprint } = out.rulebook;
  return {
    label: words.laws,
    lines: [...laws, { text: fill(words.lawsVersion, { version, fingerprint }), tone: 'faint' }],
  };
}
