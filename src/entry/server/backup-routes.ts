// The route of backups: one state of the whole store in one file, taken while everybody works.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProblem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { asDownload } from '../../kit/http/download.ts';
import type { Route } from '../../kit/http/route.ts';
import { backup } from '../../kit/store/backup.ts';
import { listGroups } from '../../kit/store/read-entries.ts';
import type { Refusal } from '../../records/group/refusal.ts';

/** One at a time: it reads everything, and stands on the disk until it has gone out. */
export function makeBackupRoute(): Route<Refusal> {
  let running = false;
  return async ({ who, body, left }, scope, store) => {
    // A key is for one group; the file holds all of them.
    const isWhole = who.groupId === null || (await listGroups(store)).join() === who.groupId;
    if (!isWhole)
      return fail(
        makeProblem('may-not', {
          detail:
            'A backup holds every group, and your key is for one of them. Ask on the machine of the server, without a key.',
        }),
      );
    if (running) return fail(makeProblem('busy', { detail: 'A backup is being taken already.' }));
    running = true;
    // Beside the data, where there is room; in nobody's way, and readable by nobody else.
    const folder = await mkdtemp(join(store.keyFolder ?? tmpdir(), 'backup-'));
    let isCleared = false;
    const clear = async (): Promise<void> => {
      if (isCleared) return;
      isCleared = true;
      running = false;
      await rm(folder, { recursive: true, force: true });
    };
    // Whoever leaves before the first byte has gone out starts nothing that could clear it away.
    left.addEventListener('abort', () => void clear(), { once: true });
    try {
      const { passphrase } = body as { passphrase?: string };
      const file = join(folder, 'backup');
      await backup(store, file, passphrase === undefined ? {} : { passphrase });
      const { size } = await stat(file);
      const day = new Date(scope.at).toISOString().slice(0, 10);
      const headers = {
        ...asDownload(`sekisho-${day}.backup`, 'application/gzip'),
        'content-length': String(size),
      };
      return succeed(tell(sendAndClear(file, clear), headers));
    } catch (error) {
      await clear();
      throw error;
    }
  };
}

async function* sendAndClear(file: string, clear: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } finally {
    await clear();
  }
}
