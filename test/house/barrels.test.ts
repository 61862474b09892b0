import { expect, test } from 'vitest';
import { checkBarrels } from './barrels.ts';

const countIn = (path: string, text: string) => checkBarrels([{ path, text }]).length;

test('a file that only re-exports is a barrel', () => {
  expect(countIn('src/core/time.ts', `// Time.\nexport * from './a.ts';\nexport { b } from './b.ts';`)).toBe(
    1,
  );
  expect(countIn('src/core/time.ts', `import { a } from './a.ts';\nexport { a };`)).toBe(1);
});

test('a file called index is refused whatever it holds', () => {
  expect(countIn('src/web/ui/index.ts', 'export const a = 1;')).toBe(1);
});

test('own code beside a re-export, and the one file that names a package, are no barrels', () => {
  expect(countIn('src/core/a.ts', `export { b } from './b.ts';\nexport const a = 1;`)).toBe(0);
  expect(countIn('src/core/time/temporal.ts', `export { Temporal } from 'temporal-polyfill';`)).toBe(0);
});
