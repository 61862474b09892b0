// Writes what is seen as a file, in pieces, so that the page goes on meanwhile; a cell that a sheet would take for a formula is made harmless.

/** Rows written between two breaths. */
const PIECE = 500;

export type CellValue = string | number | readonly string[];

/** What sheets take for the beginning of a formula, in half and full width, also behind blanks (OWASP, CSV injection). */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

/** One cell of a CSV file by RFC 4180. */
export function writeCell(value: CellValue): string {
  const plain =
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : value.join('; ');
  const safe = typeof value !== 'number' && FORMULA.test(plain) ? `'${plain}` : plain;
  return /["\r\n,;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a mark at its beginning by which sheets know that it is UTF-8. */
export async function writeCsv(
  heads: readonly string[],
  count: number,
  rowAt: (row: number) => readonly CellValue[],
): Promise<Blob> {
  const line = (cells: readonly CellValue[]): string => `${cells.map(writeCell).join(',')}\r\n`;
  const parts = ['\ufeff', line(heads)];
  await inPieces(count, (from, until) => {
    let piece = '';
    for (let row = from; row < until; row += 1) piece += line(rowAt(row));
    parts.push(piece);
  });
  return new Blob(parts, { type: 'text/csv' });
}

export async function writeJson(
  head: Readonly<Record<string, unknown>>,
  count: number,
  rowAt: (row: number) => unknown,
): Promise<Blob> {
  const parts = [`${JSON.stringify(head).slice(0, -1)},"flows":[`];
  await inPieces(count, (from, until) => {
    let piece = '';
    for (let row = from; row < until; row += 1)
      piece += `${row === 0 ? '' : ','}\n${JSON.stringify(rowAt(row))}`;
    parts.push(piece);
  });
  parts.push('\n]}\n');
  return new Blob(parts, { type: 'application/json' });
}

async function inPieces(count: number, write: (from: number, until: number) => void): Promise<void> {
  for (let from = 0; from < count; from += PIECE) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve, 0));
    write(from, Math.min(count, from + PIECE));
  }
}
