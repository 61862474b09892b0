// Imports on real databases: first what would change and every fault, then all or nothing; the same file twice changes nothing.
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CivilDate } from '../../src/core/time/civil-date.ts';
import type { Format } from '../../src/exchange/format.ts';
import { formatOf } from '../../src/exchange/formats.ts';
import { openImport } from '../../src/exchange/open-import.ts';
import { makeRegisterOut } from '../../src/exchange/register-out.ts';
import { findBlob, putBlob } from '../../src/kit/store/blobs.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { readEntries } from '../../src/kit/store/read-entries.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { readPosition } from '../../src/kit/store/stream-records.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { readGroupOf } from '../../src/records/group/group-actions.ts';
import { erasePerson } from '../../src/records/people/person-actions.ts';
import {
  applyImport,
  keepImport,
  listImports,
  planImport,
  readImport,
  withdrawImport,
} from '../../src/records/register/import-actions.ts';
import { changesAnything, type GoneWish } from '../../src/records/register/import-plan.ts';
import type { ImportSource } from '../../src/records/register/import-source.ts';
import { readKeptNames } from '../../src/records/register/kept-name-actions.ts';
import { keepMapping, listMappings, removeMapping } from '../../src/records/register/mapping-actions.ts';
import { readRecordOf, removeRecord, stateRecord } from '../../src/records/register/record-actions.ts';
import { readRegister } from '../../src/records/register/register-actions.ts';
import { loadRulebook } from '../support/laws.ts';
import { type Lists, sourceOf, sourceOfBatches } from '../support/made-source.ts';
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

vi.setConfig({ testTimeout: 120_000 });
const FILE: Lists = {
  organisations: [
    { id: 'asagiri-de', name: 'Asagiri GmbH', parent: 'asagiri-jp' },
    { id: 'asagiri-jp', name: 'Asagiri K.K.', recordedAt: '2020-01-01T00:00:00Z' },
  ],
  persons: [{ id: 'p-1', name: 'Taro Yamada', email: 'taro@x.example', organisation: 'asagiri-de' }],
  activities: [{ id: 'payroll', name: 'Payroll', controllers: ['asagiri-de'] }],
};

describe.each(['pglite', 'postgres'] as const)('imports on %s', (kind) => {
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
  const plan = async (source: ImportSource, gone: GoneWish = 'keep') =>
    done(await planImport(scope, store, source, { gone }));
  const takeIn = async (source: ImportSource, gone: GoneWish = 'keep') =>
    done(await applyImport(scope, store, source, await plan(source, gone)));

  describe('into a new group', () => {
    const opening = { id: 'new', name: 'New Group' };
    const newScope = (): Scope => ({ ...asPerson(`new-${kind}-${newGroups}`, HANAKO) });
    let newGroups = 0;
    beforeEach(() => {
      newGroups += 1;
    });
    const isThere = async (own: Scope): Promise<boolean> => (await readGroupOf(own, store)) !== null;

    test('the group is opened with its records, all in one', async () => {
      const own = newScope();
      const planned = done(await planImport(own, store, sourceOf(FILE)));
      const course = { opening: { ...opening, id: own.groupId } };
      expect(done(await applyImport(own, store, sourceOf(FILE), planned, course)).appended).toBe(4);
      expect((await readGroupOf(own, store))?.group.name).toBe('New Group');
      const entries = await readEntries(own, store, 0);
      expect(entries.map(({ noun }) => noun)).toEqual([
        'groups',
        'organisations',
        'organisations',
        'persons',
        'activities',
      ]);
      expect((await verifyLedger(own, store)).findings).toEqual([]);
      expect(refusalOf(await applyImport(own, store, sourceOf(FILE), planned, course)).code).toBe('taken');
    });

    test('that it was applied is kept with it, so that the same application is known', async () => {
      const own = newScope();
      const planned = done(await planImport(own, store, sourceOf(FILE)));
      const applied = { id: makeId(), sha256: 'a'.repeat(64), size: 7 };
      const course = { opening: { ...opening, id: own.groupId }, applied };
      expect(done(await applyImport(own, store, sourceOf(FILE), planned, course)).appended).toBe(4);
      expect(await readImport(own, store, applied.id)).toMatchObject({
        ...applied,
        state: 'applied',
        by: own.actor,
        fingerprint: planned.fingerprint,
      });
      expect((await verifyLedger(own, store)).findings).toEqual([]);
    });

    test('there is no group where its opening wants a second person, who cannot be', async () => {
      const own = newScope();
      const planned = done(await planImport(own, store, sourceOf(FILE)));
      const guarded = { id: own.groupId, approvals: { wanted: true } };
      const applied = { id: makeId(), sha256: 'a'.repeat(64), size: 7 };
      const course = { opening: guarded, applied };
      expect(refusalOf(await applyImport(own, store, sourceOf(FILE), planned, course)).code).toBe(
        'approval-wanted',
      );
      expect([await isThere(own), await readPosition(own, store)]).toEqual([false, 0]);
    });

    test('there is no group where the import was stopped, refused or faulty', async () => {
      const own = newScope();
      const planned = done(await planImport(own, store, sourceOf(FILE)));
      const course = { opening: { ...opening, id: own.groupId } };
      const stop = new AbortController();
      const stopped = { ...course, signal: stop.signal, onProgress: () => stop.abort() };
      expect(refusalOf(await applyImport(own, store, sourceOf(FILE), planned, stopped)).code).toBe(
        'cancelled',
      );
      expect(await isThere(own)).toBe(false);
      const other = sourceOf({ organisations: [{ id: 'other' }] });
      expect(refusalOf(await applyImport(own, store, other, planned, course)).code).toBe('plan-outdated');
      expect(await isThere(own)).toBe(false);
      const strange = { opening: { id: 'strange' } };
      expect(refusalOf(await applyImport(own, store, sourceOf(FILE), planned, strange)).code).toBe(
        'bad-input',
      );
      expect([await isThere(own), await readPosition(own, store)]).toEqual([false, 0]);
    });
  });

  describe('a sheet of others', () => {
    const ACTIVITY = {
      id: 'payroll',
      name: 'Payroll',
      controllers: ['asagiri-de'],
      purposes: ['payroll'],
      data: ['name'],
      subjects: [{ category: 'employees', countries: ['DE'], count: 1200 }],
      legalBasis: ['art-6.1.b'],
      retention: 'P10Y',
      automatedDecisions: false,
      note: 'As agreed with the works council.',
    };
    const OTHER = { id: 'billing', name: 'Billing', controllers: ['asagiri-de'] };
    beforeEach(async () => {
      for (const [noun, record] of [
        ['organisations', { id: 'asagiri-jp', name: 'Asagiri K.K.', country: 'JP', member: true }],
        ['organisations', { id: 'asagiri-de', name: 'Asagiri GmbH', country: 'DE', member: true }],
        ['activities', ACTIVITY],
        ['activities', OTHER],
      ] as const)
        done(await stateRecord(scope, store, noun, record));
    });
    const open = async (format: Format, bytes: Uint8Array, name: string) => {
      const kept = await readKeptNames(scope, store);
      const file = { name, chunks: () => Readable.from([bytes]) as AsyncIterable<Uint8Array> };
      return done(await openImport(format, file, { kept }));
    };
    const openText = (text: string) =>
      open(formatOf('csv') as Format, new TextEncoder().encode(text), 'list.csv');
    const activity = async () => (await readRecordOf(scope, store, 'activities', 'payroll'))?.record;

    test('works: what it has no column for stays, and an empty cell empties what it has one for', async () => {
      const { source } = await openText(
        'Processing activity;Controller;Data categories;Data subjects;Retention period\nPayroll;Asagiri GmbH;name, salary;employees;\n',
      );
      const report = await takeIn(source);
      expect(report.counts).toMatchObject({ activities: { added: 0, changed: 1, gone: 1 } });
      const { retention: _, ...rest } = ACTIVITY;
      expect(await activity()).toEqual({ ...rest, data: ['name', 'salary'] });
      expect((await takeIn(source)).appended).toBe(0);
    });

    test('works: who removes by it is told that it knows only a part; whom it only names it does not cover', async () => {
      const { source } = await openText(
        'Processing activity;Controller;Data categories\nPayroll;Neue Firma AG;name, salary\n',
      );
      const planned = await plan(source, 'remove');
      expect(planned.counts).toMatchObject({ activities: { gone: 1 }, organisations: { added: 1, gone: 0 } });
      expect(planned.notes).toMatchObject([{ code: 'partial-file' }]);
      expect((await plan(source)).notes).toEqual([]);
    });

    test.each(['cnil-xlsx', 'ico-xlsx'])(
      'works: a template (%s) changes the record of its name',
      async (id) => {
        const value = await readRegister(scope, store);
        const out = done(
          makeRegisterOut(value, {
            asOf: '2026-03-02' as CivilDate,
            language: 'en',
            rulebook: loadRulebook(),
            fallbackId: 'x',
          }),
        );
        const format = formatOf(id) as Format;
        const parts: Uint8Array[] = [];
        for await (const part of format.encode?.(out, {}) ?? []) parts.push(part);
        const { source } = await open(format, Buffer.concat(parts), 'template.xlsx');
        const planned = await plan(source);
        expect(planned.counts['activities']).toMatchObject({ added: 0, gone: 0 });
        await takeIn(source);
        expect(await activity()).toMatchObject({
          subjects: ACTIVITY.subjects,
          ...(id === 'cnil-xlsx' && { automatedDecisions: false, legalBasis: ['art-6.1.b'] }),
        });
        expect(
          (await takeIn((await open(format, Buffer.concat(parts), 'template.xlsx')).source)).appended,
        ).toBe(0);
      },
    );
  });

  test('works: shows what would be added, then adds it; the same file again changes nothing', async () => {
    const source = sourceOf(FILE);
    const first = await plan(source);
    expect(first).toMatchObject({
      counts: { organisations: { added: 2, changed: 0, same: 0, gone: 0 }, activities: { added: 1 } },
      faults: [],
      more: 0,
    });
    expect(first.changes).toHaveLength(4);
    expect(first.changes[0]?.differences).toContainEqual({
      path: 'name',
      before: undefined,
      after: 'Asagiri GmbH',
    });
    expect(done(await applyImport(scope, store, source, first)).appended).toBe(4);
    expect((await readRegister(scope, store))['activities']).toMatchObject(FILE.activities ?? []);
    const again = await plan(source);
    expect(again.counts).toMatchObject({ organisations: { added: 0, same: 2 }, persons: { same: 1 } });
    expect(changesAnything(again)).toBe(false);
    const before = await readPosition(scope, store);
    expect((await takeIn(source)).appended).toBe(0);
    expect(await readPosition(scope, store)).toBe(before);
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
  });

  test('works: those above one another may stand in any order, however many they are', async () => {
    const chain = Array.from({ length: 6 }, (_, n) => ({
      id: `o-${n}`,
      name: `O ${n}`,
      ...(n < 5 && { parent: `o-${n + 1}` }),
    }));
    expect((await plan(sourceOf({ organisations: chain }))).faults).toEqual([]);
    expect((await plan(sourceOf({ organisations: chain.toReversed() }))).faults).toEqual([]);
    await takeIn(sourceOf({ organisations: chain.slice(3) }));
    expect((await takeIn(sourceOf({ organisations: chain.slice(0, 3) }))).appended).toBe(3);
    const circle = sourceOf({ organisations: [{ id: 'o-5', name: 'O 5', parent: 'o-0' }] });
    expect((await plan(circle)).faults).toMatchObject([{ code: 'parent-cycle' }]);
  });

  test('works: changes with their differences, and what is gone only where that is wished', async () => {
    await takeIn(sourceOf(FILE));
    const later = sourceOf({
      ...FILE,
      persons: [],
      activities: [{ id: 'crm', name: 'CRM' }],
      organisations: [{ id: 'asagiri-de', name: 'Asagiri SE' }],
    });
    const keeping = await plan(later);
    expect(keeping.counts).toMatchObject({ activities: { added: 1, gone: 1 }, persons: { gone: 1 } });
    expect(keeping.changes.find(({ what }) => what === 'changed')).toMatchObject({
      id: 'asagiri-de',
      differences: [
        { path: 'name', before: 'Asagiri GmbH', after: 'Asagiri SE' },
        { path: 'parent', before: 'asagiri-jp' },
      ],
    });
    expect((await takeIn(later, 'remove')).appended).toBe(5);
    const register = await readRegister(scope, store);
    expect(register).toMatchObject({
      organisations: [{ id: 'asagiri-de' }],
      persons: [],
      activities: [{ id: 'crm' }],
    });
    expect((await takeIn(later, 'remove')).appended).toBe(0);
    expect((await takeIn(sourceOf(FILE))).appended).toBe(4);
  });

  test('works: names may lead to what is kept already, and changes are listed page by page', async () => {
    await takeIn(sourceOf(FILE));
    const more = sourceOf({
      flows: [{ id: 'f-1', activity: 'payroll', from: 'asagiri-de', to: 'asagiri-jp' }],
    });
    expect((await takeIn(more)).appended).toBe(1);
    const both = sourceOf({
      activities: Array.from({ length: 5 }, (_, n) => ({ id: `a-${n}`, name: `A ${n}` })),
    });
    const page = done(await planImport(scope, store, both, { changesMax: 2, changesAfter: 2 }));
    expect(page).toMatchObject({ changes: [{ id: 'a-2' }, { id: 'a-3' }], more: 2 });
  });

  test('walls: names every fault where it stands, and takes nothing in', async () => {
    const source = sourceOf({
      organisations: [
        { id: 'a', name: 'A', parent: 'b' },
        { id: 'b', name: 'B', parent: 'a' },
        { id: 'a', name: 'A again' },
        { id: 'c', name: '' },
      ],
      activities: [{ id: 'payroll', name: 'Payroll', controllers: ['nobody', 'b'], processors: ['nobody'] }],
    });
    const planned = await plan(source);
    expect(planned.faults.map(({ code, at }) => `${code} ${at.file} ${at.path}`)).toEqual([
      'duplicate-id group.made organisations[2].id',
      'empty-text group.made organisations[3].name',
      'dangling-id group.made activities[0].controllers[0]',
      'dangling-id group.made activities[0].processors[0]',
      'parent-cycle group.made organisations[0].parent',
      'parent-cycle group.made organisations[1].parent',
    ]);
    expect(refusalOf(await applyImport(scope, store, source, planned)).code).toBe('plan-faulty');
    const forced = await applyImport(scope, store, source, { ...planned, faults: [] });
    expect(refusalOf(forced).code).toBe('plan-outdated');
    expect((await readRegister(scope, store))['organisations']).toEqual([]);
  });

  test('walls: nothing goes that others name, be they in the file or not', async () => {
    await takeIn(sourceOf(FILE));
    const source = sourceOf({ organisations: [{ id: 'asagiri-jp', name: 'Asagiri K.K.' }] });
    const planned = await plan(source, 'remove');
    expect(planned.faults.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^dangling-id: organisations asagiri-de is not in the file .* names it/),
    ]);
    const inside = sourceOf({ organisations: FILE.organisations?.slice(0, 1) ?? [] });
    expect((await plan(inside, 'remove')).faults).toMatchObject([
      { code: 'dangling-id', at: { path: 'organisations[0].parent' } },
    ]);
    expect((await plan(source, 'keep')).faults).toEqual([]);
  });

  test('walls: a plan is not applied to a register that has moved, nor to another file', async () => {
    await takeIn(sourceOf(FILE));
    const source = sourceOf({ activities: [{ id: 'payroll', name: 'Pay', controllers: ['asagiri-de'] }] });
    const planned = await plan(source);
    done(await stateRecord(scope, store, 'activities', { id: 'payroll', name: 'Salaries' }));
    expect(refusalOf(await applyImport(scope, store, source, planned)).code).toBe('plan-outdated');
    expect((await readRecordOf(scope, store, 'activities', 'payroll'))?.record['name']).toBe('Salaries');
    const anew = await plan(source);
    done(await stateRecord(scope, store, 'organisations', { id: 'unrelated', name: 'Unrelated' }));
    const other = sourceOf({ activities: [{ id: 'payroll', name: 'Other' }] });
    expect(refusalOf(await applyImport(scope, store, other, anew)).code).toBe('plan-outdated');
    done(await applyImport(scope, store, source, anew));
  });

  test('walls: stopped on the way, or broken in the middle, nothing is kept', async () => {
    const stop = new AbortController();
    const source = sourceOfBatches(['activities'], async function* () {
      for (let n = 0; n < 6_000; n += 1_000)
        yield Array.from({ length: 1_000 }, (_, m) => ({
          noun: 'activities' as const,
          record: { id: `a-${n + m}`, name: 'A' },
          path: `activities[${n + m}]`,
        }));
    });
    const planned = await plan(source);
    const seen: number[] = [];
    const stopped = await applyImport(scope, store, source, planned, {
      signal: stop.signal,
      onProgress: ({ appended }) => {
        seen.push(appended);
        if (appended >= 2_000) stop.abort();
      },
    });
    expect(refusalOf(stopped).code).toBe('cancelled');
    expect(seen.at(-1)).toBeLessThan(6_000);
    expect((await readRegister(scope, store))['activities']).toEqual([]);
    const broken = sourceOfBatches(['activities'], async function* () {
      yield* source.batches();
      throw new Error('the disk went away');
    });
    await expect(applyImport(scope, store, broken, planned)).rejects.toThrow('the disk went away');
    expect((await readRegister(scope, store))['activities']).toEqual([]);
    expect(done(await applyImport(scope, store, source, planned)).appended).toBe(6_000);
    expect((await verifyLedger(scope, store)).findings).toEqual([]);
  });

  test('roles: an erased person is not brought back by a file, and the plan says so', async () => {
    await takeIn(sourceOf(FILE));
    done(await erasePerson(scope, store, 'p-1'));
    const planned = await plan(sourceOf(FILE));
    expect(planned.notes).toMatchObject([{ code: 'person-erased', at: { path: 'persons[0]' } }]);
    expect(planned.counts.persons).toMatchObject({ same: 1, changed: 0 });
    expect((await takeIn(sourceOf(FILE))).appended).toBe(0);
    done(await removeRecord(scope, store, 'persons', 'p-1'));
    expect((await takeIn(sourceOf(FILE))).appended).toBe(1);
    expect((await readRecordOf(scope, store, 'persons', 'p-1'))?.record).toEqual({
      id: 'p-1',
      name: 'p-1',
      organisation: 'asagiri-de',
    });
  });

  test('roles: where approvals are wanted, another person applies what was planned', async () => {
    scope = await openNewGroup(store, { approvals: { wanted: true } });
    const taro = asPerson(scope.groupId, TARO);
    const source = sourceOf(FILE);
    const planned = await plan(source);
    expect(refusalOf(await applyImport(scope, store, source, planned)).code).toBe('approval-wanted');
    async function* content(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('the file');
    }
    const blob = await putBlob(scope, store, content(), { bytesMax: 1_000 });
    const file = { sha256: blob?.hash ?? '', size: blob?.size ?? 0 };
    const missing = await keepImport(scope, store, 'i-1', planned, { ...file, sha256: 'f'.repeat(64) });
    expect(refusalOf(missing).code).toBe('content-gone');
    expect(done(await keepImport(scope, store, 'i-1', planned, file))).toMatchObject({
      state: 'planned',
      by: HANAKO,
      counts: planned.counts,
    });
    expect(refusalOf(await keepImport(taro, store, 'i-1', planned, file)).code).toBe('taken');
    const own = await applyImport(scope, store, source, planned, { importId: 'i-1' });
    expect(refusalOf(own).code).toBe('own-import');
    expect(done(await applyImport(taro, store, source, planned, { importId: 'i-1' })).appended).toBe(4);
    expect(await readImport(scope, store, 'i-1')).toMatchObject({ state: 'applied', appliedBy: TARO });
    expect(await findBlob(scope, store, file.sha256)).toBeNull();
    const again = await applyImport(taro, store, source, planned, { importId: 'i-1' });
    expect(refusalOf(again).code).toBe('closed');
    expect(done(await listImports(scope, store)).imports.map(({ id }) => id)).toEqual(['i-1']);
  });

  test('works: a mapping is remembered once, without samples of what stood in the sheet', async () => {
    const mapping = {
      sheet: 'Verzeichnis',
      columns: [{ heading: 'Zweck', field: 'purposes', samples: ['Taro'] }],
    };
    const kept = done(await keepMapping(scope, store, 'f00d', mapping));
    expect(kept.mapping).toEqual({
      sheet: 'Verzeichnis',
      columns: [{ heading: 'Zweck', field: 'purposes' }],
    });
    expect(done(await keepMapping(scope, store, 'f00d', mapping)).version).toBe(1);
    expect(done(await listMappings(scope, store)).mappings).toMatchObject([{ id: 'f00d', version: 1 }]);
    done(await removeMapping(scope, store, 'f00d'));
    expect(done(await listMappings(scope, store)).mappings).toEqual([]);
    expect(refusalOf(await removeMapping(scope, store, 'f00d')).code).toBe('absent');
    expect(done(await listMappings(await openNewGroup(store), store)).mappings).toEqual([]);
  });

  test('roles: a plan can be given up, and is given up where a person is erased', async () => {
    const planned = await plan(sourceOf(FILE));
    const keep = async (id: string) => {
      async function* content(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(`the file ${id}`);
      }
      const blob = await putBlob(scope, store, content(), { bytesMax: 1_000 });
      return done(await keepImport(scope, store, id, planned, { sha256: blob?.hash ?? '', size: 8 }));
    };
    const first = await keep('i-1');
    const second = await keep('i-2');
    done(await withdrawImport(scope, store, 'i-1'));
    expect(await findBlob(scope, store, first.sha256)).toBeNull();
    expect(refusalOf(await withdrawImport(scope, store, 'i-1')).code).toBe('closed');
    expect(done(await erasePerson(scope, store, 'p-1')).withdrawnImports).toEqual(['i-2']);
    expect(await findBlob(scope, store, second.sha256)).toBeNull();
    const stranger = await openNewGroup(store);
    expect(await readImport(stranger, store, 'i-2')).toBeNull();
  });
});
