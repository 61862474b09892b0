// A scope: for which group something is done, by whom, when, why and from where; first argument of every function of the store.
import { type RawBuilder, sql } from 'kysely';
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

/**
 * The group of a look-up by a whole key, so that the database does not guess at its size. A group that is new since it counted its rows is
 * believed to be empty, and then any index that begins with the group seems as good as the key: each look-up would read the whole group.
 */
export function unguessed(groupId: string): RawBuilder<string> {
  return sql<string>`(select ${groupId}::text)`;
}
