// Every exported function of core and api carries a doc comment, for it is what other rooms read.
import { type Finding, type HouseFile, isSourceFile, isTestFile } from './house-file.ts';
import { scanExports } from './scan-exports.ts';

export function checkDocComments(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => /^src\/(?:core|api)\//.test(path) && isSourceFile(path) && !isTestFile(path))
    .flatMap(({ path, text }) => {
      const functions = scanExports(text).filter(({ kind }) => kind === 'function');
      // Of overloads, the first carries the comment.
      const first = functions.filter(
        ({ name }, i) => functions.findIndex((other) => other.name === name) === i,
      );
      return first
        .filter(({ position }) => !endsWithDoc(text.slice(0, position)))
        .map(({ name, line }) => ({
          path,
          line,
          message: `"${name}" needs a doc comment (/** ... */) right above it: what it answers, in one sentence.`,
        }));
    });
}

function endsWithDoc(before: string): boolean {
  const trimmed = before.trimEnd();
  return trimmed.endsWith('*/') && trimmed.slice(trimmed.lastIndexOf('/*')).startsWith('/**');
}
