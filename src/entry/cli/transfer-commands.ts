// The commands about transfers: the verdicts of a day, the timeline, the what-if.
import type { Command } from 'commander';
import { assert } from '../../core/base/assert.ts';
import type { FlowAnswer, RegimeAnswer, TransferAnswers, Verdict } from '../../core/flows/answer.ts';
import { knownAt } from '../../core/flows/known-at.ts';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { askAbout, type Question } from '../../core/flows/question.ts';
import type { Instrument, Register } from '../../core/flows/register.ts';
import type { Timeline } from '../../core/flows/timeline.ts';
import { countVerdicts, type WhatIfAnswer } from '../../core/flows/what-if.ts';
import { ANSWERED_MOST, askTimeline, askTransfers, askWhatIf } from '../../core/flows/whole-graph.ts';
import { COUNTRIES } from '../../core/flows/words.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Instant } from '../../core/time/instant.ts';
import { bold, cyan, dim, green, red, yellow } from './colour.ts';
import { BadInput, badOption, EXIT, FaultList } from './faults.ts';
import { atDesk, type DeskOptions, readStored, storedGroup, withDesk } from './open-desk.ts';
import { collect, REGISTER_ARGUMENT, readDay, readMoment, today } from './options.ts';
import { count as counted } from './plural.ts';
import { decodePath, openLaws, openRegister } from './read-input.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly flow: string[];
  readonly without: string[];
  readonly leaves: string[];
  readonly with?: string;
  readonly knownAt?: string;
  readonly timeline?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly whatIf?: boolean;
  readonly explain?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Adds `transfers` to the program. */
export function addTransferCommands(program: Command): void {
  const command = program
    .command('transfers')
    .argument('<register>', REGISTER_ARGUMENT)
    .option('--as-of <date>', 'the day asked about (default: today)')
    .option('--flow <id>', 'only this flow (repeatable)', collect, [])
    .option(
      '--without <id>',
      'strike a law or register instrument from that day on (repeatable)',
      collect,
      [],
    )
    .option('--leaves <country>', 'let a country leave its unions from that day on (repeatable)', collect, [])
    .option('--with <file>', 'add instruments in thought: a file with a list "instruments"')
    .option('--what-if', 'compare with and without the change, and rank what could heal')
    .option('--known-at <instant>', 'answer with what was recorded by then')
    .option('--timeline', 'the verdict of each flow over time')
    .option('--from <date>', 'timeline: first day')
    .option('--until <date>', 'timeline: first day no longer')
    .option('--explain', 'list everything that was tried')
    .option('--check', 'exit with 1 unless every flow is lawful or no transfer')
    .option('--json', 'print one JSON document')
    .description('may each flow of personal data cross, by which tool, under which articles?')
    .addHelpText('after', EXAMPLES);
  withDesk(command).action(answer);
}

const EXAMPLES = `
Examples:
  sekisho transfers group.yaml                                   the verdicts of today
  sekisho transfers group.yaml --as-of 2020-07-16                the day Privacy Shield fell
  sekisho transfers group.yaml --timeline --flow f1              one flow over the years
  sekisho transfers group.yaml --without eu.adequacy.us-dpf-2023 --what-if
  sekisho transfers group:example --known-at 2026-03-01T09:00+01:00   what was known of a stored group
`;

async function answer(path: string, options: Options): Promise<void> {
  const rulebook = openLaws();
  const { register, question, flows, span, added, moment } = await readAll(path, options, rulebook);
  if (options.whatIf !== true) demandFew(register, flows);
  if (options.timeline === true) {
    const group = storedGroup(path);
    const timeline =
      group === undefined
        ? askTimeline(question, { ...span, ...(flows && { flows }) })
        : await readStoredTimeline(group, question, { ...span, knownAt: moment }, options);
    if (options.json === true) writeJson(timeline);
    else showTimeline(timeline);
    if (options.check === true) checkVerdicts(timeline.flows.flatMap((flow) => flow.spans));
    return;
  }
  if (options.whatIf === true) {
    const compared = askWhatIf(question, added);
    if (options.json === true) writeJson(compared);
    else showWhatIf(compared);
    return;
  }
  const asked = added.length === 0 ? question : { ...question, register: withAdded(register, added) };
  const explain = options.explain === true;
  const answers = askTransfers(asked, { language: 'en', explain, ...(flows && { flows }) });
  if (options.json === true) writeJson(answers);
  else showAnswers(answers, register, flows !== undefined || explain);
  if (options.check === true) checkVerdicts(answers.flows);
}

function demandFew(register: Register, flows: ReadonlySet<string> | undefined): void {
  if ((flows ?? register.flows).size <= ANSWERED_MOST) return;
  throw badOption(
    '--flow',
    `The register has ${register.flows.size.toLocaleString('en')} flows, and at most ${ANSWERED_MOST.toLocaleString('en')} are answered with reasons at once.`,
    'Name the flows (--flow ID), or ask a server for the flow table of the group, which holds the verdicts of all of them.',
  );
}

function checkVerdicts(items: readonly { readonly verdict: Verdict }[]): void {
  const sound = items.every(({ verdict }) => verdict === 'lawful' || verdict === 'not-a-transfer');
  if (!sound) process.exitCode = EXIT.notAsItShouldBe;
}

interface Asked {
  readonly register: Register;
  readonly question: Question;
  readonly flows: ReadonlySet<string> | undefined;
  readonly span: { from?: CivilDate; until?: CivilDate };
  readonly added: readonly Instrument[];
  readonly moment: Instant | undefined;
}

/** Reads the register and every option; all faults of all of them at once. */
async function readAll(path: string, options: Options, rulebook: Rulebook): Promise<Asked> {
  const faults = new FaultList();
  const moment = faults.attempt(() => readMoment(options.knownAt, '--known-at'));
  const asOf = faults.attempt(() => readDay(options.asOf, '--as-of'));
  const span = faults.attempt(() => readSpan(options)) ?? {};
  for (const country of options.leaves) faults.attempt(() => demandCountry(country));
  const group = storedGroup(path);
  const clocks = { asOf: asOf ?? today(), ...(moment !== undefined && { knownAt: moment }) };
  const register =
    group === undefined
      ? faults.attempt(() => readKnown(path, moment))
      : await faults.attemptLater(() => readStored(group, clocks, options));
  if (register !== undefined) {
    for (const id of options.without) faults.attempt(() => demandStrikable(id, register, rulebook));
    // Over time a stored register may hold other flows than on one day; who answers then looks for them itself.
    if (group === undefined || options.timeline !== true)
      for (const id of options.flow) faults.attempt(() => demandFlow(id, register));
  }
  const from = options.with;
  const added = register && from !== undefined ? faults.attempt(() => readInstruments(from, register)) : [];
  faults.demandNone();
  assert(register !== undefined && added !== undefined, 'what was not read has left a fault');
  const question = askAbout(register, rulebook, asOf ?? today(), {
    without: options.without,
    leaving: options.leaves,
  });
  return {
    register,
    question,
    flows: options.flow.length === 0 ? undefined : new Set(options.flow),
    span,
    added,
    moment,
  };
}

function readKnown(path: string, moment: Instant | undefined): Register {
  const whole = openRegister(path);
  return moment === undefined ? whole : knownAt(whole, moment);
}

/** Over time a stored register may say different things, so whoever has the ledger answers. */
function readStoredTimeline(
  group: string,
  { asOf }: Question,
  { knownAt: moment, ...span }: Asked['span'] & { readonly knownAt: Instant | undefined },
  options: Options,
): Promise<Timeline> {
  const { flow: flows, without, leaves: leaving } = options;
  const wish = { ...span, ...(moment !== undefined && { knownAt: moment }), flows, without, leaving, asOf };
  return atDesk(options, (desk) => desk.readTimeline(group, wish));
}

function demandCountry(country: string): void {
  if (!COUNTRIES.has(country))
    throw badOption('--leaves', `'${country}' is not a country.`, 'Write two capital letters, as in GB.');
}

function demandStrikable(id: string, register: Register, rulebook: Rulebook): void {
  if (rulebook.files.has(id) || rulebook.rules.has(id) || register.instruments.has(id)) return;
  const near = [...rulebook.files.keys(), ...register.instruments.keys()]
    .filter((name) => name.includes(id))
    .slice(0, 5);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : '`sekisho law list` and the instruments of the register name what can be struck.';
  throw badOption('--without', `There is no law or register instrument '${id}'.`, hint);
}

function demandFlow(id: string, register: Register): void {
  if (!register.flows.has(id))
    throw badOption('--flow', `There is no flow '${id}' in the register.`, 'Check the id.');
}

function readSpan(options: Options): { from?: CivilDate; until?: CivilDate } {
  const faults = new FaultList();
  const from = faults.attempt(() => readDay(options.from, '--from'));
  const until = faults.attempt(() => readDay(options.until, '--until'));
  if (options.timeline !== true && (options.from !== undefined || options.until !== undefined)) {
    const hint = 'Add --timeline, or use --as-of.';
    faults.attempt(() => {
      throw badOption('--from', '--from and --until belong to --timeline.', hint);
    });
  }
  if (from !== undefined && until !== undefined && until <= from) {
    const hint = '--until is the first day no longer shown.';
    faults.attempt(() => {
      throw badOption('--until', `${until} is not after ${from}.`, hint);
    });
  }
  faults.demandNone();
  return { ...(from && { from }), ...(until && { until }) };
}

/** Instruments of a file of their own, checked against the organisations and activities of the register. */
function readInstruments(path: string, register: Register): Instrument[] {
  const decoded = decodePath(path);
  const { instruments } = (decoded.value ?? {}) as { instruments?: unknown };
  const organisations = [...register.organisations.keys()].map((id) => ({ id }));
  const activities = [...register.activities.keys()].map((id) => ({ id }));
  const parsed = parseRegister({ format: REGISTER_FORMAT, organisations, activities, instruments });
  if (!parsed.ok) throw new BadInput(decoded.place(parsed.fault));
  if (parsed.value.instruments.size === 0)
    throw badOption('--with', 'The file lists no instruments.', "Write a list under 'instruments'.");
  return [...parsed.value.instruments.values()];
}

function withAdded(register: Register, added: readonly Instrument[]): Register {
  return {
    ...register,
    instruments: new Map([...register.instruments, ...added.map((one) => [one.id, one] as const)]),
  };
}

/** Lists longer than this are written item by item: as one text they could be longer than a text can be. */
const ITEMS_AT_ONCE = 10_000;

/** Writes one JSON document and nothing else. */
export function writeJson(value: object): void {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (!entries.some(([, item]) => Array.isArray(item) && item.length > ITEMS_AT_ONCE)) {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    return;
  }
  entries.forEach(([key, item], index) => {
    process.stdout.write(`${index === 0 ? '{' : ','}\n${JSON.stringify(key)}: `);
    if (!Array.isArray(item)) process.stdout.write(JSON.stringify(item, null, 2));
    else {
      for (const [place, one] of item.entries()) {
        process.stdout.write(`${place === 0 ? '[' : ','}\n${JSON.stringify(one)}`);
      }
      process.stdout.write(item.length === 0 ? '[]' : '\n]');
    }
  });
  process.stdout.write('\n}\n');
}

const SIGN: Record<Verdict, string> = {
  'not-a-transfer': '·',
  lawful: '✓',
  conditional: '~',
  undetermined: '?',
  unlawful: '✗',
};
const PAINT: Record<Verdict, (text: string) => string> = {
  'not-a-transfer': dim,
  lawful: green,
  conditional: yellow,
  undetermined: cyan,
  unlawful: red,
};

/** A verdict with its sign and colour, padded to a column. */
function showVerdict(verdict: Verdict): string {
  return PAINT[verdict](`${SIGN[verdict]} ${verdict}`.padEnd(17));
}

function showAnswers(answers: TransferAnswers, register: Register, whole: boolean): void {
  const counts = countVerdicts(answers.flows);
  process.stdout.write(`${bold(`As of ${answers.asOf}`)}  ${dim(`laws ${answers.laws}`)}\n\n`);
  // Not by spreading: a call cannot take as many arguments as a register may have flows.
  const width = answers.flows.reduce((most, flow) => Math.max(most, flow.flow.length), 4);
  for (const flow of answers.flows) {
    process.stdout.write(
      `${flow.flow.padEnd(width)}  ${showVerdict(flow.verdict)}  ${dim(wayOf(flow, register))}\n`,
    );
    if (
      whole ||
      flow.verdict === 'unlawful' ||
      flow.verdict === 'undetermined' ||
      flow.verdict === 'conditional'
    ) {
      for (const one of flow.answers)
        if (whole || one.verdict === flow.verdict) process.stdout.write(describeAnswer(one, width));
    }
  }
  if (answers.flows.length === 0) process.stdout.write('No flow runs on that day.\n');
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  process.stdout.write(
    `\n${counted(answers.flows.length, 'flow')}: ${parts.map(([verdict, count]) => PAINT[verdict as Verdict](`${count} ${verdict}`)).join(', ') || 'none'}`,
  );
  process.stdout.write(
    answers.notRunning.length > 0 ? dim(`; ${answers.notRunning.length} do not run on that day\n`) : '\n',
  );
}

function wayOf(flow: FlowAnswer, register: Register): string {
  const { sender, recipient, at } = register.flows.get(flow.flow) ?? {};
  const name = (party: typeof sender): string =>
    party === undefined
      ? ''
      : party.is === 'data-subject'
        ? 'data-subject'
        : `${party.is === 'staff' ? 'staff:' : ''}${party.organisation}`;
  const carried = flow.verdict === 'unlawful' || flow.verdict === 'undetermined' ? [] : flow.answers;
  const tools = [...new Set(carried.map((one) => one.instrument ?? one.tool))].filter(
    (tool) => tool !== 'none',
  );
  return `${name(sender)} → ${name(recipient)}${at ? ` at ${at}` : ''}${tools.length > 0 ? `   by ${tools.join(', ')}` : ''}`;
}

function describeAnswer(one: RegimeAnswer, width: number): string {
  const pad = ' '.repeat(width + 2);
  const lines = [
    `${pad}${bold(one.regime)}: ${one.verdict}, ${one.tool}${one.instrument ? ` (${one.instrument})` : ''}${one.origins.length > 0 ? dim(`, protection from ${one.origins.join(', ')}`) : ''}`,
  ];
  for (const reason of one.because) lines.push(`${pad}  ${reason}`);
  for (const duty of one.duties)
    lines.push(`${pad}  ${duty.met ? green('met') : yellow('owed')} ${duty.duty} ${dim(duty.cite)}`);
  if (one.missing.length > 0) lines.push(`${pad}  ${cyan('missing')} ${one.missing.join(', ')}`);
  if (one.open.length > 0) lines.push(`${pad}  ${dim('presumed; open:')} ${one.open.join(', ')}`);
  if (one.cites.length > 0) lines.push(`${pad}  ${dim(one.cites.join('; '))}`);
  for (const mark of one.unverified) lines.push(`${pad}  ${yellow('unverified')} ${mark}`);
  for (const conflict of one.conflicts) lines.push(`${pad}  ${red('conflict')} ${conflict}`);
  for (const trial of one.tried ?? [])
    if (trial.outcome !== 'does-not-apply')
      lines.push(
        `${pad}  ${dim(`tried ${trial.rule}${trial.instrument ? ` with ${trial.instrument}` : ''}: ${trial.outcome}`)}`,
      );
  return `${lines.join('\n')}\n`;
}

function showTimeline(timeline: Timeline): void {
  for (const { flow, spans } of timeline.flows) {
    process.stdout.write(`${bold(flow)}\n`);
    if (spans.length === 0) process.stdout.write(dim('  does not run in this time\n'));
    for (const span of spans) {
      process.stdout.write(
        `  ${span.from} – ${span.until ?? '…'.padEnd(10)}  ${showVerdict(span.verdict)}  ${span.instrument ?? span.tool}\n`,
      );
      if (span.endedBy.length > 0) process.stdout.write(dim(`      ended: ${span.endedBy.join('; ')}\n`));
    }
  }
}

function showWhatIf(compared: WhatIfAnswer): void {
  process.stdout.write(`${bold(`From ${compared.since} on`)}\n`);
  for (const one of compared.changed) {
    const after = `${showVerdict(one.after.verdict).trimEnd()} ${dim(one.after.instrument ?? one.after.tool)}`;
    process.stdout.write(
      `  ${one.flow}: ${one.before.verdict} ${dim(one.before.instrument ?? one.before.tool)} → ${after}\n`,
    );
  }
  if (compared.changed.length === 0) process.stdout.write('  nothing changes\n');
  if (compared.remedies.length > 0)
    process.stdout.write(`\n${bold('What could carry the flows that are not lawful')}\n`);
  for (const remedy of compared.remedies.slice(0, 12)) {
    const conditional =
      remedy.conditional.length > 0 ? ` (${remedy.conditional.length} once duties are shown)` : '';
    process.stdout.write(
      `  ${remedy.remedy}: heals ${remedy.heals.length}${conditional}, helps ${remedy.helps.length}; ${remedy.needs} to sign or approve\n`,
    );
  }
}
