import { expect, test } from 'vitest';
import { checkFirstLines } from './first-lines.ts';

const countIn = (path: string, text: string) => checkFirstLines([{ path, text }]).length;

test('a file without a first sentence is found', () => {
  expect(countIn('src/core/time/due.ts', 'export const a = 1;')).toBe(1);
  expect(countIn('src/core/time/due.ts', '// due\nexport const a = 1;')).toBe(1);
  expect(countIn('src/web/ui/button.css', '.button {}')).toBe(1);
});

test('a sentence may run over two lines, and a test needs none', () => {
  expect(
    countIn('src/core/time/due.ts', '// A due time: when a duty must be done,\n// and why.\nexport {};'),
  ).toBe(0);
  expect(countIn('src/web/ui/button.css', '/* The look of a button. */')).toBe(0);
  expect(countIn('src/core/time/due.test.ts', 'test();')).toBe(0);
});
