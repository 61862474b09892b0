// The door to groups: who asks, in which role, how often; and that a group which is not theirs is not there.
import { makeProblem, type Problem } from '../../api/problem.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Caller } from '../../kit/http/call.ts';
import { RateLimit } from '../../kit/http/rate-limit.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import type { Store } from '../../kit/store/store.ts';
import { KeyMemory } from '../../records/people/key-memory-actions.ts';
import type { ServerLimits } from './server-limits.ts';

/** As whom a program on this machine acts where no key is asked for. */
export const LOCAL_PERSON = 'local';

export interface DoorOptions {
  readonly store: Store;
  /** Does whoever can reach the server, being on this machine, come in without a key? */
  readonly isLocalOpen: boolean;
  readonly limits: ServerLimits;
}

/** A refusal at the door, with the seconds to wait where that helps. */
export interface Refused {
  readonly problem: Problem;
  readonly retryAfter?: number;
}

export interface Door {
  /** `groupId` is null where no group is asked about; `mayOpen` lets somebody in to a group that is yet to be opened. */
  enter(asked: Knock): Promise<Result<Caller, Refused>>;
  /** Is whoever came in still welcome? For connections that stay open. */
  isWelcome(authorization: string | undefined): Promise<boolean>;
}

export interface Knock {
  readonly authorization: string | undefined;
  readonly address: string;
  readonly groupId: string | null;
  readonly mayOpen: boolean;
}

export function makeDoor({ store, isLocalOpen, limits }: DoorOptions): Door {
  const rate = new RateLimit(limits.requestsPerSecond, limits.requestsAtOnce);
  const refusals = new RateLimit(5, 50);
  const keys = new KeyMemory(store);
  // A group that was opened stays.
  const opened = new Set<string>();
  const local: Caller = { person: LOCAL_PERSON, role: 'owner', keyId: null, groupId: null };

  const findCaller = async (authorization: string | undefined): Promise<Caller | Problem> => {
    if (authorization === undefined) return isLocalOpen ? local : makeProblem('key-needed', { detail: HOW });
    const text = /^Bearer +([\x21-\x7e]{1,1024})$/i.exec(authorization.trim())?.[1];
    const bearer = text === undefined ? null : await keys.read(text, Date.now() as Instant);
    return bearer ?? makeProblem('key-refused', { detail: HOW });
  };

  return {
    enter: async ({ authorization, address, groupId, mayOpen }) => {
      const caller = await findCaller(authorization);
      if ('status' in caller) {
        const wait = authorization === undefined ? 0 : refusals.take(address);
        return fail(wait > 0 ? tooOften(wait) : { problem: caller });
      }
      const wait = caller.keyId === null ? 0 : rate.take(`${caller.groupId} ${caller.keyId}`);
      if (wait > 0) return fail(tooOften(wait));
      if (groupId === null) return succeed(caller);
      if (caller.groupId !== null) return caller.groupId === groupId ? succeed(caller) : fail(NO_GROUP);
      // Nor is the store asked: it may be at work on the very import that opens the group.
      if (mayOpen || opened.has(groupId)) return succeed(caller);
      const isThere = (await readPosition({ groupId }, store)) > 0;
      if (isThere) opened.add(groupId);
      return isThere ? succeed(caller) : fail(NO_GROUP);
    },
    isWelcome: async (authorization) => !('status' in (await findCaller(authorization))),
  };
}

const HOW =
  'Send a key as `Authorization: Bearer …`. Whoever runs this server makes one with `sekisho key make`.';

/** The same bytes for a group that is not there and for one that is somebody else's. */
export const NO_SUCH_GROUP: Problem = makeProblem('not-found', {
  detail: 'There is no such group, or your key is not for it.',
});
const NO_GROUP: Refused = { problem: NO_SUCH_GROUP };

function tooOften(retryAfter: number): Refused {
  return { problem: makeProblem('too-many-requests', { detail: `Wait ${retryAfter} s.` }), retryAfter };
}
