// The OpenAPI 3.1 description, written from the same shapes that check what comes in.
import { z } from 'zod';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { PROBLEMS, type ProblemKind } from './problem.ts';

type Tree = Record<string, unknown>;

/** Problems that any call may meet. */
const ALWAYS: readonly ProblemKind[] = ['foreign-host', 'machine-failed'];

/**
 * Writes the description; `version` is that of the program.
 *
 * @example describeApi('0.1.0').openapi // '3.1.0'
 */
export function describeApi(version: string): Tree {
  const paths: Record<string, Tree> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describe(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sekisho',
      version,
      summary: 'Facts, law and time in; verdicts and obligations out.',
      description:
        'Decides every cross-border transfer of personal data from law as data. Nothing that is posted is kept or written to a log.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: componentSchemas() },
  };
}

function describe(name: string, endpoint: Endpoint): Tree {
  const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)];
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(endpoint.body), example: endpoint.example.body } },
      },
    }),
    responses: responsesOf(endpoint),
  };
}

function pathParameters({ path, example }: Endpoint): Tree[] {
  if (!path.includes('{id}')) return [];
  return [{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: example.id }];
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
  for (const kind of [...endpoint.problems, ...ALWAYS]) {
    const { status, title } = PROBLEMS[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${kind}\`: ${title}`]);
  }
  const responses: Tree = {
    200: { description: endpoint.answers, content: { [endpoint.media]: { schema } } },
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
