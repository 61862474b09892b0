// The heat map of completeness: articles by their names, companies by what they lack.
import { expect, test } from 'vitest';
import { articleOf, type Cell, gatherHeat } from './heat-map.ts';

test('an article goes by its number; letters are put together over all laws', () => {
  expect(articleOf('GDPR Art. 30(1)(d)', true)).toBe('30(1)(d)');
  expect(articleOf('GDPR Art. 30(1)(d)', false)).toBe('30(1)');
  expect(articleOf('APPI Art. 25', false)).toBe('25');
  expect(articleOf('PPC My Number Guidelines, Annex 1, 2G', true)).toBe('Annex 1, 2G');
  expect(articleOf('PPC Guidelines (General Rules) 10-7', false)).toBe('10-7');
});

const cell = (organisation: string, cite: string, asked: number, given: number): Cell => ({
  organisation,
  as: 'controller',
  noun: 'activities',
  rule: cite,
  law: 'eu-gdpr',
  cite,
  says: '',
  strength: 'must',
  asked,
  given,
});

test('the least complete company stands first, and each column has its sum', () => {
  const cells = [
    cell('good', 'GDPR Art. 30(1)(a)', 4, 4),
    cell('bad', 'GDPR Art. 30(1)(a)', 4, 1),
    cell('bad', 'GDPR Art. 28(3)', 2, 2),
  ];
  const map = gatherHeat(cells, { law: undefined, as: undefined, organisation: undefined });
  expect(map.rows.map((row) => row.organisation)).toEqual(['bad', 'good']);
  expect(map.columns.map((column) => column.article)).toEqual(['28(3)', '30(1)']);
  expect(map.totals.get('eu-gdpr 30(1)')).toMatchObject({ asked: 8, given: 5 });
  const processor = gatherHeat(cells, { law: undefined, as: 'processor', organisation: undefined });
  expect(processor.rows).toEqual([]);
});
