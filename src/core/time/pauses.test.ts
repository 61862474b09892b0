// Pauses: days the clock stood still, each counted once.
import { describe, expect, it } from 'vitest';
import type { CivilDate } from './civil-date.ts';
import type { Pause } from './due-question.ts';
import { movePastPauses } from './pauses.ts';

const day = (text: string) => text as CivilDate;
const pause = (from: string, until: string | null): Pause => ({
  from: day(from),
  until: until === null ? null : day(until),
});
const end = (...pauses: Pause[]) => movePastPauses(day('2026-03-03'), day('2026-04-03'), pauses);

describe('a pause', () => {
  it('moves the end by its days; the day the answer comes is no longer paused', () => {
    expect(end(pause('2026-03-10', '2026-03-14'))).toEqual({ end: '2026-04-07', days: 4, openSince: null });
  });

  it('is counted once where pauses overlap, in whatever order they come', () => {
    expect(end(pause('2026-03-12', '2026-03-16'), pause('2026-03-10', '2026-03-14')).days).toBe(6);
    expect(end(pause('2026-03-10', '2026-03-20'), pause('2026-03-12', '2026-03-14')).days).toBe(10);
  });

  it('does not count before the start, nor once the end is past', () => {
    expect(end(pause('2026-03-01', '2026-03-05')).days).toBe(2);
    expect(end(pause('2026-02-01', '2026-02-05')).days).toBe(0);
    expect(end(pause('2026-04-04', '2026-04-20')).days).toBe(0);
  });

  it('counts after the old end if an earlier pause had moved the end so far', () => {
    expect(end(pause('2026-03-10', '2026-03-14'), pause('2026-04-05', '2026-04-10')).days).toBe(9);
  });

  it('leaves the end open while the answer has not come', () => {
    expect(end(pause('2026-03-10', null)).openSince).toBe('2026-03-10');
  });
});
