// The manners of counting a period, a closed list, each with the law or guidance it is taken from; no deadline is named here.

import type { Place } from '../base/issue.ts';
import { sayValue } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';

/** The closed list of countings, as a law file names them. */
export const COUNTINGS = [
  'eu-1182-71',
  'uk-ico',
  'jp-day-1',
  'jp-day-1-no-roll',
  'jp-civil-code',
  'plain',
] as const;
export type Counting = (typeof COUNTINGS)[number];

/** What a counting does. Every field is one question that laws answer differently. */
export interface Manner {
  readonly title: string;
  /** Hours: elapsed from the event, or (for the latest reading) from the end of the clock hour of the event. */
  readonly hours: 'elapsed' | 'hour-of-event-not-counted';
  /** Is the day of the event day 1? Where sources differ, the safe reading counts it and the latest does not. */
  readonly firstDay: 'not-counted' | 'counted' | 'counted-in-the-safe-reading';
  /** Weeks and months end on the same weekday or date as the event, or on the eve of the day that corresponds to day 1. */
  readonly months: 'same-date' | 'eve-of-day-1';
  /** Does an end on a closed day move to the next working day? */
  readonly roll: 'always' | 'never' | 'by-option';
  /** Does waiting for the requester stop the clock: by law, perhaps (the latest reading only), or is it not provided for? */
  readonly pauses: 'by-law' | 'perhaps' | 'not-provided';
  /** Must a period of two days or more include two working days (Regulation 1182/71, Art. 3(5))? */
  readonly twoWorkingDays: boolean;
  readonly cites: {
    readonly hours: readonly string[];
    readonly days: readonly string[];
    readonly months: readonly string[];
    readonly roll: readonly string[];
    readonly pauses: readonly string[];
  };
}

const REG_1182 = 'Regulation (EEC, Euratom) No 1182/71';
const ICO = 'ICO, Right of access: How do we calculate a month? (8 December 2025)';
const PPC_FINAL = 'PPC, Guidelines on the APPI (General Rules) 3-5-3-4, note 2';
const CIVIL_CODE = 'Civil Code of Japan (Act 89 of 1896)';
const OFFICE_HOLIDAYS = 'Act on Holidays of Administrative Organs (Act 91 of 1988), Arts 1, 2';

export const MANNERS: { readonly [C in Counting]: Manner } = {
  /** The day of the event is not counted, holidays inside the period are, and the end moves to the end of the next working day. */
  'eu-1182-71': {
    title: 'Union periods',
    hours: 'hour-of-event-not-counted',
    firstDay: 'not-counted',
    months: 'same-date',
    roll: 'always',
    // EDPB Guidelines 01/2022, section 5.3: the time may be suspended while identification that was asked for is awaited.
    pauses: 'perhaps',
    twoWorkingDays: true,
    cites: {
      hours: [`${REG_1182}, Art. 3(1), 3(2)(a), 3(3)`],
      days: [`${REG_1182}, Art. 3(1), 3(2)(b), 3(3)`],
      months: [`${REG_1182}, Art. 3(1), 3(2)(c), 3(3)`],
      roll: [`${REG_1182}, Art. 3(4)`],
      pauses: ['EDPB Guidelines 01/2022, section 5.3'],
    },
  },
  /**
   * A month runs from the day of receipt, working day or not, to the same date of the next month. For days the ICO calls the day of
   * receipt day one; whether the n-th day is therefore one earlier is open, so the safe reading takes the earlier.
   */
  'uk-ico': {
    title: 'ICO counting',
    hours: 'elapsed',
    firstDay: 'counted-in-the-safe-reading',
    months: 'same-date',
    roll: 'always',
    pauses: 'by-law',
    twoWorkingDays: false,
    cites: {
      hours: ['UK GDPR, Art. 33(1)'],
      days: [ICO],
      months: [ICO],
      roll: [ICO],
      pauses: [
        'UK GDPR, Art. 12A (Data (Use and Access) Act 2025, s. 76); before 5 February 2026 ICO guidance',
      ],
    },
  },
  /** The time of knowing is day 1; weekends count; an end on a closed day of the authorities moves to the next open day. */
  'jp-day-1': {
    title: 'Final report under the APPI',
    hours: 'elapsed',
    firstDay: 'counted',
    months: 'eve-of-day-1',
    roll: 'always',
    pauses: 'not-provided',
    twoWorkingDays: false,
    cites: {
      hours: [`${CIVIL_CODE}, Art. 139`],
      days: [PPC_FINAL],
      months: [PPC_FINAL, `${CIVIL_CODE}, Art. 143`],
      roll: [PPC_FINAL, OFFICE_HOLIDAYS],
      pauses: [],
    },
  },
  /** For the preliminary report, where the guideline names about 3 to 5 days and no counting: calendar days, knowing is day 1, no roll. */
  'jp-day-1-no-roll': {
    title: 'Preliminary report under the APPI',
    hours: 'elapsed',
    firstDay: 'counted',
    months: 'eve-of-day-1',
    roll: 'never',
    pauses: 'not-provided',
    twoWorkingDays: false,
    cites: {
      hours: [`${CIVIL_CODE}, Art. 139`],
      days: ['APPI Enforcement Rules, Art. 8(1); PPC, Guidelines on the APPI (General Rules) 3-5-3-3'],
      months: [`${CIVIL_CODE}, Art. 143`],
      roll: [],
      pauses: [],
    },
  },
  /** The first day is left out (Art. 140); the end is the eve of the corresponding day (Art. 143); a closed last day moves (Art. 142). */
  'jp-civil-code': {
    title: 'Japanese Civil Code',
    hours: 'elapsed',
    firstDay: 'not-counted',
    months: 'eve-of-day-1',
    roll: 'always',
    pauses: 'not-provided',
    twoWorkingDays: false,
    cites: {
      hours: [`${CIVIL_CODE}, Art. 139`],
      days: [`${CIVIL_CODE}, Arts 140, 141`],
      months: [`${CIVIL_CODE}, Arts 140, 141, 143`],
      roll: [`${CIVIL_CODE}, Art. 142`, OFFICE_HOLIDAYS],
      pauses: [],
    },
  },
  /**
   * Days after the event, the end moved only where the law file says so. Switzerland's 30 days (Data Protection Ordinance, Art. 18)
   * name no counting; Code of Obligations, Arts 77 and 78, and SR 173.110.3 (Saturdays) move the end, and no text was found that
   * applies them to Art. 18: `roll: 'latest-only'` shows both readings. The law file brings the citations.
   */
  plain: {
    title: 'Calendar days after the event',
    hours: 'elapsed',
    firstDay: 'not-counted',
    months: 'same-date',
    roll: 'by-option',
    pauses: 'not-provided',
    twoWorkingDays: false,
    cites: { hours: [], days: [], months: [], roll: [], pauses: [] },
  },
};

/**
 * The dispute about Art. 3(5) of Regulation 1182/71 for periods in hours, above all the 72 hours of Art. 33(1) GDPR.
 * For periods in days nobody disputes it; there the latest reading always keeps it.
 */
export const TWO_WORKING_DAYS_DISPUTE = {
  cite: `${REG_1182}, Art. 3(5)`,
  question: 'Must a period of 48 hours or more include at least two working days?',
  no: [
    {
      who: 'LDI Nordrhein-Westfalen, letter',
      source: 'https://we.secure-your.it/2024/02/22/zur-72-stunden-fristnach-art-33-abs-1-dsgvo',
    },
    {
      who: 'BayLfD, guidance of 1 June 2019',
      source: 'https://mkm.legal/en/blog/72-stunden-sind-72-stunden-oder-doch-laenger',
    },
  ],
  yes: [
    {
      who: 'Piltz/Pradel, ZD 2019, 152',
      source: 'https://we.secure-your.it/2024/02/22/zur-72-stunden-fristnach-art-33-abs-1-dsgvo',
    },
    { who: 'MKM', source: 'https://mkm.legal/en/blog/72-stunden-sind-72-stunden-oder-doch-laenger' },
  ],
} as const;

/**
 * Reads the name of a counting. Fault code: `counting-unknown`.
 *
 * @example parseCounting('jp-day-1') // { ok: true, value: 'jp-day-1' }
 */
export function parseCounting(text: unknown, at: Place = { path: '' }): Result<Counting> {
  if (typeof text === 'string' && (COUNTINGS as readonly string[]).includes(text))
    return succeed(text as Counting);
  const message = `"${sayValue(text)}" is not a counting.`;
  return fail([{ code: 'counting-unknown', at, message, hint: `Write one of: ${COUNTINGS.join(', ')}.` }]);
}
