// Finds what nothing uses: files that no way in leads to, and exports that no other file takes.
import { type Finding, type HouseFile, isSourceFile, isTestFile } from './house-file.ts';
import { type Edge, readEdges } from './import-graph.ts';
import { maskSource } from './mask-source.ts';
import { type Export, scanExports } from './scan-exports.ts';

/** What is started by its path: the ways in, threads, and whatever is not the program. */
const WAYS_IN =
  /^(?:src\/entry\/.*main\.ts|src\/.*-worker\.ts|src\/web\/main\.tsx|(?:test|bench|tools)\/.*|[^/]+\.config\.ts)$/;

export function checkDeadCode(files: readonly HouseFile[]): Finding[] {
  const edges = readEdges(files);
  return [...findDeadFiles(files, edges), ...findDeadExports(files, edges)];
}

function findDeadFiles(files: readonly HouseFile[], edges: readonly Edge[]): Finding[] {
  const alive = new Set(
    files.map(({ path }) => path).filter((path) => WAYS_IN.test(path) || isTestFile(path)),
  );
  // A set may grow while it is walked: what was added is walked too.
  for (const path of alive) {
    for (const { from, to } of edges) if (from === path && to !== undefined) alive.add(to);
  }
  return files
    .filter(({ path }) => /^src\/.*\.(?:tsx?|css)$/.test(path) && !alive.has(path) && !path.endsWith('.d.ts'))
    .map(({ path }) => ({
      path,
      message:
        'Nothing leads to this file: no way in and no test imports it, directly or through others. Use it or delete it.',
    }));
}

function findDeadExports(files: readonly HouseFile[], edges: readonly Edge[]): Finding[] {
  const masked = new Map(
    files.filter(({ path }) => isSourceFile(path)).map(({ path, text }) => [path, maskSource(text)]),
  );
  return files
    .filter(({ path }) => /^(?:src|test|bench|tools)\//.test(path) && isSourceFile(path) && !isTestFile(path))
    .flatMap(({ path, text }) => {
      const incoming = edges.filter(({ to }) => to === path);
      return (
        scanExports(text)
          .filter(({ name }) => !isTaken(name, incoming, masked))
          .filter((found) => !isPartOfAnother(found, masked.get(path) ?? ''))
          // What is loaded by its path (a reporter, a worker) gives its default, and no import shows it.
          .filter(({ name }) => !(name === 'default' && !path.startsWith('src/')))
          .map(({ name, line }) => ({
            path,
            line,
            message: `Nobody imports "${name}". Drop the word export if only this file uses it; delete it if nothing does.`,
          }))
      );
    });
}

function isTaken(name: string, incoming: readonly Edge[], masked: ReadonlyMap<string, string>): boolean {
  return incoming.some(
    ({ names, from }) =>
      names.includes(name) || (names.includes('*') && hasWord(masked.get(from) ?? '', name)),
  );
}

/** A type that another declaration of its file is made of belongs to what the file gives, named elsewhere or not. */
function isPartOfAnother({ name, kind }: Export, masked: string): boolean {
  return (
    kind === 'type' &&
    [...masked.matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'g'))].length > 1
  );
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])${escaped(word)}(?![\\w$])`).test(text);
}

function escaped(word: string): string {
  return word.replaceAll('$', '\\$');
}
