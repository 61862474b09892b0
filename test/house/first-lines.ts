// Every file begins by saying in one sentence what it is.
import type { Finding, HouseFile } from './house-file.ts';

const WITH_FIRST_LINE = /^(?:src\/.*\.(?:tsx?|css)|(?:test|tools|bench)\/.*\.(?:tsx?|mjs))$/;
const TESTS = /\.test\.tsx?$/;

export function checkFirstLines(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => WITH_FIRST_LINE.test(path) && !TESTS.test(path))
    .flatMap(({ path, text }) => {
      const sentence = firstComment(text);
      if (sentence !== undefined && /^\p{L}|^[`"]/u.test(sentence) && /[.!?:。]['"`)]?$/.test(sentence))
        return [];
      const message =
        'The first line says in one sentence what this file is, as in "// An incident: what happened, to whose data, and who knows of it."';
      return [{ path, line: 1, message }];
    });
}

/** The text of the comment with which a file begins; a sentence may run over two lines. */
function firstComment(text: string): string | undefined {
  if (text.startsWith('//')) {
    const lines = text.split('\n');
    const end = lines.findIndex((line) => !/^\/\/ \S/.test(line));
    return lines
      .slice(0, end === -1 ? lines.length : end)
      .map((line) => line.slice(2).trim())
      .join(' ');
  }
  return /^\/\*\*?([\s\S]*?)\*\//
    .exec(text)?.[1]
    ?.replaceAll(/\n\s*\*/g, ' ')
    .trim();
}
