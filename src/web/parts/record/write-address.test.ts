import { expect, test } from 'vitest';
import { writeAddress } from './write-address.ts';

const TOKYO = {
  lines: ['大手町1-2-3', '例ビル5階'],
  postalCode: '100-0004',
  city: '東京都千代田区',
  country: 'JP',
};

test('a Japanese address is read from the large to the small by Japanese readers', () => {
  expect(writeAddress(TOKYO, '日本', 'ja')).toEqual([
    '〒100-0004',
    '東京都千代田区 大手町1-2-3 例ビル5階',
    '日本',
  ]);
  expect(writeAddress(TOKYO, 'Japan', 'en')).toEqual([
    '大手町1-2-3',
    '例ビル5階',
    '東京都千代田区 100-0004',
    'Japan',
  ]);
});

test('the postal code stands where it stands in the country', () => {
  const german = { lines: ['Musterallee 1'], postalCode: '40000', city: 'Düsseldorf', country: 'DE' };
  expect(writeAddress(german, 'Deutschland', 'de')).toEqual([
    'Musterallee 1',
    '40000 Düsseldorf',
    'Deutschland',
  ]);
  const british = { lines: ['1 Example Street'], postalCode: 'EC1A 1AA', city: 'London', country: 'GB' };
  expect(writeAddress(british, 'United Kingdom', 'en')).toEqual([
    '1 Example Street',
    'London EC1A 1AA',
    'United Kingdom',
  ]);
});

test('what is not known is left out', () => {
  expect(writeAddress({ city: 'Bern' }, undefined, 'de')).toEqual(['Bern']);
});
