// Writes a JSON value in its one canonical form (RFC 8785): keys in order of code units, no blanks; what is hashed and signed.
import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonMap = { readonly [key: string]: Json };

export function writeCanonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeCanonical(item as Json)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const map = value as JsonMap;
  const pairs = Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${writeCanonical(map[key] as Json)}`);
  return `{${pairs.join(',')}}`;
}

/** SHA-256 of a text, as 64 hexadecimal digits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A hash of texts that come one after the other. */
export function startHash(): { add(text: string): void; end(): string } {
  const hash = createHash('sha256');
  return {
    add: (text) => {
      hash.update(text);
    },
    end: () => hash.digest('hex'),
  };
}
