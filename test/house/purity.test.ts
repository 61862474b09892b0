import { expect, test } from 'vitest';
import { checkPurity } from './purity.ts';

const countIn = (path: string, text: string) => checkPurity([{ path, text }]).length;

test('clock, randomness and machine are found in core', () => {
  for (const text of [
    'Date.now()',
    'new Date(0)',
    'Temporal.Now.instant()',
    'process.env',
    'fetch(a)',
    'Math.random()',
  ]) {
    expect(countIn('src/core/time/due.ts', text), text).toBe(1);
  }
});

test('locale is found in the engine, and allowed where time zones are read', () => {
  expect(countIn('src/core/engine/assess.ts', 'new Intl.DateTimeFormat()')).toBe(1);
  expect(countIn('src/core/flows/order.ts', 'a.localeCompare(b)')).toBe(1);
  expect(countIn('src/core/time/zone.ts', 'new Intl.DateTimeFormat()')).toBe(0);
});

test('words in comments and texts, tests, and other rooms are left alone', () => {
  expect(countIn('src/core/time/due.ts', `// Date.now() is banned\nconst a = 'Math.random()';`)).toBe(0);
  expect(countIn('src/core/time/due.test.ts', 'Date.now()')).toBe(0);
  expect(countIn('src/entry/clock/main.ts', 'Date.now()')).toBe(0);
});
