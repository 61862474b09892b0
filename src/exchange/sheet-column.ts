// What a column of our own sheets is: which place of a record it holds, of which kind, and how it is called in each language.
import type { RecordNoun } from '../core/flows/words.ts';
import type { Wording } from '../core/law/law.ts';

export type ColumnKind =
  | 'id'
  | 'ids'
  | 'text'
  | 'texts'
  | 'word'
  | 'words'
  | 'flag'
  | 'count'
  | 'counts'
  | 'date'
  | 'country'
  | 'countries';

export interface SheetColumn {
  /** The place in the record, its keys parted by dots. */
  readonly path: string;
  readonly kind: ColumnKind;
  readonly label: Wording;
  readonly says: Wording;
  /** What may stand there, where that is a closed list. */
  readonly words?: readonly string[];
  /** The list of laws/terms that has labels for what stands there, closed or not. */
  readonly terms?: string;
  /** Whose ids stand there. */
  readonly refers?: RecordNoun;
  readonly cite?: string;
  readonly example?: string;
  /** Written only where a record has something in it. */
  readonly isRare?: boolean;
}

/** A list of maps in a record, or a map of maps by name: a sheet of its own, keyed by the id of the record. */
export interface SheetPart {
  readonly path: string;
  readonly is: 'list' | 'by-name';
  readonly label: Wording;
  /** What the name stands for, of a map of maps. */
  readonly name?: SheetColumn;
  /** What stands under the name, where it is no map. */
  readonly value?: SheetColumn;
  readonly columns: readonly SheetColumn[];
}

export interface SheetNoun {
  readonly noun: RecordNoun;
  readonly label: Wording;
  /** One of them. */
  readonly one: Wording;
  readonly columns: readonly SheetColumn[];
  readonly parts: readonly SheetPart[];
}

type Texts = readonly [en: string, ja: string, de: string];
type More = Omit<SheetColumn, 'path' | 'kind' | 'label' | 'says'>;

/** A column from its texts in English, Japanese and German. */
export function column(
  path: string,
  kind: ColumnKind,
  label: Texts,
  says: Texts,
  more: More = {},
): SheetColumn {
  return { path, kind, label: wording(label), says: wording(says), ...more };
}

export function wording([en, ja, de]: Texts): Wording {
  return { en, ja, de };
}

export const ID = column(
  'id',
  'id',
  ['Id', 'ID', 'Kennung'],
  [
    'The word by which other records name this one. Letters, digits, "-", "_", "." and ":".',
    '他の記録がこの記録を指すときの語。文字、数字、「-」「_」「.」「:」。',
    'Das Wort, mit dem andere Einträge diesen nennen. Buchstaben, Ziffern, „-“, „_“, „.“ und „:“.',
  ],
  { example: 'et-de' },
);
export const NAME = column(
  'name',
  'text',
  ['Name', '名称', 'Name'],
  ['What people call it.', '呼び名。', 'Wie es genannt wird.'],
);
export const FROM = column(
  'from',
  'date',
  ['From', '開始日', 'Von'],
  ['The first day.', '最初の日。', 'Der erste Tag.'],
  { example: '2026-04-01' },
);
export const UNTIL = column(
  'until',
  'date',
  ['Until', '終了日', 'Bis'],
  [
    'The first day on which it no longer holds.',
    '効力がなくなる最初の日（その日を含まない）。',
    'Der erste Tag, an dem es nicht mehr gilt.',
  ],
  { example: '2030-01-01' },
);
export const NOTE = column(
  'note',
  'text',
  ['Note', '備考', 'Bemerkung'],
  ['A remark for people.', '人のための備考。', 'Eine Bemerkung für Menschen.'],
);
export const RECORDED_AT = column(
  'recordedAt',
  'text',
  ['Recorded at', '記録日時', 'Erfasst am'],
  [
    'When it was entered, where the register says so.',
    '登録された日時。',
    'Wann es eingetragen wurde, wo das Register es sagt.',
  ],
  { isRare: true, example: '2026-04-01T09:00:00+09:00' },
);
/** Remarks inside of a map of a record. */
export function noteOf(path: string, en: string, ja: string, de: string): SheetColumn {
  return column(
    `${path}.note`,
    'text',
    [`${en}: note`, `${ja}：備考`, `${de}: Bemerkung`],
    ['A remark for people.', '人のための備考。', 'Eine Bemerkung für Menschen.'],
    { isRare: true },
  );
}
