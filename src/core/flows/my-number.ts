// Finds a Japanese individual number (My Number) in a text; it never says which number it found, so that no message repeats it.

/** Four, four and four digits, together or with the same sign between them. */
const SHAPE = /\d{4}([ .\-\u2010-\u2015\u2212\u30fc]?)\d{4}\1\d{4}/g;

/**
 * True if the text holds a number of 12 digits that ends with the check digit of an individual number: enforcement order of the My Number
 * Act (Cabinet Order No. 155 of 2014) Art. 8, and Art. 5 of the Ordinance of the Ministry of Internal Affairs and Communications No. 85
 * of 2014. One number in eleven of that length does so by chance.
 *
 * @example holdsMyNumber('No. 1234-5678-9018') // true
 */
export function holdsMyNumber(text: string): boolean {
  // Most texts hold no four digits in a row; the rest is rarely done.
  if (!/[0-9０-９]{4}/.test(text)) return false;
  const plain = text.normalize('NFKC');
  for (const found of plain.matchAll(SHAPE)) {
    if (standsAlone(plain, found.index, found[0].length, found[1] ?? '') && endsWithCheckDigit(found[0]))
      return true;
  }
  return false;
}

/** A part of something longer is none: no digit or Latin letter beside it, and no digit behind the sign that divides it. */
function standsAlone(text: string, start: number, length: number, sign: string): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const behind = text.slice(start + length, start + length + 2);
  if (/[A-Za-z\d]$/.test(before) || /^[A-Za-z\d]/.test(behind)) return false;
  if (sign === '') return true;
  return !(before.endsWith(sign) && /^\d/.test(before)) && !(behind.startsWith(sign) && /\d$/.test(behind));
}

/**
 * 11 less the remainder of Σ Pn·Qn by 11, and 0 where that remainder is 0 or 1. Pn is the nth of the first eleven digits counted from
 * the right; Qn is n + 1 up to the sixth, n - 5 from the seventh on.
 */
function endsWithCheckDigit(number: string): boolean {
  const digits = [...number.replaceAll(/\D/g, '')].map(Number);
  const sum = digits
    .slice(0, 11)
    .toReversed()
    .reduce((all, digit, index) => all + digit * (index < 6 ? index + 2 : index - 4), 0);
  const remainder = sum % 11;
  return digits[11] === (remainder <= 1 ? 0 : 11 - remainder);
}
