// What a reader prefers on this device: language, colours, folded navigation, last visit; nothing of the group is kept here.
import { useSyncExternalStore } from 'react';
import { LANGUAGES, type Language } from '../../core/law/law.ts';

export const SCHEMES = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Preferences {
  /** Null: the first language of the browser that the screen speaks. */
  readonly language: Language | null;
  readonly scheme: Scheme;
  readonly isFolded: boolean;
  /** When the reader last left, in milliseconds; what is newer is shown as new. */
  readonly leftAt: number | null;
  readonly hasSeenWelcome: boolean;
}

const KEY = 'sekisho.preferences';
const USUAL: Preferences = {
  language: null,
  scheme: 'system',
  isFolded: false,
  leftAt: null,
  hasSeenWelcome: false,
};

let current = readKept();
const listeners = new Set<() => void>();

function readKept(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      language: LANGUAGES.find((one) => one === kept.language) ?? null,
      scheme: SCHEMES.find((one) => one === kept.scheme) ?? 'system',
      isFolded: kept.isFolded === true,
      leftAt: typeof kept.leftAt === 'number' ? kept.leftAt : null,
      hasSeenWelcome: kept.hasSeenWelcome === true,
    };
  } catch {
    return USUAL;
  }
}

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Where the browser keeps nothing, the choice holds until the page is closed.
  }
  showScheme();
  for (const tell of listeners) tell();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, preferences);
}

/** The language of the screen: what the address says, else what is preferred, else what the browser asks for. */
export function languageOf(named: string | undefined, preferred: Language | null): Language {
  const known = LANGUAGES.find((one) => one === named);
  return known ?? preferred ?? firstOf(navigator.languages);
}

function firstOf(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const found = LANGUAGES.find((language) => one.toLowerCase().startsWith(language));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Light or dark by choice; without one, as the machine has it. */
export function showScheme(): void {
  document.documentElement.dataset['scheme'] = current.scheme;
}
