// What happens around records on real databases: changes and their approval, comments, files, search, keys, and the erasure of a person.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { findBlob } from '../../src/kit/store/blobs.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { readEntries } from '../../src/kit/store/read-entries.ts';
import type { Scope } from '../../src/kit/store/scope.ts';
import type { Store } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { readGroupOf, stateGroup } from '../../src/records/group/group-actions.ts';
import { mayAs } from '../../src/records/people/key.ts';
import { listKeys, makeKey, withdrawKey } from '../../src/records/people/key-actions.ts';
import { KeyMemory } from '../../src/records/people/key-memory-actions.ts';
import { erasePerson } from '../../src/records/people/person-actions.ts';
import {
  attach,
  listAttachments,
  readAttachment,
  removeAttachment,
} from '../../src/records/register/attachment-actions.ts';
import type { Proposal } from '../../src/records/register/change.ts';
import {
  approveChange,
  draftChange,
  listChanges,
  proposeChange,
  readChange,
  rejectChange,
  withdrawChange,
} from '../../src/records/register/change-actions.ts';
import { addComment, listComments, removeComment } from '../../src/records/register/comment-actions.ts';
import {
  readHistoryOf,
  readRecordOf,
  removeRecord,
  stateRecord,
  undoEntry,
} from '../../src/records/register/record-actions.ts';
import { readRegister } from '../../src/records/register/register-actions.ts';
import { searchRegister } from '../../src/records/register/search-actions.ts';
import {
  asPerson,
  done,
  openNewGroup,
  prepareRegister,
  type RegisterGround,
  refusalOf,
  TARO,
} from '../support/open-register.ts';
import { NO_POSTGRES } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000 });
const ORG = { id: 'asagiri-de', name: 'Asagiri GmbH', country: 'DE' };
const PAYROLL = { id: 'payroll', name: 'Payroll', controllers: ['asagiri-de'] };
const PDF = Buffer.from('%PDF-1.7\nclauses, signed');

async function* bytesOf(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

describe.each(['pglite', 'postgres'] as const)('around records on %s', (kind) => {
  let ground: RegisterGround | null = null;
  let store: Store;
  let hanako: Scope;
  let taro: Scope;
  beforeAll(async () => {
    ground = await prepareRegister(kind);
    if (ground !== null) store = ground.store;
  }, 120_000);
  afterAll(async () => ground?.clear(), 60_000);
  const begin = async (settings = {}) => {
    hanako = await openNewGroup(store, settings);
    taro = asPerson(hanako.groupId, TARO);
  };
  beforeEach(async ({ skip }) => {
    if (ground === null) return skip(NO_POSTGRES);
    await begin();
    await fill();
  });
  const fill = async () => {
    done(await stateRecord(hanako, store, 'organisations', ORG));
    done(await stateRecord(hanako, store, 'activities', PAYROLL));
  };
  const wanting = async () => {
    await begin({ approvals: { wanted: true, nouns: ['activities'] } });
    done(await stateRecord(hanako, store, 'organisations', ORG));
  };
  const proposalOf = (record: Record<string, unknown>, base: number): Proposal => ({
    of: { noun: 'activities', id: String(record['id']) },
    act: 'statement',
    record,
    base,
    why: 'found in the audit',
  });

  describe('changes', () => {
    test('works: where approvals are wanted, another person makes the change by approving it', async () => {
      await wanting();
      const direct = await stateRecord(hanako, store, 'activities', PAYROLL);
      expect(refusalOf(direct).code).toBe('approval-wanted');
      done(await draftChange(hanako, store, 'c-1', proposalOf({ ...PAYROLL, name: 'Pay' }, 0)));
      done(await draftChange(hanako, store, 'c-1', proposalOf(PAYROLL, 0)));
      expect(refusalOf(await approveChange(taro, store, 'c-1')).code).toBe('closed');
      done(await proposeChange(hanako, store, 'c-1'));
      const approved = done(await approveChange(taro, store, 'c-1'));
      expect(approved.change).toMatchObject({ state: 'approved', by: 'person-hanako', decidedBy: TARO });
      expect((await readRecordOf(hanako, store, 'activities', 'payroll'))?.record).toEqual(PAYROLL);
      const [entry] = await readHistoryOf(hanako, store, 'activities', 'payroll');
      expect(entry).toMatchObject({ actor: TARO, why: 'found in the audit' });
      expect((await verifyLedger(hanako, store)).findings).toEqual([]);
    });

    test('works: removals and undoings are proposed, too', async () => {
      await wanting();
      done(await proposeChange(hanako, store, 'c-1', proposalOf(PAYROLL, 0)));
      done(await approveChange(taro, store, 'c-1'));
      const removal = await removeRecord(hanako, store, 'activities', 'payroll');
      expect(refusalOf(removal).code).toBe('approval-wanted');
      const of = { noun: 'activities', id: 'payroll' } as const;
      done(await proposeChange(hanako, store, 'c-2', { of, act: 'removal', base: 1 }));
      done(await approveChange(taro, store, 'c-2'));
      expect(await readRecordOf(hanako, store, 'activities', 'payroll')).toMatchObject({ removed: true });
      const last = (await readHistoryOf(hanako, store, 'activities', 'payroll')).at(-1);
      const undo = await undoEntry(hanako, store, 'activities', 'payroll', last?.entryId ?? '');
      expect(refusalOf(undo).code).toBe('approval-wanted');
      done(
        await proposeChange(hanako, store, 'c-3', { of, act: 'undo', undoes: last?.entryId ?? '', base: 2 }),
      );
      done(await approveChange(taro, store, 'c-3'));
      expect(await readRecordOf(hanako, store, 'activities', 'payroll')).toMatchObject({ removed: false });
    });

    test('roles: nobody decides on their own change, and only its author alters or withdraws it', async () => {
      done(await proposeChange(hanako, store, 'c-1', proposalOf({ ...PAYROLL, name: 'Pay' }, 1)));
      expect(refusalOf(await approveChange(hanako, store, 'c-1')).code).toBe('own-change');
      expect(refusalOf(await rejectChange(hanako, store, 'c-1', 'no')).code).toBe('own-change');
      expect(refusalOf(await withdrawChange(taro, store, 'c-1')).code).toBe('not-yours');
      expect(refusalOf(await draftChange(taro, store, 'c-1', proposalOf(PAYROLL, 1))).code).toBe('taken');
      const rejected = done(await rejectChange(taro, store, 'c-1', 'Not what it is called.'));
      expect(rejected.change).toMatchObject({ state: 'rejected', reason: 'Not what it is called.' });
      expect(refusalOf(await approveChange(taro, store, 'c-1')).code).toBe('closed');
      expect(refusalOf(await withdrawChange(hanako, store, 'c-1')).code).toBe('closed');
      done(await proposeChange(hanako, store, 'c-2', proposalOf({ ...PAYROLL, name: 'Pay' }, 1)));
      done(await withdrawChange(hanako, store, 'c-2'));
      const open = await listChanges(hanako, store, { state: 'withdrawn', of: { noun: 'activities' } });
      expect(done(open).changes.map(({ change }) => change.id)).toEqual(['c-2']);
    });

    test('walls: a change on an old version is not made, and says what has changed since', async () => {
      done(await proposeChange(hanako, store, 'c-1', proposalOf({ ...PAYROLL, name: 'Pay' }, 1)));
      done(await stateRecord(taro, store, 'activities', { ...PAYROLL, retention: 'P10Y' }));
      expect(refusalOf(await approveChange(taro, store, 'c-1'))).toMatchObject({
        code: 'version-differs',
        version: 2,
        differences: [{ path: 'retention', after: 'P10Y' }],
      });
      expect((await readChange(hanako, store, 'c-1'))?.change.state).toBe('proposed');
    });

    test('walls: a change that is no change of this record, or of another group, is refused', async () => {
      const odd = {
        ...proposalOf({ ...PAYROLL, id: 'other' }, -1),
        of: { noun: 'activities', id: 'payroll' },
      };
      const refusal = refusalOf(await draftChange(hanako, store, 'c-1', odd as Proposal));
      expect(refusal.code === 'bad-input' ? refusal.issues.map(({ at }) => at.path) : []).toEqual([
        'base',
        'record.id',
      ]);
      done(await proposeChange(hanako, store, 'c-1', proposalOf({ ...PAYROLL, name: 'Pay' }, 1)));
      const stranger = asPerson((await openNewGroup(store)).groupId, TARO);
      expect(await readChange(stranger, store, 'c-1')).toBeNull();
      expect(refusalOf(await approveChange(stranger, store, 'c-1')).code).toBe('absent');
      expect(done(await listChanges(stranger, store)).changes).toEqual([]);
    });
  });

  describe('the approvals of a group', () => {
    const NOUNS = ['activities', 'flows'] as const;
    const settled = async () => (await readGroupOf(hanako, store))?.group;
    const state = (approvals: object | undefined, more = {}) =>
      stateGroup(hanako, store, { id: hanako.groupId, ...(approvals && { approvals }), ...more });
    const groupChange = (record: object, base = 1): Proposal => ({
      of: { noun: 'groups', id: hanako.groupId },
      act: 'statement',
      record: { id: hanako.groupId, ...record },
      base,
      why: 'a small office',
    });
    beforeEach(async () => {
      await begin({ approvals: { wanted: true, nouns: [...NOUNS] } });
      done(await stateRecord(hanako, store, 'organisations', ORG));
    });

    test('are loosened by nobody alone, however it is written', async () => {
      const before = await settled();
      for (const looser of [
        undefined,
        {},
        { wanted: false },
        { wanted: false, nouns: [...NOUNS] },
        { wanted: true, nouns: [] },
        { wanted: true, nouns: ['flows', 'organisations'] },
      ]) {
        const refusal = refusalOf(await state(looser, { name: 'Renamed' }));
        expect(refusal.code, JSON.stringify(looser)).toBe('approval-wanted');
        expect(refusal.message).toContain('activities');
        expect(refusal.hint).toMatch(/propose/i);
      }
      expect(await settled()).toEqual(before);
      const direct = await stateRecord(hanako, store, 'activities', PAYROLL);
      expect(refusalOf(direct).code).toBe('approval-wanted');
    });

    test('are tightened by an owner alone, and all else of the group is settled so', async () => {
      done(
        await state({ wanted: true, nouns: ['flows', 'activities'] }, { name: 'Renamed', languages: ['de'] }),
      );
      done(await state({ wanted: true, nouns: [...NOUNS, 'systems'], note: 'since May' }));
      done(await state({ wanted: true }));
      expect(await settled()).toEqual({ id: hanako.groupId, approvals: { wanted: true } });
    });

    test('are compared with what stands: whoever saw an older state is told of that first', async () => {
      const stale = { approvals: { wanted: false }, id: hanako.groupId };
      done(await state({ wanted: true }));
      const refused = await stateGroup(hanako, store, stale, { expectedVersion: 1 });
      expect(refusalOf(refused)).toMatchObject({ code: 'version-differs', version: 2 });
    });

    test('are loosened by a change that another person approves, in one with its closing', async () => {
      const looser = { name: 'Asagiri', approvals: { wanted: false } };
      done(await draftChange(hanako, store, 'c-1', groupChange({ approvals: { wanted: true } })));
      done(await proposeChange(hanako, store, 'c-1', groupChange(looser)));
      expect(refusalOf(await approveChange(hanako, store, 'c-1')).code).toBe('own-change');
      const entryId = makeId();
      const approved = done(await approveChange(taro, store, 'c-1', { entryId }));
      expect(approved.change).toMatchObject({ state: 'approved', by: 'person-hanako', decidedBy: TARO });
      expect(await settled()).toEqual({ id: hanako.groupId, ...looser });
      done(await approveChange(taro, store, 'c-1', { entryId }));
      const entries = await readEntries(hanako, store, 0);
      const [stated, closed] = entries.slice(-2);
      expect(stated).toMatchObject({ noun: 'groups', version: 2, actor: TARO, why: 'a small office' });
      expect(closed).toMatchObject({ noun: 'changes', record_id: 'c-1', actor: TARO });
      expect(closed?.recorded_at).toBe(stated?.recorded_at);
      done(await stateRecord(hanako, store, 'activities', PAYROLL));
      expect((await verifyLedger(hanako, store)).findings).toEqual([]);
    });

    test('are not loosened twice on one base, nor by what was rejected or withdrawn', async () => {
      const [first, second] = [
        groupChange({ approvals: { wanted: true, nouns: ['flows'] } }),
        groupChange({ approvals: { wanted: false } }),
      ];
      for (const [id, proposal] of [
        ['c-1', first],
        ['c-2', second],
        ['c-3', second],
        ['c-4', second],
      ] as const)
        done(await proposeChange(hanako, store, id, proposal));
      done(await rejectChange(taro, store, 'c-3', 'Not now.'));
      done(await withdrawChange(hanako, store, 'c-4'));
      for (const id of ['c-3', 'c-4'])
        expect(refusalOf(await approveChange(taro, store, id)).code).toBe('closed');
      done(await approveChange(taro, store, 'c-1'));
      expect(refusalOf(await approveChange(taro, store, 'c-2'))).toMatchObject({
        code: 'version-differs',
        version: 2,
        differences: expect.arrayContaining([
          expect.objectContaining({ path: expect.stringMatching(/approvals/) }),
        ]),
      });
      expect((await readChange(hanako, store, 'c-2'))?.change.state).toBe('proposed');
      expect((await settled())?.approvals).toEqual({ wanted: true, nouns: ['flows'] });
      const listed = await listChanges(hanako, store, { of: { noun: 'groups' }, state: 'proposed' });
      expect(done(listed).changes.map(({ change }) => change.id)).toEqual(['c-2']);
    });

    test('walls: a group is not removed, not taken back, has no days, and is no other group', async () => {
      const fine = groupChange({ approvals: { wanted: false } });
      const { record: _, ...bare } = fine;
      const [entry] = await readEntries(hanako, store, 0);
      const faults = async (proposal: Proposal) => {
        const refusal = refusalOf(await proposeChange(hanako, store, 'c-1', proposal));
        return refusal.code === 'bad-input' ? refusal.issues.map(({ code, at }) => `${code} ${at.path}`) : [];
      };
      expect(await faults({ ...bare, act: 'removal' })).toEqual(['bad-word act']);
      expect(await faults({ ...bare, act: 'undo', undoes: entry?.id ?? '' })).toEqual(['bad-word act']);
      expect(await faults({ ...fine, validFrom: '2027-01-01', validUntil: '2028-01-01' })).toEqual([
        'unknown-key validFrom',
        'unknown-key validUntil',
      ]);
      expect(await faults({ ...fine, of: { noun: 'groups', id: 'another' } })).toEqual([
        'bad-id of.id',
        'bad-id record.id',
      ]);
      expect(
        await faults({ ...fine, record: { id: hanako.groupId, approvals: { nouns: ['laws'] } } }),
      ).toEqual(['bad-word record.approvals.nouns[0]']);
      expect(await readChange(hanako, store, 'c-1')).toBeNull();
    });
  });

  describe('comments', () => {
    const of = { noun: 'activities', id: 'payroll' };
    test('works: stand beside a record, the first first', async () => {
      done(await addComment(hanako, store, 'k-1', of, 'Since when?'));
      done(await addComment(taro, store, 'k-2', of, 'Since 1998.'));
      done(await addComment(taro, store, 'k-3', { noun: 'organisations', id: 'asagiri-de' }, 'Moved.'));
      const page = done(await listComments(hanako, store, { of }));
      expect(page.comments.map(({ text, by }) => `${by}: ${text}`)).toEqual([
        'person-hanako: Since when?',
        'person-taro: Since 1998.',
      ]);
    });

    test('roles: only who wrote a comment removes it', async () => {
      done(await addComment(hanako, store, 'k-1', of, 'Since when?'));
      expect(refusalOf(await removeComment(taro, store, 'k-1')).code).toBe('not-yours');
      done(await removeComment(hanako, store, 'k-1'));
      expect(refusalOf(await removeComment(hanako, store, 'k-1')).code).toBe('absent');
      expect(done(await listComments(hanako, store, { of })).comments).toEqual([]);
    });

    test('walls: there is nothing to comment on in another group, and nothing to say with blanks', async () => {
      const stranger = await openNewGroup(store);
      expect(refusalOf(await addComment(stranger, store, 'k-1', of, 'Hello')).code).toBe('absent');
      expect(refusalOf(await addComment(hanako, store, 'k-1', of, '  ')).code).toBe('bad-input');
      expect(refusalOf(await addComment(hanako, store, 'k-1', { noun: 'keys', id: 'x' }, 'Hm')).code).toBe(
        'absent',
      );
    });
  });

  describe('attachments', () => {
    const of = { noun: 'organisations', id: 'asagiri-de' };
    const file = (content: AsyncIterable<Uint8Array>, mediaType = 'application/pdf') => ({
      fileName: '契約.pdf',
      mediaType,
      content,
    });

    test('works: a file comes back as it was given, and its content goes with it', async () => {
      const kept = done(await attach(hanako, store, 'f-1', of, file(bytesOf('%PDF', PDF.subarray(4)))));
      expect(kept).toMatchObject({ size: PDF.length, fileName: '契約.pdf', by: 'person-hanako' });
      const opened = done(await readAttachment(taro, store, 'f-1'));
      expect(await readAll(opened?.content ?? bytesOf())).toEqual(PDF);
      expect(done(await listAttachments(hanako, store, { of })).attachments).toHaveLength(1);
      expect((await verifyLedger(hanako, store)).findings).toEqual([]);
      const removal = done(await removeAttachment(hanako, store, 'f-1'));
      expect(done(await readAttachment(taro, store, 'f-1'))).toBeNull();
      expect(await findBlob(hanako, store, kept.sha256)).toBeNull();
      const last = (await readEntries(hanako, store, removal.position - 2)).at(0);
      expect(last?.payload['sha256']).toBe(kept.sha256);
    });

    test('works: the same content is kept once, until nobody needs it', async () => {
      const one = done(await attach(hanako, store, 'f-1', of, file(bytesOf(PDF))));
      const two = done(await attach(hanako, store, 'f-2', of, file(bytesOf(PDF))));
      expect(two.sha256).toBe(one.sha256);
      done(await removeAttachment(hanako, store, 'f-1'));
      expect(done(await readAttachment(hanako, store, 'f-2'))).not.toBeNull();
    });

    test('works: large files come in parts, and too large ones leave nothing behind', async () => {
      const part = Buffer.alloc(700_001, 'x');
      const large = done(
        await attach(hanako, store, 'f-1', of, file(bytesOf(part, part, part), 'text/plain')),
      );
      expect(large.size).toBe(2_100_003);
      const opened = done(await readAttachment(hanako, store, 'f-1'));
      expect((await readAll(opened?.content ?? bytesOf())).equals(Buffer.concat([part, part, part]))).toBe(
        true,
      );
      const more = bytesOf(...Array.from({ length: 40 }, () => part));
      expect(refusalOf(await attach(hanako, store, 'f-2', of, file(more, 'text/plain'))).code).toBe(
        'too-large',
      );
      const { count } = await store.kysely
        .selectFrom('blob_parts')
        .select((one) => one.fn.countAll<number>().as('count'))
        .where('group_id', '=', hanako.groupId)
        .executeTakeFirstOrThrow();
      expect(count).toBe(9);
    });

    test('roles: a file that an instrument names stays', async () => {
      done(await attach(hanako, store, 'f-1', of, file(bytesOf(PDF))));
      const scc = { id: 'scc-1', kind: 'scc-2021', parties: ['asagiri-de'], documents: ['f-1'] };
      done(await stateRecord(hanako, store, 'instruments', scc));
      expect(refusalOf(await removeAttachment(hanako, store, 'f-1'))).toMatchObject({
        code: 'named-by-others',
        by: [{ noun: 'instruments', id: 'scc-1', path: 'documents[0]' }],
      });
      const other = await stateRecord(hanako, store, 'instruments', { ...scc, documents: ['f-9'] });
      expect(refusalOf(other).code).toBe('bad-input');
    });

    test('walls: what is not what it says it is, or belongs to nobody here, is refused', async () => {
      const attached = (content: AsyncIterable<Uint8Array>, mediaType?: string) =>
        attach(hanako, store, 'f-1', of, file(content, mediaType));
      expect(refusalOf(await attached(bytesOf('<html>'))).code).toBe('media-refused');
      expect(refusalOf(await attached(bytesOf('%P', 'NG'))).code).toBe('media-refused');
      expect(refusalOf(await attached(bytesOf())).code).toBe('media-refused');
      expect(refusalOf(await attached(bytesOf(PDF), 'text/html')).code).toBe('bad-input');
      expect(refusalOf(await attached(bytesOf(Buffer.from([0, 1, 2])), 'text/csv')).code).toBe(
        'media-refused',
      );
      const named = { ...file(bytesOf(PDF)), fileName: '../../etc/passwd' };
      expect(refusalOf(await attach(hanako, store, 'f-1', of, named)).code).toBe('bad-input');
      const stranger = await openNewGroup(store);
      expect(refusalOf(await attach(stranger, store, 'f-1', of, file(bytesOf(PDF)))).code).toBe('absent');
      done(await attached(bytesOf(PDF)));
      expect(done(await readAttachment(stranger, store, 'f-1'))).toBeNull();
    });
  });

  describe('search', () => {
    const found = async (text: string, wish = {}) =>
      done(await searchRegister(hanako, store, text, wish)).records.map(({ id }) => id);
    beforeEach(async () => {
      const records = [
        { id: 'kyuyo', name: '給与計算', note: '税務署への届出' },
        { id: 'recruiting', name: 'Bewerberverwaltung', note: 'Personal für Köln und Düsseldorf' },
        { id: 'crm', name: 'ＣＲＭシステム', purposes: ['customer-support'] },
      ];
      for (const record of records) done(await stateRecord(hanako, store, 'activities', record));
    });

    test('works: finds words of two letters in Japanese, umlauts however they are written, and any width', async () => {
      expect(await found('税務')).toEqual(['kyuyo']);
      expect(await found('税')).toEqual(['kyuyo']);
      expect(await found('給与')).toEqual(['kyuyo']);
      expect(await found('しすてむ crm')).toEqual(['crm']);
      for (const word of ['Köln', 'Koeln', 'koln', 'DÜSSELDORF', 'duesseldorf', 'verwaltung'])
        expect(await found(word), word).toEqual(['recruiting']);
      expect(await found('köln 税務')).toEqual([]);
    });

    test('works: what is named so comes first, page by page', async () => {
      done(
        await stateRecord(hanako, store, 'activities', { id: 'a', name: 'Archive', note: 'Payroll of old' }),
      );
      done(await stateRecord(hanako, store, 'activities', { id: 'b', name: 'Payroll abroad' }));
      expect(await found('payroll')).toEqual(['payroll', 'b', 'a']);
      const first = done(await searchRegister(hanako, store, 'payroll', { limit: 2 }));
      expect(await found('payroll', { limit: 2, after: first.next ?? '' })).toEqual(['a']);
      expect(await found('asagiri', { nouns: ['activities'] })).toEqual([]);
      expect(refusalOf(await searchRegister(hanako, store, 'other', { after: first.next ?? '' })).code).toBe(
        'bad-input',
      );
      expect(refusalOf(await searchRegister(hanako, store, ' – ')).code).toBe('bad-input');
    });

    test('roles: what was removed or is said otherwise now is not found any more', async () => {
      done(await removeRecord(hanako, store, 'activities', 'kyuyo'));
      expect(await found('給与')).toEqual([]);
      done(await stateRecord(hanako, store, 'activities', { id: 'crm', name: 'Kundenpflege' }));
      expect(await found('crm')).toEqual(['crm']);
      expect(await found('システム')).toEqual([]);
      expect((await verifyLedger(hanako, store)).findings).toEqual([]);
    });

    test('walls: texts about persons are not searched, and other groups find nothing', async () => {
      done(
        await stateRecord(hanako, store, 'persons', {
          id: 'p-1',
          name: 'Taro Yamada',
          email: 'taro@x.example',
        }),
      );
      expect(await found('Yamada')).toEqual([]);
      expect(await found('taro')).toEqual([]);
      const stranger = await openNewGroup(store);
      expect(done(await searchRegister(stranger, store, '給与')).records).toEqual([]);
    });
  });

  describe('keys', () => {
    let keys: KeyMemory;
    beforeEach(() => {
      keys = new KeyMemory(store);
    });

    test('works: a key shows for which group and as whom somebody asks, until it is withdrawn', async () => {
      const { key, text } = done(
        await makeKey(hanako, store, { person: TARO, role: 'editor', name: 'script' }),
      );
      expect(await keys.read(text, hanako.at)).toEqual({
        groupId: hanako.groupId,
        keyId: key.id,
        person: TARO,
        role: 'editor',
      });
      const listed = done(await listKeys(hanako, store)).keys;
      expect(listed).toMatchObject([{ id: key.id, name: 'script', isWithdrawn: false }]);
      expect(JSON.stringify(listed)).not.toContain('hash');
      const entries = JSON.stringify(await readEntries(hanako, store, 0));
      expect(entries).not.toContain(text.slice(-64));
      done(await withdrawKey(hanako, store, key.id));
      expect(await keys.read(text, hanako.at)).toBeNull();
    });

    test('roles: each role may what those before it may', () => {
      expect(mayAs('owner', 'reader')).toBe(true);
      expect(mayAs('editor', 'approver')).toBe(false);
    });

    test('walls: anything but the key itself opens nothing', async () => {
      const until = '2026-03-02T10:00:00Z';
      const { text } = done(await makeKey(hanako, store, { person: TARO, role: 'reader', until }));
      expect(await keys.read(text, hanako.at)).not.toBeNull();
      expect(await keys.read(text, Date.parse(until) as typeof hanako.at)).toBeNull();
      const other = text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
      expect(await keys.read(other, hanako.at)).toBeNull();
      expect(await keys.read(text.replace(hanako.groupId, 'other'), hanako.at)).toBeNull();
      for (const odd of ['', 'sk_', 'sk_%_x', text.toUpperCase()])
        expect(await keys.read(odd, hanako.at)).toBeNull();
      expect(refusalOf(await makeKey(hanako, store, { person: TARO, role: 'king' })).code).toBe('bad-input');
      const nobody = asPerson('no-such-group', TARO);
      expect(refusalOf(await makeKey(nobody, store, { person: TARO, role: 'reader' })).code).toBe('absent');
    });
  });

  describe('the erasure of a person', () => {
    const PERSON = { id: 'p-1', name: 'Taro Yamada', email: 'taro@x.example', organisation: 'asagiri-de' };
    test('works: the texts are gone from record, history, changes and ledger; the record and the chain stay', async () => {
      done(await stateRecord(hanako, store, 'persons', PERSON));
      const proposal: Proposal = {
        of: { noun: 'persons', id: 'p-1' },
        act: 'statement',
        record: { ...PERSON, phone: '+81 3 0000 0000' },
        base: 1,
      };
      done(await proposeChange(hanako, store, 'c-1', proposal));
      expect((await readChange(taro, store, 'c-1'))?.change.record).toMatchObject({ name: 'Taro Yamada' });
      expect(done(await erasePerson(hanako, store, 'p-1'))).toMatchObject({ wasKept: true });
      expect(await readRecordOf(hanako, store, 'persons', 'p-1')).toMatchObject({
        erased: ['email', 'name'],
        record: { id: 'p-1', name: 'p-1', organisation: 'asagiri-de' },
      });
      expect((await readChange(taro, store, 'c-1'))?.change.record).toEqual({
        id: 'p-1',
        name: 'p-1',
        organisation: 'asagiri-de',
      });
      expect(JSON.stringify(await readEntries(hanako, store, 0))).not.toMatch(/Yamada|taro@|\+81 3/);
      expect((await readRegister(hanako, store))['persons']).toMatchObject([{ id: 'p-1' }]);
      expect(parseRegister(await readRegister(hanako, store))).toMatchObject({ ok: true });
      expect((await verifyLedger(hanako, store)).findings).toEqual([]);
    });

    test('walls: they come back only where somebody says so expressly', async () => {
      done(await stateRecord(hanako, store, 'persons', PERSON));
      done(await erasePerson(hanako, store, 'p-1'));
      expect(refusalOf(await stateRecord(hanako, store, 'persons', PERSON)).code).toBe('person-erased');
      const bare = { id: 'p-1', name: 'p-1', organisation: 'asagiri-de', until: '2026-03-01' };
      done(await stateRecord(hanako, store, 'persons', bare));
      done(await stateRecord(hanako, store, 'persons', PERSON, { again: true }));
      expect((await readRecordOf(hanako, store, 'persons', 'p-1'))?.record).toEqual(PERSON);
      const [first] = await readHistoryOf(hanako, store, 'persons', 'p-1');
      expect(first?.differences).toContainEqual({ path: 'name', before: undefined, after: null });
    });

    test('roles: erasing who was never kept is told, and does no harm', async () => {
      const entryId = makeId();
      expect(done(await erasePerson(hanako, store, 'nobody', { entryId }))).toMatchObject({ wasKept: false });
      const again = done(await erasePerson(hanako, store, 'nobody', { entryId }));
      expect(again).toMatchObject({ wasKept: false });
    });
  });
});
