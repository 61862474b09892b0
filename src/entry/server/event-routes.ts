// The stream of what changes (server-sent events): one event for each entry of the ledger, resumed where the reader left off.
import { makeProblem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { type Call, tell } from '../../kit/http/call.ts';
import type { Route } from '../../kit/http/route.ts';
import type { LedgerFollower } from '../../kit/store/follow-ledger.ts';
import { type ReadEntry, readEntries } from '../../kit/store/read-entries.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import type { Door } from './door.ts';
import type { ServerLimits } from './server-limits.ts';

/** A sign of life, so that neither side takes silence for a broken line; the key is looked at again, too. */
const HEARTBEAT_MS = 15_000;
const PAGE = 200;

export interface EventGround {
  readonly follower: LedgerFollower;
  readonly door: Door;
  readonly limits: ServerLimits;
}

export function makeEventRoute({ follower, door, limits }: EventGround): Route<Refusal> {
  const open = new Map<string, number>();
  const count = (person: string, by: number): void => {
    const now = (open.get(person) ?? 0) + by;
    if (now > 0) open.set(person, now);
    else open.delete(person);
  };
  return async (call, scope, store) => {
    const person = `${scope.groupId} ${call.who.keyId ?? call.who.person}`;
    const all = [...open.values()].reduce((sum, one) => sum + one, 0);
    if (all >= limits.streams || (open.get(person) ?? 0) >= limits.streamsOfOne)
      return fail(
        makeProblem('too-many-streams', {
          detail: 'Close one that you no longer read, or ask GET …/entries from time to time.',
        }),
      );
    // Counted before anything is waited for, so that many at once are counted, too.
    count(person, 1);
    call.left.addEventListener('abort', () => count(person, -1), { once: true });
    const start = await findStart(call, scope, store);
    if (start === null)
      return fail(
        makeProblem('unsound-request', {
          detail: 'Last-Event-ID is the id of an event: a position of the ledger.',
        }),
      );
    const isWelcome = (): Promise<boolean> => door.isWelcome(call.header('authorization'));
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
    return succeed(tell(follow(scope, store, start, { follower, isWelcome, left: call.left }), headers));
  };
}

async function findStart(call: Call, scope: Scope, store: Store): Promise<number | null> {
  const last = call.header('last-event-id');
  if (last !== undefined) return /^\d{1,15}$/.test(last) ? Number(last) : null;
  const { after } = call.query as { after?: number };
  return after ?? readPosition(scope, store);
}

interface Course {
  readonly follower: LedgerFollower;
  readonly isWelcome: () => Promise<boolean>;
  readonly left: AbortSignal;
}

/** The reader sets the pace: the ledger is read on only when what was sent has gone out. */
async function* follow(
  scope: Scope,
  store: Store,
  start: number,
  { follower, isWelcome, left }: Course,
): AsyncGenerator<Uint8Array> {
  let position = start;
  let lookedAt = performance.now();
  yield write('retry: 2000\n\n');
  while (!left.aborted && !follower.closed) {
    const entries = await readEntries(scope, store, position, PAGE);
    if (performance.now() - lookedAt > HEARTBEAT_MS) {
      if (!(await isWelcome())) return;
      lookedAt = performance.now();
      yield write(': here\n\n');
    }
    const last = entries.at(-1);
    if (last !== undefined) {
      yield write(entries.map(writeEvent).join(''));
      position = last.position;
      continue;
    }
    await follower.wait(scope.groupId, position, HEARTBEAT_MS, left);
  }
}

/** Ids and times only: what the entry says is read where the record is, by whoever may. */
function writeEvent(entry: ReadEntry): string {
  const told = {
    position: entry.position,
    entry: entry.id,
    noun: entry.noun,
    id: entry.record_id,
    version: entry.version,
    kind: entry.kind,
    recordedAt: entry.recorded_at,
    actor: entry.actor,
  };
  return `id: ${entry.position}\nevent: entry\ndata: ${JSON.stringify(told)}\n\n`;
}

function write(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
