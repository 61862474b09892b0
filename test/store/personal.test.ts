// What is about a person can be read until the person is erased, and never after; the chain of the ledger does not mind.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { eraseSubject } from '../../src/kit/store/erase-subject.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { readEntries } from '../../src/kit/store/read-entries.ts';
import { readHistory } from '../../src/kit/store/read-history.ts';
import { readRecord } from '../../src/kit/store/read-records.ts';
import { rebuildTables } from '../../src/kit/store/rebuild-tables.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import { openStore, type Store } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { prepareGround, type StoreGround, scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const TARO = 'Taro Yamada 山田太郎';
const body = {
  name: 'Payroll',
  contacts: [{ name: TARO, mail: 'taro@asagiri.example' }, { name: 'Hanako' }],
};
const personal = [
  { path: 'contacts[0].name', subject: 'person-taro' },
  { path: 'contacts[0].mail', subject: 'person-taro' },
  { path: 'contacts[1].name', subject: 'person-hanako' },
];

describe.each(['pglite', 'postgres'] as const)('personal data on %s', (kind) => {
  let ground: StoreGround | null = null;
  let store: Store;
  let scope: Scope;
  let groups = 0;
  beforeAll(async () => {
    ground = await prepareGround(kind);
    if (ground !== null) store = await ground.open();
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    groups += 1;
    scope = scopeAt('2026-03-02T09:00:00Z', `group-${groups}`);
  });

  const everything = async () => {
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, '') as text from (
        select to_jsonb(e) t from ledger_entries e where group_id = ${scope.groupId}
        union all select to_jsonb(r) from records r where group_id = ${scope.groupId}
        union all select to_jsonb(k) from subject_keys k where group_id = ${scope.groupId}) x`.execute(
      store.kysely,
    );
    return rows[0]?.text ?? '';
  };

  test('is read as it was given, and lies encrypted', async () => {
    await appendEntries(scope, store, [stateActivity('payroll', '', { body, personal })]);
    expect(await readRecord(scope, store, 'activities', 'payroll')).toMatchObject({ body, erased: [] });
    expect((await readEntries(scope, store, 0))[0]?.payload).toEqual(body);
    expect(await everything()).toContain('Payroll');
    expect(await everything()).not.toMatch(/Taro|taro|山田|Hanako/);
  });

  test('sent again it is the same entry', async () => {
    const draft = stateActivity('payroll', '', { body, personal });
    await appendEntries(scope, store, [draft]);
    expect(await appendEntries(scope, store, [draft])).toMatchObject({
      ok: true,
      value: [{ isRepeated: true }],
    });
    const other = { ...draft, body: { ...body, contacts: [{ name: 'X', mail: 'x' }, { name: 'Y' }] } };
    expect(await appendEntries(scope, store, [other as typeof draft])).toMatchObject({
      ok: false,
      fault: { code: 'id-taken' },
    });
  });

  test('is gone once the person is erased: in record, ledger and history, with the chain intact', async () => {
    const draft = stateActivity('payroll', '', { body, personal });
    await appendEntries(scope, store, [draft]);
    const erased = await eraseSubject(scope, store, makeId(), 'person-taro');
    expect(erased).toMatchObject({ ok: true, value: { destroyed: 1, receipt: { position: 2 } } });
    const left = { name: 'Payroll', contacts: [{ name: null, mail: null }, { name: 'Hanako' }] };
    expect(await readRecord(scope, store, 'activities', 'payroll')).toMatchObject({
      body: left,
      erased: ['contacts[0].mail', 'contacts[0].name'],
    });
    expect((await readHistory(scope, store, 'activities', 'payroll'))[0]?.entry.payload).toEqual(left);
    expect(await verifyLedger(scope, store)).toMatchObject({ entries: 2, findings: [] });
    await rebuildTables(scope, store);
    expect(await readRecord(scope, store, 'activities', 'payroll')).toMatchObject({ body: left });
    expect(await everything()).not.toContain('person-taro');
    expect(await appendEntries(scope, store, [draft])).toMatchObject({
      ok: true,
      value: [{ isRepeated: true }],
    });
  });

  test('a person who comes again gets another key; what was erased stays so', async () => {
    const say = (id: string) => appendEntries(scope, store, [stateActivity(id, '', { body, personal })]);
    await say('old');
    await eraseSubject(scope, store, makeId(), 'person-taro');
    await say('new');
    expect(await readRecord(scope, store, 'activities', 'new')).toMatchObject({ body });
    expect((await readRecord(scope, store, 'activities', 'old'))?.erased).toHaveLength(2);
    expect(await eraseSubject(scope, store, makeId(), 'person-taro')).toMatchObject({
      value: { destroyed: 1 },
    });
    expect((await readRecord(scope, store, 'activities', 'new'))?.erased).toHaveLength(2);
  });

  test('an encrypted text opens at its own place only', async () => {
    await appendEntries(scope, store, [
      stateActivity('one', '', { body: { a: 'Taro' }, personal: [{ path: 'a', subject: 'person-taro' }] }),
      stateActivity('two', '', { body: { a: 'Jiro' }, personal: [{ path: 'a', subject: 'person-taro' }] }),
    ]);
    await sql`update records r set body = o.body from records o where r.group_id = ${scope.groupId} and r.record_id = 'one'
      and o.group_id = ${scope.groupId} and o.record_id = 'two'`.execute(store.kysely);
    expect(await readRecord(scope, store, 'activities', 'one')).toMatchObject({
      body: { a: null },
      erased: ['a'],
    });
  });

  test('places that do not exist, or lie within each other, are named', async () => {
    const places = [
      ...personal,
      { path: 'contacts[0]', subject: 'person-taro' },
      { path: 'absent', subject: 'x' },
    ];
    const outcome = await appendEntries(scope, store, [
      stateActivity('payroll', '', { body, personal: places }),
    ]);
    const fault = outcome.ok ? null : outcome.fault;
    expect(fault?.code === 'bad-entry' ? fault.issues.map(({ at }) => at.path) : []).toEqual([
      'entries[0].personal[3]',
      'entries[0].personal[4]',
    ]);
  });

  test('another master key is told at the start', async () => {
    const place = await (ground as StoreGround).makePlace();
    const first = await openStore(place);
    await appendEntries(scope, first, [stateActivity('payroll', '', { body, personal })]);
    await first.close();
    vi.stubEnv('SEKISHO_MASTER_KEY', '0'.repeat(64));
    await expect(openStore(place)).rejects.toMatchObject({ code: 'key-wrong' });
    vi.stubEnv('SEKISHO_MASTER_KEY', 'short');
    await expect(openStore(place)).rejects.toMatchObject({ code: 'key-unusable' });
    vi.unstubAllEnvs();
    await (await openStore(place)).close();
  });
});

describe('the key of a person in the files of a data folder', () => {
  let ground: StoreGround | null = null;
  beforeAll(async () => {
    ground = await prepareGround('pglite');
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);

  const filesWith = (folder: string, text: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(text));

  test('is in none of them once the person is erased, not even in the log', async () => {
    const place = await (ground as StoreGround).makePlace();
    const { dataFolder } = place as { dataFolder: string };
    const store = await openStore(place);
    const scope = scopeAt('2026-03-02T09:00:00Z', 'kita');
    const say = (id: string) => appendEntries(scope, store, [stateActivity(id, '', { body, personal })]);
    await say('payroll');
    const [key] = await store.kysely.selectFrom('subject_keys').select('sealed_key').execute();
    const sealed = String(key?.sealed_key);
    // What was said long ago lies in parts of the log that were closed meanwhile; they must not be used again as they are.
    for (const id of ['first', 'second']) {
      await sql`select pg_switch_wal()`.execute(store.kysely);
      await sql`checkpoint`.execute(store.kysely);
      await say(id);
    }
    expect(filesWith(dataFolder, sealed)).not.toEqual([]);
    await eraseSubject(scope, store, makeId(), 'person-taro');
    await eraseSubject(scope, store, makeId(), 'person-hanako');
    expect(filesWith(dataFolder, sealed)).toEqual([]);
    await store.close();
    expect(filesWith(dataFolder, sealed)).toEqual([]);
  });
});
