// Keys: makes them, recognises them, and withdraws them.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Instant } from '../../core/time/instant.ts';
import { hashText, type JsonMap } from '../../kit/store/canonical.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { queryRecords } from '../../kit/store/query-records.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import { isSecretOf, makeSecret } from '../../kit/store/secret.ts';
import type { Store } from '../../kit/store/store.ts';
import { readGroupOf } from '../group/group-actions.ts';
import { append } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuseAbsent, refuseInput, refuseTaken } from '../group/refusal-words.ts';
import { type Bearer, type Key, readKeyText, readKeyWords, writeKeyText } from './key.ts';

export const KEYS = 'keys';

export interface KeptKey extends Key {
  readonly version: number;
  readonly recordedAt: string;
  readonly isWithdrawn: boolean;
}

/** Makes a key for a group that exists. `text` is the key itself: it is shown this once and not kept. */
export async function makeKey(
  scope: Scope,
  store: Store,
  words: unknown,
): Promise<Result<{ readonly key: KeptKey; readonly text: string }, Refusal>> {
  const read = readKeyWords(words);
  if (!read.ok) return fail(refuseInput(read.fault));
  const { person, role, name, until } = read.value;
  const id = makeId();
  const secret = makeSecret();
  const key: Key = {
    id,
    person,
    role,
    ...(name !== undefined && { name }),
    ...(until !== undefined && { until }),
  };
  const body = { ...key, hash: hashText(secret) } as unknown as JsonMap;
  const draft = { id: makeId(), kind: 'statement', noun: KEYS, recordId: id, body } as const;
  const outcome = await append(scope, store, [draft], async (within) => {
    if ((await readGroupOf(scope, within)) === null)
      return refuseAbsent({ noun: 'groups', id: scope.groupId });
    return (await readRecord(scope, within, KEYS, id)) === null ? null : refuseTaken({ noun: KEYS, id }, 1);
  });
  if (!outcome.ok) return outcome;
  const kept = await readRecord(scope, store, KEYS, id);
  return succeed({
    key: asKeptKey(kept as KeptRecord),
    text: writeKeyText(scope.groupId, id, secret),
  });
}

/** What a key shows, whenever it is asked; null: it is no key, or was withdrawn. */
export interface KnownKey {
  readonly bearer: Bearer;
  readonly until?: string;
}

export async function findKey(store: Store, text: string, at: Instant): Promise<KnownKey | null> {
  const words = readKeyText(text);
  if (words === null) return null;
  const { groupId, id, secret } = words;
  const kept = await readRecord({ groupId, actor: 'key', at, why: '', origin: '' }, store, KEYS, id);
  if (kept === null || kept.deleted || !isSecretOf(secret, String(kept.body['hash']))) return null;
  const { person, role, until } = asKeptKey(kept);
  return { bearer: { groupId, keyId: id, person, role }, ...(until !== undefined && { until }) };
}

/** Whom a key shows at a moment; null: its time is over, or it is none. */
export function bearerAt(known: KnownKey | null, at: Instant): Bearer | null {
  if (known === null || (known.until !== undefined && Date.parse(known.until) <= at)) return null;
  return known.bearer;
}

/** Keys, the last that were made first; without their hashes. */
export async function listKeys(
  scope: Scope,
  store: Store,
  wish: { readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly keys: readonly KeptKey[]; readonly next: string | null }, Refusal>> {
  const page = await queryRecords(scope, store, {
    ...wish,
    noun: KEYS,
    sort: [{ by: 'recordedAt', descending: true }],
    withRemoved: true,
  });
  if (!page.ok) return fail(refuseInput(page.fault));
  return succeed({ keys: page.value.records.map(asKeptKey), next: page.value.next });
}

function asKeptKey({ body, version, recordedAt, deleted }: KeptRecord): KeptKey {
  const { hash: _, ...key } = body;
  return { ...(key as unknown as Key), version, recordedAt, isWithdrawn: deleted };
}

/** From now on it opens nothing. */
export async function withdrawKey(
  scope: Scope,
  store: Store,
  id: string,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<KeptKey, Refusal>> {
  const outcome = await append(scope, store, [{ id: entryId, kind: 'removal', noun: KEYS, recordId: id }]);
  if (!outcome.ok) return outcome;
  return succeed(asKeptKey((await readRecord(scope, store, KEYS, id)) as KeptRecord));
}
