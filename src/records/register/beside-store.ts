// What stands beside the records of the register and belongs to one of them: comments and attachments.
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { type Filter, queryRecords, type RecordPage } from '../../kit/store/query-records.ts';
import { readRecord } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { NamedRecord, Refusal } from '../group/refusal.ts';
import { refuseAbsent, refuseInput } from '../group/refusal-words.ts';
import { isRecordNoun } from './record-store.ts';

/** Null: there is something to which a comment or a file can belong. */
export async function refuseUnlessThere(
  scope: Scope,
  store: Store,
  { noun, id }: NamedRecord,
): Promise<Refusal | null> {
  if (!isRecordNoun(noun) && noun !== 'changes' && noun !== 'imports') return refuseAbsent({ noun, id });
  const kept = await readRecord(scope, store, noun, id);
  return kept === null || kept.deleted ? refuseAbsent({ noun, id }, kept?.version) : null;
}

/** A page of what belongs to a record, or to any, in the order in which it came. */
export async function listBeside(
  scope: Scope,
  store: Store,
  noun: 'comments' | 'attachments',
  { of, ...paging }: { readonly of?: NamedRecord; readonly after?: string; readonly limit?: number },
): Promise<Result<RecordPage, Refusal>> {
  const where: Filter[] =
    of === undefined
      ? []
      : [
          { path: ['of', 'noun'], is: 'equals', value: of.noun },
          { path: ['of', 'id'], is: 'equals', value: of.id },
        ];
  const page = await queryRecords(scope, store, { ...paging, noun, where, sort: [{ by: 'recordedAt' }] });
  return page.ok ? succeed(page.value) : fail(refuseInput(page.fault));
}
