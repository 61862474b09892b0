// The short sentences of a timeline in the reader's words.
import { expect, test } from 'vitest';
import { home as de } from '../../text/de/home.ts';
import { home as ja } from '../../text/ja/home.ts';
import { makeWords } from '../../text/use-text.ts';
import { sayEvent } from './event-words.ts';

const NO_LAWS = { version: '', fingerprint: '', instruments: [], laws: [] };
const TERMS = { standings: { 'us-dpf': { en: 'DPF', ja: 'DPF参加', de: 'DPF-Liste' } } };
const naming = (language: 'ja' | 'de') => ({
  library: undefined,
  words: makeWords(language, TERMS, NO_LAWS),
  text: (language === 'ja' ? ja : de).events,
  organisation: (id: string) => (id === 'et-us' ? 'Example America' : id),
  record: (id: string) => (id === 'check-2026' ? 'Annual check' : id),
});

test('names stand for ids, in the language of the reader', () => {
  expect(sayEvent('us-dpf of et-us ended', naming('de'))).toBe('Example America: DPF-Liste endet');
  expect(sayEvent('check-2026 became too old', naming('ja'))).toBe('Annual checkの有効期間が過ぎます');
  expect(sayEvent('et-us left bcr-c', naming('de'))).toBe('Example America tritt aus: bcr-c');
});

test('a sentence of another form stays as it is', () => {
  expect(sayEvent('something else happened', naming('ja'))).toBe('something else happened');
});
