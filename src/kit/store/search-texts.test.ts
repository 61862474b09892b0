// Words are compared as people mean them: in any script, however accents, umlauts and widths are written.
import { describe, expect, it } from 'vitest';
import { cutGrams, foldText } from './search-texts.ts';

describe('a text that is searched', () => {
  it.each([
    ['Köln', 'Koeln'],
    ['MÜLLER & Söhne', 'mueller soehne'],
    ['Straße', 'STRASSE'],
    ['Café', 'cafe'],
    ['Ærø', 'aero'],
    ['ＣＲＭ　システム', 'crm しすてむ'],
    ['ｶﾞｽ', 'がす'],
    ['個人情報（顧客）', '個人情報 顧客'],
  ])('"%s" is the same as "%s"', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it('keeps apart what Japanese keeps apart', () => {
    expect(foldText('か')).not.toBe(foldText('が'));
    expect(foldText('ハハ')).not.toBe(foldText('パパ'));
  });

  it('is cut into pairs of letters, and single Chinese characters', () => {
    expect([...cutGrams('pay x')]).toEqual(['pa', 'ay', 'x']);
    expect([...cutGrams('税務')]).toEqual(['税', '税務', '務']);
    expect([...cutGrams('𠮷野')]).toEqual(['𠮷', '𠮷野', '野']);
    expect(cutGrams('').size).toBe(0);
  });
});
