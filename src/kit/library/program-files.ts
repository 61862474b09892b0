// What the program reads of its own folder: the compiled law, the calendars, its version.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, succeed } from '../../core/base/result.ts';
import { openRulebook, type Rulebook, type RulebookText } from '../../core/law/rulebook.ts';
import { type CalendarCorrections, readCorrections } from './calendar-library-corrections.ts';
import { loadLaws } from './load-laws.ts';

/** The version of the program (package.json of its folder). */
export function readProgramVersion(home: string): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The version of a folder of laws (its file VERSION). */
export function readLawsVersion(folder: string): string {
  const path = join(folder, 'VERSION');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : 'unversioned';
}

/** The rulebook as compiled by the build; from the law files themselves where there is none. Faults: those of `loadLaws`. */
export function openLawsOf(home: string): Result<Rulebook> {
  const compiled = join(home, 'dist', 'rulebook.json');
  if (existsSync(compiled)) {
    return succeed(openRulebook(JSON.parse(readFileSync(compiled, 'utf8')) as RulebookText));
  }
  const folder = join(home, 'laws');
  return loadLaws(folder, readLawsVersion(folder));
}

/** The calendars and their corrections. Faults: those of `readCorrections`. */
export function openCalendarsOf(home: string): Result<CalendarCorrections> {
  return readCorrections(join(home, 'laws', 'calendars'));
}
