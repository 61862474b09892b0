// The answer to "may this flow go on?": one per law, with its tool, reasons, citations, duties and missing facts.
import type { CivilDate } from '../time/civil-date.ts';

/** From harmless to harmful; the whole verdict of a flow is the worst of its answers. */
export const VERDICTS = ['not-a-transfer', 'lawful', 'conditional', 'undetermined', 'unlawful'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface DutyAnswer {
  readonly duty: string;
  /** Shown to be met? `false` also where nothing shows it. */
  readonly met: boolean;
  readonly cite: string;
  readonly rule: string;
}

export interface RegimeAnswer {
  readonly regime: string;
  readonly transfer: boolean;
  readonly verdict: Verdict;
  /** Where the protection that the data carry came from. */
  readonly origins: readonly string[];
  /** within-territory, adequacy, an instrument kind, derogation, or none. */
  readonly tool: string;
  /** The register instrument or the law instrument that carries the flow. */
  readonly instrument: string | null;
  readonly cites: readonly string[];
  /** The duties on which the verdict depends. */
  readonly duties: readonly DutyAnswer[];
  /** Duties that stay whatever the tool (not decisive). */
  readonly remaining: readonly string[];
  readonly because: readonly string[];
  /** Facts without which the answer, or a better tool, is not known. */
  readonly missing: readonly string[];
  /** Facts that were presumed; the answer would change if they turned out otherwise. */
  readonly open: readonly string[];
  /** The rules on which the answer rests. */
  readonly rules: readonly string[];
  /** Those of them that nobody has seen at a source yet, with what is unseen. */
  readonly unverified: readonly string[];
  /** Rules of one law that contradict each other without saying which yields; the verdict is then undetermined. */
  readonly conflicts: readonly string[];
  /** How the data arrived where the law speaks of them only because they carry its protection. */
  readonly protection: string;
  /** Everything that was tried; only where asked for. */
  readonly tried?: readonly Trial[];
}

/** One tool tried on one flow, with what came of it. */
export interface Trial {
  readonly rule: string;
  readonly tool: string;
  readonly instrument: string | null;
  readonly outcome: 'lawful' | 'conditional' | 'undetermined' | 'does-not-apply';
  readonly says: string;
  readonly missing: readonly string[];
  readonly duties: readonly DutyAnswer[];
}

export interface FlowAnswer {
  readonly flow: string;
  readonly verdict: Verdict;
  readonly answers: readonly RegimeAnswer[];
}

export interface TransferAnswers {
  readonly asOf: CivilDate;
  /** Fingerprint of the law files. */
  readonly laws: string;
  readonly flows: readonly FlowAnswer[];
  /** Flows of the register that do not run on that day. */
  readonly notRunning: readonly string[];
}

/** The worse of two verdicts. */
function worse(a: Verdict, b: Verdict): Verdict {
  return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}

/** The worst of several verdicts; of none, `not-a-transfer`. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(worse, 'not-a-transfer');
}
