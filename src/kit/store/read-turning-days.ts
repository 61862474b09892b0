// The days on which statements of a group begin or end to hold: between two of them the records are the same.
import { sql } from 'kysely';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Instant } from '../../core/time/instant.ts';
import { writeInstant } from './ledger-entry.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';

/** In order; with `knownAt` those that were known then. */
export async function readTurningDays(scope: Scope, store: Store, knownAt?: Instant): Promise<CivilDate[]> {
  const { groupId } = scope;
  const position = sql`coalesce((select max(position) from ledger_entries
    where group_id = ${groupId} and recorded_at <= ${knownAt === undefined ? null : writeInstant(knownAt)}), 0)`;
  const wasKnown =
    knownAt === undefined
      ? sql`known_until is null`
      : sql`known_from <= ${position} and (known_until is null or known_until > ${position})`;
  const { rows } = await read(() =>
    sql<{ day: CivilDate }>`
      select valid_from as day from record_spans
        where group_id = ${groupId} and valid_from > '-infinity' and ${wasKnown}
      union
      select valid_until as day from record_spans
        where group_id = ${groupId} and valid_until < 'infinity' and ${wasKnown}
      order by 1`.execute(store.kysely),
  );
  return rows.map(({ day }) => day);
}
