// The state of the page in the address bar: everything but the file, so that a link or the back button leads where one was.
import { VERDICTS, type Verdict } from '../../core/flows/answer.ts';

export const VIEWS = ['flows', 'changes', 'contracts'] as const;
export type ViewName = (typeof VIEWS)[number];

export const COLUMNS = ['verdict', 'flow', 'from', 'to', 'tool'] as const;
export type Column = (typeof COLUMNS)[number];

export interface PageState {
  /** An example register; null while a file of the reader's own is open. */
  readonly register: string | null;
  readonly asOf: string;
  readonly without: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly law: string | null;
  readonly text: string;
  readonly flow: string | null;
  readonly sort: Column;
  readonly isReversed: boolean;
  readonly view: ViewName;
}

/** Reads the address. What it does not say, or says wrongly, is as `start` has it. */
export function readAddress(query: string, start: PageState): PageState {
  const words = new URLSearchParams(query);
  const asOf = words.get('asOf') ?? '';
  const sort = words.get('sort') ?? '';
  return {
    register: words.has('register') ? words.get('register') || null : start.register,
    asOf: /^(?:19|20)\d\d-\d\d-\d\d$/.test(asOf) ? asOf : start.asOf,
    without: listOf(words.get('without')),
    verdicts: listOf(words.get('verdict')).filter((word): word is Verdict =>
      (VERDICTS as readonly string[]).includes(word),
    ),
    law: words.get('law'),
    text: words.get('q') ?? '',
    flow: words.get('flow'),
    sort: oneOf(sort.replace(/^-/, ''), COLUMNS) ?? start.sort,
    isReversed: sort.startsWith('-'),
    view: oneOf(words.get('view'), VIEWS) ?? start.view,
  };
}

/** Writes the address; what is as `start` has it is left out, and words of others (`before`) stay. */
export function writeAddress(state: PageState, start: PageState, before = ''): string {
  const words = new URLSearchParams(before);
  const put = (name: string, value: string, usual: string): void => {
    if (value === usual) words.delete(name);
    else words.set(name, value);
  };
  put('register', state.register ?? '', start.register ?? '');
  put('asOf', state.asOf, start.asOf);
  put('without', state.without.join(','), '');
  put('verdict', state.verdicts.join(','), '');
  put('law', state.law ?? '', '');
  put('q', state.text, '');
  put('flow', state.flow ?? '', '');
  put('sort', `${state.isReversed ? '-' : ''}${state.sort}`, start.sort);
  put('view', state.view, start.view);
  const text = words.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

function listOf(text: string | null): string[] {
  return text === null || text === '' ? [] : [...new Set(text.split(','))];
}

function oneOf<W extends string>(text: string | null, words: readonly W[]): W | undefined {
  return words.find((word) => word === text);
}
