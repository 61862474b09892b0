import { expect, test } from 'vitest';
import { type PageState, readAddress, writeAddress } from './address.ts';

const START: PageState = {
  register: 'example-group',
  asOf: '2026-11-22',
  without: [],
  verdicts: [],
  law: null,
  text: '',
  flow: null,
  sort: 'verdict',
  isReversed: false,
  view: 'flows',
};

test('the usual state leaves the address plain', () => {
  expect(writeAddress(START, START)).toBe('');
  expect(readAddress('', START)).toEqual(START);
});

test.each<Partial<PageState>>([
  { asOf: '2015-10-06' },
  { without: ['eu.adequacy.us-dpf-2023', 'scc-1'], flow: 'f1' },
  { verdicts: ['unlawful', 'conditional'], law: 'eu-gdpr', text: 'payroll & more = 給与' },
  { sort: 'to', isReversed: true, view: 'contracts' },
  { isReversed: true },
  { register: null },
])('what is written is read again: %o', (change) => {
  const state = { ...START, ...change };
  expect(readAddress(writeAddress(state, START), START)).toEqual(state);
});

test('what the address says wrongly counts as not said', () => {
  expect(readAddress('?asOf=yesterday&verdict=fine&sort=mood&view=x', START)).toEqual(START);
});

test('words of others stay in the address', () => {
  expect(writeAddress({ ...START, flow: 'f1' }, START, '?group=kita&flow=f0')).toBe('?group=kita&flow=f1');
  expect(writeAddress(START, START, '?group=kita&flow=f0')).toBe('?group=kita');
});
