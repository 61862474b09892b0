import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const read = (text: string) => readBody(new TextEncoder().encode(text), 8);

test('reads JSON, and nothing as an empty map', () => {
  expect(read('{"a":[1]}')).toEqual({ ok: true, value: { a: [1] } });
  expect(read('')).toEqual({ ok: true, value: {} });
});

test.each(['{', '\u0000', '{"a":1}x'])('refuses %j', (text) => {
  expect(read(text)).toMatchObject({ ok: false, fault: { status: 400 } });
});

test('refuses bytes that are no UTF-8', () => {
  expect(readBody(new Uint8Array([0x22, 0xff, 0x22]), 8).ok).toBe(false);
});

test('reads as deep as agreed and no deeper, without running out of stack', () => {
  expect(read(`${'['.repeat(8)}${']'.repeat(8)}`).ok).toBe(true);
  expect(read(`${'['.repeat(10)}${']'.repeat(10)}`).ok).toBe(false);
  expect(read(`${'['.repeat(200_000)}${']'.repeat(200_000)}`).ok).toBe(false);
});

test('takes no prototype', () => {
  expect(read('{"a":[{"__proto__":{"isOwner":true}}]}').ok).toBe(false);
});

test.each([
  ['{"a":1,"b":2,"a":3}', ['a']],
  ['{"a":{"b":[{"c":1},{"c":1,"d":2,"c":3}]}}', ['a.b[1].c']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{"a":1,"a":1,"b":{"c":1, "c" : 1}}', ['a', 'b.c']],
  ['{"a":1,"a":{"b":1},"a":2}', ['a', 'a']],
])('refuses a key that stands twice: %s', (text, paths) => {
  const read = readBody(new TextEncoder().encode(text), 8);
  expect(read).toMatchObject({
    ok: false,
    fault: { status: 400, issues: paths.map((path) => ({ code: 'duplicate-key', path, at: path })) },
  });
});

test.each([
  '{"a":{"x":1},"b":{"x":1}}',
  '{"a:":":\\":","b\\\\":"{\\"a\\":1,\\"a\\":2}"}',
  '{"":1," ":2}',
  '[{"a":1},{"a":1}]',
  ' { "a" : "\u2028\u3042:" , "b" : [ "a" , ":" ] } ',
  '":"',
  '\uFEFF{"a":1}',
])('takes what only looks so: %s', (text) => {
  expect(read(text)).toEqual({ ok: true, value: JSON.parse(text.replace('\uFEFF', '')) });
});
