// Three answers: it holds, it does not, it is not known; with the names of the facts that are missing.

export type Truth = true | false | 'unknown';

export interface Finding {
  readonly truth: Truth;
  /** Facts without which the answer is not known. Empty where it is known. */
  readonly missing: readonly string[];
  /** Facts that were presumed on the way; the answer stands without them, yet they are open. */
  readonly presumed: readonly string[];
}

const NOTHING: readonly string[] = [];
export const HOLDS: Finding = { truth: true, missing: NOTHING, presumed: NOTHING };
export const FAILS: Finding = { truth: false, missing: NOTHING, presumed: NOTHING };

/** Not known, for want of these facts. */
export function notKnown(missing: readonly string[]): Finding {
  return { truth: 'unknown', missing, presumed: NOTHING };
}

/** Known, one way or the other. */
export function settled(truth: boolean): Finding {
  return truth ? HOLDS : FAILS;
}

/** The contrary; what is not known stays so. */
export function negate(finding: Finding): Finding {
  if (finding.truth === 'unknown') return finding;
  return { ...finding, truth: !finding.truth };
}

/** Holds if all hold; one that fails settles it, whatever is not known of the others. */
export function both(findings: readonly Finding[]): Finding {
  const failing = findings.filter((finding) => finding.truth === false);
  if (failing.length > 0)
    return failing.find((finding) => finding.presumed.length === 0) ?? (failing[0] as Finding);
  return together(findings, true);
}

/** Holds if one holds; one that holds settles it, whatever is not known of the others. */
export function either(findings: readonly Finding[]): Finding {
  const holding = findings.filter((finding) => finding.truth === true);
  if (holding.length > 0)
    return holding.find((finding) => finding.presumed.length === 0) ?? (holding[0] as Finding);
  return together(findings, false);
}

function together(findings: readonly Finding[], rest: boolean): Finding {
  const open = findings.filter((finding) => finding.truth === 'unknown');
  const presumed = union(findings.map((finding) => finding.presumed));
  if (open.length === 0) return { truth: rest, missing: NOTHING, presumed };
  return { truth: 'unknown', missing: union(open.map((finding) => finding.missing)), presumed };
}

/** Names from several lists, each once, in order of appearance. */
export function union(lists: readonly (readonly string[])[]): readonly string[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length === 0) return NOTHING;
  if (filled.length === 1) return filled[0] as readonly string[];
  return [...new Set(filled.flat())];
}
