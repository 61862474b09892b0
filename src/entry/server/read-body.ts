// Reads a JSON body: bytes to a value that is neither too deep nor trying to be a prototype; faults as a problem.
import { makeProblem, type Problem } from '../../api/problem.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';

/** An empty body counts as an empty map. */
export function readBody(bytes: Uint8Array, depthMax: number): Result<unknown, Problem> {
  if (bytes.length === 0) return succeed({});
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail(makeProblem('unsound-request', { detail: 'The body is not JSON in UTF-8.' }));
  }
  const fault = findFault(value, depthMax);
  return fault === null ? succeed(value) : fail(makeProblem('unsound-request', { detail: fault }));
}

/** Walks level by level, not by recursion: a body may be as deep as it is long. */
function findFault(value: unknown, depthMax: number): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax) return `Lists and maps within each other are read to a depth of ${depthMax}.`;
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      if (Object.hasOwn(one, '__proto__')) return 'The key "__proto__" is not taken.';
      for (const item of Object.values(one)) if (typeof item === 'object' && item !== null) below.push(item);
    }
    level = below;
  }
  return null;
}
