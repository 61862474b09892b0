// The command `import`: shows what a file would change, and takes it in as a whole or not at all.

import { basename } from 'node:path';
import type { Command } from 'commander';
import { type Issue, writePlace } from '../../core/base/issue.ts';
import type { Mapping } from '../../exchange/format.ts';
import type { ColumnMapping, SheetMapping } from '../../exchange/sheet-mapping.ts';
import type { Difference } from '../../records/group/refusal.ts';
import { GONE_WISHES, type GoneWish, type PlannedChange } from '../../records/register/import-plan.ts';
import { bold, dim, green, red, yellow } from './colour.ts';
import { chooseGroup, type DeskPlan } from './desk.ts';
import { badOption } from './faults.ts';
import { interruptibly } from './interruption.ts';
import { atDesk, type DeskOptions, withDesk } from './open-desk.ts';
import { readWhy } from './options.ts';
import { count } from './plural.ts';
import { startProgress } from './progress.ts';
import { decodePath } from './read-input.ts';
import { writeJson } from './transfer-commands.ts';

interface Options extends DeskOptions {
  readonly into?: string;
  readonly dryRun?: boolean;
  readonly format?: string;
  readonly gone: string;
  readonly mapping?: string;
  readonly why?: string;
  readonly changes: string;
  readonly json?: boolean;
}

/** Adds `import` to the program. */
export function addImportCommand(program: Command): void {
  withDesk(
    program
      .command('import')
      .argument('<file>', 'register, sheet or other format; - for standard input')
      .option(
        '--into <group>',
        'the group (default: the one of which the file speaks); made where it is not there',
      )
      .option('--dry-run', 'only show what would change')
      .option('--format <format>', 'the format, where neither name nor beginning of the file tells it')
      .option('--gone <what>', 'what becomes of records that the file does not hold: keep or remove', 'keep')
      .option('--mapping <file>', 'which column of a foreign sheet means what')
      .option('--why <text>', 'why; kept for good, so no personal data')
      .option('--changes <n>', 'how many changes are listed', '50')
      .option('--json', 'print one JSON document')
      .description('bring a file in: what it would change is shown, then all of it is kept or nothing')
      .addHelpText('after', EXAMPLES),
  ).action(runImport);
  withDesk(
    program
      .command('import-application')
      .argument('<id>', 'id of an import that somebody else planned')
      .option('--group <id>', 'which group, where more than one is kept')
      .option('--json', 'print one JSON document')
      .description('apply an import as the second person, where the group wants that')
      .addHelpText(
        'after',
        '\nExample:\n  sekisho import-application ID --server http://localhost:4680 --key …\n',
      ),
  ).action(runApplication);
}

async function runApplication(
  id: string,
  options: DeskOptions & { readonly group?: string; readonly json?: boolean },
): Promise<void> {
  const progress = startProgress('Applying');
  const groupId = await interruptibly((signal) =>
    atDesk(options, async (desk) => {
      const group = await chooseGroup(desk, options.group);
      await desk.applyImport(group, id, { signal, note: progress.note });
      return group;
    }),
  ).finally(progress.end);
  if (options.json === true) writeJson({ group: groupId, id, applied: true });
  else process.stdout.write(`${green('Applied')} to ${bold(`group:${groupId}`)}.\n`);
}

const EXAMPLES = `
Examples:
  sekisho import group.yaml --dry-run               what would be added, changed, gone
  sekisho import group.yaml                         into the group that the file names
  sekisho import sheet.xlsx --into example --gone remove
  sekisho import group.yaml --server http://localhost:4680 --key …

Ctrl-C leaves nothing half-written. The same file twice changes nothing.
`;

async function runImport(path: string, options: Options): Promise<void> {
  const gone = readGone(options.gone);
  const changesMax = readCount(options.changes);
  const why = readWhy(options.why);
  // The formats bring packages of their own, which no other command should wait for.
  const { demandSize, openFile, readableFormat } = await import('./file-formats.ts');
  const format = options.format === undefined ? undefined : readableFormat(options.format);
  const mapping = options.mapping === undefined ? undefined : readMapping(options.mapping);
  const file = await openFile(path);
  if (format !== undefined) demandSize(format, file);
  const progress = startProgress(`Importing ${basename(file.name)}`);
  const order = {
    file,
    gone,
    changesMax,
    isDryRun: options.dryRun === true,
    ...(options.into !== undefined && { into: options.into }),
    ...(format !== undefined && { format }),
    ...(mapping !== undefined && { mapping }),
    ...why,
  };
  const work = (): Promise<Outcome> =>
    interruptibly((signal) =>
      atDesk(
        options,
        async (desk) => {
          const watch = { signal, note: progress.note };
          const plan = await desk.planImport(order, watch);
          if (options.json !== true) {
            progress.pause();
            showPlan(plan, file.name, gone);
          }
          if (options.dryRun === true || !plan.isChanging) {
            await plan.drop();
            return { plan, appended: 0, waitingAs: null };
          }
          return { plan, ...(await plan.apply(watch)) };
        },
        { isMade: true },
      ),
    );
  const outcome = await work().finally(progress.end);
  if (options.json === true) writeJson(documentOf(outcome, file.name, gone, options.dryRun === true));
  else showOutcome(outcome, options.dryRun === true);
}

interface Outcome {
  readonly plan: DeskPlan;
  /** Null: a second person must apply it. */
  readonly appended: number | null;
  readonly waitingAs: string | null;
}

function readGone(word: string): GoneWish {
  if ((GONE_WISHES as readonly string[]).includes(word)) return word as GoneWish;
  throw badOption('--gone', `'${word}' is not known.`, `Write one of ${GONE_WISHES.join(', ')}.`);
}

function readCount(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 1000) return number;
  throw badOption(
    '--changes',
    `'${text}' is not a number from 0 to 1000.`,
    'Write a number, as in --changes 200.',
  );
}

function readMapping(path: string): Mapping {
  const { value } = decodePath(path);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    // What the command itself prints holds the mapping among other things.
    const { mapping } = value as { mapping?: unknown };
    return (typeof mapping === 'object' && mapping !== null ? mapping : value) as Mapping;
  }
  throw badOption(
    '--mapping',
    `${path} holds no mapping.`,
    'Take what `sekisho import --dry-run --json` shows under "mapping".',
  );
}

function documentOf(outcome: Outcome, file: string, gone: GoneWish, isDryRun: boolean): object {
  const { plan, appended, waitingAs } = outcome;
  const { groupId, isNewGroup, format, counts, changes, more, mapping } = plan;
  const notes = plan.notes.map((note) => ({ ...note, at: writePlace(note.at), path: note.at.path }));
  return {
    group: groupId,
    isNewGroup,
    file,
    format,
    gone,
    dryRun: isDryRun,
    applied: !isDryRun && waitingAs === null && plan.isChanging,
    ...(waitingAs !== null && { waitingAs }),
    appended,
    counts,
    changes,
    more,
    notes,
    mapping,
  };
}

const COLUMNS = ['added', 'changed', 'same', 'gone'] as const;

function showPlan(plan: DeskPlan, file: string, gone: GoneWish): void {
  const { groupId, isNewGroup, format, counts, changes, more, notes, mapping } = plan;
  const { stdout } = process;
  stdout.write(
    `${bold(file)} ${dim(`(${format})`)} → ${bold(`group:${groupId}`)}${isNewGroup ? ', a new group' : ''}\n\n`,
  );
  stdout.write(`${''.padEnd(15)}${COLUMNS.map((word) => word.padStart(10)).join('')}\n`);
  for (const [noun, found] of Object.entries(counts))
    stdout.write(`${noun.padEnd(15)}${COLUMNS.map((word) => showNumber(found[word])).join('')}\n`);
  if (mapping !== null) stdout.write(showMapping(mapping));
  const shown = isNewGroup ? [] : changes;
  if (shown.length > 0) stdout.write('\n');
  for (const change of shown) stdout.write(describeChange(change, gone));
  if (!isNewGroup && more > 0) stdout.write(`… and ${more.toLocaleString('en')} more\n`);
  if (notes.length > 0) stdout.write(`\n${yellow('Not carried over:')}\n`);
  for (const note of notes) stdout.write(describeNote(note));
}

function showNumber(number: number): string {
  const text = number.toLocaleString('en').padStart(10);
  return number === 0 ? dim(text) : text;
}

function showMapping(mapping: Mapping): string {
  const { sheets = [] } = mapping as Partial<SheetMapping>;
  const tables = sheets.map(({ sheet, noun, columns }) => {
    const head = `\n${bold(sheet)} was read as ${noun ?? 'nothing'}:\n`;
    return head + columns.map(describeColumn).join('');
  });
  return `${tables.join('')}${dim(MAPPING_HINT)}`;
}

const MAPPING_HINT = `Wrong? Keep it with --dry-run --json > mapping.json, mend "mapping" in it, and call again with --mapping mapping.json.
What is applied is remembered for the next such sheet.
`;

function describeColumn({ heading, field, confidence }: ColumnMapping): string {
  const sure = field === null ? '' : dim(`  ${Math.round(confidence * 100)} %`);
  return `  ${heading.replaceAll('\n', ' ')} → ${field === null ? dim('not read') : field}${sure}\n`;
}

const SIGNS = { added: green('added  '), changed: yellow('changed'), gone: red('gone   ') } as const;

function describeChange({ noun, id, what, differences }: PlannedChange, gone: GoneWish): string {
  const kept = what === 'gone' && gone === 'keep' ? dim('  is kept; --gone remove would take it away') : '';
  const lines = what === 'changed' ? differences.map(describeDifference) : [];
  return `${SIGNS[what]}  ${noun} ${bold(id)}${kept}\n${lines.join('')}`;
}

function describeDifference({ path, before, after }: Difference): string {
  return `           ${path}: ${showValue(before)} → ${showValue(after)}\n`;
}

function showValue(value: unknown): string {
  if (value === undefined) return dim('nothing');
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function describeNote(note: Issue): string {
  return `  ${writePlace(note.at)}  ${note.message} ${dim(`[${note.code}]`)}\n`;
}

function showOutcome({ plan, appended, waitingAs }: Outcome, isDryRun: boolean): void {
  const { stdout } = process;
  if (!plan.isChanging) stdout.write('\nNothing changed: all of it is kept already.\n');
  else if (isDryRun) stdout.write(dim('\nThis was a dry run; nothing was written.\n'));
  else if (waitingAs !== null)
    stdout.write(
      `\n${yellow('Waiting for a second person.')} They apply it with\n  sekisho import-application ${waitingAs} --group ${plan.groupId} --server … --key …\n`,
    );
  else stdout.write(`\n${green('Imported.')} ${count(appended ?? 0, 'entry', 'entries')} written.\n`);
}
