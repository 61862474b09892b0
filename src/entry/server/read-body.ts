// Reads a JSON body: bytes to a value that is not too deep, has no key twice and is not trying to be a prototype; faults as a problem.
import { makeProblem, type Problem, writeIssues } from '../../api/problem.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { countWrittenKeys, findDoubledKeys } from '../../kit/library/doubled-keys.ts';

/** An empty body counts as an empty map. */
export function readBody(bytes: Uint8Array, depthMax: number): Result<unknown, Problem> {
  if (bytes.length === 0) return succeed({});
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse('The body is not JSON in UTF-8.');
  }
  const looked = lookThrough(value, depthMax);
  if ('fault' in looked) return refuse(looked.fault);
  if (looked.keys === countWrittenKeys(bytes)) return succeed(value);
  return fail(
    makeProblem('unsound-request', {
      detail: 'A key stands twice, so one of its values would be lost. Nothing was done.',
      issues: writeIssues(findDoubledKeys(text)),
    }),
  );
}

function refuse(detail: string): Result<never, Problem> {
  return fail(makeProblem('unsound-request', { detail }));
}

/** Counts the keys of all maps. Walks level by level, not by recursion: a body may be as deep as it is long. */
function lookThrough(
  value: unknown,
  depthMax: number,
): { readonly keys: number } | { readonly fault: string } {
  let keys = 0;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax)
      return { fault: `Lists and maps within each other are read to a depth of ${depthMax}.` };
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      if (Object.hasOwn(one, '__proto__')) return { fault: 'The key "__proto__" is not taken.' };
      const items = Object.values(one);
      if (!Array.isArray(one)) keys += items.length;
      for (const item of items) if (typeof item === 'object' && item !== null) below.push(item);
    }
    level = below;
  }
  return { keys };
}
