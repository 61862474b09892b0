// Due times of periods in hours: elapsed hours, across weekends, holidays and changes of summer time; nothing is ever moved to a working day.
import { addWorkingDays } from './calendar.ts';
import { addDays, type CivilDate, dateOfInstant, firstMomentOf } from './civil-date.ts';
import { MANNERS, TWO_WORKING_DAYS_DISPUTE } from './counting.ts';
import { cite, closeNotes, type DueNotes, openNotes, sayDate } from './due-notes.ts';
import type { DueAnswer, DueInput } from './due-question.ts';
import { addHours, endOfClockHour, formatInstant, type Instant } from './instant.ts';
import { writeMeasure } from './period.ts';

/** The answer for `hours` hours. `due` counts from the event; `latest` leaves out the clock hour of the event where the law does. */
export function dueInHours(input: DueInput, hours: number): DueAnswer {
  const { zone } = input;
  const manner = MANNERS[input.counting];
  const notes = openNotes();
  const start = findStart(input, notes);
  const due = addHours(start, hours);
  notes.because.add(
    `${writeMeasure({ unit: 'hours', count: hours })} from ${formatInstant(start, zone)} ${hours === 1 ? 'ends' : 'end'} at ${formatInstant(due, zone)}; nights, weekends and holidays count.`,
  );
  cite(notes, manner.cites.hours);
  let latest = due;
  if (manner.hours === 'hour-of-event-not-counted') {
    const counted = endOfClockHour(start, zone);
    latest = addHours(counted, hours);
    notes.because.add(
      `The hour in which the event falls need not be counted: counted from ${formatInstant(counted, zone)}, the end is ${formatInstant(latest, zone)}.`,
    );
  }
  if (manner.twoWorkingDays && hours >= 48 && input.options?.twoWorkingDays === true) {
    latest = includeTwoWorkingDays(input, start, latest, notes);
  }
  if ((input.options?.pauses ?? []).length > 0)
    notes.because.add('A pause does not stop a period in hours; it was left out.');
  return closeNotes(notes, formatInstant(due, zone), formatInstant(due, zone), formatInstant(latest, zone));
}

function findStart(input: DueInput, notes: DueNotes): Instant {
  if (typeof input.from === 'number') return input.from;
  notes.missing.add('from.time');
  notes.because.add(
    `Only the day is known, not the hour: the period is counted from the first moment of ${sayDate(input.from)}, the earliest it can have begun.`,
  );
  return firstMomentOf(input.from, input.zone);
}

/**
 * The disputed reading of Art. 3(5): two whole working days after the day of the event belong to the period. How the extended end is
 * counted is stated by none of the sources; this takes the latest that can be argued, the end of the second of those days.
 */
function includeTwoWorkingDays(input: DueInput, start: Instant, latest: Instant, notes: DueNotes): Instant {
  if (input.calendar === null) {
    notes.missing.add('calendar');
    return latest;
  }
  const eventDay: CivilDate = dateOfInstant(start, input.zone);
  const second = addWorkingDays(input.calendar, eventDay, 2);
  if (!second.ok) {
    notes.missing.add('calendar.coverage');
    return latest;
  }
  if (input.calendar.placeMissing) notes.missing.add('calendar.place');
  const end = firstMomentOf(addDays(second.value, 1), input.zone);
  if (end <= latest) return latest;
  cite(notes, [TWO_WORKING_DAYS_DISPUTE.cite]);
  const deny = TWO_WORKING_DAYS_DISPUTE.no.map((voice) => voice.who).join('; ');
  const hold = TWO_WORKING_DAYS_DISPUTE.yes.map((voice) => voice.who).join('; ');
  notes.because.add(
    `Disputed: the period must include two working days and so lasts to the end of ${sayDate(second.value)} (for it: ${hold}; against it: ${deny}).`,
  );
  return end;
}
