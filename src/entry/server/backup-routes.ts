// The route of backups: one file with everything that is kept, taken while others go on working.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProblem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { asDownload } from '../../kit/http/download.ts';
import type { Route } from '../../kit/http/route.ts';
import { backup } from '../../kit/store/backup.ts';
import { listGroups } from '../../kit/store/read-entries.ts';
import type { Refusal } from '../../records/group/refusal.ts';

const MEDIA = 'application/gzip';

/** One at a time: it reads everything. */
export function makeBackupRoute(): Route<Refusal> {
  let running = false;
  return async ({ who, body }, _scope, store) => {
    const isWhole = who.groupId === null || (await listGroups(store)).join() === who.groupId;
    if (!isWhole)
      return fail(
        makeProblem('may-not', {
          detail:
            'A backup holds every group, and your key is for one of them. Ask on the machine of the server, without a key.',
        }),
      );
    if (running)
      return fail(makeProblem('busy', { detail: 'A backup is being made already. Ask again in a moment.' }));
    running = true;
    // Beside the data, where there is room; in nobody's way, and readable by nobody else.
    const folder = await mkdtemp(join(store.keyFolder ?? tmpdir(), 'backup-'));
    try {
      const file = join(folder, 'whole');
      const { passphrase } = body as { passphrase?: string };
      const { bytes } = await backup(store, file, passphrase === undefined ? {} : { passphrase });
      const name = `sekisho-${new Date().toISOString().slice(0, 10)}.backup`;
      const headers = { ...asDownload(name, MEDIA), 'content-length': String(bytes) };
      return succeed({ status: 200, headers, body: sendAndRemove(file, folder) });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    } finally {
      running = false;
    }
  };
}

async function* sendAndRemove(file: string, folder: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
