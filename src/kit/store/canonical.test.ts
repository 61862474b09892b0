import { expect, test } from 'vitest';
import { hashText, type Json, writeCanonical } from './canonical.ts';

test('keys stand in the order of their code units, and nothing else is between', () => {
  expect(writeCanonical({ b: 1, a: [true, null, { d: 'x', c: '' }], B: -0 })).toBe(
    '{"B":0,"a":[true,null,{"c":"","d":"x"}],"b":1}',
  );
});

test('the order in which a map was written changes nothing', () => {
  const one = { a: 1, b: { c: 2, d: 3 } };
  const other = { b: { d: 3, c: 2 }, a: 1 };
  expect(writeCanonical(one)).toBe(writeCanonical(other));
});

test('numbers and texts are written as RFC 8785 has them', () => {
  // Appendix B and section 3.2.2 of RFC 8785.
  const values: readonly (readonly [Json, string])[] = [
    [333333333.3333333, '333333333.3333333'],
    [1e30, '1e+30'],
    [4.5, '4.5'],
    [0.000001, '0.000001'],
    [1e-27, '1e-27'],
    ['\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  ];
  for (const [value, text] of values) expect(writeCanonical(value)).toBe(text);
});

test('a hash is SHA-256 of the text in UTF-8', () => {
  expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
