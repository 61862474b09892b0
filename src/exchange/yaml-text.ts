// Writes plain values as YAML that people like to read: short maps on one line, long ones key by key.
import { inOrder } from './record-order.ts';

/** A map that fits into so many signs stands on one line. */
const LINE_SIGNS_MAX = 140;
/** What may stand without quotes: letters, digits and harmless signs, and no more than single spaces. */
const PLAIN = /^[\p{L}\p{N}_/(][\p{L}\p{N}_./+@&()%;=-]*(?: [\p{L}\p{N}_./+@&()%;=-]+)*$/u;
/** Words and numbers that a reader would take for something else than a text. */
const NOT_TEXT =
  /^(?:null|true|false|yes|no|on|off|y|n|~|[+-]?(?:\d[\d_]*)?(?:\.\d*)?(?:e[+-]?\d+)?|[+-]?\.(?:inf)|\.nan|0x[\da-f]+|0o[0-7]+|0b[01]+|\d+(?::\d+)+)$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The value on one line, as in `{id: a, data: [name, email]}`. */
export function writeFlow(value: unknown): string {
  if (typeof value === 'string') return writeText(value);
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = inOrder(value as Record<string, unknown>);
    return `{${entries.map(([key, item]) => `${writeText(key)}: ${writeFlow(item)}`).join(', ')}}`;
  }
  return value === null || value === undefined ? 'null' : String(value);
}

/** One entry of a list, `indent` spaces in. */
export function writeListItem(value: unknown, indent: number): string {
  const margin = ' '.repeat(indent);
  const flow = writeFlow(value);
  const fits = flow.length + indent <= LINE_SIGNS_MAX && !Object.values(value ?? {}).some(mayStandAsLines);
  if (!isMap(value) || fits) return `${margin}- ${flow}\n`;
  return `${margin}- ${writeBlock(value, indent + 2).slice(indent + 2)}`;
}

/** A map, key by key, `indent` spaces in; what is too long for a line goes below its key. */
export function writeBlock(fields: Readonly<Record<string, unknown>>, indent: number): string {
  const margin = ' '.repeat(indent);
  let text = '';
  for (const [key, value] of inOrder(fields)) {
    text += `${margin}${writeText(key)}:`;
    if (typeof value === 'string' && mayStandAsLines(value)) {
      text += ` |${value.endsWith('\n') ? '' : '-'}\n${value.replace(/\n$/, '').replace(/^(?=.)/gm, `${margin}  `)}\n`;
      continue;
    }
    const flow = writeFlow(value);
    const fits = flow.length + key.length + indent <= LINE_SIGNS_MAX;
    if (isMap(value) && !fits) text += `\n${writeBlock(value, indent + 2)}`;
    else if (Array.isArray(value) && !fits && value.some((item) => typeof item === 'object' && item !== null))
      text += `\n${value.map((item) => writeListItem(item, indent + 2)).join('')}`;
    else text += ` ${flow}\n`;
  }
  return text;
}

/** A text without quotes where nothing can mistake it, else in double quotes. */
function writeText(text: string): string {
  if ((PLAIN.test(text) && !NOT_TEXT.test(text)) || DAY.test(text)) return text;
  return writeQuoted(text);
}

/** May a text stand line by line below its key? Only if every reader finds the same lines again. */
function mayStandAsLines(value: unknown): boolean {
  if (typeof value !== 'string' || !value.includes('\n')) return false;
  const inside = value.replace(/\n$/, '');
  const escapes = writeQuoted(inside).replace(/\\[n"\\]/g, '');
  if (escapes.includes('\\') || inside.includes('\t')) return false;
  const lines = inside.split('\n');
  if (lines.some((line) => line.endsWith(' ')) || lines[0] === '' || lines.at(-1) === '') return false;
  return (
    !inside.startsWith(' ') && lines.every((line) => /^[^[\]{}]*$/.test(line) || closesItsBrackets(line))
  );
}

/** Brackets that stay open in a text count as nesting for a reader that looks for files without end. */
function closesItsBrackets(line: string): boolean {
  const outside = line.replace(/"(?:[^"\\]|\\.)*"/g, '');
  if (/["']/.test(outside)) return false;
  let depth = 0;
  for (const sign of outside) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth === 0;
}

/** In double quotes, as JSON and YAML both read it; signs that an editor or a reader may trip over are escaped. */
export function writeQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}
