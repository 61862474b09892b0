// Reads what a test wants to know of a PDF file: its plain objects, and every sign that its fonts say they show.
import { inflateSync } from 'node:zlib';

/** The file as Latin-1 text, without what is packed. */
export function readPdfObjects(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/stream\r?\n[\s\S]*?endstream/g, 'stream');
}

/** How many pages the file says that it has. */
export function countPdfPages(bytes: Uint8Array): number {
  const counts = [...readPdfObjects(bytes).matchAll(/\/Type \/Pages[^>]*?\/Count (\d+)/g)].map(([, count]) =>
    Number(count),
  );
  return Math.max(...counts);
}

/** The signs that stand in the ToUnicode maps of the fonts: what a reader can search for and copy. */
export function readPdfSigns(bytes: Uint8Array): ReadonlySet<string> {
  const signs = new Set<string>();
  for (const stream of streams(Buffer.from(bytes))) {
    const text = stream.toString('latin1');
    if (!text.includes('begincmap')) continue;
    for (const [, , to] of text.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const units = Buffer.from(to ?? '', 'hex').swap16();
      for (const sign of units.toString('utf16le')) signs.add(sign);
    }
  }
  return signs;
}

function* streams(file: Buffer): Generator<Buffer> {
  let at = 0;
  for (;;) {
    const start = file.indexOf('stream', at);
    if (start < 0) return;
    const end = file.indexOf('endstream', start);
    if (end < 0) return;
    const from = start + 'stream'.length + (file[start + 6] === 0x0d ? 2 : 1);
    at = end + 'endstream'.length;
    const content = file.subarray(from, end);
    try {
      yield inflateSync(content);
    } catch {
      // Not packed.
      yield content;
    }
  }
}
