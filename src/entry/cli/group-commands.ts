// The commands about the group as a whole: contracts and standing duties.
import type { Command } from 'commander';
import type { Agreement, ContractsAnswer } from '../../core/flows/contracts.ts';
import { compareContracts } from '../../core/flows/contracts.ts';
import { listDuties } from '../../core/flows/duties.ts';
import { askAbout, type Question } from '../../core/flows/question.ts';
import { bold, dim, green, yellow } from './colour.ts';
import { type DeskOptions, readStored, storedGroup, withDesk } from './open-desk.ts';
import { REGISTER_ARGUMENT, readDay, today } from './options.ts';
import { count } from './plural.ts';
import { openLaws, openRegister } from './read-input.ts';
import { writeJson } from './transfer-commands.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

/** Adds `contracts` and `duties` to the program. */
export function addGroupCommands(program: Command): void {
  const contracts = program
    .command('contracts')
    .argument('<register>', REGISTER_ARGUMENT)
    .option('--as-of <date>', 'the day asked about (default: today)')
    .option('--json', 'print one JSON document')
    .description('the mesh of standard clauses that the flows need, against binding corporate rules')
    .addHelpText('after', '\nExample:\n  sekisho contracts group.yaml --as-of 2026-11-22\n');
  withDesk(contracts).action(async (path: string, options: Options) => {
    const answer = compareContracts(await readQuestion(path, options));
    if (options.json === true) writeJson(answer);
    else showContracts(answer);
  });
  const duties = program
    .command('duties')
    .argument('<register>', REGISTER_ARGUMENT)
    .option('--as-of <date>', 'the day asked about (default: today)')
    .option('--json', 'print one JSON document')
    .description('every standing duty of the group that follows from its flows, met or not')
    .addHelpText('after', '\nExamples:\n  sekisho duties group.yaml\n  sekisho duties group:example\n');
  withDesk(duties).action(async (path: string, options: Options) => {
    const answer = listDuties(await readQuestion(path, options));
    if (options.json === true) {
      writeJson(answer);
      return;
    }
    process.stdout.write(`${bold(`As of ${answer.asOf}`)}\n`);
    for (const duty of answer.duties) {
      const mark = duty.met === null ? dim('stays') : duty.met ? green('met  ') : yellow('owed ');
      process.stdout.write(
        `${mark}  ${duty.duty}  ${duty.owedBy}  ${dim(`${duty.regime}; ${duty.cite}; flows ${duty.flows.join(', ')}`)}\n`,
      );
    }
  });
}

async function readQuestion(path: string, options: Options): Promise<Question> {
  const asOf = readDay(options.asOf, '--as-of') ?? today();
  const group = storedGroup(path);
  const register = group === undefined ? openRegister(path) : await readStored(group, { asOf }, options);
  return askAbout(register, openLaws(), asOf);
}

function showContracts(answer: ContractsAnswer): void {
  const { scc } = answer;
  process.stdout.write(`${bold(`As of ${answer.asOf}`)}\n\n`);
  const modules = Object.entries(scc.byModule).map(([module, count]) => `${count} of module ${module}`);
  process.stdout.write(
    `Standard clauses: ${bold(count(scc.needed, 'agreement'))} between ${count(scc.pairs, 'pair')} (${modules.join(', ') || 'none'}); `,
  );
  process.stdout.write(`${scc.needed - scc.missing.length} signed, ${scc.missing.length} missing. `);
  process.stdout.write(`A full mesh of the members would be ${scc.fullMesh}.\n`);
  for (const one of scc.missing)
    process.stdout.write(`  ${yellow('missing')} ${writeAgreement({ ...one, flows: one.unsigned })}\n`);
  for (const one of scc.signAgain)
    process.stdout.write(
      `  ${yellow('sign again')} ${one.instrument}: ${one.why} ${dim(`(flows ${one.flows.join(', ')})`)}\n`,
    );
  if (scc.onChangeOf.length > 0)
    process.stdout.write('\nIf its processing changes, how many must be signed again:\n');
  for (const one of scc.onChangeOf) process.stdout.write(`  ${one.activity}: ${one.agreements}\n`);
  process.stdout.write('\n');
  for (const bcr of answer.bcr) {
    process.stdout.write(
      `${bold(bcr.kind)} for ${count(bcr.members, 'member')} replaces ${green(String(bcr.replaces.length))} of them and leaves ${bcr.leaves.length}.\n`,
    );
  }
  const left = answer.bcr.at(-1)?.leaves ?? [];
  for (const one of left) process.stdout.write(`  ${dim('left')} ${writeAgreement(one)}\n`);
}

function writeAgreement(one: Agreement): string {
  return `${one.exporter} → ${one.importer}, module ${one.module} ${dim(`(${one.laws.join(', ')}; flows ${one.flows.join(', ')})`)}`;
}
