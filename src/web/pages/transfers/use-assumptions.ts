// What is assumed that is not so, with its history: what was struck can be put back, and what was put back struck again.
import { useState } from 'react';
import { keyOfSigning, type Signing } from './signing.ts';
import type { ViewChange } from './use-view-state.ts';
import { isWhatIf, type ViewState } from './view-state.ts';

type Assumed = Pick<ViewState, 'without' | 'leaving' | 'signed'>;

const NOTHING: Assumed = { without: [], leaving: [], signed: [] };

export interface Assumptions extends Assumed {
  readonly isAny: boolean;
  readonly mayUndo: boolean;
  readonly mayRedo: boolean;
  readonly strike: (id: string) => void;
  readonly letLeave: (country: string) => void;
  readonly sign: (signings: readonly Signing[]) => void;
  /** Takes back one of them, by its id, its country or its writing; `scc-2021(all)` takes back all of that kind. */
  readonly drop: (key: string) => void;
  readonly clear: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export function useAssumptions(state: ViewState, change: ViewChange): Assumptions {
  const [{ past, future }, setHistory] = useState<{ past: readonly Assumed[]; future: readonly Assumed[] }>({
    past: [],
    future: [],
  });
  const now: Assumed = { without: state.without, leaving: state.leaving, signed: state.signed };
  const step = (next: Partial<Assumed>): void => {
    setHistory({ past: [...past, now], future: [] });
    change({ ...now, ...next });
  };
  return {
    ...now,
    isAny: isWhatIf(state),
    mayUndo: past.length > 0,
    mayRedo: future.length > 0,
    strike: (id) => {
      if (!now.without.includes(id)) step({ without: [...now.without, id] });
    },
    letLeave: (country) => {
      if (!now.leaving.includes(country)) step({ leaving: [...now.leaving, country] });
    },
    sign: (signings) => {
      const known = new Set(now.signed.map(keyOfSigning));
      const fresh = signings.filter((one) => !known.has(keyOfSigning(one)));
      if (fresh.length > 0) step({ signed: [...now.signed, ...fresh] });
    },
    drop: (key) =>
      step({
        without: now.without.filter((one) => one !== key),
        leaving: now.leaving.filter((one) => one !== key),
        signed: now.signed.filter((one) => keyOfSigning(one) !== key && `${one.kind}(all)` !== key),
      }),
    clear: () => step(NOTHING),
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      setHistory({ past: past.slice(0, -1), future: [now, ...future] });
      change(before);
    },
    redo: () => {
      const after = future[0];
      if (after === undefined) return;
      setHistory({ past: [...past, now], future: future.slice(1) });
      change(after);
    },
  };
}
