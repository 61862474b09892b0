// Reads one line of JSON strictly, and can say in which column a path stands.
import { findNodeAtLocation, type ParseError, parse, parseTree } from 'jsonc-parser';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { readKeys } from '../../core/base/spot.ts';
import { decodeFile } from './decode-file.ts';

/** So many brackets are not too deep in any order. */
const BRACKETS_SURE = 40;

/** Reads the text of line `line`. Faults: `unreadable`, `duplicate-key`, `too-deep`. */
export function readJsonLine(text: string, file: string, line: number): Result<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const column = columnOfFault(text);
    const message = 'This line is no sound JSON.';
    const hint = 'Write one value of JSON on each line, without comments or line breaks inside.';
    return fail([{ code: 'unreadable', at: { path: '', file, line, column }, message, hint }]);
  }
  // Written back it is the same, so no key stood twice; and with so few brackets nothing is nested too deeply.
  if ((text.match(/[[{]/g)?.length ?? 0) <= BRACKETS_SURE && JSON.stringify(value) === text)
    return succeed(value);
  const decoded = decodeFile(text, file);
  if (decoded.ok) return succeed(decoded.value.value);
  return fail(decoded.fault.map((issue) => ({ ...issue, at: { ...issue.at, line } })));
}

/** Line and column of issues whose paths lead into the value of one line. */
export function placeInJsonLine(issues: readonly Issue[], text: string, file: string, line: number): Issue[] {
  const tree = parseTree(text);
  return issues.map((issue) => {
    const keys = readKeys(issue.at.path);
    let found = tree;
    for (let length = keys.length; length >= 0; length -= 1) {
      const node = tree === undefined ? undefined : findNodeAtLocation(tree, keys.slice(0, length));
      if (node === undefined) continue;
      found = node.parent?.type === 'property' ? node.parent : node;
      break;
    }
    return { ...issue, at: { path: issue.at.path, file, line, column: (found?.offset ?? 0) + 1 } };
  });
}

function columnOfFault(text: string): number {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  return (errors[0]?.offset ?? text.length) + 1;
}
