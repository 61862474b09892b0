// Writes CSV that spreadsheet programs read right: UTF-8 with its mark, and nothing that they would take for a formula.
import { stringify } from 'csv-stringify/sync';

export interface CsvOptions {
  readonly separator?: string;
}

const BATCH = 2_000;
const BEGINS_FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** The file in pieces. Texts that a spreadsheet program would take for a formula begin with an apostrophe. */
export async function* writeCsv(
  rows: Iterable<readonly (string | undefined)[]> | AsyncIterable<readonly (string | undefined)[]>,
  options: CsvOptions = {},
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let batch: (readonly string[])[] = [];
  let mark = '\uFEFF';
  const flush = (): Uint8Array => {
    const text = stringify(batch as string[][], {
      delimiter: options.separator ?? ',',
      record_delimiter: '\r\n',
      quoted_match: /[\r\n]/,
    });
    batch = [];
    const bytes = encoder.encode(mark + text);
    mark = '';
    return bytes;
  };
  for await (const row of rows) {
    batch.push(row.map(guarded));
    if (batch.length >= BATCH) yield flush();
  }
  if (batch.length > 0 || mark !== '') yield flush();
}

function guarded(cell: string | undefined): string {
  if (cell === undefined) return '';
  return BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
}
