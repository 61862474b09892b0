// What is asked when a due time is computed, and the shape of the answer; no computing here.
import type { WorkingCalendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import type { Counting } from './counting.ts';
import type { Instant } from './instant.ts';
import type { Period } from './period.ts';
import type { Zone } from './zone.ts';

export interface DueInput {
  readonly period: Period;
  readonly counting: Counting;
  /** When the event happened that starts the period: a day, or a moment. */
  readonly from: CivilDate | Instant;
  /** The zone in which days are told apart and instants are written. */
  readonly zone: Zone;
  /** The working days of the place; null where it is not known. */
  readonly calendar: WorkingCalendar | null;
  readonly options?: DueOptions;
}

export interface DueOptions {
  /** Take the disputed reading of Regulation 1182/71, Art. 3(5), for hours. Off unless true; it moves `latest` only. */
  readonly twoWorkingDays?: boolean;
  /** Days on which the clock stood still. */
  readonly pauses?: readonly Pause[];
  /** Guidance in place of a limit: `target` is the day to work to, `outer` the last one named. Wins over the period's number. */
  readonly guide?: Guide;
  /** For the counting `plain`: whether an end on a closed day moves. */
  readonly roll?: Roll;
}

/** From the day the requester was asked until, exclusive, the day the answer came; null while it has not come. */
export interface Pause {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

export interface Guide {
  readonly target: number;
  readonly outer: number;
}

/** `latest-only`: it is not certain that the end moves; work to the earlier day, the law may allow the later. */
export type Roll = 'no' | 'yes' | 'latest-only';

/** The closed list of what can be missing from a question. */
export type MissingWord = 'from.time' | 'calendar' | 'calendar.place' | 'calendar.coverage' | 'pauses.until';

/**
 * The answer. Times are days (`2026-03-02`: until the end of that day in the zone) or, for periods in hours, instants with the
 * offset of the zone. Null where the law names no number or the question lacks what it takes; `because` says which.
 */
export interface DueAnswer {
  /** The end as counted, before closed days, pauses and disputed readings. */
  readonly nominal: string | null;
  /** What to work to: the safe reading. */
  readonly due: string | null;
  /** The latest reading the law allows; never earlier than `due`. */
  readonly latest: string | null;
  /** Plain sentences, in the order of the reasoning. */
  readonly because: readonly string[];
  readonly cites: readonly string[];
  readonly missing: readonly MissingWord[];
}
