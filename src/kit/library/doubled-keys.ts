// Keys that stand twice in a map of a JSON text: whoever parses it gets the last of them, and is told nothing.
import { visit } from 'jsonc-parser';
import type { Issue } from '../../core/base/issue.ts';
import { writeKeys } from '../../core/base/spot.ts';

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const FAULTS_MAX = 200;

/**
 * How many keys are written in the bytes of sound JSON. Where the parsed value has as many, none stands twice; that costs a pass over
 * the bytes, and nothing is kept. Outside of texts each key has one colon, and there is no other.
 */
export function countWrittenKeys(bytes: Uint8Array): number {
  const { length } = bytes;
  let count = 0;
  let at = 0;
  while (at < length) {
    const sign = bytes[at];
    at += 1;
    if (sign === COLON) count += 1;
    if (sign !== QUOTE) continue;
    for (let inside = bytes[at]; inside !== QUOTE && at < length; inside = bytes[at])
      at += inside === BACKSLASH ? 2 : 1;
    at += 1;
  }
  return count;
}

/** Every key that stands twice in sound JSON that is not deep, by its path. */
export function findDoubledKeys(text: string): Issue[] {
  const issues: Issue[] = [];
  const open: (Set<string> | undefined)[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, _line, _column, pathOf) => {
      const seen = open.at(-1);
      if (seen?.has(key) === true && issues.length < FAULTS_MAX)
        issues.push(doubled([...pathOf(), key], key));
      seen?.add(key);
    },
  });
  return issues;
}

function doubled(path: readonly (string | number)[], key: string): Issue {
  return {
    code: 'duplicate-key',
    at: { path: writeKeys(path) },
    message: `The key '${key.slice(0, 60)}' stands twice in this map.`,
    hint: 'Keep one of them.',
  };
}
