// Loads what a key stands for; while a new answer comes the old one stays, and only the newest question counts.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { ProblemFound } from './ask.ts';

export interface Loaded<T> {
  readonly value: T | undefined;
  /** The key that `value` answers. */
  readonly key: string | null;
  /** An answer to a newer question is on its way. */
  readonly isComing: boolean;
  readonly problem: Problem | undefined;
  readonly retry: () => void;
}

interface Kept<T> {
  readonly key: string | null;
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly problemKey: string | null;
}

const NOTHING: Kept<never> = { key: null, value: undefined, problem: undefined, problemKey: null };

/** `key` is null where there is nothing to ask yet. `delayMs` lets a moving hand come to rest. */
export function useAnswer<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  delayMs = 0,
): Loaded<T> {
  const [kept, setKept] = useState<Kept<T>>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const newest = useRef(load);
  newest.current = load;
  // The first answer is waited for; only those after it follow a hand.
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what asking again changes.
  useEffect(() => {
    if (key === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const value = await newest.current(leaving.signal);
          isFirst.current = false;
          if (!leaving.signal.aborted) setKept({ key, value, problem: undefined, problemKey: null });
        } catch (error) {
          if (leaving.signal.aborted) return;
          const problem =
            error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 };
          setKept((before) => ({ ...before, problem, problemKey: key }));
        }
      },
      isFirst.current ? 0 : delayMs,
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [key, attempt, delayMs]);
  const retry = useCallback(() => {
    setKept((before) => ({ ...before, problem: undefined, problemKey: null }));
    setAttempt((count) => count + 1);
  }, []);
  const failed = kept.problemKey === key ? kept.problem : undefined;
  return {
    value: kept.value,
    key: kept.key,
    isComing: key !== null && kept.key !== key && failed === undefined,
    problem: failed,
    retry,
  };
}
