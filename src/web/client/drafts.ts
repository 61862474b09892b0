// Unsaved input, kept on this device until it was sent: a lost connection or a closed page loses nothing.
import { useCallback, useEffect, useRef, useState } from 'react';

const PREFIX = 'sekisho.draft.';
const KEEP_MS = 14 * 86_400_000;
const WRITE_AFTER_MS = 250;

interface Kept<T> {
  readonly at: number;
  readonly value: T;
}

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** It was kept from an earlier time; null where it begins from what is stored. */
  readonly keptAt: number | null;
  /** Forgets it, and begins again from what is stored. */
  readonly forget: () => void;
  /** What was written is stored: nothing is kept any more, and the form stays as it is. */
  readonly finish: () => void;
}

/** `key` names the form and the record, as in `activities/payroll`; `start` is what is stored. */
export function useDraft<T>(key: string, start: T): Draft<T> {
  const [kept, setKept] = useState<Kept<T> | null>(() => readKept<T>(key));
  const [value, setValue] = useState<T>(kept?.value ?? start);
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      clearTimeout(pending.current);
      pending.current = setTimeout(() => writeKept(key, next), WRITE_AFTER_MS);
    },
    [key],
  );
  useEffect(() => () => clearTimeout(pending.current), []);
  const finish = useCallback(() => {
    clearTimeout(pending.current);
    dropKept(key);
    setKept(null);
  }, [key]);
  const forget = useCallback(() => {
    finish();
    setValue(start);
  }, [finish, start]);
  return { value, set, keptAt: kept?.at ?? null, forget, finish };
}

function readKept<T>(key: string): Kept<T> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null') as Kept<T> | null;
    if (kept === null || Date.now() - kept.at < KEEP_MS) return kept;
    dropKept(key);
  } catch {
    // What cannot be read is no draft.
  }
  return null;
}

function writeKept<T>(key: string, value: T): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), value } satisfies Kept<T>));
  } catch {
    // Full or forbidden: the input lives in the page only.
  }
}

/** To be called once what was written is stored. */
export function dropKept(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept either.
  }
}

/** The drafts that are kept on this device: which form, and since when; the newest first. */
export function listDrafts(): readonly { readonly key: string; readonly at: number }[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => {
        const key = name.slice(PREFIX.length);
        const kept = readKept<unknown>(key);
        return kept === null ? [] : [{ key, at: kept.at }];
      })
      .sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}
