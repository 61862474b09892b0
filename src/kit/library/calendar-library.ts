// Working calendars by place, built from the holiday packages and the hand-kept tables of laws/calendars; it hands core plain data.
import Holidays from 'date-holidays';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { WorkingCalendar } from '../../core/time/calendar.ts';
import { addDays, type CivilDate, FIRST_DATE, LAST_DATE, laterDate } from '../../core/time/civil-date.ts';
import { parseZone, type Zone } from '../../core/time/zone.ts';
import type { CalendarCorrections } from './calendar-library-corrections.ts';
import { JAPAN_FROM, JAPAN_UNTIL, listJapanClosings } from './calendar-library-japan.ts';

/** The institutions of the Union, in Brussels. */
const EU_INSTITUTIONS = 'EU';
/** No place is known: only Saturdays and Sundays are closed, and every answer says that the place is missing. */
export const EU_WEEKENDS = 'EU-WEEKENDS';

/** Kept equal to the installed package by a test; part of the version of every calendar. */
export const LIBRARY_VERSIONS = { dateHolidays: '3.37.0', japaneseHolidays: '1.0.10' } as const;

const LIBRARY_FROM = '2000-01-01' as CivilDate;
const LIBRARY_UNTIL = '2051-01-01' as CivilDate;
const SATURDAY_AND_SUNDAY: readonly number[] = [6, 7];

/** Countries whose parts share no common list in the package: the whole country is closed only when every part is, the safe reading. */
const COUNTRIES_OF_PARTS: Readonly<Record<string, readonly string[] | 'all'>> = {
  GB: ['ENG', 'SCT', 'NIR', 'WLS'],
  CH: 'all',
};

/**
 * The working calendar of a place: a country (`FR`), a part (`DE-NW`, `GB-SCT`, `CH-ZH`), a region (`DE-BY-KATH`), `JP` (administrative
 * organs), `EU` (institutions) or `EU-WEEKENDS`. Of the package only whole-day public holidays count: half-days, bank, school and
 * optional days are working days in law, and taking a day as open is the safe reading.
 * Fault codes: `calendar-unknown`, `calendar-part-unknown`, `calendar-table-missing`.
 */
export function loadCalendar(id: string, corrections: CalendarCorrections): Result<WorkingCalendar> {
  const kept = builtCalendars.get(corrections)?.get(id);
  if (kept !== undefined) return succeed(kept);
  const built = buildCalendar(id, corrections);
  if (built.ok) keep(corrections, built.value);
  return built;
}

/** The zone in which a place tells its days apart; for a country of several zones the package's first, its capital's or largest city's. */
export function placeZone(id: string): Result<Zone> {
  if (id === EU_INSTITUTIONS || id === EU_WEEKENDS) return parseZone('Europe/Brussels');
  const found = findPlace(id);
  return found.ok ? parseZone(found.value.getTimezones()[0]) : found;
}

/** Building a calendar takes about 0.2 s; the same tables and place give the same one. */
const builtCalendars = new WeakMap<CalendarCorrections, Map<string, WorkingCalendar>>();

function keep(corrections: CalendarCorrections, calendar: WorkingCalendar): void {
  const of = builtCalendars.get(corrections) ?? new Map<string, WorkingCalendar>();
  builtCalendars.set(corrections, of.set(calendar.id, calendar));
}

function buildCalendar(id: string, corrections: CalendarCorrections): Result<WorkingCalendar> {
  const zone = placeZone(id);
  if (!zone.ok) return zone;
  if (id === EU_WEEKENDS) return succeed(buildWeekends(id, zone.value));
  if (id === EU_INSTITUTIONS) return buildInstitutions(id, zone.value, corrections);
  const japan = id === 'JP';
  const closed = japan ? listJapanClosings() : listClosings(id);
  correct(closed, id, corrections);
  const week =
    corrections.weeks.find((row) => row.place === id) ??
    corrections.weeks.find((row) => isPartOf(id, row.place));
  return succeed({
    id,
    zone: zone.value,
    weekend: week?.weekend ?? SATURDAY_AND_SUNDAY,
    closed,
    from: laterDate(japan ? JAPAN_FROM : LIBRARY_FROM, week?.from ?? FIRST_DATE),
    until: japan ? JAPAN_UNTIL : LIBRARY_UNTIL,
    version: `${japan ? `japanese-holidays ${LIBRARY_VERSIONS.japaneseHolidays}` : `date-holidays ${LIBRARY_VERSIONS.dateHolidays}`} + calendars ${corrections.version}`,
  });
}

function buildWeekends(id: string, zone: Zone): WorkingCalendar {
  return {
    id,
    zone,
    weekend: SATURDAY_AND_SUNDAY,
    closed: new Map(),
    from: FIRST_DATE,
    until: LAST_DATE,
    version: 'weekends',
    placeMissing: true,
  };
}

function buildInstitutions(
  id: string,
  zone: Zone,
  corrections: CalendarCorrections,
): Result<WorkingCalendar> {
  const years = [...corrections.institutions].sort((a, b) => a.year - b.year);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || years.some((row, n) => row.year !== first.year + n)) {
    return refuse(
      'calendar-table-missing',
      'The holidays of the Union institutions are not loaded, or a year between is missing.',
      'Read laws/calendars/eu-institutions.yaml.',
    );
  }
  const closed = new Map<CivilDate, string>();
  for (const { verified, days } of years) {
    for (const [date, name] of days) closed.set(date, verified ? name : `${name} (unverified)`);
  }
  correct(closed, id, corrections);
  const from = `${first.year}-01-01` as CivilDate;
  const until = `${last.year + 1}-01-01` as CivilDate;
  return succeed({
    id,
    zone,
    weekend: SATURDAY_AND_SUNDAY,
    closed,
    from,
    until,
    version: `calendars ${corrections.version}`,
  });
}

/** The package's rules for a place. The package itself takes an unknown part for the whole country without a word; this does not. */
function findPlace(id: string): Result<Holidays> {
  const [country = '', part, region] = id.split('-');
  const list = new Holidays();
  if (list.getCountries()[country] === undefined || new Holidays(country).getTimezones().length === 0) {
    return refuse(
      'calendar-unknown',
      `No calendar is known for "${id}".`,
      'Write a country by its two letters (FR), a part (DE-NW, GB-SCT), EU or EU-WEEKENDS.',
    );
  }
  const parts: Record<string, string> = list.getStates(country) ?? {};
  if (part !== undefined && parts[part] === undefined) {
    return refuse(
      'calendar-part-unknown',
      `"${id}" is not a part of ${country} with a calendar.`,
      `Known parts: ${Object.keys(parts).join(', ') || 'none'}.`,
    );
  }
  const regions: Record<string, string> = part === undefined ? {} : (list.getRegions(country, part) ?? {});
  if (region !== undefined && regions[region] === undefined) {
    return refuse(
      'calendar-part-unknown',
      `"${id}" is not a region of ${country}-${part} with a calendar.`,
      `Known regions: ${Object.keys(regions).join(', ') || 'none'}.`,
    );
  }
  if (region !== undefined && part !== undefined) return succeed(new Holidays(country, part, region));
  return succeed(part === undefined ? new Holidays(country) : new Holidays(country, part));
}

function listClosings(id: string): Map<CivilDate, string> {
  const parts = COUNTRIES_OF_PARTS[id];
  if (parts === undefined) return listPackageDays(id);
  const names = parts === 'all' ? Object.keys(new Holidays().getStates(id) ?? {}) : parts;
  const [first, ...others] = names.map((part) => listPackageDays(`${id}-${part}`));
  return new Map([...(first ?? [])].filter(([date]) => others.every((other) => other.has(date))));
}

function listPackageDays(id: string): Map<CivilDate, string> {
  const place = findPlace(id);
  const closed = new Map<CivilDate, string>();
  if (!place.ok) return closed;
  for (let year = 2000; year <= 2050; year += 1) {
    for (const { date, start, end, name, type } of place.value.getHolidays(year)) {
      // A day that changes to summer time has 23 hours; what is shorter than that is a half-day.
      const hours = (Number(end) - Number(start)) / 3_600_000;
      if (type !== 'public' || hours < 23) continue;
      const first = date.slice(0, 10) as CivilDate;
      for (let n = 0; n < Math.round(hours / 24); n += 1) closed.set(addDays(first, n), name);
    }
  }
  return closed;
}

function correct(closed: Map<CivilDate, string>, id: string, { corrections }: CalendarCorrections): void {
  for (const { place, date, change, name } of corrections) {
    if (!isPartOf(id, place)) continue;
    if (change === 'add') closed.set(date, name);
    else closed.delete(date);
  }
}

/** Whether `id` is `place` or lies in it: `GB-SCT` in `GB`. */
function isPartOf(id: string, place: string): boolean {
  return id === place || id.startsWith(`${place}-`);
}

function refuse(code: string, message: string, hint: string): Result<never, readonly Issue[]> {
  return fail([{ code, at: { path: 'calendar' }, message, hint }]);
}
