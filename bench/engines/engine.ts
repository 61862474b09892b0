// What every engine of the comparison looks like: told the rules once, given the facts in its own form, then asked.
import type { HopFacts } from '../hop-facts.ts';

/** One answer per hop: may it cross? */
export type Answers = readonly boolean[];

export interface HopEngine {
  readonly name: string;
  /** Puts facts into the form that the engine wants; the answer asks it about all of them. */
  prepare(hops: readonly HopFacts[]): () => Answers | Promise<Answers>;
}
