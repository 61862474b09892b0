// Writes answers and problems on the wire, and tells failures of the machine to the operator under a mark.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { makeProblem, type Problem } from '../../api/problem.ts';
import type { Told } from '../../kit/http/call.ts';
import { StoreFault } from '../../kit/store/store-fault.ts';
import { problemOfFault, problemOfPaper } from './refusal-problems.ts';

/** Writes one line where the operator reads; never anything of a request's body or query. */
export type Log = (line: string) => void;

export function sendTold(reply: FastifyReply, { status, headers = {}, body }: Told, log: Log): FastifyReply {
  const kept = headers['etag'] === undefined ? 'no-store' : 'private, no-cache';
  reply.code(status).header('cache-control', kept).headers(headers);
  if (status === 304) return reply.send();
  if (body instanceof Uint8Array)
    return reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  if (isStream(body)) return reply.send(Readable.from(watch(body, log), { objectMode: false }));
  return reply.type('application/json').send(Buffer.from(JSON.stringify(body)));
}

export function refuse(
  reply: FastifyReply,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="sekisho"');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .headers({ ...waitOf(problem), ...headers })
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}

/** In seconds, where coming again soon is all that is needed. */
const WAITS: Readonly<Record<string, string>> = {
  '/api/problems#busy': '2',
  '/api/problems#store-busy': '2',
  '/api/problems#store-failed': '5',
};

function waitOf({ type }: Problem): Readonly<Record<string, string>> {
  const wait = WAITS[type];
  return wait === undefined ? {} : { 'retry-after': wait };
}

/** A fault of the store in the words of the wire; anything else is ours: the reader gets the mark, the operator the mark and the stack. */
export function problemOfError(error: unknown, log: Log): Problem {
  if (error instanceof StoreFault) {
    const problem = problemOfFault(error);
    if (problem.type.endsWith('store-failed')) log(`The store: ${error.message} ${error.hint}`);
    return problem;
  }
  const paper = problemOfPaper(error);
  if (paper !== null) return paper;
  const mark = randomUUID();
  log(`The machine failed. Mark ${mark}\n${error instanceof Error ? error.stack : String(error)}`);
  return makeProblem('machine-failed', {
    mark,
    detail: `Tell whoever runs this server the mark ${mark}; its log says more under it.`,
  });
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** What fails half way can no longer be told to the reader, whose connection breaks; the operator learns of it. */
async function* watch(pieces: AsyncIterable<Uint8Array>, log: Log): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    problemOfError(error, log);
    throw error;
  }
}
