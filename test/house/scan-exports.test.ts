import { expect, test } from 'vitest';
import { scanExports } from './scan-exports.ts';

const read = (source: string) => scanExports(source).map(({ name, kind }) => `${kind} ${name}`);

test('functions, also those written as values', () => {
  expect(read('export function a() {} export async function b() {}')).toEqual(['function a', 'function b']);
  expect(read('export const c = (x: number): number => x; export const d = async <T>(y: T) => y;')).toEqual([
    'function c',
    'function d',
  ]);
});

test('values and types', () => {
  expect(read(`export const A = ['x'] as const; export class B {}`)).toEqual(['value A', 'value B']);
  expect(read('export type A = string; export interface B {}')).toEqual(['type A', 'type B']);
});

test('lists, the default, and nothing from elsewhere', () => {
  expect(read('export { a, b as c }; export type { D }; export default a;')).toEqual([
    'value a',
    'value c',
    'type D',
    'value default',
  ]);
  expect(read(`export { a } from './a.ts'; export * from './b.ts';`)).toEqual([]);
});
