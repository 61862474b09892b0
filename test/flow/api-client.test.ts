// The generated types for programs that call the API: they compile, and what they say is what a server does.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeCaller, OPERATIONS, type Operations } from '../../docs/reference/api.ts';
import { ALL_ENDPOINTS } from '../../src/api/openapi.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

// A real server on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: RunningProgram;
beforeAll(async () => {
  server = await startProgram();
}, 240_000);
afterAll(() => server?.stop());

test('name every operation of the description', () => {
  expect(Object.keys(OPERATIONS)).toEqual(Object.keys(ALL_ENDPOINTS));
});

test('a program reads, writes and is told problems through them', async () => {
  const call = makeCaller(server.address);
  const { groups } = await call('listGroups', {});
  expect(groups.map(({ id }) => id)).toEqual(['example']);
  const group = 'example';
  const record = { id: 'typed', name: 'Typed', organisation: 'et-de' };
  const made = await call('newDivision', { params: { group }, body: { record, why: 'a test' } });
  const version: number = made.version;
  const read = await call('readDivision', { params: { group, id: 'typed' }, query: { fields: 'name' } });
  expect([version, read.record]).toEqual([1, { name: 'Typed' }]);
  const { flows } = await call('readTransfers', {
    params: { group },
    query: { asOf: '2026-11-22', flows: 'hr-de-us' },
  });
  expect(flows.map(({ flow }) => flow)).toEqual(['hr-de-us']);
  const file = new Blob(['{"format":"sekisho/register@1","divisions":[]}']);
  const headers = { 'x-file-name': 'none.json' };
  const sent: Operations['newImport']['answer'] = await call('newImport', {
    params: { group },
    headers,
    body: file,
  });
  expect(sent.fileName).toBe('none.json');
  await expect(call('readDivision', { params: { group, id: 'nobody' } })).rejects.toMatchObject({
    status: 404,
  });
  const exported = await call('exportRegister', { params: { group, format: 'json-lines' } });
  expect((await exported.text()).split('\n').length).toBeGreaterThan(100);
});

test('and refuse what cannot be', () => {
  const call = makeCaller('http://localhost:1', undefined, () => Promise.reject(new Error('never asked')));
  const wrong = [
    // @ts-expect-error a record of a division has no colour
    () => call('newDivision', { params: { group: 'g' }, body: { record: { id: 'd', colour: 'red' } } }),
    // @ts-expect-error the group is missing
    () => call('readDivision', { params: { id: 'd' } }),
    // @ts-expect-error there is no such operation
    () => call('paintDivision', {}),
  ];
  expect(wrong.length).toBe(3);
});
