import { expect, test } from 'vitest';
import { checkLawIds } from './law-ids.ts';

const countIn = (path: string, text: string) => checkLawIds([{ path, text }]).length;

test('a law file whose id is not its path is found', () => {
  expect(countIn('laws/eu/gdpr/art-33.yaml', 'format: sekisho/law@1\nid: eu.gdpr.art-34\n')).toBe(1);
  expect(countIn('laws/eu/gdpr/art-33.yaml', 'format: sekisho/law@1\n')).toBe(1);
  expect(countIn('laws/eu/gdpr/instrument.yaml', 'format: sekisho/instrument@1\nid: gdpr\n')).toBe(1);
});

test('a rule that does not begin with the id of its file is found', () => {
  const text =
    'format: sekisho/law@1\nid: eu.gdpr.art-33\nrules: [{id: eu.gdpr.art-33.1}, {id: eu.gdpr.art-333}]\n';
  expect(countIn('laws/eu/gdpr/art-33.yaml', text)).toBe(1);
});

test('YAML that cannot be read is found', () => {
  expect(countIn('laws/eu/gdpr/art-33.yaml', 'format: [')).toBe(1);
});

test('sound files and cases pass', () => {
  expect(countIn('laws/eu/gdpr/instrument.yaml', 'format: sekisho/instrument@1\nid: eu.gdpr\n')).toBe(0);
  expect(countIn('laws/eu/gdpr/cases/a.yaml', 'format: sekisho/cases@1\n')).toBe(0);
});
