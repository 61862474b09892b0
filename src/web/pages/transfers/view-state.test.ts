import { expect, test } from 'vitest';
import { readSearch, writeSearch } from '../../client/navigation.ts';
import { isWhatIf, LAST_DAY, readView, usualDay, type ViewState, writeView } from './view-state.ts';

const USUAL = readView({});

function thereAndBack(state: ViewState): ViewState {
  return readView(readSearch(writeSearch(writeView(state))));
}

test('the usual state leaves the address plain', () => {
  expect(writeSearch(writeView(USUAL))).toBe('');
  expect(USUAL.asOf).toBe(usualDay());
});

test.each<Partial<ViewState>>([
  { asOf: '2015-10-06' },
  { without: ['eu.adequacy.us-dpf-2023', 'scc-1'], flow: 'f1' },
  { verdicts: ['unlawful', 'conditional'], law: 'eu-gdpr', text: 'payroll & more = 給与' },
  { pair: 'DE>US' },
  { pair: '>US' },
  { organisation: 'et-de', activity: 'payroll', tool: 'scc-2021', isEnding: true },
  { groupBy: 'destination', sort: 'to', isReversed: true },
  { isReversed: true },
  { leaving: ['IE', 'FR'], drawer: 'remedies' },
  {
    signed: [
      { kind: 'scc-2021', parties: ['et-de', 'nimbus'] },
      { kind: 'bcr-c', parties: ['*'] },
    ],
  },
  { columns: ['activity', 'missing'], isMapFolded: true },
  { columns: [] },
  { file: 'mine.yaml', knownAt: '2026-01-01T00:00:00.000Z' },
])('what is written is read again: %o', (change) => {
  expect(thereAndBack({ ...USUAL, ...change })).toEqual({ ...USUAL, ...change });
});

test('what the address says wrongly counts as not said', () => {
  const wrong = {
    asOf: 'yesterday',
    verdict: 'fine',
    sort: 'mood',
    by: 'taste',
    pair: 'Germany>US',
    leaving: 'Ireland',
    signed: 'handshake(a;b),scc-2021(',
    'what-if': 'x',
  };
  expect(readView(wrong)).toEqual(USUAL);
});

test('a day outside of the band is the usual one', () => {
  expect(readView({ asOf: '1994-12-31' }).asOf).toBe(usualDay());
  expect(readView({ asOf: '2999-01-01' }).asOf).toBe(usualDay());
  expect(readView({ asOf: LAST_DAY }).asOf).toBe(LAST_DAY);
});

test('words of others in the address are not this page’s to write', () => {
  expect(Object.keys(writeView(USUAL))).not.toContain('group');
  expect(Object.keys(writeView(USUAL))).not.toContain('lang');
});

test('something is assumed as soon as one thing is struck, leaves or is signed', () => {
  expect(isWhatIf(USUAL)).toBe(false);
  expect(isWhatIf({ ...USUAL, leaving: ['IE'] })).toBe(true);
});
