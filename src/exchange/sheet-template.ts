// What the templates of authorities have in common: records made cell by cell, names made ids, and each place kept for faults.
import type { Issue } from '../core/base/issue.ts';
import { shorten } from '../core/base/reading.ts';
import { readKeys } from '../core/base/spot.ts';
import type { RecordNoun } from '../core/flows/words.ts';
import type { SaidPlace } from '../records/register/import-source.ts';
import type { DecodeOptions } from './format.ts';
import { type LabelWords, labelWords } from './sheet-cells.ts';
import { legalBasisOf } from './sheet-legal-basis.ts';
import { NameBook } from './sheet-names.ts';
import { isNothing, periodOf, plainOf } from './sheet-words.ts';

export type Changing = Record<string, unknown>;

export interface CellPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Kept {
  readonly record: Changing;
  /** Where each key of the record stands. */
  readonly places: ReadonlyMap<string, CellPlace>;
  readonly place: CellPlace;
  /** The places of which the template speaks; absent: it made the record of a name. */
  readonly says?: readonly SaidPlace[];
}

export interface TemplateWish {
  /** Where each key of the record stands. */
  readonly places?: ReadonlyMap<string, CellPlace>;
  /** The id that it shall have. */
  readonly wanted?: string;
  readonly says?: readonly SaidPlace[];
}

export class TemplateRecords {
  readonly notes: Issue[] = [];
  private readonly kept = new Map<RecordNoun, Kept[]>();
  /** Ids that this file has used. */
  private readonly here = new Map<RecordNoun, Set<string>>();
  private readonly names: NameBook;
  private readonly labels: LabelWords;

  constructor(options: DecodeOptions) {
    this.names = new NameBook(options.kept);
    this.labels = labelWords(options.rulebook?.terms);
  }

  get lists(): ReadonlyMap<RecordNoun, readonly Changing[]> {
    return new Map([...this.kept].map(([noun, list]) => [noun, list.map(({ record }) => record)]));
  }

  /** Templates have a row or a sheet for each activity; of others they give the names. */
  readonly covers: ReadonlySet<RecordNoun> = new Set<RecordNoun>(['activities']);

  says = (noun: RecordNoun, index: number): readonly SaidPlace[] | undefined =>
    this.kept.get(noun)?.[index]?.says;

  /** Adds a record: the one that is kept under that id or name, or one with the id that is wanted, or one made of its name. */
  add(
    noun: RecordNoun,
    name: string,
    record: Changing,
    place: CellPlace,
    { places = new Map(), wanted = '', says }: TemplateWish = {},
  ): string {
    const called = typeof record['name'] === 'string' ? record['name'] : name;
    const here = this.here.get(noun) ?? new Set<string>();
    this.here.set(noun, here);
    const id = this.names.idOfRow(noun, name, called, here, wanted);
    here.add(id);
    this.keep(noun, { id, ...record }, { place, places, ...(says !== undefined && { says }) });
    this.names.add(noun, id, name);
    return id;
  }

  /** The id of a record by its name; a new record with these fields where nobody knows it. */
  named(noun: RecordNoun, name: string, fields: Changing, place: CellPlace): string {
    const known = this.names.idOf(noun, name);
    if (known !== undefined) return known;
    const id = this.add(noun, name, { name, ...fields }, place);
    this.report(
      'new-record',
      place,
      `'${shorten(name)}' is not among the ${noun}; a new record '${id}' is made of it.`,
      'If it is one that is kept already, give that one the same name before you import.',
    );
    return id;
  }

  /** A record of this file, to be added to; undefined where it is one that was kept before. */
  own(noun: RecordNoun, id: string): Changing | undefined {
    return this.kept.get(noun)?.find(({ record }) => record['id'] === id)?.record;
  }

  report(code: string, place: CellPlace, message: string, hint: string): void {
    this.notes.push({ code, at: { path: '', ...place }, message, hint });
  }

  /** The word of a shared list whose label the text is; else the text. */
  word(list: string, text: string): string {
    const basis = list === 'legal-bases' ? legalBasisOf(text) : undefined;
    return basis ?? this.labels(list).get(plainOf(text)) ?? text;
  }

  place = (issues: readonly Issue[]): Issue[] =>
    issues.map((issue) => {
      if (issue.at.file !== undefined) return issue;
      const [noun, index, key] = readKeys(issue.at.path);
      const kept =
        typeof noun === 'string' && typeof index === 'number'
          ? this.kept.get(noun as RecordNoun)?.[index]
          : undefined;
      if (kept === undefined) return issue;
      return { ...issue, at: { path: issue.at.path, ...(kept.places.get(String(key)) ?? kept.place) } };
    });

  private keep(noun: RecordNoun, record: Changing, more: Omit<Kept, 'record'>): void {
    const list = this.kept.get(noun) ?? [];
    this.kept.set(noun, list);
    list.push({ record, ...more });
  }
}

/** Places by their paths, as in `subjects.category`; of a list of parts the first that is named tells them from each other. */
export function saidPlaces(paths: readonly string[]): SaidPlace[] {
  const by = new Map<string, string>();
  return paths.map((path) => {
    const [list = '', key] = path.split('.');
    if (key === undefined) return { keys: [list] };
    const first = by.get(list) ?? key;
    by.set(list, first);
    return { keys: [list, key], by: first };
  });
}

/** The items of a cell of a template: by line, semicolon or bullet; commas part items only where all of them are short. */
export function itemsIn(text: string): string[] {
  if (isNothing(text)) return [];
  const lines = text
    .split(/[\r\n;；]+/)
    .map((line) => line.replace(/^\s*(?:[-–—•·●▪*]|\(?\d{1,2}[.)])\s+/u, '').trim())
    .filter((line) => line !== '' && !isNothing(line));
  if (lines.length !== 1) return lines;
  const parts = (lines[0] as string).split(/\s*[,、，]\s*/).filter((part) => part !== '');
  return parts.length > 1 && parts.every((part) => part.length <= 30) ? parts : lines;
}

/** `retention` where the text is a period in every word, `retentionCriterion` where it is not. */
export function retentionIn(text: string): Changing {
  if (text.trim() === '' || isNothing(text)) return {};
  const period = periodOf(text);
  return period === undefined ? { retentionCriterion: text.trim() } : { retention: period };
}

/** The lines `Heading: text` of a remark by their headings, and what is left of it. */
export function partRemark(
  note: unknown,
  headings: readonly string[],
): { by: Map<string, string>; rest: string } {
  const by = new Map<string, string>();
  const rest: string[] = [];
  let last: string | undefined;
  for (const line of typeof note === 'string' ? note.split('\n') : []) {
    const heading = headings.find((one) => line.startsWith(`${one}: `));
    if (heading !== undefined) {
      by.set(heading, line.slice(heading.length + 2));
      last = heading;
    } else if (last !== undefined && line.startsWith('  ')) by.set(last, `${by.get(last)}\n${line.slice(2)}`);
    else {
      rest.push(line);
      last = undefined;
    }
  }
  return { by, rest: rest.join('\n') };
}

/** A remark that keeps what has no place in a record, line by line under the heading it stood under. */
export function remarkOf(entries: readonly (readonly [heading: string, text: string])[]): string | undefined {
  const lines = entries
    .filter(([, text]) => text.trim() !== '')
    .map(([heading, text]) =>
      heading === '' ? text : `${heading}: ${text.trim().replaceAll(/\r?\n/g, '\n  ')}`,
    );
  return lines.length === 0 ? undefined : lines.join('\n');
}
