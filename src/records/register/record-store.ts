// What is asked of the store under the lock of a group before records are changed: are all names good, and who names whom?
import type { Issue } from '../../core/base/issue.ts';
import type { Fields } from '../../core/base/reading.ts';
import { readKeys } from '../../core/base/spot.ts';
import {
  personalPathsOf,
  RECORD_NOUNS,
  type RecordNoun,
  referencesOf,
} from '../../core/flows/record-kinds.ts';
import type { Json, JsonMap } from '../../kit/store/canonical.ts';
import type { Personal } from '../../kit/store/ledger-entry.ts';
import type { KeptRecord } from '../../kit/store/read-records.ts';
import { countNamings, findMissing, findNamings, type Linked } from '../../kit/store/record-links.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Naming } from '../group/refusal.ts';
import type { KeptFields } from './record.ts';

const NAMINGS_MAX = 100;

/** A name in a record, and where it stands. */
export interface NamedAt extends Linked {
  readonly path: string;
}

/** Every record and every attachment that a record names. */
export function namesOf(noun: RecordNoun, record: Fields): NamedAt[] {
  const names = referencesOf(noun, record).map(({ noun: to, id, path }) => ({
    noun: to as string,
    recordId: id,
    path,
  }));
  const { documents } = record;
  if ((noun === 'instruments' || noun === 'assessments') && Array.isArray(documents)) {
    documents.forEach((id, index) => {
      if (typeof id === 'string')
        names.push({ noun: 'attachments', recordId: id, path: `documents[${index}]` });
    });
  }
  return names;
}

/** The texts of a record that are about a person. A name that is only the id says nothing that the id does not. */
export function personalIn(noun: RecordNoun, record: Fields): string[] {
  return personalPathsOf(noun, record).filter((path) => path !== 'name' || record['name'] !== record['id']);
}

/** Which texts of a record are kept under the key of the person. */
export function personalOf(noun: RecordNoun, record: Fields, before = ''): Personal[] {
  const subject = String(record['id']);
  return personalIn(noun, record).map((path) => ({ path: before + path, subject }));
}

/** A record without what was erased; whoever has no name any more is called by their id, for everybody has a name. */
export function withoutErased(body: JsonMap, erased: readonly string[]): JsonMap {
  if (erased.length === 0) return body;
  const left = leaveOut(body, erased);
  return erased.includes('name') ? { ...left, name: String(body['id']) } : left;
}

/** Names that lead nowhere, as faults; `coming` are records that are made in the same breath, `going` those that are removed. */
export async function findDangling(
  scope: Scope,
  store: Store,
  named: readonly NamedAt[],
  coming: ReadonlySet<string> = new Set(),
  going: ReadonlySet<string> = new Set(),
): Promise<Issue[]> {
  const asked = named.filter((one) => !coming.has(nameOf(one)) && !going.has(nameOf(one)));
  const missing = new Set(await findMissing(scope, store, asked));
  return named
    .filter((one) => missing.has(one) || going.has(nameOf(one)))
    .map(({ noun, recordId, path }) => ({
      code: 'dangling-id',
      at: { path },
      message: `'${recordId}' is not among the ${noun}.`,
      hint: `Add it to ${noun}, or mend the id.`,
    }));
}

/** As records are looked up in sets; neither part holds a blank. */
export function nameOf({ noun, recordId }: Linked): string {
  return `${noun} ${recordId}`;
}

/** Which other records name a record, and where; those that go with it, and those of some nouns, do not count. */
export async function findNamers(
  scope: Scope,
  store: Store,
  named: Linked,
  going: readonly Linked[] = [],
  butNouns: readonly string[] = [],
): Promise<{ readonly by: readonly Naming[]; readonly more: number }> {
  const found = await findNamings(scope, store, named, NAMINGS_MAX, [named, ...going], butNouns);
  const by = found.map(({ noun, recordId: id, body }) => {
    const at = namesOf(noun as RecordNoun, body).find(
      (one) => one.noun === named.noun && one.recordId === named.recordId,
    );
    return { noun, id, path: at?.path ?? '' };
  });
  const more = by.length < NAMINGS_MAX ? 0 : (await countNamings(scope, store, named)) - by.length;
  return { by, more: Math.max(0, more) };
}

export function isRecordNoun(noun: string): noun is RecordNoun {
  return (RECORD_NOUNS as readonly string[]).includes(noun);
}

/** A record as readers see it. */
export function asKeptFields<Noun extends string>(kept: KeptRecord): KeptFields<Noun> {
  const { recordId, version, position, recordedAt, validFrom, validUntil, deleted, erased, body } = kept;
  return {
    noun: kept.noun as Noun,
    id: recordId,
    version,
    position,
    recordedAt,
    validFrom,
    validUntil,
    removed: deleted,
    erased,
    record: withoutErased(body, erased),
  };
}

/** A body without what stands at some places. */
function leaveOut(body: JsonMap, paths: readonly string[]): JsonMap {
  let left: Json = body;
  for (const path of paths) left = without(left, readKeys(path));
  return left as JsonMap;
}

function without(value: Json, [key, ...rest]: readonly (string | number)[]): Json {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === key ? without(item, rest) : item));
  const { [key]: below, ...others } = value as JsonMap;
  if (below === undefined || rest.length === 0) return others;
  return { ...others, [key]: without(below, rest) };
}

/** The key by which a record names the one above it. */
export const ABOVE: Readonly<Partial<Record<RecordNoun, string>>> = {
  organisations: 'parent',
  divisions: 'parent',
  contractors: 'under',
};

export function sayCycle(path: string, key: string, way: readonly string[]): Issue {
  return {
    code: 'parent-cycle',
    at: { path },
    message: `'${way[0]}' would be above itself: ${way.join(' → ')}.`,
    hint: `One of these has none of the others above it; take its "${key}" away.`,
  };
}
