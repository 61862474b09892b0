// The command `export`: writes a register, or a part of it, in a format that others read.
import { basename } from 'node:path';
import type { Command } from 'commander';
import { assert } from '../../core/base/assert.ts';
import type { Fields } from '../../core/base/reading.ts';
import { knownAt } from '../../core/flows/known-at.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Language } from '../../core/law/law.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { EncodeOptions, Format } from '../../exchange/format.ts';
import { makeRegisterOut } from '../../exchange/register-out.ts';
import { bold, green } from './colour.ts';
import { chooseGroup } from './desk.ts';
import { BadInput, badOption, FaultList } from './faults.ts';
import { interruptibly } from './interruption.ts';
import { atDesk, type DeskOptions, withDesk } from './open-desk.ts';
import { readDay, readMoment, today } from './options.ts';
import { writeBytes } from './plural.ts';
import { startProgress } from './progress.ts';
import { decodePath, openLaws } from './read-input.ts';
import { demandSound } from './refusals.ts';
import { writeJson } from './transfer-commands.ts';
import { writeOut } from './write-out.ts';

interface Options extends DeskOptions {
  readonly format?: string;
  readonly out: string;
  readonly group?: string;
  readonly register?: string;
  readonly organisation?: string;
  readonly as?: string;
  readonly language: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly json?: boolean;
}

const EXPORTED = 'records-of-processing';
const LANGUAGES: readonly string[] = ['en', 'ja', 'de'] satisfies Language[];
const ROLES: readonly string[] = ['controller', 'processor'];

/** Adds `export` to the program. */
export function addExportCommand(program: Command): void {
  withDesk(
    program
      .command('export')
      .argument('<what>', `register, ${EXPORTED}, or one of ${RECORD_NOUNS.join(', ')}`)
      .requiredOption('--out <file>', 'the file to write; - for standard output')
      .option(
        '--format <format>',
        'register-yaml, json-lines, xlsx, pdf …; told from the file name where left out',
      )
      .option('--group <id>', 'a stored group (default: the only one)')
      .option('--register <file>', 'a register file instead of a stored group')
      .option('--organisation <id>', 'only what this organisation does')
      .option('--as <role>', 'only as controller or only as processor')
      .option('--language <language>', 'en, ja or de', 'en')
      .option('--as-of <date>', 'as it held on that day (default: today)')
      .option('--known-at <instant>', 'with what was recorded by then')
      .option('--json', 'print one JSON document about what was written')
      .description('write the register, or the records of processing, in a format that others read')
      .addHelpText('after', EXAMPLES),
  ).action(runExport);
}

const EXAMPLES = `
Examples:
  sekisho export register --out group.yaml
  sekisho export register --format json-lines --out - | wc -l
  sekisho export activities --format csv --out activities.csv
  sekisho export ${EXPORTED} --organisation et-de --as controller --language de --out art-30.pdf
`;

async function runExport(what: string, options: Options): Promise<void> {
  const order = await readOrder(what, options);
  const progress = startProgress(`Writing ${options.out}`);
  const bytes = await interruptibly((signal) =>
    options.register === undefined
      ? atDesk(options, async (desk) => {
          const groupId = await chooseGroup(desk, options.group);
          return writeOut(desk.exportRegister({ groupId, ...order }), options.out, signal, progress.note);
        })
      : writeOut(exportFile(options.register, order), options.out, signal, progress.note),
  ).finally(progress.end);
  if (options.json === true) writeJson({ file: options.out, format: order.format.id, bytes });
  else if (options.out !== '-')
    process.stdout.write(
      `${green('Written')} ${bold(options.out)} ${writeBytes(bytes)}, ${order.format.id}.\n`,
    );
}

interface Order {
  readonly format: Format;
  readonly options: EncodeOptions;
  readonly language: Language;
  readonly asOf: CivilDate;
  readonly knownAt?: ReturnType<typeof readMoment> & {};
}

/** Every option; all faults of all of them at once. */
async function readOrder(what: string, options: Options): Promise<Order> {
  // The formats bring packages of their own, which no other command should wait for.
  const { writableFormat } = await import('./file-formats.ts');
  const faults = new FaultList();
  const nouns = faults.attempt(() => readWhat(what));
  const format = faults.attempt(() => writableFormat(what === EXPORTED, options.format, options.out));
  const asOf = faults.attempt(() => readDay(options.asOf, '--as-of'));
  const moment = faults.attempt(() => readMoment(options.knownAt, '--known-at'));
  faults.attempt(() => demandOneOf(options.language, LANGUAGES, '--language'));
  faults.attempt(() => demandOneOf(options.as ?? 'controller', ROLES, '--as'));
  faults.attempt(() => demandTogether(options));
  faults.demandNone();
  const role = options.as as 'controller' | 'processor' | undefined;
  return {
    format: format as Format,
    options: {
      ...(nouns !== undefined && nouns.length > 0 && { nouns }),
      ...(options.organisation !== undefined && { organisation: options.organisation }),
      ...(role !== undefined && { role }),
    },
    language: options.language as Language,
    asOf: asOf ?? today(),
    ...(moment !== undefined && { knownAt: moment }),
  };
}

/** Empty: all of them. */
function readWhat(what: string): readonly RecordNoun[] {
  if (what === 'register' || what === EXPORTED) return [];
  if ((RECORD_NOUNS as readonly string[]).includes(what)) return [what as RecordNoun];
  const known = ['register', EXPORTED, ...RECORD_NOUNS];
  throw badOption('what', `'${what}' is nothing that can be exported.`, `Known: ${known.join(', ')}.`);
}

function demandOneOf(word: string, words: readonly string[], option: string): void {
  if (!words.includes(word))
    throw badOption(option, `'${word}' is not known.`, `Write one of ${words.join(', ')}.`);
}

function demandTogether({ json, out, register, group }: Options): void {
  if (json === true && out === '-')
    throw badOption('--json', '--json and --out - both want standard output.', 'Leave one of them out.');
  if (register !== undefined && group !== undefined)
    throw badOption(
      '--register',
      'A file and a stored group cannot both be exported.',
      'Leave one of them out.',
    );
}

/** A register file, written in another format. */
async function* exportFile(path: string, order: Order): AsyncIterable<Uint8Array> {
  const { format, asOf, language, options } = order;
  assert(format.encode !== undefined, 'only a format that writes was let through');
  const decoded = decodePath(path);
  const made = makeRegisterOut((decoded.value ?? {}) as Fields, {
    asOf,
    language,
    rulebook: openLaws(),
    fallbackId: basename(path).replace(/\..*$/, ''),
  });
  if (!made.ok) throw new BadInput(decoded.place(made.fault));
  const out = demandSound(made);
  const register = order.knownAt === undefined ? out.register : knownAt(out.register, order.knownAt);
  yield* format.encode({ ...out, register, records: recordsOf(out.records, register) }, options);
}

/** Only records that the register still has. */
function recordsOf(
  records: Readonly<Record<RecordNoun, readonly Fields[]>>,
  register: Readonly<Record<RecordNoun, ReadonlyMap<string, unknown>>>,
): Readonly<Record<RecordNoun, readonly Fields[]>> {
  const kept = RECORD_NOUNS.map((noun) => [
    noun,
    records[noun].filter(({ id }) => register[noun].has(String(id))),
  ]);
  return Object.fromEntries(kept) as Record<RecordNoun, readonly Fields[]>;
}
