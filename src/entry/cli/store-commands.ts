// The commands on the store as a whole: backup, restore, verify, checkpoint, rebuild.
import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import type { BackupReport } from '../../kit/store/backup.ts';
import type { Checkpoint } from '../../kit/store/checkpoint.ts';
import type { StoreOptions } from '../../kit/store/store.ts';
import type { Place } from '../../kit/store/store-place.ts';
import type { Verification } from '../../kit/store/verify-ledger.ts';
import { bold, dim, green, red } from './colour.ts';
import { badOption, EXIT, MachineFault } from './faults.ts';
import { interruptibly, untilStopped } from './interruption.ts';
import { atDesk, type DeskOptions, serverAndKey, serverOf, withDesk } from './open-desk.ts';
import { collect } from './options.ts';
import { askNewPassphrase, askPassphrase } from './passphrase.ts';
import { count, writeBytes } from './plural.ts';
import { startProgress } from './progress.ts';
import { demandFile } from './read-input.ts';
import { demandPlace, storePlace } from './store-place.ts';
import { writeJson } from './transfer-commands.ts';
import { writeOut } from './write-out.ts';

interface Options extends DeskOptions {
  readonly json?: boolean;
}

/** Adds `backup`, `restore`, `verify`, `checkpoint` and `rebuild` to the program. */
export function addStoreCommands(program: Command): void {
  const backup = program
    .command('backup')
    .argument('<file>', 'the file to write; it is there when it is whole')
    .option('--json', 'print one JSON document')
    .description('write everything that is kept into one file, while others go on working')
    .addHelpText('after', BACKUP_HELP);
  withDesk(backup).action(runBackup);
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .option('--json', 'print one JSON document')
    .description('take a backup into an empty store, as a whole or not at all')
    .addHelpText('after', RESTORE_HELP)
    .action(runRestore);
  const verify = program
    .command('verify')
    .option('--checkpoints <file>', 'checkpoints that were kept outside (repeatable)', collect, [])
    .option(
      '--signed-by <key>',
      'the public key that must have signed them: 32 bytes in base64, as in signing.pub',
    )
    .option('--json', 'print one JSON document')
    .description('is the ledger whole, in order and unchanged? Ends with 1 if not')
    .addHelpText('after', VERIFY_HELP);
  withDesk(verify).action(runVerify);
  const checkpoint = program
    .command('checkpoint')
    .argument('<file>', 'where the signed lines are added; - for standard output')
    .option('--json', 'print one JSON document')
    .description('sign how far the ledger of each group has come, to be kept outside')
    .addHelpText('after', CHECKPOINT_HELP);
  withDesk(checkpoint).action(runCheckpoint);
  program
    .command('rebuild')
    .option('--json', 'print one JSON document')
    .description('make all tables anew from the ledger')
    .addHelpText('after', `\nExample:\n  sekisho rebuild\n${WHERE}`)
    .action(runRebuild);
}

const WHERE = `
The store is the folder SEKISHO_DATA (default: sekisho-data), or the PostgreSQL named by DATABASE_URL.
`;
const BACKUP_HELP = `
Examples:
  sekisho backup /backups/monday.backup
  SEKISHO_BACKUP_PASSPHRASE=… sekisho backup monday.backup     with the master key, encrypted
  sekisho backup monday.backup --server http://localhost:4680  of a running server, which works on

SEKISHO_BACKUP_PASSPHRASE holds the passphrase; at a terminal it is asked for. Without one the backup
holds no master key, and personal data can be read only where that key is kept.
${WHERE}`;
const RESTORE_HELP = `
Examples:
  SEKISHO_DATA=new-folder sekisho restore monday.backup
  DATABASE_URL=postgres://… sekisho restore monday.backup

SEKISHO_BACKUP_PASSPHRASE holds the passphrase of the backup; at a terminal it is asked for.
${WHERE}`;
const VERIFY_HELP = `
Examples:
  sekisho verify
  sekisho verify --checkpoints audit/checkpoints.jsonl --signed-by "$(cat audit/signing.pub)"
  sekisho verify --server http://localhost:4680       the server reads its own ledger
${WHERE}`;
const CHECKPOINT_HELP = `
Examples:
  sekisho checkpoint audit/checkpoints.jsonl
  sekisho checkpoint - | mail -s checkpoint auditor@example.com
${WHERE}`;

async function runBackup(file: string, options: Options): Promise<void> {
  const server = serverOf(options);
  const place = server === undefined ? demandPlace() : null;
  const passphrase = await askNewPassphrase();
  const report =
    place === null
      ? await backUpServer(file, options, passphrase)
      : await backUpHere(file, place, passphrase);
  const { manifest, ...rest } = report;
  const { madeAt, groups, masterKey } = manifest;
  if (options.json === true) writeJson({ ...rest, madeAt, groups, hasMasterKey: masterKey !== null });
  else showBackup(report);
}

/** The server has the store, so it makes the backup while it works on, and hands it over. */
async function backUpServer(
  file: string,
  options: Options,
  passphrase: string | undefined,
): Promise<BackupReport> {
  const { fetchBackup } = await import('./client.ts');
  const { url, key } = serverAndKey(options);
  const progress = startProgress('Backing up');
  const bytes = await interruptibly((signal) =>
    writeOut(fetchBackup(url, key, passphrase), file, signal, progress.note),
  ).finally(progress.end);
  const { readManifest } = await import('../../kit/store/read-manifest.ts');
  const manifest = await readManifest(file);
  if (manifest === null)
    throw new MachineFault(
      'backup-damaged',
      'What the server sent is no backup.',
      'Does --server lead to a server of this program, in this version?',
    );
  // The entries of a group are numbered from one on, without a gap.
  const entries = manifest.groups.reduce((sum, { position }) => sum + position, 0);
  return { file, manifest, entries, bytes };
}

async function backUpHere(file: string, place: Place, passphrase: string | undefined): Promise<BackupReport> {
  const store = await import('../../kit/store/store-commands.ts');
  const wish = { ...(await optionsOfStore()), ...(passphrase !== undefined && { passphrase }) };
  const progress = startProgress('Backing up');
  return untilStopped(
    () => store.runBackup(place, file, wish),
    () => rmSync(`${file}.part`, { force: true }),
  ).finally(progress.end);
}

function showBackup({ file, manifest, entries, bytes }: BackupReport): void {
  const { groups, masterKey } = manifest;
  process.stdout.write(
    `${green('Backed up')} ${count(groups.length, 'group')} with ${count(entries, 'entry', 'entries')} to ${bold(file)} (${writeBytes(bytes)}).\n`,
  );
  const hint =
    masterKey === null
      ? 'The master key is not in it: keep master.key, or SEKISHO_MASTER_KEY, somewhere else than the backup.'
      : 'The master key is in it, under the passphrase. Without that passphrase personal data cannot be read.';
  process.stdout.write(`${dim(hint)}\n`);
}

async function runRestore(file: string, options: Options): Promise<void> {
  demandFile(file);
  const place = storePlace();
  const { readManifest } = await import('../../kit/store/read-manifest.ts');
  const isLocked = ((await readManifest(file))?.masterKey ?? null) !== null;
  const passphrase = isLocked ? await askPassphrase() : undefined;
  const store = await import('../../kit/store/store-commands.ts');
  const wish = { ...(await optionsOfStore()), ...(passphrase !== undefined && { passphrase }) };
  const progress = startProgress('Restoring');
  const { manifest, entries, isKeyReplaced } = await untilStopped(
    () => store.runRestore(place, file, wish),
    () => undefined,
  ).finally(progress.end);
  const { madeAt, groups } = manifest;
  if (options.json === true) {
    writeJson({ file, madeAt, entries, groups, isKeyReplaced });
    return;
  }
  process.stdout.write(
    `${green('Restored')} ${count(groups.length, 'group')} with ${count(entries, 'entry', 'entries')}, as of ${madeAt}; the ledger was verified.\n`,
  );
  if (isKeyReplaced) process.stdout.write(dim('The master key of the backup was put in place.\n'));
}

interface VerifyOptions extends Options {
  readonly checkpoints: string[];
  readonly signedBy?: string;
}

async function runVerify(options: VerifyOptions): Promise<void> {
  for (const file of options.checkpoints) demandFile(file);
  const publicKey = readKey(options.signedBy);
  const server = serverOf(options);
  if (server !== undefined && (options.checkpoints.length > 0 || publicKey !== undefined))
    throw badOption(
      '--checkpoints',
      'Checkpoints kept outside are compared where the store is, not by the server that may be in doubt.',
      'Call on the machine of the store, without --server, or on a restored backup.',
    );
  const progress = startProgress('Verifying');
  const groups = await (server === undefined
    ? verifyHere(options.checkpoints, publicKey, progress.note)
    : atDesk(options, async (desk) => {
        const found: Verification[] = [];
        for (const { id } of await desk.listGroups()) {
          progress.note(id);
          found.push(await desk.verify(id));
        }
        return found;
      })
  ).finally(progress.end);
  const isSound = groups.every(({ findings }) => findings.length === 0);
  if (options.json === true) writeJson({ sound: isSound, groups });
  else showVerified(groups);
  if (!isSound) process.exitCode = EXIT.notAsItShouldBe;
}

async function verifyHere(
  checkpointFiles: readonly string[],
  publicKey: string | undefined,
  onGroup: (groupId: string) => void,
): Promise<Verification[]> {
  const place = demandPlace();
  const { runVerify: run } = await import('../../kit/store/store-commands.ts');
  const wish = { ...(await optionsOfStore()), checkpointFiles, onGroup };
  return run(place, publicKey === undefined ? wish : { ...wish, publicKey });
}

function readKey(key: string | undefined): string | undefined {
  if (key === undefined || Buffer.from(key.trim(), 'base64').length === 32) return key?.trim();
  throw badOption(
    '--signed-by',
    'This is no public key.',
    'A line of signing.pub belongs there: 32 bytes in base64.',
  );
}

function showVerified(groups: readonly Verification[]): void {
  for (const { groupId, entries, checkpoints, findings, more } of groups) {
    const about = `${count(entries, 'entry', 'entries')}, ${count(checkpoints, 'checkpoint')}`;
    process.stdout.write(
      `${bold(groupId)}  ${about}  ${findings.length === 0 ? green('sound') : red('not sound')}\n`,
    );
    for (const { code, message, hint } of findings)
      process.stdout.write(`  ${red(message)} ${dim(`[${code}]`)}\n    ${hint}\n`);
    if (more > 0) process.stdout.write(`  and ${more} more\n`);
  }
  if (groups.length === 0) process.stdout.write('There is no group yet, so there was nothing to verify.\n');
}

async function runCheckpoint(file: string, options: Options): Promise<void> {
  const { makeCheckpoints, addCheckpoints } = await import('../../kit/store/store-commands.ts');
  const checkpoints =
    serverOf(options) === undefined
      ? await makeCheckpoints(demandPlace(), await optionsOfStore())
      : await atDesk(options, async (desk) => {
          const made: Checkpoint[] = [];
          for (const { id } of await desk.listGroups()) {
            const one = await desk.makeCheckpoint(id);
            if (one !== null) made.push(one);
          }
          return made;
        });
  if (file !== '-') addCheckpoints(file, checkpoints);
  if (options.json === true) writeJson({ file, checkpoints });
  else if (file === '-') for (const one of checkpoints) process.stdout.write(`${JSON.stringify(one)}\n`);
  else showCheckpoints(file, checkpoints);
}

function showCheckpoints(file: string, checkpoints: readonly Checkpoint[]): void {
  for (const { groupId, position, hash } of checkpoints)
    process.stdout.write(`${bold(groupId)}  entry ${position.toLocaleString('en')}  ${dim(hash)}\n`);
  process.stdout.write(`${count(checkpoints.length, 'checkpoint')} added to ${file}. Keep it outside.\n`);
}

async function runRebuild(options: Options): Promise<void> {
  const place = demandPlace();
  const store = await import('../../kit/store/store-commands.ts');
  const progress = startProgress('Rebuilding');
  const wish = { ...(await optionsOfStore()), onGroup: progress.note };
  const groups = await untilStopped(
    () => store.runRebuild(place, wish),
    () => undefined,
  ).finally(progress.end);
  if (options.json === true) {
    writeJson({ groups });
    return;
  }
  for (const { groupId, entries, records } of groups)
    process.stdout.write(
      `${bold(groupId)}  ${count(records, 'record')} from ${count(entries, 'entry', 'entries')}\n`,
    );
  if (groups.length === 0) process.stdout.write('There is no group yet, so there was nothing to rebuild.\n');
}

/** What the register keeps beside its records belongs to the whole, too. */
async function optionsOfStore(): Promise<StoreOptions> {
  const { REGISTER_OPTIONS } = await import('../../records/register/register-store.ts');
  return REGISTER_OPTIONS;
}
