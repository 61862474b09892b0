// How a look-up by a whole key names its group, so that the database takes the index of that key.
import { type RawBuilder, sql } from 'kysely';

/**
 * The group of a look-up by a whole key, so that the database does not guess at its size. A group that is new since it counted its rows is
 * believed to be empty, and then any index that begins with the group seems as good as the key: each look-up would read the whole group.
 */
export function unguessed(groupId: string): RawBuilder<string> {
  return sql<string>`(select ${groupId}::text)`;
}
