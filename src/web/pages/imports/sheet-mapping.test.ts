// Changing what columns mean.
import { expect, test } from 'vitest';
import { IMPORT_FIELDS } from '../../../api/import-fields.ts';
import { changeNoun, changeValue, lettersOf, type SheetView } from './sheet-mapping.ts';

const SHEET: SheetView = {
  sheet: 'VVT',
  fingerprint: 'x',
  noun: 'activities',
  headRow: 1,
  columns: [
    { column: 1, heading: 'Name', field: 'name', confidence: 0.9, samples: [] },
    { column: 2, heading: 'Frist', field: 'retention', confidence: 0.9, samples: [] },
  ],
};

test('another noun keeps the places that it has, and frees the others', () => {
  expect(changeNoun(SHEET, 'systems', IMPORT_FIELDS).columns.map((one) => one.field)).toEqual(['name', null]);
  expect(changeNoun(SHEET, null, IMPORT_FIELDS).columns.map((one) => one.field)).toEqual([
    'name',
    'retention',
  ]);
});

test('a word that means nothing is left out', () => {
  expect(changeValue({ ja: 'true' }, 'nein', 'false')).toEqual({ ja: 'true', nein: 'false' });
  expect(changeValue({ ja: 'true' }, 'ja', '')).toEqual({});
});

test('columns have the letters of a spreadsheet', () => {
  expect([1, 26, 27, 52, 703].map(lettersOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
});
