// Writes a ZIP package piece by piece, part after part, without holding more than a piece in memory.
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface PartOut {
  readonly name: string;
  /** The content of the part, in pieces of text or bytes. */
  readonly content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

interface Written {
  readonly name: Uint8Array;
  readonly check: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** Sizes follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, so that the same content gives the same bytes. */
const DATE = 0x21;
/** A fast level: sheets are so regular that higher ones gain little. */
const LEVEL = 4;
const ROOM = 0xffff_fffe;

/** The package; parts are asked for one after the other. */
export async function* writeZip(
  parts: AsyncIterable<PartOut> | Iterable<PartOut>,
): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const name = new TextEncoder().encode(part.name);
    const start = offset;
    const head = localHead(name);
    offset += head.byteLength;
    yield head;
    const sum = { check: 0, unpacked: 0 };
    let packed = 0;
    for await (const piece of deflate(part.content, sum)) {
      packed += piece.byteLength;
      yield piece;
    }
    if (packed > ROOM || sum.unpacked > ROOM)
      throw new Error(`The part ${part.name} is larger than a package can hold.`);
    const tail = descriptor(sum.check, packed, sum.unpacked);
    yield tail;
    offset += packed + tail.byteLength;
    written.push({ name, check: sum.check, packed, unpacked: sum.unpacked, offset: start });
  }
  if (offset > ROOM) throw new Error('The file is larger than a package can hold.');
  yield list(written, offset);
}

async function* deflate(
  content: PartOut['content'],
  sum: { check: number; unpacked: number },
): AsyncGenerator<Uint8Array> {
  const deflater = createDeflateRaw({ level: LEVEL });
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece);
      sum.check = crc32(bytes, sum.check);
      sum.unpacked += bytes.byteLength;
      yield bytes;
    }
  }
  // An error of the source ends the iteration below with that error.
  pipeline(Readable.from(counted(), { objectMode: false }), deflater, () => undefined);
  for await (const piece of deflater) yield piece as Uint8Array;
}

function localHead(name: Uint8Array): Uint8Array {
  const head = Buffer.alloc(30 + name.byteLength);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt16LE(name.byteLength, 26);
  head.set(name, 30);
  return head;
}

function descriptor(check: number, packed: number, unpacked: number): Uint8Array {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(check, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(unpacked, 12);
  return tail;
}

function list(written: readonly Written[], offset: number): Uint8Array {
  const entries = written.map(({ name, check, packed, unpacked, offset: start }) => {
    const entry = Buffer.alloc(46 + name.byteLength);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(VERSION, 4);
    entry.writeUInt16LE(VERSION, 6);
    entry.writeUInt16LE(FLAGS, 8);
    entry.writeUInt16LE(DEFLATED, 10);
    entry.writeUInt16LE(DATE, 14);
    entry.writeUInt32LE(check, 16);
    entry.writeUInt32LE(packed, 20);
    entry.writeUInt32LE(unpacked, 24);
    entry.writeUInt16LE(name.byteLength, 28);
    entry.writeUInt32LE(start, 42);
    entry.set(name, 46);
    return entry;
  });
  const body = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(body.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([body, end]);
}
