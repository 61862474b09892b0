// What every database under the store must do, asked of each in the same words.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/core/time/instant.ts';
import { appendEntries, appendWithin } from '../../src/kit/store/append-entries.ts';
import type { Draft } from '../../src/kit/store/ledger-entry.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { readEntries, readNewestEntries } from '../../src/kit/store/read-entries.ts';
import { readHistory } from '../../src/kit/store/read-history.ts';
import { listRecords, readRecord } from '../../src/kit/store/read-records.ts';
import { rebuildTables } from '../../src/kit/store/rebuild-tables.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { transact } from '../../src/kit/store/transact.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { prepareGround, type StoreGround, scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const NINE = '2026-03-02T09:00:00Z';
const TEN = '2026-03-02T10:00:00Z';
const ELEVEN = '2026-03-02T11:00:00Z';
const at = (text: string): Instant => Date.parse(text) as Instant;

describe.each(['pglite', 'postgres'] as const)('the ledger on %s', (kind) => {
  let ground: StoreGround | null = null;
  let store: Store;
  let scope: Scope;
  let groups = 0;

  beforeAll(async () => {
    ground = await prepareGround(kind);
    if (ground !== null) store = await ground.open();
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  // One store for all; each test has a group of its own, which is as good as an empty store.
  beforeEach(({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    groups += 1;
    scope = scopeAt(NINE, `group-${groups}`);
  });

  const add = async (drafts: readonly Draft[], when = NINE) => {
    const outcome = await appendEntries({ ...scope, at: at(when) }, store, drafts);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.fault));
    return outcome.value;
  };
  const refusalOf = async (drafts: readonly Draft[]) => {
    const outcome = await appendEntries(scope, store, drafts);
    return outcome.ok ? null : outcome.fault;
  };
  const bodyOf = async (recordId: string, clocks = {}) =>
    (await readRecord(scope, store, 'activities', recordId, clocks))?.body ?? null;
  const isSound = async () => {
    const { findings, entries } = await verifyLedger(scope, store);
    expect(findings).toEqual([]);
    return entries;
  };

  test('reads the newest first, page by page, narrowed by noun, person and time', async () => {
    await add([stateActivity('first', 'First')]);
    await add([stateActivity('second', 'Second')], TEN);
    await add([stateActivity('third', 'Third')], ELEVEN);
    const idsOf = async (...asked: [number | undefined, number?, object?]) =>
      (await readNewestEntries(scope, store, ...asked)).map((entry) => entry.record_id);
    expect(await idsOf(undefined, 2)).toEqual(['third', 'second']);
    const [, second] = await readNewestEntries(scope, store, undefined, 2);
    expect(await idsOf(second?.position, 2)).toEqual(['first']);
    expect(await idsOf(undefined, 10, { from: TEN, until: ELEVEN })).toEqual(['second']);
    expect(await idsOf(undefined, 10, { noun: 'systems' })).toEqual([]);
    expect(await idsOf(undefined, 10, { actor: 'nobody' })).toEqual([]);
    expect((await readEntries(scope, store, 0, 10, { noun: 'activities', from: ELEVEN })).length).toBe(1);
  });

  test('keeps what was said, with who, when, why and from where', async () => {
    const [receipt] = await add([stateActivity('payroll', 'Payroll')]);
    expect(receipt).toMatchObject({ position: 1, version: 1, isRepeated: false, clockBehindMs: 0 });
    const [entry] = await readEntries(scope, store, 0);
    expect(entry).toMatchObject({
      group_id: scope.groupId,
      position: 1,
      noun: 'activities',
      record_id: 'payroll',
      kind: 'statement',
      payload: { name: 'Payroll' },
      recorded_at: '2026-03-02T09:00:00.000Z',
      actor: 'person-hanako',
      why: 'yearly review',
      origin: 'test',
      hash: receipt?.hash,
    });
    expect(await isSound()).toBe(1);
  });

  test('keeps every kind of value as it was', async () => {
    const body = {
      name: '給与計算 – Gehälter 𠮷 \u007f "\\',
      numbers: [0, -0.5, 1e21, 5e-324, 9007199254740991],
      flags: [true, false, null],
      nested: { a: { b: [{ c: '' }] }, '': 1, __proto: 2 },
    };
    await add([stateActivity('payroll', '', { body })]);
    expect(await bodyOf('payroll')).toEqual(body);
    await isSound();
  });

  test('does nothing when the same entry is sent again', async () => {
    const draft = stateActivity('payroll', 'Payroll', { expectedVersion: 0 });
    const [first] = await add([draft]);
    const [again] = await add([draft], TEN);
    expect(again).toEqual({ ...first, isRepeated: true });
    expect(await isSound()).toBe(1);
  });

  test('refuses an id that was used for something else', async () => {
    const draft = stateActivity('payroll', 'Payroll');
    await add([draft]);
    expect(await refusalOf([{ ...stateActivity('payroll', 'Other'), id: draft.id }])).toMatchObject({
      code: 'id-taken',
      index: 0,
    });
    expect(await isSound()).toBe(1);
  });

  test('refuses a change made on a version that is no longer the last', async () => {
    await add([stateActivity('payroll', 'Payroll')]);
    await add([stateActivity('payroll', 'Payroll 2', { expectedVersion: 1 })]);
    expect(await refusalOf([stateActivity('payroll', 'Payroll 3', { expectedVersion: 1 })])).toMatchObject({
      code: 'version-differs',
      version: 2,
    });
    expect(await bodyOf('payroll')).toEqual({ name: 'Payroll 2' });
  });

  test('of many who change the same version at the same time, one succeeds', async () => {
    await add([stateActivity('payroll', 'Payroll')]);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        appendEntries(scope, store, [stateActivity('payroll', `By ${n}`, { expectedVersion: 1 })]),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await isSound()).toBe(2);
  });

  test('keeps a batch as a whole or not at all', async () => {
    await add([stateActivity('payroll', 'Payroll')]);
    const batch = [
      stateActivity('newsletter', 'Newsletter'),
      stateActivity('payroll', 'Again', { expectedVersion: 7 }),
    ];
    expect(await refusalOf(batch)).toMatchObject({ code: 'version-differs', index: 1 });
    expect(await bodyOf('newsletter')).toBeNull();
    await add([
      stateActivity('newsletter', 'Newsletter', { expectedVersion: 0 }),
      stateActivity('newsletter', 'Letters', { expectedVersion: 1 }),
    ]);
    expect(await bodyOf('newsletter')).toEqual({ name: 'Letters' });
    expect(await isSound()).toBe(3);
  });

  test('takes thousands of entries at once', async () => {
    const drafts = Array.from({ length: 2_500 }, (_, n) => stateActivity(`a-${n % 2_000}`, `Activity ${n}`));
    const receipts = await add(drafts);
    expect(receipts.at(-1)).toMatchObject({ position: 2_500, version: 2 });
    expect(await isSound()).toBe(2_500);
  });

  test('names everything that cannot be kept, and keeps nothing', async () => {
    const refusal = await refusalOf([
      stateActivity('pay roll', 'Payroll', { id: '1', validFrom: '2026-02-30' }),
      stateActivity('newsletter', 'A\u0000B'),
      stateActivity('crm', 'CRM', { validFrom: '2026-02-02', validUntil: '2026-02-01' }),
      stateActivity('crm', 'CRM', { body: { $sealed: 'x' } }),
      { ...stateActivity('crm', 'CRM'), noun: 'erasures' },
    ]);
    expect(refusal?.code).toBe('bad-entry');
    const issues = refusal?.code === 'bad-entry' ? refusal.issues : [];
    expect(issues.map(({ code, at: { path } }) => `${code} ${path}`)).toEqual([
      'bad-id entries[0].id',
      'bad-word entries[0].recordId',
      'bad-date entries[0].validFrom',
      'bad-value entries[1].body',
      'bad-period entries[2].validUntil',
      'bad-value entries[3].body',
      'bad-word entries[4].noun',
    ]);
    expect(await readEntries(scope, store, 0)).toEqual([]);
  });

  test('answers as of a day, with what was known at a moment', async () => {
    await add([stateActivity('payroll', 'In Berlin', { validFrom: '2020-01-01' })], NINE);
    await add([stateActivity('payroll', 'In Osaka', { validFrom: '2024-01-01' })], TEN);
    await add(
      [stateActivity('payroll', 'In Bern', { validFrom: '2022-01-01', validUntil: '2023-01-01' })],
      ELEVEN,
    );
    const seen = async (asOf: string, knownAt?: string) =>
      (await bodyOf('payroll', knownAt === undefined ? { asOf } : { asOf, knownAt: at(knownAt) }))?.[
        'name'
      ] ?? null;
    expect(await seen('2019-12-31')).toBeNull();
    expect(await seen('2020-01-01')).toBe('In Berlin');
    expect(await seen('2021-12-31')).toBe('In Berlin');
    expect(await seen('2022-06-01')).toBe('In Bern');
    expect(await seen('2023-01-01')).toBe('In Berlin');
    expect(await seen('2024-01-01')).toBe('In Osaka');
    expect(await seen('2022-06-01', TEN)).toBe('In Berlin');
    expect(await seen('2024-01-01', NINE)).toBe('In Berlin');
    expect(await seen('2024-01-01', '2026-03-02T08:59:59.999Z')).toBeNull();
    expect(await bodyOf('payroll', { knownAt: at(TEN) })).toEqual({ name: 'In Osaka' });
    await isSound();
  });

  test('lists page by page, as they are and as they were', async () => {
    await add(['c', 'a', 'B', 'd'].map((id) => stateActivity(id, id)));
    await add([{ id: makeId(), kind: 'removal', noun: 'activities', recordId: 'c' }], TEN);
    const ids = async (wish: object) =>
      (await listRecords(scope, store, { noun: 'activities', ...wish })).map(({ recordId }) => recordId);
    expect(await ids({ limit: 2 })).toEqual(['B', 'a']);
    expect(await ids({ limit: 2, after: 'a' })).toEqual(['d']);
    expect(await ids({ withRemoved: true })).toEqual(['B', 'a', 'c', 'd']);
    expect(await ids({ knownAt: at(NINE) })).toEqual(['B', 'a', 'c', 'd']);
    expect(await ids({ knownAt: at(NINE), after: 'a', limit: 1 })).toEqual(['c']);
    expect(await ids({ asOf: '2026-01-01' })).toEqual(['B', 'a', 'd']);
    await expect(ids({ limit: 1_000_000 })).rejects.toMatchObject({ code: 'too-many-rows' });
  });

  test('brings back what was removed or overwritten, by a new entry', async () => {
    const first = stateActivity('payroll', 'Payroll');
    const second = stateActivity('payroll', 'Overwritten');
    const removal: Draft = { id: makeId(), kind: 'removal', noun: 'activities', recordId: 'payroll' };
    await add([first, second, removal]);
    expect(await readRecord(scope, store, 'activities', 'payroll')).toMatchObject({
      deleted: true,
      version: 3,
    });
    const undo = (undoes: string): Draft => ({
      id: makeId(),
      kind: 'undo',
      noun: 'activities',
      recordId: 'payroll',
      undoes,
    });
    await add([undo(removal.id)]);
    expect(await bodyOf('payroll')).toEqual({ name: 'Overwritten' });
    const undoSecond = undo(second.id);
    await add([undoSecond], TEN);
    expect(await readRecord(scope, store, 'activities', 'payroll')).toMatchObject({
      deleted: false,
      version: 5,
      body: { name: 'Payroll' },
    });
    expect(await bodyOf('payroll', { knownAt: at(NINE) })).toEqual({ name: 'Overwritten' });
    expect(await refusalOf([undo(second.id)])).toMatchObject({ code: 'undone-already' });
    expect(await refusalOf([undo(makeId())])).toMatchObject({ code: 'undo-absent' });
    await add([undo(undoSecond.id)], ELEVEN);
    expect(await bodyOf('payroll')).toEqual({ name: 'Overwritten' });
    await isSound();
  });

  test('refuses to remove what is not there', async () => {
    const removal: Draft = { id: makeId(), kind: 'removal', noun: 'activities', recordId: 'payroll' };
    expect(await refusalOf([removal])).toMatchObject({ code: 'record-absent' });
  });

  test('tells the history of a record with what changed', async () => {
    const second = stateActivity('payroll', '', {
      body: { name: 'Payroll', contact: { mail: 'b@x.example' } },
    });
    await add([
      stateActivity('payroll', '', { body: { name: 'Payroll', contact: { mail: 'a@x.example' } } }),
    ]);
    await add([second], TEN);
    await add(
      [{ id: makeId(), kind: 'undo', noun: 'activities', recordId: 'payroll', undoes: second.id }],
      ELEVEN,
    );
    const history = await readHistory(scope, store, 'activities', 'payroll');
    expect(history.map(({ isUndone, differences }) => ({ isUndone, differences }))).toEqual([
      {
        isUndone: false,
        differences: [
          { path: 'contact', before: undefined, after: { mail: 'a@x.example' } },
          { path: 'name', before: undefined, after: 'Payroll' },
        ],
      },
      {
        isUndone: true,
        differences: [{ path: 'contact.mail', before: 'a@x.example', after: 'b@x.example' }],
      },
      {
        isUndone: false,
        differences: [{ path: 'contact.mail', before: 'b@x.example', after: 'a@x.example' }],
      },
    ]);
  });

  test('never lets a time go back, and says how far the clock was behind', async () => {
    await add([stateActivity('payroll', 'Payroll')], TEN);
    const [receipt] = await add([stateActivity('payroll', 'Payroll 2')], NINE);
    expect(receipt).toMatchObject({ recordedAt: '2026-03-02T10:00:00.000Z', clockBehindMs: 3_600_000 });
    await isSound();
  });

  test('keeps the groups apart', async () => {
    await add([stateActivity('payroll', 'Payroll')]);
    const other = { ...scope, groupId: `${scope.groupId}-other` };
    expect(await readRecord(other, store, 'activities', 'payroll')).toBeNull();
    await appendEntries(other, store, [stateActivity('payroll', 'Theirs')]);
    expect(await bodyOf('payroll')).toEqual({ name: 'Payroll' });
    expect((await verifyLedger(other, store)).entries).toBe(1);
  });

  test('appends as part of a transaction that does more, and is rolled back with it', async () => {
    const work = transact(store, async (transaction) => {
      await appendWithin(scope, store, transaction, [stateActivity('payroll', 'Payroll')]);
      throw new Error('thought better of it');
    });
    await expect(work).rejects.toThrow('thought better of it');
    expect(await bodyOf('payroll')).toBeNull();
  });

  test('rebuilds the tables from the ledger alone, to the same rows', async () => {
    const removed = stateActivity('crm', 'CRM', { validFrom: '2021-01-01' });
    await add([
      stateActivity('payroll', 'A'),
      removed,
      stateActivity('payroll', 'B', { validFrom: '2025-01-01' }),
    ]);
    await add([
      { id: makeId(), kind: 'removal', noun: 'activities', recordId: 'crm', validFrom: '2024-01-01' },
    ]);
    await add([{ id: makeId(), kind: 'undo', noun: 'activities', recordId: 'crm', undoes: removed.id }]);
    const rows = async () => ({
      records: await store.kysely
        .selectFrom('records')
        .selectAll()
        .where('group_id', '=', scope.groupId)
        .orderBy('record_id')
        .execute(),
      spans: await store.kysely
        .selectFrom('record_spans')
        .selectAll()
        .where('group_id', '=', scope.groupId)
        .orderBy('record_id')
        .orderBy('known_from')
        .orderBy('valid_from')
        .execute(),
    });
    const before = await rows();
    await sql`delete from records where group_id = ${scope.groupId}`.execute(store.kysely);
    await sql`update record_spans set position = 1 where group_id = ${scope.groupId}`.execute(store.kysely);
    expect((await verifyLedger(scope, store)).findings.map(({ code }) => code)).toContain('table-differs');
    expect(await rebuildTables(scope, store)).toEqual({ entries: 5, records: 2 });
    expect(await rows()).toEqual(before);
    await isSound();
  });
});
