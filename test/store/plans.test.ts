// Every question that a page asks of the store is answered through an index: the database itself explains how, on tables of some size.
import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { RECORD_NOUNS, type RecordNoun } from '../../src/core/flows/record-kinds.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { readNewestEntries } from '../../src/kit/store/read-entries.ts';
import { readRecord, readRecordsNamed } from '../../src/kit/store/read-records.ts';
import { readEntriesById, readRecordStates } from '../../src/kit/store/record-states.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { listAttachments } from '../../src/records/register/attachment-actions.ts';
import { listChanges } from '../../src/records/register/change-actions.ts';
import { listComments } from '../../src/records/register/comment-actions.ts';
import { listImports } from '../../src/records/register/import-actions.ts';
import { listRecordsOf, readHistoryOf, readRecordOf } from '../../src/records/register/record-actions.ts';
import { readListWish } from '../../src/records/register/record-query-routes.ts';
import { findNamers } from '../../src/records/register/record-store.ts';
import { searchRegister } from '../../src/records/register/search-actions.ts';
import { filtersOf, SORTS } from '../../src/web/pages/records/list-filters.ts';
import { asPerson, prepareRegister, type RegisterGround } from '../support/open-register.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const GROUPS = ['first', 'second', 'third'];
const EACH = 3000;
/** Tables that grow with the register. */
const LARGE = ['ledger_entries', 'records', 'record_spans', 'record_links', 'search_texts'];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

describe.each(['pglite', 'postgres'] as const)('plans on %s', (kind) => {
  let ground: RegisterGround | null = null;
  let store: Store;
  const scope: Scope = asPerson('second', 'person-7');
  beforeAll(async () => {
    ground = await prepareRegister(kind);
    if (ground === null) return;
    store = ground.store;
    await fill(store);
  }, 240_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });

  /** Asks, and lets the database explain each question that came to it. */
  async function plansOf(ask: () => Promise<unknown>): Promise<Plan[]> {
    const asked: { readonly text: string; readonly values: readonly unknown[] }[] = [];
    const query = pg.Client.prototype.query;
    const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...words: unknown[]
    ) {
      const [text, values] = words;
      if (typeof text === 'string' && /^\s*(select|with)\b/i.test(text) && /\bfrom\b/i.test(text))
        asked.push({ text, values: Array.isArray(values) ? values : [] });
      return (query as (...all: unknown[]) => unknown).apply(this, words);
    } as never);
    try {
      await ask();
    } finally {
      spy.mockRestore();
    }
    expect(asked.length).toBeGreaterThan(0);
    const plans: Plan[] = [];
    for (const { text, values } of asked) {
      const { rows } = await store.kysely.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        CompiledQuery.raw(`explain (format json) ${text}`, [...values]),
      );
      plans.push(rows[0]?.['QUERY PLAN'][0]?.Plan as Plan);
    }
    return plans;
  }

  async function expectIndexes(ask: () => Promise<unknown>): Promise<readonly Plan[]> {
    const nodes = (await plansOf(ask)).flatMap(allOf);
    const whole = nodes.filter((one) => one['Node Type'] === 'Seq Scan');
    expect(whole.map((one) => one['Relation Name']).filter((one) => LARGE.includes(one ?? ''))).toEqual([]);
    return nodes;
  }

  const lists = RECORD_NOUNS.flatMap((noun) => [
    ...['id', 'recordedAt', ...SORTS[noun]].flatMap((sort) => [
      [noun, sort, {}] as const,
      [noun, `-${sort}`, {}] as const,
    ]),
  ]);
  test.each(lists)('the list of %s in the order of %s needs no sorting', async (noun, sort) => {
    const nodes = await expectIndexes(() =>
      listRecordsOf(scope, store, noun, readListWish(noun, { sort, limit: 50 })),
    );
    expect(nodes.map((one) => one['Node Type'])).not.toContain('Sort');
  });

  const filters = RECORD_NOUNS.flatMap((noun) => filtersOf(noun).map((filter) => [noun, filter] as const));
  test.each(filters)('%s are filtered by %s', async (noun, filter) => {
    await expectIndexes(() => listRecordsOf(scope, store, noun, readListWish(noun, { [filter]: 'value-7' })));
    await expectIndexes(() => listRecordsOf(scope, store, noun, readListWish(noun, { absent: filter })));
  });

  const OTHERS: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a record', () => readRecordOf(scope, store, 'flows', 'flows-7')],
    ['a record on a day', () => readRecordOf(scope, store, 'flows', 'flows-7', { asOf: '2026-11-22' })],
    ['the history of a record', () => readHistoryOf(scope, store, 'flows', 'flows-7')],
    ['who names a record', () => findNamers(scope, store, { noun: 'organisations', recordId: 'value-7' })],
    ['the comments of a record', () => listComments(scope, store, { of: { noun: 'flows', id: 'flows-7' } })],
    ['the files of a record', () => listAttachments(scope, store, { of: { noun: 'flows', id: 'flows-7' } })],
    ['changes that wait', () => listChanges(scope, store, { state: 'proposed' })],
    ['changes of a record', () => listChanges(scope, store, { of: { noun: 'flows', id: 'flows-7' } })],
    ['imports', () => listImports(scope, store)],
    ['a search', () => searchRegister(scope, store, 'word 77')],
    ['the newest entries', () => readNewestEntries(scope, store, undefined, 50)],
    ['older entries', () => readNewestEntries(scope, store, 500, 50)],
    ['the entries of a kind', () => readNewestEntries(scope, store, undefined, 50, { noun: 'flows' })],
    ['the entries of a person', () => readNewestEntries(scope, store, undefined, 50, { actor: 'person-7' })],
    [
      'the entries of some days',
      () => readNewestEntries(scope, store, undefined, 50, { from: '2026-01-02', until: '2026-01-03' }),
    ],
  ];
  test.each(OTHERS)('%s', async (_, ask) => {
    await expectIndexes(ask);
  });

  test('a group that is new since the rows were counted is looked up by whole keys', async () => {
    await fillNoun(store, 'flows', nouns.length, ['fourth']);
    const newcomer: Scope = { ...scope, groupId: 'fourth' };
    const ids = Array.from({ length: 2000 }, () => makeId());
    const names = ids.map((id) => ({ noun: 'flows', recordId: id }));
    const nodes = [
      ...(await expectIndexes(() => readEntriesById(store.kysely, 'fourth', ids))),
      ...(await expectIndexes(() => readEntriesById(store.kysely, 'fourth', ids.slice(0, 1)))),
      ...(await expectIndexes(() => readRecordStates(store.kysely, 'fourth', names))),
      ...(await expectIndexes(() => readRecordsNamed(newcomer, store, names))),
      ...(await expectIndexes(() => readRecord(newcomer, store, 'flows', 'flows-7'))),
    ];
    const used = new Set(nodes.flatMap((one) => one['Index Name'] ?? []));
    expect([...used].sort()).toEqual(['ledger_entries_group_id_id_key', 'record_spans_pkey', 'records_pkey']);
  });
});

function allOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(allOf)];
}

/** Rows as a ledger makes them, put in at once: what they say matters little here, how many there are does. */
const nouns = [...RECORD_NOUNS, 'changes', 'comments', 'attachments', 'imports'];

async function fill(store: Store): Promise<void> {
  for (const [at, noun] of nouns.entries()) await fillNoun(store, noun as RecordNoun, at);
  await sql`analyze`.execute(store.kysely);
}

async function fillNoun(store: Store, noun: string, at: number, groups = GROUPS): Promise<void> {
  const many = noun === 'flows' ? EACH * 4 : EACH / 4;
  for (const [place, groupId] of groups.entries()) {
    const rows = sql`generate_series(1, ${sql.lit(many)}) n`;
    const offset = sql.lit(at * 100_000);
    const value = sql`'value-' || n % 500`;
    const body = sql`jsonb_build_object('id', ${sql.lit(`${noun}-`)} || n, 'name', 'word ' || n, 'country', 'C' || n % 90,
      'organisation', ${value}, 'operator', ${value}, 'retention', 'P' || n % 9 || 'Y', 'activity', ${value}, 'from', ${value},
      'to', ${value}, 'since', '2020-01-' || n % 28, 'kind', ${value}, 'on', '2020-01-' || n % 28, 'instrument', ${value},
      'engagedBy', ${value}, 'state', case when n % 50 = 0 then 'proposed' else 'approved' end,
      'of', jsonb_build_object('noun', 'flows', 'id', 'flows-' || n % 900))`;
    await sql`insert into ledger_entries (group_id, position, id, noun, record_id, version, kind, payload, recorded_at, actor, why,
        origin, previous_hash, hash)
      select ${groupId}, ${offset} + n, gen_random_uuid(), ${noun}, ${sql.lit(`${noun}-`)} || n, 1, 'statement', ${body},
        timestamptz '2026-01-01' + n * interval '1 minute', 'person-' || n % 40, '', 'test', 'p', 'h' || ${sql.lit(place)}
      from ${rows}`.execute(store.kysely);
    await sql`insert into records (group_id, noun, record_id, version, position, body, recorded_at, deleted)
      select group_id, noun, record_id, version, position, payload, recorded_at, false from ledger_entries
      where group_id = ${groupId} and noun = ${noun}`.execute(store.kysely);
    await sql`insert into record_spans (group_id, noun, record_id, known_from, valid_from, valid_until, position)
      select group_id, noun, record_id, position, '-infinity', 'infinity', position from ledger_entries
      where group_id = ${groupId} and noun = ${noun}`.execute(store.kysely);
    await sql`insert into record_links (group_id, noun, record_id, position, names)
      select group_id, noun, record_id, position,
        array[case noun when 'flows' then 'organisations value-' else 'none ' end || position % 500] from ledger_entries
      where group_id = ${groupId} and noun = ${noun}`.execute(store.kysely);
    await sql`insert into search_texts (group_id, noun, record_id, title, words, grams)
      select group_id, noun, record_id, record_id, record_id, array[left(record_id, 2), right(record_id, 2)] from ledger_entries
      where group_id = ${groupId} and noun = ${noun}`.execute(store.kysely);
  }
}
