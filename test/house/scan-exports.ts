// Finds what a source file gives to others: the names it exports, and whether each is a function, a value or a type.
import { lineAt } from './house-file.ts';
import { maskSource } from './mask-source.ts';

export interface Export {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type';
  /** Where the word `export` stands in the text. */
  readonly position: number;
  readonly line: number;
}

const DECLARATION =
  /\bexport\s+(?:declare\s+)?(?:(default)\b|(?:async\s+)?function\s*\*?\s*([\w$]+)|(?:abstract\s+)?class\s+([\w$]+)|(?:const|let|var)\s+(?:enum\s+)?([\w$]+)|(?:interface|enum)\s+([\w$]+)|type\s+([\w$]+)(?=\s*[=<]))/g;
const LIST = /\bexport\s+(type\s+)?\{([^{}]*)\}(?!\s*from\b)/g;
const FUNCTION_VALUE =
  /^[^=;]*=\s*(?:async\s*)?(?:function\b|(?:<[^=]*>\s*)?\([^;]*?\)\s*(?::[^=;]*)?=>|[\w$]+\s*=>)/;

export function scanExports(text: string): Export[] {
  const masked = maskSource(text);
  const at = (position: number) => ({ position, line: lineAt(text, position) });
  const declared = [...masked.matchAll(DECLARATION)].map((match): Export => {
    const [, byDefault, ofFunction, ofClass, ofValue, ofInterface, ofType] = match;
    const name = byDefault ?? ofFunction ?? ofClass ?? ofValue ?? ofInterface ?? ofType ?? '';
    const after = masked.slice(match.index + match[0].length, match.index + match[0].length + 400);
    const isFunction = ofFunction !== undefined || (ofValue !== undefined && FUNCTION_VALUE.test(after));
    const isType = ofInterface !== undefined || ofType !== undefined;
    return { name, kind: isFunction ? 'function' : isType ? 'type' : 'value', ...at(match.index) };
  });
  const listed = [...masked.matchAll(LIST)].flatMap((match) =>
    (match[2] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part): Export => {
        const name = part.split(/\s+as\s+/).at(-1) ?? part;
        const isType = match[1] !== undefined || part.startsWith('type ');
        return { name: name.replace(/^type\s+/, ''), kind: isType ? 'type' : 'value', ...at(match.index) };
      }),
  );
  return [...declared, ...listed].sort((a, b) => a.position - b.position);
}
