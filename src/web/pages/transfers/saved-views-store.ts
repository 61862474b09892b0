// Views that a person saved, kept on this device and for each group; nothing of them leaves it but by a link that is sent.
import { useSyncExternalStore } from 'react';
import { writeSearch } from '../../client/navigation.ts';

/** Words of the address, without the flow that was open. */
export type ViewWords = Readonly<Record<string, string>>;

export interface SavedView {
  readonly name: string;
  readonly words: ViewWords;
}

const PREFIX = 'sekisho.views.';
const NOTHING: readonly SavedView[] = [];
const MOST = 60;

const read = new Map<string, readonly SavedView[]>();
const listeners = new Set<() => void>();

function viewsOf(group: string): readonly SavedView[] {
  let views = read.get(group);
  if (views === undefined) {
    views = readKept(group);
    read.set(group, views);
  }
  return views;
}

function readKept(group: string): readonly SavedView[] {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + group) ?? '[]') as readonly SavedView[];
    if (!Array.isArray(kept)) return NOTHING;
    return kept.filter((one) => typeof one?.name === 'string' && typeof one.words === 'object');
  } catch {
    return NOTHING;
  }
}

function keep(group: string, views: readonly SavedView[]): void {
  read.set(group, views);
  try {
    localStorage.setItem(PREFIX + group, JSON.stringify(views));
  } catch {
    // Where the browser keeps nothing, they hold until the page is closed.
  }
  for (const tell of listeners) tell();
}

export function useSavedViews(group: string): readonly SavedView[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => viewsOf(group),
  );
}

/** A view of the same name is replaced. */
export function saveView(group: string, view: SavedView): void {
  const others = viewsOf(group).filter((one) => one.name !== view.name);
  keep(group, [...others, view].slice(-MOST));
}

export function forgetView(group: string, name: string): void {
  keep(
    group,
    viewsOf(group).filter((one) => one.name !== name),
  );
}

/** The link to a view; the group goes along, so that it leads to the same for whoever may see it. */
export function linkTo(group: string, words: ViewWords): string {
  return `${location.origin}${location.pathname}${writeSearch({ group, ...words })}`;
}
