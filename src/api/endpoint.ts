// An endpoint: address, method, shapes, problems and an example; the server, its description and the tests follow from it.
import type { z } from 'zod';
import type { ProblemKind } from './problem.ts';
import type { Role } from './roles.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Headers of a request that mean something here. */
export type RequestHeader =
  | 'if-match'
  | 'if-none-match'
  | 'idempotency-key'
  | 'last-event-id'
  | 'x-file-name';

/** A call that works, run by a test in the order of the list. */
export interface EndpointExample {
  /** The parts of the address; `id` alone may stand here too. */
  readonly params?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Partial<Readonly<Record<RequestHeader | 'content-type', string>>>;
  readonly body?: unknown;
}

export interface Endpoint {
  readonly method: Method;
  /** `{id}` stands for one part of the address. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: readonly RequestHeader[];
  readonly body?: z.ZodType;
  /** Media types of a body that is a file and not JSON. */
  readonly takes?: readonly string[];
  /** `null` where the answer is not JSON of a shape. */
  readonly shape: z.ZodType | null;
  readonly media: string;
  /** 200 where it is left out. */
  readonly status?: 201 | 202;
  readonly answers: string;
  /** Beside those that every endpoint may give. */
  readonly problems: readonly ProblemKind[];
  /** What a person must be in the group; left out where no group is asked about. */
  readonly needs?: Role;
  readonly example: EndpointExample;
}

export const JSON_MEDIA = 'application/json';
