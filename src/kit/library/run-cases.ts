// Runs the cases of the law files: asks the engine what each of them asks, and says where the answers differ.
import type { Issue } from '../../core/base/issue.ts';
import type { Result } from '../../core/base/result.ts';
import { doesApply, evaluate, type Ground, isWithin } from '../../core/engine/evaluate.ts';
import { type Fact, type FactValue, known, type Situation, unknown } from '../../core/engine/fact.ts';
import type { RegimeAnswer } from '../../core/flows/answer.ts';
import { assessCompleteness } from '../../core/flows/completeness.ts';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { askAbout } from '../../core/flows/question.ts';
import { answerTransfers } from '../../core/flows/transfers.ts';
import type { Condition } from '../../core/law/condition.ts';
import {
  type Case,
  type CaseAnswer,
  type CompletenessCase,
  type DueCase,
  type FlowCase,
  type FlowExpectation,
  parseCases,
  type RuleCase,
} from '../../core/law/parse-cases.ts';
import { isInForce, type Rulebook } from '../../core/law/rulebook.ts';
import type { CalendarCorrections } from './calendar-library-corrections.ts';
import { dueOfRule } from './due-of-rule.ts';
import type { LawFile } from './load-laws.ts';

export interface CaseRun {
  readonly file: string;
  readonly name: string;
  /** Published by a court or an authority. */
  readonly published: boolean;
  /** What differed; empty where the case holds. */
  readonly differences: readonly string[];
  /** Rules shown to apply, and not to apply. */
  readonly applies: readonly string[];
  readonly not: readonly string[];
}

/** Parses the cases of a law folder and runs them all. Faults of the case files come back as issues. */
export function runCases(
  files: readonly LawFile[],
  rulebook: Rulebook,
  corrections: CalendarCorrections,
): { runs: CaseRun[]; issues: Issue[] } {
  const runs: CaseRun[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    if (file.format !== 'sekisho/cases@1') continue;
    const parsed = parseCases(file.decoded.value);
    if (!parsed.ok) {
      issues.push(...file.decoded.place(parsed.fault));
      continue;
    }
    for (const one of parsed.value) {
      const place = file.decoded.place([{ code: '', at: { path: one.path }, message: '', hint: '' }])[0]?.at;
      const where = place?.line === undefined ? file.path : `${file.path}:${place.line}`;
      runs.push({
        file: where,
        name: one.name,
        published: one.source !== undefined,
        ...runCase(one, rulebook, corrections),
      });
    }
  }
  return { runs, issues };
}

interface Outcome {
  readonly differences: readonly string[];
  readonly applies: readonly string[];
  readonly not: readonly string[];
}

function runCase(one: Case, rulebook: Rulebook, corrections: CalendarCorrections): Outcome {
  switch (one.is) {
    case 'rule':
      return runRuleCase(one, rulebook);
    case 'flow':
      return runFlowCase(one, rulebook);
    case 'completeness':
      return runCompletenessCase(one, rulebook);
    case 'due':
      return runDueCase(one, rulebook, corrections);
  }
}

function runRuleCase(one: RuleCase, rulebook: Rulebook): Outcome {
  const rule = rulebook.rules.get(one.rule);
  if (rule === undefined) return { differences: [`there is no rule '${one.rule}'`], applies: [], not: [] };
  const ground: Ground = { rulebook, on: one.on, struck: new Set(), departed: new Set() };
  const situation = given(one);
  const file = rulebook.files.get(rule.file);
  const inForce = isInForce(rule, one.on) && (file === undefined || isInForce(file, one.on));
  const differences: string[] = [];
  let answer: CaseAnswer = 'does-not-apply';
  let missing: readonly string[] = [];
  if (inForce && rule.kind === 'territory') {
    answer = isWithin(String(one.given['place']), rule.id, ground) ? 'applies' : 'does-not-apply';
  } else if (inForce) {
    const found = doesApply(rule, situation, ground);
    answer = found.truth === 'unknown' ? 'undetermined' : found.truth ? 'applies' : 'does-not-apply';
    missing = found.missing;
  }
  if (answer !== one.answer)
    differences.push(
      `expected ${one.answer}, found ${answer}${missing.length > 0 ? ` (missing: ${missing.join(', ')})` : ''}`,
    );
  for (const fact of one.missing ?? [])
    if (!missing.includes(fact))
      differences.push(`expected '${fact}' to be missing; missing: ${missing.join(', ') || 'nothing'}`);
  if (rule.kind === 'duty') {
    compareTruth('met', one.met, rule.met, situation, ground, differences);
    compareTruth('broken', one.broken, rule.broken, situation, ground, differences);
  }
  return {
    differences,
    applies: answer === 'applies' ? [rule.id] : [],
    not: answer === 'does-not-apply' ? [rule.id] : [],
  };
}

function compareTruth(
  name: string,
  wanted: boolean | 'unknown' | undefined,
  condition: Condition | undefined,
  situation: Situation,
  ground: Ground,
  differences: string[],
): void {
  if (wanted === undefined) return;
  const found = condition === undefined ? 'unknown' : evaluate(condition, situation, ground).truth;
  if (found !== wanted) differences.push(`expected ${name}: ${wanted}, found ${found}`);
}

function given(one: RuleCase): Situation {
  const ask = (name: string): Fact => {
    if (name === 'date') return known(one.on);
    const value = one.given[name];
    return value === undefined ? unknown(name) : known(value as FactValue);
  };
  return { ask };
}

function runFlowCase(one: FlowCase, rulebook: Rulebook): Outcome {
  const parsed = parseRegister({ format: REGISTER_FORMAT, ...one.register });
  if (!parsed.ok) {
    return {
      differences: parsed.fault.map((issue) => `register: ${issue.at.path}: ${issue.message}`),
      applies: [],
      not: [],
    };
  }
  const question = askAbout(parsed.value, rulebook, one.on, { without: one.without, leaving: one.leaving });
  const { flows } = answerTransfers(question, { language: 'en', explain: true });
  const differences: string[] = [];
  const applies: string[] = [];
  const not: string[] = [];
  for (const wanted of one.expect) {
    const flow = flows.find((answer) => answer.flow === wanted.flow);
    if (flow === undefined) {
      if (wanted.absent !== true) differences.push(`${wanted.flow}: does not run on ${one.on}`);
      continue;
    }
    if (wanted.regime === undefined) {
      if (wanted.verdict !== undefined && flow.verdict !== wanted.verdict)
        differences.push(`${wanted.flow}: expected ${wanted.verdict}, found ${flow.verdict}`);
      continue;
    }
    const answer = flow.answers.find((found) => found.regime === wanted.regime);
    if (wanted.absent === true) {
      if (answer !== undefined)
        differences.push(`${wanted.flow}: ${wanted.regime} answers, though no answer was expected`);
      continue;
    }
    if (answer === undefined) {
      differences.push(
        `${wanted.flow}: ${wanted.regime} gives no answer (found: ${flow.answers.map((found) => found.regime).join(', ') || 'none'})`,
      );
      continue;
    }
    compareAnswer(wanted, answer, differences);
    applies.push(...(wanted.applies ?? []).filter((id) => answer.rules.includes(id)));
    not.push(...(wanted.not ?? []).filter((id) => !answer.rules.includes(id)));
  }
  return { differences, applies, not };
}

function runCompletenessCase(one: CompletenessCase, rulebook: Rulebook): Outcome {
  const parsed = parseRegister({ format: REGISTER_FORMAT, ...one.register });
  if (!parsed.ok) {
    return {
      differences: parsed.fault.map((issue) => `register: ${issue.at.path}: ${issue.message}`),
      applies: [],
      not: [],
    };
  }
  const { records } = assessCompleteness(parsed.value, rulebook, one.on, { language: 'en', explain: true });
  const differences: string[] = [];
  const applies: string[] = [];
  const not: string[] = [];
  for (const wanted of one.expect) {
    const found = records.find((record) => record.noun === wanted.of && record.id === wanted.id);
    const missing = (found?.missing ?? []).map((field) => field.rule);
    const given = (found?.answered ?? []).map((field) => field.rule);
    const open = (found?.missing ?? []).flatMap((field) => field.open);
    const expectAll = (what: string, rules: readonly string[], among: readonly string[]): void => {
      for (const id of rules)
        if (!among.includes(id))
          differences.push(
            `${wanted.of}.${wanted.id}: expected ${id} among ${what}; found: ${among.join(', ') || 'none'}`,
          );
    };
    for (const id of [...wanted.given, ...wanted.missing, ...wanted.not])
      if (!rulebook.rules.has(id)) differences.push(`there is no rule '${id}'`);
    expectAll('given', wanted.given, given);
    expectAll('missing', wanted.missing, missing);
    expectAll('open', wanted.open, open);
    for (const id of wanted.not)
      if (missing.includes(id) || given.includes(id))
        differences.push(`${wanted.of}.${wanted.id}: ${id} asks, and should not`);
    if (wanted.score !== undefined && wanted.score !== found?.score)
      differences.push(`${wanted.of}.${wanted.id}: expected score ${wanted.score}, found ${found?.score}`);
    applies.push(
      ...[...wanted.given, ...wanted.missing].filter((id) => given.includes(id) || missing.includes(id)),
    );
    not.push(...wanted.not.filter((id) => !given.includes(id) && !missing.includes(id)));
  }
  return { differences, applies, not };
}

function compareAnswer(wanted: FlowExpectation, answer: RegimeAnswer, differences: string[]): void {
  const say = (what: string, want: unknown, found: unknown): void => {
    differences.push(
      `${wanted.flow} (${answer.regime}): expected ${what} ${String(want)}, found ${String(found)}`,
    );
  };
  for (const key of ['verdict', 'transfer', 'tool'] as const) {
    if (wanted[key] !== undefined && wanted[key] !== answer[key])
      say(
        key,
        wanted[key],
        `${answer[key]}${key === 'verdict' ? ` [${answer.because.join(' ')}] missing: ${answer.missing.join(', ')}` : ''}`,
      );
  }
  if (wanted.instrument !== undefined && wanted.instrument !== answer.instrument)
    say('instrument', wanted.instrument, answer.instrument);
  if (wanted.origins !== undefined && [...wanted.origins].sort().join() !== [...answer.origins].sort().join())
    say('origins', wanted.origins, answer.origins);
  for (const fact of wanted.missing ?? [])
    if (!answer.missing.includes(fact)) say('missing', fact, answer.missing);
  for (const duty of wanted.duties ?? []) {
    const name = typeof duty === 'string' ? duty : duty.duty;
    const found = answer.duties.find((one) => one.duty === name);
    if (found === undefined)
      say(
        'duty',
        name,
        answer.duties.map((one) => one.duty),
      );
    else if (typeof duty !== 'string' && duty.met !== undefined && duty.met !== found.met)
      say(`duty ${name} met`, duty.met, found.met);
  }
  for (const id of wanted.applies ?? []) if (!answer.rules.includes(id)) say('rule', id, answer.rules);
  for (const id of wanted.not ?? []) if (answer.rules.includes(id)) say('without rule', id, answer.rules);
}

function runDueCase(one: DueCase, rulebook: Rulebook, corrections: CalendarCorrections): Outcome {
  const text = (key: string): string | undefined =>
    one.due[key] === undefined ? undefined : String(one.due[key]);
  const found: Result<{ nominal: unknown; due: unknown; latest: unknown; missing: readonly string[] }> =
    dueOfRule(
      {
        rule: one.rule,
        from: text('from') ?? '',
        zone: text('zone'),
        calendar: text('calendar'),
        months: one.due['months'] as number | undefined,
        extended: one.due['extended'] as boolean | undefined,
        pauses: one.due['pauses'] as never,
        twoWorkingDays: one.due['two-working-days'] as boolean | undefined,
      },
      rulebook,
      corrections,
    );
  if (!found.ok)
    return {
      differences: found.fault.map((issue) => `${issue.at.path}: ${issue.message}`),
      applies: [],
      not: [],
    };
  const differences: string[] = [];
  for (const key of ['nominal', 'due', 'latest'] as const) {
    const wanted = one.expect[key];
    if (wanted !== undefined && wanted !== found.value[key])
      differences.push(`expected ${key} ${String(wanted)}, found ${String(found.value[key])}`);
  }
  return { differences, applies: [], not: [] };
}
