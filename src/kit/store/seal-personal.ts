// Encrypts what is about a person before it enters the ledger, and decrypts it for readers as long as the person's key exists.
import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import { readKeys, writeKeys } from '../../core/base/spot.ts';
import type { Json, JsonMap } from './canonical.ts';
import { type Personal, replaceAt, SEALED, valueAt } from './ledger-entry.ts';
import { deriveKey, openBox, type StoreKeys, sealBox } from './store-keys.ts';
import { readSubjectKeys, type SubjectKey } from './subject-keys.ts';
import type { StoreTables } from './tables.ts';

/** Where a sealed text stands: it opens at no other place. */
export interface SealedPlace {
  readonly groupId: string;
  readonly noun: string;
  readonly recordId: string;
}

/**
 * The body with everything personal encrypted. The same entry sealed again gives the same bytes (its nonce is a keyed hash of
 * what is sealed), so that an id that is sent twice can be compared.
 */
export function sealPersonal(
  body: JsonMap,
  personal: readonly Personal[],
  place: SealedPlace,
  entryId: string,
  keyOf: ReadonlyMap<string, SubjectKey>,
): JsonMap {
  let sealed: Json = body;
  for (const { path, subject } of personal) {
    const { subjectKey, key } = keyOf.get(subject) as SubjectKey;
    const keys = readKeys(path);
    const plain = Buffer.from(JSON.stringify(valueAt(body, keys)));
    const bound = bindTo(place, subjectKey, path);
    const nonce = createHmac('sha256', deriveKey(key, 'nonce'))
      .update(`${bound}\n${entryId}\n`)
      .update(plain)
      .digest();
    const box = sealBox(deriveKey(key, 'text'), plain, bound, nonce.subarray(0, 12));
    sealed = replaceAt(sealed, keys, { [SEALED]: box.toString('base64'), subject: subjectKey, path });
  }
  return sealed as JsonMap;
}

export interface OpenedBody {
  readonly body: JsonMap;
  /** Paths whose person was erased; null stands there. */
  readonly erased: readonly string[];
}

/** Bodies as they were given, as far as their persons are not erased. */
export async function openBodies(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  bodies: readonly { readonly noun: string; readonly recordId: string; readonly body: JsonMap }[],
): Promise<OpenedBody[]> {
  const seals = bodies.map(({ body }) => findSeals(body));
  const subjects = seals.flatMap((found) => found.map(({ subject }) => subject));
  const keyOf = await readSubjectKeys(database, keys, groupId, subjects);
  return bodies.map(({ noun, recordId, body }, index) => {
    let opened: Json = body;
    const erased: string[] = [];
    for (const { at, subject, path, box } of seals[index] ?? []) {
      const key = keyOf.get(subject);
      const bound = bindTo({ groupId, noun, recordId }, subject, path);
      const plain =
        key === undefined ? null : openBox(deriveKey(key, 'text'), Buffer.from(box, 'base64'), bound);
      if (plain === null) erased.push(writeKeys(at));
      opened = replaceAt(opened, at, plain === null ? null : (JSON.parse(plain.toString()) as Json));
    }
    return { body: opened as JsonMap, erased: erased.sort() };
  });
}

interface Seal {
  readonly at: readonly (string | number)[];
  readonly subject: string;
  readonly path: string;
  readonly box: string;
}

/** Every sealed text in a body, with the hash of its person. */
export function findSeals(value: Json, at: readonly (string | number)[] = []): Seal[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => findSeals(item as Json, [...at, index]));
  const map = value as JsonMap;
  const box = map[SEALED];
  if (typeof box === 'string')
    return [{ at, box, subject: String(map['subject']), path: String(map['path']) }];
  return Object.entries(map).flatMap(([key, item]) => findSeals(item, [...at, key]));
}

function bindTo({ groupId, noun, recordId }: SealedPlace, subjectKey: string, path: string): string {
  return JSON.stringify([groupId, noun, recordId, subjectKey, path]);
}
