// Keeps dependencies few and deliberate: exact versions, a written reason for each, and none used without being named.
import type { Finding, HouseFile } from './house-file.ts';
import { isTestFile } from './house-file.ts';
import { readEdges } from './import-graph.ts';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const MANIFEST = 'package.json';

export function checkDependencies(files: readonly HouseFile[]): Finding[] {
  const text = files.find(({ path }) => path === MANIFEST)?.text;
  if (text === undefined) return [];
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Manifest;
  const all = Object.entries({ ...dependencies, ...devDependencies });
  const decisions = files
    .filter(({ path }) => /^docs\/decisions\/.*\.md$/.test(path))
    .map((file) => file.text);
  const inexact = all
    .filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))
    .map(([name, version]) => ({
      path: MANIFEST,
      message: `Pin "${name}" to one version instead of "${version}".`,
    }));
  const unexplained = all
    .filter(([name]) => !decisions.some((decision) => decision.includes(`\`${name}\``)))
    .map(([name]) => ({
      path: MANIFEST,
      message: `No decision record names \`${name}\`. Write in docs/decisions/ why it is needed, what else there was, and what speaks against it.`,
    }));
  const unnamed = readEdges(files)
    .filter(({ from }) => from.startsWith('src/') && !isTestFile(from))
    .filter(
      ({ packageName: name }) => name !== undefined && !name.startsWith('node:') && !(name in dependencies),
    )
    .map(({ from, line, packageName }) => ({
      path: from,
      line,
      message: `"${packageName}" is not among the dependencies in package.json; it is here only because another package brought it. Name it there, or do without.`,
    }));
  return [...inexact, ...unexplained, ...unnamed];
}
