import { expect, test } from 'vitest';
import { checkDependencies } from './dependencies.ts';

const decision = { path: 'docs/decisions/0002-dependencies.md', text: '`zod` checks shapes.' };
const manifest = (dependencies: object) => ({ path: 'package.json', text: JSON.stringify({ dependencies }) });

test('a range and a package without a written reason are found', () => {
  expect(checkDependencies([manifest({ zod: '^4.0.0' }), decision])).toHaveLength(1);
  expect(checkDependencies([manifest({ zod: '4.0.0', left: '1.0.0' }), decision])).toHaveLength(1);
});

test('a package that is imported and not named is found', () => {
  const user = { path: 'src/api/a.ts', text: `import { z } from 'zod';\nimport b from '@scope/b/c';` };
  const findings = checkDependencies([manifest({ zod: '4.0.0' }), decision, user]);
  expect(findings.map(({ line }) => line)).toEqual([2]);
});
