// The first start: takes the example group into a store in which there is no group yet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../core/time/instant.ts';
import { openImport } from '../../exchange/open-import.ts';
import { registerYaml } from '../../exchange/register-file.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { listGroups } from '../../records/group/group-actions.ts';
import { applyImport, planImport } from '../../records/register/import-actions.ts';
import { LOCAL_PERSON } from './door.ts';

const FILE_NAME = 'example-group.yaml';

/** Answers the id of the group where one was taken in. */
export async function takeInExample(home: string, store: Store): Promise<string | null> {
  if ((await listGroups(store)).length > 0) return null;
  const bytes = readFileSync(join(home, 'examples', FILE_NAME));
  const opened = await openImport(registerYaml, { name: FILE_NAME, chunks: () => once(bytes) });
  if (!opened.ok) throw new Error(`The example has faults: ${opened.fault[0]?.message}`);
  const { source, group } = opened.value;
  const groupId = group?.id ?? 'example';
  const scope: Scope = {
    groupId,
    actor: LOCAL_PERSON,
    at: Date.now() as Instant,
    why: 'The example, for a first look.',
    origin: FILE_NAME,
  };
  const opening = { id: groupId, ...(group?.name !== undefined && { name: group.name }) };
  const plan = await planImport(scope, store, source);
  const kept = plan.ok ? await applyImport(scope, store, source, plan.value, { opening }) : plan;
  // Another process of the same database may have been first.
  if (!kept.ok && kept.fault.code !== 'taken')
    throw new Error(`The example was refused: ${kept.fault.message}`);
  return kept.ok ? groupId : null;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
