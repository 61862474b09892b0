// The places that the screen offers for a column are those that can be read.
import { expect, test } from 'vitest';
import { IMPORT_FIELDS } from '../api/import-fields.ts';
import { RECORD_NOUNS } from '../core/flows/words.ts';
import { foreignFields } from './sheet-fields.ts';

test.each(RECORD_NOUNS)('of %s, the places offered are the places read', (noun) => {
  expect(IMPORT_FIELDS[noun]).toEqual(foreignFields(noun).map((field) => field.path));
});
