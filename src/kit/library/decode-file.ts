// Decodes a YAML or JSON text into plain values, within bounds of size and depth, and can say where in the text a path stands.
import { findNodeAtLocation, type Node as JsonNode, parseTree, visit as visitJson } from 'jsonc-parser';
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { readKeys } from '../../core/base/spot.ts';

/** A YAML text of more bytes than this is refused; large registers come as JSON. */
const YAML_BYTES_MAX = 24 * 1024 * 1024;
/** A JSON text of more bytes than this is refused. */
export const JSON_BYTES_MAX = 256 * 1024 * 1024;
/** Maps and lists inside each other, at most. */
const DEPTH_MAX = 40;
/** In JSON of up to so many signs faults are placed by line and column; above, by path. */
const JSON_PLACED_MAX = 16 * 1024 * 1024;

export interface Decoded {
  readonly value: unknown;
  /** Puts file, line and column to the paths of issues. */
  place(issues: readonly Issue[]): Issue[];
}

/**
 * Decodes `written`, named `file` in faults. YAML 1.2; anchors, aliases and tags are refused.
 * Faults: `too-large`, `too-deep`, `alias-refused`, `duplicate-key`, `unreadable`.
 */
export function decodeFile(written: string, file: string): Result<Decoded> {
  // Some programs begin a text with a mark of byte order.
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const bytes = Buffer.byteLength(text);
  const json = /^\s*[[{]/.test(text.slice(0, 4096)) && !/^\s*\{\s*[A-Za-z_]/.test(text.slice(0, 4096));
  if (bytes > (json ? JSON_BYTES_MAX : YAML_BYTES_MAX))
    return refuse(file, 'too-large', sizeMessage(bytes, json), SIZE_HINT);
  if (text.includes('\u0000'))
    return refuse(file, 'unreadable', 'The file holds NUL characters; it is not a text.', TEXT_HINT);
  if (text.includes('\uFFFD'))
    return refuse(file, 'unreadable', 'The file is not UTF-8.', 'Save it as UTF-8.');
  if (deepest(text) > DEPTH_MAX * 4)
    return refuse(file, 'too-deep', 'Brackets are nested too deeply.', DEPTH_HINT);
  const decoded = json ? decodeJson(text, file) : undefined;
  return decoded ?? decodeYaml(text, file);
}

const SIZE_HINT = 'Split it, or hand it over as JSON, which may be larger.';
const TEXT_HINT = 'Hand over a YAML or JSON text.';
const DEPTH_HINT = `No file of this program is nested deeper than ${DEPTH_MAX} levels.`;

function sizeMessage(bytes: number, json: boolean): string {
  const most = json ? JSON_BYTES_MAX : YAML_BYTES_MAX;
  return `The file has ${Math.ceil(bytes / 1024 / 1024)} MiB; ${json ? 'JSON' : 'YAML'} may have ${most / 1024 / 1024} MiB.`;
}

/** Deepest nesting of brackets outside of quotes; an upper bound that costs one pass and no memory. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] as string;
    if (quote !== '') {
      if (sign === '\\' && quote === '"') index += 1;
      else if (sign === quote || sign === '\n') quote = '';
    } else if (sign === '"' || (sign === "'" && /[\s:[{,-]/.test(text[index - 1] ?? ' '))) quote = sign;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > most) most = depth;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return most;
}

function decodeYaml(text: string, file: string): Result<Decoded> {
  const lines = new LineCounter();
  const issues: Issue[] = [];
  try {
    const doc = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      logLevel: 'error',
      // The line that a fault shows is found here; the library would copy it for each fault, and a line may be long.
      prettyErrors: false,
    });
    const at = (offset: number): Issue['at'] => {
      const { line, col } = lines.linePos(offset);
      return { path: '', file, line, column: col };
    };
    if (doc.errors.some(isTooMuchForTheReader))
      return refuse(file, 'too-deep', 'The file is nested too deeply.', DEPTH_HINT);
    for (const error of doc.errors) {
      if (error.code === 'MULTIPLE_DOCS') {
        const message = 'The file holds several documents, parted by ---.';
        issues.push({
          code: 'unreadable',
          at: at(error.pos[0]),
          message,
          hint: 'Keep one document in a file.',
        });
        continue;
      }
      const tab = /tab/i.test(error.message) ? ' YAML is indented with spaces, not tabs.' : '';
      issues.push({
        code: 'unreadable',
        at: at(error.pos[0]),
        message: firstLine(error.message),
        hint: `Mend the YAML here.${tab}`,
      });
    }
    visit(doc, {
      Node(_key, node) {
        if (isAlias(node) || (node as { anchor?: string }).anchor !== undefined) {
          issues.push({
            code: 'alias-refused',
            at: at((node as Node).range?.[0] ?? 0),
            message: 'Anchors and aliases (& and *) are not read.',
            hint: 'Write the value out where it is needed.',
          });
        }
        const tag = (node as { tag?: string }).tag;
        if (tag !== undefined && !/^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(tag)) {
          issues.push({
            code: 'unreadable',
            at: at((node as Node).range?.[0] ?? 0),
            message: `The tag ${tag} is not read.`,
            hint: 'Take the tag away.',
          });
        }
        return issues.length > 200 ? visit.BREAK : undefined;
      },
    });
    if (issues.length > 0) return fail(issues.slice(0, 200));
    if (doc.contents === null) return refuse(file, 'unreadable', 'The file is empty.', TEXT_HINT);
    const value = plainOf(doc.contents as Node, 0, (offset, code, message, hint) =>
      issues.push({ code, at: at(offset), message, hint }),
    );
    if (issues.length > 0) return fail(issues);
    return succeed({
      value,
      place: (found) =>
        found.map((issue) => ({ ...issue, at: placeOf(issue.at, doc.contents as Node, file, lines) })),
    });
  } catch (error) {
    if (error instanceof RangeError)
      return refuse(file, 'too-deep', 'The file is nested too deeply.', DEPTH_HINT);
    return refuse(
      file,
      'unreadable',
      `The file cannot be read: ${firstLine(String((error as Error).message))}.`,
      TEXT_HINT,
    );
  }
}

/** A reader that calls itself for every level runs out of stack where a file is nested without bound. */
function isTooMuchForTheReader(error: unknown): boolean {
  return error instanceof RangeError || /call stack/i.test(String((error as Error).message));
}

type Report = (offset: number, code: string, message: string, hint: string) => void;

/** Plain values of a YAML tree. Keys that stand twice are a fault, but for the `from` of a flow (see `firstDayOfFlow`). */
function plainOf(node: Node | null, depth: number, report: Report): unknown {
  if (node === null) return null;
  if (depth > DEPTH_MAX) {
    report(node.range?.[0] ?? 0, 'too-deep', 'This is nested too deeply.', DEPTH_HINT);
    return null;
  }
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plainOf(item as Node, depth + 1, report));
  if (!isMap(node)) return null;
  const out: Record<string, unknown> = Object.create(null);
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    const offset = (pair.key as Node | null)?.range?.[0] ?? node.range?.[0] ?? 0;
    if (key === undefined) {
      report(offset, 'unreadable', 'A key must be a plain word.', 'Write the key as text.');
      continue;
    }
    const value = plainOf(pair.value as Node | null, depth + 1, report);
    if (!(key in out)) out[key] = value;
    else if (!firstDayOfFlow(out, key, value))
      report(offset, 'duplicate-key', `The key '${key}' stands twice in this map.`, 'Keep one of them.');
  }
  return { ...out };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A flow has two `from`: the organisation that sends, and the first day on which it runs. Where a map has both, the day is kept
 * under `since`. True if that was the case.
 */
function firstDayOfFlow(out: Record<string, unknown>, key: string, value: unknown): boolean {
  if (key !== 'from' || 'since' in out || typeof value !== 'string' || typeof out['from'] !== 'string')
    return false;
  const days = [out['from'], value].filter((text) => DAY.test(text));
  if (days.length !== 1) return false;
  if (DAY.test(value)) out['since'] = value;
  else {
    out['since'] = out['from'];
    out['from'] = value;
  }
  return true;
}

/** Line and column of a path: of the key that is wrong, or of the nearest place above that exists. */
function placeOf(at: Issue['at'], top: Node, file: string, lines: LineCounter): Issue['at'] {
  let node: Node | null = top;
  let offset = top.range?.[0] ?? 0;
  for (const key of readKeys(at.path)) {
    if (isMap(node)) {
      const named = (name: string): Pair[] =>
        (node as YAMLMap).items.filter((pair) => isScalar(pair.key) && String(pair.key.value) === name);
      const isDay = (pair: Pair): boolean => isScalar(pair.value) && DAY.test(String(pair.value.value));
      const pairs = named(String(key));
      const pair =
        key === 'since' && pairs.length === 0
          ? named('from').find(isDay)
          : (pairs.find((one) => pairs.length === 1 || !isDay(one)) ?? pairs[0]);
      if (pair === undefined || !isPair(pair)) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { path: at.path, file, line, column: col };
}

/**
 * JSON is decoded by the machine's own reader; a second pass finds keys that stand twice. Faults are placed by line and column up
 * to a size, by path above it. Undefined where a short text is no sound JSON: YAML knows its braces too, and says what is wrong.
 */
function decodeJson(text: string, file: string): Result<Decoded> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (text.length <= JSON_PLACED_MAX) return undefined;
    return refuse(
      file,
      'unreadable',
      `This is not sound JSON: ${firstLine((error as Error).message)}.`,
      TEXT_HINT,
    );
  }
  if (isTooDeep(value, 0)) return refuse(file, 'too-deep', 'The file is nested too deeply.', DEPTH_HINT);
  const doubled = findDoubledKeys(text, file, value);
  if (doubled.length > 0) return fail(doubled);
  return succeed({ value, place: (issues) => placeInJson(issues, text, file) });
}

/** The tree with offsets is built only where there is a fault to place. */
function placeInJson(issues: readonly Issue[], text: string, file: string): Issue[] {
  const tree = issues.length > 0 && text.length <= JSON_PLACED_MAX ? parseTree(text) : undefined;
  if (tree === undefined) return issues.map((issue) => ({ ...issue, at: { ...issue.at, file } }));
  const starts = lineStarts(text);
  return issues.map((issue) => {
    const keys = readKeys(issue.at.path);
    let node: JsonNode | undefined;
    for (let length = keys.length; length >= 0 && node === undefined; length -= 1) {
      node = findNodeAtLocation(tree, keys.slice(0, length));
    }
    // The key is what a person looks for; a list item has none.
    const offset = (node?.parent?.type === 'property' ? node.parent.offset : node?.offset) ?? 0;
    const line = lastAtOrBefore(starts, offset);
    return {
      ...issue,
      at: { path: issue.at.path, file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 },
    };
  });
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Walks through sound JSON and notes keys that stand twice; the two `from` of a flow are put right in `value` on the way. */
function findDoubledKeys(text: string, file: string, value: unknown): Issue[] {
  const issues: Issue[] = [];
  /** Maps and lists around the place that is read; of a map the keys so far with their literals, and the key whose value comes next. */
  const open: ({ readonly seen: Map<string, unknown>; key: string } | undefined)[] = [];
  let waiting: {
    readonly key: string;
    readonly earlier: unknown;
    readonly at: Issue['at'];
    readonly path: readonly (string | number)[];
  } | null = null;
  /** A key that stands twice with a map or list: never a flow's first day. */
  const reportWaiting = (): void => {
    if (waiting !== null && issues.length < 200) issues.push(doubledKey(waiting.key, waiting.at));
    waiting = null;
  };
  visitJson(
    text,
    {
      onObjectBegin: () => {
        reportWaiting();
        open.push({ seen: new Map(), key: '' });
      },
      onArrayBegin: () => {
        reportWaiting();
        open.push(undefined);
      },
      onArrayEnd: () => {
        open.pop();
      },
      onObjectEnd: () => {
        open.pop();
      },
      onObjectProperty: (key, _offset, _length, line, column, pathOf) => {
        const around = open.at(-1);
        if (around === undefined) return;
        const { seen } = around;
        around.key = key;
        if (!seen.has(key)) {
          seen.set(key, undefined);
          return;
        }
        const at = { path: '', file, line: line + 1, column: column + 1 };
        waiting = { key, earlier: seen.get(key), at, path: pathOf() };
      },
      onLiteralValue: (literal) => {
        if (waiting !== null) {
          const { key, earlier, at, path } = waiting;
          waiting = null;
          const holder: Record<string, unknown> = { ...(holderAt(value, path) ?? {}), from: earlier };
          const flow = holderAt(value, path);
          if (flow !== undefined && firstDayOfFlow(holder, key, literal)) Object.assign(flow, holder);
          else if (issues.length < 200) issues.push(doubledKey(key, at));
          return;
        }
        const around = open.at(-1);
        around?.seen.set(around.key, literal);
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return issues;
}

function holderAt(value: unknown, path: readonly (string | number)[]): Record<string, unknown> | undefined {
  let here: unknown = value;
  for (const key of path) here = (here as Record<string | number, unknown> | undefined)?.[key];
  return typeof here === 'object' && here !== null ? (here as Record<string, unknown>) : undefined;
}

function doubledKey(key: string, at: Issue['at']): Issue {
  return {
    code: 'duplicate-key',
    at,
    message: `The key '${key}' stands twice in this map.`,
    hint: 'Keep one of them.',
  };
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEPTH_MAX) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value))
    if (isTooDeep(item, depth + 1)) return true;
  return false;
}

function refuse(file: string, code: string, message: string, hint: string): Result<never> {
  return fail([{ code, at: { path: '', file, line: 1, column: 1 }, message, hint }]);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line .*$/, '').replace(/:$/, '');
}
