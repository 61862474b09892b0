// Finds every import of a source file: static, of types, re-exported, dynamic, and files named relative to the module.
import { lineAt } from './house-file.ts';
import { maskSource } from './mask-source.ts';

export interface Import {
  /** `static` covers imports of types too: for the order of the house a type is as binding as a value. */
  readonly kind: 'static' | 're-export' | 'dynamic' | 'address';
  /** As written: `./due.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** Names taken from the other file; `*` where all of it is taken. */
  readonly names: readonly string[];
  readonly line: number;
}

const NAMED = String.raw`\{[^{}]*\}`;
const STATIC = new RegExp(
  String.raw`\bimport\s+(?:type\s+(?!from\b))?((?:[\w$]+\s*,?\s*)?(?:\*\s*as\s+[\w$]+|${NAMED})?)\s*\bfrom\s*(?=['"])|` +
    String.raw`\bimport\s*(${NAMED})\s*from\s*(?=['"])`,
  'g',
);
const RE_EXPORT = new RegExp(
  String.raw`\bexport\s+(?:type\s+)?(\*(?:\s*as\s+[\w$]+)?|${NAMED})\s*from\s*(?=['"])`,
  'g',
);
const BARE = /\bimport\s*(?=['"])/g;
const DYNAMIC = /\bimport\s*\(\s*(?=['"`])/g;
const ADDRESS = /\bnew\s+URL\s*\(\s*(?=['"])/g;

export function scanImports(text: string): Import[] {
  const masked = maskSource(text);
  const find = (
    kind: Import['kind'],
    pattern: RegExp,
    names: (match: RegExpMatchArray) => string[],
  ): Import[] =>
    [...masked.matchAll(pattern)].map((match) => ({
      kind,
      specifier: quotedAt(text, match.index + match[0].length),
      names: names(match),
      line: lineAt(text, match.index),
    }));
  const addresses = find('address', ADDRESS, () => []).filter(({ specifier }) => specifier.startsWith('.'));
  return [
    ...find('static', STATIC, (match) => namesIn(match[1] ?? match[2] ?? '')),
    ...find('re-export', RE_EXPORT, (match) => namesIn(match[1] ?? '')),
    ...find('static', BARE, () => []),
    ...find('dynamic', DYNAMIC, () => ['*']),
    ...addresses,
  ].sort((a, b) => a.line - b.line);
}

/** `a, { type b as c, d }` takes default, b and d. */
function namesIn(clause: string): string[] {
  const braced = /\{([^{}]*)\}/.exec(clause)?.[1] ?? '';
  const rest = clause.replace(/\{[^{}]*\}/, '').trim();
  const names = braced
    .split(',')
    .map((part) => part.trim().replace(/^type\s+(?!as\b)/, ''))
    .filter((part) => part !== '')
    .map((part) => part.split(/\s+as\s+/)[0] ?? part);
  if (rest.includes('*')) names.push('*');
  if (/^[\w$]+/.test(rest)) names.push('default');
  return names;
}

function quotedAt(text: string, position: number): string {
  const quote = text[position] ?? '';
  return text.slice(position + 1, text.indexOf(quote, position + 1));
}
