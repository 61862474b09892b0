// Evaluates conditions on the facts of a situation; total: for a checked rulebook it always answers, and names what is missing.
import { assert } from '../base/assert.ts';
import type { Condition, Scalar } from '../law/condition.ts';
import type { Rule, TerritoryRule } from '../law/law.ts';
import { isInForce, type Rulebook } from '../law/rulebook.ts';
import { addMonths, type CivilDate } from '../time/civil-date.ts';
import type { FactValue, Situation } from './fact.ts';
import { both, either, FAILS, type Finding, HOLDS, negate, notKnown, settled } from './truth.ts';

/** What a question is asked against: the law, the day, and what is struck from it in a what-if. */
export interface Ground {
  readonly rulebook: Rulebook;
  readonly on: CivilDate;
  /** Ids of rules and law files that are taken away. */
  readonly struck: ReadonlySet<string>;
  /** Places that leave a territory in a what-if: territory id → places, from that day on. */
  readonly departed: ReadonlySet<string>;
}

/**
 * Does the rule apply in the situation? Its condition must hold and none of the rules named in `except` may apply.
 * Where one of them is not known, the rule is not known either.
 */
export function doesApply(rule: Rule, situation: Situation, ground: Ground): Finding {
  const own = rule.when === undefined ? HOLDS : evaluate(rule.when, situation, ground);
  if (own.truth === false || rule.except.length === 0) return own;
  const exceptions = rule.except.map((id) => doesNamedApply(id, situation, ground));
  return both([own, ...exceptions.map(negate)]);
}

/** The rules named in `except` that take the rule away, where its own condition holds. */
export function exclusionsOf(rule: Rule, situation: Situation, ground: Ground): Rule[] {
  if (rule.except.length === 0) return [];
  const own = rule.when === undefined ? HOLDS : evaluate(rule.when, situation, ground);
  if (own.truth !== true) return [];
  const applying = rule.except.filter((id) => doesNamedApply(id, situation, ground).truth === true);
  return applying.flatMap((id) => ground.rulebook.rules.get(id) ?? []);
}

/** A rule referred to by name; one that is out of force or struck says nothing. */
function doesNamedApply(id: string, situation: Situation, ground: Ground): Finding {
  const rule = ground.rulebook.rules.get(id);
  assert(rule !== undefined, `the rule ${id} exists (compileRulebook checked it)`);
  const file = ground.rulebook.files.get(rule.file);
  const gone =
    ground.struck.has(id) ||
    ground.struck.has(rule.file) ||
    !isInForce(rule, ground.on) ||
    (file !== undefined && !isInForce(file, ground.on));
  return gone ? FAILS : doesApply(rule, situation, ground);
}

/** Evaluates one condition. Three-valued: `not known` only where no known fact settles it. */
export function evaluate(condition: Condition, situation: Situation, ground: Ground): Finding {
  switch (condition.op) {
    case 'all':
      return both(condition.of.map((part) => evaluate(part, situation, ground)));
    case 'any':
      return either(condition.of.map((part) => evaluate(part, situation, ground)));
    case 'not':
      return negate(evaluate(condition.of, situation, ground));
    case 'presumed': {
      const found = evaluate(condition.of, situation, ground);
      return found.truth === 'unknown' ? { truth: true, missing: [], presumed: found.missing } : found;
    }
    case 'if-known': {
      const found = evaluate(condition.of, situation, ground);
      return found.truth === 'unknown' ? { truth: false, missing: [], presumed: found.missing } : found;
    }
    case 'rule':
      return doesNamedApply(condition.rule, situation, ground);
    default: {
      const fact = situation.ask(condition.fact);
      if (!fact.known) return notKnown(fact.missing);
      const holds = test(condition, fact.value, ground);
      // A list that may hold more settles what it holds, not what it lacks.
      return !holds && fact.more !== undefined && fact.more.length > 0 ? notKnown(fact.more) : settled(holds);
    }
  }
}

type Test = Extract<Condition, { fact: string }>;

function test(condition: Test, value: FactValue, ground: Ground): boolean {
  switch (condition.op) {
    case 'is':
      return condition.values.includes(value as Scalar);
    case 'has':
      return condition.values.some((wanted) => asList(value).includes(wanted));
    case 'has-all':
      return condition.values.every((wanted) => asList(value).includes(wanted));
    case 'in':
      return condition.territories.some((id) => isWithin(String(value), id, ground));
    case 'any-in':
      return asList(value).some((place) =>
        condition.territories.some((id) => isWithin(String(place), id, ground)),
      );
    case 'before':
      return String(value) < condition.date;
    case 'on-or-after':
      return String(value) >= condition.date;
    case 'within-months':
      return String(value) <= ground.on && addMonths(value as CivilDate, condition.months) >= ground.on;
    case 'over':
      return Number(value) > condition.number;
    case 'under':
      return Number(value) < condition.number;
    case 'at-least':
      return Number(value) >= condition.number;
    case 'at-most':
      return Number(value) <= condition.number;
  }
}

function asList(value: FactValue): readonly Scalar[] {
  return Array.isArray(value) ? value : [value as Scalar];
}

/** Does the place belong to the territory on the day asked about? Territories may include others. */
export function isWithin(place: string, territoryId: string, ground: Ground): boolean {
  const rule = ground.rulebook.rules.get(territoryId);
  assert(rule?.kind === 'territory', `${territoryId} is a territory (compileRulebook checked it)`);
  if (ground.struck.has(territoryId) || !isInForce(rule, ground.on)) return false;
  // Whoever leaves the unions of States keeps its own territory.
  if (ground.departed.has(place) && !isOwnTerritory(rule, place)) return false;
  if (isMember(rule, place, ground.on)) return true;
  return rule.includes.some((id) => isWithin(place, id, ground));
}

function isOwnTerritory(rule: TerritoryRule, place: string): boolean {
  return rule.includes.length === 0 && rule.members.every((member) => member.place === place);
}

function isMember(rule: TerritoryRule, place: string, on: CivilDate): boolean {
  return rule.members.some((member) => member.place === place && isInForce(member, on));
}
