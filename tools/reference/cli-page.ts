// The page of the command line: every command with its options, read from the commands themselves.
import { type Argument, Command, type Option } from 'commander';
import { addCompletenessCommand } from '../../src/entry/cli/completeness-command.ts';
import { addCompletionCommand } from '../../src/entry/cli/completion-command.ts';
import { addDueCommand } from '../../src/entry/cli/due-command.ts';
import { EXIT } from '../../src/entry/cli/faults.ts';
import { addGroupCommands } from '../../src/entry/cli/group-commands.ts';
import { addLawCommands } from '../../src/entry/cli/law-commands.ts';
import { addStartCommand } from '../../src/entry/cli/start-command.ts';
import { addTransferCommands } from '../../src/entry/cli/transfer-commands.ts';
import { code, page, table } from './markdown.ts';

/** What each status means; the type makes the list complete. */
const STATUSES: Record<keyof typeof EXIT, string> = {
  answered: 'Answered.',
  notAsItShouldBe:
    'Answered, `--check` was given, and it is not as it should be: a flow is neither lawful nor no transfer, or a field that a law demands is missing.',
  badInput:
    'Bad input: nothing was done, all faults are told. `law check` also ends so when a case does not hold.',
  machineFailed: 'The machine failed. It is not your input; the mark names the failure.',
};

/** Commands that the plan has and the program has not. */
const NOT_YET = ['incident', 'use', 'import', 'export', 'backup', 'restore', 'verify'];

/** The page. */
export function writeCliPage(): string {
  const program = new Command('sekisho');
  for (const add of [
    addTransferCommands,
    addGroupCommands,
    addCompletenessCommand,
    addDueCommand,
    addLawCommands,
    addStartCommand,
    addCompletionCommand,
  ])
    add(program);
  const commands = program.commands.flatMap((one) => (one.commands.length > 0 ? [...one.commands] : [one]));
  const shown = commands.filter((one) => !isHidden(one));
  const statuses = Object.entries(EXIT).map(([name, status]) => [
    String(status),
    STATUSES[name as keyof typeof EXIT],
  ]);
  const known = program.commands.map((one) => one.name());
  const missing = NOT_YET.filter((name) => !known.includes(name));
  return page('The command line', 'the commands in `src/entry/cli/`', [
    '`./sekisho COMMAND` in the folder of the project; `sekisho COMMAND` where the package is installed. Every command has `--help`; `sekisho --version` prints the version.',
    table(
      ['command', 'what it answers'],
      shown.map((one) => [
        `[${nameOf(one)}](#${nameOf(one).replaceAll(' ', '-')})`,
        sentence(one.description()),
      ]),
    ),
    ...shown.map(describe),
    `## Exit status\n\n${table(['status', 'means'], statuses)}`,
    '## As JSON\n\nWith `--json` a command prints one JSON document on standard output and nothing else there; [answers](answers.md) describes it. Faults then come as a document too, `{"issues": [{"code", "at", "path", "message", "hint"}]}`; [issue codes](issue-codes.md) explains each code.',
    '## Environment\n\n`NO_COLOR` turns colours off; they are off anyway where the output is not a terminal. `SEKISHO_PORT` and `SEKISHO_HOST` choose where `start` listens.',
    missing.length === 0
      ? ''
      : `## Not there yet\n\n${missing.map(code).join(', ')} are planned, and are refused as unknown commands today.`,
  ]);
}

function describe(command: Command): string {
  const words = command.registeredArguments.map(writeArgument).join(' ');
  const usage = `sekisho ${nameOf(command)}${words === '' ? '' : ` ${words}`}${command.options.length > 0 ? ' [OPTIONS]' : ''}`;
  const rows = [
    ...command.registeredArguments.map((one) => [code(writeArgument(one)), describeArgument(one)]),
    ...command.options.filter((one) => !one.hidden).map((one) => [code(one.flags), describeOption(one)]),
  ];
  const after = helpAfter(command);
  return [
    `## ${nameOf(command)}`,
    `    ${usage}`,
    sentence(command.description()),
    table(['word', 'meaning'], rows),
    after === '' ? '' : `\`\`\`text\n${after}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`;
}

function isHidden(command: Command): boolean {
  const { parent } = command;
  return parent !== null && !parent.createHelp().visibleCommands(parent).includes(command);
}

function writeArgument(argument: Argument): string {
  return argument.required ? argument.name().toUpperCase() : `[${argument.name().toUpperCase()}]`;
}

function describeArgument(argument: Argument): string {
  return sentence(
    argument.description +
      (argument.defaultValue === undefined ? '' : '; absent: the laws that come with the program'),
  );
}

function describeOption(option: Option): string {
  return sentence(option.description + (option.mandatory ? '; must be given' : ''));
}

/** What a command adds below its own help: the examples. */
function helpAfter(command: Command): string {
  let all = '';
  command.configureOutput({
    writeOut: (text) => (all += text),
    getOutHelpWidth: () => 200,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return all.slice(command.helpInformation().length).trim();
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!…]$/.test(upper) ? upper : `${upper}.`;
}
