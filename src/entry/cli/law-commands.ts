// The commands on the law files: check, show, list, compile.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { DutyRule, Law, Rule } from '../../core/law/law.ts';
import { isInForce, type Rulebook } from '../../core/law/rulebook.ts';
import { measureOf, type Period, writeMeasure } from '../../core/time/period.ts';
import { readCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { rulesWithPeriod } from '../../kit/library/due-of-rule.ts';
import { loadLawFiles, readLawFolder } from '../../kit/library/load-laws.ts';
import { readLawsVersion } from '../../kit/library/program-files.ts';
import { type CaseRun, runCases } from '../../kit/library/run-cases.ts';
import { bold, cyan, dim, green, red, yellow } from './colour.ts';
import { describeCondition } from './describe-condition.ts';
import { BadInput, EXIT } from './faults.ts';
import { readDay } from './options.ts';
import { LAWS, openLaws } from './read-input.ts';

/** Adds `law` to the program. */
export function addLawCommands(program: Command): void {
  const law = program.command('law').description('the law files: check them, read them');
  law
    .command('check')
    .argument('[folder]', 'folder of law files (default: the laws shipped)')
    .option('--json', 'print one JSON document')
    .description('are the law files sound and cited, and do all their cases hold?')
    .action((folder: string | undefined, options: { json?: boolean }) =>
      checkLaws(folder ?? LAWS, options.json === true),
    );
  law
    .command('show')
    .argument('<rule>', 'rule or law file, as in eu.gdpr.art-33.1')
    .option('--as-of <date>', 'the day asked about')
    .option('--json', 'print one JSON document')
    .description('one rule: what it says, since when, where it is written')
    .action((id: string, options: { asOf?: string; json?: boolean }) => showRule(id, options));
  law
    .command('list')
    .option('--due', 'only rules with a period')
    .option('--as-of <date>', 'only rules in force on that day')
    .option('--json', 'print one JSON document')
    .description('all rules')
    .action((options: { due?: boolean; asOf?: string; json?: boolean }) => listRules(options));
  law
    .command('compile', { hidden: true })
    .requiredOption('--out <file>', 'where to write the rulebook')
    .action((options: { out: string }) => compileLaws(options.out));
}

interface LawCount {
  readonly files: number;
  readonly rules: number;
  /** Rules that ask a register for a field. */
  readonly asking: number;
  readonly seen: number;
  readonly unverified: number;
  readonly sources: number;
  readonly terms: number;
  readonly cases: number;
  readonly published: number;
  readonly failing: number;
}

function checkLaws(folder: string, json: boolean): void {
  const read = readLawFolder(folder);
  if (!read.ok) throw new BadInput(read.fault);
  if (read.value.files.length === 0) {
    const at = { path: '', file: folder };
    throw new BadInput([
      { code: 'unreadable', at, message: 'The folder holds no law files.', hint: 'Law files end in .yaml.' },
    ]);
  }
  const loaded = loadLawFiles(read.value, readLawsVersion(folder));
  if (!loaded.ok) throw new BadInput(loaded.fault);
  const own = join(folder, 'calendars');
  const calendars = readCorrections(existsSync(own) ? own : join(LAWS, 'calendars'));
  if (!calendars.ok) throw new BadInput(calendars.fault);
  const { runs, issues } = runCases(read.value.files, loaded.value, calendars.value);
  if (issues.length > 0) throw new BadInput(issues);
  const count = countLaws(loaded.value, runs);
  const uncovered = uncoveredRules(loaded.value, runs);
  const failing = runs.filter((run) => run.differences.length > 0);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ sound: failing.length === 0 && uncovered.length === 0, ...count, failing, uncovered }, null, 2)}\n`,
    );
  } else {
    for (const run of failing)
      process.stdout.write(
        `${red('✗')} ${bold(run.file)}  ${run.name}\n    ${run.differences.join('\n    ')}\n`,
      );
    for (const one of uncovered)
      process.stdout.write(
        `${yellow('!')} ${one.rule}: no case where it ${one.lacks === 'applies' ? 'applies' : 'does not apply'}\n`,
      );
    const share = count.rules === 0 ? 0 : Math.round((1000 * count.seen) / count.rules) / 10;
    process.stdout.write(
      `${count.files} law files, ${count.rules} rules, ${count.terms} terms, ${count.sources} sources\n`,
    );
    if (count.asking > 0)
      process.stdout.write(
        `${count.asking} of the rules ask a register for a field; \`sekisho completeness\` answers them\n`,
      );
    process.stdout.write(
      `${count.seen} of ${count.rules} rules (${share} %) were seen at their source; ${count.unverified} are marked unverified\n`,
    );
    process.stdout.write(
      `${count.cases} cases, ${count.published} of them published by others; ${failing.length} do not hold\n`,
    );
    process.stdout.write(
      failing.length + uncovered.length === 0 ? `${green('sound')}\n` : `${red('not sound')}\n`,
    );
  }
  if (failing.length + uncovered.length > 0) process.exitCode = EXIT.badInput;
}

function countLaws(rulebook: Rulebook, runs: readonly CaseRun[]): LawCount {
  const rules = [...rulebook.rules.values()];
  const unverified = rules.filter((rule) => rule.unverified !== undefined).length;
  const sources = new Set(rules.flatMap((rule) => rule.source.map((source) => source.url ?? source.cite)));
  return {
    files: rulebook.laws.length + rulebook.instruments.length,
    rules: rules.length,
    asking: rules.filter((rule) => rule.kind === 'asks').length,
    seen: rules.length - unverified,
    unverified,
    sources: sources.size,
    terms: rulebook.terms.length,
    cases: runs.length,
    published: runs.filter((run) => run.published).length,
    failing: runs.filter((run) => run.differences.length > 0).length,
  };
}

/** Rules without a case where they apply, or without one where they do not. */
function uncoveredRules(
  rulebook: Rulebook,
  runs: readonly CaseRun[],
): { rule: string; lacks: 'applies' | 'does-not-apply' }[] {
  const applies = new Set(runs.flatMap((run) => run.applies));
  const not = new Set(runs.flatMap((run) => run.not));
  return [...rulebook.rules.keys()].flatMap((rule) => [
    ...(applies.has(rule) ? [] : [{ rule, lacks: 'applies' as const }]),
    ...(not.has(rule) ? [] : [{ rule, lacks: 'does-not-apply' as const }]),
  ]);
}

function showRule(id: string, options: { asOf?: string; json?: boolean }): void {
  const rulebook = openLaws();
  const rule = rulebook.rules.get(id);
  const file = rulebook.files.get(rule?.file ?? id);
  if (rule === undefined && file === undefined) {
    const near = [...rulebook.rules.keys()].filter((name) => name.includes(id)).slice(0, 8);
    const hint = near.length > 0 ? `Similar: ${near.join(', ')}.` : '`sekisho law list` names all rules.';
    throw new BadInput([
      { code: 'unknown-rule', at: { path: 'rule' }, message: `There is no rule or law file '${id}'.`, hint },
    ]);
  }
  const on = readDay(options.asOf, '--as-of');
  const rules = rule === undefined ? (file?.rules ?? []) : [rule];
  if (options.json === true) {
    const shown = rules.map((one) => ({
      ...one,
      ...(on && { inForce: isInForce(one, on) && (file === undefined || isInForce(file, on)) }),
    }));
    process.stdout.write(`${JSON.stringify({ file: file && withoutRules(file), rules: shown }, null, 2)}\n`);
    return;
  }
  if (file !== undefined)
    process.stdout.write(
      `${bold(file.title.en)}  ${dim(file.id)}\n${spanOf(file)}${file.ended ? `  ${file.ended.by}: ${file.ended.why.en}` : ''}\n`,
    );
  for (const one of rules) process.stdout.write(describeRule(one));
  if (on !== undefined && file !== undefined)
    process.stdout.write(`On ${on}: ${isInForce(file, on) ? green('in force') : red('not in force')}\n`);
  if (file?.note !== undefined) process.stdout.write(`${dim(file.note.trim())}\n`);
}

function withoutRules({ rules: _rules, ...rest }: Law): Omit<Law, 'rules'> {
  return rest;
}

function describeRule(rule: Rule): string {
  const lines = [`\n${cyan(rule.id)}  ${dim(rule.kind)}  ${spanOf(rule)}`, `  ${rule.says.en}`];
  if (rule.quote !== undefined) lines.push(`  “${rule.quote}”`);
  if (rule.when !== undefined)
    lines.push('  applies where', ...describeCondition(rule.when, '    ').map(dim));
  if (rule.kind === 'asks') {
    const whose = rule.as.length === 0 ? '' : ` as ${rule.as.join(' or ')}`;
    lines.push(
      `  ${rule.strength === 'must' ? 'asks' : 'advises'} of ${rule.of}${whose}: ${rule.fields.join(' or ')}`,
    );
    if (rule.instrument.length > 0) lines.push(`  or an instrument of kind ${rule.instrument.join(' or ')}`);
  }
  if (rule.kind === 'duty' && rule.due !== undefined)
    lines.push(`  due ${writePeriod(rule.due.period)} from ${rule.due.start}, counted ${rule.due.counting}`);
  if (rule.except.length > 0) lines.push(`  except ${rule.except.join(', ')}`);
  lines.push(`  ${rule.cites.join('; ')}`);
  for (const source of rule.source)
    lines.push(
      dim(
        `  ${source.cite}${source.url ? ` <${source.url}>` : ''}${source.read ? `, read ${source.read}` : ''}`,
      ),
    );
  if (rule.unverified !== undefined) lines.push(yellow(`  unverified: ${rule.unverified}`));
  return `${lines.join('\n')}\n`;
}

function writePeriod(period: Period): string {
  const measure = measureOf(period);
  return measure === null ? 'without undue delay' : writeMeasure(measure);
}

function spanOf(time: { from?: string; until?: string }): string {
  if (time.from === undefined && time.until === undefined) return '';
  if (time.until === undefined) return `since ${time.from}`;
  return `${time.from === undefined ? '' : `from ${time.from} `}until ${time.until} (exclusive)`;
}

function listRules(options: { due?: boolean; asOf?: string; json?: boolean }): void {
  const rulebook = openLaws();
  const on = readDay(options.asOf, '--as-of');
  const all: readonly Rule[] =
    options.due === true ? rulesWithPeriod(rulebook) : [...rulebook.rules.values()];
  const rules = all.filter((rule) => {
    const file = rulebook.files.get(rule.file);
    return on === undefined || (isInForce(rule, on) && (file === undefined || isInForce(file, on)));
  });
  if (options.json === true) {
    const shown = rules.map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      laws: rule.laws,
      cites: rule.cites,
      says: rule.says,
      due: (rule as DutyRule).due,
      ...(rule.kind === 'asks' && { of: rule.of, as: rule.as, fields: rule.fields, strength: rule.strength }),
      unverified: rule.unverified,
    }));
    process.stdout.write(`${JSON.stringify({ rules: shown }, null, 2)}\n`);
    return;
  }
  const width = Math.max(0, ...rules.map((rule) => rule.id.length));
  for (const rule of rules)
    process.stdout.write(
      `${cyan(rule.id.padEnd(width))}  ${dim(rule.kind.padEnd(11))}  ${rule.says.en}${rule.unverified ? yellow('  (unverified)') : ''}\n`,
    );
}

function compileLaws(out: string): void {
  const read = readLawFolder(LAWS);
  if (!read.ok) throw new BadInput(read.fault);
  const loaded = loadLawFiles(read.value, readLawsVersion(LAWS));
  if (!loaded.ok) throw new BadInput(loaded.fault);
  const { version, fingerprint, instruments, laws, terms } = loaded.value;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(`${out}.new`, JSON.stringify({ version, fingerprint, instruments, laws, terms }));
  renameSync(`${out}.new`, out);
}
