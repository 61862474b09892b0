// The history of a record: every entry about it, who made it and why, and what it changed.
import { writeKeys } from '../../core/base/spot.ts';
import { asTimelineEntry } from './append.ts';
import { type Json, type JsonMap, writeCanonical } from './canonical.ts';
import { openEntries, type ReadEntry } from './read-entries.ts';
import { checkLimit } from './read-records.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { findStanding, findUndone } from './timeline.ts';
import { read } from './transact.ts';

export interface HistoryEntry {
  readonly entry: ReadEntry;
  /** Counts as never made, because a later entry undid it. */
  readonly isUndone: boolean;
  /** Whether the record is removed after this entry. */
  readonly deleted: boolean;
  /** What is different after this entry from before it. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  /** Place in the body, as in `contact.name`. */
  readonly path: string;
  /** Undefined: there was nothing. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** All entries about a record from the first to the last, at most as many as the store answers at once. */
export async function readHistory(
  scope: Scope,
  store: Store,
  noun: string,
  recordId: string,
): Promise<HistoryEntry[]> {
  const most = checkLimit(store, store.limits.rows);
  const rows = await read(() =>
    store.kysely
      .selectFrom('ledger_entries')
      .selectAll()
      .where('group_id', '=', scope.groupId)
      .where('noun', '=', noun)
      .where('record_id', '=', recordId)
      .orderBy('version')
      .limit(most)
      .execute(),
  );
  const entries = await openEntries(scope, store, rows);
  const timeline = entries.map(asTimelineEntry);
  const undone = findUndone(timeline);
  const bodyAt = new Map(entries.map(({ position, payload }) => [position, payload]));
  let before: JsonMap = {};
  return entries.map((entry, index) => {
    const { statement, deleted } = findStanding(timeline.slice(0, index + 1));
    const after: JsonMap = statement === null || deleted ? {} : (bodyAt.get(statement.position) ?? {});
    const differences = findDifferences(before, after);
    before = after;
    return { entry, isUndone: undone.has(entry.id), deleted, differences };
  });
}

/** The body that a record had at an earlier version; empty where it was removed or never made then. */
export async function readBodyAt(
  scope: Scope,
  store: Store,
  noun: string,
  recordId: string,
  version: number,
): Promise<JsonMap> {
  const entries = (await readHistory(scope, store, noun, recordId))
    .map(({ entry }) => entry)
    .filter((entry) => entry.version <= version);
  const { statement, deleted } = findStanding(entries.map(asTimelineEntry));
  if (statement === null || deleted) return {};
  return entries.find(({ position }) => position === statement.position)?.payload ?? {};
}

/** What differs between two values, at the deepest places that differ; lists of different length differ as a whole. */
export function findDifferences(before: Json | undefined, after: Json | undefined): Difference[] {
  return compare(before, after, []).map(({ keys, ...rest }) => ({ path: writeKeys(keys), ...rest }));
}

interface Found {
  readonly keys: readonly (string | number)[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  keys: readonly (string | number)[],
): Found[] {
  if (isMap(before) && isMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => compare(before[name], after[name], [...keys, name]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => compare(item as Json, after[index] as Json, [...keys, index]));
  }
  const isSame =
    before === undefined || after === undefined
      ? before === after
      : writeCanonical(before) === writeCanonical(after);
  return isSame ? [] : [{ keys, before, after }];
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
