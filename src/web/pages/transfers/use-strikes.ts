// Strikes with their history: what was struck can be put back, and what was put back struck again.
import { useCallback, useState } from 'react';

interface History {
  readonly past: readonly (readonly string[])[];
  readonly future: readonly (readonly string[])[];
}

export interface Strikes {
  readonly mayUndo: boolean;
  readonly mayRedo: boolean;
  readonly strike: (id: string) => void;
  readonly restore: (id: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Another register was opened: what was struck in the one before means nothing in it. */
  readonly forget: () => void;
}

export function useStrikes(
  without: readonly string[],
  change: (without: readonly string[]) => void,
): Strikes {
  const [history, setHistory] = useState<History>({ past: [], future: [] });
  const step = useCallback(
    (next: readonly string[]) => {
      setHistory(({ past }) => ({ past: [...past, without], future: [] }));
      change(next);
    },
    [without, change],
  );
  const { past, future } = history;
  return {
    mayUndo: past.length > 0,
    mayRedo: future.length > 0,
    strike: (id) => {
      if (!without.includes(id)) step([...without, id]);
    },
    restore: (id) => step(without.filter((one) => one !== id)),
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      setHistory({ past: past.slice(0, -1), future: [without, ...future] });
      change(before);
    },
    redo: () => {
      const after = future[0];
      if (after === undefined) return;
      setHistory({ past: [...past, without], future: future.slice(1) });
      change(after);
    },
    forget: () => setHistory({ past: [], future: [] }),
  };
}
