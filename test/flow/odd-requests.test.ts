// Requests that no good program sends: whatever is wrong with one, the answer is a problem as everywhere else, and the server lives on.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { problemShape } from '../../src/api/problem.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: RunningProgram;
beforeAll(async () => {
  server = await startProgram();
}, 240_000);
afterAll(() => server?.stop());

interface Told {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server hangs up. */
async function send(request: string): Promise<Told> {
  const { port } = new URL(server.address);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(Buffer.from(request, 'latin1'));
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  await once(socket, 'close');
  const [head = '', ...rest] = Buffer.concat(parts).toString().split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return { status: Number(first.split(' ')[1]), headers: new Map(headers), body: rest.join('\r\n\r\n') };
}

const get = (path: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
const post = (type: string, body: string, more = ''): string =>
  `POST /api/groups/example/divisions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${type === '' ? '' : `Content-Type: ${type}\r\n`}Content-Length: ${body.length}\r\n${more}\r\n${body}`;

test.each([
  ['a byte that is no sign in the address', get('/api/groups/caf\xe9'), 400, 'unsound-request'],
  ['a bare ü in the address', get('/api/groups/\xc3\xbcber/flows'), 400, 'unsound-request'],
  ['a percent that encodes nothing', get('/api/groups/%zz'), 400, 'unsound-request'],
  ['half a sign, percent-encoded', get('/api/groups/%c3%28/flows'), 400, 'unsound-request'],
  ['the same outside of the API', get('/%ff'), 400, 'unsound-request'],
  ['an id that is too long', get(`/api/groups/${'x'.repeat(400)}`), 404, 'not-found'],
  ['an address that is too long', get(`/api/${'x'.repeat(40_000)}`), 431, 'headers-too-large'],
  [
    'headers that are too large',
    get('/api/laws', `X-Odd: ${'x'.repeat(40_000)}\r\n`),
    431,
    'headers-too-large',
  ],
  ['no HTTP at all', 'hello there\r\n\r\n', 400, 'unsound-request'],
  ['a header that is none', get('/api/laws', 'no colon here\r\n'), 400, 'unsound-request'],
  [
    'two lengths of one body',
    post('application/json', '{}', 'Content-Length: 7\r\n'),
    400,
    'unsound-request',
  ],
  ['half of JSON', post('application/json', '{"record":'), 400, 'unsound-request'],
  ['bytes that are no UTF-8', post('application/json', '{"record":"\xff"}'), 400, 'unsound-request'],
  ['another kind of content', post('text/plain', 'hello'), 415, 'not-json'],
  ['a content without a kind', post('', '{}'), 415, 'not-json'],
  ['a method that nobody knows', get('/api/laws').replace('GET', 'BREW'), 400, 'unsound-request'],
] as const)('%s is refused with a problem', async (_what, request, status, kind) => {
  const told = await send(request);
  expect([told.status, told.headers.get('content-type')], told.body).toEqual([
    status,
    'application/problem+json',
  ]);
  const { type, status: said } = problemShape.parse(JSON.parse(told.body));
  expect([type, said]).toEqual([`/api/problems#${kind}`, status]);
  expect(told.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
});
