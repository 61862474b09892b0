// Several servers on one PostgreSQL: what one writes the others show, and nobody's change is lost between them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NO_POSTGRES, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const GROUP = '/api/groups/example';
const folder = mkdtempSync(join(tmpdir(), 'sekisho-data-'));
let postgres: TestPostgres | null = null;
const servers: RunningProgram[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  if (postgres === null) return;
  const environment = { DATABASE_URL: await postgres.makeDatabase() };
  // The first one makes the keys and takes in the example.
  servers.push(await startProgram({ dataFolder: folder, environment }));
  servers.push(await startProgram({ dataFolder: folder, environment }));
}, 300_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const at = (which: number, path: string): string => `${servers[which]?.address}${GROUP}/${path}`;

function put(which: number, name: string, version: number): Promise<Response> {
  return fetch(at(which, 'divisions/shared'), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...(version > 0 && { 'if-match': `"${version}"` }) },
    body: JSON.stringify({ record: { id: 'shared', name, organisation: 'et-de' } }),
  });
}

test('what one server writes the other tells to whoever follows', async ({ skip }) => {
  if (postgres === null) return skip(NO_POSTGRES);
  expect(servers.filter((server) => server.written().includes('was taken in')).length).toBe(1);
  const leaving = new AbortController();
  const stream = await fetch(at(1, 'events'), { signal: leaving.signal });
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  expect((await put(0, 'First', 0)).status).toBe(200);
  let text = '';
  while (!text.includes('"id":"shared"')) text += new TextDecoder().decode((await reader.read()).value);
  leaving.abort();
  const health = (await (await fetch(`${servers[1]?.address}/healthz`)).json()) as { store: object };
  expect(health.store).toEqual({ is: 'well', database: 'postgres' });
});

test('of forty who change a record through both at once, one is kept', async ({ skip }) => {
  if (postgres === null) return skip(NO_POSTGRES);
  const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => put(n % 2, `n${n}`, 1)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array(39).fill(412)]);
  const history = (await (await fetch(at(1, 'divisions/shared/history'))).json()) as { entries: unknown[] };
  expect(history.entries.length).toBe(2);
  expect(await (await fetch(at(0, 'verification'))).json()).toMatchObject({ sound: true });
});
