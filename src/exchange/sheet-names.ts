// Finds the id that a name means, among the records that are kept and those that come in; makes a new id of a name that nobody knows.
import type { RecordNoun } from '../core/flows/words.ts';

type Names = Readonly<Partial<Record<RecordNoun, ReadonlyMap<string, string>>>>;

export class NameBook {
  private readonly kept: Names;
  private readonly byName = new Map<RecordNoun, Map<string, string>>();
  private readonly ids = new Map<RecordNoun, Set<string>>();

  constructor(kept: Names = {}) {
    this.kept = kept;
    for (const [noun, names] of Object.entries(kept))
      for (const [id, name] of names ?? []) this.add(noun as RecordNoun, id, name);
  }

  add(noun: RecordNoun, id: string, name: string): void {
    const names = this.byName.get(noun) ?? new Map<string, string>();
    this.byName.set(noun, names);
    for (const key of [bareName(name), name.trim()]) if (key !== '' && !names.has(key)) names.set(key, id);
    const ids = this.ids.get(noun) ?? new Set<string>();
    this.ids.set(noun, ids.add(id));
  }

  /** The id with this spelling, or of the record with this name. */
  idOf(noun: RecordNoun, name: string): string | undefined {
    const trimmed = name.trim();
    if (this.ids.get(noun)?.has(trimmed) === true) return trimmed;
    const names = this.byName.get(noun);
    return names?.get(trimmed) ?? names?.get(bareName(trimmed));
  }

  /**
   * The id under which a record of a file is kept: that of its number, or the one that was made of its name when the file came before.
   * `here` are the ids that this file has used; `number` is the id that the file itself gives. Where none is kept, a new one.
   * A heading in a sheet may be longer than the name under which the record is kept, `called`.
   */
  idOfRow(noun: RecordNoun, name: string, called: string, here: ReadonlySet<string>, number = ''): string {
    const kept = this.kept[noun];
    if (kept === undefined) return this.newId(noun, name, number === '' ? undefined : number);
    const stem = number === '' ? nameKey(name) : isId(number) ? number : nameKey(number);
    for (let n = 1; ; n += 1) {
      const id = n === 1 ? stem : `${stem}-${n}`;
      if (here.has(id)) continue;
      const keptName = kept.get(id);
      if (keptName === undefined) return (number === '' ? namesake(kept, called, here) : undefined) ?? id;
      const isSame = bareName(keptName) === bareName(called);
      if (isSame || (n === 1 && number !== '')) return id;
    }
  }

  /** An id that nobody has, made of a name; the same names in the same order give the same ids. */
  newId(noun: RecordNoun, name: string, wanted = nameKey(name)): string {
    const ids = this.ids.get(noun) ?? new Set<string>();
    this.ids.set(noun, ids);
    const stem = isId(wanted) ? wanted : nameKey(wanted);
    for (let n = 1; ; n += 1) {
      const id = n === 1 ? stem : `${stem}-${n}`;
      if (ids.has(id)) continue;
      ids.add(id);
      return id;
    }
  }
}

function isId(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,119}$/u.test(text);
}

/** A name as an id: its letters and digits, parted by hyphens, 60 signs at most. */
export function nameKey(name: string): string {
  const key = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...key].slice(0, 60).join('').replace(/-+$/, '') || 'unnamed';
}

const LEGAL_FORMS =
  /\b(?:gmbh(?: co kg| co)?|mbh|ag|se|kg|ohg|ug|e k|inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|company|k k|kk|g k|s a|sa|sas|sarl|s r l|srl|spa|bv|b v|nv|oy|ab|as|a s|pty|pte)\b/g;

/** A name without its legal form, case, width and signs. */
function bareName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|\(株\)|\(有\)|㈱|㈲/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const bare = plain.replace(LEGAL_FORMS, ' ').replace(/\s+/g, ' ').trim();
  return bare === '' ? plain : bare;
}

/** A kept record of that name, under whatever id, that no row of this file has taken. */
function namesake(
  kept: ReadonlyMap<string, string>,
  called: string,
  here: ReadonlySet<string>,
): string | undefined {
  const wanted = bareName(called);
  for (const [id, name] of kept) if (!here.has(id) && bareName(name) === wanted) return id;
  return undefined;
}
