// Makes ids of records and entries: UUID version 7 (RFC 9562), so that ids made later sort later.
import { randomFillSync } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let lastAt = 0;
let count = 0;
/** Random bytes are fetched in store: one by one they would cost more than all else. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** A new id. Within this process every id sorts after the one before, also in the same millisecond or with a clock set back. */
export function makeId(now: number = Date.now()): string {
  if (now > lastAt) {
    lastAt = now;
    count = takeRandom(2).readUInt16BE() & 0x7ff;
  } else {
    count += 1;
    if (count > 0xfff) {
      lastAt += 1;
      count = 0;
    }
  }
  const hex = lastAt.toString(16).padStart(12, '0');
  const rest = takeRandom(8);
  rest[0] = ((rest[0] as number) & 0x3f) | 0x80;
  const tail = rest.toString('hex');
  const counted = count.toString(16).padStart(3, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${counted}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function takeRandom(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}

export function isId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
