import { expect, test } from 'vitest';
import { checkImportTable } from './import-table.ts';

/** The messages for one file that imports one thing. */
function messagesFor(path: string, specifier: string): string[] {
  return checkImportTable([{ path, text: `import type { a } from '${specifier}';` }]).map(
    ({ message }) => message,
  );
}

const refuses = (path: string, specifier: string) =>
  expect(messagesFor(path, specifier), path).toHaveLength(1);
const allows = (path: string, specifier: string) => expect(messagesFor(path, specifier), path).toEqual([]);

test('core imports only downwards', () => {
  allows('src/core/law/law.ts', '../time/period.ts');
  refuses('src/core/law/law.ts', '../engine/assess.ts');
  refuses('src/core/base/issue.ts', '../time/period.ts');
  refuses('src/core/engine/assess.ts', '../../kit/files/read.ts');
});

test('core imports no package but the polyfill of Temporal, and that in one file', () => {
  allows('src/core/time/temporal.ts', 'temporal-polyfill');
  refuses('src/core/time/due.ts', 'temporal-polyfill');
  refuses('src/kit/http/clock.ts', 'temporal-polyfill');
  refuses('src/core/law/parse.ts', 'yaml');
  refuses('src/core/law/parse.ts', 'node:fs');
});

test('the browser sees the contract and core, never the records or Node', () => {
  allows('src/web/pages/incidents/list.tsx', '../../../api/incidents.ts');
  allows('src/web/main.tsx', 'react-dom/client');
  refuses('src/web/main.tsx', '../records/incidents/incident.ts');
  refuses('src/web/main.tsx', 'node:path');
  refuses('src/kit/http/page.ts', 'react');
});

test('the ways in do not import each other', () => {
  allows('src/entry/cli/main.ts', '../../records/incidents/incident-actions.ts');
  refuses('src/entry/cli/main.ts', '../server/main.ts');
});

test('a noun imports nouns to its left, and of those neither routes nor facts', () => {
  allows('src/records/register/flow-actions.ts', '../people/person-store.ts');
  refuses('src/records/people/person-actions.ts', '../register/flow.ts');
  refuses('src/records/incidents/incident-actions.ts', '../requests/request.ts');
  refuses('src/records/incidents/incident-routes.ts', '../register/flow-routes.ts');
});

test('a floor imports only floors below it, and the lower two are pure', () => {
  allows('src/records/incidents/incident-actions.ts', './incident-store.ts');
  refuses('src/records/incidents/incident.ts', './incident-store.ts');
  refuses('src/records/incidents/incident-facts.ts', '../../kit/store/scope.ts');
});

test('exchange sees the nouns only', () => {
  allows('src/exchange/sheets/register.ts', '../../records/register/flow.ts');
  refuses('src/exchange/sheets/register.ts', '../../records/register/flow-store.ts');
});

test('tests beside a file may use the test tools, not other rooms', () => {
  allows('src/core/time/due.test.ts', 'vitest');
  allows('src/core/time/due.test.ts', '../../../test/support/group.ts');
  refuses('src/core/time/due.test.ts', '../../kit/library/read.ts');
});

test('tests may read law files by address, the program may not', () => {
  const text = `const laws = new URL('../../../laws/calendars', import.meta.url);`;
  expect(checkImportTable([{ path: 'src/kit/library/read.test.ts', text }])).toEqual([]);
  expect(checkImportTable([{ path: 'src/kit/library/read.ts', text }])).toHaveLength(1);
});

test('a file outside of the plan is found', () => {
  refuses('src/extras/a.ts', './b.ts');
  refuses('src/records/cookies/cookie.ts', './crumb.ts');
});
