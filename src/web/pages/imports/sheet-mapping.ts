// What the columns of a foreign sheet mean, as it comes from the server, and how a reader changes it.
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';

export type DayOrder = 'day-first' | 'month-first' | 'year-first';

export interface ColumnView {
  readonly column: number;
  readonly heading: string;
  readonly field: string | null;
  readonly confidence: number;
  readonly separators?: string;
  readonly dayOrder?: DayOrder;
  readonly values?: Readonly<Record<string, string>>;
  readonly samples: readonly string[];
}

export interface SheetView {
  readonly sheet: string;
  readonly fingerprint: string;
  readonly noun: RecordNoun | null;
  readonly headRow: number;
  readonly columns: readonly ColumnView[];
}

/** The sheets of a mapping; none where the headings were ours. */
export function readSheets(mapping: Readonly<Record<string, unknown>> | null): readonly SheetView[] {
  const sheets = mapping?.['sheets'];
  return Array.isArray(sheets) ? (sheets as SheetView[]) : [];
}

/** The same mapping with other sheets, as it is sent back. */
export function writeMapping(sheets: readonly SheetView[]): unknown {
  return { format: 'sekisho/mapping@1', sheets };
}

/** Another noun makes the fields of the columns void where it has no such place. */
export function changeNoun(
  sheet: SheetView,
  noun: RecordNoun | null,
  fields: Readonly<Record<RecordNoun, readonly string[]>>,
): SheetView {
  return {
    ...sheet,
    noun,
    columns: sheet.columns.map((one) =>
      noun !== null && one.field !== null && !fields[noun].includes(one.field)
        ? { ...one, field: null, confidence: 1 }
        : one,
    ),
  };
}

export function changeColumn(sheet: SheetView, column: number, change: Partial<ColumnView>): SheetView {
  return {
    ...sheet,
    columns: sheet.columns.map((one) => (one.column === column ? { ...one, ...change } : one)),
  };
}

/** The words with one of them meaning something else; what means nothing is left out. */
export function changeValue(
  values: Readonly<Record<string, string>> | undefined,
  from: string,
  to: string,
): Readonly<Record<string, string>> {
  const { [from]: _, ...rest } = values ?? {};
  return to === '' ? rest : { ...rest, [from]: to };
}

export const NOUNS: readonly RecordNoun[] = RECORD_NOUNS;

/** The letters of a column, as a spreadsheet program has them: 28 is AB. */
export function lettersOf(column: number): string {
  let rest = column;
  let letters = '';
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}
