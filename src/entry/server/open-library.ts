// Opens what the program reads of its own folder: the compiled law, the calendars, its version, the example registers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExampleRegisterList } from '../../api/registers.ts';
import type { Result } from '../../core/base/result.ts';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import type { CalendarCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { decodeFile } from '../../kit/library/decode-file.ts';
import { openCalendarsOf, openLawsOf } from '../../kit/library/program-files.ts';

export function openLaws(home: string): Rulebook {
  return sound(openLawsOf(home));
}

export function openCalendars(home: string): CalendarCorrections {
  return sound(openCalendarsOf(home));
}

/** What the releases of the law files changed, as it is written beside them; nothing where that file is not there. */
export function newsOfLaws(home: string): string {
  const path = join(home, 'laws', 'NEWS.md');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The registers among the examples; their id is the name of the file. One that has faults is an example of something else. */
export function listExamples(home: string): ExampleRegisterList['registers'] {
  return fileNames(home).flatMap((fileName) => {
    const text = readFileSync(join(home, 'examples', fileName), 'utf8');
    if (!text.includes(REGISTER_FORMAT)) return [];
    const decoded = decodeFile(text, fileName);
    const parsed = decoded.ok ? parseRegister(decoded.value.value) : decoded;
    if (!parsed.ok) return [];
    const { group, organisations, flows } = parsed.value;
    const id = idOf(fileName);
    return [
      {
        id,
        fileName,
        name: group?.name ?? group?.id ?? id,
        organisations: organisations.size,
        flows: flows.size,
      },
    ];
  });
}

/** The text of one of them. */
export function readExample(home: string, id: string): string | undefined {
  const fileName = fileNames(home).find((name) => idOf(name) === id);
  return fileName === undefined ? undefined : readFileSync(join(home, 'examples', fileName), 'utf8');
}

function fileNames(home: string): string[] {
  const folder = join(home, 'examples');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => idOf(name) !== name)
        .sort()
    : [];
}

function idOf(fileName: string): string {
  return fileName.replace(/\.(?:ya?ml|json)$/, '');
}

/** Files of the program itself: a fault in them is the machine's. */
function sound<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const [first] = result.fault;
  throw new Error(
    `The program's own files have ${result.fault.length} faults; the first: ${first?.message} (${first?.at.file ?? ''})`,
  );
}
