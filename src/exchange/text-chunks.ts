// Puts short texts together into pieces of bytes worth sending.

/** Signs gathered before a piece goes out. */
const CHUNK_SIGNS = 64 * 1024;

/** The texts as UTF-8, in pieces of some 64 KiB. */
export async function* toChunks(texts: Iterable<string> | AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = '';
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < CHUNK_SIGNS) continue;
    yield encoder.encode(waiting);
    waiting = '';
  }
  if (waiting !== '') yield encoder.encode(waiting);
}
