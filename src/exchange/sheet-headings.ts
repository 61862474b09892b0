// The headings of our own sheets: written in one language, understood in all of them and by their places in a record.
import type { Language, Wording } from '../core/law/law.ts';
import { LANGUAGES } from '../core/law/law.ts';
import { type SheetColumn, type SheetNoun, type SheetPart, wording } from './sheet-column.ts';
import { plainOf } from './sheet-words.ts';

/** What a column of a sheet holds of a record. */
export type Binding =
  | { readonly is: 'column'; readonly column: SheetColumn; readonly keys: readonly string[] }
  /** A map or list of maps that is there and empty, or (with a name or number) one of its maps. */
  | { readonly is: 'whole'; readonly path: string; readonly keys: readonly string[] }
  | {
      readonly is: 'part';
      readonly part: SheetPart;
      /** Which of the maps: its number from 1, or its name. */
      readonly item: string;
      /** Absent: what stands under the name itself, or `{}`. */
      readonly column?: SheetColumn;
    }
  /** The id of the record to which a row of a part belongs. */
  | { readonly is: 'owner' }
  /** The name of a map among maps by name, and what stands under it where it is no map. */
  | { readonly is: 'name'; readonly column: SheetColumn }
  | { readonly is: 'value'; readonly column: SheetColumn }
  | { readonly is: 'rest' };

export interface BoundColumn {
  readonly binding: Binding;
  /** The text of a cell that is too long goes on in columns 2, 3 … of the same name. */
  readonly piece: number;
}

export const REST = wording(['Other keys (JSON)', 'その他のキー（JSON）', 'Weitere Schlüssel (JSON)']);
/** The place of what no column holds. */
export const REST_PATH = '+';

/** The sheet of a noun, or of a part of it. */
export interface OwnSheet {
  readonly noun: SheetNoun;
  readonly part?: SheetPart;
}

export function sheetName({ noun, part }: OwnSheet, language: Language): string {
  return part === undefined ? noun.label[language] : part.label[language];
}

export function ownerHeading(noun: SheetNoun): Wording {
  return {
    en: `${noun.one.en} (id)`,
    ja: `${noun.one.ja}（ID）`,
    de: `${noun.one.de} (Kennung)`,
  };
}

/** The heading of one of the maps of a part in the sheet of its noun, as in `Data subjects 1: Category`. */
export function partHeading(
  part: SheetPart,
  item: string,
  column: SheetColumn | undefined,
  language: Language,
): string {
  const head = `${part.label[language]} ${item}`;
  return column === undefined ? head : `${head}: ${column.label[language]}`;
}

/** Headings of a sheet by what they say, in every language. */
export class HeadingBook {
  private readonly known = new Map<string, Binding>();
  private readonly sheet: OwnSheet;

  constructor(sheet: OwnSheet) {
    this.sheet = sheet;
    const { noun, part } = sheet;
    if (part === undefined) this.addNoun(noun);
    else this.addPart(noun, part);
    this.add(REST, REST_PATH, { is: 'rest' });
  }

  /** What stands under this heading; undefined where nobody knows. */
  find(heading: string): BoundColumn | undefined {
    const plain = plainOf(heading);
    const whole = this.known.get(plain) ?? this.findItem(plain);
    if (whole !== undefined) return { binding: whole, piece: 1 };
    const found = /^(.*?) ?\((\d{1,4})\)$/.exec(plain);
    if (found === null) return undefined;
    const binding = this.known.get(found[1] as string) ?? this.findItem(found[1] as string);
    return binding === undefined ? undefined : { binding, piece: Number(found[2]) };
  }

  /** Headings in all languages, for the nearest one to a slip of the pen. */
  headings(): readonly string[] {
    return [...this.known.keys()];
  }

  private add(label: Wording, path: string, binding: Binding): void {
    for (const language of LANGUAGES) this.known.set(plainOf(label[language]), binding);
    this.known.set(plainOf(path), binding);
  }

  private addNoun(noun: SheetNoun): void {
    for (const column of noun.columns) {
      const keys = column.path.split('.');
      this.add(column.label, column.path, { is: 'column', column, keys });
      for (let depth = 1; depth < keys.length; depth += 1) {
        const path = keys.slice(0, depth).join('.');
        this.known.set(plainOf(path), { is: 'whole', path, keys: keys.slice(0, depth) });
      }
    }
    for (const part of noun.parts)
      this.add(part.label, part.path, { is: 'whole', path: part.path, keys: [part.path] });
  }

  private addPart(noun: SheetNoun, part: SheetPart): void {
    for (const column of part.columns)
      this.add(column.label, column.path, { is: 'column', column, keys: column.path.split('.') });
    this.add(ownerHeading(noun), noun.noun, { is: 'owner' });
    if (part.name !== undefined) this.add(part.name.label, 'name', { is: 'name', column: part.name });
    if (part.value !== undefined) this.add(part.value.label, 'holds', { is: 'value', column: part.value });
  }

  /** `subjects.2.category`, `standing.us-dpf`, or the same in words. */
  private findItem(plain: string): Binding | undefined {
    if (this.sheet.part !== undefined) return undefined;
    for (const part of this.sheet.noun.parts) {
      for (const head of [part.path, ...LANGUAGES.map((language) => part.label[language])].map(plainOf)) {
        if (!plain.startsWith(head)) continue;
        const rest = /^[ .]([^ .:]+)(?:(?:: ?|\.)(.+))?$/.exec(plain.slice(head.length));
        if (rest === null) continue;
        const item = rest[1] as string;
        if (part.is === 'list' && !/^[1-9]\d{0,4}$/.test(item)) continue;
        if (rest[2] === undefined) return { is: 'part', part, item };
        const column = part.columns.find(
          ({ path, label }) =>
            plainOf(path) === rest[2] || LANGUAGES.some((language) => plainOf(label[language]) === rest[2]),
        );
        if (column !== undefined) return { is: 'part', part, item, column };
      }
    }
    return undefined;
  }
}
