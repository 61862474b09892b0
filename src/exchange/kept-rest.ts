// Files of formats that have no place for much of a record: what they leave out stays as it is kept. They are compared with what
// the kept register itself would read as, written so and read again; only where a file differs from that does it say something.
import type { Fields } from '../core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/record-kinds.ts';
import { eachReference } from '../core/flows/record-references.ts';

type Lists = Readonly<Partial<Record<RecordNoun, readonly Fields[]>>>;

/** The records of the file in their places; null: it is only a way in which the format writes something else that is kept. */
export type Restored = Readonly<Partial<Record<RecordNoun, readonly (Fields | null)[]>>>;

/** `again`: what the kept records read as. */
export function withKeptRest(file: Lists, again: Lists, kept: Lists): Restored {
  const known = { again: byName(again), kept: byName(kept) };
  const found = new Map<string, Fields>();
  /** They are not kept under their ids, and the kept register would read as having them, too. */
  const echoes = new Map<string, Fields>();
  const nouns = RECORD_NOUNS.filter((noun) => file[noun] !== undefined);
  for (const noun of nouns)
    for (const record of file[noun] ?? []) {
      const name = nameOf(noun, record['id']);
      const before = known.again.get(name);
      const standing = known.kept.get(name);
      if (before === undefined) found.set(name, record);
      else if (standing !== undefined) found.set(name, merge(standing, before, record) as Fields);
      else if (isSame(before, record)) echoes.set(name, record);
      else found.set(name, record);
    }
  const asked = [...found];
  for (let one = asked.pop(); one !== undefined; one = asked.pop()) {
    const [name, record] = one;
    eachReference(name.slice(0, name.indexOf(' ')) as RecordNoun, record, null, (noun, id) => {
      const named = nameOf(noun, id);
      const echo = echoes.get(named);
      if (echo === undefined) return;
      echoes.delete(named);
      found.set(named, echo);
      asked.push([named, echo]);
    });
  }
  return Object.fromEntries(
    nouns.map((noun) => [
      noun,
      (file[noun] ?? []).map((record) => found.get(nameOf(noun, record['id'])) ?? null),
    ]),
  );
}

/** The nouns of which the format could hold everything that is kept: of others, what a file does not hold is not gone. */
export function coversAll(noun: RecordNoun, again: Lists, kept: Lists): boolean {
  const ids = new Set((again[noun] ?? []).map((record) => String(record['id'])));
  return (kept[noun] ?? []).every((record) => ids.has(String(record['id'])));
}

function byName(lists: Lists): Map<string, Fields> {
  return new Map(
    RECORD_NOUNS.flatMap((noun) =>
      (lists[noun] ?? []).map((record): [string, Fields] => {
        const { recordedAt: _, ...rest } = record;
        return [nameOf(noun, record['id']), rest];
      }),
    ),
  );
}

function nameOf(noun: RecordNoun, id: unknown): string {
  return `${noun} ${String(id)}`;
}

function merge(kept: unknown, before: unknown, said: unknown): unknown {
  if (isSame(before, said)) return kept;
  if (isMap(said) && isMap(kept) && (before === undefined || isMap(before)))
    return mergeMaps(kept, before ?? {}, said);
  if (Array.isArray(said) && Array.isArray(kept) && Array.isArray(before))
    return mergeLists(kept, before, said) ?? said;
  return said;
}

function mergeMaps(kept: Fields, before: Fields, said: Fields): Fields {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(kept), ...Object.keys(said)])) {
    const value = merge(kept[key], before[key], said[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Undefined: which item of the file is which of those that are kept cannot be told, and the list is as the file says it. */
function mergeLists(
  kept: readonly unknown[],
  before: readonly unknown[],
  said: readonly unknown[],
): unknown[] | undefined {
  const free = new Set(kept.keys());
  const partners = before.map((one) => {
    const found = [...free].find((index) => isWithin(one, kept[index]));
    if (found !== undefined) free.delete(found);
    return found;
  });
  if (partners.includes(undefined)) return undefined;
  const unsaid = new Set(before.keys());
  const same = said.map((one) => {
    const found = [...unsaid].find((index) => isSame(before[index], one));
    if (found !== undefined) unsaid.delete(found);
    return found;
  });
  // What stands where something else stood before is that, changed.
  const items = said.map((one, index) => {
    const from =
      same[index] ?? (unsaid.has(index) && isMap(one) && said.length === before.length ? index : undefined);
    return from === undefined ? one : merge(kept[partners[from] as number], before[from], one);
  });
  const rest = [...free].map((index) => kept[index]);
  return [...items, ...rest];
}

/** Does all that the one says stand in the other, too? */
function isWithin(one: unknown, other: unknown): boolean {
  if (!isMap(one) || !isMap(other)) return isSame(one, other);
  return Object.entries(one).every(([key, value]) => isSame(value, other[key]));
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys says nothing; an absent key and one without a value are the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isMap(one) || !isMap(other)) return one === other;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSame(one[key], other[key]),
  );
}
