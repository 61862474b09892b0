// The server: every route, what is refused before a route is reached, and how a failure is told.
import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { ENDPOINTS } from '../../api/endpoints.ts';
import type { Health } from '../../api/health.ts';
import { describeApi } from '../../api/openapi.ts';
import { listProblems, makeProblem, type Problem } from '../../api/problem.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import { isOwnHost, isOwnOrigin, SECURITY_HEADERS } from '../../kit/http/guard.ts';
import { readAway } from '../../kit/http/read-away.ts';
import { makeStaticFile, type StaticFile } from '../../kit/http/static-files.ts';
import type { Outcome, WorkerPool } from '../../kit/http/worker-pool.ts';
import type { WorkName } from './evaluate.ts';
import { listLawEvents, listLaws, listTerms, showLaw } from './law-documents.ts';
import { readExample } from './open-library.ts';

const BODY_BYTES_MAX = 64 * 1024 * 1024;
const REQUEST_TIME_MS = 120_000;
/** What is still read of a request that is refused, so that its sender can read why. */
const AWAY_BOUND = { bytesMax: 4 * BODY_BYTES_MAX, timeMs: 15_000 };
const POSTED = [
  'registerReadings',
  'transfers',
  'timelines',
  'whatIfs',
  'contracts',
] as const satisfies readonly WorkName[];

export interface Parts {
  /** The folder of the program. */
  readonly home: string;
  readonly host: string;
  readonly version: string;
  readonly rulebook: Rulebook;
  readonly pages: ReadonlyMap<string, StaticFile>;
  readonly pool: WorkerPool;
  /** Writes one line where the operator reads; never anything of a request's body or query. */
  readonly log: (line: string) => void;
}

/** Builds the server; it does not listen yet. */
export function makeServer(parts: Parts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIME_MS,
    routerOptions: { maxParamLength: 300 },
  });
  guardTheDoor(app, parts.host);
  readOnlyJson(app);
  addDocuments(app, parts);
  addLookups(app, parts);
  addWork(app, parts);
  app.get('/*', (request, reply) => {
    const file = parts.pages.get(pathOf(request));
    return file === undefined ? refuse(reply, makeProblem('not-found')) : sendFile(request, reply, file);
  });
  app.setNotFoundHandler((request, reply) => {
    const known = Object.values(ENDPOINTS).find(({ path }) => path === pathOf(request));
    if (known === undefined) return refuse(reply, makeProblem('not-found'));
    reply.header('allow', known.method === 'get' ? 'GET, HEAD' : 'POST');
    return refuse(reply, makeProblem('method-refused'));
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => refuse(reply, problemOf(error, parts.log)));
  return app;
}

function guardTheDoor(app: FastifyInstance, listensOn: string): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const { host, origin } = request.headers;
    if (!isOwnHost(host, listensOn)) {
      const detail =
        'Open it as localhost, or start the server with SEKISHO_HOST set to the name that people use.';
      return refuse(reply, makeProblem('foreign-host', { detail }));
    }
    if (!isOwnOrigin(origin, host)) return refuse(reply, makeProblem('foreign-origin'));
    return undefined;
  });
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400) await readAway(request.raw, AWAY_BOUND);
  });
}

/** Only JSON is taken: a form of another site cannot send it without asking the browser first. It is parsed by the worker. */
function readOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}

function addDocuments(app: FastifyInstance, { version, rulebook }: Parts): void {
  const { fingerprint } = rulebook;
  const health: Health = {
    status: 'ok',
    version,
    laws: { version: rulebook.version, fingerprint, rules: rulebook.rules.size },
  };
  app.get(ENDPOINTS.health.path, (_request, reply) => reply.header('cache-control', 'no-store').send(health));
  const documents: [string, unknown][] = [
    [ENDPOINTS.description.path, describeApi(version)],
    [ENDPOINTS.problems.path, listProblems()],
    [ENDPOINTS.laws.path, listLaws(rulebook)],
    [ENDPOINTS.lawEvents.path, listLawEvents(rulebook)],
    [ENDPOINTS.terms.path, listTerms(rulebook)],
  ];
  for (const [path, value] of documents) {
    const file = makeStaticFile(`${path}.json`, Buffer.from(JSON.stringify(value)));
    app.get(path, (request, reply) => sendFile(request, reply, file));
  }
}

function addLookups(app: FastifyInstance, { home, rulebook }: Parts): void {
  const byId = (path: string): string => path.replace('{id}', ':id');
  app.get<{ Params: { id: string } }>(byId(ENDPOINTS.law.path), (request, reply) => {
    const law = showLaw(rulebook, request.params.id);
    if (law !== undefined) return reply.header('cache-control', 'no-cache').send(law);
    return refuse(
      reply,
      makeProblem('not-found', { detail: 'No law file and no rule has that id. GET /api/laws lists them.' }),
    );
  });
  app.get<{ Params: { id: string } }>(byId(ENDPOINTS.exampleRegister.path), (request, reply) => {
    const text = readExample(home, request.params.id);
    if (text === undefined) return refuse(reply, makeProblem('not-found'));
    return reply.header('cache-control', 'no-cache').type(ENDPOINTS.exampleRegister.media).send(text);
  });
}

/** What takes time is handed to the worker threads as it came. */
function addWork(app: FastifyInstance, { pool, log }: Parts): void {
  const work =
    (name: WorkName, body: (request: FastifyRequest) => Uint8Array) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      const left = new AbortController();
      reply.raw.once('close', () => left.abort());
      return pool
        .run({ name, bytes: body(request) }, left.signal)
        .then((outcome) => sendOutcome(outcome, reply, log));
    };
  // The examples do not change while the program runs; reading them is the first work, which also wakes the first thread.
  const examples = pool.run({ name: 'exampleRegisters', bytes: encode({}) }, new AbortController().signal);
  app.get(ENDPOINTS.exampleRegisters.path, (_request, reply) =>
    examples.then((outcome) => sendOutcome(outcome, reply, log)),
  );
  app.get(
    ENDPOINTS.due.path,
    work('due', (request) => encode(request.query)),
  );
  for (const name of POSTED) app.post(ENDPOINTS[name].path, work(name, bytesOf));
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function bytesOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function sendOutcome(outcome: Outcome, reply: FastifyReply, log: Parts['log']): FastifyReply {
  switch (outcome.is) {
    case 'answered': {
      const { status, media, bytes } = outcome.answer;
      return reply
        .code(status)
        .header('cache-control', 'no-store')
        .type(media)
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
    case 'failed':
      return refuse(reply, markFailure(outcome.error, log));
    case 'took-too-long':
      return refuse(
        reply,
        makeProblem('took-too-long', { detail: 'Ask about fewer flows, or divide the register.' }),
      );
    // Whoever asked has gone; the words reach nobody.
    case 'left':
    case 'busy':
      return refuse(
        reply.header('retry-after', '2'),
        makeProblem('busy', { detail: 'Ask again in a moment.' }),
      );
  }
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: StaticFile): FastifyReply {
  reply.headers(file.headers);
  if (request.headers['if-none-match'] === file.headers['etag']) return reply.code(304).send();
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (file.gzipped === null || !takesGzip) return reply.send(file.bytes);
  return reply.header('content-encoding', 'gzip').send(file.gzipped);
}

function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}

function problemOf(error: FastifyError, log: Parts['log']): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return makeProblem('too-large', {
      detail: `At most ${BODY_BYTES_MAX / 1024 / 1024} MiB are read. Divide the register.`,
    });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return makeProblem('not-json');
  if (error.statusCode !== undefined && error.statusCode < 500)
    return makeProblem('unsound-request', { detail: error.message });
  return markFailure(error, log);
}

/** The reader gets the mark, the operator the mark and the stack. */
function markFailure(error: unknown, log: Parts['log']): Problem {
  const mark = randomUUID();
  log(`The machine failed. Mark ${mark}\n${error instanceof Error ? error.stack : String(error)}`);
  return makeProblem('machine-failed', {
    mark,
    detail: `Tell whoever runs this server the mark ${mark}; its log says more under it.`,
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
