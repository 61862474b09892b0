// Understands what people write into cells: yes and no, days, periods and countries, in several languages. Never guesses between two.
import { COUNTRIES } from '../core/flows/words.ts';
import type { Cell } from '../kit/sheets/sheet.ts';

const YES = [
  'yes',
  'y',
  'true',
  '1',
  'x',
  '✓',
  '✔',
  '○',
  '◯',
  '〇',
  'はい',
  '有',
  'あり',
  '有り',
  '該当',
  'する',
  'ja',
  'j',
  'wahr',
  'oui',
  'o',
  'vrai',
];
const NO = [
  'no',
  'n',
  'false',
  '0',
  '×',
  '✗',
  'いいえ',
  '無',
  'なし',
  '無し',
  '非該当',
  '該当なし',
  'しない',
  'nein',
  'falsch',
  'non',
  'faux',
];
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((word) => [word, true] as const),
  ...NO.map((word) => [word, false] as const),
]);

/** Texts compared without regard to width, case and blanks. */
export function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

export function flagOf(cell: Cell): boolean | undefined {
  if (typeof cell === 'boolean') return cell;
  if (cell === 1) return true;
  if (cell === 0) return false;
  return typeof cell === 'string' ? FLAGS.get(plainOf(cell)) : undefined;
}

/** In which order a column writes day, month and year with bare numbers. */
export type DayOrder = 'day-first' | 'month-first' | 'year-first';

/** The years in which the eras of Japan begin; the first year of an era is its year 1 (元年). */
const ERAS: readonly (readonly [names: readonly string[], start: number])[] = [
  [['令和', 'r', 'reiwa'], 2019],
  [['平成', 'h', 'heisei'], 1989],
  [['昭和', 's', 'showa'], 1926],
  [['大正', 't', 'taisho'], 1912],
  [['明治', 'm', 'meiji'], 1868],
];

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jän', 'jänner', 'janvier', 'janv'],
  ['february', 'feb', 'februar', 'février', 'fevrier', 'févr', 'fév'],
  ['march', 'mar', 'märz', 'mrz', 'maerz', 'mär', 'mars'],
  ['april', 'apr', 'avril', 'avr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni', 'juin'],
  ['july', 'jul', 'juli', 'juillet', 'juil'],
  ['august', 'aug', 'août', 'aout'],
  ['september', 'sep', 'sept', 'septembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre'],
  ['november', 'nov', 'novembre'],
  ['december', 'dec', 'dezember', 'dez', 'décembre', 'decembre', 'déc'],
];

/**
 * The day that a cell names, as `YYYY-MM-DD`; undefined where it names none, or where day and month could be taken for each other
 * and `order` does not settle it.
 */
export function dayOf(cell: Cell, order?: DayOrder): string | undefined {
  if (typeof cell === 'object') return 'date' in cell ? cell.date.slice(0, 10) : undefined;
  if (typeof cell !== 'string') return undefined;
  const text = cell.normalize('NFKC').trim();
  return isoDay(text) ?? japaneseDay(text) ?? dayInNumbers(text, order) ?? dayInWords(text);
}

function isoDay(text: string): string | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?$/.exec(text);
  return found === null ? undefined : sound(Number(found[1]), Number(found[2]), Number(found[3]));
}

function japaneseDay(text: string): string | undefined {
  const western = /^(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日$/.exec(text);
  if (western !== null) return sound(Number(western[1]), Number(western[2]), Number(western[3]));
  const found =
    /^([^\d\s.]{1,6}?)\.?\s*(元|\d{1,2})(?:年|[./-])\s*(\d{1,2})(?:月|[./-])\s*(\d{1,2})日?$/.exec(
      text.toLowerCase(),
    );
  if (found === null) return undefined;
  const index = ERAS.findIndex(([names]) => names.includes(found[1] as string));
  const era = ERAS[index];
  if (era === undefined) return undefined;
  const year = era[1] + (found[2] === '元' ? 1 : Number(found[2])) - 1;
  const next = ERAS[index - 1];
  // 平成33年 was written in advance; it is a day all the same.
  if (next !== undefined && year > next[1] + 20) return undefined;
  return sound(year, Number(found[3]), Number(found[4]));
}

function dayInNumbers(text: string, order: DayOrder | undefined): string | undefined {
  const yearFirst = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (yearFirst !== null) return sound(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const found = /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text);
  if (found === null) return undefined;
  const [first, second, year] = [Number(found[1]), Number(found[3]), Number(found[4])];
  // A point stands between day, month and year in German; nobody writes the month first with it.
  if (found[2] === '.' || order === 'day-first') return sound(year, second, first);
  if (order === 'month-first') return sound(year, first, second);
  if (first > 12) return sound(year, second, first);
  if (second > 12) return sound(year, first, second);
  return first === second ? sound(year, first, second) : undefined;
}

function dayInWords(text: string): string | undefined {
  const lower = text.toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ').trim();
  const dayFirst = /^(\d{1,2})(?:\.|st|nd|rd|th|er)? (\p{L}+)\.? (\d{4})$/u.exec(lower);
  const monthFirst = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/u.exec(lower);
  const name = dayFirst?.[2] ?? monthFirst?.[1];
  if (name === undefined) return undefined;
  const month = MONTHS.findIndex((names) => names.includes(name)) + 1;
  const day = Number(dayFirst?.[1] ?? monthFirst?.[2]);
  return month === 0 ? undefined : sound(Number(dayFirst?.[3] ?? monthFirst?.[3]), month, day);
}

/** The day as text, if the calendar has it. */
function sound(year: number, month: number, day: number): string | undefined {
  if (year < 1800 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (LENGTHS[month - 1] as number);
  if (day > last) return undefined;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Could the text be a day whose order of numbers is open? */
export function isOpenDay(cell: Cell): boolean {
  return typeof cell === 'string' && /^\d{1,2}[/-]\d{1,2}[/-]\d{4}$/.test(cell.normalize('NFKC').trim());
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:years?|yrs?|y|jahre?n?|j\.?|a|an(?:née)?s?|ans|年(?:間)?|か年|ヶ年)$/, 'Y'],
  [
    /^(?:months?|mths?|m|monate?n?|mon\.?|mois|か月(?:間)?|ヶ月(?:間)?|ヵ月(?:間)?|カ月(?:間)?|箇月(?:間)?|月)$/,
    'M',
  ],
  [/^(?:weeks?|w|wochen?|semaines?|週(?:間)?)$/, 'W'],
  [/^(?:days?|d|tage?n?|jours?|日(?:間)?)$/, 'D'],
];

/** A period that is written as nothing but a number and a unit, as ISO 8601; undefined where it says more or something else. */
export function periodOf(text: string): string | undefined {
  const plain = plainOf(text);
  if (/^p(?=\d|t\d)[\dymwdths]+$/.test(plain)) return plain.toUpperCase();
  const found = /^(\d{1,4})\s?(\p{L}+\.?)$/u.exec(plain);
  if (found === null) return undefined;
  const unit = UNITS.find(([pattern]) => pattern.test(found[2] as string))?.[1];
  return unit === undefined ? undefined : `P${Number(found[1])}${unit}`;
}

/** Names beside those that the languages' own lists have. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  GB: [
    'uk',
    'u.k.',
    'great britain',
    'england',
    '英国',
    'イギリス',
    'großbritannien',
    'grossbritannien',
    'royaume-uni',
  ],
  US: [
    'usa',
    'u.s.',
    'u.s.a.',
    'united states of america',
    '米国',
    'アメリカ',
    'アメリカ合衆国',
    'vereinigte staaten von amerika',
    'états-unis',
    'etats-unis',
  ],
  KR: ['korea', 'south korea', 'republic of korea', '韓国', '大韓民国', 'südkorea'],
  CN: ['china', "people's republic of china", '中国', '中華人民共和国'],
  CZ: ['czech republic', 'チェコ', 'tschechische republik'],
  NL: ['holland', 'the netherlands', 'オランダ'],
  TW: ['台湾'],
  HK: ['hong kong', 'hongkong', '香港'],
  RU: ['russian federation', 'russische föderation'],
  TR: ['turkey', 'türkei'],
  VN: ['viet nam', 'vietnam'],
  DE: ['brd', 'ドイツ', 'allemagne'],
  GR: ['el'],
};

let names: ReadonlyMap<string, string> | undefined;

/** Names of countries in English, Japanese, German and French. */
function countryNames(): ReadonlyMap<string, string> {
  if (names !== undefined) return names;
  const found = new Map<string, string>();
  for (const language of ['en', 'ja', 'de', 'fr']) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of COUNTRIES) {
      const name = plainOf(display.of(code) ?? '');
      if (name !== '' && !found.has(name)) found.set(name, code);
    }
  }
  for (const [code, others] of Object.entries(OTHER_NAMES))
    for (const other of others) found.set(plainOf(other), code);
  names = found;
  return found;
}

/** The code of a country that is written as a code or by its name; undefined where it is neither. */
export function countryOf(text: string): string | undefined {
  const trimmed = text.normalize('NFKC').trim();
  if (COUNTRIES.has(trimmed)) return trimmed;
  const plain = plainOf(trimmed);
  const named = countryNames().get(plain) ?? countryNames().get(plain.replace(/^the /, ''));
  if (named !== undefined) return named;
  return /^[a-z]{2}$/i.test(trimmed) && COUNTRIES.has(trimmed.toUpperCase())
    ? trimmed.toUpperCase()
    : undefined;
}

const NOTHING = new Set(
  [
    '-',
    '–',
    '—',
    'n/a',
    'na',
    'none',
    'not applicable',
    'なし',
    '無し',
    '該当なし',
    '特になし',
    'keine',
    'keiner',
    'entfällt',
    'nicht zutreffend',
    'aucun',
    'aucune',
    'néant',
    'sans objet',
  ].map(plainOf),
);

/** Says that there is none. */
export function isNothing(text: string): boolean {
  return NOTHING.has(plainOf(text));
}
