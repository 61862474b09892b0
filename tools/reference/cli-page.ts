// The page of the command line: every command with its options, read from the commands themselves.
import { type Argument, Command, type Option } from 'commander';
import { addCompletenessCommand } from '../../src/entry/cli/completeness-command.ts';
import { addCompletionCommand } from '../../src/entry/cli/completion-command.ts';
import { addDeskCommands } from '../../src/entry/cli/desk-commands.ts';
import { addDueCommand } from '../../src/entry/cli/due-command.ts';
import { addExportCommand } from '../../src/entry/cli/export-command.ts';
import { EXIT } from '../../src/entry/cli/faults.ts';
import { addGroupCommands } from '../../src/entry/cli/group-commands.ts';
import { addImportCommand } from '../../src/entry/cli/import-command.ts';
import { addLawCommands } from '../../src/entry/cli/law-commands.ts';
import { addStartCommand } from '../../src/entry/cli/start-command.ts';
import { addStoreCommands } from '../../src/entry/cli/store-commands.ts';
import { addTransferCommands } from '../../src/entry/cli/transfer-commands.ts';
import { code, page, table } from './markdown.ts';

/** What each status means; the type makes the list complete. */
const STATUSES: Record<keyof typeof EXIT, string> = {
  answered: 'Answered.',
  notAsItShouldBe:
    'Answered, `--check` was given, and it is not as it should be: a flow is neither lawful nor no transfer, or a field that a law demands is missing. `verify` ends so when something does not fit.',
  badInput:
    'Bad input: nothing was done, all faults are told. `law check` also ends so when a case does not hold.',
  machineFailed:
    'The machine failed: the store, the disk, a server that does not answer. It is not your input. What has no words of its own has a mark that names the failure.',
};

/** Commands that the plan has and the program has not. */
const NOT_YET = ['incident', 'use'];

const ENVIRONMENT = [
  [
    '`SEKISHO_DATA`',
    'The data folder; `sekisho-data` in the folder from which you call where it is left out.',
  ],
  [
    '`DATABASE_URL`',
    'A PostgreSQL that holds the store instead: `postgres://…`. The keys then lie in the data folder.',
  ],
  [
    '`SEKISHO_MASTER_KEY`',
    'The master key, 64 hexadecimal digits, instead of the file `master.key` in the data folder.',
  ],
  ['`SEKISHO_SERVER`', 'The server through which stored groups are reached; as `--server`.'],
  ['`SEKISHO_KEY`', 'The key that is shown to that server; as `--key`.'],
  [
    '`SEKISHO_BACKUP_PASSPHRASE`',
    'The passphrase under which a backup holds the master key. It is never an argument, for others on the machine can read those.',
  ],
  ['`SEKISHO_PORT`, `SEKISHO_HOST`', 'Where `start` listens.'],
  ['`NO_COLOR`', 'Turns colours off; they are off anyway where the output is not a terminal.'],
];

/** The page. */
export function writeCliPage(): string {
  const program = new Command('sekisho');
  for (const add of [
    addTransferCommands,
    addGroupCommands,
    addCompletenessCommand,
    addDueCommand,
    addLawCommands,
    addImportCommand,
    addExportCommand,
    addDeskCommands,
    addStoreCommands,
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
    `## Environment\n\n${table(['variable', 'meaning'], ENVIRONMENT)}`,
    '## When a command is stopped\n\nCtrl-C and SIGTERM end it with 130 and 143, as shells count. An import, a restore or a rebuild that is stopped has changed nothing; of a backup or an export no half is left behind. A second Ctrl-C ends at once, which harms nothing either.',
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
