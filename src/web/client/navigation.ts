// The address bar as the router sees it: plain words, so that what a person reads in a link is what is meant.

export type Search = Readonly<Record<string, string | undefined>>;

/** Reads `?a=b` as it stands; nothing is taken for JSON. */
export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes it again; what is undefined or empty is left out, and commas stay readable. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') words.set(name, String(value));
  }
  const text = words.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}
