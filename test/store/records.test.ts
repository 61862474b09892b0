// Records of the register on real databases: stated, read as of any day, undone, removed; nobody's change is lost, no name leads nowhere.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/core/time/instant.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { listGroups, openGroup, readGroupOf, stateGroup } from '../../src/records/group/group-actions.ts';
import {
  changeRecords,
  listRecordsOf,
  readHistoryOf,
  readRecordOf,
  removeRecord,
  stateRecord,
  undoEntry,
} from '../../src/records/register/record-actions.ts';
import { readRegister } from '../../src/records/register/register-actions.ts';
import {
  asPerson,
  done,
  HANAKO,
  openNewGroup,
  prepareRegister,
  type RegisterGround,
  refusalOf,
  TARO,
} from '../support/open-register.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const JP = { id: 'asagiri-jp', name: 'Asagiri K.K.', country: 'JP' };
const DE = { id: 'asagiri-de', name: 'Asagiri GmbH', country: 'DE', parent: 'asagiri-jp' };
const PAYROLL = { id: 'payroll', name: 'Payroll', controllers: ['asagiri-de'], data: ['name', 'health'] };

describe.each(['pglite', 'postgres'] as const)('records on %s', (kind) => {
  let ground: RegisterGround | null = null;
  let store: Store;
  let scope: Scope;
  beforeAll(async () => {
    ground = await prepareRegister(kind);
    if (ground !== null) store = ground.store;
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  beforeEach(async ({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    scope = await openNewGroup(store);
  });
  const state = async (noun: Parameters<typeof stateRecord>[2], record: unknown, wish = {}) =>
    done(await stateRecord(scope, store, noun, record, wish));
  const fill = async () => {
    await state('organisations', JP);
    await state('organisations', DE);
    await state('activities', PAYROLL);
  };

  test('works: a record is kept exactly in its form in the register file', async () => {
    await fill();
    const kept = await readRecordOf(scope, store, 'activities', 'payroll');
    expect(kept).toMatchObject({ noun: 'activities', id: 'payroll', version: 1, removed: false, erased: [] });
    expect(kept?.record).toEqual(PAYROLL);
    const register = await readRegister(scope, store);
    expect(register).toMatchObject({
      format: 'sekisho/register@1',
      group: { id: scope.groupId, name: 'Asagiri Group' },
      organisations: [{ ...DE, recordedAt: '2026-03-02T09:00:00.000Z' }, { id: 'asagiri-jp' }],
      activities: [{ id: 'payroll' }],
      flows: [],
    });
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
  });

  test('works: sent twice under one entry id it is kept once', async () => {
    const entryId = makeId();
    const first = await state('organisations', JP, { entryId, mustBeNew: true });
    const again = await state('organisations', JP, { entryId, mustBeNew: true });
    expect(again).toEqual({ ...first, isRepeated: true });
    expect(await readHistoryOf(scope, store, 'organisations', 'asagiri-jp')).toHaveLength(1);
  });

  test('walls: a change on an old version is refused with what has changed since', async () => {
    await fill();
    await state('activities', { ...PAYROLL, name: 'Payroll and pensions' }, { expectedVersion: 1 });
    const refusal = refusalOf(
      await stateRecord(
        scope,
        store,
        'activities',
        { ...PAYROLL, retention: 'P10Y' },
        { expectedVersion: 1 },
      ),
    );
    expect(refusal).toMatchObject({
      code: 'version-differs',
      version: 2,
      differences: [{ path: 'name', before: 'Payroll', after: 'Payroll and pensions' }],
    });
    const late = await removeRecord(scope, store, 'activities', 'payroll', { expectedVersion: 1 });
    expect(refusalOf(late).code).toBe('version-differs');
  });

  test('walls: of many who change the same version at once, one succeeds, and the others are told', async () => {
    await fill();
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        stateRecord(scope, store, 'activities', { ...PAYROLL, name: `By ${n}` }, { expectedVersion: 1 }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((one) => (one.ok ? [] : [one.fault.code])))).toEqual(
      new Set(['version-differs']),
    );
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
  });

  test('walls: what is new must be new, and every name must lead somewhere, all faults at once', async () => {
    await fill();
    const taken = await stateRecord(scope, store, 'organisations', JP, { mustBeNew: true });
    expect(refusalOf(taken)).toMatchObject({ code: 'taken', version: 1 });
    const dangling = await stateRecord(scope, store, 'activities', {
      id: 'crm',
      name: 'CRM',
      controllers: ['asagiri-fr', 'asagiri-de'],
      processors: ['cloudco'],
    });
    const refusal = refusalOf(dangling);
    expect(refusal.code === 'bad-input' ? refusal.issues : []).toMatchObject([
      { code: 'dangling-id', at: { path: 'controllers[0]' } },
      { code: 'dangling-id', at: { path: 'processors[0]' } },
    ]);
    const shapeless = await stateRecord(scope, store, 'activities', 'payroll');
    expect(refusalOf(shapeless).code).toBe('bad-input');
  });

  test('walls: nobody is their own ancestor', async () => {
    await fill();
    const cycle = await stateRecord(scope, store, 'organisations', { ...JP, parent: 'asagiri-de' });
    const refusal = refusalOf(cycle);
    expect(refusal.code === 'bad-input' ? refusal.issues : []).toMatchObject([
      { code: 'parent-cycle', at: { path: 'parent' } },
    ]);
    const own = await stateRecord(scope, store, 'organisations', { ...JP, parent: 'asagiri-jp' });
    expect(refusalOf(own).code).toBe('bad-input');
  });

  test('walls: a record that others name is not removed, and they are listed', async () => {
    await fill();
    const refusal = refusalOf(await removeRecord(scope, store, 'organisations', 'asagiri-de'));
    expect(refusal).toMatchObject({
      code: 'named-by-others',
      by: [{ noun: 'activities', id: 'payroll', path: 'controllers[0]' }],
      more: 0,
    });
    done(await removeRecord(scope, store, 'activities', 'payroll'));
    done(await removeRecord(scope, store, 'organisations', 'asagiri-de'));
    expect(await readRecordOf(scope, store, 'organisations', 'asagiri-de')).toMatchObject({ removed: true });
    expect(refusalOf(await removeRecord(scope, store, 'activities', 'payroll')).code).toBe('absent');
  });

  test('walls: what another statement still says for other days counts, too', async () => {
    await fill();
    await state('organisations', { id: 'cloudco', name: 'Cloudco' });
    await state('activities', { ...PAYROLL, processors: ['cloudco'] });
    await state('activities', PAYROLL, { validFrom: '2026-06-01' });
    expect(refusalOf(await removeRecord(scope, store, 'organisations', 'cloudco')).code).toBe(
      'named-by-others',
    );
    await state('activities', PAYROLL);
    done(await removeRecord(scope, store, 'organisations', 'cloudco'));
  });

  test('works: several go together, or come together, or not at all', async () => {
    const acts = [
      { act: 'statement', noun: 'activities', record: PAYROLL },
      { act: 'statement', noun: 'organisations', record: DE },
      { act: 'statement', noun: 'organisations', record: JP },
    ] as const;
    const half = refusalOf(await changeRecords(scope, store, acts.slice(0, 2)));
    expect(half.code === 'bad-input' ? half.issues : []).toMatchObject([{ at: { path: '[1].parent' } }]);
    expect(done(await changeRecords(scope, store, acts))).toHaveLength(3);
    const gone = [
      { act: 'removal', noun: 'organisations', id: 'asagiri-jp' },
      { act: 'removal', noun: 'organisations', id: 'asagiri-de' },
      { act: 'removal', noun: 'activities', id: 'payroll' },
    ] as const;
    expect(refusalOf(await changeRecords(scope, store, gone.slice(0, 2)))).toMatchObject({
      code: 'named-by-others',
      index: 1,
    });
    done(await changeRecords(scope, store, gone));
    expect((await readRegister(scope, store))['organisations']).toEqual([]);
  });

  test('works: undo brings back what was overwritten or removed, as a new entry', async () => {
    await fill();
    await state('activities', { ...PAYROLL, name: 'Overwritten' });
    done(await removeRecord(scope, store, 'activities', 'payroll'));
    const history = await readHistoryOf(scope, store, 'activities', 'payroll');
    expect(history.map(({ kind, removed }) => `${kind} ${removed}`)).toEqual([
      'statement false',
      'statement false',
      'removal true',
    ]);
    expect(history[1]?.differences).toEqual([{ path: 'name', before: 'Payroll', after: 'Overwritten' }]);
    done(await undoEntry(scope, store, 'activities', 'payroll', history[2]?.entryId ?? ''));
    expect((await readRecordOf(scope, store, 'activities', 'payroll'))?.record).toMatchObject({
      name: 'Overwritten',
    });
    done(await undoEntry(scope, store, 'activities', 'payroll', history[1]?.entryId ?? ''));
    expect((await readRecordOf(scope, store, 'activities', 'payroll'))?.record).toEqual(PAYROLL);
    const again = await undoEntry(scope, store, 'activities', 'payroll', history[1]?.entryId ?? '');
    expect(refusalOf(again).code).toBe('undone-already');
    expect(refusalOf(await undoEntry(scope, store, 'activities', 'payroll', makeId())).code).toBe(
      'undo-absent',
    );
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
  });

  test('walls: an undo that would leave a name without its record is refused', async () => {
    await fill();
    const [first] = await readHistoryOf(scope, store, 'organisations', 'asagiri-de');
    const refusal = await undoEntry(scope, store, 'organisations', 'asagiri-de', first?.entryId ?? '');
    expect(refusalOf(refusal).code).toBe('named-by-others');
    done(await removeRecord(scope, store, 'activities', 'payroll'));
    done(await removeRecord(scope, store, 'organisations', 'asagiri-de'));
    const removal = (await readHistoryOf(scope, store, 'activities', 'payroll')).at(-1);
    const back = await undoEntry(scope, store, 'activities', 'payroll', removal?.entryId ?? '');
    expect(refusalOf(back).code).toBe('bad-input');
  });

  test('works: a statement may hold from a day on, and each day is answered as it was or will be', async () => {
    await fill();
    await state('organisations', { ...DE, name: 'Asagiri Deutschland GmbH' }, { validFrom: '2026-06-01' });
    const nameOn = async (asOf: string) =>
      (await readRecordOf(scope, store, 'organisations', 'asagiri-de', { asOf }))?.record['name'];
    expect(await nameOn('2026-05-31')).toBe('Asagiri GmbH');
    expect(await nameOn('2026-06-01')).toBe('Asagiri Deutschland GmbH');
    const may = await readRegister(scope, store, { asOf: '2026-05-01' });
    expect(may['organisations']).toMatchObject([{ name: 'Asagiri GmbH' }, { id: 'asagiri-jp' }]);
  });

  test('works: as of a day every name leads somewhere, though no statement speaks for it yet', async () => {
    await state('organisations', { id: 'cloudco', name: 'Cloudco' }, { validFrom: '2026-06-01' });
    await state('activities', { id: 'crm', name: 'CRM', processors: ['cloudco'] });
    const may = await readRegister(scope, store, { asOf: '2026-05-01' });
    expect(may['organisations']).toMatchObject([{ id: 'cloudco' }]);
  });

  test('works: what was known at a moment is answered whatever came after', async () => {
    await fill();
    const late = asPerson(scope.groupId, TARO, '2026-03-03T09:00:00Z');
    done(await stateRecord(late, store, 'activities', { ...PAYROLL, name: 'Later' }));
    const knownAt = Date.parse('2026-03-02T12:00:00Z') as Instant;
    expect((await readRegister(scope, store, { knownAt }))['activities']).toMatchObject([
      { name: 'Payroll' },
    ]);
    expect((await readRegister(scope, store))['activities']).toMatchObject([{ name: 'Later' }]);
  });

  test('works: lists are filtered, sorted and paged, and a cursor fits only its own list', async () => {
    await fill();
    for (const [n, name] of ['Zeta', 'Alpha', 'Mitte', 'Beta'].entries())
      await state('activities', { id: `a-${n}`, name, data: n % 2 === 0 ? ['health'] : ['email'] });
    const list = async (wish: Parameters<typeof listRecordsOf>[3]) =>
      done(await listRecordsOf(scope, store, 'activities', wish));
    const sort = [{ by: { path: ['name'] } }] as const;
    const first = await list({ sort, limit: 2 });
    expect(first.records.map(({ record }) => record['name'])).toEqual(['Alpha', 'Beta']);
    const second = await list({ sort, limit: 2, after: first.next ?? '' });
    expect(second.records.map(({ record }) => record['name'])).toEqual(['Mitte', 'Payroll']);
    const last = await list({ sort, limit: 2, after: second.next ?? '' });
    expect(last).toMatchObject({ records: [{ record: { name: 'Zeta' } }], next: null });
    const where = [{ path: ['data'], is: 'contains', value: 'health' }] as const;
    const down = [{ by: { path: ['name'] }, descending: true }] as const;
    const one = await list({ where, sort: down, limit: 1 });
    const rest = await list({ where, sort: down, after: one.next ?? '' });
    expect([...one.records, ...rest.records].map(({ id }) => id)).toEqual(['a-0', 'payroll', 'a-2']);
    const byVersion = [{ by: 'version', descending: true }, { by: 'recordedAt' }] as const;
    expect((await list({ sort: byVersion })).records).toHaveLength(5);
    expect((await list({ where: [{ path: ['controllers'], is: 'present' }] })).records).toHaveLength(1);
    expect((await list({ where: [{ path: ['name'], is: 'from', value: 'N' }] })).records).toHaveLength(2);
    expect((await list({ where, asOf: '2026-01-01', limit: 2 })).next).not.toBeNull();
    const foreign = await listRecordsOf(scope, store, 'flows', { sort, after: first.next ?? '' });
    expect(refusalOf(foreign)).toMatchObject({ code: 'bad-input', issues: [{ code: 'bad-cursor' }] });
    const odd = await listRecordsOf(scope, store, 'activities', {
      where: [{ path: ["na'me"], is: 'equals', value: {} }],
    });
    expect(refusalOf(odd)).toMatchObject({ issues: [{ code: 'bad-filter' }, { code: 'bad-filter' }] });
  });

  test('roles: a group has its settings, and says who they are of', async () => {
    expect(await readGroupOf(scope, store)).toMatchObject({ group: { id: scope.groupId }, version: 1 });
    expect(refusalOf(await openGroup(scope, store, { id: scope.groupId })).code).toBe('taken');
    expect(refusalOf(await openGroup(scope, store, { id: 'other' })).code).toBe('bad-input');
    const approvals = { wanted: true, nouns: ['flows'] };
    done(await stateGroup(scope, store, { id: scope.groupId, approvals }, { expectedVersion: 1 }));
    const stale = await stateGroup(scope, store, { id: scope.groupId }, { expectedVersion: 1 });
    expect(refusalOf(stale)).toMatchObject({ code: 'version-differs', version: 2 });
    expect(refusalOf(await stateGroup(asPerson('nobody', HANAKO), store, { id: 'nobody' })).code).toBe(
      'absent',
    );
    expect((await listGroups(store)).map(({ group }) => group.id)).toContain(scope.groupId);
  });

  test('walls: another group reaches nothing, and its names lead nowhere here', async () => {
    await fill();
    const stranger = await openNewGroup(store);
    expect(await readRecordOf(stranger, store, 'activities', 'payroll')).toBeNull();
    expect(await readHistoryOf(stranger, store, 'activities', 'payroll')).toEqual([]);
    expect((await readRegister(stranger, store))['organisations']).toEqual([]);
    const named = await stateRecord(stranger, store, 'activities', PAYROLL);
    expect(refusalOf(named).code).toBe('bad-input');
    expect(refusalOf(await removeRecord(stranger, store, 'activities', 'payroll')).code).toBe('absent');
    const [entry] = await readHistoryOf(scope, store, 'activities', 'payroll');
    const undo = await undoEntry(stranger, store, 'activities', 'payroll', entry?.entryId ?? '');
    expect(refusalOf(undo).code).toBe('undo-absent');
    done(await stateRecord(stranger, store, 'organisations', { id: 'asagiri-jp', name: 'Theirs' }));
    expect((await readRecordOf(scope, store, 'organisations', 'asagiri-jp'))?.record).toEqual(JP);
  });
});
