// No two pages' style sheets define the same class: pages are loaded one after another and stay, so the later would dress the earlier.
import type { Finding, HouseFile } from './house-file.ts';

const PAGE_SHEET = /^src\/web\/pages\/([^/]+)\/.*\.css$/;
const CLASS_AT_START = /^\.([A-Za-z][\w-]*)/;

export function checkClassNames(files: readonly HouseFile[]): Finding[] {
  const owners = new Map<string, { readonly page: string; readonly path: string }>();
  return files.flatMap(({ path, text }) => {
    const page = PAGE_SHEET.exec(path)?.[1];
    if (page === undefined) return [];
    const findings: Finding[] = [];
    for (const { name, line } of definedClasses(text)) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, { page, path });
      else if (owner.page !== page) {
        const message = `The class "${name}" is defined in ${owner.path} too. Name it after its page, as in "${page}-${name}".`;
        findings.push({ path, line, message });
      }
    }
    return findings;
  });
}

/** A selector defines the class with which it begins; what follows only uses classes of others in its place. */
function definedClasses(text: string): { readonly name: string; readonly line: number }[] {
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  const found = new Map<string, number>();
  for (const { 0: whole, 1: selectors = '', index } of bare.matchAll(/([^{};]+)\{/g)) {
    const start = index + whole.length - whole.trimStart().length;
    for (const selector of selectors.split(',')) {
      const name = CLASS_AT_START.exec(selector.trim())?.[1];
      if (name !== undefined && !found.has(name)) found.set(name, bare.slice(0, start).split('\n').length);
    }
  }
  return [...found].map(([name, line]) => ({ name, line }));
}
