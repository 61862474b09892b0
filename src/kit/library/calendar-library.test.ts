// The calendars against lists that were published, and the due times that rest on them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import japaneseHolidays from 'japanese-holidays';
import { describe, expect, it } from 'vitest';
import { findClosing, isWorkingDay, type WorkingCalendar } from '../../core/time/calendar.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Counting } from '../../core/time/counting.ts';
import { computeDue } from '../../core/time/due.ts';
import type { Period } from '../../core/time/period.ts';
import { LIBRARY_VERSIONS, loadCalendar, placeZone } from './calendar-library.ts';
import { NO_CORRECTIONS, readCorrections } from './calendar-library-corrections.ts';

const folder = new URL('../../../laws/calendars', import.meta.url).pathname;
const tables = readCorrections(folder);
if (!tables.ok) throw new Error(JSON.stringify(tables.fault));
const corrections = tables.value;

const day = (text: string) => text as CivilDate;

function calendar(id: string): WorkingCalendar {
  const loaded = loadCalendar(id, corrections);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  return loaded.value;
}

const isOpen = (id: string, date: string) => isWorkingDay(calendar(id), day(date));
const OPEN = { ok: true, value: true };
const CLOSED = { ok: true, value: false };
const closingsOf = (id: string, year: string) =>
  [...calendar(id).closed.keys()].filter((date) => date.startsWith(year)).sort();

describe('the calendar of a place', () => {
  it('has the eleven public holidays of North Rhine-Westphalia, and no half-days', () => {
    // The nine days of the whole country, Fronleichnam and Allerheiligen.
    expect(closingsOf('DE-NW', '2026')).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-06-04',
      '2026-10-03',
      '2026-11-01',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(isOpen('DE-NW', '2026-12-24')).toEqual(OPEN);
  });

  it.each([
    ['Fronleichnam', '2026-06-04', 'DE-NW', 'DE-BE'],
    ['Frauentag', '2027-03-08', 'DE-BE', 'DE-NW'],
    ['the Scottish summer holiday', '2026-08-03', 'GB-SCT', 'GB-ENG'],
    ['the English summer holiday', '2026-08-31', 'GB-ENG', 'GB-SCT'],
    ['Easter Monday', '2026-04-06', 'GB-ENG', 'GB-SCT'],
    ['Allerheiligen', '2027-11-01', 'DE-BY', 'DE-BE'],
    ['14 July', '2026-07-14', 'FR', 'IE'],
    ["St Brigid's Day", '2026-02-02', 'IE', 'FR'],
    ['Independence Day observed', '2026-07-03', 'US', 'FR'],
    ['Mariä Himmelfahrt', '2028-08-15', 'DE-BY-KATH', 'DE-BY'],
  ])('%s (%s) is a holiday in %s and not in %s', (_name, date, there, elsewhere) => {
    expect(isOpen(there, date)).toEqual(CLOSED);
    expect(isOpen(elsewhere, date)).toEqual(OPEN);
  });

  it.each([
    ['IE', '2026-04-03', 'Good Friday, a bank holiday only'],
    ['SE', '2026-06-19', 'midsommarafton, a bank holiday only'],
    ['CN', '2026-05-04', 'a half-day that begins at noon'],
    ['DE-NW', '2026-12-31', 'a half-day of the banks'],
    ['NL', '2026-05-05', 'a school holiday only'],
    ['CH-ZH', '2029-01-02', 'an optional day'],
  ])('%s is open on %s: %s', (id, date) => {
    expect(isOpen(id, date)).toEqual(OPEN);
  });

  it('closes a whole country of differing parts only where every part is closed', () => {
    expect(isOpen('GB', '2026-05-04')).toEqual(CLOSED);
    expect(isOpen('GB', '2026-04-06')).toEqual(OPEN);
    expect(isOpen('CH', '2028-08-01')).toEqual(CLOSED);
    expect(isOpen('CH', '2028-05-01')).toEqual(OPEN);
    expect(isOpen('CH-ZH', '2028-05-01')).toEqual(CLOSED);
  });

  it('says how far it reaches and what it was made of', () => {
    expect(calendar('DE-NW')).toMatchObject({
      id: 'DE-NW',
      zone: 'Europe/Berlin',
      weekend: [6, 7],
      from: '2000-01-01',
      until: '2051-01-01',
    });
    expect(calendar('DE-NW').version).toMatch(/^date-holidays 3\.37\.0 \+ calendars [0-9a-f]{12}$/);
    expect(isOpen('DE-NW', '2051-01-02').ok).toBe(false);
  });

  it('is the same object when asked twice, because building takes a while', () => {
    expect(calendar('DE-NW')).toBe(calendar('DE-NW'));
  });

  it('names the versions that are installed', () => {
    const load = createRequire(import.meta.url);
    expect(LIBRARY_VERSIONS.dateHolidays).toBe(load('date-holidays/package.json').version);
    expect(LIBRARY_VERSIONS.japaneseHolidays).toBe(load('japanese-holidays/package.json').version);
  });

  it.each([
    ['ZZ', 'calendar-unknown'],
    ['de-nw', 'calendar-unknown'],
    ['', 'calendar-unknown'],
    ['QA', 'calendar-unknown'],
    ['DE-QQ', 'calendar-part-unknown'],
    ['JP-13', 'calendar-part-unknown'],
    ['DE-BY-Q', 'calendar-part-unknown'],
  ])('%j is refused with %s', (id, code) => {
    const loaded = loadCalendar(id, corrections);
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) expect(loaded.fault[0]?.code).toBe(code);
  });

  it('has a working week of its own where the place has one', () => {
    expect(isOpen('IL', '2026-03-06')).toEqual(CLOSED);
    expect(isOpen('IL', '2026-03-08')).toEqual(OPEN);
    expect(calendar('AE').from).toBe('2022-01-01');
  });
});

describe('the calendar of Japan', () => {
  it.each([
    ['2032-09-21', '国民の休日'],
    ['2026-09-22', '国民の休日'],
    ['2026-05-06', '振替休日'],
    ['2019-05-01', '即位の日'],
    ['2020-07-24', 'スポーツの日'],
    ['2026-12-29', '年末年始の休日'],
    ['2026-12-31', '年末年始の休日'],
    ['2027-01-01', '元日'],
    ['2024-01-02', '年末年始の休日'],
    ['2024-01-03', '年末年始の休日'],
  ])('%s is %s', (date, name) => {
    expect(findClosing(calendar('JP'), day(date))).toEqual({ ok: true, value: { kind: 'holiday', name } });
  });

  it('is open on 28 December, on 4 January, and on the Monday of October 2020 that lost its holiday to the Games', () => {
    expect(isOpen('JP', '2026-12-28')).toEqual(OPEN);
    expect(isOpen('JP', '2027-01-04')).toEqual(OPEN);
    expect(isOpen('JP', '2020-10-12')).toEqual(OPEN);
  });

  it('reaches from the day all Saturdays were closed to the end of 2050', () => {
    expect(isOpen('JP', '1992-04-30').ok).toBe(false);
    expect(isOpen('JP', '1992-05-01')).toEqual(OPEN);
    expect(isOpen('JP', '2050-12-30')).toEqual(CLOSED);
    expect(isOpen('JP', '2051-01-01').ok).toBe(false);
  });
});

describe('the national holidays of Japan', () => {
  it('are the same in two packages, but for the two days between holidays that one of them forgets', () => {
    const other = new Holidays('JP');
    const apart: string[] = [];
    for (let year = 1992; year <= 2050; year += 1) {
      const ours = new Set(
        japaneseHolidays.getHolidaysOf(year).map(({ month, date }) => writeDay(year, month, date)),
      );
      const theirs = new Set(
        other.getHolidays(year).flatMap(({ type, date }) => (type === 'public' ? [date.slice(0, 10)] : [])),
      );
      apart.push(
        ...[...ours].filter((date) => !theirs.has(date)),
        ...[...theirs].filter((date) => !ours.has(date)),
      );
    }
    expect(apart).toEqual(['2032-09-21', '2049-09-21']);
  });
});

function writeDay(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

describe('the calendar of the Union institutions', () => {
  it('has the days of the Commission Decision for 2023', () => {
    // https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32021D0528(01), Brussels.
    expect(closingsOf('EU', '2023')).toEqual(
      '01-02 04-06 04-07 04-10 05-01 05-09 05-18 05-19 05-29 07-21 08-15 11-01 11-02 12-25 12-26 12-27 12-28 12-29'
        .split(' ')
        .map((date) => `2023-${date}`),
    );
  });

  it('covers the years of its table and no more', () => {
    expect(calendar('EU')).toMatchObject({
      zone: 'Europe/Brussels',
      from: '2018-01-01',
      until: '2028-01-01',
    });
    expect(isOpen('EU', '2028-01-03').ok).toBe(false);
  });

  it('marks every day of a year whose decision nobody has read', () => {
    expect(calendar('EU').closed.get(day('2023-05-09'))).toBe('Anniversary of the Schuman declaration');
    expect(calendar('EU').closed.get(day('2026-05-25'))).toBe('Whit Monday (unverified)');
  });

  it('is refused where its table was not loaded', () => {
    const loaded = loadCalendar('EU', NO_CORRECTIONS);
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) expect(loaded.fault[0]?.code).toBe('calendar-table-missing');
  });
});

describe('the calendar for no known place', () => {
  it('knows weekends only, without end, and says that the place is missing', () => {
    expect(calendar('EU-WEEKENDS').placeMissing).toBe(true);
    expect(isOpen('EU-WEEKENDS', '2026-12-25')).toEqual(OPEN);
    expect(isOpen('EU-WEEKENDS', '2190-01-02')).toEqual(CLOSED);
  });
});

describe('the files of laws/calendars', () => {
  const good = {
    'corrections.yaml':
      'format: sekisho/calendar-corrections@1\ncorrections:\n  - {place: IE, date: 2022-03-18, change: add, name: n, source: s, status: seen, read: 2026-11-22}\n',
    'working-weeks.yaml':
      'format: sekisho/working-weeks@1\nweeks:\n  - {place: IL, weekend: [5, 6], status: memory, source: s}\n',
    'eu-institutions.yaml':
      'format: sekisho/institution-holidays@1\nyears:\n  - {year: 2023, status: seen, source: s, read: 2026-11-22, days: {2023-01-02: n}}\n',
  };
  const readWith = (file: keyof typeof good, from: string, to: string) => {
    const files = { ...good, [file]: good[file].replace(from, to) };
    const at = mkdtempSync(join(tmpdir(), 'calendars-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
      return readCorrections(at);
    } finally {
      rmSync(at, { recursive: true });
    }
  };

  it('are read when sound', () => {
    expect(readWith('corrections.yaml', '', '').ok).toBe(true);
  });

  it.each<[string, keyof typeof good, string, string]>([
    ['another format', 'corrections.yaml', 'corrections@1', 'corrections@2'],
    ['a day that does not exist', 'corrections.yaml', '2022-03-18', '2022-02-30'],
    ['an unknown change', 'corrections.yaml', 'change: add', 'change: move'],
    ['no source', 'corrections.yaml', 'source: s, ', ''],
    ['an unknown key', 'corrections.yaml', 'name: n', 'name: n, colour: red'],
    ['a week without a working day', 'working-weeks.yaml', '[5, 6]', '[1, 2, 3, 4, 5, 6, 7]'],
    ['a weekday 8', 'working-weeks.yaml', '[5, 6]', '[8]'],
    ['a day of another year', 'eu-institutions.yaml', '2023-01-02', '2024-01-02'],
    ['no list', 'eu-institutions.yaml', 'years:', 'jahre:'],
  ])('are refused with %s', (_what, file, from, to) => {
    const read = readWith(file, from, to);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]?.at.file).toBe(file);
  });
});

describe('corrections', () => {
  it('add the days the package lacks, with their source, to the place and not to its neighbours', () => {
    expect(isWorkingDay(calendarWithout('GB-SCT'), day('2026-06-15'))).toEqual(OPEN);
    expect(isOpen('GB-SCT', '2026-06-15')).toEqual(CLOSED);
    expect(isOpen('GB-ENG', '2026-06-15')).toEqual(OPEN);
    expect(isOpen('IE', '2022-03-18')).toEqual(CLOSED);
  });

  it('hold for the parts of a place, and take days away', () => {
    const remove = {
      place: 'DE',
      date: day('2026-05-01'),
      change: 'remove',
      name: 'Maifeiertag',
      source: 'test',
    } as const;
    const loaded = loadCalendar('DE-NW', { ...NO_CORRECTIONS, corrections: [remove] });
    expect(loaded.ok && isWorkingDay(loaded.value, day('2026-05-01'))).toEqual(OPEN);
  });

  it('are still needed: a row the package has caught up with should go', () => {
    for (const { place, date, change } of corrections.corrections) {
      expect(isWorkingDay(calendarWithout(place), date), `${place} ${date}`).toEqual(
        change === 'add' ? OPEN : CLOSED,
      );
    }
  });

  it('each have a source', () => {
    for (const row of corrections.corrections) expect(row.source).toMatch(/^https:/);
    for (const file of ['corrections', 'working-weeks', 'eu-institutions']) {
      expect(readFileSync(`${folder}/${file}.yaml`, 'utf8')).not.toMatch(/source:\s*$/m);
    }
  });
});

function calendarWithout(id: string): WorkingCalendar {
  const loaded = loadCalendar(id, NO_CORRECTIONS);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  return loaded.value;
}

describe('the zone of a place', () => {
  it.each([
    ['DE-NW', 'Europe/Berlin'],
    ['GB-SCT', 'Europe/London'],
    ['JP', 'Asia/Tokyo'],
    ['US', 'America/New_York'],
    ['US-CA', 'America/Los_Angeles'],
    ['EU', 'Europe/Brussels'],
    ['EU-WEEKENDS', 'Europe/Brussels'],
    ['CA', 'America/Toronto'],
  ])('of %s is %s', (id, zone) => {
    expect(placeZone(id)).toEqual({ ok: true, value: zone });
  });

  it('is refused for an unknown place', () => {
    expect(placeZone('ZZ').ok).toBe(false);
  });
});

describe('due times on real calendars', () => {
  const ask = (counting: Counting, period: Period, from: string, id: string) => {
    const place = calendar(id);
    return computeDue({ period, counting, from: day(from), zone: place.zone, calendar: place });
  };

  it.each<[string, Counting, Period, string, string, string]>([
    [
      '31 January in North Rhine-Westphalia',
      'eu-1182-71',
      { months: 1 },
      '2026-01-31',
      'DE-NW',
      '2026-03-02',
    ],
    [
      '4 May in North Rhine-Westphalia, Fronleichnam',
      'eu-1182-71',
      { months: 1 },
      '2026-05-04',
      'DE-NW',
      '2026-06-05',
    ],
    [
      '4 May in Berlin, an ordinary Thursday',
      'eu-1182-71',
      { months: 1 },
      '2026-05-04',
      'DE-BE',
      '2026-06-04',
    ],
    ['the ICO example of 25 November 2024', 'uk-ico', { months: 1 }, '2024-11-25', 'GB-ENG', '2024-12-27'],
    [
      '15 May in Scotland, the World Cup holiday',
      'uk-ico',
      { months: 1 },
      '2026-05-15',
      'GB-SCT',
      '2026-06-16',
    ],
    ['30 days into Golden Week', 'jp-day-1', { days: 30 }, '2026-04-04', 'JP', '2026-05-07'],
    ['30 days into 国民の休日 of 2032', 'jp-day-1', { days: 30 }, '2032-08-23', 'JP', '2032-09-23'],
    ['60 days into the turn of the year', 'jp-day-1', { days: 60 }, '2026-11-01', 'JP', '2027-01-04'],
    [
      'a request to a Union institution before Easter 2023',
      'eu-1182-71',
      { months: 1 },
      '2023-03-06',
      'EU',
      '2023-04-11',
    ],
  ])('%s', (_what, counting, period, from, id, due) => {
    expect(ask(counting, period, from, id)).toMatchObject({ due, latest: due });
  });
});
