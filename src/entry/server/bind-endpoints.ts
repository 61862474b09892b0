// Binds endpoints of groups to the server: the door, the limits and the shapes stand before every route, the same for all.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from '../../api/endpoint.ts';
import { makeProblem, type Problem, type WireIssue } from '../../api/problem.ts';
import { isRoleEnough } from '../../api/roles.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Call, Caller } from '../../kit/http/call.ts';
import type { Route } from '../../kit/http/route.ts';
import { isId } from '../../kit/store/make-id.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { type Log, problemOfError, refuse, sendTold } from './answer.ts';
import type { Door } from './door.ts';
import { readBody } from './read-body.ts';
import { problemOfRefusal } from './refusal-problems.ts';
import { faultsOfShape } from './request-faults.ts';
import type { ServerLimits } from './server-limits.ts';

export interface Binding {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly route: Route<Refusal>;
  /** Bytes of a body, where it is not the usual. */
  readonly bytesMax?: number;
  /** Lets somebody in to a group that is not there yet. */
  readonly mayOpen?: boolean;
  /** Turns what the shape found wrong with a record into what the register itself says of it. */
  readonly rephrase?: (body: unknown) => readonly WireIssue[];
}

export interface BindingGround {
  readonly store: Store;
  readonly door: Door;
  readonly limits: ServerLimits;
  readonly log: Log;
}

const CALLER = Symbol('caller');
type Known = FastifyRequest & { [CALLER]?: Caller };

export function bindEndpoints(
  app: FastifyInstance,
  bindings: readonly Binding[],
  ground: BindingGround,
): void {
  for (const one of bindings.filter(({ endpoint }) => endpoint.takes === undefined)) bind(app, one, ground);
  const files = bindings.filter(({ endpoint }) => endpoint.takes !== undefined);
  // Files are not parsed: their bytes go to the route as they come.
  void app.register(async (within) => {
    within.removeAllContentTypeParsers();
    // Stopping to read must not close the connection, on which the answer is still to be sent.
    within.addContentTypeParser('*', (_request, payload, done) =>
      done(null, (payload as Readable).iterator({ destroyOnReturn: false })),
    );
    for (const one of files) bind(within, one, ground);
  });
}

function bind(app: FastifyInstance, binding: Binding, ground: BindingGround): void {
  const { endpoint, bytesMax } = binding;
  app.route({
    method: endpoint.method.toUpperCase() as HTTPMethods,
    url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
    bodyLimit: bytesMax ?? ground.limits.recordBytes,
    // Whoever asks for the head of an answer does not start the work of it, unless it is little.
    exposeHeadRoute: 'act' in endpoint && (endpoint.act === 'one' || endpoint.act === 'list'),
    // Before the body is read: nobody sends us much without being known.
    onRequest: (request, reply) => enter(request, reply, binding, ground),
    handler: (request, reply) => answer(request, reply, binding, ground),
  });
}

async function enter(
  request: Known,
  reply: FastifyReply,
  { endpoint, mayOpen = false }: Binding,
  ground: BindingGround,
): Promise<unknown> {
  const { group = null } = request.params as { group?: string };
  // A page of another site can make the browser ask; it cannot make it say so in this header.
  if (request.headers['sec-fetch-site'] === 'cross-site') return refuse(reply, makeProblem('foreign-origin'));
  const entered = await ground.door.enter({
    authorization: request.headers.authorization,
    address: request.ip,
    groupId: group,
    mayOpen,
  });
  if (!entered.ok) {
    const { problem, retryAfter } = entered.fault;
    return refuse(reply, problem, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  }
  const needs = endpoint.needs ?? 'reader';
  if (!isRoleEnough(entered.value.role, needs))
    return refuse(
      reply,
      makeProblem('may-not', { detail: `Your key has the role ${entered.value.role}; this needs ${needs}.` }),
    );
  request[CALLER] = entered.value;
  return undefined;
}

async function answer(
  request: Known,
  reply: FastifyReply,
  binding: Binding,
  ground: BindingGround,
): Promise<unknown> {
  const call = readCall(request, reply, binding, ground);
  if (!call.ok) return refuse(reply, call.fault);
  try {
    const told = await binding.route(call.value, scopeOf(request, call.value, binding), ground.store);
    if (told.ok) return sendTold(reply, told.value, ground.log);
    const isQuestion = binding.endpoint.method === 'get';
    return refuse(reply, 'code' in told.fault ? problemOfRefusal(told.fault, isQuestion) : told.fault);
  } catch (error) {
    return refuse(reply, problemOfError(error, ground.log));
  }
}

function readCall(
  request: Known,
  reply: FastifyReply,
  { endpoint, rephrase }: Binding,
  { limits }: BindingGround,
): Result<Call, Problem> {
  const params = request.params as Record<string, string>;
  // No text that is kept has one, and the database would fail over it.
  if (Object.values(params).some((word) => word.includes('\0'))) return fail(makeProblem('not-found'));
  const issues = findHeaderFaults(request, endpoint);
  issues.push(...findNul(request.query as Record<string, unknown>));
  const query = endpoint.query === undefined ? succeed({}) : shaped(endpoint.query, request.query);
  if (!query.ok) issues.push(...query.fault);
  if (issues.length > 0) return fail(makeProblem('unsound-request', { issues }));
  const body = readBodyOf(request, endpoint, limits, rephrase);
  if (!body.ok) return body;
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return succeed({
    who: request[CALLER] as Caller,
    params,
    query: (query as { value: Record<string, unknown> }).value,
    body: body.value,
    file: endpoint.takes === undefined ? null : (request.body as AsyncIterable<Uint8Array>),
    asked: request.url.split('?', 2)[1] ?? '',
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    left: left.signal,
  });
}

function readBodyOf(
  request: FastifyRequest,
  endpoint: Endpoint,
  limits: ServerLimits,
  rephrase: Binding['rephrase'],
): Result<unknown, Problem> {
  if (endpoint.body === undefined) return succeed(undefined);
  const isEmpty =
    request.body === undefined || (request.body instanceof Uint8Array && request.body.length === 0);
  if (isEmpty && request.headers['content-type'] === undefined) {
    const nothing = shaped(endpoint.body, {});
    return nothing.ok ? nothing : fail(makeProblem('not-json'));
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return fail(makeProblem('not-json'));
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const body = readBody(bytes, limits.depth);
  if (!body.ok) return body;
  const read = shaped(endpoint.body, body.value);
  if (read.ok) return read;
  const own = rephrase?.(body.value) ?? [];
  if (own.length > 0) return fail(makeProblem('unsound-record', { issues: [...own] }));
  return fail(makeProblem('unsound-request', { issues: [...read.fault] }));
}

function findHeaderFaults(request: FastifyRequest, { headers = [], takes }: Endpoint): WireIssue[] {
  const issues: WireIssue[] = [];
  const report = (name: string, code: string, message: string, hint: string): void => {
    issues.push({ code, at: name, path: name, message, hint });
  };
  const key = request.headers['idempotency-key'];
  if (key !== undefined && headers.includes('idempotency-key') && !isId(key))
    report(
      'Idempotency-Key',
      'bad-id',
      'The idempotency key is no UUID in small letters.',
      'Make a new one for each change, and send the same only when you send the same again.',
    );
  // Also a guard: a page of another site cannot send this header without asking first.
  if (takes !== undefined && request.headers['x-file-name'] === undefined)
    report(
      'X-File-Name',
      'missing-key',
      'The name of the file is missing.',
      'Send it percent-encoded in the header X-File-Name.',
    );
  return issues;
}

function findNul(query: Readonly<Record<string, unknown>>): WireIssue[] {
  return Object.entries(query)
    .filter(([, words]) => String(words).includes('\0'))
    .map(([name]) => ({
      code: 'wrong-value',
      at: name,
      path: name,
      message: 'A NUL character stands in it.',
      hint: 'Leave it out; no text that is kept has one.',
    }));
}

function shaped(shape: z.ZodType, value: unknown): Result<unknown, readonly WireIssue[]> {
  const parsed = shape.safeParse(value, { reportInput: true });
  return parsed.success ? succeed(parsed.data) : fail(faultsOfShape(parsed.error));
}

/** Who, when, why and from where; nothing of it is personal but the id of the person. */
function scopeOf(request: FastifyRequest, { who, params, query, body }: Call, { name }: Binding): Scope {
  const why = (body as { why?: unknown } | undefined)?.why ?? query['why'] ?? '';
  const agent = String(request.headers['user-agent'] ?? '');
  const way =
    request.headers['sec-fetch-site'] === undefined
      ? agent.startsWith('sekisho/')
        ? 'command-line'
        : 'api'
      : 'page';
  return {
    groupId: params['group'] ?? '',
    actor: who.person,
    at: Date.now() as Instant,
    why: typeof why === 'string' ? why : '',
    origin: `${way}:${name}${who.keyId === null ? '' : ` key:${who.keyId}`}`,
  };
}
