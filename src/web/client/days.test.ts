import { expect, test } from 'vitest';
import { dayOfNumber, numberOfDay, readTypedDay, writeDay } from './days.ts';

test.each(['1995-01-01', '2000-02-29', '2015-10-06', '2027-12-31'])('%s goes to a number and back', (day) => {
  expect(dayOfNumber(numberOfDay(day))).toBe(day);
});

test('the days are counted from the first of January 1995', () => {
  expect(numberOfDay('1995-01-01')).toBe(0);
  expect(numberOfDay('1996-01-01')).toBe(365);
});

test.each([
  ['2015-10-06', '2015-10-06'],
  [' 2015/10/6 ', '2015-10-06'],
  ['20151006', '2015-10-06'],
  ['2015年10月6日', '2015-10-06'],
  ['２０１５－１０－０６', '2015-10-06'],
])('%s is read as %s', (typed, day) => {
  expect(readTypedDay(typed)).toBe(day);
});

test.each(['', '06.10.2015', '2015-02-30', '2015-13-01', 'soon', '2015'])('%j is no day', (typed) => {
  expect(readTypedDay(typed)).toBeUndefined();
});

test('a day is written as its reader writes it', () => {
  expect(writeDay('2015-10-06', 'en')).toBe('6 October 2015');
  expect(writeDay('2015-10-06', 'ja')).toBe('2015年10月6日');
  expect(writeDay('2015-10-06', 'de')).toBe('6. Oktober 2015');
});
