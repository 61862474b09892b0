// Brings files in: the rulebook that the build compiled, the calendars, and the register that a command is asked about.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Issue } from '../../core/base/issue.ts';
import type { Result } from '../../core/base/result.ts';
import { parseRegister } from '../../core/flows/parse-register.ts';
import type { Register } from '../../core/flows/register.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import type { CalendarCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { type Decoded, decodeFile, JSON_BYTES_MAX } from '../../kit/library/decode-file.ts';
import { openCalendarsOf, openLawsOf, readProgramVersion } from '../../kit/library/program-files.ts';
import { BadInput } from './faults.ts';

/** The folder of the program: it holds laws/, examples/ and dist/. */
export const HOME = findHome(dirname(fileURLToPath(import.meta.url)));
export const LAWS = join(HOME, 'laws');

/** The build may put this file into dist/ or below it. */
function findHome(folder: string): string {
  const isHome = existsSync(join(folder, 'package.json'));
  return isHome || folder === dirname(folder) ? folder : findHome(dirname(folder));
}

/** The version of the program. */
export function programVersion(): string {
  return readProgramVersion(HOME);
}

/** The rulebook that the build compiled. */
export function openLaws(): Rulebook {
  return demand(openLawsOf(HOME));
}

/** The calendars and their corrections. */
export function openCalendars(): CalendarCorrections {
  return demand(openCalendarsOf(HOME));
}

function demand<T>(result: Result<T>): T {
  if (!result.ok) throw new BadInput(result.fault);
  return result.value;
}

/** Reads and decodes a file; `-` is standard input. */
export function decodePath(path: string): Decoded {
  const text = readText(path);
  const decoded = decodeFile(text, path === '-' ? 'standard input' : path);
  if (!decoded.ok) throw new BadInput(decoded.fault);
  return decoded.value;
}

/** Reads a register. All its faults at once, with file, line and column. */
export function openRegister(path: string): Register {
  const decoded = decodePath(path);
  const parsed = parseRegister(decoded.value);
  if (!parsed.ok) throw new BadInput(decoded.place(parsed.fault));
  return parsed.value;
}

/** The size of a file that must be there and be one. */
export function demandFile(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) throw unreadable(path, 'It is a folder.', 'Name a file.');
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw unreadable(path, 'The file cannot be opened.', 'Check the path and the right to read it.');
  }
  return stat?.size ?? 0;
}

function readText(path: string): string {
  if (path === '-') return readFileSync(0, 'utf8');
  const size = demandFile(path);
  if (size > JSON_BYTES_MAX) {
    const most = JSON_BYTES_MAX / 1024 / 1024;
    throw unreadable(
      path,
      `The file has ${Math.ceil(size / 1024 / 1024)} MiB.`,
      `At most ${most} MiB are read. Split the register.`,
      'too-large',
    );
  }
  return readFileSync(path, 'utf8');
}

function unreadable(file: string, message: string, hint: string, code = 'unreadable'): BadInput {
  const issue: Issue = { code, at: { path: '', file }, message, hint };
  return new BadInput([issue]);
}
