// The description of the API by its structure: what OpenAPI 3.1 and JSON Schema 2020-12 demand, and that nothing leads nowhere.
import { describe, expect, test } from 'vitest';
import { ALL_ENDPOINTS, describeApi } from '../../src/api/openapi.ts';
import { PROBLEMS } from '../../src/api/problem.ts';

type Tree = Record<string, unknown>;

const description = JSON.parse(JSON.stringify(describeApi('0.0.0'))) as Tree & {
  paths: Record<string, Record<string, Tree>>;
  components: { schemas: Record<string, Tree> };
};
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, string, Tree] => [path, method, operation]),
);

/** Keywords of JSON Schema 2020-12 that may stand in a schema here. */
const KEYWORDS = new Set(
  '$ref type properties required additionalProperties propertyNames items prefixItems minItems maxItems enum const anyOf oneOf allOf not description title format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum default examples minProperties'.split(
    ' ',
  ),
);
const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);

/** Every schema in the description, with where it stands. */
function* walk(schema: unknown, at: string): Generator<[string, Tree]> {
  if (typeof schema !== 'object' || schema === null) return;
  const tree = schema as Tree;
  yield [at, tree];
  for (const key of ['properties', 'patternProperties'])
    for (const [name, below] of Object.entries((tree[key] ?? {}) as Tree))
      yield* walk(below, `${at}.${name}`);
  for (const key of ['items', 'additionalProperties', 'propertyNames', 'not'])
    yield* walk(tree[key], `${at}.${key}`);
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const [index, below] of ((tree[key] ?? []) as unknown[]).entries())
      yield* walk(below, `${at}.${key}[${index}]`);
}

function* everySchema(): Generator<[string, Tree]> {
  for (const [name, schema] of Object.entries(description.components.schemas)) yield* walk(schema, name);
  for (const [path, method, operation] of operations) {
    const {
      parameters = [],
      requestBody,
      responses,
    } = operation as {
      parameters?: { name: string; schema: Tree }[];
      requestBody?: { content: Record<string, { schema?: Tree }> };
      responses: Record<string, { content?: Record<string, { schema?: Tree }> }>;
    };
    for (const { name, schema } of parameters) yield* walk(schema, `${method} ${path} ${name}`);
    for (const { schema } of Object.values(requestBody?.content ?? {}))
      yield* walk(schema, `${method} ${path} body`);
    for (const [status, { content = {} }] of Object.entries(responses))
      for (const { schema } of Object.values(content)) yield* walk(schema, `${method} ${path} ${status}`);
  }
}

describe('the description', () => {
  test('is OpenAPI 3.1 with everything that the format demands', () => {
    expect(description).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: expect.any(String), version: '0.0.0' },
    });
    expect(Object.keys(description.paths).every((path) => path.startsWith('/'))).toBe(true);
    for (const [path, method, operation] of operations) {
      const { responses } = operation as { responses: Record<string, { description?: string }> };
      expect([path, method, Object.keys(responses).every((status) => /^[1-5]\d\d$/.test(status))]).toEqual([
        path,
        method,
        true,
      ]);
      for (const one of Object.values(responses)) expect(one.description).toBeTruthy();
    }
  });

  test('names each operation once', () => {
    const ids = operations.map(([, , { operationId }]) => String(operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(Object.keys(ALL_ENDPOINTS).length);
  });

  test('has a parameter for each part of an address, and none twice', () => {
    for (const [path, , operation] of operations) {
      const parameters = (operation['parameters'] ?? []) as { name: string; in: string; required: boolean }[];
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      expect([path, names]).toEqual([path, [...new Set(names)]]);
    }
  });

  test('uses words of JSON Schema only, and every reference leads somewhere', () => {
    let count = 0;
    for (const [at, schema] of everySchema()) {
      count += 1;
      for (const word of Object.keys(schema))
        expect([at, word, KEYWORDS.has(word)]).toEqual([at, word, true]);
      const types = [schema['type'] ?? []].flat() as string[];
      for (const type of types) expect([at, TYPES.has(type)]).toEqual([at, true]);
      const {
        $ref,
        pattern,
        required = [],
        properties = {},
      } = schema as { $ref?: string; pattern?: string; required?: string[]; properties?: Tree };
      if ($ref !== undefined)
        expect([at, description.components.schemas[$ref.replace('#/components/schemas/', '')]]).toEqual([
          at,
          expect.anything(),
        ]);
      if (pattern !== undefined) expect(() => new RegExp(pattern, 'u')).not.toThrow();
      for (const key of required)
        expect([
          at,
          key,
          types.length === 0 || schema['propertyNames'] !== undefined || Object.hasOwn(properties, key),
        ]).toEqual([at, key, true]);
    }
    expect(count).toBeGreaterThan(1000);
  });

  test('has no schema that nothing uses', () => {
    const used = new Set(
      JSON.stringify(description)
        .match(/#\/components\/schemas\/[^"]+/g)
        ?.map((ref) => ref.replace('#/components/schemas/', '')),
    );
    const free = Object.keys(description.components.schemas).filter((name) => !used.has(name));
    expect(free).toEqual([]);
  });

  test('tells every problem by its status, and every kind somewhere', () => {
    const text = JSON.stringify(description);
    const silent = Object.keys(PROBLEMS).filter((kind) => !text.includes(`\`${kind}\``));
    // These may come from anywhere, before there is an operation.
    expect(silent).toEqual(['method-refused', 'headers-too-large', 'too-slow']);
  });
});
