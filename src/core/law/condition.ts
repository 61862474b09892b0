// A condition of a law file: what must hold for a rule to apply, as a tree of tests on facts.
import type { CivilDate } from '../time/civil-date.ts';

export type Scalar = string | number | boolean;

/** Conditions as FORMAT.md explains them; `op` is the key that a law file writes. */
export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not' | 'presumed' | 'if-known'; readonly of: Condition }
  | { readonly op: 'rule'; readonly rule: string }
  | { readonly op: 'is' | 'has' | 'has-all'; readonly fact: string; readonly values: readonly Scalar[] }
  | { readonly op: 'in' | 'any-in'; readonly fact: string; readonly territories: readonly string[] }
  | { readonly op: 'before' | 'on-or-after'; readonly fact: string; readonly date: CivilDate }
  | { readonly op: 'within-months'; readonly fact: string; readonly months: number }
  | {
      readonly op: 'over' | 'under' | 'at-least' | 'at-most';
      readonly fact: string;
      readonly number: number;
    };

/** Every rule that a condition refers to by name. */
export function rulesAsked(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(rulesAsked);
    case 'not':
    case 'presumed':
    case 'if-known':
      return rulesAsked(condition.of);
    case 'rule':
      return [condition.rule];
    default:
      return [];
  }
}

/** Every fact that a condition tests itself, not by way of another rule. */
export function factsTested(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(factsTested);
    case 'not':
    case 'presumed':
    case 'if-known':
      return factsTested(condition.of);
    case 'rule':
      return [];
    default:
      return [condition.fact];
  }
}

/** Every territory that a condition names. */
export function territoriesAsked(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(territoriesAsked);
    case 'not':
    case 'presumed':
    case 'if-known':
      return territoriesAsked(condition.of);
    case 'in':
    case 'any-in':
      return [...condition.territories];
    default:
      return [];
  }
}
