// Where two states of a record differ, field by field, and how two people's changes to one record are brought together.
import type { Fields } from '../../client/records.ts';

export interface FieldDifference {
  /** The key of the field; of a map with `.` and the key below. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields in which `after` is another than `before`, in the order of `keys`, then all others. */
export function compareRecords(
  before: Fields,
  after: Fields,
  keys: readonly string[] = [],
): readonly FieldDifference[] {
  const all = [...new Set([...keys, ...Object.keys(before), ...Object.keys(after)])];
  return all
    .filter((key) => key !== 'id' && !isSame(before[key], after[key]))
    .map((key) => ({ path: key, before: before[key], after: after[key] }));
}

export interface Meeting {
  /** Changed by both, and not in the same way: somebody must choose. */
  readonly clashes: readonly { readonly path: string; readonly mine: unknown; readonly theirs: unknown }[];
  /** Changed by the other only; taken over by itself. */
  readonly theirs: readonly FieldDifference[];
  /** What comes of it where every clash is decided for mine. */
  readonly record: Fields;
}

/** `base` is what both began from. Nothing of either is lost: what only one has changed is taken from them. */
export function bringTogether(base: Fields, mine: Fields, theirs: Fields): Meeting {
  const ofMine = new Set(compareRecords(base, mine).map((one) => one.path));
  const ofTheirs = compareRecords(base, theirs);
  const record: Record<string, unknown> = { ...mine };
  const clashes: { path: string; mine: unknown; theirs: unknown }[] = [];
  const taken: FieldDifference[] = [];
  for (const { path, before, after } of ofTheirs) {
    if (!ofMine.has(path)) {
      if (after === undefined) delete record[path];
      else record[path] = after;
      taken.push({ path, before, after });
    } else if (!isSame(mine[path], after)) clashes.push({ path, mine: mine[path], theirs: after });
  }
  return { clashes, theirs: taken, record };
}

/** Equal as JSON, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame((a as Fields)[key], (b as Fields)[key]));
}
