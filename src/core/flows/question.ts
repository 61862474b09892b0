// The question asked of a register: as of which day, and what is changed in thought.

import type { Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Flow, Register } from './register.ts';

export interface Question {
  readonly register: Register;
  readonly rulebook: Rulebook;
  /** The day asked about. */
  readonly asOf: CivilDate;
  /** Law files, rules or register instruments that are struck from `asOf` on. */
  readonly without: ReadonlySet<string>;
  /** Countries that leave every union of states from `asOf` on. */
  readonly leaving: ReadonlySet<string>;
}

/** Builds a question; nothing is changed in thought unless it is said. */
export function askAbout(
  register: Register,
  rulebook: Rulebook,
  asOf: CivilDate,
  changes: { readonly without?: Iterable<string>; readonly leaving?: Iterable<string> } = {},
): Question {
  return { register, rulebook, asOf, without: new Set(changes.without), leaving: new Set(changes.leaving) };
}

/** Does the flow run on that day? */
export function isRunning(flow: Flow, on: CivilDate): boolean {
  return (flow.from === undefined || flow.from <= on) && (flow.until === undefined || on < flow.until);
}
