import { expect, test } from 'vitest';
import { maskSource } from './mask-source.ts';

const masked = (source: string) => maskSource(source).replaceAll(/ +/g, ' ').trim();

test('comments disappear and lines stay', () => {
  expect(maskSource('a; // b\n/* c\nd */ e')).toBe('a;     \n    \n     e');
});

test('texts disappear and their quotes stay', () => {
  expect(masked(`x('import a', "it's // not a comment") // y`)).toBe(`x(' ', " ")`);
});

test('a template keeps the code inside its braces, and that code may hold a template', () => {
  const source = '`a §{b + `c §{{ d: 1 }.d} e`} f` + g';
  const expected = '` §{b + ` §{{ d: 1 }.d} `} ` + g';
  expect(masked(source.replaceAll('§', '$'))).toBe(expected.replaceAll('§', '$'));
});

test('a regular expression is not read as a text or a comment', () => {
  expect(masked(`x.replace(/['"/]/g, y) / z`)).toBe('x.replace( /g, y) / z');
  expect(masked(`return /[/'"]\\//.test(y)`)).toBe('return /.test(y)');
});

test('a closing element is not read as a regular expression', () => {
  expect(masked('<p>{a}</p><br /><i b={c} />{d}')).toBe('<p>{a}</p><br /><i b={c} />{d}');
});
