// A fact: either known with its value, or not known, and then the name under which a person can supply it.
import type { Scalar } from '../law/condition.ts';

export type FactValue = Scalar | readonly Scalar[];

export type Fact =
  /** `more` names gaps because of which a list may hold more than is known. */
  | { readonly known: true; readonly value: FactValue; readonly more?: readonly string[] }
  /** `missing` names where it is to be entered, as in `organisations.cloudco.standing.us-dpf`. */
  | { readonly known: false; readonly missing: readonly string[] };

/** A fact whose value is known. */
export function known(value: FactValue): Fact {
  return { known: true, value };
}

/** A fact that is not known, with the names under which it can be supplied. */
export function unknown(...missing: readonly string[]): Fact {
  return { known: false, missing };
}

/** A value that may be absent: absent means not known, and `missing` says what to fill in. */
export function maybe(value: FactValue | undefined, missing: string): Fact {
  return value === undefined ? unknown(missing) : known(value);
}

/** The facts of one situation, asked by name. A name outside the closed list never arrives here (parse-condition.ts). */
export interface Situation {
  ask(name: string): Fact;
}
