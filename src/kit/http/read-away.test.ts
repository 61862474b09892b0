// Reading away, against real sockets: the rest is read up to the bound, and not for ever.
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type AwayBound, readAway } from './read-away.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  return new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
});

/** Sends a request as raw text and answers what came back until the server closed or `goOn` is over. */
async function send(bound: AwayBound, head: string, pieces: number): Promise<string> {
  server = createServer((request, response) => {
    void readAway(request, bound).then(() => response.writeHead(413, { connection: 'close' }).end('why'));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString();
  });
  socket.on('error', () => undefined);
  socket.write(`POST / HTTP/1.1\r\nhost: localhost\r\n${head}\r\n\r\n`);
  for (let piece = 0; piece < pieces; piece += 1) socket.write('x'.repeat(1000));
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

test('answers when all of it was read', async () => {
  const bound = { bytesMax: 10_000, timeMs: 60_000 };
  expect(await send(bound, 'content-length: 5000', 5)).toContain('413');
});

test('answers at once where more is announced than it would read', async () => {
  const bound = { bytesMax: 10_000, timeMs: 60_000 };
  expect(await send(bound, 'content-length: 5000000', 0)).toContain('413');
});

test('answers somebody who stopped sending when the time is over', async () => {
  const bound = { bytesMax: 10_000, timeMs: 50 };
  expect(await send(bound, 'content-length: 5000', 1)).toContain('413');
});
