// A process that writes into a store from many sides at once until it is killed, and says what was acknowledged; or restores one.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Instant } from '../../src/core/time/instant.ts';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { restore } from '../../src/kit/store/restore.ts';
import type { FolderPlace, ServerPlace } from '../../src/kit/store/store.ts';
import { StoreFault } from '../../src/kit/store/store-fault.ts';
import { openRegisterStore } from '../../src/records/register/register-store.ts';

export interface WriterOrder {
  readonly place: FolderPlace | ServerPlace;
  readonly groupId: string;
  readonly writers: number;
  /** Bytes in each entry that cannot be compressed. */
  readonly bytesEach: number;
  /** Only hold the store open. */
  readonly isIdle?: boolean;
  /** Only restore this backup. */
  readonly restored?: { readonly file: string; readonly passphrase: string };
}

const order = JSON.parse(process.argv[2] ?? '{}') as WriterOrder;

/** Written at once, without a buffer: what stands there was said before the process died. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function write(place: FolderPlace | ServerPlace, writer: number): Promise<void> {
  const store = await opened;
  for (let n = 0; ; n += 1) {
    const id = makeId();
    const body = { n, padding: randomBytes(order.bytesEach).toString('base64') };
    // Some write their own records, some fight for the same one, some write several at once.
    const recordId = writer % 3 === 0 ? 'contested' : `own-${writer}-${n % 50}`;
    const draft = { id, kind: 'statement', noun: 'activities', recordId, body } as const;
    const drafts =
      writer % 4 === 1 ? [draft, { ...draft, id: makeId(), recordId: `also-${writer}` }] : [draft];
    const scope = {
      groupId: order.groupId,
      actor: 'writer',
      at: Date.now() as Instant,
      why: 'test',
      origin: 'dataFolder' in place ? 'folder' : 'server',
    };
    const outcome = await appendEntries(scope, store, drafts);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.fault));
    for (const { id: kept } of outcome.value) say(`kept ${kept}`);
  }
}

const opened = openRegisterStore(order.place);
try {
  const store = await opened;
  say('open');
  const { restored } = order;
  if (restored !== undefined) {
    await restore(store, restored.file, restored);
    await store.close();
    say('restored');
  } else if (order.isIdle === true) setInterval(() => undefined, 1_000);
  else await Promise.all(Array.from({ length: order.writers }, (_, writer) => write(order.place, writer)));
} catch (error) {
  say(`fault ${error instanceof StoreFault ? error.code : String(error)}`);
  process.exit(1);
}
