// Removes the content of a file when nobody needs it any more: no attachment, and no import that waits.
import { removeBlob } from '../../kit/store/blobs.ts';
import { queryRecords } from '../../kit/store/query-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';

export async function releaseBlob(scope: Scope, store: Store, sha256: string): Promise<void> {
  const isOf = { path: ['sha256'], is: 'equals', value: sha256 } as const;
  const isWaiting = { path: ['state'], is: 'equals', value: 'planned' } as const;
  const attached = await queryRecords(scope, store, { noun: 'attachments', where: [isOf], limit: 1 });
  const waiting = await queryRecords(scope, store, { noun: 'imports', where: [isOf, isWaiting], limit: 1 });
  const isNeeded = [attached, waiting].some((page) => !page.ok || page.value.records.length > 0);
  if (!isNeeded) await removeBlob(scope, store, sha256);
}
