// Proposes an id from a name: small letters and digits of any script, joined by hyphens.

const MOST = 60;

/** `Payroll, Austria` becomes `payroll-austria`. */
export function idFromName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const plain = name
    .normalize('NFKC')
    .replace(/[ÄÖÜäöü]/g, (letter) => `${letter}e`.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MOST);
  return plain === '' ? undefined : plain;
}
