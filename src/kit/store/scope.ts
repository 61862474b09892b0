// A scope: for which group something is done, by whom, when, why and from where; first argument of every function of the store.
import type { Instant } from '../../core/time/instant.ts';

export interface Scope {
  readonly groupId: string;
  /** Who does it: an id, never a name, for it is kept for good. */
  readonly actor: string;
  /** Now, as the caller's clock has it. */
  readonly at: Instant;
  /** Why it is done, in the actor's words; no personal data, for it is kept for good. */
  readonly why: string;
  /** From where: the page, the import file, the command. */
  readonly origin: string;
}
