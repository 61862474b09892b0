// Tries one tool of a law on one flow: does its rule apply, does an instrument cover the flow, are its duties met?
import { assert } from '../base/assert.ts';
import { doesApply, evaluate, exclusionsOf } from '../engine/evaluate.ts';
import type { Situation } from '../engine/fact.ts';
import { both, type Finding, union } from '../engine/truth.ts';
import type { DutyRule, PermitRule, Rule } from '../law/law.ts';
import { isInForce } from '../law/rulebook.ts';
import type { DutyAnswer } from './answer.ts';
import { doesCover } from './coverage.ts';
import type { Instrument } from './register.ts';
import { type Setting, situationOf } from './transfer-situation.ts';

export type Outcome = 'lawful' | 'conditional' | 'undetermined' | 'does-not-apply';

export interface Attempt {
  readonly rule: PermitRule;
  readonly instrument: Instrument | undefined;
  readonly outcome: Outcome;
  readonly duties: readonly DutyAnswer[];
  readonly missing: readonly string[];
  readonly presumed: readonly string[];
  /** Duties that have failed, so that the tool does not hold. */
  readonly broken: readonly DutyRule[];
  /** Rules that take the tool away although its own condition holds. */
  readonly excludedBy: readonly Rule[];
  /** Rules that took part: the permit, its duties. */
  readonly rules: readonly Rule[];
}

/** All attempts with one permit: one per register instrument of its kinds, or one if it needs none. */
export function tryPermit(rule: PermitRule, setting: Setting): Attempt[] {
  if (rule.instrument.length === 0) return [attempt(rule, undefined, setting, situationOf(setting))];
  return candidates(rule, setting).map((instrument) =>
    attempt(rule, instrument, setting, situationOf(setting, instrument)),
  );
}

function candidates(rule: PermitRule, setting: Setting): Instrument[] {
  const { tools } = setting.ends.flow;
  return setting.instruments.filter(
    (one) => rule.instrument.includes(one.kind) && (tools === undefined || tools.includes(one.id)),
  );
}

function attempt(
  rule: PermitRule,
  instrument: Instrument | undefined,
  setting: Setting,
  situation: Situation,
): Attempt {
  const { ground } = setting;
  const covers = instrument === undefined ? [] : [covering(rule, instrument, setting)];
  const failing = covers.find((finding) => finding.truth === false);
  const finding = failing ?? both([...covers, doesApply(rule, situation, ground)]);
  const plain = {
    rule,
    instrument,
    duties: [],
    broken: [],
    excludedBy: [],
    rules: [rule],
    missing: finding.missing,
    presumed: finding.presumed,
  };
  if (finding.truth === false) {
    const excludedBy = failing === undefined ? exclusionsOf(rule, situation, ground) : [];
    return { ...plain, excludedBy, outcome: 'does-not-apply' };
  }
  if (finding.truth === 'unknown') return { ...plain, outcome: 'undetermined' };
  return withDuties(plain, dutiesOf(rule, setting), situation, setting);
}

function covering(rule: PermitRule, instrument: Instrument, setting: Setting): Finding {
  const needsApproval =
    setting.ground.rulebook.termOf('instrument-kinds', instrument.kind)?.needsApproval === true;
  return doesCover(instrument, setting.ends, rule.bound, needsApproval, setting.ground.on);
}

function dutiesOf(rule: PermitRule, { ground }: Setting): DutyRule[] {
  return rule.depends.flatMap((id) => {
    const duty = ground.rulebook.rules.get(id);
    assert(duty?.kind === 'duty', `${id} is a duty (checked with the law files)`);
    const file = ground.rulebook.files.get(duty.file);
    const inForce =
      isInForce(duty, ground.on) &&
      (file === undefined || isInForce(file, ground.on)) &&
      !ground.struck.has(id) &&
      !ground.struck.has(duty.file);
    return inForce ? [duty] : [];
  });
}

/** A duty that is not shown to be met makes the answer conditional; one that has failed takes the tool away. */
function withDuties(
  plain: Omit<Attempt, 'outcome'>,
  duties: readonly DutyRule[],
  situation: Situation,
  setting: Setting,
): Attempt {
  const answers: DutyAnswer[] = [];
  const broken: DutyRule[] = [];
  const missing: (readonly string[])[] = [plain.missing];
  const presumed: (readonly string[])[] = [plain.presumed];
  const rules: Rule[] = [...plain.rules];
  for (const duty of duties) {
    const arises = doesApply(duty, situation, setting.ground);
    if (arises.truth === false) continue;
    rules.push(duty);
    presumed.push(arises.presumed);
    const failed = duty.broken === undefined ? undefined : evaluate(duty.broken, situation, setting.ground);
    if (failed?.truth === true && arises.truth === true) {
      broken.push(duty);
      continue;
    }
    const shown = duty.met === undefined ? undefined : evaluate(duty.met, situation, setting.ground);
    const met = shown?.truth === true;
    answers.push({ duty: duty.duty, met, cite: duty.cites[0] ?? duty.id, rule: duty.id });
    if (!met) missing.push(arises.missing, shown?.missing ?? []);
  }
  const base = { ...plain, duties: answers, broken, rules, presumed: union(presumed) };
  if (broken.length > 0) return { ...base, outcome: 'does-not-apply', missing: [] };
  const outcome = answers.every((answer) => answer.met) ? 'lawful' : 'conditional';
  return { ...base, outcome, missing: union(missing) };
}
