// Finds what nothing uses: files that no way in leads to, and exports that no other file takes.
import { type Finding, type HouseFile, isSourceFile, isTestFile } from './house-file.ts';
import { type Edge, readEdges } from './import-graph.ts';
import { maskSource } from './mask-source.ts';
import { type Export, scanExports } from './scan-exports.ts';

/** What is started by its path: the ways in, threads, and whatever is not the program. */
const WAYS_IN =
  /^(?:src\/entry\/.*main\.ts|src\/kit\/.*-worker\.ts|src\/web\/main\.tsx|(?:test|bench|tools)\/.*|[^/]+\.config\.ts)$/;

export function checkDeadCode(files: readonly HouseFile[]): Finding[] {
  const edges = readEdges(files);
  return [...findDeadFiles(files, edges), ...findDeadExports(files, edges)];
}

function findDeadFiles(files: readonly HouseFile[], edges: readonly Edge[]): Finding[] {
  const alive = new Set(
    files.map(({ path }) => path).filter((path) => WAYS_IN.test(path) || isTestFile(path)),
  );
  // A set may grow while it is walked: what was added is walked too.
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    if (to === undefined) continue;
    const list = targets.get(from);
    if (list === undefined) targets.set(from, [to]);
    else list.push(to);
  }
  for (const path of alive) for (const to of targets.get(path) ?? []) alive.add(to);
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
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const edgesTo = new Map<string, Edge[]>();
  for (const edge of edges) {
    if (edge.to === undefined) continue;
    const list = edgesTo.get(edge.to);
    if (list === undefined) edgesTo.set(edge.to, [edge]);
    else list.push(edge);
  }
  return files
    .filter(({ path }) => /^(?:src|test|bench|tools)\//.test(path) && isSourceFile(path) && !isTestFile(path))
    .flatMap(({ path, text }) => {
      const incoming = edgesTo.get(path) ?? [];
      return (
        scanExports(text)
          .filter(({ name }) => !isTaken(name, incoming, masked, texts))
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

/** Who imports a file while running names what it takes in a text, or takes the default without naming it. */
function isTaken(
  name: string,
  incoming: readonly Edge[],
  masked: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): boolean {
  return incoming.some(({ names, from, kind }) => {
    if (names.includes(name)) return true;
    if (!names.includes('*')) return false;
    if (kind === 'dynamic') return name === 'default' || hasWord(texts.get(from) ?? '', name);
    return hasWord(masked.get(from) ?? '', name);
  });
}

/** A type that another declaration of its file is made of belongs to what the file gives, named elsewhere or not. */
function isPartOfAnother({ name, kind }: Export, masked: string): boolean {
  return (
    kind === 'type' &&
    [...masked.matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'g'))].length > 1
  );
}

const wordsOf = new Map<string, ReadonlySet<string>>();

/** The words of each text are taken apart once. */
function hasWord(text: string, word: string): boolean {
  let words = wordsOf.get(text);
  if (words === undefined) {
    words = new Set(text.match(/[\w$]+/g) ?? []);
    wordsOf.set(text, words);
  }
  return words.has(word);
}

function escaped(word: string): string {
  return word.replaceAll('$', '\\$');
}
