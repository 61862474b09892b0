// How texts are compared when somebody searches: without case, width and accents.

export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
