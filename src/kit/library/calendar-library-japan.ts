// The closed days of Japan's administrative organs: Act 91 of 1988, Art. 1, on top of the national holidays.
import japaneseHolidays from 'japanese-holidays';
import { addDays, type CivilDate } from '../../core/time/civil-date.ts';

/**
 * Saturdays have all been closed since 1 May 1992; the Act of 1988 closed only the second and fourth of a month
 * (https://www.shugiin.go.jp/internet/itdb_housei.nsf/html/houritsu/11319881213091.htm). Earlier days are therefore not covered.
 */
export const JAPAN_FROM = '1992-05-01' as CivilDate;

/** The equinoxes of later years are forecasts: each is fixed by the notice of the February before. */
export const JAPAN_UNTIL = '2051-01-01' as CivilDate;

/** All closed days that are not merely a Saturday or Sunday, by date. */
export function listJapanClosings(): Map<CivilDate, string> {
  const closed = new Map<CivilDate, string>();
  for (let year = 1992; year <= 2050; year += 1) {
    // Art. 1(1)(iii): 29 December to 3 January. Set first, so that 1 January bears the name of the national holiday.
    for (let day = `${year}-12-29` as CivilDate, n = 0; n < 6; n += 1, day = addDays(day, 1))
      closed.set(day, '年末年始の休日');
  }
  for (let year = 1992; year <= 2050; year += 1) {
    for (const { month, date, name } of japaneseHolidays.getHolidaysOf(year)) {
      closed.set(`${year}-${two(month)}-${two(date)}` as CivilDate, name);
    }
  }
  return closed;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
