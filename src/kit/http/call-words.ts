// Words of a call that several routes read in the same way: its id, its idempotency key, the versions it names, its clocks.
import type { Instant } from '../../core/time/instant.ts';
import { isId, makeId } from '../store/make-id.ts';
import type { Clocks } from '../store/read-records.ts';
import type { Call } from './call.ts';
import { readVersions } from './entity-tags.ts';

export function idOf({ params }: Call): string {
  return params['id'] ?? '';
}

/** The idempotency key is the id of the entry. */
export function entryOf(call: Call): { readonly entryId?: string } {
  const key = call.header('idempotency-key');
  return key !== undefined && isId(key) ? { entryId: key } : {};
}

/** The id of what this call makes: the idempotency key, so that sending twice makes one. */
export function newIdOf(call: Call): string {
  return entryOf(call).entryId ?? makeId();
}

/** The one version that If-Match names; undefined where it names none, any, or several. */
export function versionOf(call: Call): { readonly expectedVersion?: number } {
  const versions = readVersions(call.header('if-match'));
  return Array.isArray(versions) && versions.length === 1 ? { expectedVersion: versions[0] as number } : {};
}

/** Both clocks of a question. */
export function readClocks(query: Readonly<Record<string, unknown>>): Clocks {
  const { asOf, knownAt } = query as { asOf?: string; knownAt?: string };
  return {
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt: Date.parse(knownAt) as Instant }),
  };
}

/** The page of a list. */
export function readPage(query: Readonly<Record<string, unknown>>): {
  readonly after?: string;
  readonly limit: number;
} {
  const { after, limit = 100 } = query as { after?: string; limit?: number };
  return { limit, ...(after !== undefined && { after }) };
}

/** The name of the file that is sent: percent-encoded, for headers hold no other letters. Without a path, and never empty. */
export function fileNameOf(call: Call): string {
  const sent = call.header('x-file-name') ?? '';
  const name = decode(sent)
    .replace(/^.*[/\\]/, '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200);
  return name === '' ? 'file' : name;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
