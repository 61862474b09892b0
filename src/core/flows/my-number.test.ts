// The Japanese individual number is found by its check digit, as the Ordinance computes it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsMyNumber } from './my-number.ts';

/** The check digit computed afresh: weights 6 5 4 3 2 7 6 5 4 3 2 from the left, as tables of others print them. */
function checkDigitOf(eleven: string): number {
  const weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
  const remainder = weights.reduce((sum, weight, index) => sum + weight * Number(eleven[index]), 0) % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

const elevenDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 11 })
  .map((digits) => digits.join(''));

describe('an individual number', () => {
  // The two that manuals of programmers use.
  it.each(['123456789018', '983205673214'])('%s of the textbooks is found', (number) => {
    expect(holdsMyNumber(number)).toBe(true);
  });

  it('is found with its check digit and with no other', () => {
    fc.assert(
      fc.property(elevenDigits, fc.integer({ min: 0, max: 9 }), (eleven, digit) => {
        expect(holdsMyNumber(`${eleven}${digit}`)).toBe(digit === checkDigitOf(eleven));
      }),
    );
  });

  it.each([
    'My Number: 1234-5678-9018.',
    '1234 5678 9018',
    '1234　5678　9018',
    '１２３４５６７８９０１８',
    '１２３４－５６７８－９０１８',
    '番号は123456789018です',
    '2026-11-27 123456789018',
    '123456789019 or 123456789018',
    '1234.5678.9018',
  ])('is found in "%s"', (text) => {
    expect(holdsMyNumber(text)).toBe(true);
  });
});

describe('no individual number', () => {
  it.each([
    '',
    'twelve',
    '12345678901',
    '1234567890180',
    '0123456789018',
    'A123456789018',
    '123456789018b',
    '1234-56789018',
    '1234-5678-9018-1',
    '9-1234-5678-9018',
    '1 2 3 4 5 6 7 8 9 0 1 8',
    '2026-11-27, 10:30 to 12:00, room 1234',
  ])('is found in "%s"', (text) => {
    expect(holdsMyNumber(text)).toBe(false);
  });
});
