// The due time of a rule of the law: its period, counting and place brought together with the calendars kept on this machine.
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { DutyRule } from '../../core/law/law.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import { parseCivilDate } from '../../core/time/civil-date.ts';
import { computeDue, type DueAnswer, type Pause } from '../../core/time/due.ts';
import { type Instant, parseInstant } from '../../core/time/instant.ts';
import { measureOf, type Period } from '../../core/time/period.ts';
import { parseZone } from '../../core/time/zone.ts';
import { EU_WEEKENDS, loadCalendar, placeZone } from './calendar-library.ts';
import type { CalendarCorrections } from './calendar-library-corrections.ts';

export interface DueQuestion {
  readonly rule: string;
  readonly from: string;
  readonly zone?: string | undefined;
  readonly calendar?: string | undefined;
  readonly months?: number | undefined;
  readonly extended?: boolean | undefined;
  readonly pauses?: readonly Pause[] | undefined;
  readonly twoWorkingDays?: boolean | undefined;
}

export interface DueOfRule extends DueAnswer {
  readonly rule: string;
  readonly from: string;
  readonly calendar: string;
  readonly zone: string;
  readonly unverified: readonly string[];
}

/** Rules with a period, in the order of the law files. */
export function rulesWithPeriod(rulebook: Rulebook): DutyRule[] {
  return [...rulebook.rules.values()].filter(
    (rule): rule is DutyRule => rule.kind === 'duty' && rule.due !== undefined,
  );
}

/**
 * Answers `due`. All faults at once: `unknown-rule`, `no-period`, `bad-date`, `bad-zone`, `bad-calendar`, `bad-number`, `no-extension`.
 * The place is `calendar`, or the rule's own, or none; the zone is `zone`, or the place's.
 */
export function dueOfRule(
  question: DueQuestion,
  rulebook: Rulebook,
  corrections: CalendarCorrections,
): Result<DueOfRule> {
  const issues: Issue[] = [];
  const report = (path: string, code: string, message: string, hint: string): void => {
    issues.push({ code, at: { path }, message, hint });
  };
  const rule = findRule(question.rule, rulebook, report);
  const place = question.calendar ?? ownPlace(rule) ?? EU_WEEKENDS;
  const calendar = loadCalendar(place, corrections);
  if (!calendar.ok)
    report(
      'calendar',
      'bad-calendar',
      `No calendar is known for '${place}'.`,
      'Name a country or a part of one, as in DE-NW, GB-ENG or JP.',
    );
  const zone = question.zone === undefined ? placeZone(place) : parseZone(question.zone);
  if (!zone.ok)
    report(
      'zone',
      'bad-zone',
      `'${question.zone ?? place}' is not a time zone.`,
      'Use an IANA name, as in Europe/Berlin.',
    );
  const from = readFrom(question.from, report);
  const period = rule?.due === undefined ? undefined : periodAsked(question, rule.due, report);
  if (
    issues.length > 0 ||
    !rule?.due ||
    !calendar.ok ||
    !zone.ok ||
    from === undefined ||
    period === undefined
  )
    return fail(issues);
  const guide = rule.due.guide;
  const answer = computeDue({
    period,
    counting: rule.due.counting,
    from,
    zone: zone.value,
    calendar: calendar.value,
    options: {
      ...(question.pauses !== undefined && { pauses: question.pauses }),
      ...(question.twoWorkingDays === true && { twoWorkingDays: true }),
      // Where the law does not say whether an end on a closed day moves: work to the earlier day, the law may allow the later.
      ...(rule.due.counting === 'plain' && { roll: 'latest-only' as const }),
      ...(guide !== undefined && { guide: { target: guide.targetDay, outer: guide.outerDay } }),
    },
  });
  return succeed({
    rule: rule.id,
    from: question.from,
    ...answer,
    cites: [...new Set([...rule.cites, ...answer.cites])],
    calendar: place,
    zone: zone.value as string,
    unverified: rule.unverified === undefined ? [] : [`${rule.id}: ${rule.unverified}`],
  });
}

type Report = (path: string, code: string, message: string, hint: string) => void;

function findRule(id: string, rulebook: Rulebook, report: Report): DutyRule | undefined {
  const rule = rulebook.rules.get(id);
  if (rule === undefined) {
    report(
      'rule',
      'unknown-rule',
      `There is no rule '${id}'.`,
      '`sekisho law list --due` names all rules with a period.',
    );
    return undefined;
  }
  if (rule.kind !== 'duty' || rule.due === undefined) {
    report(
      'rule',
      'no-period',
      `The rule '${id}' gives no period.`,
      '`sekisho law list --due` names all rules with a period.',
    );
    return undefined;
  }
  return rule;
}

/** Where the rule's law has one place only: its calendar; for laws of one country that country. */
function ownPlace(rule: DutyRule | undefined): string | undefined {
  const named = rule?.due?.calendar;
  if (named !== undefined && named !== 'place') return named;
  const home = rule?.id.split('.')[0];
  if (home === 'jp') return 'JP';
  if (home === 'uk') return 'GB-ENG';
  if (home === 'ch') return 'CH';
  return undefined;
}

function readFrom(text: string, report: Report): CivilDate | Instant | undefined {
  const date = parseCivilDate(text);
  if (date.ok) return date.value;
  const instant = parseInstant(text);
  if (instant.ok) return instant.value;
  report(
    'from',
    'bad-date',
    `'${text}' is neither a date nor a moment.`,
    'Write 2026-01-31, or 2026-06-12T16:30+02:00 with its offset.',
  );
  return undefined;
}

function periodAsked(
  question: DueQuestion,
  due: NonNullable<DutyRule['due']>,
  report: Report,
): Period | undefined {
  const own = measureOf(due.period);
  if (question.months !== undefined) {
    const most = due.totalMonthsMax ?? (own?.unit === 'months' ? own.count : 0);
    if (
      own?.unit !== 'months' ||
      question.months < 1 ||
      question.months > most ||
      !Number.isInteger(question.months)
    ) {
      const hint = most > 0 ? `This rule allows from 1 to ${most}.` : 'This rule is not counted in months.';
      report('months', 'bad-number', `${question.months} months cannot be asked of this rule.`, hint);
      return undefined;
    }
    return { months: question.months };
  }
  if (question.extended !== true) return due.period;
  if (due.extension === undefined) {
    report(
      'extended',
      'no-extension',
      'The law knows no extension of this period.',
      'Ask without --extended.',
    );
    return undefined;
  }
  const more = measureOf(due.extension.period);
  if (own === null || more === null || own.unit !== more.unit) return due.extension.period;
  return { [own.unit]: own.count + more.count } as unknown as Period;
}
