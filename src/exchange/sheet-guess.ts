// Guesses what a foreign sheet holds: in which row its headings stand, which noun a row is, which place of it each column fills.
import type { RecordNoun } from '../core/flows/words.ts';
import { type Cell, textOf } from '../kit/sheets/sheet.ts';
import { type ForeignField, foreignFields, namesOfSheets } from './sheet-fields.ts';
import { type Grid, headingsOf } from './sheet-grid.ts';
import { likeness, plainHeading } from './sheet-likeness.ts';
import { type ColumnMapping, fingerprintOf, type TableMapping } from './sheet-mapping.ts';
import { countryOf, type DayOrder, dayOf, flagOf, isNothing, isOpenDay } from './sheet-words.ts';

/** Rows in which headings are looked for. */
const HEAD_ROWS = 40;
/** Rows by which the values of a column are judged. */
const SAMPLE_ROWS = 200;
const SAMPLES_SHOWN = 3;
/** A guess below it is none. */
const SURE_ENOUGH = 0.5;
/** The headings of a sheet must be worth so much together. */
const SHEET_ENOUGH = 1.1;

/** The mapping of a sheet; noun null where its headings say nothing that is known. */
export function guessMapping(grid: Grid): TableMapping | undefined {
  let best: { row: number; noun: RecordNoun; score: number } | undefined;
  for (const row of grid.rows.slice(0, HEAD_ROWS)) {
    if (!mayBeHead(row.cells)) continue;
    const headings = headingsOf(grid, row.number);
    for (const noun of nounsFor(grid.table.name)) {
      const score = scoreOf(headings, noun.noun) + noun.bonus;
      if (score - noun.bonus >= SHEET_ENOUGH && score > (best?.score ?? 0))
        best = { row: row.number, noun: noun.noun, score };
    }
  }
  return best === undefined ? undefined : mappingFor(grid, best.row, best.noun);
}

/** The mapping for headings in a row that is known. */
function mappingFor(grid: Grid, headRow: number, noun: RecordNoun): TableMapping {
  const headings = headingsOf(grid, headRow);
  const columns = headings.map((_, column) => profileOf(grid, headRow, column));
  const fields = assign(headings, columns, foreignFields(noun));
  const mapped = headings.flatMap((heading, column): ColumnMapping[] => {
    const profile = columns[column] as Profile;
    if (heading === '' && profile.filled === 0) return [];
    const found = fields.get(column);
    const isList = found !== undefined && LIST_KINDS.has(found.field.column.kind);
    const takesItems = isList || found?.field.part !== undefined;
    return [
      {
        column: column + 1,
        heading,
        field: found?.field.path ?? null,
        confidence: found === undefined ? 0 : Math.round(found.confidence * 100) / 100,
        ...(takesItems && profile.separators !== undefined && { separators: profile.separators }),
        ...(found?.field.column.kind === 'date' &&
          profile.dayOrder !== undefined && { dayOrder: profile.dayOrder }),
        samples: profile.samples,
      },
    ];
  });
  return {
    sheet: grid.table.name,
    fingerprint: fingerprintOf(headings),
    noun,
    headRow,
    columns: mapped,
  };
}

const LIST_KINDS: ReadonlySet<string> = new Set(['ids', 'texts', 'words', 'countries', 'counts']);

/** Does a remembered mapping fit the sheet? Its headings stand in one of the first rows. */
export function findRow(grid: Grid, fingerprint: string): number | undefined {
  return grid.rows
    .slice(0, HEAD_ROWS)
    .find((row) => mayBeHead(row.cells) && fingerprintOf(headingsOf(grid, row.number)) === fingerprint)
    ?.number;
}

function mayBeHead(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => cell !== undefined);
  if (filled.length < 2) return false;
  const texts = filled.filter(
    (cell) => typeof cell === 'string' && cell.length <= 200 && dayOf(cell) === undefined,
  );
  return texts.length >= filled.length * 0.8;
}

function nounsFor(sheet: string): { noun: RecordNoun; bonus: number }[] {
  const name = plainHeading(sheet);
  return namesOfSheets().map(([noun, names]) => ({
    noun,
    bonus: Math.max(0, ...names.map((one) => (likeness(name, one) >= 0.7 ? 1.5 : 0))),
  }));
}

function scoreOf(headings: readonly string[], noun: RecordNoun): number {
  const fields = foreignFields(noun);
  const taken = new Map<string, number>();
  for (const heading of headings) {
    const best = bestField(heading, fields);
    if (best === undefined || best.likeness < SURE_ENOUGH) continue;
    const before = taken.get(best.field.path) ?? 0;
    if (best.likeness > before) taken.set(best.field.path, best.likeness);
  }
  return [...taken.values()].reduce((sum, value) => sum + value, 0);
}

function bestField(
  heading: string,
  fields: readonly ForeignField[],
): { field: ForeignField; likeness: number } | undefined {
  let best: { field: ForeignField; likeness: number } | undefined;
  for (const field of fields) {
    const value = likenessOf(heading, field);
    if (value > (best?.likeness ?? 0)) best = { field, likeness: value };
  }
  return best;
}

const likenesses = new Map<string, number>();
const LIKENESSES_MOST = 200_000;

/** How well a heading names a field; of two rows of headings the lower one counts more. */
function likenessOf(heading: string, field: ForeignField): number {
  const key = `${field.column.label.en}\u0000${field.path}\u0000${field.names.length}\u0000${heading}`;
  const known = likenesses.get(key);
  if (known !== undefined) return known;
  const whole = plainHeading(heading);
  const lower = heading.includes(': ') ? plainHeading(heading.slice(heading.lastIndexOf(': ') + 2)) : '';
  const inside = plainHeading(/[(（]([^)）]*)[)）]/.exec(heading)?.[1] ?? '');
  let best = 0;
  const wholeCounts = lower === '' ? 1 : 0.6;
  for (const name of field.names)
    best = Math.max(
      best,
      wholeCounts * likeness(whole, name),
      0.97 * likeness(lower, name),
      0.7 * likeness(inside, name),
    );
  if (likenesses.size >= LIKENESSES_MOST) likenesses.clear();
  likenesses.set(key, best);
  return best;
}

interface Profile {
  readonly filled: number;
  /** Shares of what is filled. */
  readonly days: number;
  readonly countries: number;
  readonly flags: number;
  readonly numbers: number;
  readonly mails: number;
  readonly samples: readonly string[];
  readonly separators?: string;
  readonly dayOrder?: DayOrder;
}

function profileOf(grid: Grid, headRow: number, column: number): Profile {
  const cells = grid.rows
    .filter(({ number }) => number > headRow)
    .slice(0, SAMPLE_ROWS)
    .map(({ cells: all }) => all[column])
    .filter((cell) => cell !== undefined);
  const share = (test: (cell: Cell) => boolean): number =>
    cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  const separators = separatorsOf(cells);
  const dayOrder = dayOrderOf(cells);
  return {
    filled: cells.length,
    days: share((cell) => dayOf(cell) !== undefined || isOpenDay(cell)),
    countries: share(isCountries),
    flags: share((cell) => flagOf(cell) !== undefined && typeof cell !== 'number'),
    numbers: share(
      (cell) => typeof cell === 'number' || (typeof cell === 'string' && /^\d[\d,.]*$/.test(cell)),
    ),
    mails: share((cell) => typeof cell === 'string' && /^[^\s@]+@[^\s@]+$/.test(cell)),
    samples: [...new Set(cells.map((cell) => textOf(cell).replace(/\s+/g, ' ').slice(0, 80)))].slice(
      0,
      SAMPLES_SHOWN,
    ),
    ...(separators !== undefined && { separators }),
    ...(dayOrder !== undefined && { dayOrder }),
  };
}

function isCountries(cell: Cell): boolean {
  if (typeof cell !== 'string') return false;
  const items = cell.split(/[;,、，\n/・]/).map((item) => item.trim());
  return items.length <= 20 && items.every((item) => countryOf(item) !== undefined);
}

/** Commas part items where cells hold several short texts between them, and nothing else does. */
function separatorsOf(cells: readonly Cell[]): string | undefined {
  const texts = cells.filter((cell) => typeof cell === 'string' && !isNothing(cell)) as string[];
  const some = texts.filter((text) => /[,、，/・]/.test(text));
  if (some.length < Math.max(1, texts.length * 0.2)) return undefined;
  for (const sign of ['、', '，', ',', '・', '/']) {
    const split = some.filter((text) => text.includes(sign));
    if (split.length < some.length * 0.6) continue;
    const items = split.flatMap((text) => text.split(/[;\n]/).flatMap((line) => line.split(sign)));
    const mean = items.reduce((sum, item) => sum + item.trim().length, 0) / items.length;
    if (mean <= 28 && !split.some((text) => /[.。]\s/.test(text))) return `;\n${sign}`;
  }
  return undefined;
}

function dayOrderOf(cells: readonly Cell[]): DayOrder | undefined {
  const found = { 'day-first': 0, 'month-first': 0 };
  for (const cell of cells) {
    if (!isOpenDay(cell)) continue;
    const [first = 0, second = 0] = textOf(cell).normalize('NFKC').split(/[/-]/).map(Number);
    if (first > 12) found['day-first'] += 1;
    else if (second > 12) found['month-first'] += 1;
  }
  if (found['day-first'] > 0 && found['month-first'] === 0) return 'day-first';
  if (found['month-first'] > 0 && found['day-first'] === 0) return 'month-first';
  return undefined;
}

/** How much better or worse the values of a column make a guess by its heading. */
function evidence({ filled, days, countries, flags, numbers, mails }: Profile, field: ForeignField): number {
  if (filled === 0) return 0;
  const { kind, path } = field.column;
  if (kind === 'date') return days >= 0.6 ? 0.1 : -0.3;
  if (kind === 'country' || kind === 'countries') return countries >= 0.5 ? 0.15 : -0.25;
  if (kind === 'flag') return flags >= 0.6 ? 0.1 : -0.2;
  if (kind === 'count') return numbers >= 0.6 ? 0.1 : -0.3;
  if (path.endsWith('email')) return mails >= 0.5 ? 0.15 : -0.4;
  if (days >= 0.8 || mails >= 0.8 || flags >= 0.8) return -0.3;
  return numbers >= 0.8 && path !== 'id' ? -0.3 : 0;
}

/** What values alone say, where no heading does. */
function byValues(profile: Profile, field: ForeignField): number {
  const { path, kind } = field.column;
  if (profile.filled < 2 || field.part !== undefined) return 0;
  if (kind === 'country' && path === 'country' && profile.countries >= 0.9) return 0.5;
  return path.endsWith('email') && profile.mails >= 0.9 ? 0.5 : 0;
}

function assign(
  headings: readonly string[],
  profiles: readonly Profile[],
  fields: readonly ForeignField[],
): Map<number, { field: ForeignField; confidence: number }> {
  const all = headings.flatMap((heading, column) =>
    fields.map((field) => {
      const profile = profiles[column] as Profile;
      const named = likenessOf(heading, field);
      const judged = named === 0 ? byValues(profile, field) : named + evidence(profile, field);
      return { column, field, named, confidence: Math.min(1, Math.max(0, judged)) };
    }),
  );
  all.sort((a, b) => b.confidence - a.confidence || b.named - a.named || a.column - b.column);
  const columns = new Map<number, { field: ForeignField; confidence: number }>();
  const taken = new Set<string>();
  for (const { column, field, confidence } of all) {
    if (confidence < SURE_ENOUGH || columns.has(column)) continue;
    const takesMore = LIST_KINDS.has(field.column.kind) || field.part !== undefined || field.path === 'note';
    if (taken.has(field.path) && !(takesMore && confidence >= 0.7)) continue;
    columns.set(column, { field, confidence });
    taken.add(field.path);
  }
  return columns;
}
