// What the page shows, as it stands in its address: everything but a file, so that a link or the back button leads where one was.
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import { FIRST_YEAR, today } from '../../client/days.ts';
import type { Search } from '../../client/navigation.ts';
import { type FlowWish, GROUPINGS, SORTS } from './choose-flows.ts';
import { readSignings, type Signing, writeSignings } from './signing.ts';

export const COLUMN_NAMES = ['activity', 'tool', 'laws', 'missing', 'mode', 'ends'] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];
export const USUAL_COLUMNS: readonly ColumnName[] = ['tool', 'laws'];

export const DRAWER_PARTS = ['changes', 'remedies', 'contracts'] as const;
export type DrawerPart = (typeof DRAWER_PARTS)[number];

export interface ViewState extends FlowWish {
  readonly asOf: string;
  readonly knownAt: string | undefined;
  /** The name of a file of the reader's own that is answered without being kept; null: the group. */
  readonly file: string | null;
  readonly without: readonly string[];
  readonly leaving: readonly string[];
  readonly signed: readonly Signing[];
  readonly flow: string | null;
  readonly drawer: DrawerPart | null;
  readonly columns: readonly ColumnName[];
  readonly isMapFolded: boolean;
}

export const FIRST_DAY = `${FIRST_YEAR}-01-01`;
export const LAST_DAY = `${new Date().getFullYear() + 1}-12-31`;

/** Words of the address that are this page's; the others (group, language) stay as they are. */
type Written = Readonly<Record<string, string | undefined>>;

/** Reads the address. What it does not say, or says wrongly, is as usual. */
export function readView(search: Search): ViewState {
  const sort = search['sort'] ?? '';
  const pair = search['pair'] ?? '';
  return {
    asOf: readDay(search['asOf']),
    knownAt: search['knownAt'],
    file: search['file'] ?? null,
    verdicts: wordsIn(search['verdict'], VERDICTS),
    law: search['law'] ?? null,
    pair: /^(?:[A-Z]{2})?>(?:[A-Z]{2})?$/.test(pair) && pair !== '>' ? pair : null,
    organisation: search['organisation'] ?? null,
    activity: search['activity'] ?? null,
    tool: search['tool'] ?? null,
    text: search['q'] ?? '',
    isEnding: search['ending'] === 'yes',
    groupBy: GROUPINGS.find((one) => one === search['by']) ?? null,
    sort: SORTS.find((one) => one === sort.replace(/^-/, '')) ?? 'verdict',
    isReversed: sort.startsWith('-'),
    without: listIn(search['without']),
    leaving: listIn(search['leaving']).filter((one) => /^[A-Z]{2}$/.test(one)),
    signed: readSignings(search['signed']),
    flow: search['flow'] ?? null,
    drawer: DRAWER_PARTS.find((one) => one === search['what-if']) ?? null,
    columns: search['columns'] === undefined ? USUAL_COLUMNS : wordsIn(search['columns'], COLUMN_NAMES),
    isMapFolded: search['map'] === 'folded',
  };
}

/** Writes it; what is as usual is left out of the address. */
export function writeView(state: ViewState): Written {
  const list = (words: readonly string[]): string | undefined =>
    words.length === 0 ? undefined : words.join(',');
  const sort = `${state.isReversed ? '-' : ''}${state.sort}`;
  const columns = state.columns.join(',');
  return {
    asOf: state.asOf === usualDay() ? undefined : state.asOf,
    knownAt: state.knownAt,
    file: state.file ?? undefined,
    verdict: list(state.verdicts),
    law: state.law ?? undefined,
    pair: state.pair ?? undefined,
    organisation: state.organisation ?? undefined,
    activity: state.activity ?? undefined,
    tool: state.tool ?? undefined,
    q: state.text === '' ? undefined : state.text,
    ending: state.isEnding ? 'yes' : undefined,
    by: state.groupBy ?? undefined,
    sort: sort === 'verdict' ? undefined : sort,
    without: list(state.without),
    leaving: list(state.leaving),
    signed: state.signed.length === 0 ? undefined : writeSignings(state.signed),
    flow: state.flow ?? undefined,
    'what-if': state.drawer ?? undefined,
    columns: columns === USUAL_COLUMNS.join(',') ? undefined : columns === '' ? 'none' : columns,
    map: state.isMapFolded ? 'folded' : undefined,
  };
}

/** Is anything assumed that is not so? */
export function isWhatIf(state: Pick<ViewState, 'without' | 'leaving' | 'signed'>): boolean {
  return state.without.length + state.leaving.length + state.signed.length > 0;
}

export function usualDay(): string {
  const now = today();
  return now > LAST_DAY ? LAST_DAY : now;
}

function readDay(text = ''): string {
  const isDay = /^(?:19|20)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  return isDay && text >= FIRST_DAY && text <= LAST_DAY ? text : usualDay();
}

function listIn(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [...new Set(text.split(','))];
}

function wordsIn<W extends string>(text: string | undefined, words: readonly W[]): W[] {
  return listIn(text).filter((one): one is W => (words as readonly string[]).includes(one));
}

export const NO_FILTERS = {
  verdicts: [] as readonly Verdict[],
  law: null,
  pair: null,
  organisation: null,
  activity: null,
  tool: null,
  text: '',
  isEnding: false,
} as const;
