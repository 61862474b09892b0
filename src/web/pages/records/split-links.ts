// Takes a text apart into words and addresses of the web; only http and https count as addresses.

export interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^（）「」、。]+/g;
/** What ends a sentence rather than an address. */
const ENDING = /[.,;:!?)\]]+$/;

export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(ENDING, '');
    if (!isAddress(address)) continue;
    if (found.index > at) parts.push({ text: text.slice(at, found.index), isLink: false });
    parts.push({ text: address, isLink: true });
    at = found.index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isLink: false });
  return parts;
}

function isAddress(text: string): boolean {
  try {
    const { protocol } = new URL(text);
    return protocol === 'https:' || protocol === 'http:';
  } catch {
    return false;
  }
}
