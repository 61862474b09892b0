// A rulebook: all law files together, checked against each other, ready to be asked about any day.
import type { Issue } from '../base/issue.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { type Condition, rulesAsked, territoriesAsked } from './condition.ts';
import type { InForce, Law, LawInstrument, PlainKind, PlainRule, Rule, Term } from './law.ts';

/** What a rulebook is made of; plain values, so that it can be kept and sent as JSON. */
export interface RulebookText {
  /** Version of the laws, as in `2026a`. */
  readonly version: string;
  /** Fingerprint of all law files; stands in every answer. */
  readonly fingerprint: string;
  readonly instruments: readonly LawInstrument[];
  readonly laws: readonly Law[];
  readonly terms: readonly Term[];
}

export interface Rulebook extends RulebookText {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly files: ReadonlyMap<string, Law>;
  readonly termOf: (list: string, id: string) => Term | undefined;
}

/**
 * Checks law files against each other. Faults, each at `file: path`: `duplicate-id`, `dangling-rule`, `dangling-territory`,
 * `unknown-term`, `rule-circle`.
 */
export function compileRulebook(text: RulebookText): Result<Rulebook> {
  const issues: Issue[] = [];
  const rulebook = openRulebook(text);
  const report = (file: string, path: string, code: string, message: string, hint: string): void => {
    issues.push({ code, at: { file, path }, message, hint });
  };
  reportDoubles(text.laws, report);
  for (const law of text.laws) {
    for (const name of law.laws) {
      if (!isLawName(name, text)) {
        report(
          law.id,
          'laws',
          'unknown-term',
          `No instrument.yaml answers as '${name}'.`,
          'Write one, or mend the name.',
        );
      }
    }
    law.rules.forEach((rule, index) => {
      const path = `rules[${index}]`;
      for (const name of rule.laws) {
        if (!law.laws.includes(name) && !isLawName(name, text))
          report(
            law.id,
            path,
            'unknown-term',
            `No instrument.yaml answers as '${name}'.`,
            'Write one, or mend the name.',
          );
      }
      for (const id of rule.kind === 'permits' ? rule.depends : []) {
        const other = rulebook.rules.get(id);
        if (other !== undefined && other.kind !== 'duty')
          report(
            law.id,
            path,
            'dangling-rule',
            `'${id}' is a rule of kind ${other.kind}.`,
            'A tool depends on duties.',
          );
      }
      for (const id of [...rule.except, ...namedRules(rule)]) {
        if (!rulebook.rules.has(id))
          report(law.id, path, 'dangling-rule', `The rule '${id}' does not exist.`, 'Mend the name.');
      }
      for (const id of rule.except) {
        const other = rulebook.rules.get(id);
        if (
          other !== undefined &&
          other.kind !== 'excludes' &&
          other.kind !== 'no-transfer' &&
          other.kind !== 'permits' &&
          other.kind !== 'means'
        ) {
          report(
            law.id,
            path,
            'dangling-rule',
            `'${id}' is a rule of kind ${other.kind}, which takes nothing away.`,
            'Name an "excludes" rule.',
          );
        }
      }
      for (const id of namedTerritories(rule)) {
        if (rulebook.rules.get(id)?.kind !== 'territory') {
          report(
            law.id,
            path,
            'dangling-territory',
            `'${id}' is not a territory.`,
            'Name a rule of kind territory.',
          );
        }
      }
      for (const [list, id] of namedTerms(rule)) {
        if (text.terms.some((term) => term.list === list) && rulebook.termOf(list, id) === undefined) {
          report(
            law.id,
            path,
            'unknown-term',
            `'${id}' is not a term of laws/terms/${list}.yaml.`,
            'Add the term, or mend the word.',
          );
        }
      }
    });
  }
  for (const circle of findCircles(rulebook)) {
    report(
      circle.file,
      circle.id,
      'rule-circle',
      `The rule '${circle.id}' refers to itself.`,
      'A condition must not lead back to itself.',
    );
  }
  return issues.length > 0 ? fail(issues) : succeed(rulebook);
}

/** Opens a rulebook that was checked before (kept as JSON by the build). */
export function openRulebook(text: RulebookText): Rulebook {
  const rules = new Map<string, Rule>();
  const files = new Map<string, Law>();
  for (const law of text.laws) {
    files.set(law.id, law);
    for (const rule of law.rules) rules.set(rule.id, rule);
  }
  const terms = new Map(text.terms.map((term) => [`${term.list}/${term.id}`, term]));
  return { ...text, rules, files, termOf: (list, id) => terms.get(`${list}/${id}`) };
}

/** Is it in force on that day? Both ends may be open. */
export function isInForce(time: InForce, on: CivilDate): boolean {
  return (time.from === undefined || time.from <= on) && (time.until === undefined || on < time.until);
}

/** The type of the rules of one kind. */
export type RuleOf<K extends Rule['kind']> = K extends PlainKind ? PlainRule : Extract<Rule, { kind: K }>;

/** The rules of one kind that shape a law's answers on a day, without those struck (by rule id or file id). */
export function rulesOf<K extends Rule['kind']>(
  rulebook: Rulebook,
  kind: K,
  law: string | null,
  on: CivilDate,
  struck: ReadonlySet<string>,
): readonly RuleOf<K>[] {
  const standing = rulesStanding(rulebook, kind, law, on);
  return struck.size === 0
    ? standing
    : standing.filter((rule) => !struck.has(rule.id) && !struck.has(rule.file));
}

/** A rulebook never changes, so what stands on a day is looked for once. */
const found = new WeakMap<Rulebook, Map<string, readonly Rule[]>>();

function rulesStanding<K extends Rule['kind']>(
  rulebook: Rulebook,
  kind: K,
  law: string | null,
  on: CivilDate,
): readonly RuleOf<K>[] {
  const ofRulebook = found.get(rulebook) ?? new Map<string, readonly Rule[]>();
  found.set(rulebook, ofRulebook);
  const key = `${kind} ${law} ${on}`;
  const earlier = ofRulebook.get(key);
  if (earlier !== undefined) return earlier as readonly Rule[] as readonly RuleOf<K>[];
  const standing = rulebook.laws
    .filter((file) => isInForce(file, on))
    .flatMap((file) => file.rules)
    .filter((rule) => rule.kind === kind && isInForce(rule, on) && (law === null || rule.laws.includes(law)));
  ofRulebook.set(key, standing);
  return standing as readonly Rule[] as readonly RuleOf<K>[];
}

/** Days on which the law as a whole changed: first and last days of laws, files, rules and members of territories. */
export function turningDays(rulebook: Rulebook): CivilDate[] {
  const days = new Set<CivilDate>();
  const add = (time: InForce): void => {
    if (time.from !== undefined) days.add(time.from);
    if (time.until !== undefined) days.add(time.until);
  };
  rulebook.instruments.forEach(add);
  for (const law of rulebook.laws) {
    add(law);
    for (const rule of law.rules) {
      add(rule);
      if (rule.kind === 'territory') rule.members.forEach(add);
      for (const date of conditionsOf(rule).flatMap(datesAsked)) days.add(date);
    }
  }
  return [...days].sort();
}

function datesAsked(condition: Condition): CivilDate[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(datesAsked);
    case 'not':
    case 'presumed':
    case 'if-known':
      return datesAsked(condition.of);
    case 'before':
    case 'on-or-after':
      return condition.fact === 'date' ? [condition.date] : [];
    default:
      return [];
  }
}

function conditionsOf(rule: Rule): Condition[] {
  const all: (Condition | undefined)[] = [rule.when];
  if (rule.kind === 'duty') all.push(rule.met, rule.broken);
  return all.filter((condition) => condition !== undefined);
}

function namedRules(rule: Rule): string[] {
  const named = conditionsOf(rule).flatMap(rulesAsked);
  return rule.kind === 'permits' ? [...named, ...rule.depends] : named;
}

function namedTerritories(rule: Rule): string[] {
  const named = conditionsOf(rule).flatMap(territoriesAsked);
  return rule.kind === 'territory' ? [...named, ...rule.includes] : named;
}

/** Facts whose value is a word of a closed list of laws/terms. */
const LIST_OF_FACT: Readonly<Record<string, string>> = {
  'sender.kind': 'organisation-kinds',
  'exporter.kind': 'organisation-kinds',
  'importer.kind': 'organisation-kinds',
  'exporter.role': 'roles',
  'importer.role': 'roles',
  mode: 'modes',
  protection: 'protections',
  carried: 'protections',
  'instrument.kind': 'instrument-kinds',
  agreements: 'instrument-kinds',
  'instrument.informed': 'information-items',
  'assessment.result': 'assessment-results',
  measure: 'measures',
  'derogation.ground': 'derogation-grounds',
  'organisation.appointments': 'appointment-roles',
};

/** Words with which a condition compares such facts. */
function wordsCompared(condition: Condition): [string, string][] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(wordsCompared);
    case 'not':
    case 'presumed':
    case 'if-known':
      return wordsCompared(condition.of);
    case 'is':
    case 'has':
    case 'has-all': {
      const list = LIST_OF_FACT[condition.fact];
      return list === undefined
        ? []
        : condition.values.map((value): [string, string] => [list, String(value)]);
    }
    default:
      return [];
  }
}

/** `eu-led`: the Law Enforcement Directive has adequacy decisions of its own and answers for no flow. */
function isLawName(name: string, text: RulebookText): boolean {
  return name === 'eu-led' || text.instruments.some((one) => one.answers === name);
}

function namedTerms(rule: Rule): [string, string][] {
  return [...ownTerms(rule), ...conditionsOf(rule).flatMap(wordsCompared)];
}

function ownTerms(rule: Rule): [string, string][] {
  if (rule.kind === 'duty') {
    const parties = [rule.owedBy, rule.to].filter((word) => word !== undefined);
    return [['duties', rule.duty], ...parties.map((word): [string, string] => ['roles', word])];
  }
  if (rule.kind === 'helps' && rule.measure !== undefined) return [['measures', rule.measure]];
  if (rule.kind === 'asks')
    return [
      ...rule.as.map((word): [string, string] => ['roles', word]),
      ...rule.instrument.map((name): [string, string] => ['instrument-kinds', name]),
    ];
  if (rule.kind !== 'permits') return [];
  const protections = rule.for.filter((name) => name !== 'afresh');
  if (rule.carries !== 'nothing') protections.push(rule.carries);
  return [
    ...protections.map((name): [string, string] => ['protections', name]),
    ...rule.leaves.map((name): [string, string] => ['duties', name]),
    ...rule.instrument.map((name): [string, string] => ['instrument-kinds', name]),
  ];
}

type Report = (file: string, path: string, code: string, message: string, hint: string) => void;

function reportDoubles(laws: readonly Law[], report: Report): void {
  const seen = new Map<string, string>();
  for (const law of laws) {
    law.rules.forEach((rule, index) => {
      const other = seen.get(rule.id);
      if (other !== undefined) {
        report(
          law.id,
          `rules[${index}].id`,
          'duplicate-id',
          `'${rule.id}' also stands in ${other}.`,
          'Give each rule its own id.',
        );
      }
      seen.set(rule.id, law.id);
    });
  }
}

function findCircles(rulebook: Rulebook): Rule[] {
  const done = new Set<string>();
  const found: Rule[] = [];
  const visit = (rule: Rule, above: ReadonlySet<string>): void => {
    if (above.has(rule.id)) {
      found.push(rule);
      return;
    }
    if (done.has(rule.id)) return;
    const next = new Set(above).add(rule.id);
    const named =
      rule.kind === 'territory' ? rule.includes : [...conditionsOf(rule).flatMap(rulesAsked), ...rule.except];
    for (const id of named) {
      const other = rulebook.rules.get(id);
      if (other !== undefined) visit(other, next);
    }
    done.add(rule.id);
  };
  for (const rule of rulebook.rules.values()) visit(rule, new Set());
  return found;
}
