// The command `completeness`: what the laws ask of each record of a register, and what it leaves out.
import type { Command } from 'commander';
import {
  type AskedField,
  assessCompleteness,
  type Completeness,
  type RecordCompleteness,
  type Tally,
} from '../../core/flows/completeness.ts';
import { LANGUAGES, type Language } from '../../core/law/law.ts';
import { bold, cyan, dim, green, yellow } from './colour.ts';
import { badOption, EXIT, FaultList } from './faults.ts';
import { type DeskOptions, readStored, storedGroup, withDesk } from './open-desk.ts';
import { REGISTER_ARGUMENT, readDay, today } from './options.ts';
import { count } from './plural.ts';
import { openLaws, openRegister } from './read-input.ts';
import { writeJson } from './transfer-commands.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly organisation?: string;
  readonly language: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Adds `completeness` to the program. */
export function addCompletenessCommand(program: Command): void {
  const command = program
    .command('completeness')
    .argument('<register>', REGISTER_ARGUMENT)
    .option('--as-of <date>', 'the day asked about (default: today)')
    .option('--organisation <id>', 'only what is asked of this organisation')
    .option('--language <language>', 'the language of the sentences: en, ja, de', 'en')
    .option('--check', 'exit with 1 if anything that a law demands is missing')
    .option('--json', 'print one JSON document')
    .description('which fields do the laws ask of each record, and which are missing?')
    .addHelpText(
      'after',
      '\nExample:\n  sekisho completeness group.yaml --organisation et-de --language de\n',
    );
  withDesk(command).action(answer);
}

async function answer(path: string, options: Options): Promise<void> {
  const faults = new FaultList();
  const asOf = faults.attempt(() => readDay(options.asOf, '--as-of'));
  const language = faults.attempt(() => readLanguage(options.language));
  const group = storedGroup(path);
  const register =
    group === undefined
      ? faults.attempt(() => openRegister(path))
      : await faults.attemptLater(() => readStored(group, { asOf: asOf ?? today() }, options));
  const { organisation } = options;
  if (organisation !== undefined && register !== undefined && !register.organisations.has(organisation)) {
    faults.attempt(() => {
      throw badOption(
        '--organisation',
        `There is no organisation '${organisation}' in the register.`,
        'Check the id.',
      );
    });
  }
  faults.demandNone();
  if (register === undefined || language === undefined) return;
  const found = assessCompleteness(register, openLaws(), asOf ?? today(), {
    language,
    ...(organisation !== undefined && { organisation }),
  });
  if (options.json === true) writeJson(found);
  else show(found);
  if (options.check === true && found.given < found.asked) process.exitCode = EXIT.notAsItShouldBe;
}

function readLanguage(word: string): Language {
  const found = LANGUAGES.find((one) => one === word);
  if (found !== undefined) return found;
  throw badOption('--language', `'${word}' is not a language of the laws.`, 'Known: en, ja, de.');
}

function show(found: Completeness): void {
  process.stdout.write(`${bold(`As of ${found.asOf}`)}  ${dim(`laws ${found.laws}`)}\n\n`);
  process.stdout.write(
    `${writeTally(found)} of ${count(found.asked, 'field')} that the laws demand${advised(found.advised)}\n`,
  );
  const width = found.byOrganisation.reduce((most, one) => Math.max(most, one.organisation.length), 0);
  for (const one of found.byOrganisation) {
    const parts = [
      ...(one.controller.asked > 0 ? [`as controller ${writeShare(one.controller)}`] : []),
      ...(one.processor.asked > 0 ? [`as processor ${writeShare(one.processor)}`] : []),
    ];
    const tail = parts.length === 0 ? '' : dim(`  ${parts.join(', ')}`);
    process.stdout.write(`  ${one.organisation.padEnd(width)}  ${writeTally(one)} of ${one.asked}${tail}\n`);
  }
  const unmarked = outsidersPerhaps(found);
  if (unmarked.length > 0)
    process.stdout.write(
      `${cyan('perhaps')} no members of the group: ${unmarked.join(', ')}. What is asked of them counts until the register says ${bold('member: false')}.\n`,
    );
  const gaps = found.records.filter((record) => record.missing.length > 0);
  for (const record of gaps) process.stdout.write(describeRecord(record));
  if (gaps.length === 0) process.stdout.write(`\n${green('Nothing is missing.')}\n`);
}

/** Organisations of which it is not known whether they belong to the group. */
function outsidersPerhaps({ records }: Completeness): string[] {
  const names = records.flatMap(({ missing }) => missing.flatMap(({ open }) => open));
  return [...new Set(names.flatMap((name) => /^organisations\.(.+)\.member$/.exec(name)?.[1] ?? []))].sort();
}

function advised({ asked, given }: Tally): string {
  return asked === 0 ? '' : dim(`, ${given} of ${asked} that they advise`);
}

function writeShare({ score }: Tally): string {
  return `${Math.floor(score * 100)} %`;
}

function writeTally(tally: Tally): string {
  const text = `${writeShare(tally).padStart(5)}  ${tally.given}`;
  return tally.given === tally.asked ? green(text) : yellow(text);
}

/** The record, and under it each missing field once, with everybody who asks for it. */
function describeRecord(record: RecordCompleteness): string {
  const lines = [
    `\n${bold(`${record.noun}.${record.id}`)}  ${writeShare(record)}  ${dim(record.organisations.join(', '))}`,
  ];
  const fields = new Map<string, AskedField[]>();
  // What is demanded comes first; who only advises the same field is named with it.
  const demanded = record.missing.filter((one) => one.strength === 'must');
  for (const one of [...demanded, ...record.missing.filter((other) => other.strength === 'should')]) {
    const key = [one.field, ...one.or].join(' or ');
    const list = fields.get(key);
    if (list === undefined) fields.set(key, [one]);
    else list.push(one);
  }
  for (const list of fields.values()) lines.push(...describeField(list));
  return `${lines.join('\n')}\n`;
}

function describeField(list: readonly AskedField[]): string[] {
  const [first] = list;
  if (first === undefined) return [];
  const name = [first.field, ...first.or].join(' or ');
  const isOpen = list.every((one) => one.open.length > 0);
  const mark = isOpen ? cyan('perhaps') : first.strength === 'must' ? yellow('missing') : dim('advised');
  const cites = [...new Set(list.map((one) => one.cite))].join('; ');
  const lines = [`  ${mark}  ${name}  ${dim(cites)}`, `           ${first.says}`];
  if (isOpen)
    lines.push(
      `           ${cyan('first')} ${[...new Set(list.flatMap((one) => one.open))].slice(0, 5).join(', ')}`,
    );
  for (const mark of new Set(list.flatMap((one) => one.unverified ?? [])))
    lines.push(`           ${yellow('unverified')} ${mark}`);
  return lines;
}
