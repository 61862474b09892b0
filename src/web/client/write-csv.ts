// A table as text that every sheet reads: with a byte order mark, quoted, and never a cell that would reckon instead of show.

const RECKONS = /^[=+\-@\t\r]/;

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`;
}

function quote(text: string): string {
  const safe = RECKONS.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
