// The last visit of a reader on this device: how far the ledger had come for each group, so that what is newer can be shown as new.
import { useEffect, useMemo, useState } from 'react';
import { prefer, preferences } from './preferences.ts';

const KEY = 'sekisho.visits';
/** Whoever comes back sooner has not been away. */
const AWAY_MS = 30 * 60_000;

interface Visit {
  /** Position of the ledger after which entries are new; null: never been here. */
  readonly mark: number | null;
  /** When the reader had last left, in milliseconds. */
  readonly markAt: number | null;
  /** How far the reader has seen. */
  readonly seen: number | null;
}

const NEVER: Visit = { mark: null, markAt: null, seen: null };

function readVisits(): Record<string, Visit> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, Visit>;
  } catch {
    return {};
  }
}

function keepVisit(group: string, visit: Visit): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readVisits(), [group]: visit }));
  } catch {
    // Then everything is new the next time.
  }
}

/** The visit that begins now: where the reader was away, what was seen then becomes the mark. */
export function beginVisit(kept: Visit | undefined, leftAt: number | null, now: number): Visit {
  if (kept === undefined || kept.seen === null) return NEVER;
  const wasAway = leftAt === null || now - leftAt > AWAY_MS;
  return wasAway ? { mark: kept.seen, markAt: leftAt, seen: kept.seen } : kept;
}

export interface OpenVisit {
  readonly mark: number | null;
  readonly markAt: number | null;
  /** The newest position that was shown. */
  readonly see: (position: number) => void;
  /** All of it is read: nothing is new any more. */
  readonly clear: (position: number) => void;
}

export function useVisit(group: string): OpenVisit {
  const begun = useMemo(() => beginVisit(readVisits()[group], preferences().leftAt, Date.now()), [group]);
  const [cleared, setCleared] = useState<Visit | null>(null);
  const visit = cleared ?? begun;
  useEffect(() => {
    const leave = (): void => {
      if (document.visibilityState === 'hidden') prefer({ leftAt: Date.now() });
    };
    const leaveNow = (): void => prefer({ leftAt: Date.now() });
    document.addEventListener('visibilitychange', leave);
    addEventListener('pagehide', leaveNow);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leaveNow);
      leaveNow();
    };
  }, []);
  return {
    mark: visit.mark,
    markAt: visit.markAt,
    see: (position) => keepVisit(group, { ...visit, seen: Math.max(position, visit.seen ?? 0) }),
    clear: (position) => {
      const next = { mark: position, markAt: Date.now(), seen: position };
      keepVisit(group, next);
      setCleared(next);
    },
  };
}
