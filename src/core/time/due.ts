// Due times: from a period, a counting and an event to the time to work to and the latest the law allows; total, and it never asks the clock.
import { assert } from '../base/assert.ts';
import { dueByGuide, dueInDays } from './due-in-days.ts';
import { dueInHours } from './due-in-hours.ts';
import { closeNotes, openNotes } from './due-notes.ts';
import type { DueAnswer, DueInput } from './due-question.ts';
import { measureOf } from './period.ts';

export type { DueAnswer, DueInput, DueOptions, Guide, MissingWord, Pause, Roll } from './due-question.ts';

/**
 * Computes when something is due. The same input gives the same answer, whatever the machine's zone or day.
 *
 * @example
 * computeDue({ period: { months: 1 }, counting: 'eu-1182-71', from: '2026-01-31', zone: 'Europe/Berlin', calendar: nordrheinWestfalen })
 * // { nominal: '2026-02-28', due: '2026-03-02', latest: '2026-03-02', because: […, '28 Feb 2026 is a Saturday', …], … }
 */
export function computeDue(input: DueInput): DueAnswer {
  const guide = input.options?.guide;
  if (guide !== undefined) {
    assert(
      guide.target >= 1 && guide.target <= guide.outer,
      'a guide names a first day that is not after its last',
    );
    return dueByGuide(input, guide.target, guide.outer);
  }
  const measure = measureOf(input.period);
  if (measure === null) return dueAtOnce();
  return measure.unit === 'hours' ? dueInHours(input, measure.count) : dueInDays(input, measure);
}

function dueAtOnce(): DueAnswer {
  const notes = openNotes();
  notes.because.add(
    'The law says without undue delay and names no number: act at once; no date can be computed.',
  );
  return closeNotes(notes, null, null, null);
}
