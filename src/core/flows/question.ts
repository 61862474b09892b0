// The question asked of a register: as of which day, and what is changed in thought.

import { isInForce, type Rulebook } from '../law/rulebook.ts';
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

/** Does the flow run on that day? It needs its own time, that of its activity, and that of both ends. */
export function isRunning(flow: Flow, register: Register, on: CivilDate): boolean {
  const activity = flow.activity === undefined ? undefined : register.activities.get(flow.activity);
  const ends = [flow.sender, flow.recipient].map((party) =>
    party.is === 'data-subject' ? undefined : register.organisations.get(party.organisation),
  );
  return [flow, activity, ...ends].every((one) => one === undefined || isInForce(one, on));
}
