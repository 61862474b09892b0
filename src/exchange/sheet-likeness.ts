// How alike two headings are, whatever the language: by letters, by words, and by pairs of signs where no blanks part the words.

/** A heading without case, width, brackets' content and signs. */
export function plainHeading(text: string): string {
  return folded(text)
    .replace(/[([{（［【「][^)\]}）］】」]*[)\]}）］】」]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[äöü]/g, (sign) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[sign] as string)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Words that say nothing about what a column holds. */
const SMALL = new Set(
  'the a an of and or for to in on by der die das des dem den und oder von zu im in am le la les de du des et ou l d the if applicable possible'.split(
    ' ',
  ),
);

/** From 0 (nothing in common) to 1 (the same); both are plain headings. */
export function likeness(heading: string, known: string): number {
  if (heading === '' || known === '') return 0;
  if (heading === known) return 1;
  const tight = heading.replaceAll(' ', '');
  const other = known.replaceAll(' ', '');
  if (tight === other) return 0.98;
  if (CJK.test(known)) {
    if (!CJK.test(heading)) return 0;
    if (other.length >= 2 && tight.includes(other)) return 0.55 + (0.4 * other.length) / tight.length;
    if (tight.length >= 2 && other.includes(tight)) return 0.4 + (0.4 * tight.length) / other.length;
    const pairs = alikePairs(tight, other);
    return pairs >= 0.5 ? 0.75 * pairs : 0;
  }
  const words = wordsOf(heading);
  const wanted = wordsOf(known);
  if (words.length === 0 || wanted.length === 0) return 0;
  const shared = wanted.filter((word) => words.some((one) => isAlike(one, word))).length;
  if (shared === 0) return 0;
  const all = words.length + wanted.length - shared;
  const jaccard = shared / all;
  if (shared === wanted.length) return 0.55 + 0.4 * jaccard;
  return jaccard >= 0.34 ? 0.3 + 0.5 * jaccard : 0;
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '' && !SMALL.has(word));
}

/** The same word, or with another ending. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (shorter < 5) return shorter >= 3 && (one === `${other}s` || other === `${one}s`);
  const stem = Math.max(5, shorter - 2);
  return one.slice(0, stem) === other.slice(0, stem) && Math.abs(one.length - other.length) <= 3;
}

/** Pairs of neighbouring signs in common (Dice). */
function alikePairs(one: string, other: string): number {
  const pairs = (text: string): string[] =>
    Array.from({ length: text.length - 1 }, (_, n) => text.slice(n, n + 2));
  const [left, right] = [pairs(one), pairs(other)];
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}
