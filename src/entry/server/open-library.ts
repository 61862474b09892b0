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

interface Example {
  readonly entry: ExampleRegisterList['registers'][number];
  readonly text: string;
}

/** The registers among the examples, by id (the name of the file). One that has faults is left out: it is an example of something else. */
export function readExamples(home: string): ReadonlyMap<string, Example> {
  const folder = join(home, 'examples');
  const examples = new Map<string, Example>();
  if (!existsSync(folder)) return examples;
  for (const fileName of readdirSync(folder).sort()) {
    const id = fileName.replace(/\.(?:ya?ml|json)$/, '');
    if (id === fileName) continue;
    const text = readFileSync(join(folder, fileName), 'utf8');
    if (!text.includes(REGISTER_FORMAT)) continue;
    const decoded = decodeFile(text, fileName);
    const parsed = decoded.ok ? parseRegister(decoded.value.value) : decoded;
    if (!parsed.ok) continue;
    const { group, organisations, flows } = parsed.value;
    examples.set(id, {
      entry: {
        id,
        fileName,
        name: group?.name ?? group?.id ?? id,
        organisations: organisations.size,
        flows: flows.size,
      },
      text,
    });
  }
  return examples;
}

/** Files of the program itself: a fault in them is the machine's. */
function sound<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const [first] = result.fault;
  throw new Error(
    `The program's own files have ${result.fault.length} faults; the first: ${first?.message} (${first?.at.file ?? ''})`,
  );
}
