// Requests that are no sound HTTP, or whose address cannot be read: they never reach a route, and are told why all the same.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { makeProblem, type Problem } from '../../api/problem.ts';
import { SECURITY_HEADERS } from '../../kit/http/guard.ts';

/** So long whoever sent it may take to read the answer. */
const LEAVE_WITHIN_MS = 2_000;

/** Answers what the parser of HTTP refused, and hangs up: what comes after it cannot be told from it. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOfBroken(error.code ?? '');
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
  );
  socket.setTimeout(LEAVE_WITHIN_MS, () => socket.destroy());
}

function problemOfBroken(code: string): Problem {
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return makeProblem('headers-too-large', { detail: 'Together at most 16 KiB are read.' });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return makeProblem('too-slow');
  return makeProblem('unsound-request', {
    detail: 'It is no sound HTTP. In an address every sign but those of ASCII is percent-encoded as UTF-8.',
  });
}

/** What the router refused before any route was found. */
export function problemOfAddress(): Problem {
  return makeProblem('unsound-request', {
    detail: 'The address cannot be read: a percent sign begins two hexadecimal digits, and they are UTF-8.',
  });
}
