// What is asked wrongly over HTTP: told as such, never answered as if it were something else, and never as a failure of the machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Problem, problemShape } from '../../src/api/problem.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: RunningProgram;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
beforeAll(async () => {
  server = await startProgram({ dataFolder: folder });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${server.address}/api/groups/example/${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function problem(response: Promise<Response>): Promise<Problem & { kind: string }> {
  const found = await response;
  expect([found.status, found.headers.get('content-type')]).toEqual([
    expect.any(Number),
    'application/problem+json',
  ]);
  const read = problemShape.parse(await found.json());
  return { ...read, kind: read.type.replace('/api/problems#', '') };
}

describe('a day that does not exist', () => {
  test.each([
    'organisations?asOf=2026-13-01',
    'organisations?asOf=0000-01-01',
    'organisations?asOf=9999-12-31',
    'organisations/et-de?asOf=2026-02-30',
    'flows?sinceFrom=2026-02-30',
    'register?asOf=2026-02-30',
    'transfers?asOf=2026-02-30',
    'timeline?from=2026-02-30',
    'duties?asOf=2026-02-30',
    'completeness?asOf=2026-02-30',
    'contracts?asOf=2026-02-30',
    'exports/register-yaml?asOf=2026-02-30',
    'entries?from=2026-02-30',
  ])('is refused: %s', async (path) => {
    const { kind, issues } = await problem(ask('GET', path));
    expect([kind, issues?.length]).toEqual(['unsound-request', 1]);
  });

  test('is refused in what is sent', async () => {
    const record = { id: 'x', name: 'X', organisation: 'et-de' };
    const sent = ask('POST', 'divisions', { record, validFrom: '2026-02-30' });
    expect((await problem(sent)).issues?.map(({ at }) => at)).toEqual(['validFrom']);
    expect((await problem(ask('POST', 'what-if', { asOf: '2026-02-30', without: [] }))).kind).toBe(
      'unsound-request',
    );
  });
});

describe('a word that no record has', () => {
  test.each([
    'sort=colour',
    'sort=-',
    'sort=name,-colour',
    'fields=colour',
    'fields=',
    'absent=colour',
    'present=id,colour',
  ])('is refused: %s', async (query) => {
    const { kind, issues } = await problem(ask('GET', `activities?${query}`));
    expect([kind, issues?.map(({ at }) => at)]).toEqual(['unsound-request', [query.split('=')[0]]]);
    expect(issues?.[0]?.message).toMatch(/'(colour|)'|retention/);
  });

  test('is not one that it has, under the name that lists give it', async () => {
    for (const query of ['sort=-recordedAt,name', 'fields=id,subjects', 'absent=retention', 'present=id'])
      expect([query, (await ask('GET', `activities?${query}`)).status]).toEqual([query, 200]);
    expect((await ask('GET', 'flows?sort=since&absent=follows&fields=since,after')).status).toBe(200);
    expect((await ask('GET', 'instruments?sort=kind&present=since&fields=from')).status).toBe(200);
  });
});

describe('a question that cannot be', () => {
  test.each(['divisions?after=nowhere', 'divisions?q=%25', 'persons?sort=name', 'search?q=%00'])(
    'is told as a question, not as a record: %s',
    async (path) => {
      const told = await problem(ask('GET', path));
      expect([told.kind, told.status]).toEqual(['unsound-request', 400]);
      expect(told.detail ?? '').not.toContain('kept');
    },
  );

  test.each(['divisions/a%00b', 'divisions/a%00b/history', 'changes/a%00b', 'divisions?name=a%00b'])(
    'is no failure of the machine, be there what no text can hold: %s',
    async (path) => {
      expect(['not-found', 'unsound-request']).toContain((await problem(ask('GET', path))).kind);
    },
  );

  test('to remove what was never there says that it is not there', async () => {
    const gone = await problem(ask('DELETE', 'divisions/nowhere', undefined, { 'if-match': '"1"' }));
    expect(gone.kind).toBe('not-found');
  });
});

describe('an export', () => {
  test('of an organisation that nobody knows is refused', async () => {
    const { kind, detail } = await problem(
      ask('GET', 'exports/record-of-processing-xlsx?organisation=nowhere&as=processor'),
    );
    expect([kind, detail]).toEqual(['unsound-request', expect.stringContaining('nowhere')]);
  });

  test('where no day is named holds what holds today, as its paper says', async () => {
    const record = { id: 'later', name: 'Held today', controllers: ['et-de'] };
    await ask('POST', 'activities', { record });
    const next = { record: { ...record, name: 'Held from 2150 on' }, validFrom: '2150-01-01' };
    expect((await ask('PUT', 'activities/later', next, { 'if-match': '"1"' })).status).toBe(200);
    for (const format of ['dpv-jsonld', 'register-yaml', 'json-lines', 'register-json', 'csv']) {
      const text = await (await ask('GET', `exports/${format}?nouns=organisations,activities`)).text();
      if (format !== 'csv') expect([format, /Held \w+/.exec(text)?.[0]]).toEqual([format, 'Held today']);
    }
    const sheet = await (await ask('GET', 'exports/csv?nouns=activities')).text();
    expect(/Held \w+/.exec(sheet)?.[0]).toBe('Held today');
  });

  test('of several lists as CSV is a package, and says so', async () => {
    const one = await ask('GET', 'exports/csv?nouns=activities');
    expect([one.headers.get('content-type'), one.headers.get('content-disposition')]).toEqual([
      'text/csv',
      expect.stringContaining('.csv"'),
    ]);
    const all = await ask('GET', 'exports/csv');
    expect([all.headers.get('content-type'), all.headers.get('content-disposition')]).toEqual([
      'application/zip',
      expect.stringContaining('.zip"'),
    ]);
    expect(new TextDecoder().decode((await all.arrayBuffer()).slice(0, 2))).toBe('PK');
  });
});

describe('an organisation', () => {
  test.each(['data-subject', 'staff:et-de'])(
    'cannot be called %s, for flows would mean somebody else by that',
    async (id) => {
      const { kind, issues } = await problem(ask('POST', 'organisations', { record: { id, name: 'X' } }));
      expect([kind, issues?.map(({ code, at }) => [code, at])]).toEqual([
        'unsound-record',
        [['bad-id', 'id']],
      ]);
    },
  );
});

describe('a Japanese individual number', () => {
  const number = 'No. 1234-5678-9018';
  const record = { id: 'numbered', name: 'Numbered', organisation: 'et-de' };
  test.each<[string, string, string, unknown]>([
    ['in a reason', 'POST', 'divisions', { record, why: number }],
    [
      'in a reason of many',
      'POST',
      'bulk',
      { rows: [{ act: 'state', noun: 'divisions', id: 'numbered', record }], why: number },
    ],
    ['in a comment', 'POST', 'comments', { of: { noun: 'organisations', id: 'et-de' }, text: number }],
    ['in the name of a key', 'POST', 'keys', { person: 'hanako', role: 'reader', name: number }],
    ['as the person of a key', 'POST', 'keys', { person: '123456789018', role: 'reader' }],
    ['in the reason of a removal', 'DELETE', `divisions/de-hr?why=${encodeURIComponent(number)}`, undefined],
    [
      'in the reason of a rejection',
      'POST',
      'changes/0192a000-0000-7000-8000-00000000dead/rejection',
      { reason: number },
    ],
  ])('gets into no ledger %s', async (_where, method, path, body) => {
    const told = await problem(ask(method, path, body, { 'if-match': '"1"' }));
    expect(told.issues?.map(({ message }) => message)).toEqual([expect.stringContaining('My Number')]);
    expect(JSON.stringify(told)).not.toContain('9018');
  });
});

describe('the head of an answer', () => {
  test('has the tag of the record, and nothing is there where nothing is', async () => {
    const found = await ask('HEAD', 'organisations/et-de');
    expect([found.status, found.headers.get('etag'), await found.text()]).toEqual([200, '"1"', '']);
    expect((await ask('HEAD', 'organisations?limit=2')).status).toBe(200);
    expect((await ask('HEAD', 'organisations/nowhere')).status).toBe(404);
  });

  test('is refused where it would cost as much as the answer, not said to be missing', async () => {
    const refused = await ask('HEAD', 'exports/record-of-processing-pdf');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
  });
});

describe('a key that stands twice in one map', () => {
  const send = (path: string, text: string, headers: Record<string, string> = {}) =>
    fetch(`${server.address}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    });
  const division = '{"id":"twice","name":"One","organisation":"et-de","name":"Two"}';
  const flow = '{"id":"f","from":"a","to":"b","from":"2020-01-01"}';
  const register = `{"format":"sekisho/register@1","organisations":[],"flows":[${flow}]}`;

  test.each([
    ['groups/example/divisions', `{"record":${division}}`, 'record.name'],
    ['groups/example/divisions', `{"record":{},"why":"a","record":{}}`, 'record'],
    ['groups/example/bulk', `{"rows":[{"act":"put"},${division}]}`, 'rows[1].name'],
    ['groups/example/what-if', '{"without":[],"without":["x"]}', 'without'],
    ['groups/example/keys', '{"person":"p","role":"reader","role":"owner"}', 'role'],
    ['transfers', `{"register":${register}}`, 'register.flows[0].from'],
    ['contracts', `{"register":${register}}`, 'register.flows[0].from'],
  ])('is refused by %s, with its path', async (path, text, at) => {
    const told = await problem(send(path, text));
    expect([told.kind, told.status]).toEqual(['unsound-request', 400]);
    expect(told.issues).toMatchObject([{ code: 'duplicate-key', at, path: at }]);
    expect(told.detail).toContain('Nothing was done');
  });

  test('is refused in imports, with its line, and nothing of it was kept', async () => {
    const head = '{"format":"sekisho/lines@1","covers":["divisions"]}';
    const sent = await send(
      'groups/example/imports',
      `${head}\n{"noun":"divisions","record":${division}}\n`,
      {
        'content-type': 'application/octet-stream',
        'x-file-name': 'twice.jsonl',
      },
    );
    const { id } = (await sent.json()) as { id: string };
    const read = (await (await ask('GET', `imports/${id}?wait=30`)).json()) as {
      state: string;
      faults: object[];
    };
    expect(read).toMatchObject({ state: 'faulty', faults: [{ code: 'duplicate-key', line: 2 }] });
    expect((await ask('GET', 'divisions/twice')).status).toBe(404);
  });
});
