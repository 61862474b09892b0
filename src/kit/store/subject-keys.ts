// The keys of persons: one for each, kept encrypted under the master key, and destroyed when the person must be forgotten.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { StoreFault } from './store-fault.ts';
import { deriveKey, hashWithKey, openBox, type StoreKeys, sealBox } from './store-keys.ts';
import type { StoreTables } from './tables.ts';

/** After an erasure the same person, should they come again, gets a new key; so many times is more than enough. */
const COMINGS_MAX = 64;

export interface SubjectKey {
  readonly subjectKey: string;
  readonly key: Buffer;
}

/** The keyed hash under which a person is kept when they come for the n-th time. */
function nameSubject({ master }: StoreKeys, groupId: string, subject: string, coming: number): string {
  return hashWithKey(deriveKey(master, 'subjects'), JSON.stringify([groupId, subject, coming]));
}

/** The key of a person, made where there is none. The caller holds the group's head, so that nobody else makes one meanwhile. */
export async function keepSubjectKey(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  subject: string,
  at: string,
): Promise<SubjectKey> {
  for (let coming = 0; coming < COMINGS_MAX; coming += 1) {
    const subjectKey = nameSubject(keys, groupId, subject, coming);
    const row = await database
      .selectFrom('subject_keys')
      .select('sealed_key')
      .where('group_id', '=', groupId)
      .where('subject_key', '=', subjectKey)
      .executeTakeFirst();
    if (row !== undefined && row.sealed_key !== null)
      return { subjectKey, key: openSubjectKey(keys, groupId, subjectKey, row.sealed_key) };
    if (row === undefined) return makeSubjectKey(database, keys, groupId, subjectKey, at);
  }
  throw new Error('A person was erased and came again more often than is kept track of.');
}

async function makeSubjectKey(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  subjectKey: string,
  at: string,
): Promise<SubjectKey> {
  const key = randomBytes(32);
  const sealed = sealBox(deriveKey(keys.master, 'subject-keys'), key, JSON.stringify([groupId, subjectKey]));
  await database
    .insertInto('subject_keys')
    .values({
      group_id: groupId,
      subject_key: subjectKey,
      sealed_key: sealed.toString('base64'),
      made_at: at,
      destroyed_at: null,
    })
    .execute();
  return { subjectKey, key };
}

/** The keys of those persons that are not erased. */
export async function readSubjectKeys(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  subjectKeys: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (subjectKeys.length === 0) return new Map();
  const rows = await database
    .selectFrom('subject_keys')
    .select(['subject_key', 'sealed_key'])
    .where('group_id', '=', groupId)
    .where('subject_key', 'in', [...new Set(subjectKeys)])
    .where('sealed_key', 'is not', null)
    .execute();
  return new Map(
    rows.map((row) => [
      row.subject_key,
      openSubjectKey(keys, groupId, row.subject_key, row.sealed_key as string),
    ]),
  );
}

/** Tells at a start that the master key is another one than that under which persons were kept. */
export async function checkMaster(database: Kysely<StoreTables>, keys: StoreKeys): Promise<void> {
  const row = await database
    .selectFrom('subject_keys')
    .select(['group_id', 'subject_key', 'sealed_key'])
    .where('sealed_key', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (row !== undefined) openSubjectKey(keys, row.group_id, row.subject_key, row.sealed_key as string);
}

function openSubjectKey({ master }: StoreKeys, groupId: string, subjectKey: string, sealed: string): Buffer {
  const bound = JSON.stringify([groupId, subjectKey]);
  const key = openBox(deriveKey(master, 'subject-keys'), Buffer.from(sealed, 'base64'), bound);
  if (key !== null) return key;
  throw new StoreFault(
    'key-wrong',
    'The master key is not the one under which the personal data here were kept.',
    'Set SEKISHO_MASTER_KEY, or put back the file master.key, as it was for this store. With another key these data cannot be read.',
  );
}

/** The keys a person has had, the first coming first; one at least, though nothing be kept of them. */
export async function findSubjectKeys(
  database: Kysely<StoreTables>,
  keys: StoreKeys,
  groupId: string,
  subject: string,
): Promise<{ readonly subjectKey: string; readonly isKept: boolean; readonly isLiving: boolean }[]> {
  const names = Array.from({ length: COMINGS_MAX }, (_, coming) =>
    nameSubject(keys, groupId, subject, coming),
  );
  const rows = await database
    .selectFrom('subject_keys')
    .select(['subject_key', 'sealed_key'])
    .where('group_id', '=', groupId)
    .where('subject_key', 'in', names)
    .execute();
  const kept = names.flatMap((name) => rows.find((row) => row.subject_key === name) ?? []);
  if (kept.length === 0) return [{ subjectKey: names[0] as string, isKept: false, isLiving: false }];
  return kept.map((row) => ({
    subjectKey: row.subject_key,
    isKept: true,
    isLiving: row.sealed_key !== null,
  }));
}
