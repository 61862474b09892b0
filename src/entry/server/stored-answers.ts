// Answers about the register of a group: read from the store once for each state of the ledger, decided in a worker thread, and kept
// as long as the ledger stays where it is.
import { makeProblem, type Problem } from '../../api/problem.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { FIRST_DAY } from '../../core/flows/timeline.ts';
import { addDays, type CivilDate } from '../../core/time/civil-date.ts';
import { type Call, type Told, tell } from '../../kit/http/call.ts';
import { readClocks } from '../../kit/http/call-words.ts';
import { hasTag, tagOfAnswer } from '../../kit/http/entity-tags.ts';
import type { Outcome, WorkerPool } from '../../kit/http/worker-pool.ts';
import { readPosition } from '../../kit/store/read-head.ts';
import type { Clocks } from '../../kit/store/read-records.ts';
import { readTurningDays } from '../../kit/store/read-turning-days.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { openRegister, type RegisterState } from '../../records/register/register-actions.ts';
import { type Log, problemOfError } from './answer.ts';
import { pack, type StoredQuestion, type StoredWorkName } from './evaluate-stored.ts';
import { type SharedRegister, shareRegister, sizeOf } from './register-pages.ts';
import { SizedCache } from './sized-cache.ts';

const MiB = 1024 * 1024;
/** Registers that were asked about last. */
const REGISTERS_BYTES = 512 * MiB;

/** A question may take so much longer for each MiB of the register, which a thread may have to read before it answers. */
const MORE_TIME_PER_MIB_MS = 1_000;

interface ReadPages {
  readonly shared: SharedRegister;
  readonly state: RegisterState;
}

export interface StoredAnswers {
  ask(
    name: StoredWorkName,
    question: StoredQuestion,
    call: Call,
    scope: Scope,
    store: Store,
  ): Promise<Result<Told, Problem>>;
  /** The register, and how far the ledger had come. */
  readPages(scope: Scope, store: Store, clocks: Clocks): Promise<ReadPages & { readonly key: string }>;
}

/** Questions about one day. Asked about another day on which the register says the same, it need not be read again. */
const IS_OF_A_DAY: Readonly<Partial<Record<StoredWorkName, boolean>>> = {
  'stored-transfers': true,
  'stored-flow-table': true,
  'stored-what-if': true,
};

interface SameTime {
  /** The day for which the register is read, whatever day of that time is asked about. */
  readonly on: string;
  readonly time: { readonly sameFrom?: string; readonly sameUntil?: string };
}

export function makeStoredAnswers(pool: WorkerPool, laws: string, log: Log): StoredAnswers {
  const registers = new SizedCache<Promise<ReadPages>>(REGISTERS_BYTES);
  const answers = new SizedCache<Promise<Outcome>>(64 * MiB);

  const turning = new SizedCache<Promise<readonly string[]>>(4 * MiB);

  const readSameTime = async (
    { asOf = '', knownAt }: StoredQuestion,
    position: number,
    scope: Scope,
    store: Store,
  ): Promise<SameTime> => {
    const key = JSON.stringify([scope.groupId, position, knownAt ?? null]);
    let reading = turning.get(key);
    if (reading === undefined) {
      const found = readTurningDays(scope, store, readClocks({ knownAt }).knownAt);
      reading = found;
      turning.set(key, found, 1);
      found.then(
        (days) => turning.set(key, found, 1 + days.length * 12),
        () => turning.delete(key),
      );
    }
    const days = await reading;
    const sameFrom = days.findLast((day) => day <= asOf);
    const sameUntil = days.find((day) => day > asOf);
    const on = sameFrom ?? (sameUntil === undefined ? FIRST_DAY : dayBefore(sameUntil));
    return { on, time: { ...(sameFrom && { sameFrom }), ...(sameUntil && { sameUntil }) } };
  };

  const readPages: StoredAnswers['readPages'] = async (scope, store, clocks) => {
    const position = await readPosition(scope, store);
    const key = JSON.stringify([scope.groupId, position, clocks.asOf ?? null, clocks.knownAt ?? null]);
    const kept = registers.get(key);
    if (kept !== undefined) return { key, ...(await kept) };
    const reading = openRegister(scope, store, clocks).then(async (stream) => ({
      shared: await shareRegister(stream),
      state: stream.state,
    }));
    registers.set(key, reading, 1);
    reading.then(
      ({ shared }) => registers.set(key, reading, sizeOf(shared)),
      () => registers.delete(key),
    );
    return { key, ...(await reading) };
  };

  return {
    readPages,
    ask: async (name, question, call, scope, store) => {
      const position = await readPosition(scope, store);
      const same = IS_OF_A_DAY[name] === true ? await readSameTime(question, position, scope, store) : null;
      const asked = JSON.stringify([name, laws, question, same]);
      const tag = tagOfAnswer(position, asked);
      if (hasTag(call.header('if-none-match'), tag))
        return succeed({ status: 304, headers: { etag: tag }, body: null });
      const key = `${scope.groupId} ${position} ${asked}`;
      let outcome = answers.get(key);
      if (outcome === undefined) {
        const day = question.on ?? same?.on ?? (name === 'stored-timeline' ? undefined : question.asOf);
        const clocks = readClocks({ knownAt: question.knownAt, asOf: day });
        const { key: about, shared } = await readPages(scope, store, clocks);
        // Whoever asks the same meanwhile shares the answer, so it is not given up when the first one leaves.
        outcome = pool.run(
          {
            name,
            bytes: pack(about, { ...question, ...same?.time }),
            shared,
            about,
            moreTimeMs: (sizeOf(shared) / MiB) * MORE_TIME_PER_MIB_MS,
          },
          new AbortController().signal,
        );
        answers.set(key, outcome, 1);
        void outcome.then((done) => {
          if (done.is === 'answered' && done.answer.status === 200)
            answers.set(key, outcome as Promise<Outcome>, done.answer.bytes.length);
          else answers.delete(key);
        });
      }
      return tellOutcome(await outcome, log, { etag: tag });
    },
  };
}

function dayBefore(day: string): string {
  return addDays(day as CivilDate, -1);
}

/** What came of work in a thread, as it is told. */
export function tellOutcome(
  outcome: Outcome,
  log: Log,
  headers: Readonly<Record<string, string>> = {},
): Result<Told, Problem> {
  switch (outcome.is) {
    case 'answered': {
      const { status, media, bytes } = outcome.answer;
      const isGood = status === 200;
      return succeed(tell(bytes, { ...(isGood && headers), 'content-type': media }, status));
    }
    case 'failed':
      return fail(problemOfError(outcome.error, log));
    case 'took-too-long':
      return fail(makeProblem('took-too-long', { detail: 'Ask about fewer flows, or divide the register.' }));
    // Whoever asked has gone; the words reach nobody.
    case 'left':
    case 'busy':
      return fail(makeProblem('busy', { detail: 'Ask again in a moment.' }));
  }
}
