import { expect, test } from 'vitest';
import { factIn, kindOfFact, withFact } from './fact-kinds.ts';

test.each([
  [['country'], 'country'],
  [['mode'], 'one-of'],
  [['standing', 'us-dpf'], 'yes-no'],
  [['standing', 'us-dpf', 'covers'], 'some-of'],
  [['derogation', 'ground'], 'one-of'],
  [['derogation', 'occasional'], 'yes-no'],
  [['purposes'], 'words'],
  [['on'], 'day'],
])('%j is entered as %s', (keys, kind) => {
  expect(kindOfFact(keys)?.is).toBe(kind);
});

test.each([[['subjects']], [['approval']], [['something-new']], [['standing', 'us-dpf', 'from']]])(
  '%j is entered in the form of its record',
  (keys) => {
    expect(kindOfFact(keys)).toBeUndefined();
  },
);

test('one fact is put into a record, and the rest is untouched', () => {
  const record = { id: 'lakeshore', standing: { 'us-dpf': true, 'ca-pipeda': false } };
  expect(withFact(record, ['standing', 'us-dpf-uk'], false)).toEqual({
    id: 'lakeshore',
    standing: { 'us-dpf': true, 'ca-pipeda': false, 'us-dpf-uk': false },
  });
  expect(withFact({ id: 'f' }, ['mode'], 'storage')).toEqual({ id: 'f', mode: 'storage' });
  expect(record.standing).toEqual({ 'us-dpf': true, 'ca-pipeda': false });
});

test('a standing that only held comes to say what it covers', () => {
  expect(withFact({ standing: { 'us-dpf': true } }, ['standing', 'us-dpf', 'covers'], ['hr'])).toEqual({
    standing: { 'us-dpf': { covers: ['hr'] } },
  });
});

test('a fact is read by its keys', () => {
  expect(factIn({ standing: { 'us-dpf': false } }, ['standing', 'us-dpf'])).toBe(false);
  expect(factIn({}, ['standing', 'us-dpf'])).toBeUndefined();
});
