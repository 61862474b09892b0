// What a file says of a record that is kept, where it speaks only of some places of it: the others stay as they are.
import type { Fields } from '../../core/base/reading.ts';
import type { SaidPlace } from './import-source.ts';

type Changing = Record<string, unknown>;

/** The record that is kept with what the file says of it. A place that the file speaks of and leaves empty is emptied. */
export function withSaid(kept: Fields, incoming: Fields, says: readonly SaidPlace[]): Fields {
  const record = structuredClone(kept) as Changing;
  const parts = new Map<string, { by: string; keys: Set<string> }>();
  for (const { keys, by } of says) {
    const [list, key] = keys as [string, string | undefined];
    if (by === undefined || key === undefined) put(record, keys, valueAt(incoming, keys));
    else {
      const known = parts.get(list) ?? { by, keys: new Set<string>() };
      known.keys.add(key);
      parts.set(list, known);
    }
  }
  for (const [list, { by, keys }] of parts)
    put(record, [list], joinParts(mapsIn(kept[list]), mapsIn(incoming[list]), by, keys));
  const told = new Set(says.map(({ keys }) => keys[0]));
  for (const [key, value] of Object.entries(incoming)) if (!told.has(key)) record[key] = value;
  return record;
}

/** Of a list of parts, as of subjects with their numbers, some columns are said. */
function joinParts(
  kept: readonly Fields[],
  said: readonly Fields[],
  by: string,
  keys: ReadonlySet<string>,
): Fields[] {
  const used = new Set<Fields>();
  const find = (one: Fields): Fields | undefined => {
    const found = kept.find((other) => !used.has(other) && isSame(other[by], one[by]));
    if (found !== undefined) used.add(found);
    return found;
  };
  const join = (before: Fields | undefined, one: Fields): Fields => ({
    ...without(before ?? {}, keys),
    ...one,
  });
  // What they are told from each other by is said: the list is as it stands in the file.
  if (keys.has(by)) return said.map((one) => join(find(one), one));
  if (said.length === 0) return kept.map((one) => without(one, keys));
  if (said.every((one) => one[by] === undefined))
    return said.length === kept.length || kept.length === 0
      ? said.map((one, index) => join(kept[index], one))
      : [...kept];
  const joined = new Map(said.map((one) => [one, find(one)] as const));
  const changed = new Map(
    [...joined].flatMap(([one, before]) => (before ? [[before, join(before, one)]] : [])),
  );
  const added = [...joined].flatMap(([one, before]) => (before === undefined ? [one] : []));
  return [...kept.map((one) => changed.get(one) ?? one), ...added];
}

function without(map: Fields, keys: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key)));
}

function mapsIn(value: unknown): Fields[] {
  return Array.isArray(value)
    ? value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function valueAt(record: Fields, keys: readonly string[]): unknown {
  let here: unknown = record;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Fields)[key];
  }
  return here;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A map that holds nothing any more is taken away with its last key. */
function put(record: Changing, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    if (isEmptyList(value) && isEmptyList(record[key])) return;
    if (value === undefined || isEmptyList(value)) delete record[key];
    else record[key] = value;
    return;
  }
  const before = record[key];
  const inner: Changing =
    typeof before === 'object' && before !== null && !Array.isArray(before) ? (before as Changing) : {};
  put(inner, rest, value);
  if (Object.keys(inner).length > 0) record[key] = inner;
  else delete record[key];
}
