// Opens what the program reads of its own folder: the compiled law, the calendars, its version, the example registers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExampleRegisterList } from '../../api/registers.ts';
import type { Result } from '../../core/base/result.ts';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { openRulebook, type Rulebook, type RulebookText } from '../../core/law/rulebook.ts';
import { type CalendarCorrections, readCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { decodeFile } from '../../kit/library/decode-file.ts';
import { loadLaws } from '../../kit/library/load-laws.ts';

/** The rulebook as compiled by the build; from the law files themselves where there is none. */
export function openLaws(home: string): Rulebook {
  const compiled = join(home, 'dist', 'rulebook.json');
  if (existsSync(compiled)) return openRulebook(JSON.parse(readFileSync(compiled, 'utf8')) as RulebookText);
  const version = join(home, 'laws', 'VERSION');
  return sound(
    loadLaws(join(home, 'laws'), existsSync(version) ? readFileSync(version, 'utf8').trim() : 'unversioned'),
  );
}

export function openCalendars(home: string): CalendarCorrections {
  return sound(readCorrections(join(home, 'laws', 'calendars')));
}

export function readVersion(home: string): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
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
