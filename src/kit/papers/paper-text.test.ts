// Tests how texts are prepared for paper.
import { describe, expect, test } from 'vitest';
import { BREAK, breakable, mapTexts, printable } from './paper-text.ts';

describe('a text is made printable', () => {
  test('texts of any script stay as they are', () => {
    for (const text of [
      'Düsseldorf – „ja“',
      '株式会社朝霧テレコム',
      '髙﨑𠮷㈱①',
      'Łódź',
      'ไทย',
      '한국어',
      '👩‍💻',
    ])
      expect(printable(text)).toBe(text);
  });

  test('what no printer takes becomes a sign that can be seen', () => {
    expect(printable('a\u0000b\u001Bc')).toBe('a\uFFFDb\uFFFDc');
    expect(printable('half \uD83D')).toBe('half \uFFFD');
  });

  test('nothing can hide or turn round what follows', () => {
    expect(printable('pay\u202Egpj.exe \u200Bhere')).toBe('paygpj.exe here');
  });

  test('line ends of all kinds are line ends', () => {
    expect(printable('a\r\nb\u2028c')).toBe('a\nb\nc');
  });
});

describe('long words get places to break', () => {
  const pieces = (text: string, hasHyphens = true): string[] => breakable(text, hasHyphens).split(BREAK);

  test('an address may break behind its marks', () => {
    const address = 'https://asagiri.example/de/datenschutz/kundenbetreuung.html';
    expect(pieces(address).join('')).toBe(address);
    expect(pieces(address)).toContain('datenschutz/');
  });

  test('a number without end may break anywhere', () => {
    expect(Math.max(...pieces('9'.repeat(500)).map((one) => one.length))).toBeLessThanOrEqual(32);
  });

  test('words are left to the hyphens of the language, where it has some', () => {
    const word = 'Telekommunikationsdienstleistungsgesellschaft';
    expect(breakable(word, true)).toBe(word);
    expect(breakable(word, false)).toContain('\u00AD');
    expect(breakable(word, false).replaceAll('\u00AD', '')).toBe(word);
  });

  test('no sign of two parts is halved', () => {
    expect(breakable('𠮷x'.repeat(200), true)).not.toMatch(/\p{Surrogate}/u);
  });

  test('short texts and scripts without spaces need none', () => {
    for (const text of [
      'short',
      '個人情報の保護に関する法律に基づく取扱いの記録である',
      'many short words in a row',
    ])
      expect(breakable(text, true)).toBe(text);
  });
});

test('only texts of the reader are changed, not the words of a paper', () => {
  const upper = (text: string): string => text.toUpperCase();
  expect(mapTexts({ is: 'text', text: 'a', tone: 'faint', list: [{ label: 'b' }] }, upper)).toEqual({
    is: 'text',
    text: 'A',
    tone: 'faint',
    list: [{ label: 'B' }],
  });
});
