import { expect, test } from 'vitest';
import { writeRegisterPart, writeTable } from './list-files.ts';

const RECORDS = [
  { id: 'a', name: 'Payroll, "Vienna"', data: ['name', 'salary'], member: false },
  { id: 'b', name: '=HYPERLINK("x")' },
];

test('a table begins with the id, and lists stand in one cell', () => {
  const [head, first] = writeTable(RECORDS, ['name', 'data', 'member', 'score']).slice(1).split('\r\n');
  expect(head).toBe('id,name,data,member');
  expect(first).toBe('a,"Payroll, ""Vienna""",name; salary,false');
});

test('what a sheet would take for a formula is written as text', () => {
  expect(writeTable(RECORDS, ['name'])).toContain(`b,"'=HYPERLINK(""x"")"`);
});

test('a part of a register can be taken in again', () => {
  expect(JSON.parse(writeRegisterPart('activities', RECORDS))).toEqual({
    format: 'sekisho/register@1',
    activities: RECORDS,
  });
});
