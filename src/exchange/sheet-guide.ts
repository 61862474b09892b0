// The sheets that explain the others: what the workbook is, what each column means, which words may stand there.
import { LANGUAGES, type Language, type Wording } from '../core/law/law.ts';
import type { Rulebook } from '../core/law/rulebook.ts';
import type { CellOut, SheetOut } from '../kit/sheets/xlsx-write.ts';
import type { RegisterOut } from './format.ts';
import type { SheetColumn } from './sheet-column.ts';
import { ownerHeading, sheetName } from './sheet-headings.ts';
import { plainOf } from './sheet-words.ts';
import { holdsList, type WrittenSheet } from './sheet-write.ts';

/** Stands in the first cell of the first sheet; by it a workbook of ours is known. */
const SHEETS_FORMAT = 'sekisho/sheets@1';

const TEXTS = {
  about: { en: 'About', ja: 'この文書について', de: 'Über diese Datei' },
  columns: { en: 'Columns', ja: '列の説明', de: 'Spalten' },
  words: { en: 'Words', ja: '用語', de: 'Wörter' },
  lists: { en: 'Lists', ja: '選択肢', de: 'Auswahllisten' },
  title: { en: 'Register of', ja: '台帳：', de: 'Register von' },
  group: { en: 'Group', ja: 'グループ', de: 'Gruppe' },
  name: { en: 'Name', ja: '名称', de: 'Name' },
  asOf: { en: 'As of', ja: '基準日', de: 'Stand' },
  rules: {
    en: [
      'One row is one record. The column Id names it; other records name it by that word.',
      'An empty cell says: not known. [] says: known to be none. {} says: there, without more.',
      'Several things in one cell are parted by a semicolon. A semicolon that belongs to the text is written \\; and a backslash \\\\.',
      'Lists of several facts (data subjects, appointments, places of storage …) stand in sheets of their own; the first column is the id of the record.',
      'A text that is longer than a cell goes on in a column of the same name with (2), (3) …',
      'Columns and sheets whose name begins with # are your own and are not read. Headings may be in English, Japanese or German.',
    ],
    ja: [
      '1行が1件の記録です。「ID」列がその名前で、他の記録はこの語で参照します。',
      '空欄は「不明」、[] は「ないことが分かっている」、{} は「あるが詳細なし」を表します。',
      '1つのセルに複数の値を書くときはセミコロンで区切ります。文字としてのセミコロンは \\; 、バックスラッシュは \\\\ と書きます。',
      '本人の類型、任命、保存場所などの一覧は別のシートにあり、最初の列が記録のIDです。',
      'セルに収まらない文章は、同じ名前に (2)、(3) … の付いた列に続きます。',
      '名前が # で始まる列とシートは読み込まれません。見出しは英語、日本語、ドイツ語のいずれでも構いません。',
    ],
    de: [
      'Eine Zeile ist ein Eintrag. Die Spalte Kennung benennt ihn; andere Einträge nennen ihn mit diesem Wort.',
      'Eine leere Zelle heißt: nicht bekannt. [] heißt: bekannt, dass es keine gibt. {} heißt: vorhanden, ohne Näheres.',
      'Mehreres in einer Zelle trennt ein Semikolon. Gehört es zum Text, schreibt man \\; und statt \\ schreibt man \\\\.',
      'Listen (betroffene Personen, Bestellungen, Speicherorte …) stehen in eigenen Blättern; die erste Spalte ist die Kennung des Eintrags.',
      'Ein Text, der länger ist als eine Zelle, geht in einer Spalte gleichen Namens mit (2), (3) … weiter.',
      'Spalten und Blätter, deren Name mit # beginnt, sind Ihre eigenen und werden nicht gelesen. Überschriften dürfen englisch, japanisch oder deutsch sein.',
    ],
  },
  headings: {
    en: ['Sheet', 'Column', 'Key', 'Meaning', 'Holds', 'Law', 'Example'],
    ja: ['シート', '列', 'キー', '意味', '内容', '根拠', '例'],
    de: ['Blatt', 'Spalte', 'Schlüssel', 'Bedeutung', 'Inhalt', 'Gesetz', 'Beispiel'],
  },
  wordHeadings: {
    en: ['List', 'Word', 'Meaning'],
    ja: ['一覧', '語', '意味'],
    de: ['Liste', 'Wort', 'Bedeutung'],
  },
  owner: {
    en: 'The id of the record to which the row belongs.',
    ja: 'この行が属する記録のID。',
    de: 'Die Kennung des Eintrags, zu dem die Zeile gehört.',
  },
} as const;

const KINDS: Readonly<Record<SheetColumn['kind'], Wording>> = {
  id: { en: 'id', ja: 'ID', de: 'Kennung' },
  ids: { en: 'ids', ja: 'ID（複数可）', de: 'Kennungen' },
  text: { en: 'text', ja: '文字', de: 'Text' },
  texts: { en: 'texts', ja: '文字（複数可）', de: 'Texte' },
  word: { en: 'one word of', ja: '次のいずれか', de: 'ein Wort von' },
  words: { en: 'words of', ja: '次から（複数可）', de: 'Wörter von' },
  flag: {
    en: 'TRUE or FALSE (yes or no)',
    ja: 'TRUE／FALSE（はい／いいえ）',
    de: 'WAHR oder FALSCH (ja oder nein)',
  },
  count: { en: 'whole number', ja: '整数', de: 'ganze Zahl' },
  counts: { en: 'whole numbers', ja: '整数（複数可）', de: 'ganze Zahlen' },
  date: { en: 'day', ja: '日付', de: 'Tag' },
  country: {
    en: 'country (ISO 3166-1, or its name)',
    ja: '国（ISO 3166-1又は国名）',
    de: 'Land (ISO 3166-1 oder Name)',
  },
  countries: { en: 'countries', ja: '国（複数可）', de: 'Länder' },
};

/** The first sheet: whose register it is, of which day, and how to fill it in. */
export function aboutSheet({ group, asOf, language }: RegisterOut): SheetOut {
  const rows: CellOut[][] = [
    [{ text: SHEETS_FORMAT, style: 'faint' }],
    [{ text: `${TEXTS.title[language]} ${group.name}`.replace('： ', '：'), style: 'title' }],
    [],
    [TEXTS.group[language], group.id],
    [TEXTS.name[language], group.name],
    [TEXTS.asOf[language], { date: asOf }],
    [],
    ...TEXTS.rules[language].map((rule): CellOut[] => [undefined, { text: rule, style: 'wrap' }]),
  ];
  return { name: TEXTS.about[language], columns: [], widths: [16, 100], rows };
}

/** Is it one of the sheets that only explain? */
export function isGuide(name: string): boolean {
  const plain = plainOf(name);
  return [TEXTS.about, TEXTS.columns, TEXTS.words, TEXTS.lists].some((texts) =>
    LANGUAGES.some((language) => plainOf(texts[language]) === plain),
  );
}

export function listsSheetName(language: Language): string {
  return TEXTS.lists[language];
}

/** The sheet that explains each column of the others. */
export function columnsSheet(sheets: readonly WrittenSheet[], language: Language): SheetOut {
  const rows: CellOut[][] = [];
  for (const { noun, part, columns } of sheets) {
    const name = sheetName(part === undefined ? { noun } : { noun, part }, language);
    if (part !== undefined)
      rows.push([name, ownerHeading(noun)[language], noun.noun, TEXTS.owner[language], KINDS.id[language]]);
    const all = part === undefined ? noun.columns : [part.name, part.value, ...part.columns];
    for (const column of all) {
      if (column === undefined) continue;
      if (column.isRare === true && !columns.some((one) => one.column?.path === column.path)) continue;
      rows.push(rowOf(column, name, part === undefined ? undefined : `${noun.noun}.${part.path}`, language));
    }
  }
  return {
    name: TEXTS.columns[language],
    columns: TEXTS.headings[language].map((heading, index) => ({
      heading,
      width: [20, 26, 24, 60, 40, 28, 28][index] as number,
      style: 'wrap',
    })),
    rows,
  };
}

function rowOf(column: SheetColumn, sheet: string, above: string | undefined, language: Language): CellOut[] {
  const { kind, words, refers, path } = column;
  const holds = KINDS[kind][language];
  return [
    sheet,
    column.label[language],
    above === undefined || path === '' ? (above ?? path) : `${above}.${path}`,
    column.says[language],
    [holds, words?.join(', '), refers === undefined ? undefined : `→ ${refers}`]
      .filter((one) => one !== undefined)
      .join(holdsList(column) ? '; ' : ' '),
    column.cite,
    column.example,
  ];
}

/** The sheet of words with their labels in the reader's language. */
export function wordsSheet(
  sheets: readonly WrittenSheet[],
  rulebook: Rulebook,
  language: Language,
): SheetOut | undefined {
  const lists = new Set(
    sheets.flatMap(({ noun, part }) =>
      (part === undefined ? noun.columns : [part.name, ...part.columns]).flatMap(
        (column) => column?.terms ?? [],
      ),
    ),
  );
  const rows = rulebook.terms
    .filter(({ list }) => lists.has(list))
    .map((term): CellOut[] => [term.list, term.id, term.labels[language]]);
  if (rows.length === 0) return undefined;
  return {
    name: TEXTS.words[language],
    columns: TEXTS.wordHeadings[language].map((heading, index) => ({
      heading,
      width: [24, 34, 80][index] as number,
    })),
    rows,
  };
}
