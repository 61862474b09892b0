// The server as other programs meet it: a real process on a real port, asked over HTTP.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/api/endpoint.ts';
import { ENDPOINTS, type EndpointName } from '../../src/api/endpoints.ts';
import { describeApi } from '../../src/api/openapi.ts';
import { type Problem, problemShape } from '../../src/api/problem.ts';
import type { RegisterReading } from '../../src/api/registers.ts';
import type { TransferAnswers } from '../../src/core/flows/answer.ts';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { askAbout } from '../../src/core/flows/question.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import { openRulebook, type RulebookText } from '../../src/core/law/rulebook.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';
import type { startServer } from '../../src/entry/server/main.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

const EXAMPLE = readFileSync('examples/example-group.yaml', 'utf8');
const ON = '2026-11-22' as CivilDate;
const SECRET = 'Very-Secret-Company';

let server: RunningProgram;
/** Of programs that are not started as the others are. */
const data = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
beforeAll(async () => {
  server = await startProgram();
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
}, 120_000);

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.address + path, { headers });

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = problemShape.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** A request whose Host header is not that of its address. */
function statusForHost(host: string): Promise<number | undefined> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/healthz', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the description', () => {
  test('is the one that was looked at (vitest -u accepts a change)', async () => {
    await expect(`${JSON.stringify(describeApi('0.0.0'), null, 2)}\n`).toMatchFileSnapshot(
      './openapi.golden.txt',
    );
  });

  test('is what the server gives', async () => {
    const given = (await (await get('/api/openapi.json')).json()) as { info: { version: string } };
    expect(given).toEqual(JSON.parse(JSON.stringify(describeApi(given.info.version))));
    expect(given).toMatchObject({ openapi: '3.1.0' });
  });

  test.each(Object.entries<Endpoint>(ENDPOINTS))(
    'the example of %s works and has the shape that is described',
    async (_name, endpoint) => {
      const { id = '', query, body } = endpoint.example;
      const path = `${endpoint.path.replace('{id}', id)}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`;
      const response = endpoint.method === 'get' ? await get(path) : await post(path, body);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')?.split(';')[0]).toBe(endpoint.media);
      if (endpoint.shape === null) return;
      const answer: unknown = await response.json();
      // A shape drops what it does not name: equal means that everything is described.
      expect(endpoint.shape.parse(answer)).toEqual(answer);
    },
  );
});

describe('questions about a register', () => {
  test('are answered as core answers them, from text and from JSON alike', async () => {
    const rulebook = openRulebook(JSON.parse(readFileSync('dist/rulebook.json', 'utf8')) as RulebookText);
    const decoded = decodeFile(EXAMPLE, 'example-group.yaml');
    if (!decoded.ok) throw new Error('The example cannot be decoded.');
    const register = parseRegister(decoded.value.value);
    if (!register.ok) throw new Error('The example has faults.');
    const expected = JSON.parse(
      JSON.stringify(answerTransfers(askAbout(register.value, rulebook, ON))),
    ) as TransferAnswers;
    expect(expected.flows.length).toBeGreaterThan(50);
    expect(await (await post('/api/transfers', { register: EXAMPLE, asOf: ON })).json()).toEqual(expected);
    const reading = (await (
      await post('/api/register-readings', { register: EXAMPLE })
    ).json()) as RegisterReading;
    expect(await (await post('/api/transfers', { register: reading.register, asOf: ON })).json()).toEqual(
      expected,
    );
  });

  test('may name flows, a language, a strike, and ask for everything that was tried', async () => {
    const ask = { register: EXAMPLE, asOf: ON, flows: ['hr-de-us'], language: 'de', explain: true };
    const plain = (await (await post('/api/transfers', ask)).json()) as TransferAnswers;
    expect(plain.flows.map((one) => one.flow)).toEqual(['hr-de-us']);
    expect(plain.flows[0]?.answers[0]?.instrument).toBe('eu.adequacy.us-dpf-2023');
    expect(plain.flows[0]?.answers[0]?.because.join(' ')).toContain('Datenschutzrahmen');
    expect(plain.flows[0]?.answers[0]?.tried?.length).toBeGreaterThan(1);
    const struck = (await (
      await post('/api/transfers', { ...ask, without: ['eu.adequacy.us-dpf-2023'] })
    ).json()) as TransferAnswers;
    expect(struck.flows[0]?.answers[0]?.instrument).not.toBe('eu.adequacy.us-dpf-2023');
  });

  test('tell every fault of a register, with line and column', async () => {
    const broken = `${EXAMPLE}\nnonsense: 1\n`.replace(
      'country: JP, region: JP-13',
      'country: Japan, region: JP-13',
    );
    const problem = await problemOf(
      await post('/api/transfers', { register: broken, asOf: ON, fileName: 'my.yaml' }),
    );
    expect(problem.status).toBe(422);
    expect(problem.issues?.map((issue) => issue.code)).toEqual(
      expect.arrayContaining(['bad-country', 'unknown-key']),
    );
    for (const issue of problem.issues ?? []) expect(issue.at).toMatch(/^my\.yaml:\d+:\d+$/);
    expect(problem.issues?.find((issue) => issue.code === 'bad-country')?.path).toBe(
      'organisations[0].country',
    );
  });

  test('tell every fault of the question itself', async () => {
    const question = {
      register: EXAMPLE,
      asOf: '2026-02-30',
      without: ['eu.adequacy.nowhere'],
      flows: ['f-none'],
    };
    const problem = await problemOf(await post('/api/transfers', question));
    expect(problem.status).toBe(400);
    expect(problem.issues?.map((issue) => issue.path)).toEqual(['asOf', 'without[0]', 'flows[0]']);
    const unknown = await problemOf(await post('/api/transfers', { asOf: 7, mood: 'good' }));
    expect(unknown.issues?.map((issue) => [issue.path, issue.code])).toEqual(
      expect.arrayContaining([
        ['asOf', 'wrong-type'],
        ['mood', 'unknown-key'],
      ]),
    );
  });

  test('what-ifs may add instruments, and their faults are told', async () => {
    const added = [{ id: 'new', kind: 'scc-2021', modules: [9], parties: ['et-de', 'nobody'] }];
    const problem = await problemOf(await post('/api/what-ifs', { register: EXAMPLE, asOf: ON, added }));
    expect(problem.issues?.map((issue) => issue.code)).toEqual(
      expect.arrayContaining(['bad-number', 'dangling-id']),
    );
  });

  test('timelines refuse a time that ends before it begins', async () => {
    const problem = await problemOf(
      await post('/api/timelines', { register: EXAMPLE, from: '2020-01-01', until: '2019-01-01' }),
    );
    expect(problem.issues?.[0]?.code).toBe('end-before-start');
  });

  test('leave no trace in what the server writes', async () => {
    const register = EXAMPLE.replaceAll('Nimbus Cloud Inc.', SECRET);
    await post('/api/transfers', { register, asOf: ON });
    await post('/api/transfers', { register: `${register}\n  bad`, asOf: ON });
    expect(server.written()).not.toContain(SECRET);
  });

  test('do not stop the server, however large the register is', async () => {
    const flows = Array.from({ length: 40_000 }, (_, n) => ({
      id: `f${n}`,
      from: 'a',
      to: 'b',
      ...(n > 0 && { after: [`f${n - 1}`] }),
    }));
    const register = {
      format: 'sekisho/register@1',
      organisations: [
        { id: 'a', country: 'DE' },
        { id: 'b', country: 'US' },
      ],
      flows,
    };
    const leaving = new AbortController();
    const heavy = fetch(`${server.address}/api/transfers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ register, asOf: ON }),
      signal: leaving.signal,
    }).catch(() => undefined);
    const waits: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const since = performance.now();
      expect((await get('/healthz')).status).toBe(200);
      waits.push(performance.now() - since);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    leaving.abort();
    await heavy;
    expect(Math.max(...waits)).toBeLessThan(2_000);
  }, 60_000);
});

test('a question that takes too long is given up, and the server lives on', async () => {
  const hasty = await startProgram({ answerTimeMs: 1 });
  try {
    const ask = (): Promise<Response> =>
      fetch(`${hasty.address}/api/transfers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ register: EXAMPLE, asOf: ON }),
      });
    for (let turn = 0; turn < 3; turn += 1)
      expect((await problemOf(await ask())).type).toBe('/api/problems#took-too-long');
    expect((await fetch(`${hasty.address}/healthz`)).status).toBe(200);
  } finally {
    await hasty.stop();
  }
}, 240_000);

describe('the door', () => {
  test('opens to no other name than its own', async () => {
    expect(await statusForHost('evil.example')).toBe(421);
    expect(await statusForHost('localhost.evil.example')).toBe(421);
    expect(await statusForHost('localhost')).toBe(200);
    expect(await statusForHost('[::1]:4680')).toBe(200);
  });

  test('opens to no page of another site, and lets none read', async () => {
    const foreign = await post(
      '/api/transfers',
      { register: EXAMPLE, asOf: ON },
      { origin: 'https://evil.example' },
    );
    expect((await problemOf(foreign)).status).toBe(403);
    const own = await post('/api/transfers', { register: EXAMPLE, asOf: ON }, { origin: server.address });
    expect(own.status).toBe(200);
    for (const response of [foreign, own])
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes no %s',
    async (type) => {
      const response = await post('/api/transfers', '{}', { 'content-type': type });
      expect((await problemOf(response)).status).toBe(415);
    },
  );

  test('tells whoever sends too much that it is too much, also while they still write', async () => {
    const bytes = Buffer.alloc(66 * 1024 * 1024, 'x');
    const pieces = (): ReadableStream<Uint8Array> => {
      let at = 0;
      return new ReadableStream({
        pull: (sink) => {
          if (at >= bytes.length) sink.close();
          else sink.enqueue(bytes.subarray(at, at + 256 * 1024));
          at += 256 * 1024;
        },
      });
    };
    // Half of them with a declared length, half in chunks.
    for (let turn = 0; turn < 30; turn += 1) {
      const response = await fetch(`${server.address}/api/transfers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: turn % 2 === 0 ? bytes : pieces(),
        duplex: 'half',
      } as RequestInit);
      expect((await problemOf(response)).type).toBe('/api/problems#too-large');
    }
  }, 240_000);

  test('tells a foreign page the same way, however much it sends', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const foreign = await post('/api/transfers', 'x'.repeat(8 * 1024 * 1024), {
        origin: 'https://evil.example',
        connection: 'close',
      });
      expect((await problemOf(foreign)).status).toBe(403);
    }
  });

  test('takes no body that is too large, none that is not JSON, and none that is empty', async () => {
    const large = await post('/api/transfers', `"${'x'.repeat(64 * 1024 * 1024)}"`);
    expect((await problemOf(large)).status).toBe(413);
    expect((await problemOf(await post('/api/transfers', '{"register":'))).status).toBe(400);
    expect((await problemOf(await post('/api/transfers', ''))).status).toBe(400);
  });

  test('says what is not there, and which method is meant', async () => {
    expect((await problemOf(await get('/api/nothing'))).status).toBe(404);
    expect((await problemOf(await get('/../package.json'))).status).toBe(404);
    expect((await problemOf(await get('/%2e%2e/package.json'))).status).toBe(404);
    expect((await problemOf(await get('/api/laws/eu.adequacy.atlantis'))).status).toBe(404);
    const wrong = await fetch(`${server.address}/api/transfers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await problemOf(wrong)).status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST');
  });

  test('sends the headers that keep the page to itself', async () => {
    for (const path of ['/', '/healthz', '/api/nothing']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
});

describe('what is read', () => {
  test('the page is asked for again each time, its parts are kept', async () => {
    const page = await get('/');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    const again = await get('/', { 'if-none-match': page.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    const [, script = ''] = /src="\.?(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
    expect((await get(script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('a law file is found by its id and by that of a rule', async () => {
    const byFile = (await (await get('/api/laws/eu.adequacy.us-dpf-2023')).json()) as {
      id: string;
      rules: { source: unknown[] }[];
    };
    expect(byFile.id).toBe('eu.adequacy.us-dpf-2023');
    for (const rule of byFile.rules) expect(rule.source.length).toBeGreaterThan(0);
    const byRule = (await (await get('/api/laws/eu.gdpr.art-44.transfer')).json()) as { id: string };
    expect(byRule.id).toBe('eu.gdpr.art-44');
  });

  test('the events of law hold the fall of Safe Harbor', async () => {
    const { events } = (await (await get('/api/law-events')).json()) as {
      events: { on: string; what: string; law: string; by?: string }[];
    };
    expect(events).toContainEqual(
      expect.objectContaining({
        on: '2015-10-06',
        what: 'ends',
        law: 'eu.adequacy.us-safe-harbor-2000',
        by: expect.stringContaining('C-362/14'),
      }),
    );
    expect(events.map((event) => event.on)).toEqual(events.map((event) => event.on).sort());
  });

  test('the due time of the contract is given, and faults of the question are told', async () => {
    const due = await (
      await get('/api/due?rule=eu.gdpr.art-12.3&from=2026-01-31&calendar=DE-NW&zone=Europe/Berlin')
    ).json();
    expect(due).toMatchObject({
      rule: 'eu.gdpr.art-12.3',
      nominal: '2026-02-28',
      due: '2026-03-02',
      latest: '2026-03-02',
    });
    const problem = await problemOf(await get('/api/due?rule=eu.none&from=soon&zone=Mars'));
    expect(problem.issues?.map((issue) => issue.code)).toEqual(['unknown-rule', 'bad-zone', 'bad-date']);
    expect((await problemOf(await get('/api/due?from=2026-01-31&mood=good'))).status).toBe(400);
  });
});

describe('the process', () => {
  test('does nothing when it is only loaded; another program starts it, learns where it is, and closes it', () => {
    const script = `
      const { startServer } = await import('./dist/server.js');
      const started = await startServer({ port: 0, host: '127.0.0.1' });
      const { status } = await fetch(started.address + '/healthz');
      await started.close();
      console.log(JSON.stringify({ status, address: started.address, port: started.port }));`;
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 40_000,
      env: { ...process.env, DATABASE_URL: '', SEKISHO_DATA: data },
    });
    const told = JSON.parse(stdout) as Omit<Awaited<ReturnType<typeof startServer>>, 'close'> & {
      status: number;
    };
    expect(told).toEqual({ status: 200, address: `http://localhost:${told.port}`, port: told.port });
    expect(status).toBe(0);
  }, 60_000);

  test('says that a port is taken, and ends with 3', async () => {
    const { port } = new URL(server.address);
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', "import('./dist/server.js').then((it) => it.runServer())"],
      {
        env: { ...process.env, SEKISHO_PORT: port, SEKISHO_HOST: '', DATABASE_URL: '', SEKISHO_DATA: data },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(3);
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).toContain('SEKISHO_PORT');
  }, 30_000);

  test('ends in good order when it is told to', async () => {
    const other = await startProgram();
    const since = performance.now();
    expect(await other.stop()).toBe(0);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(other.written()).toContain('only this machine can reach it');
  }, 240_000);
});

test('every posted endpoint says that nothing is kept', () => {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const endpoint: Endpoint = ENDPOINTS[name];
    if (endpoint.method === 'post')
      expect(endpoint.summary).toMatch(/Nothing of (?:it|the register) is kept\./);
  }
});
