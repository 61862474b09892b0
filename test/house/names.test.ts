import { expect, test } from 'vitest';
import { checkNames } from './names.ts';

const countAt = (path: string) => checkNames([{ path, text: '' }]).length;

test('a drawer is found in every part of the tree', () => {
  expect(countAt('src/kit/utils/text.ts')).toBe(1);
  expect(countAt('test/helpers/group.ts')).toBe(1);
  expect(countAt('laws/common/art-1.yaml')).toBe(1);
});

test('file names are kebab-case', () => {
  expect(countAt('src/core/time/dueTime.ts')).toBe(1);
  expect(countAt('src/web/ui/Button.tsx')).toBe(1);
  expect(countAt('src/core/time/due_time.test.ts')).toBe(1);
});

test('good names pass', () => {
  for (const path of [
    'src/core/time/due.prop.test.ts',
    'README.md',
    'src/web/ui/button.tsx',
    'laws/FORMAT.md',
  ]) {
    expect(countAt(path), path).toBe(0);
  }
});
