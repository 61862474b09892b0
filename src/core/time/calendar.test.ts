// Working calendars: open and closed days, counting working days, and silence outside the years they cover.
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  findClosing,
  isWorkingDay,
  nextWorkingDay,
  type WorkingCalendar,
} from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import type { Zone } from './zone.ts';

const day = (text: string) => text as CivilDate;

const DE_NW: WorkingCalendar = {
  id: 'DE-NW',
  zone: 'Europe/Berlin' as Zone,
  weekend: [6, 7],
  closed: new Map([
    [day('2026-04-03'), 'Karfreitag'],
    [day('2026-04-06'), 'Ostermontag'],
    [day('2026-10-03'), 'Tag der Deutschen Einheit'],
  ]),
  from: day('2026-01-01'),
  until: day('2027-01-01'),
  version: 'test',
};

describe('a working calendar', () => {
  it('tells working days from weekends and holidays, and why', () => {
    expect(isWorkingDay(DE_NW, day('2026-04-02'))).toEqual({ ok: true, value: true });
    expect(findClosing(DE_NW, day('2026-04-03'))).toEqual({
      ok: true,
      value: { kind: 'holiday', name: 'Karfreitag' },
    });
    expect(findClosing(DE_NW, day('2026-04-04'))).toEqual({
      ok: true,
      value: { kind: 'weekend', name: 'Saturday' },
    });
    // A holiday on a Saturday is closed as a weekend first.
    expect(findClosing(DE_NW, day('2026-10-03'))).toEqual({
      ok: true,
      value: { kind: 'weekend', name: 'Saturday' },
    });
  });

  it('finds the next working day, and keeps one that is open', () => {
    expect(nextWorkingDay(DE_NW, day('2026-04-03'))).toEqual({ ok: true, value: '2026-04-07' });
    expect(nextWorkingDay(DE_NW, day('2026-04-07'))).toEqual({ ok: true, value: '2026-04-07' });
  });

  it('counts working days without the first', () => {
    expect(addWorkingDays(DE_NW, day('2026-04-02'), 1)).toEqual({ ok: true, value: '2026-04-07' });
    expect(addWorkingDays(DE_NW, day('2026-04-04'), 2)).toEqual({ ok: true, value: '2026-04-08' });
  });

  it('says that it does not know outside its coverage; the end of the coverage is exclusive', () => {
    expect(isWorkingDay(DE_NW, day('2026-12-31')).ok).toBe(true);
    const fault = { calendar: 'DE-NW', date: '2027-01-01', from: '2026-01-01', until: '2027-01-01' };
    expect(isWorkingDay(DE_NW, day('2027-01-01'))).toEqual({ ok: false, fault });
    expect(addWorkingDays(DE_NW, day('2026-12-30'), 2)).toEqual({ ok: false, fault });
    expect(nextWorkingDay(DE_NW, day('2025-12-31')).ok).toBe(false);
  });
});
