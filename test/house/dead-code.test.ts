import { expect, test } from 'vitest';
import { checkDeadCode } from './dead-code.ts';

const main = (text: string) => ({ path: 'src/entry/cli/main.ts', text });

test('a file that no way in leads to is found, even when another dead file imports it', () => {
  const findings = checkDeadCode([
    main(''),
    { path: 'src/kit/a.ts', text: `import './b.ts';` },
    { path: 'src/kit/b.ts', text: '' },
  ]);
  expect(findings.map(({ path }) => path)).toEqual(['src/kit/a.ts', 'src/kit/b.ts']);
});

test('an export that nobody takes is found', () => {
  const findings = checkDeadCode([
    main(`import { used } from '../../kit/a.ts';`),
    {
      path: 'src/kit/a.ts',
      text: 'export const used = 1;\nexport function unused() {}\nexport type Lost = 1;',
    },
  ]);
  expect(findings.map(({ line }) => line)).toEqual([2, 3]);
});

test('a test, a namespace, a dynamic import and a re-export are users', () => {
  const findings = checkDeadCode([
    main(`import * as a from '../../kit/a.ts';\nconst { b } = await import('../../kit/b.ts');\na.a();`),
    { path: 'src/kit/a.ts', text: 'export function a() {}' },
    { path: 'src/kit/b.ts', text: `export const b = 1;\nexport { c } from './c.ts';` },
    { path: 'src/kit/c.ts', text: 'export const c = 1;' },
    { path: 'src/kit/d.ts', text: 'export const d = 1;' },
    { path: 'src/kit/d.test.ts', text: `import { d } from './d.ts';` },
  ]);
  expect(findings).toEqual([]);
});

test('a type that another declaration of the file is made of is alive', () => {
  const findings = checkDeadCode([
    main(`import type { Issue } from '../../kit/issue.ts';`),
    { path: 'src/kit/issue.ts', text: 'export interface Place {}\nexport interface Issue { at: Place }' },
  ]);
  expect(findings).toEqual([]);
});
