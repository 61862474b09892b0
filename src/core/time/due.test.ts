// Due times against worked examples that authorities and commentators have published, and against the rules one by one.
import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import type { Counting } from './counting.ts';
import { computeDue, type DueAnswer, type DueInput, type DueOptions } from './due.ts';
import { type Instant, parseInstant } from './instant.ts';
import type { Period } from './period.ts';
import type { Zone } from './zone.ts';

const day = (text: string) => text as CivilDate;
const BERLIN = 'Europe/Berlin' as Zone;
const LONDON = 'Europe/London' as Zone;
const TOKYO = 'Asia/Tokyo' as Zone;

function calendarOf(id: string, zone: Zone, closed: Record<string, string>): WorkingCalendar {
  const days = new Map(Object.entries(closed) as [CivilDate, string][]);
  return {
    id,
    zone,
    weekend: [6, 7],
    closed: days,
    from: day('2018-01-01'),
    until: day('2031-01-01'),
    version: 'test',
  };
}

const DE_NW = calendarOf('DE-NW', BERLIN, {
  '2020-12-25': '1. Weihnachtstag',
  '2020-12-26': '2. Weihnachtstag',
  '2026-01-01': 'Neujahr',
  '2026-04-03': 'Karfreitag',
  '2026-04-06': 'Ostermontag',
  '2026-05-01': 'Maifeiertag',
  '2026-05-14': 'Christi Himmelfahrt',
  '2026-05-25': 'Pfingstmontag',
});
const GB_ENG = calendarOf('GB-ENG', LONDON, {
  '2024-12-25': 'Christmas Day',
  '2024-12-26': 'Boxing Day',
  '2027-01-01': "New Year's Day",
});
const JP = calendarOf('JP', TOKYO, {
  '2026-05-03': '憲法記念日',
  '2026-05-04': 'みどりの日',
  '2026-05-05': 'こどもの日',
  '2026-05-06': '振替休日',
  '2026-09-21': '敬老の日',
  '2026-09-22': '国民の休日',
  '2026-09-23': '秋分の日',
  '2026-12-29': '年末年始の休日',
  '2026-12-30': '年末年始の休日',
  '2026-12-31': '年末年始の休日',
  '2027-01-01': '元日',
  '2027-01-02': '年末年始の休日',
  '2027-01-03': '年末年始の休日',
});

function instantOf(text: string): Instant {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

function ask(
  counting: Counting,
  period: Period,
  from: string,
  calendar: WorkingCalendar | null,
  options?: DueOptions,
): DueAnswer {
  const zone = calendar?.zone ?? BERLIN;
  const start = from.length === 10 ? day(from) : instantOf(from);
  const input: DueInput = { period, counting, from: start, zone, calendar };
  return computeDue(options === undefined ? input : { ...input, options });
}

const times = ({ nominal, due, latest }: DueAnswer) => [nominal, due, latest];

describe('72 hours under Regulation 1182/71', () => {
  it('are due after 72 elapsed hours, and end at the latest 72 hours after the clock hour of the event', () => {
    const answer = ask('eu-1182-71', { hours: 72 }, '2026-06-12T16:30+02:00', DE_NW);
    expect(times(answer)).toEqual([
      '2026-06-15T16:30+02:00',
      '2026-06-15T16:30+02:00',
      '2026-06-15T17:00+02:00',
    ]);
    expect(answer.cites).toEqual(['Regulation (EEC, Euratom) No 1182/71, Art. 3(1), 3(2)(a), 3(3)']);
    expect(answer.missing).toEqual([]);
  });

  // MKM, "72 Stunden sind 72 Stunden oder doch länger": aware on 22.12.2020 at 12:17 or at 12:59, begin 13:00, end 25.12.2020 13:00,
  // public holiday or not. https://mkm.legal/en/blog/72-stunden-sind-72-stunden-oder-doch-laenger
  it.each(['2020-12-22T12:17+01:00', '2020-12-22T12:59+01:00'])(
    'from %s end at the latest on 25 December at 13:00, holiday or not',
    (from) => {
      expect(ask('eu-1182-71', { hours: 72 }, from, DE_NW).latest).toBe('2020-12-25T13:00+01:00');
    },
  );

  // datenschutz prinz, "Fristberechnung bei Datenschutzvorfällen": aware on a Friday at 15:00, end on Monday at 15:00.
  // https://www.datenschutz-prinz.de/blog/fristberechnung-bei-datenschutzvorfaellen-und-betroffenenanfragen
  it('from Friday 15:00 are due on Monday at 15:00', () => {
    expect(ask('eu-1182-71', { hours: 72 }, '2026-06-12T15:00+02:00', DE_NW).due).toBe(
      '2026-06-15T15:00+02:00',
    );
  });

  it('are elapsed hours when the clocks change', () => {
    expect(times(ask('eu-1182-71', { hours: 72 }, '2026-03-27T16:30+01:00', DE_NW))).toEqual([
      '2026-03-30T17:30+02:00',
      '2026-03-30T17:30+02:00',
      '2026-03-30T18:00+02:00',
    ]);
    expect(ask('eu-1182-71', { hours: 72 }, '2026-10-23T16:30+02:00', DE_NW).due).toBe(
      '2026-10-26T15:30+01:00',
    );
  });

  it('count from the first moment of the day where only the day is known, and say so', () => {
    const answer = ask('eu-1182-71', { hours: 72 }, '2026-06-12', DE_NW);
    expect(times(answer)).toEqual([
      '2026-06-15T00:00+02:00',
      '2026-06-15T00:00+02:00',
      '2026-06-15T01:00+02:00',
    ]);
    expect(answer.missing).toEqual(['from.time']);
    expect(answer.because[0]).toContain('Only the day is known');
  });

  it('write the offset of the zone asked for, whatever offset the event was told in', () => {
    expect(ask('eu-1182-71', { hours: 72 }, '2026-06-12T23:30+09:00', DE_NW).due).toBe(
      '2026-06-15T16:30+02:00',
    );
  });

  it('need no calendar', () => {
    expect(ask('eu-1182-71', { hours: 72 }, '2026-06-12T16:30+02:00', null).missing).toEqual([]);
  });

  it('are stretched by two working days only if that reading is chosen, and only the latest time', () => {
    // Friday 12 June 2026: Monday and Tuesday are the first two working days after it.
    const answer = ask('eu-1182-71', { hours: 72 }, '2026-06-12T16:30+02:00', DE_NW, {
      twoWorkingDays: true,
    });
    expect(times(answer)).toEqual([
      '2026-06-15T16:30+02:00',
      '2026-06-15T16:30+02:00',
      '2026-06-17T00:00+02:00',
    ]);
    expect(answer.cites).toContain('Regulation (EEC, Euratom) No 1182/71, Art. 3(5)');
    expect(answer.because.join(' ')).toMatch(/Disputed: .*Piltz.*against it: LDI Nordrhein-Westfalen/);
    // From a Tuesday they hold two working days already.
    const inside = ask('eu-1182-71', { hours: 72 }, '2020-12-22T12:17+01:00', DE_NW, {
      twoWorkingDays: true,
    });
    expect(inside.latest).toBe('2020-12-25T13:00+01:00');
    // 24 hours are not two days.
    expect(
      ask('eu-1182-71', { hours: 24 }, '2026-06-12T16:30+02:00', DE_NW, { twoWorkingDays: true }).latest,
    ).toBe('2026-06-13T17:00+02:00');
  });
});

describe('months under Regulation 1182/71', () => {
  it('end on the same date, clipped, and move from a Saturday to the next working day', () => {
    const answer = ask('eu-1182-71', { months: 1 }, '2026-01-31', DE_NW);
    expect(times(answer)).toEqual(['2026-02-28', '2026-03-02', '2026-03-02']);
    expect(answer.because).toEqual([
      '1 month from 31 Jan 2026, which is not counted, ends on 28 Feb 2026.',
      '28 Feb 2026 is a Saturday',
      '1 Mar 2026 is a Sunday',
      'The end moves to the next working day, 2 Mar 2026.',
    ]);
    expect(answer.cites).toEqual([
      'Regulation (EEC, Euratom) No 1182/71, Art. 3(1), 3(2)(c), 3(3)',
      'Regulation (EEC, Euratom) No 1182/71, Art. 3(4)',
    ]);
  });

  it('are added at once: three months from 31 January end on 30 April, not on 28 April', () => {
    expect(times(ask('eu-1182-71', { months: 3 }, '2026-01-31', DE_NW))).toEqual([
      '2026-04-30',
      '2026-04-30',
      '2026-04-30',
    ]);
  });

  // EDPB Guidelines 01/2022 (version 2.1), section 5.3: received on 5 March, until and including 5 April; received on 31 August, the
  // last day of the following month, 30 September. Years chosen so that neither is moved. Wording recalled, not re-read.
  it.each([
    ['2022-03-05', '2022-04-05'],
    ['2022-08-31', '2022-09-30'],
  ])('as the EDPB counts: received %s, answered by %s', (from, due) => {
    expect(ask('eu-1182-71', { months: 1 }, from, DE_NW).due).toBe(due);
  });

  it('cross leap days and year ends', () => {
    expect(ask('eu-1182-71', { months: 1 }, '2024-01-31', DE_NW).nominal).toBe('2024-02-29');
    expect(ask('eu-1182-71', { months: 12 }, '2024-02-29', DE_NW).nominal).toBe('2025-02-28');
    expect(ask('eu-1182-71', { months: 1 }, '2025-12-01', DE_NW).due).toBe('2026-01-02');
  });

  it('take the civil date of the zone from an instant, and say so', () => {
    const answer = ask('eu-1182-71', { months: 1 }, '2026-01-30T23:30Z', DE_NW);
    expect(answer.nominal).toBe('2026-02-28');
    expect(answer.because[0]).toBe('2026-01-31T00:30+01:00 falls on 31 Jan 2026 in Europe/Berlin.');
  });

  it('may move for a pause in the latest reading only', () => {
    const answer = ask('eu-1182-71', { months: 1 }, '2026-06-01', DE_NW, {
      pauses: [{ from: day('2026-06-08'), until: day('2026-06-12') }],
    });
    expect(times(answer)).toEqual(['2026-07-01', '2026-07-01', '2026-07-06']);
    expect(answer.cites).toContain('EDPB Guidelines 01/2022, section 5.3');
  });
});

describe('days, weeks and working days under Regulation 1182/71', () => {
  it('do not count the day of the event, and count holidays inside', () => {
    expect(times(ask('eu-1182-71', { days: 10 }, '2026-05-08', DE_NW))).toEqual([
      '2026-05-18',
      '2026-05-18',
      '2026-05-18',
    ]);
    expect(ask('eu-1182-71', { weeks: 2 }, '2026-05-11', DE_NW)).toMatchObject({
      nominal: '2026-05-25',
      due: '2026-05-26',
    });
    expect(ask('eu-1182-71', { 'working-days': 3 }, '2026-04-02', DE_NW).due).toBe('2026-04-09');
  });

  it('hold at least two working days in the latest reading', () => {
    // Friday 12 June 2026, three days: Saturday, Sunday, Monday; the second working day is Tuesday.
    const answer = ask('eu-1182-71', { days: 3 }, '2026-06-12', DE_NW);
    expect(times(answer)).toEqual(['2026-06-15', '2026-06-15', '2026-06-16']);
    expect(answer.cites).toContain('Regulation (EEC, Euratom) No 1182/71, Art. 3(5)');
    expect(ask('eu-1182-71', { days: 1 }, '2026-06-12', DE_NW).latest).toBe('2026-06-15');
  });
});

describe('the ICO counting', () => {
  // ICO, What should we consider when responding to a request?, version of 8 December 2025, "How do we calculate a month?"
  // https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/right-of-access/what-should-we-consider-when-responding-to-a-request/
  it.each([
    ['a request on 1 January, a bank holiday, ends on 1 February', '2024-01-01', '2024-02-01'],
    ['a request on Monday 25 November ends on Friday 27 December', '2024-11-25', '2024-12-27'],
    ['a request on 31 January ends on 28 February', '2025-01-31', '2025-02-28'],
    ['or on 29 February in a leap year', '2024-01-31', '2024-02-29'],
    ['if that is a weekend, on the next Monday', '2026-01-31', '2026-03-02'],
  ])('%s', (_example, from, due) => {
    expect(ask('uk-ico', { months: 1 }, from, GB_ENG)).toMatchObject({ due, latest: due, missing: [] });
  });

  // https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar
  it('gives an organisation that receives a request on 3 September until 3 October', () => {
    expect(ask('uk-ico', { months: 1 }, '2025-09-03', GB_ENG).due).toBe('2025-10-03');
  });

  // ICO examples as quoted by https://schoolspeople.co.uk/gdpr-when-is-a-month-not-a-month/ (2019); 1 May 2027 is a Saturday.
  it('moves from 1 May to the next working day', () => {
    expect(ask('uk-ico', { months: 1 }, '2027-04-01', GB_ENG).due).toBe('2027-05-03');
  });

  it('stops the clock while the requester is asked, and then looks at the last day', () => {
    const answer = ask('uk-ico', { months: 1 }, '2026-03-03', GB_ENG, {
      pauses: [{ from: day('2026-03-10'), until: day('2026-03-18') }],
    });
    expect(times(answer)).toEqual(['2026-04-03', '2026-04-13', '2026-04-13']);
    expect(answer.because).toContain('The clock stood still for 8 days; the end moves to 11 Apr 2026.');
    expect(answer.cites.join()).toContain('Art. 12A');
  });

  it('names no end while the answer of the requester is awaited', () => {
    const answer = ask('uk-ico', { months: 1 }, '2026-03-03', GB_ENG, {
      pauses: [{ from: day('2026-03-10'), until: null }],
    });
    expect(times(answer)).toEqual(['2026-04-03', null, null]);
    expect(answer.missing).toEqual(['pauses.until']);
  });

  it('counts the day of receipt as day 1 of a number of days in the safe reading', () => {
    expect(times(ask('uk-ico', { days: 30 }, '2026-07-01', GB_ENG))).toEqual([
      '2026-07-30',
      '2026-07-30',
      '2026-07-31',
    ]);
  });
});

describe('the countings of Japan', () => {
  // PPC, Guidelines on the APPI (General Rules) 3-5-3-4, note 2: the time of knowing is day 1; weekends and holidays count; where day
  // 30 or 60 is a Saturday, Sunday, holiday or 29 December to 3 January, the day after it is the limit.
  it.each([
    ['30 days, an ordinary last day', 30, '2026-06-01', '2026-06-30', '2026-06-30'],
    ['60 days, an ordinary last day', 60, '2026-06-01', '2026-07-30', '2026-07-30'],
    ['30 days that end on a Saturday', 30, '2026-06-12', '2026-07-11', '2026-07-13'],
    ['30 days that end in Golden Week', 30, '2026-04-04', '2026-05-03', '2026-05-07'],
    ['30 days that end in Silver Week', 30, '2026-08-23', '2026-09-21', '2026-09-24'],
    ['30 days that end at the turn of the year', 30, '2026-11-30', '2026-12-29', '2027-01-04'],
  ])('final report: %s', (_what, days, from, nominal, due) => {
    expect(times(ask('jp-day-1', { days }, from, JP))).toEqual([nominal, due, due]);
  });

  it('take the day of knowing in Japan from an instant', () => {
    expect(ask('jp-day-1', { days: 30 }, '2026-06-12T16:30+02:00', JP).nominal).toBe('2026-07-11');
    expect(ask('jp-day-1', { days: 30 }, '2026-06-12T17:30+02:00', JP).nominal).toBe('2026-07-12');
  });

  // 3-5-3-3: about 3 to 5 days, no counting named.
  it('preliminary report: work to day 3, day 5 is the last named, nothing moves', () => {
    const answer = ask('jp-day-1-no-roll', 'without-undue-delay', '2026-05-01', JP, {
      guide: { target: 3, outer: 5 },
    });
    expect(times(answer)).toEqual(['2026-05-03', '2026-05-03', '2026-05-05']);
    expect(answer.because[0]).toContain('names 3 to 5 days');
    expect(answer.missing).toEqual([]);
  });

  // Guidelines 3-8, note 6, on APPI Art. 39: a request that arrived on 1 April may be followed by a suit from 16 April.
  it('two weeks under the Civil Code from 1 April end on 15 April', () => {
    expect(times(ask('jp-civil-code', { weeks: 2 }, '2026-04-01', JP))).toEqual([
      '2026-04-15',
      '2026-04-15',
      '2026-04-15',
    ]);
  });

  it('a month under the Civil Code ends on the eve of the day that corresponds to the first one counted', () => {
    const end = (from: string) => ask('jp-civil-code', { months: 1 }, from, JP).nominal;
    expect(end('2026-01-15')).toBe('2026-02-15');
    expect(end('2026-01-30')).toBe('2026-02-28');
    expect(end('2026-01-31')).toBe('2026-02-28');
    expect(end('2026-02-28')).toBe('2026-03-31');
  });
});

describe('the plain counting', () => {
  // Swiss Data Protection Ordinance, Art. 18: 30 days since receipt; Code of Obligations, Art. 78, and SR 173.110.3 on Saturdays.
  it('moves the end only as far as it is told to', () => {
    const end = (roll?: DueOptions['roll']) =>
      times(ask('plain', { days: 30 }, '2026-05-01', DE_NW, roll === undefined ? undefined : { roll }));
    expect(end()).toEqual(['2026-05-31', '2026-05-31', '2026-05-31']);
    expect(end('no')).toEqual(['2026-05-31', '2026-05-31', '2026-05-31']);
    expect(end('latest-only')).toEqual(['2026-05-31', '2026-05-31', '2026-06-01']);
    expect(end('yes')).toEqual(['2026-05-31', '2026-06-01', '2026-06-01']);
  });

  it('says that it left pauses out', () => {
    const answer = ask('plain', { days: 30 }, '2026-05-01', DE_NW, {
      pauses: [{ from: day('2026-05-04'), until: day('2026-05-08') }],
    });
    expect(answer.due).toBe('2026-05-31');
    expect(answer.because).toContain('This counting knows no pause; the pauses given were left out.');
  });
});

describe('what is not known', () => {
  it('no number in the law: no date, and the reason', () => {
    const answer = ask('eu-1182-71', 'without-undue-delay', '2026-06-12', DE_NW);
    expect(times(answer)).toEqual([null, null, null]);
    expect(answer.because[0]).toContain('without undue delay');
  });

  it('no calendar: the end as counted is the safe time, the latest stays open', () => {
    const answer = ask('eu-1182-71', { months: 1 }, '2026-01-31', null);
    expect(times(answer)).toEqual(['2026-02-28', '2026-02-28', null]);
    expect(answer.missing).toEqual(['calendar']);
    expect(times(ask('eu-1182-71', { 'working-days': 3 }, '2026-01-31', null))).toEqual([null, null, null]);
  });

  it('an end outside the years of the calendar: the same', () => {
    const answer = ask('eu-1182-71', { months: 1 }, '2031-01-31', DE_NW);
    expect(times(answer)).toEqual(['2031-02-28', '2031-02-28', null]);
    expect(answer.missing).toEqual(['calendar.coverage']);
    expect(answer.because.at(-1)).toContain('covers 2018-01-01 to before 2031-01-01');
  });

  it('no place: weekends only, and the answer says that the place is missing', () => {
    const weekends: WorkingCalendar = { ...DE_NW, id: 'EU-WEEKENDS', closed: new Map(), placeMissing: true };
    const answer = ask('eu-1182-71', { months: 1 }, '2026-01-31', weekends);
    expect(times(answer)).toEqual(['2026-02-28', '2026-03-02', '2026-03-02']);
    expect(answer.missing).toEqual(['calendar.place']);
  });
});
