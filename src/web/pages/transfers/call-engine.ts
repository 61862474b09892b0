// Calls the engine of the page: opened for one register and the time in which it says the same; whatever it cannot answer is the server's.
import { ENDPOINT_PATHS } from '../../../api/paths.ts';
import type { EngineAsk, EngineReply, EngineWorks } from './flow-engine-asks.ts';

/** A register and the days on which it says the same. */
export interface EngineGround {
  /** Of the source and the state of its ledger. */
  readonly key: string;
  readonly sameFrom: string | null;
  readonly sameUntil: string | null;
  readonly register: EngineWorks['open']['ask']['register'];
  /** Fingerprint of the law files, by which the rulebook is kept for ever. */
  readonly laws: string | null;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | undefined;
let numbered = 0;
const waiting = new Map<number, Waiting>();
let ground: EngineGround | undefined;
let opening: Promise<unknown> | undefined;
let isOpen = false;

/** Opens the register, unless it is open or being opened; settles when days can be asked about. */
export function openEngine(wanted: EngineGround): Promise<unknown> {
  const isSame =
    ground !== undefined &&
    ground.key === wanted.key &&
    ground.sameFrom === wanted.sameFrom &&
    opening !== undefined;
  if (isSame) return opening as Promise<unknown>;
  ground = wanted;
  isOpen = false;
  const query = wanted.laws === null ? '' : `?laws=${encodeURIComponent(wanted.laws)}`;
  const begun = callEngine('open', {
    register: wanted.register,
    rulebookAddress: `${ENDPOINT_PATHS.rulebook}${query}`,
  });
  opening = begun;
  begun.then(
    () => {
      if (ground === wanted) isOpen = true;
    },
    () => {
      if (ground !== wanted) return;
      ground = undefined;
      opening = undefined;
    },
  );
  return begun;
}

/** Can it answer for that register on that day? */
export function isEngineOpen(key: string, asOf: string, until = asOf): boolean {
  return (
    isOpen &&
    ground !== undefined &&
    ground.key === key &&
    (ground.sameFrom === null || ground.sameFrom <= asOf) &&
    (ground.sameUntil === null || ground.sameUntil > until)
  );
}

export function callEngine<N extends keyof EngineWorks>(
  name: N,
  ask: EngineWorks[N]['ask'],
): Promise<EngineWorks[N]['answer']> {
  numbered += 1;
  const asked: EngineAsk = { number: numbered, name, ask };
  return new Promise((resolve, reject) => {
    waiting.set(asked.number, { resolve: resolve as Waiting['resolve'], reject });
    startEngine().postMessage(asked);
  });
}

function startEngine(): Worker {
  if (worker !== undefined) return worker;
  const started = new Worker(new URL('./flow-engine.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', (event: MessageEvent<EngineReply>) => {
    const reply = event.data;
    const asker = waiting.get(reply.number);
    waiting.delete(reply.number);
    if (reply.is === 'answered') asker?.resolve(reply.answer);
    else asker?.reject(new Error(reply.why));
  });
  started.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('The engine of the page failed.'));
    waiting.clear();
    worker = undefined;
    ground = undefined;
    opening = undefined;
    isOpen = false;
  });
  worker = started;
  return started;
}
