// Keeps core pure: no clock, no randomness, no machine, and in the engine no language or place of the reader.
import { type Finding, type HouseFile, isSourceFile, isTestFile, lineAt } from './house-file.ts';
import { maskSource } from './mask-source.ts';

interface Ban {
  readonly what: RegExp;
  readonly name: string;
  readonly instead: string;
  /** Paths to which the ban applies. */
  readonly where: RegExp;
}

const IN_CORE = /^src\/core\//;
const OUTSIDE_TIME = /^src\/core\/(?!time\/)/;
const PASS_AT = 'Take the instant as an argument (`at`); core never asks what time it is.';
const PASS_IN = 'Take what it gives as an argument; core runs the same everywhere.';

const BANS: readonly Ban[] = [
  { what: /\bDate\s*\.\s*now\b/g, name: 'Date.now', instead: PASS_AT, where: IN_CORE },
  { what: /\bnew\s+Date\b/g, name: 'new Date', instead: 'Use the types of src/core/time.', where: IN_CORE },
  { what: /\bTemporal\s*\.\s*Now\b/g, name: 'Temporal.Now', instead: PASS_AT, where: IN_CORE },
  { what: /\bperformance\s*\./g, name: 'performance', instead: PASS_AT, where: IN_CORE },
  { what: /(?<![.\w$])process\s*\./g, name: 'process', instead: PASS_IN, where: IN_CORE },
  { what: /(?<![.\w$])fetch\s*\(/g, name: 'fetch', instead: PASS_IN, where: IN_CORE },
  { what: /\bMath\s*\.\s*random\b/g, name: 'Math.random', instead: PASS_IN, where: IN_CORE },
  { what: /(?<![.\w$])crypto\s*\./g, name: 'crypto', instead: PASS_IN, where: IN_CORE },
  { what: /\b(?:setTimeout|setInterval)\s*\(/g, name: 'a timer', instead: PASS_AT, where: IN_CORE },
  {
    what: /(?<![.\w$])console\s*\./g,
    name: 'console',
    instead: 'Answer a value; the edge of the program speaks.',
    where: IN_CORE,
  },
  {
    what: /(?<![.\w$])Intl\s*\./g,
    name: 'Intl',
    instead: 'An answer must not depend on the language or the machine of the reader; let the edge write it.',
    where: OUTSIDE_TIME,
  },
  {
    what: /\.\s*(?:toLocale\w+|localeCompare)\b/g,
    name: 'a comparison or text by locale',
    instead: 'Compare by code unit (`<`), so that the same input gives the same bytes everywhere.',
    where: OUTSIDE_TIME,
  },
];

export function checkPurity(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => IN_CORE.test(path) && isSourceFile(path) && !isTestFile(path))
    .flatMap(({ path, text }) => {
      const masked = maskSource(text);
      return BANS.filter(({ where }) => where.test(path)).flatMap(({ what, name, instead }) =>
        [...masked.matchAll(what)].map((match) => ({
          path,
          line: lineAt(text, match.index),
          message: `Core must not use ${name}. ${instead}`,
        })),
      );
    });
}
