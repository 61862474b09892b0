// Decides one flow under one law: is it a transfer, and does any tool of that law carry it?
import { doesApply } from '../engine/evaluate.ts';
import { union } from '../engine/truth.ts';
import { type Language, type PermitRule, type Rule, TIERS } from '../law/law.ts';
import { isInForce, type Rulebook, rulesOf } from '../law/rulebook.ts';
import type { RegimeAnswer, Trial, Verdict } from './answer.ts';
import { explainNearMisses } from './near-miss.ts';
import { say } from './sentence.ts';
import { type Setting, situationOf } from './transfer-situation.ts';
import { type Attempt, tryPermit } from './try-permit.ts';

/** A decision is an answer that does not know yet where the protection came from; `carries` is what the data take along. */
export interface Decision {
  readonly answer: Omit<RegimeAnswer, 'origins'>;
  readonly carries: string;
}

const OUTCOMES = ['lawful', 'conditional', 'undetermined', 'does-not-apply'];
const NO_CONFLICT: readonly string[] = [];

/** Decides under `law` with the protection of the setting. With `explain`, everything that was tried is listed. */
export function decide(law: string, setting: Setting, language: Language, explain: boolean): Decision {
  return decideBeforeTools(law, setting, language) ?? decideByTools(law, setting, language, explain);
}

/** Not a transfer, not known whether it is one, or rules in conflict; `undefined` where it is a transfer. */
function decideBeforeTools(law: string, setting: Setting, language: Language): Decision | undefined {
  const { ground } = setting;
  const situation = situationOf(setting);
  const none = rulesOf(ground.rulebook, 'no-transfer', law, ground.on, ground.struck)
    .map((rule) => ({ rule, finding: doesApply(rule, situation, ground) }))
    .filter(({ finding }) => finding.truth === true);
  const some = rulesOf(ground.rulebook, 'transfer', law, ground.on, ground.struck).map((rule) => ({
    rule,
    finding: doesApply(rule, situation, ground),
  }));
  const applying = some.filter(({ finding }) => finding.truth === true);
  const conflicts = applying.flatMap(({ rule }) => none.map((other) => `${rule.id} ≠ ${other.rule.id}`));
  if (conflicts.length > 0) {
    const rules = [...applying.map(({ rule }) => rule), ...none.map(({ rule }) => rule)];
    return plain(law, setting, language, 'undetermined', rules, { transfer: true, conflicts });
  }
  if (applying.length > 0) return undefined;
  const open = some.filter(({ finding }) => finding.truth === 'unknown');
  if (none.length === 0 && open.length > 0) {
    const missing = union(open.map(({ finding }) => finding.missing));
    return plain(
      law,
      setting,
      language,
      'undetermined',
      open.map(({ rule }) => rule),
      { transfer: true, missing },
    );
  }
  return plain(
    law,
    setting,
    language,
    'not-a-transfer',
    none.map(({ rule }) => rule),
    { transfer: false },
  );
}

function plain(
  law: string,
  setting: Setting,
  language: Language,
  verdict: Verdict,
  rules: readonly Rule[],
  more: { transfer: boolean; missing?: readonly string[]; conflicts?: readonly string[] },
): Decision {
  const answer: Decision['answer'] = {
    regime: law,
    transfer: more.transfer,
    verdict,
    tool: more.transfer ? 'none' : 'within-territory',
    instrument: null,
    cites: union(rules.map((rule) => rule.cites)),
    duties: [],
    remaining: [],
    because: rules.map((rule) => say(rule.says, setting, language)),
    missing: more.missing ?? [],
    open: [],
    rules: rules.map((rule) => rule.id),
    unverified: unverifiedOf(rules),
    conflicts: more.conflicts ?? NO_CONFLICT,
    protection: setting.protection,
  };
  return { answer, carries: setting.protection };
}

function decideByTools(law: string, setting: Setting, language: Language, explain: boolean): Decision {
  const { ground } = setting;
  const situation = situationOf(setting);
  const transfers = rulesOf(ground.rulebook, 'transfer', law, ground.on, ground.struck)
    .map((rule) => ({ rule, finding: doesApply(rule, situation, ground) }))
    .filter(({ finding }) => finding.truth === true);
  const transferRules = transfers.map(({ rule }) => rule);
  const presumed = transfers.map(({ finding }) => finding.presumed);
  const attempts = permitsOf(law, setting)
    .filter((rule) => answersFor(rule.for, setting))
    .flatMap((rule) => tryPermit(rule, setting))
    .filter(
      (one) =>
        explain || one.outcome !== 'does-not-apply' || one.broken.length > 0 || one.excludedBy.length > 0,
    )
    .sort((a, b) => compareAttempts(a, b, setting));
  const best = attempts[0];
  const holds = best !== undefined && best.outcome !== 'does-not-apply';
  const verdict: Verdict = holds ? (best.outcome as Verdict) : 'unlawful';
  const failed = attempts.filter((one) => one.broken.length > 0 || one.excludedBy.length > 0);
  const rules = [...transferRules, ...(holds ? best.rules : failed.flatMap(rulesAgainst))];
  const answer: Decision['answer'] = {
    regime: law,
    transfer: true,
    verdict,
    tool: holds && verdict !== 'undetermined' ? toolOf(best) : 'none',
    instrument: holds && verdict !== 'undetermined' ? instrumentOf(best) : null,
    cites: citesOf(transferRules, holds ? best : undefined, failed),
    duties: holds ? best.duties : [],
    remaining: holds && verdict !== 'undetermined' ? remainingOf(law, best, setting) : [],
    because: [
      ...transferRules.map((rule) => say(rule.says, setting, language)),
      ...reasons(holds ? best : undefined, failed, setting, language),
      ...(holds ? [] : explainNearMisses(acceptedKinds(law, setting), explained(failed), setting, language)),
    ],
    missing: missingOf(attempts, holds ? best : undefined),
    open: union([...presumed, holds ? best.presumed : []]),
    rules: [...new Set(rules.map((rule) => rule.id))],
    unverified: unverifiedOf(rules),
    conflicts: NO_CONFLICT,
    protection: setting.protection,
    ...(explain && { tried: attempts.map((one) => trialOf(one, setting, language)) }),
  };
  return { answer, carries: holds ? best.rule.carries : 'uncovered' };
}

/** Told which permits have no part in the answer, only the others; they are put into the order in which the law files have them. */
function permitsOf(law: string, { ground, permits }: Setting): readonly PermitRule[] {
  if (permits === undefined) return rulesOf(ground.rulebook, 'permits', law, ground.on, ground.struck);
  return permits.filter(
    (rule) =>
      isInForce(rule, ground.on) &&
      isInForce(ground.rulebook.files.get(rule.file) ?? {}, ground.on) &&
      !ground.struck.has(rule.id) &&
      !ground.struck.has(rule.file),
  );
}

/** Instruments of which the reasons already say why they do not carry the flow. */
function explained(failed: readonly Attempt[]): ReadonlySet<string> {
  return new Set(failed.flatMap((one) => one.instrument?.id ?? []));
}

/** Instrument kinds that the law accepts at all, on any day: what a person may have thought would do. */
function acceptedKinds(law: string, { ground }: Setting): ReadonlySet<string> {
  const ofRulebook = kindsAccepted.get(ground.rulebook) ?? new Map<string, ReadonlySet<string>>();
  kindsAccepted.set(ground.rulebook, ofRulebook);
  const earlier = ofRulebook.get(law);
  if (earlier !== undefined) return earlier;
  const kinds = ground.rulebook.laws
    .flatMap((file) => file.rules)
    .flatMap((rule) => (rule.kind === 'permits' && rule.laws.includes(law) ? rule.instrument : []));
  const found = new Set(kinds);
  ofRulebook.set(law, found);
  return found;
}

/** A rulebook never changes, so this is looked for once. */
const kindsAccepted = new WeakMap<Rulebook, Map<string, ReadonlySet<string>>>();

function answersFor(protections: readonly string[], { protection, ground }: Setting): boolean {
  if (protections.includes(protection)) return true;
  return protections.includes('afresh') && ground.rulebook.termOf('protections', protection)?.afresh === true;
}

/** The best first: by outcome, then adequacy before safeguards before derogations, then what the flow names, then as written. */
function compareAttempts(a: Attempt, b: Attempt, setting: Setting): number {
  return (
    OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
    TIERS.indexOf(a.rule.tier) - TIERS.indexOf(b.rule.tier) ||
    unmet(a) - unmet(b) ||
    named(b, setting) - named(a, setting)
  );
}

function unmet(attempt: Attempt): number {
  return attempt.duties.filter((duty) => !duty.met).length;
}

function named(attempt: Attempt, setting: Setting): number {
  const { tools } = setting.ends.flow;
  return attempt.instrument !== undefined && tools?.includes(attempt.instrument.id) === true ? 1 : 0;
}

function toolOf(attempt: Attempt): string {
  return attempt.rule.tool ?? attempt.instrument?.kind ?? 'none';
}

/** The register instrument; for adequacy the law instrument, which is the file of the decision; for a derogation none. */
function instrumentOf(attempt: Attempt): string | null {
  if (attempt.instrument !== undefined) return attempt.instrument.id;
  return attempt.rule.tier === 'adequacy' ? attempt.rule.file : null;
}

/** The rules that stand against a tool: duties that have failed (with the tool they belong to), and exclusions. */
function rulesAgainst(one: Attempt): Rule[] {
  return [...(one.broken.length > 0 ? one.rules : []), ...one.broken, ...one.excludedBy];
}

function citesOf(
  transferRules: readonly Rule[],
  best: Attempt | undefined,
  failed: readonly Attempt[],
): readonly string[] {
  if (best === undefined)
    return union([
      ...transferRules.map((rule) => rule.cites),
      ...failed.flatMap((one) => [...one.broken, ...one.excludedBy].map((rule) => rule.cites)),
    ]);
  return union([best.rule.cites, ...best.rules.slice(1).map((rule) => rule.cites)]);
}

function reasons(
  best: Attempt | undefined,
  failed: readonly Attempt[],
  setting: Setting,
  language: Language,
): string[] {
  if (best !== undefined) {
    const unmetDuties = best.rules.filter((rule) =>
      best.duties.some((duty) => duty.rule === rule.id && !duty.met),
    );
    const carrying = say(best.rule.says, setting, language, best.instrument);
    return [
      best.outcome === 'undetermined' ? `${NOT_KNOWN[language]} ${carrying}` : carrying,
      ...unmetDuties.map((rule) => `${OWED[language]} ${say(rule.says, setting, language, best.instrument)}`),
    ];
  }
  return failed.flatMap((one) => [
    ...one.broken.map(
      (rule) => `${failing(one)[language]} ${say(rule.says, setting, language, one.instrument)}`,
    ),
    ...one.excludedBy.map((rule) => say(rule.says, setting, language, one.instrument)),
  ]);
}

/** Stands before the sentence of a duty on which the tool depends and which nothing shows to be met. */
const OWED: Record<Language, string> = {
  en: 'Not shown:',
  ja: '示されていない事項：',
  de: 'Nicht dargetan:',
};

/** Stands before the sentence of a duty that was shown to have failed; names the tool that falls with it. */
function failing({ instrument, rule }: Attempt): Record<Language, string> {
  const tool = instrument?.id ?? rule.tool ?? rule.file;
  return {
    en: `${tool} does not carry it, because this has failed:`,
    ja: `${tool}は、次の点が満たされていないため根拠とならない：`,
    de: `${tool} trägt sie nicht, weil dies nicht erfüllt ist:`,
  };
}

/** Stands before the sentence of a tool of which it is not known whether it carries the flow. */
const NOT_KNOWN: Record<Language, string> = {
  en: 'It is not known whether this holds here:',
  ja: '次の点が当てはまるかどうかは不明である：',
  de: 'Ob dies hier zutrifft, ist nicht bekannt:',
};

/** Duties that stay whatever the tool; one that the law files describe is named only where it arises. */
function remainingOf(law: string, best: Attempt, setting: Setting): string[] {
  const { ground } = setting;
  const described = rulesOf(ground.rulebook, 'duty', law, ground.on, ground.struck);
  return best.rule.leaves.filter((word) => {
    const rules = described.filter(
      (rule) => rule.duty === word && rule.due === undefined && rule.met === undefined,
    );
    const situation = situationOf(setting, best.instrument);
    return rules.length === 0 || rules.some((rule) => doesApply(rule, situation, ground).truth !== false);
  });
}

/** What is missing for the best answer, and for tools of a better tier that could carry the flow if more were known. */
function missingOf(attempts: readonly Attempt[], best: Attempt | undefined): readonly string[] {
  const open = attempts.filter((one) => one.outcome === 'undetermined');
  if (best === undefined) return [];
  if (best.outcome === 'undetermined') return union(open.map((one) => one.missing));
  const better = open.filter((one) => TIERS.indexOf(one.rule.tier) < TIERS.indexOf(best.rule.tier));
  return union([best.missing, ...better.map((one) => one.missing)]);
}

function trialOf(attempt: Attempt, setting: Setting, language: Language): Trial {
  return {
    rule: attempt.rule.id,
    tool: toolOf(attempt),
    instrument: instrumentOf(attempt),
    outcome: attempt.outcome,
    says: say(attempt.rule.says, setting, language, attempt.instrument),
    missing: attempt.missing,
    duties: attempt.duties,
  };
}

function unverifiedOf(rules: readonly Rule[]): string[] {
  const out = new Set<string>();
  for (const rule of rules) if (rule.unverified !== undefined) out.add(`${rule.id}: ${rule.unverified}`);
  return [...out];
}
