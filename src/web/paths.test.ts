import { expect, test } from 'vitest';
import { PATHS, type PathName, pathTo } from './paths.ts';

test('every address, as it was looked at', () => {
  const parts = { noun: 'activities', id: 'payroll' };
  const all = (Object.keys(PATHS) as PathName[]).map((name) => `${name} ${pathTo(name, parts)}`);
  expect(all).toMatchInlineSnapshot(`
    [
      "home /",
      "transfers /transfers",
      "contracts /contracts",
      "register /register",
      "organisations /organisations",
      "divisions /divisions",
      "persons /persons",
      "systems /systems",
      "activities /activities",
      "flows /flows",
      "instruments /instruments",
      "assessments /assessments",
      "contractors /contractors",
      "record /activities/payroll",
      "newRecord /activities/new",
      "interview /activities/payroll/interview",
      "changes /changes",
      "imports /imports",
      "exports /exports",
      "law /law",
      "provision /law/payroll",
      "ledger /ledger",
      "settings /settings",
      "welcome /welcome",
      "gallery /gallery",
    ]
  `);
});

test('an id cannot lead to another place', () => {
  expect(pathTo('record', { noun: 'activities', id: '../x?y#z' })).toBe('/activities/..%2Fx%3Fy%23z');
});
