// The commands about stored groups: which there are, who has a key to them, and that a person is forgotten.
import type { Command } from 'commander';
import { KEY_ROLES, type KeyRole } from '../../records/people/key.ts';
import { bold, dim, green, red, yellow } from './colour.ts';
import { chooseGroup, type DeskKey } from './desk.ts';
import { badOption } from './faults.ts';
import { atDesk, type DeskOptions, withDesk } from './open-desk.ts';
import { readWhy } from './options.ts';
import { count } from './plural.ts';
import { writeJson } from './transfer-commands.ts';

interface GroupOptions extends DeskOptions {
  readonly group?: string;
  readonly json?: boolean;
}

/** Adds `groups`, `key` and `person` to the program. */
export function addDeskCommands(program: Command): void {
  withDesk(
    program
      .command('groups')
      .option('--json', 'print one JSON document')
      .description('the groups that are kept')
      .addHelpText('after', '\nExamples:\n  sekisho groups\n  sekisho transfers group:example\n'),
  ).action(listGroups);
  addKeyCommands(
    program.command('key').description('keys, by which others reach a group through the server'),
  );
  const person = program.command('person').description('persons of whom something is kept');
  ofGroup(
    person
      .command('erase')
      .argument('<id>', 'id of the person')
      .option('--yes', 'it is meant: what is erased cannot be brought back')
      .option('--why <text>', 'why; kept for good, so no personal data')
      .description('make unreadable what is kept of a person, in every table and in all history')
      .addHelpText(
        'after',
        '\nExample:\n  sekisho person erase p-17 --group example --why "request of 3 May" --yes\n',
      ),
  ).action(erasePerson);
}

function ofGroup(command: Command): Command {
  return withDesk(
    command
      .option('--group <id>', 'which group, where more than one is kept')
      .option('--json', 'print one JSON document'),
  );
}

function addKeyCommands(key: Command): void {
  ofGroup(
    key
      .command('make')
      .requiredOption('--person <id>', 'as whom it asks; stands in the ledger')
      .requiredOption('--role <role>', `${KEY_ROLES.join(', ')}; each may what those before it may`)
      .option('--name <text>', 'what it is for')
      .option('--until <instant>', 'from when on it is no good')
      .description('make a key; it is shown this once')
      .addHelpText('after', '\nExample:\n  sekisho key make --group example --person hanako --role editor\n'),
  ).action(makeKey);
  ofGroup(key.command('list').description('every key of a group, without its secret')).action(listKeys);
  ofGroup(
    key.command('withdraw').argument('<id>', 'id of the key').description('make a key worthless from now on'),
  ).action(withdrawKey);
}

async function listGroups(options: GroupOptions): Promise<void> {
  const groups = await atDesk(options, (desk) => desk.listGroups());
  if (options.json === true) {
    writeJson({ groups });
    return;
  }
  for (const { id, name } of groups) process.stdout.write(`${bold(`group:${id}`)}  ${name ?? ''}\n`);
  if (groups.length === 0)
    process.stdout.write('No group is kept yet: `sekisho import FILE` brings one in.\n');
}

interface MakeOptions extends GroupOptions {
  readonly person: string;
  readonly role: string;
  readonly name?: string;
  readonly until?: string;
}

async function makeKey(options: MakeOptions): Promise<void> {
  const { person, role, name, until } = options;
  if (!KEY_ROLES.includes(role as KeyRole))
    throw badOption('--role', `'${role}' is no role.`, `Roles: ${KEY_ROLES.join(', ')}.`);
  const order = { person, role: role as KeyRole, ...(name && { name }), ...(until && { until }) };
  const { key, text } = await atDesk(options, async (desk) =>
    desk.makeKey(await chooseGroup(desk, options.group), order),
  );
  if (options.json === true) {
    writeJson({ key, text });
    return;
  }
  process.stdout.write(`${describeKey(key)}\n${bold(text)}\n`);
  process.stdout.write(
    dim('It is shown this once. Send it as `Authorization: Bearer …`, or set SEKISHO_KEY.\n'),
  );
}

async function listKeys(options: GroupOptions): Promise<void> {
  const keys = await atDesk(options, async (desk) => desk.listKeys(await chooseGroup(desk, options.group)));
  if (options.json === true) {
    writeJson({ keys });
    return;
  }
  for (const key of keys) process.stdout.write(`${describeKey(key)}\n`);
  process.stdout.write(`${count(keys.length, 'key')}\n`);
}

function describeKey({ id, person, role, name, until, isWithdrawn }: DeskKey): string {
  const state = isWithdrawn ? red('  withdrawn') : until === null ? '' : yellow(`  until ${until}`);
  return `${bold(id)}  ${person}  ${green(role)}${name === null ? '' : `  ${name}`}${state}`;
}

async function withdrawKey(id: string, options: GroupOptions): Promise<void> {
  await atDesk(options, async (desk) => desk.withdrawKey(await chooseGroup(desk, options.group), id));
  if (options.json === true) writeJson({ withdrawn: id });
  else process.stdout.write(`The key ${bold(id)} is worthless from now on.\n`);
}

async function erasePerson(
  id: string,
  options: GroupOptions & { readonly yes?: boolean; readonly why?: string },
): Promise<void> {
  if (options.yes !== true)
    throw badOption(
      '--yes',
      `What is kept of ${id} would be made unreadable for good.`,
      'Say that it is meant: --yes. Backups made before still hold it; delete them when their time is over.',
    );
  const { why } = readWhy(options.why);
  const wasKept = await atDesk(options, async (desk) =>
    desk.erasePerson(await chooseGroup(desk, options.group), id, why),
  );
  if (options.json === true) writeJson({ person: id, wasKept });
  else
    process.stdout.write(
      wasKept
        ? `What was kept of ${bold(id)} can no longer be read.\n`
        : `Nothing was kept of ${bold(id)}.\n`,
    );
}
