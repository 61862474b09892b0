// The OpenAPI 3.1 description, written from the same shapes that check what comes in.
import { z } from 'zod';
import type { Endpoint, RequestHeader } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { GROUP_ENDPOINTS } from './group-endpoints.ts';
import { PROBLEMS, type ProblemKind } from './problem.ts';
import { RESOURCE_ENDPOINTS } from './resource-endpoints.ts';

type Tree = Record<string, unknown>;

/** Problems that any call may meet. */
const ALWAYS: readonly ProblemKind[] = ['foreign-host', 'machine-failed'];
/** And those that any call about a group may meet. */
const IN_GROUP: readonly ProblemKind[] = [
  'foreign-origin',
  'key-needed',
  'key-refused',
  'may-not',
  'too-many-requests',
  'store-busy',
  'store-failed',
];

const HEADERS: Readonly<Record<RequestHeader, string>> = {
  'if-match': 'The ETag of the version that you saw.',
  'if-none-match': '`*` where it must be new; the ETag of what you have where you read.',
  'idempotency-key':
    'A UUID of yours. Sent twice with the same content, the second does nothing and is answered as the first.',
  'last-event-id': 'The position after which events begin.',
  'x-file-name': 'The name of the file, percent-encoded as UTF-8.',
};

/** Every endpoint by its name: those that keep nothing, the resources of a group, and the rest of it. */
export const ALL_ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...ENDPOINTS,
  ...RESOURCE_ENDPOINTS,
  ...GROUP_ENDPOINTS,
};

/**
 * Writes the description; `version` is that of the program.
 *
 * @example describeApi('0.1.0').openapi // '3.1.0'
 */
export function describeApi(version: string): Tree {
  const paths: Record<string, Tree> = {};
  for (const [name, endpoint] of Object.entries(ALL_ENDPOINTS)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describe(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sekisho',
      version,
      summary: 'Facts, law and time in; verdicts and obligations out.',
      description:
        'Keeps what a group is and does, and decides every cross-border transfer of personal data from law as data. What is sent to /api/groups is kept; nothing else is, and nothing is written to a log.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A key of the group. A server that only this machine reaches also answers without one.',
        },
      },
    },
  };
}

function describe(name: string, endpoint: Endpoint): Tree {
  const parameters = [
    ...pathParameters(endpoint),
    ...queryParameters(endpoint),
    ...headerParameters(endpoint),
  ];
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.needs !== undefined && { security: [{ key: [] }, {}] }),
    ...bodyOf(endpoint),
    responses: responsesOf(endpoint),
  };
}

function bodyOf({ body, takes, example }: Endpoint): Tree {
  if (takes !== undefined) {
    const content = Object.fromEntries(takes.map((media) => [media, {}]));
    return { requestBody: { required: true, content } };
  }
  if (body === undefined) return {};
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(body), example: example.body } },
    },
  };
}

function pathParameters({ path, example }: Endpoint): Tree[] {
  const params: Record<string, string> = {
    ...(example.id !== undefined && { id: example.id }),
    ...example.params,
  };
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    example: params[name],
  }));
}

function headerParameters({ headers = [], example }: Endpoint): Tree[] {
  return headers.map((name) => ({
    name,
    in: 'header',
    required: name === 'x-file-name',
    description: HEADERS[name],
    schema: { type: 'string' },
    ...(example.headers?.[name] !== undefined && { example: example.headers[name] }),
  }));
}

function queryParameters({ query, example }: Endpoint): Tree[] {
  if (query === undefined) return [];
  const { properties, required } = schemaOf(query) as {
    properties: Record<string, Tree>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required?.includes(name) === true,
    ...(description !== undefined && { description }),
    schema,
    ...(example.query?.[name] !== undefined && { example: example.query[name] }),
  }));
}

function responsesOf(endpoint: Endpoint): Tree {
  const schema =
    endpoint.shape === null
      ? { type: endpoint.media === 'application/json' ? 'object' : 'string' }
      : schemaOf(endpoint.shape);
  const byStatus = new Map<number, string[]>();
  const always = endpoint.needs === undefined ? ALWAYS : [...IN_GROUP, ...ALWAYS];
  for (const kind of new Set([...endpoint.problems, ...always])) {
    const { status, title } = PROBLEMS[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${kind}\`: ${title}`]);
  }
  const responses: Tree = {
    [endpoint.status ?? 200]: { description: endpoint.answers, content: { [endpoint.media]: { schema } } },
  };
  for (const [status, lines] of byStatus) {
    responses[status] = {
      description: lines.join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

/** A shape with a name of its own is described once, and referred to. */
function schemaOf(shape: z.ZodType): Tree {
  const id = z.globalRegistry.get(shape)?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' }) as Tree;
  return schema;
}

function componentSchemas(): Tree {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  const named: [string, Tree][] = Object.entries(schemas).map(
    ([id, { $schema: _, $id: __, id: ___, ...schema }]) => [id, schema as Tree],
  );
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}
