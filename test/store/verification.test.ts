// Whatever somebody changes in the database behind our back, `verify` finds it and says where.
import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { type Checkpoint, makeCheckpoint, signCheckpoint } from '../../src/kit/store/checkpoint.ts';
import { hashEntry, type LedgerEntry } from '../../src/kit/store/ledger-entry.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { type VerifyWish, verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { prepareGround, type StoreGround, scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });

describe.each(['pglite', 'postgres'] as const)('verifying on %s', (kind) => {
  let ground: StoreGround | null = null;
  let store: Store;
  let scope: Scope;
  let groups = 0;
  beforeAll(async () => {
    ground = await prepareGround(kind);
    if (ground !== null) store = await ground.open();
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(async ({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    groups += 1;
    scope = scopeAt('2026-03-02T09:00:00Z', `group-${groups}`);
    for (let n = 1; n <= 3; n += 1)
      await appendEntries(scope, store, [
        stateActivity(`a-${n}`, 'first'),
        stateActivity('shared', `say ${n}`),
      ]);
    expect(await find()).toEqual([]);
  });

  const find = async (wish: VerifyWish = {}) =>
    (await verifyLedger(scope, store, wish)).findings.map(({ code, position }) => `${code} ${position}`);
  const tamper = (text: string) =>
    sql.raw(text.replaceAll('MINE', `group_id = '${scope.groupId}'`)).execute(store.kysely);
  const entryAt = async (position: number): Promise<LedgerEntry> =>
    store.kysely
      .selectFrom('ledger_entries')
      .selectAll()
      .where('group_id', '=', scope.groupId)
      .where('position', '=', position)
      .executeTakeFirstOrThrow();
  /** What a cunning hand does: changes an entry and writes every hash after it anew. */
  const rewriteFrom = async (position: number, change: Partial<LedgerEntry>) => {
    let previous = (await entryAt(position)).previous_hash;
    for (let here = position; here <= 6; here += 1) {
      const entry = {
        ...(await entryAt(here)),
        ...(here === position ? change : {}),
        previous_hash: previous,
      };
      previous = hashEntry(entry);
      await store.kysely
        .updateTable('ledger_entries')
        .set({ ...entry, hash: previous })
        .where('group_id', '=', scope.groupId)
        .where('position', '=', here)
        .execute();
    }
    await tamper(`update ledger_heads set hash = '${previous}' where MINE`);
  };

  test.each([
    `payload = '{"name": "other"}'`,
    `payload = jsonb_set(payload, '{more}', '1')`,
    `actor = 'somebody-else'`,
    `why = why || ' '`,
    `origin = ''`,
    `noun = 'flows'`,
    `record_id = 'zzz'`,
    `version = version + 10`,
    `kind = 'removal'`,
    `valid_from = '2020-01-01'`,
    `valid_until = '2030-01-01'`,
    `recorded_at = recorded_at + interval '1 microsecond'`,
    `id = '${makeId()}'`,
  ])('a changed entry is found: %s', async (change) => {
    await tamper(`update ledger_entries set ${change} where MINE and position = 3`);
    // Where the time was moved on, the next entry now stands before it.
    const after = change.startsWith('recorded_at') ? ['time-backwards 4'] : [];
    expect(await find()).toEqual(['entry-changed 3', ...after]);
  });

  test('a changed entry whose own hash was made to fit is found', async () => {
    const entry = { ...(await entryAt(3)), payload: { name: 'other' } };
    await tamper(
      `update ledger_entries set payload = '{"name": "other"}', hash = '${hashEntry(entry)}' where MINE and position = 3`,
    );
    expect(await find()).toEqual(['chain-broken 4']);
  });

  test('missing entries are found', async () => {
    await tamper('delete from ledger_entries where MINE and position in (2, 3)');
    expect(await find()).toEqual(['entries-missing 2']);
  });

  test('a doubled position is found', async () => {
    await tamper('alter table ledger_entries drop constraint ledger_entries_pkey');
    await tamper(
      'alter table ledger_entries drop constraint ledger_entries_group_id_noun_record_id_version_key',
    );
    await tamper(`insert into ledger_entries select group_id, position, '${makeId()}', noun, record_id, version, kind, payload,
      valid_from, valid_until, recorded_at, actor, why, origin, previous_hash, hash from ledger_entries where MINE and position = 4`);
    expect(await find()).toEqual(expect.arrayContaining(['position-doubled 4', 'entry-changed 4']));
    await tamper('delete from ledger_entries where MINE');
    await tamper('alter table ledger_entries add primary key (group_id, position)');
    await tamper('alter table ledger_entries add unique (group_id, noun, record_id, version)');
  });

  test('a cut end is found by the head, and by a checkpoint where the head was cut, too', async () => {
    const kept = (await makeCheckpoint(scope, store)) as Checkpoint;
    await tamper('delete from ledger_entries where MINE and position > 4');
    expect(await find()).toEqual(['end-missing 6', 'end-missing 5']);
    const last = await entryAt(4);
    await tamper(`update ledger_heads set position = 4, hash = '${last.hash}' where MINE`);
    expect(await find()).toEqual(['end-missing 6']);
    await tamper('delete from checkpoints where MINE');
    expect(await find()).not.toContain('end-missing 6');
    expect(await find({ checkpoints: [kept] })).toEqual(['end-missing 6']);
  });

  test('a ledger that was written anew as a whole is found by a checkpoint', async () => {
    const kept = (await makeCheckpoint(scope, store)) as Checkpoint;
    await rewriteFrom(2, { actor: 'somebody-else' });
    expect(await find()).toEqual(['checkpoint-differs 6']);
    await tamper('delete from checkpoints where MINE');
    expect(await find()).toEqual([]);
    expect(await find({ checkpoints: [kept] })).toEqual(['checkpoint-differs 6']);
  });

  test('a checkpoint that another key signed is not believed', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = signCheckpoint(
      { ...store.keys, signing: privateKey },
      scope.groupId,
      await entryAt(6),
      '2026-03-02T09:00:00.000Z',
    );
    expect(await find({ checkpoints: [forged] })).toEqual(['checkpoint-forged 6']);
    const kept = (await makeCheckpoint(scope, store)) as Checkpoint;
    expect(await find({ checkpoints: [{ ...kept, position: 5 }] })).toEqual(['checkpoint-forged 5']);
    expect(await find({ publicKey: Buffer.alloc(32, 1).toString('base64') })).toEqual([
      'checkpoint-forged 6',
    ]);
  });

  test('a head that was moved is found', async () => {
    await tamper('update ledger_heads set position = 9 where MINE');
    expect(await find()).toEqual(['end-missing 7']);
    await tamper('update ledger_heads set position = 5 where MINE');
    expect(await find()).toEqual(['head-differs 6']);
  });

  test('a time that runs backwards is found', async () => {
    await rewriteFrom(3, { recorded_at: '2020-01-01T00:00:00.000Z' });
    expect(await find()).toEqual(['time-backwards 3']);
  });

  test('a table that does not say what the ledger says is found, and told by record', async () => {
    await tamper(`update records set body = '{"name": "forged"}' where MINE and record_id = 'a-2'`);
    const { findings } = await verifyLedger(scope, store);
    expect(findings).toMatchObject([
      { code: 'table-differs', message: expect.stringContaining('activities a-2') },
    ]);
    expect(await find({ withoutTables: true })).toEqual([]);
  });
});
