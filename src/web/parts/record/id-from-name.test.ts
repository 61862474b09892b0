import { expect, test } from 'vitest';
import { idFromName } from './id-from-name.ts';

test.each([
  ['Payroll, Austria', 'payroll-austria'],
  ['Löhne & Gehälter', 'loehne-gehaelter'],
  ['給与計算（日本）', '給与計算-日本'],
  ['  CRM 2.0 ', 'crm-2-0'],
])('%s becomes %s', (name, id) => {
  expect(idFromName(name)).toBe(id);
});

test('a name without letters proposes nothing', () => {
  expect(idFromName('– –')).toBeUndefined();
  expect(idFromName(undefined)).toBeUndefined();
});
