// The newest assessment that speaks of a flow, its instrument or its destination, as facts for law files.

import { doesApply, type Ground } from '../engine/evaluate.ts';
import { type Fact, known, maybe, unknown } from '../engine/fact.ts';
import { either } from '../engine/truth.ts';
import { type Rulebook, rulesOf } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Ends } from './flow-facts.ts';
import type { Assessment, Instrument, Register } from './register.ts';
import { indexOf } from './register-index.ts';
import { ASSESSMENT_RESULTS } from './words.ts';

/**
 * The assessment that counts on a day: of those made by then for the flow, for the instrument or for the destination, the newest;
 * of several of one day the one that speaks most closely of the flow. An assessment that names flows speaks of those only.
 */
export function assessmentFor(
  register: Register,
  rulebook: Rulebook,
  ends: Ends,
  instrument: Instrument | undefined,
  destination: Fact,
  on: CivilDate,
): Assessment | undefined {
  const country = destination.known ? String(destination.value) : undefined;
  const all = indexOf(register, rulebook).assessmentsFor(ends.flow.id, instrument?.id, country);
  return newestOf(all, { flow: ends.flow.id, instrument: instrument?.id, country }, on);
}

/** What an assessment may speak of: a flow, the instrument looked at, the country to which the data go. */
export interface Spoken {
  readonly flow: string;
  readonly instrument: string | undefined;
  readonly country: string | undefined;
}

/** Of these assessments the one that counts on a day; the order in which they come plays no part. */
export function newestOf(
  assessments: readonly Assessment[],
  spoken: Spoken,
  on: CivilDate,
): Assessment | undefined {
  let best: Assessment | undefined;
  let bestRank = 0;
  for (const one of assessments) {
    if (one.on !== undefined && one.on > on) continue;
    const rank = closeness(one, spoken);
    if (rank === 0) continue;
    if (
      best === undefined ||
      (one.on ?? '') > (best.on ?? '') ||
      (one.on === best.on && (rank > bestRank || (rank === bestRank && isGraver(one, best))))
    ) {
      best = one;
      bestRank = rank;
    }
  }
  return best;
}

/** Of two that speak alike of one day the graver counts, wherever it stands in the file. */
function isGraver(one: Assessment, other: Assessment): boolean {
  const gravity = (result: Assessment['result']): number =>
    result === undefined ? ASSESSMENT_RESULTS.length : ASSESSMENT_RESULTS.indexOf(result);
  return gravity(one.result) > gravity(other.result) || (one.result === other.result && one.id < other.id);
}

/** 0: does not speak of the flow; 1: of its country; 2: of its instrument; 3: of the flow itself. */
function closeness(one: Assessment, { flow, instrument, country }: Spoken): number {
  if (one.flows !== undefined) {
    if (!one.flows.includes(flow)) return 0;
    return one.instrument === undefined || one.instrument === instrument ? 3 : 0;
  }
  const isThere = one.country === undefined || one.country === country;
  if (one.instrument !== undefined) return one.instrument === instrument && isThere ? 2 : 0;
  return one.country !== undefined && isThere ? 1 : 0;
}

/** Facts under `assessment.`; `ask` is the situation of the flow, used to see whether the measures help. */
export function assessmentFact(
  rest: string,
  one: Assessment | undefined,
  ends: Ends,
  ground: Ground,
  ask: (name: string) => Fact,
): Fact {
  if (rest === 'made') {
    if (one === undefined) return known(false);
    return one.on === undefined ? unknown(`assessments.${one.id}.on`) : known(true);
  }
  if (one === undefined) return unknown(`assessments (for flow ${ends.flow.id})`);
  const at = `assessments.${one.id}`;
  switch (rest) {
    case 'result':
      return maybe(one.result, `${at}.result`);
    case 'made-on':
      return maybe(one.on, `${at}.on`);
    case 'measures':
      return maybe(one.measures, `${at}.measures`);
    case 'problematic-law':
      return maybe(one.problematicLaw, `${at}.problematicLaw`);
    case 'applied-in-practice':
      return maybe(one.appliedInPractice, `${at}.appliedInPractice`);
    case 'measures-help':
      return doMeasuresHelp(one, at, ground, ask);
    default:
      return unknown();
  }
}

/** Does at least one of the measures help here (rules of kind `helps`, EDPB Recommendations 01/2020, Annex 2)? */
function doMeasuresHelp(one: Assessment, at: string, ground: Ground, ask: (name: string) => Fact): Fact {
  if (one.measures === undefined) return unknown(`${at}.measures`);
  const measures = one.measures;
  const rules = rulesOf(ground.rulebook, 'helps', null, ground.on, ground.struck).filter((rule) =>
    measures.includes(rule.measure ?? ''),
  );
  const found = either(
    rules.map((rule) =>
      doesApply(
        rule,
        { ask: (name) => (name === 'measure' ? known(rule.measure ?? '') : ask(name)) },
        ground,
      ),
    ),
  );
  return found.truth === 'unknown' ? { known: false, missing: found.missing } : known(found.truth);
}
