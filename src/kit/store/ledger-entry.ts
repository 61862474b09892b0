// An entry of the ledger: what somebody wants to add, what is kept of it, and the hash that chains it to the one before.

import type { Issue } from '../../core/base/issue.ts';
import { readKeys } from '../../core/base/spot.ts';
import type { Instant } from '../../core/time/instant.ts';
import { hashText, type Json, type JsonMap, writeCanonical } from './canonical.ts';
import { isId } from './make-id.ts';
import type { LedgerEntriesTable } from './tables.ts';

export type LedgerEntry = Readonly<LedgerEntriesTable>;

/** What stands before the first entry of a group. */
export const FIRST_PREVIOUS = '0'.repeat(64);

/** The nouns that only the store itself writes. */
export const ERASURES = 'erasures';

interface DraftBase {
  /** Made by the caller (`makeId`); sending the same entry again with the same id does nothing. */
  readonly id: string;
  readonly noun: string;
  readonly recordId: string;
  /** The version of the record that the author has seen; 0: none yet. Left out: whatever it is. */
  readonly expectedVersion?: number;
}

/** The record is as `body` says, from a day on or always, until a day or for good. */
export interface Statement extends DraftBase {
  readonly kind: 'statement';
  readonly body: JsonMap;
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  /** Which texts of the body are about a person, so that they can be erased. */
  readonly personal?: readonly Personal[];
}

export interface Personal {
  /** Path in the body, as in `contact.name` or `persons[0].mail`. */
  readonly path: string;
  /** Whom it is about: any id of the person; only a keyed hash of it is kept. */
  readonly subject: string;
}

/** The record is no more, from a day on or at all. */
export interface Removal extends DraftBase {
  readonly kind: 'removal';
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
}

/** An earlier entry of the record counts as never made; what it overwrote or removed is back. */
export interface Undo extends DraftBase {
  readonly kind: 'undo';
  /** The id of that entry; undoing an undo brings back what it took. */
  readonly undoes: string;
}

export type Draft = Statement | Removal | Undo;

const DAY = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u;
const PAYLOAD_BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 64;
/** The key under which an encrypted text is kept; nobody else may use it. */
export const SEALED = '$sealed';

/** Finds everything that is wrong with a draft. Codes: `bad-id`, `bad-word`, `bad-date`, `bad-period`, `bad-value`, `too-large`, `bad-path`. */
export function findDraftFaults(draft: Draft, place: string): Issue[] {
  const issues: Issue[] = [];
  const report = (path: string, code: string, message: string, hint: string): void => {
    issues.push({ code, at: { path: `${place}.${path}` }, message, hint });
  };
  if (!isId(draft.id)) report('id', 'bad-id', `'${draft.id}' is no UUID.`, 'Make one with makeId.');
  for (const key of ['noun', 'recordId'] as const) {
    if (!WORD.test(draft[key]))
      report(
        key,
        'bad-word',
        `'${draft[key].slice(0, 60)}' cannot be kept as a name.`,
        'Letters, digits, ".", "_", ":" and "-", 128 at most.',
      );
  }
  if (draft.kind === 'undo') {
    if (!isId(draft.undoes))
      report('undoes', 'bad-id', `'${draft.undoes}' is no UUID.`, 'Name the entry to undo by its id.');
    return issues;
  }
  const { validFrom = null, validUntil = null } = draft;
  for (const [key, day] of [
    ['validFrom', validFrom],
    ['validUntil', validUntil],
  ] as const) {
    if (day !== null && !isDay(day))
      report(key, 'bad-date', `'${day}' is no day.`, 'Write it as 2026-06-01.');
  }
  if (validFrom !== null && validUntil !== null && validFrom >= validUntil)
    report(
      'validUntil',
      'bad-period',
      `${validUntil} is not after ${validFrom}.`,
      'The end is the first day on which it no longer holds.',
    );
  if (draft.kind === 'statement') checkBody(draft, report);
  return issues;
}

type Report = (path: string, code: string, message: string, hint: string) => void;

function checkBody({ body, personal = [] }: Statement, report: Report): void {
  const fault = faultOfValue(body, 0, true);
  if (fault !== null) {
    report(
      'body',
      'bad-value',
      `The body holds ${fault}, which cannot be kept.`,
      'Give a map of texts, numbers, flags, lists and maps.',
    );
    return;
  }
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes > PAYLOAD_BYTES_MAX)
    report(
      'body',
      'too-large',
      `The body has ${bytes} bytes; ${PAYLOAD_BYTES_MAX} are kept at most.`,
      'Keep large things as attachments.',
    );
  const paths = personal.map(({ path }) => readKeys(path));
  personal.forEach(({ path, subject }, index) => {
    const keys = paths[index] as (string | number)[];
    const found = keys.length === 0 ? undefined : valueAt(body, keys);
    if (paths.some((other, place) => place !== index && keys.every((key, depth) => key === other[depth])))
      report(
        `personal[${index}]`,
        'bad-path',
        `'${path}' is named twice, or holds another place that is named.`,
        'Name each place once, and none within another.',
      );
    if (found === undefined || subject === '')
      report(
        `personal[${index}]`,
        'bad-path',
        `There is nothing at '${path}' of the body, or no person is named.`,
        'Name a place that exists, and whom it is about.',
      );
  });
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function faultOfValue(value: unknown, depth: number, isTop = false): string | null {
  if (depth > DEPTH_MAX) return 'lists and maps nested too deeply';
  if (typeof value === 'string') return faultOfText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number without an end';
  if (!isTop && (value === null || typeof value === 'boolean')) return null;
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  if (!isTop && Array.isArray(value)) return firstFault(value.map((item) => faultOfValue(item, depth + 1)));
  const shape = Object.getPrototypeOf(value) as unknown;
  if (Array.isArray(value) || (shape !== Object.prototype && shape !== null))
    return 'something that is no plain map';
  if (Object.hasOwn(value, SEALED)) return `the key ${SEALED}`;
  return firstFault(
    Object.entries(value).map(([key, item]) => faultOfText(key) ?? faultOfValue(item, depth + 1)),
  );
}

function firstFault(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

/** PostgreSQL keeps no NUL, and half a pair of surrogates is no text. */
function faultOfText(text: string): string | null {
  if (text.includes('\u0000')) return 'a NUL character';
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
    ? 'half a character'
    : null;
}

export function valueAt(value: Json, keys: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string | number, Json>>)[key];
  }
  return here;
}

/** The same value with another one at a place that exists. */
export function replaceAt(value: Json, keys: readonly (string | number)[], by: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return by;
  const below = replaceAt((value as Readonly<Record<string | number, Json>>)[key] as Json, rest, by);
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? below : (item as Json)));
  return { ...(value as JsonMap), [key]: below };
}

/** What an entry says, without who said it and when: the part that must be the same when an id is sent again. */
export function writeContent(
  entry: Pick<LedgerEntry, 'noun' | 'record_id' | 'kind' | 'payload' | 'valid_from' | 'valid_until'>,
): string {
  const { noun, record_id, kind, payload, valid_from, valid_until } = entry;
  return writeCanonical({ noun, record_id, kind, payload, valid_from, valid_until });
}

/** The hash of an entry: over everything that is kept of it, and over the hash of the entry before. */
export function hashEntry({ hash: _, ...entry }: LedgerEntry): string {
  return hashText(writeCanonical(entry));
}

/** An instant as the ledger writes it, to the millisecond. */
export function writeInstant(at: Instant): string {
  return new Date(at).toISOString();
}
