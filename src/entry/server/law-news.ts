// The news of the law files (laws/NEWS.md) as the contract words them: releases, their parts, and what each says.
import type { LawNews } from '../../api/laws.ts';

type Release = LawNews['releases'][number];
type Part = Release['parts'][number];

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** How a heading of the file begins, and which part it is. */
const HEADINGS: readonly (readonly [string, Part['part']])[] = [
  ['In brief', 'brief'],
  ['Duties to come', 'to-come'],
  ['Duties that began', 'began'],
  ['Duties past', 'set-right'],
  ['Wording only', 'wording'],
  ['New coverage', 'coverage'],
  ['Known gaps', 'gaps'],
];

export function readLawNews(text: string): LawNews {
  const releases: Release[] = [];
  for (const line of text.split('\n')) {
    const [, level = '', heading = ''] = /^(#{2,3}) (.+)$/.exec(line) ?? [];
    const parts = releases.at(-1)?.parts;
    if (level === '##') releases.push(releaseOf(heading));
    else if (level === '###') parts?.push({ part: partOf(heading), title: heading, entries: [] });
    else addLine(parts?.at(-1), line);
  }
  for (const { parts } of releases)
    for (const part of parts) part.entries = part.entries.filter((entry) => entry.text !== '');
  return { releases };
}

/** `2026a (22 November 2026)` */
function releaseOf(heading: string): Release {
  const [, name = heading, day = '', month = '', year = ''] =
    /^(\S+) \((\d{1,2}) (\w+) (\d{4})\)$/.exec(heading) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  const on = number === 0 ? null : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return { name: name.toLowerCase(), on, parts: [] };
}

function partOf(heading: string): Part['part'] {
  return HEADINGS.find(([start]) => heading.startsWith(start))?.[1] ?? 'other';
}

/** A line that begins nothing goes on with what stands before it; an empty line ends that. */
function addLine(part: Part | undefined, line: string): void {
  if (part === undefined) return;
  const { entries } = part;
  const last = entries.at(-1);
  const text = line.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').trim();
  if (text === '') entries.push({ isItem: false, text: '' });
  else if (text.startsWith('- ')) entries.push({ isItem: true, text: text.slice(2) });
  else if (last === undefined) entries.push({ isItem: false, text });
  else last.text = last.text === '' ? text : `${last.text} ${text}`;
}
