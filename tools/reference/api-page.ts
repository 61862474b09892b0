// The page of the HTTP API: every operation with what a person must be to call it, and every problem.
import type { Endpoint } from '../../src/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../../src/api/openapi.ts';
import { PROBLEMS } from '../../src/api/problem.ts';
import { code, page, table } from './markdown.ts';

export function writeApiPage(): string {
  const operations = Object.entries(ALL_ENDPOINTS);
  return page('The HTTP API', '`src/api`', [
    'The whole description, with every shape, is at `GET /api/openapi.json` of a running server; [api.ts](api.ts) has the same as types for TypeScript. How to begin is told in [the API](../use/api.md).',
    '## Without a group\n\nNothing that is sent there is kept.',
    operationTable(operations.filter(([, { needs }]) => needs === undefined)),
    '## About a group\n\n`{group}` is its id. The last column is the least role that may call it.',
    operationTable(operations.filter(([, { needs }]) => needs !== undefined)),
    '## Problems\n\nEvery refusal and failure is told as RFC 9457 has it; `type` is `/api/problems#` and one of these words.',
    table(
      ['problem', 'status', 'title'],
      Object.entries(PROBLEMS).map(([kind, { status, title }]) => [code(kind), String(status), title]),
    ),
  ]);
}

function operationTable(operations: readonly (readonly [string, Endpoint])[]): string {
  const rows = operations.map(([name, { method, path, summary, needs = '' }]) => [
    code(`${method.toUpperCase()} ${path}`),
    code(name),
    summary,
    needs,
  ]);
  return table(['call', 'operation', '', 'role'], rows);
}
