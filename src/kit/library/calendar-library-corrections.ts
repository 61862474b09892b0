// The hand-kept part of the calendars (laws/calendars): corrections, working weeks, holidays of the Union's institutions.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { type CivilDate, parseCivilDate } from '../../core/time/civil-date.ts';

/** One day that the holiday library has wrong at a place and all its parts. */
export interface Correction {
  readonly place: string;
  readonly date: CivilDate;
  readonly change: 'add' | 'remove';
  readonly name: string;
  readonly source: string;
}

/** The weekend of a place, 1 Monday to 7 Sunday, and from when on it is known to hold. */
export interface WorkingWeek {
  readonly place: string;
  readonly weekend: readonly number[];
  readonly from: CivilDate | null;
}

/** The holidays of the Union's institutions in one year. */
export interface InstitutionYear {
  readonly year: number;
  /** True only where the Commission's decision itself was read. */
  readonly verified: boolean;
  readonly days: ReadonlyMap<CivilDate, string>;
}

export interface CalendarCorrections {
  readonly corrections: readonly Correction[];
  readonly weeks: readonly WorkingWeek[];
  readonly institutions: readonly InstitutionYear[];
  /** Fingerprint of the three files; part of the version of every calendar. */
  readonly version: string;
}

export const NO_CORRECTIONS: CalendarCorrections = {
  corrections: [],
  weeks: [],
  institutions: [],
  version: 'none',
};

const FILES = ['corrections.yaml', 'working-weeks.yaml', 'eu-institutions.yaml'] as const;
const FORMATS: Record<string, string> = {
  'corrections.yaml': 'sekisho/calendar-corrections@1',
  'working-weeks.yaml': 'sekisho/working-weeks@1',
  'eu-institutions.yaml': 'sekisho/institution-holidays@1',
};
type Row = Record<string, unknown>;

/** Reads the three files of laws/calendars. A fault names the file and the row; all faults are told at once. Throws where a file is missing. */
export function readCorrections(folder: string): Result<CalendarCorrections> {
  const texts = FILES.map((file) => readFileSync(join(folder, file), 'utf8'));
  const issues: Issue[] = [];
  const [corrections, weeks, institutions] = [
    readRows(texts[0] as string, FILES[0], 'corrections', issues).flatMap((row, n) =>
      readCorrection(row, n, issues),
    ),
    readRows(texts[1] as string, FILES[1], 'weeks', issues).flatMap((row, n) => readWeek(row, n, issues)),
    readRows(texts[2] as string, FILES[2], 'years', issues).flatMap((row, n) => readYear(row, n, issues)),
  ];
  if (issues.length > 0) return fail(issues);
  const version = createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12);
  return succeed({ corrections, weeks, institutions, version });
}

function readRows(text: string, file: string, key: string, issues: Issue[]): Row[] {
  const tree: unknown = parse(text);
  const fields = typeof tree === 'object' && tree !== null ? (tree as Row) : {};
  if (fields['format'] !== FORMATS[file]) {
    issues.push(complain(file, 'format', `format is "${String(fields['format'])}", not ${FORMATS[file]}.`));
  }
  const rows = fields[key];
  if (Array.isArray(rows)) return rows as Row[];
  issues.push(complain(file, key, `"${key}" is not a list.`));
  return [];
}

function readCorrection(row: Row, n: number, issues: Issue[]): Correction[] {
  const where = `corrections[${n}]`;
  const known = ['place', 'date', 'change', 'name', 'source', 'note', 'status', 'read'];
  if (
    !hasKeys(
      row,
      known,
      ['place', 'date', 'change', 'name', 'source', 'status', 'read'],
      FILES[0],
      where,
      issues,
    )
  )
    return [];
  const date = parseCivilDate(row['date'], { path: `${where}.date`, file: FILES[0] });
  if (!date.ok) issues.push(...date.fault);
  const change = row['change'];
  if (change !== 'add' && change !== 'remove')
    issues.push(complain(FILES[0], where, `change is "${String(change)}"; write add or remove.`));
  if (!date.ok || (change !== 'add' && change !== 'remove')) return [];
  return [
    {
      place: String(row['place']),
      date: date.value,
      change,
      name: String(row['name']),
      source: String(row['source']),
    },
  ];
}

function readWeek(row: Row, n: number, issues: Issue[]): WorkingWeek[] {
  const where = `weeks[${n}]`;
  if (
    !hasKeys(
      row,
      ['place', 'weekend', 'from', 'status', 'source'],
      ['place', 'weekend', 'status', 'source'],
      FILES[1],
      where,
      issues,
    )
  )
    return [];
  const weekend = row['weekend'];
  const sound =
    Array.isArray(weekend) &&
    weekend.length < 7 &&
    weekend.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (!sound)
    issues.push(
      complain(
        FILES[1],
        where,
        'weekend is not a list of weekdays from 1 Monday to 7 Sunday that leaves a working day.',
      ),
    );
  const from =
    row['from'] === undefined
      ? succeed(null)
      : parseCivilDate(row['from'], { path: `${where}.from`, file: FILES[1] });
  if (!from.ok) issues.push(...from.fault);
  return sound && from.ok
    ? [{ place: String(row['place']), weekend: weekend as number[], from: from.value }]
    : [];
}

function readYear(row: Row, n: number, issues: Issue[]): InstitutionYear[] {
  const where = `years[${n}]`;
  const keys = ['year', 'status', 'source', 'read', 'days'];
  if (!hasKeys(row, keys, keys, FILES[2], where, issues)) return [];
  const days = new Map<CivilDate, string>();
  for (const [text, name] of Object.entries(row['days'] as Row)) {
    const date = parseCivilDate(text, { path: `${where}.days`, file: FILES[2] });
    if (!date.ok) issues.push(...date.fault);
    else if (Number(text.slice(0, 4)) !== row['year'])
      issues.push(complain(FILES[2], where, `${text} is not in ${String(row['year'])}.`));
    else days.set(date.value, String(name));
  }
  return [{ year: Number(row['year']), verified: row['status'] === 'seen', days }];
}

function hasKeys(
  row: Row,
  known: string[],
  needed: string[],
  file: string,
  where: string,
  issues: Issue[],
): boolean {
  const unknown = Object.keys(row).filter((key) => !known.includes(key));
  const missing = needed.filter((key) => row[key] === undefined);
  if (unknown.length > 0)
    issues.push(complain(file, where, `unknown: ${unknown.join(', ')}; known: ${known.join(', ')}.`));
  if (missing.length > 0) issues.push(complain(file, where, `missing: ${missing.join(', ')}.`));
  return unknown.length === 0 && missing.length === 0;
}

function complain(file: string, path: string, message: string): Issue {
  return {
    code: 'calendar-file-malformed',
    at: { path, file },
    message,
    hint: 'See "Calendars" in laws/FORMAT.md.',
  };
}
