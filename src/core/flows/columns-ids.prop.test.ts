// A table of ids numbers texts as a map would, in any script.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdTable } from './columns-ids.ts';

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '関所',
    '関',
    '関所-1',
    'ä',
    'a',
    '',
    '\u0000',
    '😀',
    'x'.repeat(500),
    'long '.repeat(3000),
    '\ud800',
    '\ufeffa',
  ),
);

it('gives equal texts the same number, in the order in which they are met', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 600 }), (words) => {
      const table = new IdTable();
      const numbers = new Map<string, number>();
      for (const [index, word] of words.entries()) {
        expect(table.find(word)).toBe(numbers.get(word) ?? -1);
        if (!numbers.has(word)) numbers.set(word, numbers.size);
        expect(table.intern(word)).toBe(numbers.get(word));
        if (index % 100 === 50) table.trim();
      }
      expect(table.size).toBe(numbers.size);
      for (const [word, number] of numbers) {
        expect(table.at(number)).toBe(word);
        expect(table.find(word)).toBe(number);
      }
    }),
  );
});
