import { expect, test } from 'vitest';
import { scanImports } from './scan-imports.ts';

const read = (source: string) =>
  scanImports(source).map(({ kind, specifier, names }) => [kind, specifier, ...names]);

test('static imports, with and without types', () => {
  expect(read(`import a, { type B, c as d } from './x.ts';`)).toEqual([
    ['static', './x.ts', 'B', 'c', 'default'],
  ]);
  expect(read(`import type { B } from '../x.ts'`)).toEqual([['static', '../x.ts', 'B']]);
  expect(read(`import * as all from "zod";`)).toEqual([['static', 'zod', '*']]);
  expect(read(`import type Thing from 'zod';`)).toEqual([['static', 'zod', 'default']]);
  expect(read(`import './page.css';`)).toEqual([['static', './page.css']]);
});

test('an import over several lines', () => {
  expect(read(`import {\n  a,\n  b,\n} from './x.ts';`)).toEqual([['static', './x.ts', 'a', 'b']]);
});

test('re-exports', () => {
  expect(read(`export { a, type B } from './x.ts'; export * from './y.ts';`)).toEqual([
    ['re-export', './x.ts', 'a', 'B'],
    ['re-export', './y.ts', '*'],
  ]);
});

test('dynamic imports, import types and addresses of modules', () => {
  expect(read(`const a = await import('./a.ts'); let b: import('./b.ts').B;`)).toEqual([
    ['dynamic', './a.ts', '*'],
    ['dynamic', './b.ts', '*'],
  ]);
  expect(read(`new Worker(new URL('./w.ts', import.meta.url)); new URL('https://a.example')`)).toEqual([
    ['address', './w.ts'],
  ]);
});

test('what stands in comments and texts is no import', () => {
  expect(read(`// import a from 'b'\nconst t = "import c from 'd'"; const u = \`import('e')\`;`)).toEqual([]);
});

test('a declaration before an import is not taken for its clause', () => {
  expect(read(`export interface A {}\nimport { b } from './b.ts';`)).toEqual([['static', './b.ts', 'b']]);
});
