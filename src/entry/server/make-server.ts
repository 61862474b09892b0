// The server: every route, what is refused before a route is reached, and how a failure is told.
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Endpoint } from '../../api/endpoint.ts';
import { ENDPOINTS } from '../../api/endpoints.ts';
import type { Health } from '../../api/health.ts';
import { ALL_ENDPOINTS, describeApi } from '../../api/openapi.ts';
import { listProblems, makeProblem, type Problem } from '../../api/problem.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import { isOwnHost, isOwnOrigin, SECURITY_HEADERS } from '../../kit/http/guard.ts';
import { readAway } from '../../kit/http/read-away.ts';
import { makeStaticFile, type StaticFile } from '../../kit/http/static-files.ts';
import type { Outcome, WorkerPool } from '../../kit/http/worker-pool.ts';
import type { Store } from '../../kit/store/store.ts';
import { type Log, problemOfError, refuse, sendTold } from './answer.ts';
import { type Binding, bindEndpoints } from './bind-endpoints.ts';
import { problemOfAddress, refuseBroken } from './broken-requests.ts';
import type { Door } from './door.ts';
import type { WorkName } from './evaluate.ts';
import { listAskedFields, listLawEvents, listLaws, listTerms, showLaw } from './law-documents.ts';
import { readLawNews } from './law-news.ts';
import { newsOfLaws, readExample } from './open-library.ts';
import type { ServerLimits } from './server-limits.ts';
import { tellOutcome } from './stored-answers.ts';

const REQUEST_TIME_MS = 120_000;
const HEALTH_KEPT_MS = 2_000;
const HEALTH_WITHIN_MS = 1_000;
/** What is still read of a request that is refused, so that its sender can read why. */
const AWAY_BOUND = { bytesMax: 256 * 1024 * 1024, timeMs: 15_000 };
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
  readonly store: Store;
  readonly door: Door;
  readonly bindings: readonly Binding[];
  readonly limits: ServerLimits;
  readonly log: Log;
}

/** Which methods an address takes; of two that fit, an address without braces is meant as well. */
const METHODS: readonly (readonly [RegExp, string])[] = Object.values(ALL_ENDPOINTS).map(
  ({ path, method }: Endpoint) => [
    new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    method.toUpperCase(),
  ],
);

function methodsAt(path: string): string[] {
  return METHODS.filter(([pattern]) => pattern.test(path)).map(([, method]) => method);
}

/** Builds the server; it does not listen yet. */
export function makeServer(parts: Parts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: parts.limits.bodyBytes,
    requestTimeout: REQUEST_TIME_MS,
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: refuseBroken,
    // Hooks have not been asked yet.
    frameworkErrors: (_error, _request, reply) =>
      void refuse(reply.headers(SECURITY_HEADERS) as FastifyReply, problemOfAddress()),
  });
  guardTheDoor(app, parts.host);
  readOnlyJson(app);
  addDocuments(app, parts);
  addRulebook(app, parts);
  addLookups(app, parts);
  addWork(app, parts);
  bindEndpoints(app, parts.bindings, parts);
  app.get('/*', (request, reply) => {
    const path = pathOf(request);
    const methods = request.method === 'HEAD' ? methodsAt(path) : [];
    if (methods.length > 0)
      return refuse(reply.header('allow', methods.join(', ')), makeProblem('method-refused'));
    // The places of the screen are drawn by its one script; whatever has no ending and is no API is such a place.
    const file = parts.pages.get(path) ?? (isPlace(path) ? parts.pages.get('/') : undefined);
    return file === undefined ? refuse(reply, makeProblem('not-found')) : sendFile(request, reply, file);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(pathOf(request));
    if (methods.length === 0) return refuse(reply, makeProblem('not-found'));
    const allow = methods.includes('GET')
      ? ['GET', 'HEAD', ...methods.filter((one) => one !== 'GET')]
      : methods;
    return refuse(reply.header('allow', allow.join(', ')), makeProblem('method-refused'));
  });
  app.setErrorHandler((error: FastifyError, request, reply) =>
    refuse(reply, problemOf(error, request, parts.log)),
  );
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

function addDocuments(app: FastifyInstance, { home, version, rulebook, store, log }: Parts): void {
  const { fingerprint } = rulebook;
  const health: Omit<Health, 'store'> = {
    status: 'ok',
    version,
    laws: { version: rulebook.version, fingerprint, rules: rulebook.rules.size },
  };
  const watch = watchStore(store, log);
  app.get(ENDPOINTS.health.path, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ...health, store: await watch() }),
  );
  const documents: [string, unknown][] = [
    [ENDPOINTS.description.path, describeApi(version)],
    [ENDPOINTS.problems.path, listProblems()],
    [ENDPOINTS.laws.path, listLaws(rulebook)],
    [ENDPOINTS.lawEvents.path, listLawEvents(rulebook)],
    [ENDPOINTS.lawNews.path, readLawNews(newsOfLaws(home))],
    [ENDPOINTS.askedFields.path, listAskedFields(rulebook)],
    [ENDPOINTS.terms.path, listTerms(rulebook)],
  ];
  for (const [path, value] of documents) {
    const file = makeStaticFile(`${path}.json`, Buffer.from(JSON.stringify(value)));
    app.get(path, (request, reply) => sendFile(request, reply, file));
  }
}

/** The rulebook is large and changes only with the program: named by its fingerprint it is kept for ever. */
function addRulebook(app: FastifyInstance, { rulebook }: Parts): void {
  const { version, fingerprint, instruments, laws, terms } = rulebook;
  let made: StaticFile | undefined;
  const file = (): StaticFile =>
    (made ??= makeStaticFile(
      `${ENDPOINTS.rulebook.path}.json`,
      Buffer.from(JSON.stringify({ version, fingerprint, instruments, laws, terms })),
    ));
  app.get<{ Querystring: { laws?: string } }>(ENDPOINTS.rulebook.path, (request, reply) => {
    const isNamed = request.query.laws === fingerprint;
    const cached = { ...file().headers, 'cache-control': 'public, max-age=31536000, immutable' };
    return sendFile(request, reply, isNamed ? { ...file(), headers: cached } : file());
  });
}

/** Looked at once in a while, however often it is asked; whoever asks does not wait for a store that does not answer. */
function watchStore(store: Store, log: Log): () => Promise<Health['store']> {
  let found: Health['store'] = { is: 'well', database: store.kind };
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    const { is, complaint } = await store.health();
    if (is === 'ill' && found.is === 'well') log(`The store is ill: ${complaint ?? ''}`);
    found = { is, database: store.kind };
  };
  return async () => {
    if (performance.now() - lookedAt > HEALTH_KEPT_MS) {
      lookedAt = performance.now();
      let over: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        over = setTimeout(() => {
          found = { is: 'ill', database: store.kind };
          resolve();
        }, HEALTH_WITHIN_MS);
      });
      await Promise.race([look(), late]);
      clearTimeout(over);
    }
    return found;
  };
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

function sendOutcome(outcome: Outcome, reply: FastifyReply, log: Log): FastifyReply {
  const told = tellOutcome(outcome, log);
  if (told.ok) return sendTold(reply, told.value, log);
  return refuse(reply, told.fault);
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: StaticFile): FastifyReply {
  reply.headers(file.headers);
  if (request.headers['if-none-match'] === file.headers['etag']) return reply.code(304).send();
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (file.gzipped === null || !takesGzip) return reply.send(file.bytes);
  return reply.header('content-encoding', 'gzip').send(file.gzipped);
}

function problemOf(error: FastifyError, request: FastifyRequest, log: Log): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const bytes = request.routeOptions.bodyLimit ?? 0;
    const words = bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
    return makeProblem('too-large', { detail: `At most ${words} are read. Divide what you send.` });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return makeProblem('not-json');
  if (error.statusCode !== undefined && error.statusCode < 500)
    return makeProblem('unsound-request', { detail: error.message });
  return problemOfError(error, log);
}

function isPlace(path: string): boolean {
  return !path.startsWith('/api/') && !/\.[a-z0-9]{1,5}$/i.test(path);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
