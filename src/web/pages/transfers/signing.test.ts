import { expect, test } from 'vitest';
import { makeInstrument, readSignings, type Signing, writeSignings } from './signing.ts';

const CLAUSES: Signing = { kind: 'scc-2021', parties: ['et-de', 'nimbus'] };

test('signings are few words in the address, and are read again', () => {
  const signings: Signing[] = [CLAUSES, { kind: 'bcr-c', parties: ['*'] }];
  expect(writeSignings(signings)).toBe('scc-2021(et-de;nimbus),bcr-c(*)');
  expect(readSignings(writeSignings(signings))).toEqual(signings);
});

test('what no register knows as a kind is not signed', () => {
  expect(readSignings('handshake(a;b),scc-2021(a;b)')).toEqual([{ kind: 'scc-2021', parties: ['a', 'b'] }]);
});

test('clauses between two go from the one to the other', () => {
  expect(makeInstrument(CLAUSES, [], '2026-11-22', 0)).toMatchObject({
    id: 'signed-in-thought-1',
    kind: 'scc-2021',
    exporters: ['et-de'],
    importers: ['nimbus'],
    from: '2026-11-22',
  });
});

test('rules for all bind every member', () => {
  const rules = makeInstrument({ kind: 'bcr-c', parties: ['*'] }, ['a', 'b', 'c'], '2026-11-22', 1);
  expect(rules['parties']).toEqual(['a', 'b', 'c']);
  expect(rules['exporters']).toBeUndefined();
});
