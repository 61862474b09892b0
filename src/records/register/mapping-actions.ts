// Mappings: remembers what columns of foreign sheets mean, so that nobody settles it twice.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Receipt } from '../../kit/store/append.ts';
import { type JsonMap, writeCanonical } from '../../kit/store/canonical.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { queryRecords } from '../../kit/store/query-records.ts';
import { type KeptRecord, readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { append } from '../group/ledger-actions.ts';
import type { Refusal } from '../group/refusal.ts';
import { refuseInput } from '../group/refusal-words.ts';
import { type MappingWords, withoutSamples } from './mapping.ts';
import type { Kept } from './record.ts';
import { asKept } from './record-actions.ts';

const MAPPINGS = 'mappings';

export interface KeptMapping {
  /** The fingerprint of the headings. */
  readonly id: string;
  readonly mapping: MappingWords;
  readonly version: number;
  readonly recordedAt: string;
}

/** Remembers a mapping under the fingerprint of its headings; nothing is appended where it is remembered so already. */
export async function keepMapping(
  scope: Scope,
  store: Store,
  id: string,
  mapping: MappingWords,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<KeptMapping, Refusal>> {
  const plain = JSON.parse(JSON.stringify(withoutSamples(mapping))) as JsonMap;
  const body = { id, mapping: plain };
  const now = await readRecord(scope, store, MAPPINGS, id);
  if (now !== null && !now.deleted && writeCanonical(now.body) === writeCanonical(body))
    return succeed(asKeptMapping(now));
  const draft = { id: entryId, kind: 'statement', noun: MAPPINGS, recordId: id, body } as const;
  const outcome = await append(scope, store, [draft]);
  if (!outcome.ok) return outcome;
  const [receipt] = outcome.value as readonly [Receipt];
  return succeed({ id, mapping: plain, version: receipt.version, recordedAt: receipt.recordedAt });
}

/** Mappings, the first remembered first, so that of two for the same headings the later one counts. */
export async function listMappings(
  scope: Scope,
  store: Store,
  wish: { readonly after?: string; readonly limit?: number } = {},
): Promise<Result<{ readonly mappings: readonly KeptMapping[]; readonly next: string | null }, Refusal>> {
  const page = await queryRecords(scope, store, { ...wish, noun: MAPPINGS, sort: [{ by: 'recordedAt' }] });
  if (!page.ok) return fail(refuseInput(page.fault));
  return succeed({ mappings: page.value.records.map(asKeptMapping), next: page.value.next });
}

function asKeptMapping({ recordId, body, version, recordedAt }: KeptRecord): KeptMapping {
  return { id: recordId, mapping: body['mapping'] as MappingWords, version, recordedAt };
}

/** Forgets a mapping: the next such sheet is guessed at again. */
export async function removeMapping(
  scope: Scope,
  store: Store,
  id: string,
  { entryId = makeId() }: { readonly entryId?: string } = {},
): Promise<Result<Kept, Refusal>> {
  const draft = { id: entryId, kind: 'removal', noun: MAPPINGS, recordId: id } as const;
  const outcome = await append(scope, store, [draft]);
  return outcome.ok ? succeed(asKept(outcome.value[0] as Receipt)) : outcome;
}
