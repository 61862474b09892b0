// Calls a server over HTTP and says what went wrong in the words of the command line: its problems as faults, with the same statuses.
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Problem, WireIssue } from '../../api/problem.ts';
import type { Issue, Place } from '../../core/base/issue.ts';
import { BadInput, MachineFault } from './faults.ts';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Asked for once for each time that it is sent. */
  readonly body?: () => ReadableStream<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Sent twice, it is done once. So is whatever only reads, and whatever has an idempotency key. */
  readonly isRepeatable?: boolean;
  /** Ask on for as long as the server says that it is busy. */
  readonly isPatient?: boolean;
}

/** So long a server that is busy is asked again. */
const PATIENCE_MS = 60_000;
const WAIT_S_MAX = 30;
/** The server says that it has done nothing, and could do it later. */
const BUSY = new Set(['store-busy', 'busy', 'too-many-requests']);

/** Where a server is, and the key that it is shown. */
export class ServerAddress {
  readonly url: string;
  private readonly key: string | undefined;
  constructor(url: string, key: string | undefined) {
    this.url = url;
    this.key = key;
  }

  /** The JSON document that the server answers. */
  async ask<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.call(path, call);
    try {
      return (await response.json()) as T;
    } catch (error) {
      throw call.signal?.aborted === true ? call.signal.reason : this.strange(error);
    }
  }

  /** The answer where it is good; anything else is thrown. A server that is busy is asked again where that does no harm. */
  async call(path: string, call: Call = {}): Promise<Response> {
    const { method = 'GET', headers = {}, signal, isPatient = false } = call;
    const isRepeatable = call.isRepeatable ?? (method === 'GET' || headers['idempotency-key'] !== undefined);
    const until = performance.now() + (isPatient ? Number.POSITIVE_INFINITY : PATIENCE_MS);
    for (;;) {
      const response = await this.callOnce(path, call);
      if (response.ok) return response;
      const refusal = await this.refused(response, `${method} ${path}`);
      const wait = waitOf(response);
      if (!isRepeatable || wait === null || !isBusy(refusal) || performance.now() + wait * 1000 > until)
        throw refusal;
      await sleep(wait * 1000, signal);
    }
  }

  private async callOnce(path: string, call: Call): Promise<Response> {
    const { method = 'GET', query = {}, headers = {}, json, body, signal } = call;
    const address = new URL(`${this.url}${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) address.searchParams.set(name, String(value));
    try {
      return await fetch(address, {
        method,
        headers: {
          accept: 'application/json',
          ...(this.key !== undefined && { authorization: `Bearer ${this.key}` }),
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        ...(body !== undefined && { body: body(), duplex: 'half' as const }),
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : this.unreachable(error);
    }
  }

  private unreachable(error: unknown): MachineFault {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : message;
    return new MachineFault(
      'server-unreachable',
      `The server at ${this.url} does not answer: ${why}.`,
      'Is it running, and does --server (or SEKISHO_SERVER) lead to it?',
    );
  }

  private strange(error: unknown): MachineFault {
    return new MachineFault(
      'server-unreachable',
      `What answers at ${this.url} is no server of this program: ${(error as Error).message}.`,
      'Mend --server (or SEKISHO_SERVER).',
    );
  }

  private async refused(response: Response, what: string): Promise<Error> {
    let problem: Problem;
    try {
      problem = (await response.json()) as Problem;
      if (typeof problem.title !== 'string') throw new TypeError('it does not say what is wrong');
    } catch (error) {
      return this.strange(error);
    }
    const kind = problem.type.replace(/^.*#/, '');
    const message = [problem.title, problem.detail].filter((text) => text !== undefined).join(' ');
    if (problem.status >= 500) {
      const mark = problem.mark === undefined ? '' : ` Its mark is ${problem.mark}.`;
      return new MachineFault(
        kind,
        `The server says: ${message}${mark}`,
        HINTS[kind] ?? 'Its log says more.',
      );
    }
    if (problem.issues !== undefined && problem.issues.length > 0)
      return new BadInput(problem.issues.map(readIssue));
    const naming = (problem.namedBy ?? []).map(({ noun, id, path }) => `${noun} ${id} (${path})`);
    const hint =
      HINTS[kind] ?? (naming.length > 0 ? `Named by: ${naming.join(', ')}.` : `Asked was ${what}.`);
    return new BadInput([{ code: kind, at: { path: 'server' }, message, hint }]);
  }
}

const HINTS: Readonly<Record<string, string>> = {
  'key-needed': 'Show one with --key, or set SEKISHO_KEY. An owner makes one with `sekisho key make`.',
  'key-refused': 'Check --key and SEKISHO_KEY; an owner makes a new one with `sekisho key make`.',
  'may-not': 'Ask with a key of a higher role.',
  'disk-full': 'Make room on the disk of the server, then try again.',
  'store-busy': 'Try again in a moment.',
  busy: 'Try again in a moment.',
  'took-too-long': 'Ask for less at once, or ask the store itself, without --server.',
  'plan-outdated': 'Somebody changed the register meanwhile. Call again, and look at the new plan.',
  'own-change': 'Another person must apply it.',
};

function isBusy(refusal: Error): boolean {
  const code = refusal instanceof MachineFault ? refusal.code : (refusal as BadInput).issues?.[0]?.code;
  return code !== undefined && BUSY.has(code);
}

/** Seconds, where the server says when to come again. */
function waitOf(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Math.min(Number(text), WAIT_S_MAX) : null;
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
}

/** An issue as it went over the wire, back with its place. */
export function readIssue({ code, at, path, line, column, message, hint }: WireIssue): Issue {
  const tail = line === undefined ? '' : `:${line}:${column ?? 1}`;
  const file = tail !== '' && at.endsWith(tail) ? at.slice(0, -tail.length) : undefined;
  const place: Place = {
    path: file === undefined && path === '' ? at : path,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
  return { code, at: place, message, hint };
}

/** The name of a file as a header carries it. */
export function headerName(name: string): string {
  return encodeURIComponent(basename(name));
}
