// The command line: which commands there are, and with which status they end.
import { randomUUID } from 'node:crypto';
import { Command, CommanderError } from 'commander';
import { PaperFault } from '../../kit/papers/paper-fault.ts';
import { StoreFault } from '../../kit/store/store-fault.ts';
import { addCompletenessCommand } from './completeness-command.ts';
import { addCompletionCommand } from './completion-command.ts';
import { addDeskCommands } from './desk-commands.ts';
import { addDueCommand } from './due-command.ts';
import { addExportCommand } from './export-command.ts';
import { BadInput, EXIT, MachineFault, showFaults, showMachineFault } from './faults.ts';
import { addGroupCommands } from './group-commands.ts';
import { addImportCommand } from './import-command.ts';
import { Interruption, STOPPED } from './interruption.ts';
import { addLawCommands } from './law-commands.ts';
import { programVersion } from './read-input.ts';
import { addStartCommand } from './start-command.ts';
import { addStoreCommands } from './store-commands.ts';
import { addTransferCommands } from './transfer-commands.ts';

const program = new Command('sekisho')
  .description('The privacy office of a corporate group: facts + law + time → verdicts and obligations.')
  .version(programVersion(), '--version', 'print the version')
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

addTransferCommands(program);
addGroupCommands(program);
addCompletenessCommand(program);
addDueCommand(program);
addLawCommands(program);
addImportCommand(program);
addExportCommand(program);
addDeskCommands(program);
addStoreCommands(program);
addStartCommand(program);
addCompletionCommand(program);

/** Every command below gets the same manners: unknown options and arguments are bad input, all told in one way. */
function overrideExits(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  for (const below of command.commands) overrideExits(below);
}
overrideExits(program);

// Whoever reads may stop reading, as `head` does; that is no fault of anybody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.answered);
  throw error;
});

const json = process.argv.includes('--json');
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error);
}

function statusOf(error: unknown): number {
  if (error instanceof BadInput) {
    showFaults(error.issues, json);
    return EXIT.badInput;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.answered;
    if (error.code === 'commander.help') return EXIT.badInput;
    const message = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
    showFaults(
      [
        {
          code: 'bad-option',
          at: { path: 'command line' },
          message,
          hint: '`sekisho --help` shows the commands, `sekisho COMMAND --help` one of them.',
        },
      ],
      json,
    );
    return EXIT.badInput;
  }
  if (error instanceof PaperFault) {
    const { code, message, hint } = error;
    if (code !== 'paper-too-large') {
      showMachineFault(error, json);
      return EXIT.machineFailed;
    }
    showFaults([{ code, at: { path: 'paper' }, message, hint }], json);
    return EXIT.badInput;
  }
  if (error instanceof StoreFault || error instanceof MachineFault) {
    showMachineFault(error, json);
    return EXIT.machineFailed;
  }
  if (error instanceof Interruption) {
    process.stderr.write(`${STOPPED}\n`);
    return error.status;
  }
  const id = randomUUID();
  process.stderr.write(
    `The machine failed; this is not your input. Mark ${id} names it.\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return EXIT.machineFailed;
}
