// The command line through a running server: the same commands as on the store itself, the same words, the same statuses.

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as callOn, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT, type Run, sekisho } from '../support/run-cli.ts';
import { type CliGround, prepareCliGround, runOn, type StoreEnvironment } from '../support/store-cli.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

const SMALL = 'examples/small-group.yaml';
const ON = '2026-11-22';

/** The one document of a run that ended so. */
// biome-ignore lint/suspicious/noExplicitAny: the documents are looked at key by key.
function documentOf({ status, out, err }: Run, wanted = 0): any {
  expect([status, err]).toEqual([wanted, '']);
  return JSON.parse(out);
}

let ground: CliGround;
let place: StoreEnvironment;
let server: RunningProgram;
beforeAll(async () => {
  ground = (await prepareCliGround('pglite')) as CliGround;
  place = await ground.makePlace();
  await sekisho(['verify'], { env: place });
  // Here already, so that the server takes no example in.
  expect((await runOn(place, ['import', 'examples/example-group.yaml'])).status).toBe(0);
  server = await startProgram({ dataFolder: place['SEKISHO_DATA'] as string });
});
afterAll(async () => {
  await server?.stop();
  await ground?.clear();
});

/** Through the server, without access to the store. */
const through = (words: readonly string[], more: StoreEnvironment = {}, input?: string): Promise<Run> =>
  runOn({ ...place, SEKISHO_DATA: 'no-such-folder', SEKISHO_SERVER: server.address, ...more }, words, input);
const ask = async (...words: string[]): Promise<ReturnType<typeof documentOf>> =>
  documentOf(await through([...words, '--json']));
const file = (name: string, text: string): string => {
  writeFileSync(join(ground.folder, name), text);
  return join(ground.folder, name);
};

describe('works', () => {
  it('while the folder itself is in use, which says to come here', async () => {
    const { status, err } = await runOn(place, ['groups']);
    expect([status, err]).toEqual([3, expect.stringMatching(/\[folder-in-use\][\s\S]*--server/)]);
    const { groups } = await ask('groups');
    expect(groups.map(({ id }: { id: string }) => id)).toEqual(['example']);
    expect(documentOf(await runOn(place, ['groups', '--server', server.address, '--json']))).toEqual({
      groups,
    });
  });

  it('imports, shows the plan, and changes nothing the second time', async () => {
    expect(await ask('import', SMALL, '--dry-run')).toMatchObject({ isNewGroup: true, applied: false });
    expect((await ask('groups')).groups).toHaveLength(1);
    const faultless = await ask('import', SMALL);
    expect(faultless).toMatchObject({ group: 'kita', isNewGroup: true, applied: true });
    expect(faultless.counts.organisations).toMatchObject({ added: 5 });
    expect((await ask('groups')).groups).toContainEqual({ id: 'kita', name: 'Kita Software Group' });
    expect(await ask('import', SMALL)).toMatchObject({ applied: false, appended: 0 });
    const text = readFileSync(join(ROOT, SMALL), 'utf8').replace('Kita Software Inc.', 'Kita Renamed Inc.');
    const { out } = await through(['import', file('renamed.yaml', text), '--dry-run']);
    expect(out).toMatch(/organisations kita-jp\n +name: "Kita Software Inc\." → "Kita Renamed Inc\."/);
    expect(out).toContain('nothing was written');
  });

  it('lets a sheet of others name what is kept, and remembers what its columns mean', async () => {
    const sheet = file(
      'foreign.csv',
      'Processing activity;Controller;Purpose;Data categories;Retention period\nNewsletter;Kita Software GmbH;marketing;name, email;P1Y\n',
    );
    const planned = await ask('import', sheet, '--into', 'kita', '--dry-run');
    expect(Object.keys(planned.counts)).toEqual(['activities']);
    planned.mapping.sheets[0].columns[4].field = null;
    const mended = file('mapping.json', JSON.stringify(planned));
    await ask('import', sheet, '--into', 'kita', '--mapping', mended);
    const again = await ask('import', sheet, '--into', 'kita');
    expect(again).toMatchObject({ applied: false });
    expect(again.mapping.sheets[0].columns[4].field).toBe(null);
  });

  it('answers about stored groups as the file does', async () => {
    for (const command of ['transfers', 'contracts', 'duties']) {
      const stored = await ask(command, 'group:kita', '--as-of', ON);
      const own = documentOf(await runOn(place, [command, SMALL, '--as-of', ON, '--json']));
      expect(unordered(stored), command).toEqual(unordered(own));
    }
    const over = await ask('transfers', 'group:kita', '--timeline', '--flow', 'to-cloud');
    const own = await runOn(place, ['transfers', SMALL, '--timeline', '--flow', 'to-cloud', '--json']);
    expect(over).toEqual(documentOf(own));
  });

  it('exports what imports again without a change', async () => {
    for (const [name, ...format] of [
      ['again.yaml'],
      ['again.json'],
      ['again.jsonl'],
      ['again.yml', '--format', 'fideslang'],
      ['cnil.xlsx', '--format', 'cnil-xlsx'],
      ['ico.xlsx', '--format', 'ico-xlsx'],
    ] as const) {
      const out = join(ground.folder, name);
      await ask('export', 'register', '--group', 'kita', ...format, '--out', out);
      const planned = await ask('import', out, ...format, '--into', 'kita', '--dry-run');
      expect(planned, name).toMatchObject({ group: 'kita', changes: [] });
    }
  });

  it('backs up all groups while it works on, and the file is restored like any other', async () => {
    const saved = join(ground.folder, 'running.backup');
    const locked = { SEKISHO_BACKUP_PASSPHRASE: 'Ein langer Satz.' };
    const made = documentOf(await through(['backup', saved, '--json'], locked));
    expect(made).toMatchObject({ hasMasterKey: true, groups: [{ groupId: 'example' }, { groupId: 'kita' }] });
    const other = { ...(await ground.makePlace()), ...locked };
    expect(documentOf(await runOn(other, ['restore', saved, '--json'])).entries).toBe(made.entries);
    expect((await runOn(other, ['verify'])).status).toBe(0);
  });

  it('verifies and signs', async () => {
    expect(await ask('verify')).toMatchObject({
      sound: true,
      groups: [{ groupId: 'example' }, { groupId: 'kita' }],
    });
    const lines = (await through(['checkpoint', '-'])).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).groupId)).toEqual(['example', 'kita']);
  });
});

describe('roles', () => {
  it('shows a key that reaches one group, and no further than its role', async () => {
    const { text, key } = await ask(
      'key',
      'make',
      '--group',
      'kita',
      '--person',
      'hanako',
      '--role',
      'reader',
    );
    const asHanako = (words: readonly string[]) => through(words, { SEKISHO_KEY: text });
    expect(documentOf(await asHanako(['groups', '--json'])).groups).toMatchObject([{ id: 'kita' }]);
    expect((await asHanako(['transfers', 'group:kita', '--as-of', ON])).status).toBe(0);
    const elsewhere = await asHanako(['transfers', 'group:example']);
    expect([elsewhere.status, elsewhere.err]).toEqual([2, expect.stringContaining('[unknown-group]')]);
    const all = await asHanako(['backup', join(ground.folder, 'not-hers.backup')]);
    expect([all.status, all.err]).toEqual([2, expect.stringContaining('[may-not]')]);
    const aside = await asHanako(['import', SMALL, '--into', 'aside']);
    expect([aside.status, aside.err]).toEqual([
      2,
      expect.stringMatching(/\[not-found\][\s\S]*no such group/),
    ]);
    const beyond = await asHanako(['import', SMALL]);
    expect([beyond.status, beyond.err]).toEqual([2, expect.stringContaining('[may-not]')]);
    await ask('key', 'withdraw', key.id, '--group', 'kita');
    const late = await asHanako(['groups']);
    expect([late.status, late.err]).toEqual([
      2,
      expect.stringMatching(/\[key-refused\][\s\S]*sekisho key make/),
    ]);
  });

  it('lets another person apply an import where the group wants that', async () => {
    const keyOf = async (person: string, role: string): Promise<string> =>
      (await ask('key', 'make', '--group', 'kita', '--person', person, '--role', role)).text;
    const [taro, jiro] = [await keyOf('taro', 'editor'), await keyOf('jiro', 'approver')];
    const settled = await fetch(`${server.address}/api/groups/kita`);
    const put = await fetch(`${server.address}/api/groups/kita`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': settled.headers.get('etag') ?? '' },
      body: JSON.stringify({
        record: { id: 'kita', name: 'Kita Software Group', approvals: { wanted: true } },
      }),
    });
    expect(put.status).toBe(200);
    const more = file(
      'more.yaml',
      'format: sekisho/register@1\norganisations:\n  - {id: later, country: DE, regimes: []}\n',
    );
    const words = ['import', more, '--into', 'kita', '--json'];
    const planned = documentOf(await through(words, { SEKISHO_KEY: taro }));
    expect(planned).toMatchObject({ applied: false, appended: null, waitingAs: expect.any(String) });
    const own = await through(['import-application', planned.waitingAs, '--json'], { SEKISHO_KEY: taro });
    expect(documentOf(own, 2).issues).toMatchObject([{ code: 'own-change' }]);
    const applied = await through(['import-application', planned.waitingAs, '--json'], { SEKISHO_KEY: jiro });
    expect(documentOf(applied)).toMatchObject({ group: 'kita', applied: true });
    const { out } = await through([
      'export',
      'organisations',
      '--group',
      'kita',
      '--format',
      'yaml',
      '--out',
      '-',
    ]);
    expect(out).toContain('later');
  });

  it('settles nothing for a group that is there: a file that wants no second person leaves it as it is', async () => {
    const settled = async () => (await fetch(`${server.address}/api/groups/kita`)).json();
    const before = await settled();
    expect(before).toMatchObject({ record: { approvals: { wanted: true } } });
    const owner = (await ask('key', 'make', '--group', 'kita', '--person', 'owner', '--role', 'owner')).text;
    const words =
      'format: sekisho/register@1\ngroup: {id: kita, name: Another, approvals: {wanted: false}}\norganisations:\n';
    const own = { SEKISHO_KEY: owner };
    const looser = file('looser.yaml', `${words}  - {id: latest, country: DE, regimes: []}\n`);
    const planned = documentOf(await through(['import', looser, '--into', 'kita', '--json'], own));
    expect(planned).toMatchObject({ isNewGroup: false, applied: false, waitingAs: expect.any(String) });
    // Whoever asks on this machine without a key is another person.
    const applied = await through(['import-application', planned.waitingAs, '--group', 'kita', '--json']);
    expect(documentOf(applied)).toMatchObject({ applied: true });
    const bare = file('bare.yaml', `${words}  - {id: latest, country: DE, regimes: []}\n`);
    expect(documentOf(await through(['import', bare, '--json'], own))).toMatchObject({ applied: false });
    expect(await settled()).toEqual(before);
  });
});

describe('a server that has more to do than it can at this moment', () => {
  /** Stands before the server; whatever it answers `true` for is told to come later, as the server itself does it. */
  async function standBefore(isBusy: (request: IncomingMessage) => boolean): Promise<[string, () => void]> {
    const busy = createServer((request, response) => {
      if (isBusy(request)) {
        const problem = { type: '/api/problems#store-busy', status: 503, title: 'The store is busy.' };
        response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
        response.end(JSON.stringify(problem));
        request.resume();
        return;
      }
      const { hostname, port } = new URL(server.address);
      const { method, url: path, headers } = request;
      const passed = callOn({
        hostname,
        port,
        method,
        path,
        headers: { ...headers, host: `localhost:${port}` },
      });
      passed.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(passed);
    });
    busy.listen(0, '127.0.0.1');
    await once(busy, 'listening');
    return [`http://localhost:${(busy.address() as AddressInfo).port}`, () => busy.close()];
  }

  it('is asked again, and the answer of an import is that of the import', async () => {
    const refused = new Set<string>();
    const [address, close] = await standBefore(({ method, url = '' }) => {
      const what = `${method} ${url.replace(/[0-9a-f-]{36}/, 'ID')}`;
      if (!/imports/.test(url) || refused.has(what)) return false;
      refused.add(what);
      return true;
    });
    const larger = file(
      'busy.jsonl',
      `{"format":"sekisho/lines@1"}\n${Array.from({ length: 400 }, (_, n) => JSON.stringify({ noun: 'organisations', record: { id: `busy-${n}`, country: 'DE', regimes: [] } })).join('\n')}\n`,
    );
    const imported = await through(['import', larger, '--into', 'example', '--json'], {
      SEKISHO_SERVER: address,
    });
    close();
    expect(documentOf(imported)).toMatchObject({ applied: true, appended: 400 });
    expect([...refused].sort()).toEqual([
      expect.stringMatching(/^GET .*imports\/ID\?wait/),
      expect.stringMatching(/^POST .*imports\/ID\/application/),
      expect.stringMatching(/^POST .*imports\?gone/),
    ]);
  });

  it('is not asked a second time for what would be done twice', async () => {
    let asked = 0;
    const [address, close] = await standBefore(({ method }) => {
      if (method === 'POST') asked += 1;
      return method === 'POST';
    });
    const words = ['key', 'make', '--group', 'example', '--person', 'hanako', '--role', 'reader'];
    const refused = await through(words, { SEKISHO_SERVER: address });
    close();
    expect([refused.status, refused.err, asked]).toEqual([3, expect.stringContaining('[store-busy]'), 1]);
  });
});

describe('walls', () => {
  it('tells the faults of a file as the store itself does', async () => {
    const faulty = file(
      'faulty.yaml',
      'format: sekisho/register@1\ngroup: {id: example}\norganisations:\n  - {id: x, country: Germany, regimes: []}\n',
    );
    const { issues } = documentOf(await through(['import', faulty, '--json']), 2);
    expect(issues).toMatchObject([{ code: 'bad-country', at: expect.stringMatching(/faulty\.yaml:4:\d+$/) }]);
  });

  it.each([
    [['transfers', 'group:nobody'], 2, 'unknown-group'],
    [['export', 'register', '--group', 'nobody', '--format', 'yaml', '--out', '-'], 2, 'unknown-group'],
    [['verify', '--checkpoints', 'package.json'], 2, 'bad-option'],
    [['groups', '--server', 'ftp://x'], 2, 'bad-option'],
    [['groups', '--server', 'http://127.0.0.1:4'], 3, 'server-unreachable'],
  ] as const)('refuses %j', async (words, status, code) => {
    const refused = await through(words);
    expect([refused.status, refused.err]).toEqual([status, expect.stringContaining(`[${code}]`)]);
  });
});

/** What is kept comes in the order of ids, what a file holds in its own. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unordered(item)]));
}
