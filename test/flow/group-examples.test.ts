// The examples of every endpoint about groups, run one after the other against a real server with the example group.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Endpoint } from '../../src/api/endpoint.ts';
import { GROUP_ENDPOINTS } from '../../src/api/group-endpoints.ts';
import { RESOURCE_ENDPOINTS } from '../../src/api/resource-endpoints.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

// A real server on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: RunningProgram;
/** Somebody else than the one who runs the examples: a change is decided by another person than its author. */
let second: string;
let keyToRevoke: string;

beforeAll(async () => {
  server = await startProgram();
  const made = await send('post', '/api/groups/example/keys', { person: 'second', role: 'editor' });
  ({ secret: second } = (await made.json()) as { secret: string });
}, 240_000);
afterAll(() => server?.stop());

function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isText = typeof body === 'string';
  return fetch(server.address + path, {
    method: method.toUpperCase(),
    headers: { ...(body !== undefined && !isText && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
}

/** What has to be there before an example can work. */
const BEFORE: Readonly<Record<string, () => Promise<unknown>>> = {
  approveChange: () => propose(String(GROUP_ENDPOINTS.approveChange.example.params.id)),
  rejectChange: () => propose(String(GROUP_ENDPOINTS.rejectChange.example.params.id)),
  applyImport: () => untilPlanned(String(GROUP_ENDPOINTS.applyImport.example.params.id)),
  cancelImport: () => {
    const { params, headers, body } = GROUP_ENDPOINTS.newImport.example;
    const key = String(GROUP_ENDPOINTS.cancelImport.example.params.id);
    return send('post', `/api/groups/${params.group}/imports`, body, { ...headers, 'idempotency-key': key });
  },
  revokeKey: async () => {
    const made = await send('post', '/api/groups/example/keys', { person: 'second', role: 'reader' });
    ({ id: keyToRevoke } = (await made.json()) as { id: string });
  },
};

async function propose(id: string): Promise<void> {
  const { body } = GROUP_ENDPOINTS.newChange.example;
  const headers = { authorization: `Bearer ${second}`, 'idempotency-key': id };
  const made = await send('post', '/api/groups/example/changes', { ...body, state: 'proposed' }, headers);
  expect(made.status).toBe(201);
}

async function untilPlanned(id: string): Promise<void> {
  const found = await send('get', `/api/groups/example/imports/${id}?wait=30`);
  expect(await found.json()).toMatchObject({ state: 'planned', faults: [] });
}

function pathOf({ path, example }: Endpoint, params: Readonly<Record<string, string>>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return example.query === undefined ? filled : `${filled}?${new URLSearchParams(example.query)}`;
}

describe('the example', () => {
  // Records first: the others speak of them.
  test.each(Object.entries<Endpoint>({ ...RESOURCE_ENDPOINTS, ...GROUP_ENDPOINTS }))(
    'of %s works and has the shape that is described',
    async (name, endpoint) => {
      await BEFORE[name]?.();
      const { body, headers = {} } = endpoint.example;
      const params = { ...endpoint.example.params, ...(name === 'revokeKey' && { id: keyToRevoke }) };
      const response = await send(
        endpoint.method,
        pathOf(endpoint, params),
        body,
        headers as Record<string, string>,
      );
      if (endpoint.media === 'text/event-stream') return expectEvents(response);
      const text = await response.text();
      expect([response.status, text.slice(0, 2000)]).toEqual([endpoint.status ?? 200, expect.anything()]);
      if (endpoint.shape === null) return;
      expect(response.headers.get('content-type')?.split(';')[0]).toBe(endpoint.media);
      const answer: unknown = JSON.parse(text);
      // A shape drops what it does not name: equal means that everything is described.
      expect(endpoint.shape.parse(answer)).toEqual(answer);
    },
    60_000,
  );
});

async function expectEvents(response: Response): Promise<void> {
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  while (!text.includes('event: entry')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text).toMatch(/^retry: \d+\n\nid: 1\nevent: entry\ndata: \{"position":1,/);
  await reader.cancel();
}
