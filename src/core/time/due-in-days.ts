// Due times of periods in days, working days, weeks and months; what the calendar does not cover stays open and is said.
import { addWorkingDays, findClosing, type OutsideCoverage, type WorkingCalendar } from './calendar.ts';
import { addDays, type CivilDate, dateOfInstant, laterDate } from './civil-date.ts';
import { MANNERS, type Manner, TWO_WORKING_DAYS_DISPUTE } from './counting.ts';
import { cite, closeNotes, type DueNotes, openNotes, sayDate } from './due-notes.ts';
import type { DueAnswer, DueInput } from './due-question.ts';
import { findLastDays, type NoLastDay } from './end-of-period.ts';
import { formatInstant } from './instant.ts';
import { movePastPauses } from './pauses.ts';
import { type Measure, writeMeasure } from './period.ts';

/** A day that is known, and whether it is certain that it is not later still. */
interface Reading {
  readonly day: CivilDate | null;
  readonly certain: boolean;
}

/** The answer for one measure. The unit is not hours. */
export function dueInDays(input: DueInput, measure: Measure): DueAnswer {
  const notes = openNotes();
  const start = findStartDay(input, notes);
  const manner = MANNERS[input.counting];
  const last = findLastDays(measure, start, manner, input.calendar);
  cite(
    notes,
    measure.unit === 'weeks' || measure.unit === 'months' ? manner.cites.months : manner.cites.days,
  );
  if (!last.ok) return leaveOpen(last.fault, measure, notes);
  sayCount(manner, start, measure, last.value.safe, notes);
  if (measure.unit === 'working-days') sayMissingPlace(input.calendar, notes);
  const due = finishReading(input, manner, start, last.value.safe, 'due', notes);
  const later = finishReading(input, manner, start, last.value.latest, 'latest', notes);
  const latest =
    later.certain && due.day !== null ? keepTwoWorkingDays(input, measure, start, later, notes) : later;
  return closeNotes(notes, last.value.safe, due.day, latest.certain ? latest.day : null);
}

/**
 * Guidance that names a day to aim at and a last one, such as "about 3 to 5 days" for Japan's preliminary report: `due` is the day to aim
 * at, `latest` the last one named.
 */
export function dueByGuide(input: DueInput, target: number, outer: number): DueAnswer {
  const first = dueInDays(input, { unit: 'days', count: target });
  const second = dueInDays(input, { unit: 'days', count: outer });
  return {
    nominal: first.nominal,
    due: first.due,
    latest: second.latest,
    because: [
      ...new Set([
        `The law says at once and names no number; guidance names ${target} to ${outer} days. Work to day ${target}; day ${outer} is the last one named.`,
        ...first.because,
        ...second.because,
      ]),
    ],
    cites: first.cites,
    missing: [...new Set([...first.missing, ...second.missing])],
  };
}

function findStartDay(input: DueInput, notes: DueNotes): CivilDate {
  if (typeof input.from === 'string') return input.from;
  const day = dateOfInstant(input.from, input.zone);
  notes.because.add(`${formatInstant(input.from, input.zone)} falls on ${sayDate(day)} in ${input.zone}.`);
  return day;
}

function sayCount(manner: Manner, start: CivilDate, measure: Measure, end: CivilDate, notes: DueNotes): void {
  const counted = {
    counted: 'which is day 1',
    'not-counted': 'which is not counted',
    'counted-in-the-safe-reading':
      measure.unit === 'weeks' || measure.unit === 'months'
        ? 'from which the period runs, working day or not'
        : 'which the safe reading counts as day 1',
  }[manner.firstDay];
  notes.because.add(
    `${writeMeasure(measure)} from ${sayDate(start)}, ${counted}, ${measure.count === 1 ? 'ends' : 'end'} on ${sayDate(end)}.`,
  );
}

/** One reading to its end: pauses first, because they lengthen the period; then the roll, because it looks at the last day. */
function finishReading(
  input: DueInput,
  manner: Manner,
  start: CivilDate,
  end: CivilDate,
  reading: 'due' | 'latest',
  notes: DueNotes,
): Reading {
  const pauses = input.options?.pauses ?? [];
  const pausesCount = manner.pauses === 'by-law' || (manner.pauses === 'perhaps' && reading === 'latest');
  let day = end;
  if (pauses.length > 0 && manner.pauses === 'not-provided') {
    notes.because.add('This counting knows no pause; the pauses given were left out.');
  }
  if (pauses.length > 0 && pausesCount) {
    const paused = movePastPauses(start, end, pauses);
    cite(notes, manner.cites.pauses);
    if (paused.openSince !== null) {
      notes.missing.add('pauses.until');
      notes.because.add(
        `The clock has stood still since ${sayDate(paused.openSince)}; no end can be named until the answer has come.`,
      );
      return { day: null, certain: false };
    }
    if (paused.days > 0) {
      const may = manner.pauses === 'perhaps' ? 'may move' : 'moves';
      notes.because.add(
        `The clock stood still for ${paused.days} days; the end ${may} to ${sayDate(paused.end)}.`,
      );
    }
    day = paused.end;
  }
  const option = input.options?.roll ?? 'no';
  const rolls =
    manner.roll === 'always' ||
    (manner.roll === 'by-option' && (option === 'yes' || (option === 'latest-only' && reading === 'latest')));
  return rolls ? roll(input.calendar, manner, day, notes) : { day, certain: true };
}

/** Moves `day` to the first open day from there on. Where that is not known the day stands: the end can only be later. */
function roll(calendar: WorkingCalendar | null, manner: Manner, day: CivilDate, notes: DueNotes): Reading {
  if (calendar === null) {
    notes.missing.add('calendar');
    notes.because.add(
      `It is not known whether ${sayDate(day)} is a working day there; the end can only move later, so work to this day.`,
    );
    return { day, certain: false };
  }
  sayMissingPlace(calendar, notes);
  for (let open = day; ; open = addDays(open, 1)) {
    const closing = findClosing(calendar, open);
    if (!closing.ok) {
      sayOutside(closing.fault, notes);
      return { day: open, certain: false };
    }
    if (closing.value === null) {
      if (open !== day) {
        notes.because.add(`The end moves to the next working day, ${sayDate(open)}.`);
        cite(notes, manner.cites.roll);
      }
      return { day: open, certain: true };
    }
    const { kind, name } = closing.value;
    notes.because.add(
      kind === 'weekend' ? `${sayDate(open)} is a ${name}` : `${sayDate(open)} is a holiday: ${name}`,
    );
  }
}

/** Art. 3(5) for periods in days, where nobody disputes it. It moves the latest reading; the safe one does without. */
function keepTwoWorkingDays(
  input: DueInput,
  measure: Measure,
  start: CivilDate,
  latest: Reading,
  notes: DueNotes,
): Reading {
  const manner = MANNERS[input.counting];
  if (!manner.twoWorkingDays || measure.unit !== 'days' || measure.count < 2) return latest;
  if (latest.day === null || input.calendar === null) return latest;
  const second = addWorkingDays(input.calendar, start, 2);
  if (!second.ok) {
    sayOutside(second.fault, notes);
    return { day: latest.day, certain: false };
  }
  if (second.value > latest.day) {
    cite(notes, [TWO_WORKING_DAYS_DISPUTE.cite]);
    notes.because.add(
      `A period of two days or more includes at least two working days; the second one is ${sayDate(second.value)}.`,
    );
  }
  return { day: laterDate(latest.day, second.value), certain: true };
}

function leaveOpen(fault: NoLastDay, measure: Measure, notes: DueNotes): DueAnswer {
  if (fault.kind === 'no-calendar') {
    notes.missing.add('calendar');
    notes.because.add(
      `${writeMeasure(measure)} cannot be counted: the working days of the place are not known.`,
    );
  } else {
    sayOutside(fault.coverage, notes);
  }
  return closeNotes(notes, null, null, null);
}

function sayOutside(outside: OutsideCoverage, notes: DueNotes): void {
  notes.missing.add('calendar.coverage');
  notes.because.add(
    `The calendar ${outside.calendar} covers ${outside.from} to before ${outside.until}; whether ${sayDate(outside.date)} is a working day is not known. The end can only move later.`,
  );
}

function sayMissingPlace(calendar: WorkingCalendar | null, notes: DueNotes): void {
  if (!calendar?.placeMissing) return;
  notes.missing.add('calendar.place');
  notes.because.add(
    'The place is missing, so no holidays are known, only weekends; a holiday can only move the end later.',
  );
}
