import { expect, test } from 'vitest';
import { checkCircles } from './circles.ts';

test('a circle over three files is told once, with its way', () => {
  const findings = checkCircles([
    { path: 'src/a.ts', text: `import type { B } from './b.ts';` },
    { path: 'src/b.ts', text: `export { c } from './c.ts';` },
    { path: 'src/c.ts', text: `const a = await import('./a.ts');` },
  ]);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).toContain('src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts');
});

test('a file that imports itself is a circle', () => {
  expect(checkCircles([{ path: 'src/a.ts', text: `import { a } from './a.ts';` }])).toHaveLength(1);
});

test('two ways to the same file are no circle', () => {
  expect(
    checkCircles([
      { path: 'src/a.ts', text: `import { b } from './b.ts'; import { c } from './c.ts';` },
      { path: 'src/b.ts', text: `import { c } from './c.ts';` },
      { path: 'src/c.ts', text: '' },
    ]),
  ).toEqual([]);
});
