// Asks for records of one noun by what stands in them, in an order, page by page; each filter and order that is offered has an index.
import { type RawBuilder, sql } from 'kysely';
import type { Issue } from '../../core/base/issue.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Json } from './canonical.ts';
import { badCursor, type CursorValue, printQuery, readCursor, writeCursor } from './cursor.ts';
import {
  asOfRows,
  type Clocks,
  checkLimit,
  findKnownPosition,
  hasClock,
  type KeptRecord,
  openRows,
  type RecordRow,
} from './read-records.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store.ts';
import { read } from './transact.ts';

const FILTER_KINDS = ['equals', 'one-of', 'contains', 'from', 'until', 'absent', 'present'] as const;

export interface Filter {
  /** Keys of the body from the top down; `*` stands for any item of a list, as in `['subjects', '*', 'category']`. */
  readonly path: readonly string[];
  readonly is: (typeof FILTER_KINDS)[number];
  /**
   * `equals`: a text, number or flag; `one-of`: a list of such; `contains`: an item of a list; `from` (inclusive) and `until`
   * (exclusive): texts by their code points, as days are, or numbers; none with `absent` and `present`.
   */
  readonly value?: unknown;
}

export interface Sort {
  readonly by: 'id' | 'recordedAt' | 'version' | { readonly path: readonly string[] };
  readonly descending?: boolean;
}

export interface QueryWish extends Clocks {
  readonly noun: string;
  /** All must hold. */
  readonly where?: readonly Filter[];
  /** Left out: by id. Records that are equal in all of it come in the order of their ids. */
  readonly sort?: readonly Sort[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
  /** Also records that were removed; only where no clock is asked for. */
  readonly withRemoved?: boolean;
}

export interface RecordPage {
  readonly records: readonly KeptRecord[];
  /** The cursor of the next page; null: this was the last. */
  readonly next: string | null;
}

const PAGE = 100;
const FILTERS_MAX = 20;
const CHOICES_MAX = 100;
const SORTS_MAX = 3;
/** As many letters of a text count for its place in an order. */
const SORT_LETTERS = 200;
const KEY = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** A page of records. Faults: `bad-filter`, `bad-sort`, `bad-cursor`, all of them at once. */
export async function queryRecords(
  scope: Scope,
  store: Store,
  wish: QueryWish,
): Promise<Result<RecordPage, Issue[]>> {
  const { noun, where = [], sort = [] } = wish;
  const issues = [...findFilterFaults(where), ...findSortFaults(sort)];
  if (issues.length > 0) return fail(issues);
  const limit = checkLimit(store, wish.limit ?? PAGE);
  const orders = readOrders(sort);
  const print = printOf(wish);
  const after =
    wish.after === undefined
      ? null
      : readCursor(
          wish.after,
          print,
          orders.map(({ kind }) => kind),
        );
  if (after === undefined) return fail([badCursor()]);
  const { groupId } = scope;
  const [first] = orders;
  const isById = first?.name === 'id' && !first.descending;
  const rows = await read(async () => {
    const known =
      wish.knownAt === undefined ? null : await findKnownPosition(store.kysely, groupId, wish.knownAt);
    const inner = isById && after !== null ? String(after[0]) : '';
    const source = hasClock(wish)
      ? sql`(${asOfRows(groupId, { noun, known, ...(wish.asOf !== undefined && { asOf: wish.asOf }), after: inner })}) r`
      : sql`records r`;
    const conditions = [
      sql`r.noun = ${noun}`,
      ...(hasClock(wish) ? [] : [sql`r.group_id = ${groupId}`]),
      ...(hasClock(wish) || wish.withRemoved === true ? [] : [sql`not r.deleted`]),
      ...where.map(conditionOf),
      ...(after === null ? [] : [beyond(orders, after)]),
    ];
    const columns = orders.map(({ value }, index) => sql`${value} as ${sql.ref(`order_${index}`)}`);
    const { rows: found } = await sql<RecordRow & Record<string, CursorValue>>`
      select r.*, ${sql.join(columns)} from ${source} where ${sql.join(conditions, sql` and `)}
      order by ${sql.join(orders.map(({ value, descending }) => (descending ? sql`${value} desc` : value)))}
      limit ${sql.lit(limit + 1)}`.execute(store.kysely);
    return found;
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? writeCursor(
          print,
          orders.map((_, index) => last[`order_${index}`] as CursorValue),
        )
      : null;
  return succeed({ records: await openRows(scope, store, page), next });
}

function printOf({ noun, where, sort, asOf, knownAt, withRemoved }: QueryWish): string {
  return printQuery(
    JSON.parse(JSON.stringify([noun, where ?? [], sort ?? [], asOf, knownAt, withRemoved ?? false])) as Json,
  );
}

interface Order {
  readonly name: 'id' | 'recordedAt' | 'version' | 'path';
  readonly value: RawBuilder<unknown>;
  readonly kind: 'string' | 'number';
  readonly descending: boolean;
}

function readOrders(sort: readonly Sort[]): Order[] {
  const orders = sort.map(({ by, descending = false }): Order => {
    if (by === 'id') return byId(descending);
    if (by === 'recordedAt') return { name: by, value: sql`r.recorded_at`, kind: 'string', descending };
    if (by === 'version') return { name: by, value: sql`r.version`, kind: 'number', descending };
    // Written as the index has it, or the index is not used.
    const text = sql`(coalesce(left(r.body #>> ${litPath(by.path)}, ${sql.lit(SORT_LETTERS)}), '')) collate "C"`;
    return { name: 'path', value: text, kind: 'string', descending };
  });
  const known = orders.findIndex(({ name }) => name === 'id');
  // What follows an id decides nothing. The last order goes on with the ids in its own direction, as its index does.
  if (known >= 0) return orders.slice(0, known + 1);
  return [...orders, byId(orders.at(-1)?.descending ?? false)];
}

function byId(descending: boolean): Order {
  return { name: 'id', value: sql`r.record_id`, kind: 'string', descending };
}

/** What comes after the end of the page before. Where all go one way, rows are compared as wholes, which an index can do. */
function beyond(orders: readonly Order[], after: readonly CursorValue[]): RawBuilder<unknown> {
  const [first] = orders as [Order];
  if (orders.every(({ descending }) => descending === first.descending)) {
    const sign = first.descending ? sql`<` : sql`>`;
    return sql`(${sql.join(orders.map(({ value }) => value))}) ${sign} (${sql.join(after.map((value) => sql`${value}`))})`;
  }
  const steps = orders.map(({ value, descending }, depth) => {
    const same = orders.slice(0, depth).map((order, index) => sql`${order.value} = ${after[index]}`);
    const next = sql`${value} ${descending ? sql`<` : sql`>`} ${after[depth]}`;
    return sql`(${sql.join([...same, next], sql` and `)})`;
  });
  return sql`(${sql.join(steps, sql` or `)})`;
}

function conditionOf({ path, is, value }: Filter): RawBuilder<unknown> {
  switch (is) {
    case 'equals':
      return holds(path, value as Json);
    case 'contains':
      return holds([...path, '*'], value as Json);
    case 'one-of':
      return sql`(${sql.join(
        (value as Json[]).map((one) => holds(path, one)),
        sql` or `,
      )})`;
    case 'from':
    case 'until': {
      const sign = is === 'from' ? sql`>=` : sql`<`;
      if (typeof value !== 'number') return sql`(r.body #>> ${litPath(path)}) collate "C" ${sign} ${value}`;
      const found = sql`r.body #> ${litPath(path)}`;
      return sql`case when jsonb_typeof(${found}) = 'number' then (${found})::numeric ${sign} ${value}::numeric else false end`;
    }
    case 'absent':
      return sql`r.body #> ${litPath(path)} is null`;
    case 'present':
      return sql`r.body #> ${litPath(path)} is not null`;
  }
}

/** Does the body hold the value at the place? Answered by the index of bodies. */
function holds(path: readonly string[], value: Json): RawBuilder<unknown> {
  const held = path.reduceRight<Json>((below, key) => (key === '*' ? [below] : { [key]: below }), value);
  return sql`r.body @> ${JSON.stringify(held)}::jsonb`;
}

/** Keys are letters and digits, so that nothing needs quoting. */
function litPath(path: readonly string[]): RawBuilder<unknown> {
  return sql.lit(`{${path.join(',')}}`);
}

function findFilterFaults(where: readonly Filter[]): Issue[] {
  const issues: Issue[] = [];
  const report = (index: number, message: string, hint: string): void => {
    issues.push({ code: 'bad-filter', at: { path: `where[${index}]` }, message, hint });
  };
  if (where.length > FILTERS_MAX)
    report(FILTERS_MAX, `${where.length} filters are too many.`, `Give ${FILTERS_MAX} at most.`);
  where.slice(0, FILTERS_MAX).forEach(({ path, is, value }, index) => {
    const mayStar = is === 'equals' || is === 'one-of' || is === 'contains';
    if (!isPath(path, mayStar))
      report(
        index,
        `'${path.join('.')}' cannot be a place to filter by.`,
        'Name keys of the record, as in name.',
      );
    const fault = faultOfValue(is, value);
    if (fault !== null) report(index, `The filter '${is}' has ${fault}.`, 'Look up what each filter takes.');
  });
  return issues;
}

function faultOfValue(is: Filter['is'], value: unknown): string | null {
  if (!FILTER_KINDS.includes(is)) return 'a name that is not known';
  if (is === 'absent' || is === 'present') return value === undefined ? null : 'a value, but takes none';
  if (is === 'one-of') {
    if (!Array.isArray(value) || value.length === 0) return 'no list of values';
    if (value.length > CHOICES_MAX) return `more than ${CHOICES_MAX} values`;
    return value.every(isScalar) ? null : 'a value that is no text, number or flag';
  }
  if (is === 'from' || is === 'until')
    return (typeof value === 'string' || typeof value === 'number') && isScalar(value)
      ? null
      : 'no text and no number';
  return isScalar(value) ? null : 'no text, number or flag';
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 10_000 && !/\0|\p{Surrogate}/u.test(value);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function findSortFaults(sort: readonly Sort[]): Issue[] {
  const report = (index: number, message: string): Issue => ({
    code: 'bad-sort',
    at: { path: `sort[${index}]` },
    message,
    hint: `Sort by id, recordedAt, version or a text of the record; by ${SORTS_MAX} at most.`,
  });
  if (sort.length > SORTS_MAX) return [report(SORTS_MAX, `${sort.length} orders are too many.`)];
  return sort.flatMap(({ by }, index) => {
    if (by === 'id' || by === 'recordedAt' || by === 'version') return [];
    return typeof by === 'object' && isPath(by.path, false) ? [] : [report(index, 'There is no such order.')];
  });
}

function isPath(path: readonly string[], mayStar: boolean): boolean {
  return (
    path.length > 0 &&
    path.length <= 8 &&
    path[0] !== '*' &&
    path.every((key) => (mayStar && key === '*') || KEY.test(key))
  );
}
