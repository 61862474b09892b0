// Loads a folder of law files into a rulebook: decode, parse, check; all faults of all files at once.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Law, LawInstrument, Term } from '../../core/law/law.ts';
import { parseLaw, parseLawInstrument } from '../../core/law/parse-law.ts';
import { parseTerms } from '../../core/law/parse-terms.ts';
import { compileRulebook, type Rulebook, type RulebookText } from '../../core/law/rulebook.ts';
import { type Decoded, decodeFile } from './decode-file.ts';

/** A decoded file of the law folder, with the id that its path gives it. */
export interface LawFile {
  readonly path: string;
  readonly id: string;
  readonly format: string;
  readonly decoded: Decoded;
}

export interface LawFolder {
  readonly files: readonly LawFile[];
  readonly fingerprint: string;
}

/** Reads and decodes every YAML file of a folder. Faults: those of `decodeFile`, and `unknown-format`. */
export function readLawFolder(folder: string): Result<LawFolder> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    const message = 'There is no such folder.';
    return fail([
      { code: 'unreadable', at: { path: '', file: folder }, message, hint: 'Name a folder of law files.' },
    ]);
  }
  const issues: Issue[] = [];
  const files: LawFile[] = [];
  const hash = createHash('sha256');
  for (const path of listYaml(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    const text = readFileSync(path, 'utf8');
    hash.update(`${name}\n${text}\n`);
    const decoded = decodeFile(text, join(folder, name));
    if (!decoded.ok) {
      issues.push(...decoded.fault);
      continue;
    }
    const format = String((decoded.value.value as { format?: unknown } | null)?.format);
    files.push({
      path: join(folder, name),
      id: name.replace(/\.yaml$/, '').replaceAll('/', '.'),
      format,
      decoded: decoded.value,
    });
  }
  return issues.length > 0 ? fail(issues) : succeed({ files, fingerprint: hash.digest('hex').slice(0, 16) });
}

/** Loads the rulebook of a folder. Every fault has file, line and column. */
export function loadLaws(folder: string, version: string): Result<Rulebook> {
  const read = readLawFolder(folder);
  return read.ok ? loadLawFiles(read.value, version) : read;
}

/** The same for a folder that was read before. */
export function loadLawFiles({ files, fingerprint }: LawFolder, version: string): Result<Rulebook> {
  const issues: Issue[] = [];
  const instruments: LawInstrument[] = [];
  const laws: Law[] = [];
  const terms: Term[] = [];
  const take = <T>(file: LawFile, parsed: Result<T>): T | undefined => {
    if (parsed.ok) return parsed.value;
    issues.push(...file.decoded.place(parsed.fault));
    return undefined;
  };
  for (const file of files) {
    const { value } = file.decoded;
    if (file.format === 'sekisho/instrument@1')
      push(instruments, take(file, parseLawInstrument(value, file.id)));
    else if (file.format === 'sekisho/law@1') push(laws, take(file, parseLaw(value, file.id)));
    else if (file.format === 'sekisho/terms@1') terms.push(...(take(file, parseTerms(value, file.id)) ?? []));
    else if (file.format !== 'sekisho/cases@1') {
      issues.push(...file.decoded.place([unknownFormat(file.format)]));
    }
  }
  const text: RulebookText = { version, fingerprint, instruments, laws, terms };
  const compiled = compileRulebook(text);
  if (!compiled.ok) issues.push(...placeByFile(compiled.fault, files));
  if (issues.length > 0 || !compiled.ok) return fail(issues);
  return succeed(compiled.value);
}

function placeByFile(issues: readonly Issue[], files: readonly LawFile[]): Issue[] {
  return issues.flatMap((issue) => {
    const file = files.find((one) => one.id === issue.at.file);
    return file === undefined ? [issue] : file.decoded.place([{ ...issue, at: { path: issue.at.path } }]);
  });
}

function unknownFormat(format: string): Issue {
  return {
    code: 'unknown-format',
    at: { path: 'format' },
    message: `'${format.slice(0, 60)}' is not a format of the law folder.`,
    hint: 'Known: sekisho/law@1, sekisho/instrument@1, sekisho/cases@1, sekisho/terms@1.',
  };
}

function listYaml(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    // The calendars are tables of another shape, read by calendar-library-corrections.ts.
    if (entry.isDirectory()) found.push(...(entry.name === 'calendars' ? [] : listYaml(path)));
    else if (entry.isFile() && entry.name.endsWith('.yaml')) found.push(path);
  }
  return found;
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}
