// The command `due`: when is something due under a rule of the law?
import type { Command } from 'commander';
import { type CivilDate, parseCivilDate } from '../../core/time/civil-date.ts';
import type { Pause } from '../../core/time/due.ts';
import { type DueOfRule, dueOfRule } from '../../kit/library/due-of-rule.ts';
import { bold, dim, yellow } from './colour.ts';
import { BadInput, badOption } from './faults.ts';
import { collect } from './options.ts';
import { openCalendars, openLaws } from './read-input.ts';
import { writeJson } from './transfer-commands.ts';

interface Options {
  readonly from: string;
  readonly zone?: string;
  readonly calendar?: string;
  readonly months?: string;
  readonly extended?: boolean;
  readonly paused: string[];
  readonly twoWorkingDays?: boolean;
  readonly json?: boolean;
}

/** Adds `due` to the program. */
export function addDueCommand(program: Command): void {
  program
    .command('due')
    .argument('<rule>', 'a rule with a period (`sekisho law list --due`)')
    .requiredOption('--from <time>', 'the event: a date, or an instant with its offset')
    .option('--zone <zone>', 'IANA time zone in which days are told apart')
    .option('--calendar <place>', 'whose working days count: DE-NW, GB-ENG, JP, EU …')
    .option('--months <n>', 'this many months in all, where the law allows it')
    .option('--extended', 'with the extension that the law allows')
    .option('--paused <from..until>', 'time in which the clock stood still (repeatable)', collect, [])
    .option('--two-working-days', 'the disputed reading of Regulation 1182/71, Art. 3(5), for hours')
    .option('--json', 'print one JSON document')
    .description('when is something due, by the safe and by the latest reading?')
    .addHelpText('after', EXAMPLES)
    .action(answer);
}

const EXAMPLES = `
Examples:
  sekisho due eu.gdpr.art-12.3 --from 2026-01-31 --calendar DE-NW
  sekisho due eu.gdpr.art-33.1 --from 2026-06-12T16:30+02:00 --zone Europe/Berlin
  sekisho due jp.appi.art-26.final --from 2026-12-05
`;

function answer(rule: string, options: Options): void {
  if (options.months !== undefined && options.extended === true)
    throw badOption('--months', '--months and --extended cannot both be asked.', 'Use one of them.');
  const months = options.months === undefined ? undefined : Number(options.months);
  if (months !== undefined && !Number.isInteger(months))
    throw badOption(
      '--months',
      `'${options.months}' is not a whole number.`,
      'Write a number, as in --months 2.',
    );
  const found = dueOfRule(
    {
      rule,
      from: options.from,
      zone: options.zone,
      calendar: options.calendar,
      months,
      extended: options.extended,
      pauses: options.paused.length === 0 ? undefined : options.paused.map(readPause),
      twoWorkingDays: options.twoWorkingDays,
    },
    openLaws(),
    openCalendars(),
  );
  if (!found.ok) throw new BadInput(found.fault);
  if (options.json === true) writeJson(found.value);
  else show(found.value);
}

function readPause(text: string): Pause {
  const [from, until] = text.split('..');
  const start = parseCivilDate(from);
  const end = until === undefined || until === '' ? null : parseCivilDate(until);
  if (!start.ok || (end !== null && !end.ok))
    throw badOption(
      '--paused',
      `'${text}' is not a time span.`,
      'Write FROM..UNTIL, as in 2026-03-02..2026-03-09; leave UNTIL out while waiting.',
    );
  return { from: start.value, until: end === null ? null : (end.value as CivilDate) };
}

function show(due: DueOfRule): void {
  process.stdout.write(`${bold(due.rule)} from ${due.from}\n`);
  process.stdout.write(`  due     ${bold(due.due ?? 'at once')}\n`);
  if (due.latest !== due.due && due.latest !== null) process.stdout.write(`  latest  ${due.latest}\n`);
  if (due.nominal !== due.due && due.nominal !== null) process.stdout.write(`  nominal ${due.nominal}\n`);
  for (const reason of due.because) process.stdout.write(`  ${reason}\n`);
  process.stdout.write(dim(`  ${due.cites.join('; ')}; calendar ${due.calendar}, zone ${due.zone}\n`));
  for (const word of due.missing) process.stdout.write(yellow(`  missing ${word}\n`));
  for (const mark of due.unverified) process.stdout.write(yellow(`  unverified ${mark}\n`));
}
