// The routes of the ledger itself: its entries, whether it is whole, signed checkpoints, and a stream of what changes.
import type { z } from 'zod';
import type { entryQueryShape } from '../../api/entries.ts';
import { makeProblem } from '../../api/problem.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import type { Route } from '../../kit/http/route.ts';
import { makeCheckpoint, readCheckpoints } from '../../kit/store/checkpoint.ts';
import { type ReadEntry, readEntries, readNewestEntries } from '../../kit/store/read-entries.ts';
import { read } from '../../kit/store/transact.ts';
import { verifyLedger } from '../../kit/store/verify-ledger.ts';
import type { Refusal } from '../../records/group/refusal.ts';

type LedgerRoute = Route<Refusal>;
type EntryQuery = z.infer<typeof entryQueryShape>;

const DAY_MS = 86_400_000;

export const listEntriesRoute: LedgerRoute = async ({ query }, scope, store) => {
  const { after = 0, before, order, limit = 100, from, until, ...rest } = query as EntryQuery;
  const wish = {
    ...rest,
    ...(from !== undefined && { from: startOfDay(from, 0) }),
    ...(until !== undefined && { until: startOfDay(until, 1) }),
  };
  const entries =
    order === 'newest'
      ? await readNewestEntries(scope, store, before, limit, wish)
      : await readEntries(scope, store, after, limit, wish);
  const next = entries.length < limit ? null : (entries.at(-1)?.position ?? null);
  return succeed(tell({ items: entries.map(writeEntry), next }));
};

function startOfDay(day: string, later: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + later * DAY_MS).toISOString();
}

/** One at a time: it reads everything. */
export function makeVerificationRoute(): LedgerRoute {
  let running = false;
  return async (_call, scope, store) => {
    if (running)
      return fail(
        makeProblem('busy', { detail: 'A ledger is being verified already. Ask again in a moment.' }),
      );
    running = true;
    try {
      const { groupId: _, ...found } = await verifyLedger(scope, store);
      return succeed(tell({ ...found, sound: found.findings.length === 0 }));
    } finally {
      running = false;
    }
  };
}

export const listCheckpointsRoute: LedgerRoute = async (_call, scope, store) =>
  succeed(tell({ checkpoints: await read(() => readCheckpoints(store.kysely, scope.groupId)) }));

export const newCheckpointRoute: LedgerRoute = async (_call, scope, store) => {
  const checkpoint = await makeCheckpoint(scope, store);
  return checkpoint === null ? fail(makeProblem('not-found')) : succeed(tell(checkpoint, {}, 201));
};

/** Without what the entry says: that is read where the record is. */
function writeEntry(entry: ReadEntry): Fields {
  return {
    position: entry.position,
    id: entry.id,
    noun: entry.noun,
    recordId: entry.record_id,
    version: entry.version,
    kind: entry.kind,
    validFrom: entry.valid_from,
    validUntil: entry.valid_until,
    recordedAt: entry.recorded_at,
    actor: entry.actor,
    why: entry.why,
    origin: entry.origin,
    previousHash: entry.previous_hash,
    hash: entry.hash,
  };
}
