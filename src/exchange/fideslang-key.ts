// Keys of fideslang and ids of a register: which signs each allows, and how one is written as the other without loss.

/** What fideslang allows as a `fides_key`. */
const FIDES_KEY = /^[A-Za-z0-9_.<>-]+$/;
const ID = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u;
/** A sign that theirs do not allow, by its number: `<e4>` is ä. */
const NUMBERED = /<([0-9a-f]{2,6})>/g;

export function isFidesKey(text: string): boolean {
  return FIDES_KEY.test(text);
}

/** The id of a key; undefined where no id can be made of it. */
export function idOfKey(key: string): string | undefined {
  const id = key.replace(NUMBERED, (whole, number: string) => {
    const sign = Number.parseInt(number, 16);
    return sign > 0x10ffff ? whole : String.fromCodePoint(sign);
  });
  return ID.test(id) && keyOfId(id) === key ? id : undefined;
}

/** An id that comes near to a key of which none can be made. */
export function idNear(key: string): string {
  const id = key
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 120);
  return id === '' ? 'unnamed' : id;
}

/** The key of an id, or of any word: signs that theirs do not allow by their number. */
export function keyOfId(id: string): string {
  return Array.from(id, (sign) =>
    /[A-Za-z0-9_.-]/.test(sign) ? sign : `<${(sign.codePointAt(0) as number).toString(16).padStart(2, '0')}>`,
  ).join('');
}

/** An id made of words, as in `newsletter-by-mail`. */
export function idOfWords(text: string): string {
  const id = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 80);
  return id === '' ? 'unnamed' : id;
}
