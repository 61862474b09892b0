// The days by which pauses move the end of a period; overlapping pauses count once, and a pause after the end counts nothing.
import { addDays, type CivilDate, daysBetween, laterDate } from './civil-date.ts';
import type { Pause } from './due-question.ts';

export interface PausedEnd {
  /** The end after all closed pauses. */
  readonly end: CivilDate;
  /** Days by which it moved. */
  readonly days: number;
  /** The first day of a pause that has not ended, if one runs; the end is then not known yet. */
  readonly openSince: CivilDate | null;
}

/** Moves `end` by the days of the pauses that fall into the period that runs from `start`. The day a pause ends is no longer paused. */
export function movePastPauses(start: CivilDate, end: CivilDate, pauses: readonly Pause[]): PausedEnd {
  let moved = end;
  let counted = start;
  for (const pause of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const from = laterDate(pause.from, counted);
    if (from > moved) continue;
    if (pause.until === null) return { end: moved, days: daysBetween(end, moved), openSince: pause.from };
    if (pause.until <= from) continue;
    moved = addDays(moved, daysBetween(from, pause.until));
    counted = pause.until;
  }
  return { end: moved, days: daysBetween(end, moved), openSince: null };
}
