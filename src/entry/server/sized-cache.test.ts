import { expect, test } from 'vitest';
import { SizedCache } from './sized-cache.ts';

test('lets go of what was not asked for longest', () => {
  const cache = new SizedCache<string>(10);
  cache.set('a', 'A', 4);
  cache.set('b', 'B', 4);
  expect(cache.get('a')).toBe('A');
  cache.set('c', 'C', 4);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
});

test('does not keep what is larger than all of it, and forgets what it was before', () => {
  const cache = new SizedCache<string>(10);
  cache.set('a', 'A', 4);
  cache.set('a', 'larger', 11);
  expect(cache.get('a')).toBeUndefined();
  cache.set('b', 'B', 10);
  expect(cache.get('b')).toBe('B');
});
