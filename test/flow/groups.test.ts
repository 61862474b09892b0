// Groups as other programs meet them: records, versions, keys, files and questions over HTTP, against a real server and its store.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Problem, problemShape } from '../../src/api/problem.ts';
import { makeId } from '../../src/kit/store/make-id.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

// A real server on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const GROUP = '/api/groups/example';
const SECRET = 'Akiko-Very-Secret';

let server: RunningProgram;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
beforeAll(async () => {
  server = await startProgram({ dataFolder: folder });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ask {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly key?: string | undefined;
  readonly at?: RunningProgram;
}

function ask(
  method: string,
  path: string,
  { body, headers = {}, key, at = server }: Ask = {},
): Promise<Response> {
  const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
  return fetch(at.address + (path.startsWith('/') ? path : `${GROUP}/${path}`), {
    method,
    headers: {
      ...(isJson && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string) }),
  });
}

async function told<T>(response: Promise<Response>, status = 200): Promise<T> {
  const found = await response;
  const text = await found.text();
  expect([found.status, text.slice(0, 600)]).toEqual([status, expect.any(String)]);
  return JSON.parse(text) as T;
}

async function problem(response: Promise<Response>): Promise<Problem & { kind: string }> {
  const found = await response;
  expect(found.headers.get('content-type')).toBe('application/problem+json');
  const read = problemShape.parse(await found.json());
  expect(read.status).toBe(found.status);
  return { ...read, kind: read.type.replace('/api/problems#', '') };
}

interface Envelope {
  readonly id: string;
  readonly version: number;
  readonly position: number;
  readonly entry: string;
  readonly removed: boolean;
  readonly record: Record<string, unknown>;
}

const division = (id: string, more: object = {}) => ({
  id,
  name: `Division ${id}`,
  organisation: 'et-de',
  ...more,
});
const create = (id: string, more: object = {}) =>
  told<Envelope>(ask('POST', 'divisions', { body: { record: division(id, more) } }), 201);

describe('a record', () => {
  test('is made, read, changed, removed and brought back, each time with its version', async () => {
    const made = await ask('POST', 'divisions', { body: { record: division('d1'), why: 'new' } });
    expect([made.status, made.headers.get('etag'), made.headers.get('location')]).toEqual([
      201,
      '"1"',
      `${GROUP}/divisions/d1`,
    ]);
    const read = await ask('GET', 'divisions/d1');
    expect(read.headers.get('etag')).toBe('"1"');
    expect(await read.json()).toMatchObject({
      noun: 'divisions',
      id: 'd1',
      version: 1,
      record: division('d1'),
    });
    const changed = await ask('PUT', 'divisions/d1', {
      body: { record: division('d1', { name: 'Neu' }) },
      headers: { 'if-match': '"1"' },
    });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const removed = await told<Envelope>(
      ask('DELETE', 'divisions/d1?why=gone', { headers: { 'if-match': '"2"' } }),
    );
    expect(removed).toMatchObject({ version: 3, removed: true });
    expect((await problem(ask('GET', 'divisions/d1'))).kind).toBe('not-found');
    const back = await told<Envelope>(
      ask('POST', 'divisions/d1/undoings', { body: { entry: removed.entry } }),
      201,
    );
    expect(back).toMatchObject({ version: 4, removed: false, record: { name: 'Neu' } });
    const { entries } = await told<{
      entries: {
        kind: string;
        actor: string;
        why: string;
        origin: string;
        undone: boolean;
        differences: unknown[];
      }[];
    }>(ask('GET', 'divisions/d1/history'));
    expect(entries.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['statement', false],
      ['statement', false],
      ['removal', true],
      ['undo', false],
    ]);
    expect(entries[0]).toMatchObject({ actor: 'local', why: 'new', origin: 'api:newDivision' });
    expect(entries[1]?.differences).toEqual([{ path: 'name', before: 'Division d1', after: 'Neu' }]);
  });

  test('is not read again by whoever has it, until it changes', async () => {
    await create('d2');
    expect((await ask('GET', 'divisions/d2', { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
    expect(
      (await ask('GET', 'divisions/d2?fields=name', { headers: { 'if-none-match': '"1"' } })).status,
    ).toBe(200);
    const list = await ask('GET', 'divisions?limit=1');
    const tag = list.headers.get('etag') ?? '';
    expect((await ask('GET', 'divisions?limit=1', { headers: { 'if-none-match': tag } })).status).toBe(304);
    await create('d3');
    expect((await ask('GET', 'divisions?limit=1', { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  test('nobody’s change is lost: blind and late ones are refused, with what stands now and what differs', async () => {
    await create('d4');
    const blind = await problem(ask('PUT', 'divisions/d4', { body: { record: division('d4') } }));
    expect([blind.kind, blind.status, blind.version]).toEqual(['version-needed', 428, 1]);
    expect((await problem(ask('DELETE', 'divisions/d4'))).kind).toBe('version-needed');
    await told(
      ask('PUT', 'divisions/d4', {
        body: { record: division('d4', { name: 'First' }) },
        headers: { 'if-match': '"1"' },
      }),
    );
    const late = await problem(
      ask('PUT', 'divisions/d4', {
        body: { record: division('d4', { name: 'Second' }) },
        headers: { 'if-match': '"1"' },
      }),
    );
    expect([late.kind, late.status, late.version]).toEqual(['version-differs', 412, 2]);
    expect(late.differences).toEqual([{ path: 'name', before: 'Division d4', after: 'First' }]);
    expect((await problem(ask('DELETE', 'divisions/d4', { headers: { 'if-match': '"1"' } }))).kind).toBe(
      'version-differs',
    );
    expect(
      (
        await problem(
          ask('PUT', 'divisions/d4', { body: { record: division('d4') }, headers: { 'if-match': '2' } }),
        )
      ).kind,
    ).toBe('unsound-request');
    expect(
      (await ask('PUT', 'divisions/d4', { body: { record: division('d4') }, headers: { 'if-match': '*' } }))
        .status,
    ).toBe(200);
    expect(
      (
        await problem(
          ask('PUT', 'divisions/d4', { body: { record: division('d4') }, headers: { 'if-none-match': '*' } }),
        )
      ).kind,
    ).toBe('taken');
    expect((await problem(ask('POST', 'divisions', { body: { record: division('d4') } }))).kind).toBe(
      'taken',
    );
  });

  test('twenty who change it at once: one is kept, the others are told', async () => {
    await create('d5');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        ask('PUT', 'divisions/d5', {
          body: { record: division('d5', { name: `n${n}` }) },
          headers: { 'if-match': '"1"' },
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
  });

  test('sent twice under one key is kept once, and answered the same', async () => {
    const headers = { 'idempotency-key': makeId() };
    const body = { record: division('d6') };
    const first = await ask('POST', 'divisions', { body, headers });
    await told(
      ask('PUT', 'divisions/d6', {
        body: { record: division('d6', { name: 'Other' }) },
        headers: { 'if-match': '"1"' },
      }),
    );
    const second = await ask('POST', 'divisions', { body, headers });
    expect([second.status, await second.text()]).toEqual([201, await first.text()]);
    const other = await problem(ask('POST', 'divisions', { body: { record: division('d7') }, headers }));
    expect([other.kind, other.status]).toEqual(['id-used-otherwise', 422]);
    expect(
      (await problem(ask('POST', 'divisions', { body, headers: { 'idempotency-key': 'one' } }))).kind,
    ).toBe('unsound-request');
  });

  test('with faults is refused with all of them, in the words of the register', async () => {
    const record = { id: 'd8', name: '', organisation: 'nobody', colour: 'red', from: '2026-02-30' };
    const found = await problem(ask('POST', 'divisions', { body: { record } }));
    expect([found.kind, found.status]).toEqual(['unsound-record', 422]);
    expect(found.issues?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['empty-text', 'unknown-key', 'bad-date']),
    );
    const dangling = await problem(
      ask('POST', 'divisions', { body: { record: division('d8', { organisation: 'nobody' }) } }),
    );
    expect(dangling.issues?.map(({ code, path }) => [code, path])).toEqual([['dangling-id', 'organisation']]);
  });

  test('that others name cannot go, and they are listed', async () => {
    const found = await problem(ask('DELETE', 'organisations/et-de', { headers: { 'if-match': '"1"' } }));
    expect([found.kind, found.status]).toEqual(['still-named', 409]);
    expect(found.namedBy?.length).toBeGreaterThan(3);
  });

  test('says something else from a day on, and lists and questions follow', async () => {
    await create('d9', { name: 'Old' });
    await told(
      ask('PUT', 'divisions/d9', {
        body: { record: division('d9', { name: 'New' }), validFrom: '2026-06-01' },
        headers: { 'if-match': '"1"' },
      }),
    );
    const nameOn = async (day: string) =>
      (await told<Envelope>(ask('GET', `divisions/d9?asOf=${day}`))).record['name'];
    expect([await nameOn('2026-05-31'), await nameOn('2026-06-01')]).toEqual(['Old', 'New']);
    const { items } = await told<{ items: Envelope[] }>(ask('GET', 'divisions?asOf=2026-05-31&name=Old'));
    expect(items.map(({ id }) => id)).toEqual(['d9']);
    expect((await problem(ask('GET', 'divisions/d9?knownAt=2020-01-01T00:00:00Z'))).kind).toBe('not-found');
  });
});

describe('a list', () => {
  interface Page {
    readonly items: Envelope[];
    readonly next: string | null;
  }

  test('is read to its end page by page, in the order asked for, without doubling or losing any', async () => {
    const { flows } = await told<{ flows: { id: string; from: string }[] }>(ask('GET', 'register'));
    for (const sort of ['id', '-id', 'from,-to', '-recordedAt', 'since']) {
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
        const page: Page = await told(ask('GET', `flows?limit=7&sort=${sort}&fields=id${after}`));
        seen.push(...page.items.map(({ id }) => id));
        next = page.next;
      } while (next !== null);
      expect(new Set(seen)).toEqual(new Set(flows.map(({ id }) => id)));
      expect(seen.length).toBe(flows.length);
    }
  });

  test('is filtered by texts, lists, flags, days, and what is missing', async () => {
    const ids = async (query: string) =>
      (
        await told<Page>(
          ask(
            'GET',
            `${query}&limit=500&fields=${query.startsWith('organisations') ? 'id,country,member,kind' : 'id'}`,
          ),
        )
      ).items;
    const german = await ids('organisations?country=DE&member=true');
    expect(german.length).toBeGreaterThan(1);
    for (const { record } of german) expect(record).toMatchObject({ country: 'DE', member: true });
    expect((await ids('organisations?country=DE,JP')).length).toBeGreaterThan(german.length);
    const named = await ids('flows?tools=scc-nimbus-2021');
    const activities = await ids('activities?controllers=et-de');
    expect(activities.length).toBeGreaterThan(0);
    expect(named.length + activities.length).toBeGreaterThan(0);
    expect((await ids('instruments?sinceFrom=2021-01-01&sinceUntil=2022-01-01')).length).toBeGreaterThan(0);
    const without = await ids('organisations?absent=parent');
    const withParent = await ids('organisations?present=parent');
    expect(without.length + withParent.length).toBe((await ids('organisations?sort=id')).length);
  });

  test('finds words, in German and Japanese, too', async () => {
    await create('d10', { name: 'Rechtsabteilung Köln' });
    await create('d11', { name: '法務部' });
    const found = async (q: string) =>
      (await told<Page>(ask('GET', `divisions?q=${encodeURIComponent(q)}`))).items.map(({ id }) => id);
    expect(await found('koln')).toEqual(['d10']);
    expect(await found('法務')).toEqual(['d11']);
    const all = await told<{ items: { noun: string; id: string }[] }>(
      ask('GET', `search?q=${encodeURIComponent('法務')}`),
    );
    expect(all.items).toMatchObject([{ noun: 'divisions', id: 'd11' }]);
  });

  test.each([
    'limit=0',
    'limit=501',
    'colour=red',
    'sort=colour;drop',
    'after=nonsense',
    'asOf=soon',
    'limit=2&limit=3',
  ])('refuses ?%s', async (query) => {
    const found = await problem(ask('GET', `divisions?${query}`));
    expect([found.status === 400 || found.status === 422, found.kind]).toEqual([
      true,
      expect.stringMatching(/^unsound/),
    ]);
  });
});

describe('many at once', () => {
  const row = (id: string, more: object = {}) => ({
    act: 'state',
    noun: 'divisions',
    id,
    record: division(id, more),
  });

  test('each row is kept or refused on its own', async () => {
    const rows = [
      row('b1'),
      row('b2', { organisation: 'nobody' }),
      { act: 'remove', noun: 'divisions', id: 'b9' },
      row('b1', { name: 'Again' }),
    ];
    const answer = await told<{
      kept: number;
      refused: number;
      rows: { status: number; problem?: Problem }[];
    }>(ask('POST', 'bulk', { body: { rows } }));
    expect(answer.rows.map(({ status }) => status)).toEqual([201, 422, 404, 200]);
    expect([answer.kept, answer.refused]).toEqual([2, 2]);
    expect(answer.rows[1]?.problem?.issues?.[0]?.code).toBe('dangling-id');
  });

  test('or all of them or none, naming each other as they please', async () => {
    const rows = [row('b3', { parent: 'b4' }), row('b4'), row('b5', { organisation: 'nobody' })];
    const refused = await problem(ask('POST', 'bulk', { body: { rows, atomic: true } }));
    expect(refused.kind).toBe('bulk-refused');
    expect((await ask('GET', 'divisions/b4')).status).toBe(404);
    await told(ask('POST', 'bulk', { body: { rows: rows.slice(0, 2), atomic: true } }));
    expect((await ask('GET', 'divisions/b3')).status).toBe(200);
  });

  test('sent again under the same key nothing is doubled', async () => {
    const headers = { 'idempotency-key': makeId() };
    const body = { rows: Array.from({ length: 300 }, (_, n) => row(`m${n}`)) };
    const first = await told<{ rows: unknown[] }>(ask('POST', 'bulk', { body, headers }));
    const { version } = await told<Envelope>(ask('GET', 'divisions/m7'));
    expect(await told(ask('POST', 'bulk', { body, headers }))).toEqual(first);
    expect((await told<Envelope>(ask('GET', 'divisions/m7'))).version).toBe(version);
  });
});

describe('a change', () => {
  test('is proposed by one and approved by another, where the group wants it', async () => {
    const group = { id: 'four-eyes', name: 'Four Eyes', approvals: { wanted: true, nouns: ['divisions'] } };
    await told(
      ask('PUT', '/api/groups/four-eyes', { body: { record: group }, headers: { 'if-none-match': '*' } }),
    );
    const at = '/api/groups/four-eyes';
    const organisation = { id: 'o', name: 'O', country: 'DE' };
    await told(ask('POST', `${at}/organisations`, { body: { record: organisation } }), 201);
    const record = { id: 'd', name: 'D', organisation: 'o' };
    expect((await problem(ask('POST', `${at}/divisions`, { body: { record } }))).kind).toBe(
      'approval-wanted',
    );
    const change = await told<{ id: string }>(
      ask('POST', `${at}/changes`, {
        body: { of: { noun: 'divisions', id: 'd' }, act: 'statement', record },
      }),
      201,
    );
    const own = await problem(ask('POST', `${at}/changes/${change.id}/approval`, { body: {} }));
    expect([own.kind, own.status]).toEqual(['own-change', 403]);
    const editor = await newKey(at, 'editor');
    expect(
      (await problem(ask('POST', `${at}/changes/${change.id}/approval`, { body: {}, key: editor }))).kind,
    ).toBe('may-not');
    const approver = await newKey(at, 'approver');
    const approved = await told(
      ask('POST', `${at}/changes/${change.id}/approval`, { body: {}, key: approver }),
    );
    expect(approved).toMatchObject({ state: 'approved', by: 'local', decidedBy: 'hanako-approver' });
    expect(await told(ask('GET', `${at}/divisions/d`))).toMatchObject({ version: 1, record });
    expect(
      (
        await problem(
          ask('POST', `${at}/changes/${change.id}/rejection`, { body: { reason: 'late' }, key: approver }),
        )
      ).kind,
    ).toBe('wrong-state');
  });

  describe('of a group', () => {
    const at = '/api/groups/two-keys';
    const wanted = { wanted: true, nouns: ['divisions', 'flows'] };
    const settled = { id: 'two-keys', name: 'Two Keys', approvals: wanted };
    const organisation = { id: 'o', name: 'O', country: 'DE' };
    const keyOf: Record<string, string> = {};
    beforeAll(async () => {
      await told(ask('PUT', at, { body: { record: settled }, headers: { 'if-none-match': '*' } }));
      await told(ask('POST', `${at}/organisations`, { body: { record: organisation } }), 201);
      for (const role of ['editor', 'approver', 'owner']) keyOf[role] = await newKey(at, role);
    });
    interface Settled {
      readonly version: number;
      readonly record: Record<string, unknown>;
    }
    const group = () => told<Settled>(ask('GET', at));
    const put = async (record: object, match?: string, key = keyOf['owner']) =>
      ask('PUT', at, {
        body: { record: { ...settled, ...record } },
        headers: { 'if-match': match ?? `"${(await group()).version}"` },
        key,
      });
    const change = (record: object, more: object = {}) => ({
      of: { noun: 'groups', id: 'two-keys' },
      act: 'statement',
      record: { ...settled, ...record },
      ...more,
    });
    const send = (body: object, key = keyOf['owner']) => ask('POST', `${at}/changes`, { body, key });
    const decide = (id: string, act: string, role: string, body: object = {}) =>
      ask('POST', `${at}/changes/${id}/${act}`, { body, key: keyOf[role] });
    interface Made {
      readonly id: string;
      readonly base: number;
      readonly state: string;
    }
    const addDivision = (id: string) =>
      ask('POST', `${at}/divisions`, {
        body: { record: { id, name: id, organisation: 'o' } },
        key: keyOf['editor'],
      });

    test('an owner alone loosens nothing, by whatever way; all else is settled alone', async () => {
      const before = await group();
      for (const looser of [{ wanted: false }, { wanted: true, nouns: ['flows'] }, undefined]) {
        for (const match of [undefined, '*']) {
          const refused = await problem(put({ approvals: looser }, match));
          expect([refused.kind, refused.status]).toEqual(['approval-wanted', 409]);
          expect(refused.detail).toMatch(/divisions.*second person.*Propose it as a change of the group/);
        }
      }
      const looser = { ...settled, approvals: { wanted: false } };
      const again = { body: { record: looser }, headers: { 'if-none-match': '*' }, key: keyOf['owner'] };
      expect((await problem(ask('PUT', at, again))).kind).toBe('taken');
      const rows = [{ act: 'state', noun: 'groups', id: 'two-keys', record: looser }];
      expect((await problem(ask('POST', `${at}/bulk`, { body: { rows } }))).kind).toBe('unsound-request');
      const { items } = await told<{ items: { id: string; noun: string }[] }>(ask('GET', `${at}/entries`));
      const [opening] = items.filter(({ noun }) => noun === 'groups');
      for (const path of [`groups/two-keys/undoings`, `groups/two-keys`, `persons/two-keys/undoings`]) {
        const tried = ask('POST', `${at}/${path}`, { body: { entry: opening?.id }, key: keyOf['owner'] });
        expect((await problem(tried)).kind, path).toMatch(/not-found|not-undoable|method-refused/);
      }
      expect(await group()).toEqual(before);
      expect((await problem(addDivision('d'))).kind).toBe('approval-wanted');
      expect((await put({ name: 'Two Keys Group', languages: ['de', 'en'] })).status).toBe(200);
      expect((await put({ approvals: { wanted: true } })).status).toBe(200);
      expect((await problem(put({}))).kind).toBe('approval-wanted');
    });

    test('nor by a file: what it says of the group is passed over where the group is there', async () => {
      const before = await group();
      const text = JSON.stringify({
        format: 'sekisho/register@1',
        group: { ...settled, approvals: { wanted: false } },
        organisations: [organisation],
        divisions: [{ id: 'd', name: 'D', organisation: 'o' }],
      });
      const headers = { 'content-type': 'application/octet-stream', 'x-file-name': 'looser.json' };
      const sent = ask('POST', `${at}/imports`, { body: text, headers, key: keyOf['owner'] });
      const { id } = await told<{ id: string }>(sent, 202);
      const wait = () => told<{ state: string }>(ask('GET', `${at}/imports/${id}?wait=30`));
      const planned = await wait();
      expect(planned.state).toBe('planned');
      const apply = (key: string | undefined, body = {}) =>
        ask('POST', `${at}/imports/${id}/application`, { body, key });
      expect((await problem(apply(keyOf['owner']))).kind).toBe('own-change');
      const opening = { ...settled, approvals: { wanted: false } };
      expect((await problem(apply(keyOf['approver'], { opening }))).kind).toBe('unsound-request');
      await told(apply(keyOf['approver']), 202);
      expect((await wait()).state).toBe('applied');
      expect(await group()).toEqual(before);
    });

    test('is proposed by an owner, and by nobody with less', async () => {
      for (const role of ['editor', 'approver']) {
        for (const state of ['draft', 'proposed']) {
          const refused = await problem(send(change({ approvals: {} }, { state }), keyOf[role]));
          expect([refused.kind, refused.detail], role).toEqual(['may-not', expect.stringContaining('owner')]);
        }
      }
      // Nor by a draft of something else that becomes one, nor by a draft of whoever is no owner any more.
      const record = { id: 'e', name: 'E', organisation: 'o' };
      const of = { noun: 'divisions', id: 'e' };
      const body = { of, act: 'statement', record, state: 'draft' };
      const draft = await told<Made>(send(body, keyOf['editor']), 201);
      const turned = ask('PUT', `${at}/changes/${draft.id}`, {
        body: change({ approvals: {} }, { state: 'draft' }),
        headers: { 'if-match': '"1"' },
        key: keyOf['editor'],
      });
      expect((await problem(turned)).kind).toBe('may-not');
      const own = await told<Made>(send(change({ approvals: {} }, { state: 'draft' })), 201);
      const lesser = await told<{ secret: string }>(
        ask('POST', `${at}/keys`, { body: { person: 'hanako-owner', role: 'approver' } }),
        201,
      );
      const proposal = `${at}/changes/${own.id}/proposal`;
      expect((await problem(ask('POST', proposal, { body: {}, key: lesser.secret }))).kind).toBe('may-not');
      expect(await told(decide(own.id, 'withdrawal', 'owner'))).toMatchObject({ state: 'withdrawn' });
      const removal = await problem(send({ of: { noun: 'groups', id: 'two-keys' }, act: 'removal' }));
      expect([removal.kind, removal.issues?.map(({ path }) => path)]).toEqual(['unsound-record', ['act']]);
    });

    test('is made by whoever approves it, who is not who proposed it, and only on what they saw', async () => {
      const { version } = await group();
      const off = change({ approvals: { wanted: false } });
      const first = await told<Made>(send({ ...off, why: 'One office is left.' }), 201);
      const second = await told<Made>(send(change({ approvals: { wanted: true, nouns: ['flows'] } })), 201);
      expect([first, second]).toMatchObject([
        { base: version, state: 'proposed', of: off.of, by: 'hanako-owner', record: off.record },
        { base: version },
      ]);
      const waiting = await told<{ items: Made[] }>(ask('GET', `${at}/changes?noun=groups&state=proposed`));
      expect(waiting.items.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
      expect((await problem(decide(first.id, 'approval', 'owner'))).kind).toBe('own-change');
      expect((await problem(decide(first.id, 'approval', 'editor'))).kind).toBe('may-not');
      expect((await problem(addDivision('f'))).kind).toBe('approval-wanted');
      expect(await told(decide(first.id, 'approval', 'approver'))).toMatchObject({
        state: 'approved',
        by: 'hanako-owner',
        decidedBy: 'hanako-approver',
      });
      expect(await group()).toMatchObject({ version: version + 1, record: { approvals: { wanted: false } } });
      expect((await addDivision('f')).status).toBe(201);
      const late = await problem(decide(second.id, 'approval', 'approver'));
      expect([late.kind, late.version]).toEqual(['version-differs', version + 1]);
      const no = { reason: 'It is off already.' };
      expect(await told(decide(second.id, 'rejection', 'approver', no))).toMatchObject({ state: 'rejected' });
      expect(await told(ask('GET', `${at}/changes/${second.id}`))).toMatchObject({ reason: no.reason });
      expect(await told(ask('GET', `${at}/verification`))).toMatchObject({ sound: true });
      const { items } = await told<{ items: object[] }>(ask('GET', `${at}/entries?noun=groups&order=newest`));
      expect(items[0]).toMatchObject({ actor: 'hanako-approver', why: 'One office is left.' });
    });
  });
});

async function newKey(at: string, role: string): Promise<string> {
  const made = await told<{ secret: string }>(
    ask('POST', `${at}/keys`, { body: { person: `hanako-${role}`, role } }),
    201,
  );
  return made.secret;
}

describe('keys', () => {
  test('each role may what the ones before it may, and no more', async () => {
    const [reader, editor, owner] = [
      await newKey(GROUP, 'reader'),
      await newKey(GROUP, 'editor'),
      await newKey(GROUP, 'owner'),
    ];
    expect((await ask('GET', 'divisions', { key: reader })).status).toBe(200);
    expect(
      (await problem(ask('POST', 'divisions', { body: { record: division('k1') }, key: reader }))).kind,
    ).toBe('may-not');
    expect((await ask('POST', 'divisions', { body: { record: division('k1') }, key: editor })).status).toBe(
      201,
    );
    expect((await problem(ask('GET', 'keys', { key: editor }))).kind).toBe('may-not');
    const { keys } = await told<{ keys: { id: string; person: string }[] }>(
      ask('GET', 'keys', { key: owner }),
    );
    expect(JSON.stringify(keys)).not.toContain(owner.split('_').at(-1));
    const { entries } = await told<{ entries: { actor: string; origin: string }[] }>(
      ask('GET', 'divisions/k1/history'),
    );
    expect(entries[0]).toMatchObject({ actor: 'hanako-editor', origin: expect.stringContaining(' key:') });
  });

  test('are good for one group: of others they see the same bytes as of none', async () => {
    await told(
      ask('PUT', '/api/groups/neighbour', {
        body: { record: { id: 'neighbour', name: 'Neighbour' } },
        headers: { 'if-none-match': '*' },
      }),
    );
    const key = await newKey('/api/groups/neighbour', 'owner');
    const paths = [
      '',
      '/divisions',
      '/divisions/d1',
      '/register',
      '/events',
      '/exports/register-json',
      '/entries',
      '/attachments/x/content',
      '/keys',
    ];
    for (const path of paths) {
      const [foreign, none] = await Promise.all([
        ask('GET', `${GROUP}${path}`, { key }),
        ask('GET', `/api/groups/nowhere${path}`, { key }),
      ]);
      expect([foreign.status, await foreign.text()]).toEqual([404, await none.text()]);
      expect([...foreign.headers.keys()].sort()).toEqual([...none.headers.keys()].sort());
    }
    expect(
      (await told<{ groups: { id: string }[] }>(ask('GET', '/api/groups', { key }))).groups.map(
        ({ id }) => id,
      ),
    ).toEqual(['neighbour']);
  });

  test('and changes that never were are not said to come back; what was removed is', async () => {
    const none = makeId();
    const bodies = { body: {} };
    for (const asked of [
      () => ask('DELETE', `keys/${none}`),
      () => ask('POST', `changes/${none}/approval`, bodies),
      () => ask('POST', `changes/${none}/withdrawal`, bodies),
      () =>
        ask('POST', 'comments', {
          body: { of: { noun: 'divisions', id: 'never' }, text: 'Anybody?' },
        }),
    ]) {
      const { kind, detail } = await problem(asked());
      expect([kind, detail]).toEqual([
        'not-found',
        expect.stringMatching(/Look at the list, and mend the id\.$/),
      ]);
    }
    const made = await told<{ id: string }>(
      ask('POST', 'keys', { body: { person: 'p', role: 'reader' } }),
      201,
    );
    await told(ask('DELETE', `keys/${made.id}`));
    expect((await problem(ask('DELETE', `keys/${made.id}`))).detail).toContain(
      'It was withdrawn; make a new one.',
    );
    await create('came-and-went');
    await told(ask('DELETE', 'divisions/came-and-went', { headers: { 'if-match': '"1"' } }));
    const again = await problem(ask('DELETE', 'divisions/came-and-went', { headers: { 'if-match': '"2"' } }));
    expect(again.detail).toContain('brings it back');
  });

  test('that are revoked, out of time or made up open nothing', async () => {
    const made = await told<{ id: string; secret: string }>(
      ask('POST', 'keys', { body: { person: 'p', role: 'reader', until: '2099-01-01T00:00:00Z' } }),
      201,
    );
    expect((await ask('GET', 'divisions', { key: made.secret })).status).toBe(200);
    await told(ask('DELETE', `keys/${made.id}`));
    expect((await problem(ask('GET', 'divisions', { key: made.secret }))).kind).toBe('key-refused');
    const old = await told<{ secret: string }>(
      ask('POST', 'keys', { body: { person: 'p', role: 'reader', until: '2020-01-01T00:00:00Z' } }),
      201,
    );
    const refused = await ask('GET', 'divisions', { key: old.secret });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="sekisho"',
    ]);
    expect((await problem(ask('GET', 'divisions', { key: `${made.secret.slice(0, -1)}0` }))).kind).toBe(
      'key-refused',
    );
  });
});

describe('what changes', () => {
  async function* follow(
    path: string,
    headers: Record<string, string> = {},
  ): AsyncGenerator<{ id: string; data: { position: number; noun: string; id: string } }> {
    const leaving = new AbortController();
    const response = await fetch(server.address + path, { headers, signal: leaving.signal });
    expect(response.status).toBe(200);
    let text = '';
    try {
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += new TextDecoder().decode(piece);
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, id] = /^id: (\d+)$/m.exec(block) ?? [];
          const [, data] = /^data: (.*)$/m.exec(block) ?? [];
          if (id !== undefined && data !== undefined) yield { id, data: JSON.parse(data) };
        }
      }
    } finally {
      leaving.abort();
    }
  }

  test('is told as it happens, and goes on where it left off', async () => {
    const stream = follow(`${GROUP}/events`);
    const first = stream.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const made = await create('e1');
    expect((await first).value).toMatchObject({
      id: String(made.position),
      data: { noun: 'divisions', id: 'e1', position: made.position },
    });
    await stream.return(undefined);
    const missed = [await create('e2'), await create('e3')];
    const resumed = follow(`${GROUP}/events`, { 'last-event-id': String(made.position) });
    expect([(await resumed.next()).value?.data.id, (await resumed.next()).value?.data.id]).toEqual([
      'e2',
      'e3',
    ]);
    await resumed.return(undefined);
    expect(missed.length).toBe(2);
  });

  test('is followed by no more than agreed, and by nobody with a strange place', async () => {
    expect((await problem(ask('GET', 'events', { headers: { 'last-event-id': 'x' } }))).kind).toBe(
      'unsound-request',
    );
    const leaving = new AbortController();
    const open = await Promise.all(
      Array.from({ length: 25 }, () => fetch(`${server.address}${GROUP}/events`, { signal: leaving.signal })),
    );
    const refused = open.filter(({ status }) => status === 429);
    expect(refused.length).toBe(5);
    leaving.abort();
    await expect
      .poll(async () => {
        const again = new AbortController();
        const { status } = await fetch(`${server.address}${GROUP}/events`, { signal: again.signal });
        again.abort();
        return status;
      })
      .toBe(200);
  });
});

describe('files', () => {
  const upload = (query: string, body: Uint8Array | string, type: string, name = 'file.pdf') =>
    ask('POST', `attachments?${query}`, {
      body,
      headers: { 'content-type': type, 'x-file-name': encodeURIComponent(name) },
    });

  test('are kept with a record, and come back to be saved, never shown', async () => {
    const bytes = Buffer.from('%PDF-1.7\n%âãÏÓ\nnot much of a document\n%%EOF');
    const kept = await told<{ id: string; sha256: string; size: number }>(
      upload('noun=divisions&id=e1', bytes, 'application/pdf', 'Vertrag “ü”.pdf'),
      201,
    );
    expect(kept).toMatchObject({
      fileName: 'Vertrag “ü”.pdf',
      mediaType: 'application/pdf',
      size: bytes.length,
    });
    const back = await ask('GET', `attachments/${kept.id}/content`);
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    expect(back.headers.get('content-disposition')).toMatch(
      /^attachment; filename="Vertrag .*"; filename\*=UTF-8''Vertrag%20/,
    );
    expect(back.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(back.headers.get('content-type')).toBe('application/octet-stream');
    await told(ask('DELETE', `attachments/${kept.id}`));
    expect((await ask('GET', `attachments/${kept.id}/content`)).status).toBe(404);
  });

  test('are refused where they are not what they say, too large, or belong to nothing', async () => {
    expect(
      (await problem(upload('noun=divisions&id=e1', '<html><script>alert(1)</script>', 'application/pdf')))
        .kind,
    ).toBe('media-refused');
    expect((await upload('noun=divisions&id=e1', '<html>', 'text/html')).status).toBe(422);
    expect((await upload('noun=divisions&id=none', '%PDF-1.7', 'application/pdf')).status).toBe(404);
    const large = Buffer.alloc(26 * 1024 * 1024, 'x');
    large.write('%PDF-1.7');
    expect((await problem(upload('noun=divisions&id=e1', large, 'application/pdf'))).kind).toBe('too-large');
    expect(
      (
        await problem(
          ask('POST', 'attachments?noun=divisions&id=e1', {
            body: 'x',
            headers: { 'content-type': 'text/plain' },
          }),
        )
      ).kind,
    ).toBe('unsound-request');
  });
});

interface Imported {
  readonly id: string;
  readonly state: string;
  readonly fingerprint: string;
  readonly counts: Record<string, { added: number; changed: number; same: number; gone: number }>;
  readonly changes: unknown[];
  readonly faults: { code: string; at: string; line?: number }[];
}

describe('imports', () => {
  const begin = (
    text: string,
    name: string,
    { at = GROUP, query = '', key }: { at?: string; query?: string; key?: string } = {},
  ) =>
    told<Imported>(
      ask('POST', `${at}/imports?${query}`, {
        body: text,
        key,
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
      }),
      202,
    );
  const wait = (id: string, at = GROUP) => told<Imported>(ask('GET', `${at}/imports/${id}?wait=30`));
  const file = (lists: object) => JSON.stringify({ format: 'sekisho/register@1', ...lists });

  test('show what would change, change it as a whole, and nothing the second time', async () => {
    const text = file({ divisions: [division('i1'), division('i2'), division('e1', { name: 'Changed' })] });
    const planned = await wait((await begin(text, 'divisions.json')).id);
    expect(planned).toMatchObject({
      state: 'planned',
      faults: [],
      counts: { divisions: { added: 2, changed: 1 } },
    });
    expect((await ask('GET', 'divisions/i1')).status).toBe(404);
    await told(
      ask('POST', `imports/${planned.id}/application`, { body: { fingerprint: planned.fingerprint } }),
      202,
    );
    expect((await wait(planned.id)).state).toBe('applied');
    expect((await told<Envelope>(ask('GET', 'divisions/e1'))).record['name']).toBe('Changed');
    const { items } = await told<{ items: { origin: string }[] }>(ask('GET', 'entries?limit=500&after=200'));
    const before = items.length;
    const again = await wait((await begin(text, 'divisions.json')).id);
    expect(again.counts).toMatchObject({ divisions: { added: 0, changed: 0, same: 3 } });
    await told(ask('POST', `imports/${again.id}/application`, { body: {} }), 202);
    await wait(again.id);
    const after = await told<{ items: { noun: string }[] }>(ask('GET', 'entries?limit=500&after=200'));
    expect(after.items.slice(before).filter(({ noun }) => noun === 'divisions')).toEqual([]);
  });

  test('tell every fault by line and column, and apply nothing', async () => {
    const text =
      'format: sekisho/register@1\ndivisions:\n  - {id: x1, name: X, organisation: nobody}\n  - {id: x2, colour: red, organisation: et-de}\n';
    const found = await wait((await begin(text, 'faulty.yaml')).id);
    expect(found.state).toBe('faulty');
    expect(found.faults.map(({ code, line }) => [code, line])).toEqual(
      expect.arrayContaining([
        ['dangling-id', 3],
        ['unknown-key', 4],
      ]),
    );
    expect((await problem(ask('POST', `imports/${found.id}/application`, { body: {} }))).kind).toBe(
      'unsound-import',
    );
    expect((await wait((await begin('nothing that is known', 'what.bin')).id)).faults[0]?.code).toBe(
      'unknown-format',
    );
  });

  test('are given up, and refused once the register has moved', async () => {
    const planned = await wait((await begin(file({ divisions: [division('i3')] }), 'a.json')).id);
    expect(await told(ask('DELETE', `imports/${planned.id}`))).toMatchObject({ state: 'cancelled' });
    expect((await problem(ask('POST', `imports/${planned.id}/application`, { body: {} }))).kind).toBe(
      'wrong-state',
    );
    const late = await wait((await begin(file({ divisions: [division('i4')] }), 'b.json')).id);
    await create('i4', { name: 'Somebody was quicker' });
    // Quick ones are refused at once; of others it is told where their state is.
    const refused = await (await ask('POST', `imports/${late.id}/application`, { body: {} })).text();
    const after = await told<{ state: string; problem: string | null }>(
      ask('GET', `imports/${late.id}?wait=30`),
    );
    expect([after.state, `${refused} ${after.problem}`]).toEqual([
      'planned',
      expect.stringMatching(/plan-outdated|moved|changed/),
    ]);
    expect((await told<Envelope>(ask('GET', 'divisions/i4'))).record['name']).toBe('Somebody was quicker');
  });

  test('are applied by another person where approvals are wanted', async () => {
    const at = '/api/groups/four-eyes';
    const key = await newKey(at, 'editor');
    const planned = await wait(
      (await begin(file({ divisions: [{ id: 'd', name: 'E', organisation: 'o' }] }), 'c.json', { at, key }))
        .id,
      at,
    );
    expect(
      (await problem(ask('POST', `${at}/imports/${planned.id}/application`, { body: {}, key }))).kind,
    ).toBe('own-change');
    await told(ask('POST', `${at}/imports/${planned.id}/application`, { body: {} }), 202);
    expect((await wait(planned.id, at)).state).toBe('applied');
  });

  describe('into a group that is not there yet', () => {
    const NEW = '/api/groups/opened';
    const opens = 'opens=true';
    const text = JSON.stringify({
      format: 'sekisho/register@1',
      group: { id: 'opened', name: 'Opened Group' },
      organisations: [{ id: 'o', name: 'O', country: 'DE', regimes: [] }],
      divisions: [{ id: 'd', name: 'D', organisation: 'o' }],
    });
    const send = (at: string, { key, id = makeId() }: { key?: string; id?: string } = {}) =>
      ask('POST', `${at}/imports?${opens}`, {
        body: text,
        key,
        headers: {
          'content-type': 'application/octet-stream',
          'x-file-name': 'opened.json',
          'idempotency-key': id,
        },
      });
    const planFor = async (at: string, id = makeId()) => {
      await told(send(at, { id }), 202);
      return wait(id, at);
    };
    const groupIds = async () =>
      (await told<{ groups: { id: string }[] }>(ask('GET', '/api/groups'))).groups.map(({ id }) => id);
    const apply = (at: string, id: string, body: object = {}) =>
      ask('POST', `${at}/imports/${id}/application`, { body });

    test('works: the group is opened with its records, and sent twice it is done once', async () => {
      const id = makeId();
      const planned = await planFor(NEW, id);
      expect(planned).toMatchObject({
        state: 'planned',
        opens: true,
        faults: [],
        counts: { divisions: { added: 1 } },
      });
      expect(await groupIds()).not.toContain('opened');
      expect((await problem(ask('GET', NEW))).kind).toBe('not-found');
      await told(apply(NEW, id, { fingerprint: planned.fingerprint }), 202);
      expect(await wait(id, NEW)).toMatchObject({ state: 'applied' });
      const { items } = await told<{ items: { noun: string }[] }>(ask('GET', `${NEW}/entries?limit=500`));
      expect(items.map(({ noun }) => noun)).toEqual(['groups', 'organisations', 'divisions', 'imports']);
      expect((await told<Envelope>(ask('GET', NEW))).record).toEqual({ id: 'opened', name: 'Opened Group' });
      await told(apply(NEW, id, { fingerprint: planned.fingerprint }), 202);
      expect(await told<Imported>(send(NEW, { id }), 202)).toMatchObject({ state: 'applied' });
      expect(await told(ask('GET', `${NEW}/verification`))).toMatchObject({ sound: true, entries: 4 });
      expect((await problem(ask('DELETE', `${NEW}/imports/${id}`))).kind).toBe('wrong-state');
    });

    test('works: what is settled for the group may come with the application', async () => {
      const at = '/api/groups/settled';
      const record = { id: 'settled', name: 'Settled', languages: ['de'] };
      const { id } = await planFor(at);
      await told(apply(at, id, { opening: record }), 202);
      expect(await wait(id, at)).toMatchObject({ state: 'applied' });
      expect((await told<Envelope>(ask('GET', at))).record).toEqual(record);
    });

    test('leaves no group where it is given up, refused or faulty', async () => {
      const at = '/api/groups/never';
      const given = await planFor(at);
      expect(await told(ask('DELETE', `${at}/imports/${given.id}`))).toMatchObject({ state: 'cancelled' });
      expect((await problem(apply(at, given.id))).kind).toBe('wrong-state');
      const faulty = await told<Imported>(
        ask('POST', `${at}/imports?${opens}`, {
          body: JSON.stringify({ format: 'sekisho/register@1', divisions: [division('x')] }),
          headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'faulty.json' },
        }),
        202,
      );
      expect(await wait(faulty.id, at)).toMatchObject({ state: 'faulty' });
      expect((await problem(apply(at, faulty.id))).kind).toBe('unsound-import');
      const planned = await planFor(at);
      expect((await problem(apply(at, planned.id, { fingerprint: 'another' }))).kind).toBe('plan-outdated');
      // A second person cannot decide on a group that is not there.
      const guarded = { opening: { id: 'never', approvals: { wanted: true } } };
      const refused = await (await apply(at, planned.id, guarded)).text();
      const after = await told<Imported & { problem: string | null }>(
        ask('GET', `${at}/imports/${planned.id}?wait=30`),
      );
      expect(`${refused} ${after.problem}`).toMatch(/approved by a second person/);
      expect(after.state).toBe('planned');
      const strange = apply(at, planned.id, { opening: { id: 'strange' } });
      expect((await problem(strange)).kind).toBe('unsound-request');
      expect(await groupIds()).not.toContain('never');
      expect((await problem(ask('GET', `${at}/entries`))).kind).toBe('not-found');
      expect((await problem(ask('GET', `${at}/imports`))).kind).toBe('not-found');
    });

    test('is refused where the group is there, and where somebody opened it meanwhile', async () => {
      expect((await problem(send(GROUP))).kind).toBe('taken');
      const at = '/api/groups/quicker';
      const [first, second] = [await planFor(at), await planFor(at)];
      const both = await Promise.all([apply(at, first.id), apply(at, second.id)]);
      await Promise.all(both.map((one) => one.text()));
      const ends = [await wait(first.id, at), await wait(second.id, at)];
      expect(ends.map(({ state }) => state).sort()).toEqual(['applied', 'planned']);
      expect(await told(ask('GET', `${at}/verification`))).toMatchObject({ sound: true, entries: 4 });
      const opening = { id: 'example', name: 'Another' };
      const into = await wait((await begin(file({ divisions: [division('z')] }), 'z.json')).id);
      expect((await problem(apply(GROUP, into.id, { opening }))).kind).toBe('unsound-request');
    });

    test('walls: nobody plans into a group that is not there without saying so', async () => {
      const sent = ask('POST', '/api/groups/mistyped/imports', {
        body: text,
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.json' },
      });
      expect((await problem(sent)).kind).toBe('not-found');
    });

    test('roles and walls: a key of a group opens no other one, nor sees what is planned for it', async () => {
      const at = '/api/groups/beyond';
      const planned = await planFor(at);
      for (const role of ['editor', 'owner']) {
        const key = await newKey(GROUP, role);
        expect((await problem(send('/api/groups/hers', { key }))).kind).toBe('not-found');
        for (const [method, path, body] of [
          ['GET', `${at}/imports/${planned.id}`],
          ['POST', `${at}/imports/${planned.id}/application`, {}],
          ['DELETE', `${at}/imports/${planned.id}`],
        ] as const)
          expect((await problem(ask(method, path, { key, body }))).kind, method).toBe('not-found');
        expect((await problem(send(GROUP, { key }))).kind).toBe(role === 'owner' ? 'taken' : 'may-not');
      }
      expect(await wait(planned.id, at)).toMatchObject({ state: 'planned' });
      expect(await groupIds()).not.toContain('beyond');
    });
  });
});

describe('what goes out', () => {
  test('every format that is written is written, and the register file says what the register says', async () => {
    const { formats } = await told<{ formats: { id: string; writes: boolean; media: string }[] }>(
      ask('GET', 'exports'),
    );
    const written = formats.filter(({ writes }) => writes);
    expect(written.length).toBeGreaterThan(2);
    for (const { id, media } of written) {
      const response = await ask('GET', `exports/${id}?asOf=2026-11-22`);
      const whole = id === 'csv' ? 'application/zip' : media;
      expect([id, response.status, response.headers.get('content-type')]).toEqual([id, 200, whole]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="example-/);
    }
    expect((await problem(ask('GET', 'exports/papyrus'))).kind).toBe('not-found');
  }, 120_000);

  test('the register goes to another group and is the same there', async () => {
    const register = await told<{ group: { id: string } }>(ask('GET', 'register'));
    const at = '/api/groups/copy';
    await told(
      ask('PUT', at, {
        body: { record: { ...register.group, id: 'copy' } },
        headers: { 'if-none-match': '*' },
      }),
    );
    const sent = await told<Imported>(
      ask('POST', `${at}/imports`, {
        body: JSON.stringify(register),
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'all.json' },
      }),
      202,
    );
    const planned = await told<Imported>(ask('GET', `${at}/imports/${sent.id}?wait=30`));
    expect(planned.faults).toEqual([]);
    await told(ask('POST', `${at}/imports/${sent.id}/application`, { body: {} }), 202);
    await told(ask('GET', `${at}/imports/${sent.id}?wait=30`));
    const copy = await told<object>(ask('GET', `${at}/register`));
    const plain = (value: object) =>
      JSON.stringify({ ...value, group: null }).replace(/"recordedAt":"[^"]*",?/g, '');
    expect(plain(copy)).toBe(plain(register));
  }, 60_000);
});

describe('questions about the kept register', () => {
  test('are answered as for the same register sent along, and kept until something changes', async () => {
    const register = await told<object>(ask('GET', 'register?asOf=2026-11-22'));
    const sent = await told(ask('POST', '/api/transfers', { body: { register, asOf: '2026-11-22' } }));
    const kept = await ask('GET', 'transfers?asOf=2026-11-22');
    expect(await kept.json()).toEqual(sent);
    const tag = kept.headers.get('etag') ?? '';
    expect(
      (await ask('GET', 'transfers?asOf=2026-11-22', { headers: { 'if-none-match': tag } })).status,
    ).toBe(304);
    await create('q1');
    expect(
      (await ask('GET', 'transfers?asOf=2026-11-22', { headers: { 'if-none-match': tag } })).status,
    ).toBe(200);
  }, 60_000);

  test('tell what was wrong with them', async () => {
    const found = await problem(ask('GET', 'transfers?asOf=2026-11-22&without=eu.nothing&flows=f-none'));
    expect(found.issues?.map(({ path }) => path)).toEqual(['without[0]', 'flows[0]']);
    expect((await problem(ask('GET', 'timeline?from=2020-01-01&until=2019-01-01'))).status).toBe(400);
  });

  test('a timeline follows what the register says from day to day', async () => {
    const { record } = await told<Envelope>(ask('GET', 'flows/hr-de-us'));
    await told(
      ask('PUT', 'flows/hr-de-us', {
        body: { record: { ...record, to: 'et-fr', at: 'FR', tools: [] }, validFrom: '2026-08-01' },
        headers: { 'if-match': '"1"' },
      }),
    );
    const { flows } = await told<{
      flows: { spans: { from: string; until: string | null; tool: string }[] }[];
    }>(ask('GET', 'timeline?flows=hr-de-us&from=2026-01-01&until=2027-01-01'));
    expect(flows[0]?.spans.map(({ from, until }) => [from, until])).toEqual([
      ['2026-01-01', '2026-08-01'],
      ['2026-08-01', '2027-01-01'],
    ]);
    expect(flows[0]?.spans.map(({ tool }) => tool)).toEqual(['adequacy', 'within-territory']);
  }, 60_000);

  test('completeness names the field and the article', async () => {
    const one = await told<{ missing: { field: string; cite: string }[] }>(
      ask('GET', 'activities/hr-payroll/completeness?asOf=2026-11-22').then(async (found) =>
        found.status === 404
          ? ask('GET', `activities/${await anyActivity()}/completeness?asOf=2026-11-22`)
          : found,
      ),
    );
    for (const { field, cite } of one.missing) expect([field, cite].every((word) => word !== '')).toBe(true);
  });
});

async function anyActivity(): Promise<string> {
  const { items } = await told<{ items: Envelope[] }>(ask('GET', 'activities?limit=1'));
  return items[0]?.id ?? '';
}

describe('persons', () => {
  test('are forgotten: no answer and no history holds what was kept of them', async () => {
    const record = { id: 'akiko', name: SECRET, email: 'akiko@example.com', organisation: 'et-jp' };
    await told(ask('POST', 'persons', { body: { record } }), 201);
    expect((await told<Envelope>(ask('GET', 'persons/akiko'))).record['name']).toBe(SECRET);
    const tag = (await ask('GET', 'persons/akiko')).headers.get('etag') ?? '';
    await told(ask('POST', 'persons/akiko/erasure', { body: { why: 'asked for' } }));
    const after = await ask('GET', 'persons/akiko', { headers: { 'if-none-match': tag } });
    expect(after.status).toBe(200);
    expect(await after.json()).toMatchObject({ erased: ['email', 'name'] });
    for (const path of [
      'persons',
      'persons/akiko/history',
      'register',
      'entries?limit=500',
      'exports/register-json',
    ])
      expect(await (await ask('GET', path)).text()).not.toContain(SECRET);
    expect((await told<{ sound: boolean }>(ask('GET', 'verification'))).sound).toBe(true);
  });
});

describe('the door of groups', () => {
  test('is shut to pages of other sites and to forms', async () => {
    const body = { record: division('x9') };
    expect(
      (await problem(ask('POST', 'divisions', { body, headers: { origin: 'https://evil.example' } }))).kind,
    ).toBe('foreign-origin');
    expect(
      (await problem(ask('GET', 'divisions', { headers: { 'sec-fetch-site': 'cross-site' } }))).kind,
    ).toBe('foreign-origin');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(
        (
          await problem(
            ask('POST', 'divisions', { body: JSON.stringify(body), headers: { 'content-type': type } }),
          )
        ).kind,
      ).toBe('not-json');
    const empty = await ask('POST', 'changes/x/approval', { headers: { origin: 'https://evil.example' } });
    expect(empty.status).toBe(403);
  });

  test('takes no body that is too large or too deep, and says so', async () => {
    const large = await problem(
      ask('POST', 'divisions', { body: { record: division('x9', { note: 'x'.repeat(3 * 1024 * 1024) }) } }),
    );
    expect([large.kind, large.detail]).toEqual(['too-large', expect.stringContaining('2 MiB')]);
    const deep = `${'{"record":'.repeat(100)}1${'}'.repeat(100)}`;
    expect(
      (
        await problem(
          ask('POST', 'divisions', { body: deep, headers: { 'content-type': 'application/json' } }),
        )
      ).detail,
    ).toContain('depth of 64');
    const wrong = await ask('PATCH', 'divisions/d1', { body: {} });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE']);
  });

  test('lets nothing personal into what the server writes', () => {
    expect(server.written()).not.toContain(SECRET);
    expect(server.written()).not.toContain('Division');
  });
});

describe('the store behind the server', () => {
  test('a second program on the same folder is told who has it, and ends with 3', async () => {
    const child = spawn(
      process.execPath,
      ['-e', "import('./dist/server.js').then((it) => it.runServer({ port: 0 }))"],
      {
        env: { ...process.env, SEKISHO_DATA: folder, DATABASE_URL: '' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(3);
    expect(said).toContain(`is used by process ${server.process.pid}`);
  }, 60_000);

  test('what was answered is there after a kill', async () => {
    const own = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
    const first = await startProgram({ dataFolder: own });
    const made = await ask('POST', 'divisions', { body: { record: division('kept') }, at: first });
    expect(made.status).toBe(201);
    first.process.kill('SIGKILL');
    await new Promise((resolve) => first.process.once('exit', resolve));
    const second = await startProgram({ dataFolder: own });
    try {
      expect((await ask('GET', 'divisions/kept', { at: second })).status).toBe(200);
      expect(second.written()).not.toContain('The example was taken in');
    } finally {
      await second.stop();
      rmSync(own, { recursive: true, force: true });
    }
  }, 240_000);
});

test('a server that asks for keys answers nothing of a group without one, and limits how often a key asks', async () => {
  const own = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
  const open = await startProgram({ dataFolder: own });
  const made = await told<{ secret: string }>(
    ask('POST', 'keys', { body: { person: 'p', role: 'owner' }, at: open }),
    201,
  );
  await open.stop();
  const limits = { requestsPerSecond: 1, requestsAtOnce: 5 };
  const keyed = await startProgram({ dataFolder: own, limits, environment: { SEKISHO_KEY_REQUIRED: '1' } });
  try {
    expect(keyed.written()).toContain('sekisho key make');
    for (const path of [GROUP, '/api/groups/nowhere', '/api/groups', `${GROUP}/events`]) {
      const found = await ask('GET', path, { at: keyed });
      expect([found.status, ((await found.json()) as Problem).type]).toEqual([
        401,
        '/api/problems#key-needed',
      ]);
    }
    expect((await ask('GET', '/api/laws', { at: keyed })).status).toBe(200);
    const outcomes: number[] = [];
    for (let turn = 0; turn < 8; turn += 1)
      outcomes.push((await ask('GET', GROUP, { at: keyed, key: made.secret })).status);
    expect(outcomes.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
    const last = await ask('GET', GROUP, { at: keyed, key: made.secret });
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1']);
  } finally {
    await keyed.stop();
    rmSync(own, { recursive: true, force: true });
  }
}, 240_000);
