// Finds the issue codes that the program can give: every literal that stands where a code belongs, in src/ without its tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code with the files that give it. */
export function findIssueCodes(folder = 'src'): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of sourcesBelow(folder)) {
    const text = readFileSync(path, 'utf8');
    for (const code of [...codesOfFields(text), ...codesOfCalls(text)]) {
      const files = found.get(code) ?? [];
      if (!files.includes(path)) found.set(code, [...files, path]);
    }
  }
  return found;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(path);
      return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
    });
}

/** `code: 'bad-word'`, also one of several (`code: isEmpty ? 'a' : 'b'`), and the default of an argument called code. */
function codesOfFields(text: string): string[] {
  const fields = [...text.matchAll(/\bcode(?:: | = )(?=[^,;\n]*')([^,;\n]+)/g)].map(
    (match) => match[1] as string,
  );
  return fields.flatMap((value) => {
    const branches = value.includes('?') ? value.slice(value.indexOf('?')) : value;
    return [...branches.matchAll(/[?:=] '([a-z]+(?:-[a-z]+)*)'|^'([a-z]+(?:-[a-z]+)*)'/g)].map(
      (match) => (match[1] ?? match[2]) as string,
    );
  });
}

/** The functions that take a code among their arguments. */
const REPORTERS = /(?<![\w$])(?:report|refuse|unreadable|PaperFault)\(/g;

/** The last argument that is nothing but a literal in kebab-case: what stands before it is a place, what follows is a sentence. */
function codesOfCalls(text: string): string[] {
  return [...text.matchAll(REPORTERS)].flatMap((match) => {
    const literals = argumentsFrom(text, match.index + match[0].length)
      .map((argument) => /^'([a-z]+(?:-[a-z]+)*)'$/.exec(argument)?.[1])
      .filter((word) => word !== undefined);
    const code = literals.at(-1);
    return code === undefined ? [] : [code];
  });
}

/** The arguments of a call whose bracket opened just before `start`, without what stands around them. */
function argumentsFrom(text: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let from = start;
  for (let here = start; here < text.length; here += 1) {
    const sign = text[here] as string;
    if (quote !== '') {
      if (sign === '\\') here += 1;
      else if (sign === quote) quote = '';
    } else if (`'"\``.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (depth > 0 && ')]}'.includes(sign)) depth -= 1;
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      found.push(text.slice(from, here).trim());
      if (sign === ')') return found;
      from = here + 1;
    }
  }
  return found;
}
