// What is kept beside the ledger on real databases: made from it, verified with it, rebuilt from it; lists and searches use their indexes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { appendMany } from '../../src/kit/store/append-many.ts';
import { backup } from '../../src/kit/store/backup.ts';
import { putBlob, readBlob } from '../../src/kit/store/blobs.ts';
import type { Draft } from '../../src/kit/store/ledger-entry.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { queryRecords } from '../../src/kit/store/query-records.ts';
import { listGroups } from '../../src/kit/store/read-entries.ts';
import { readRecord } from '../../src/kit/store/read-records.ts';
import { rebuildTables } from '../../src/kit/store/rebuild-tables.ts';
import { restore } from '../../src/kit/store/restore.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import { searchRecords } from '../../src/kit/store/search-texts.ts';
import { openStore, type Store } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { removeRecord, stateRecord } from '../../src/records/register/record-actions.ts';
import { openRegisterStore } from '../../src/records/register/register-store.ts';
import {
  asPerson,
  done,
  HANAKO,
  openNewGroup,
  prepareRegister,
  type RegisterGround,
} from '../support/open-register.ts';
import { scopeAt } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 120_000 });

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe.each(['pglite', 'postgres'] as const)('beside the ledger on %s', (kind) => {
  let ground: RegisterGround | null = null;
  let store: Store;
  let scope: Scope;
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-beside-'));
  beforeAll(async () => {
    ground = await prepareRegister(kind);
    if (ground !== null) store = ground.store;
  }, 120_000);
  afterAll(async () => {
    await ground?.clear();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
  beforeEach(async ({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    scope = await openNewGroup(store);
    done(await stateRecord(scope, store, 'organisations', { id: 'asagiri-de', name: 'Asagiri GmbH' }));
    done(
      await stateRecord(scope, store, 'activities', {
        id: 'payroll',
        name: '給与計算',
        controllers: ['asagiri-de'],
      }),
    );
  });
  const findings = async (): Promise<string[]> =>
    (await verifyLedger(scope, store)).findings.map(({ code, message }) => `${code}: ${message}`);
  const found = async (text: string): Promise<string[]> =>
    done(await searchRecords(scope, store, text)).records.map(({ recordId }) => recordId);

  test('what does not say what the ledger says is found, and rebuilt', async () => {
    expect(await findings()).toEqual([]);
    await sql`delete from record_links where group_id = ${scope.groupId}`.execute(store.kysely);
    await sql`update search_texts set title = 'x' where group_id = ${scope.groupId} and record_id = 'payroll'`.execute(
      store.kysely,
    );
    expect(await findings()).toEqual([
      expect.stringMatching(/^table-differs: .*record_links.*activities payroll/),
      expect.stringMatching(/^table-differs: .*search_texts.*activities payroll/),
    ]);
    await rebuildTables(scope, store);
    expect(await findings()).toEqual([]);
    expect(await found('給与')).toEqual(['payroll']);
  });

  test('a store that was written without them makes them anew when it is opened with them', async () => {
    const place = await (ground as RegisterGround).ground.makePlace();
    const bare = await openStore(place);
    const draft = (recordId: string, body: Record<string, string>): Draft => ({
      id: makeId(),
      kind: 'statement',
      noun: 'organisations',
      recordId,
      body: { id: recordId, ...body },
    });
    const own = scopeAt('2026-03-02T09:00:00Z');
    async function* drafts(): AsyncGenerator<Draft[]> {
      yield [
        draft('asagiri-jp', { name: '朝霧' }),
        draft('asagiri-de', { name: 'Asagiri', parent: 'asagiri-jp' }),
      ];
    }
    done(await appendMany(own, bare, drafts()));
    await bare.close();
    const opened = await openRegisterStore(place);
    expect(done(await searchRecords(own, opened, '朝霧')).records).toHaveLength(1);
    expect((await removeRecord(own, opened, 'organisations', 'asagiri-jp')).ok).toBe(false);
    expect((await verifyLedger(own, opened)).findings).toEqual([]);
    await opened.close();
  });

  test('very many entries are kept as a whole, and told on the way', async () => {
    const told: number[] = [];
    async function* drafts(count: number, isLastBad = false): AsyncGenerator<Draft[]> {
      for (let n = 0; n < count; n += 1_500)
        yield Array.from({ length: Math.min(1_500, count - n) }, (_, m) => ({
          id: makeId(),
          kind: 'statement' as const,
          noun: 'activities',
          recordId: `a-${n + m}`,
          expectedVersion: isLastBad && n + m === count - 1 ? 7 : 0,
          body: { id: `a-${n + m}`, name: `Activity ${n + m}`, controllers: ['asagiri-de'] },
        }));
    }
    const refused = await appendMany(scope, store, drafts(4_000, true));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'version-differs' } });
    expect(await readRecord(scope, store, 'activities', 'a-0')).toBeNull();
    const many = await appendMany(scope, store, drafts(4_000), { onProgress: (n) => told.push(n) });
    expect(done(many)).toMatchObject({ appended: 4_000, position: 4_003 });
    expect(told).toEqual([2_000, 4_000]);
    expect(await findings()).toEqual([]);
  });

  test('files beside the ledger are verified, backed up and restored', async () => {
    const blob = await putBlob(scope, store, bytesOf('a'.repeat(300_000), 'b'), { bytesMax: 1_000_000 });
    await putBlob(scope, store, bytesOf('other'), { bytesMax: 1_000_000 });
    expect(await findings()).toEqual([]);
    const file = join(folder, `${kind}.backup`);
    await backup(store, file, { passphrase: 'Ein langer Satz.' });
    const place = await (ground as RegisterGround).ground.makePlace();
    const empty = await openRegisterStore(place);
    await restore(empty, file, { passphrase: 'Ein langer Satz.' });
    await empty.close();
    const again = await openRegisterStore(place);
    const parts: Uint8Array[] = [];
    for await (const part of (await readBlob(scope, again, blob?.hash ?? '')) ?? bytesOf()) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe(`${'a'.repeat(300_000)}b`);
    expect((await verifyLedger(scope, again)).findings).toEqual([]);
    expect(done(await searchRecords(scope, again, '給与')).records).toHaveLength(1);
    await again.close();
    await sql`update blob_parts set bytes = 'x' where group_id = ${scope.groupId} and part = 1`.execute(
      store.kysely,
    );
    expect(await findings()).toEqual([
      expect.stringContaining(`blob-changed: The file with the hash ${blob?.hash}`),
    ]);
  });

  test('a backup of the version before this one is restored', async () => {
    const place = await (ground as RegisterGround).ground.makePlace();
    const empty = await openRegisterStore(place);
    const report = await restore(empty, 'test/support/fixtures/store-v1.backup', {
      passphrase: 'Ein langer Satz.',
    });
    expect(report).toMatchObject({ entries: 3, manifest: { version: 1 } });
    await empty.close();
    const again = await openRegisterStore(place);
    const own = scopeAt('2026-03-02T09:00:00Z');
    expect(await listGroups(again)).toEqual(['asagiri']);
    expect(await readRecord(own, again, 'persons', 'person-taro')).toMatchObject({
      body: { name: 'Taro Yamada' },
    });
    expect(await verifyLedger(own, again)).toMatchObject({ entries: 3, checkpoints: 1, findings: [] });
    expect(done(await searchRecords(own, again, '給与')).records).toHaveLength(1);
    await again.close();
  });

  test('every filter, order and search that is offered has an index which the database uses', async () => {
    const own = asPerson(scope.groupId, HANAKO);
    async function* drafts(): AsyncGenerator<Draft[]> {
      for (let n = 0; n < 20_000; n += 2_000)
        yield Array.from({ length: 2_000 }, (_, m) => ({
          id: makeId(),
          kind: 'statement' as const,
          noun: n % 4_000 === 0 ? 'activities' : 'flows',
          recordId: `r-${n + m}`,
          body: {
            id: `r-${n + m}`,
            name: `Record ${(n + m) * 7_919}`,
            controllers: [`org-${(n + m) % 500}`],
          },
        }));
    }
    done(await appendMany(own, store, drafts()));
    await sql`vacuum analyze`.execute(store.kysely);
    const asked: string[] = [];
    const planOf = async (ask: (watched: Store) => Promise<unknown>): Promise<string> => {
      asked.length = 0;
      const executor = store.kysely.getExecutor();
      const watched = new Proxy(executor, {
        get: (_, key) => {
          const own = executor[key as keyof typeof executor] as unknown;
          if (key !== 'executeQuery') return typeof own === 'function' ? own.bind(executor) : own;
          return async (query: CompiledQuery) => {
            const explained = { ...query, sql: `explain ${query.sql}` };
            const plan = await executor.executeQuery<{ 'QUERY PLAN': string }>(explained);
            asked.push(plan.rows.map((row) => row['QUERY PLAN']).join('\n'));
            return executor.executeQuery(query);
          };
        },
      });
      await ask({ ...store, kysely: { getExecutor: () => watched } as never });
      return asked.find((plan) => /records|search_texts/.test(plan)) ?? '';
    };
    const query = (wish: object) => (watched: Store) =>
      queryRecords(own, watched, { noun: 'activities', limit: 20, ...wish }).then(done);
    expect(await planOf(query({}))).toContain('records_pkey');
    expect(await planOf(query({ sort: [{ by: 'recordedAt', descending: true }] }))).toContain(
      'records_recorded',
    );
    expect(await planOf(query({ sort: [{ by: { path: ['name'] } }] }))).toContain('records_name');
    const where = [{ path: ['controllers'], is: 'contains', value: 'org-7' }];
    expect(await planOf(query({ where }))).toContain('records_body');
    const first = done(
      await queryRecords(own, store, { noun: 'activities', limit: 20, sort: [{ by: { path: ['name'] } }] }),
    );
    const onward = await planOf(query({ sort: [{ by: { path: ['name'] } }], after: first.next }));
    expect(onward).toMatch(/Index Cond: .*ROW\(/s);
    expect(await planOf((watched) => searchRecords(own, watched, 'record 7919').then(done))).toContain(
      'search_texts_grams',
    );
  });
});
