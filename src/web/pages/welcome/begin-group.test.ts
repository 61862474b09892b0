// What is kept of the first answers.
import { expect, test } from 'vitest';
import { parseRegister } from '../../../core/flows/parse-register.ts';
import { NO_ANSWERS } from '../../client/first-steps.ts';
import { writeFirstRecords } from './begin-group.ts';

const ANSWERS = {
  ...NO_ANSWERS,
  group: 'Kita',
  company: 'Kita GmbH',
  country: 'DE',
  recipient: 'Kita GmbH',
  recipientCountry: 'US',
  purposes: ['payroll'],
  data: ['name'],
  subjects: ['employees'],
  role: 'processor',
  mode: '',
  activity: 'Payroll',
} as const;

test('the records are a sound register, and two of the same name are two', () => {
  const records = writeFirstRecords(ANSWERS);
  const lists = { organisations: [] as object[], activities: [] as object[], flows: [] as object[] };
  for (const one of records) lists[one.noun as keyof typeof lists].push(one.record);
  const read = parseRegister({ format: 'sekisho/register@1', ...lists });
  expect(read.ok ? [] : read.fault).toEqual([]);
  expect(new Set(records.map((one) => `${one.noun} ${one.id}`)).size).toBe(4);
});

test('what was not answered is not written', () => {
  expect(writeFirstRecords(ANSWERS).at(-1)?.record).not.toHaveProperty('mode');
});
