// Turns the day numbers of spreadsheet programs into days and back, with the leap day of 1900 that never was.

const DAY_MS = 86_400_000;
/** Day 61 is 1 March 1900; before it the count of spreadsheet programs is one day off. */
const START_1900 = Date.UTC(1899, 11, 30);
const START_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST = 2_958_465;

/** The day (and time, where there is one) of a serial number; undefined where it stands for none. */
export function dayOfSerial(serial: number, isFrom1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST + 1) return undefined;
  let days = Math.floor(serial);
  let seconds = Math.round((serial - days) * 86_400);
  if (seconds === 86_400) {
    days += 1;
    seconds = 0;
  }
  if (!isFrom1904) {
    if (days === 0 || days === 60) return undefined;
    if (days < 60) days += 1;
  }
  const start = isFrom1904 ? START_1904 : START_1900;
  const moment = new Date(start + days * DAY_MS + seconds * 1000).toISOString();
  return seconds === 0 ? moment.slice(0, 10) : moment.slice(0, 19);
}

/** The serial number of a day written `YYYY-MM-DD`; undefined where spreadsheet programs have none for it. */
export function serialOfDay(day: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (found === null) return undefined;
  const moment = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  if (new Date(moment).toISOString().slice(0, 10) !== day) return undefined;
  const serial = Math.round((moment - START_1900) / DAY_MS);
  return serial > 60 && serial <= LAST ? serial : undefined;
}

/** Does a number format show a day? `[Red]`, quoted text and what is behind a backslash do not count. */
export function isDayFormat(format: string): boolean {
  const bare = format
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/general/i.test(bare)) return false;
  return /[ydge]|m{3,}|m.*d|d.*m|年|月|日/i.test(bare);
}

/** Formats without a text of their own that show days: those of all languages, and those of East Asia. */
export function isDayFormatNumber(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}
