import { expect, test } from 'vitest';
import { checkDocComments } from './doc-comments.ts';

const countIn = (path: string, text: string) => checkDocComments([{ path, text }]).length;

test('an exported function of core or api without a doc comment is found', () => {
  expect(countIn('src/core/time/due.ts', 'export function a() {}')).toBe(1);
  expect(countIn('src/api/incidents.ts', '// Not a doc.\nexport const a = () => 1;')).toBe(1);
  expect(countIn('src/core/time/due.ts', '/* not a doc */\nexport function a() {}')).toBe(1);
});

test('a doc comment, an overload, a function kept inside and other rooms pass', () => {
  expect(countIn('src/core/time/due.ts', '/** A. */\nexport function a(): 1;\nexport function a() {}')).toBe(
    0,
  );
  expect(countIn('src/core/time/due.ts', 'function a() {}')).toBe(0);
  expect(countIn('src/kit/http/a.ts', 'export function a() {}')).toBe(0);
});
