// Opens a ZIP package from bytes that nobody vouches for: bounds are checked on the list of parts, and again while a part is unpacked.
import { crc32, createInflateRaw } from 'node:zlib';
import { SheetFault, type SheetLimits } from './sheet.ts';

interface Part {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly check: number;
  readonly offset: number;
}

export interface Zip {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The part piece by piece; ends with a fault where it is not what the list of parts says. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** Above so many bytes a part that grows more than so many times is a bomb and no sheet. */
const GROWTH_FROM = 32 * 1024 * 1024;
const GROWTH_MOST = 300;
const PIECE = 128 * 1024;
const LEADS_OUT = /^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/;

const SIGN_END = 0x06054b50;
const SIGN_LISTED = 0x02014b50;
const SIGN_LOCAL = 0x04034b50;
const WIDE = 0xffffffff;

/** Reads the list of parts. Throws `SheetFault` (`unreadable`, `too-large`, `unsafe-package`). */
export function openZip(bytes: Uint8Array, file: string, limits: SheetLimits): Zip {
  const refuse = (code: string, message: string, hint: string): never => {
    throw new SheetFault({ code, at: { path: '', file }, message, hint });
  };
  if (bytes.byteLength > limits.fileBytes)
    refuse(
      'too-large',
      `The file has ${megabytes(bytes.byteLength)} MiB; at most ${megabytes(limits.fileBytes)} MiB are read.`,
      'Split it, or hand it over as CSV or JSON lines, which are read piece by piece.',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start } = findEnd(view, file);
  if (count > limits.parts)
    refuse(
      'unsafe-package',
      `The package has ${count} parts; at most ${limits.parts} are read.`,
      'Save the sheets anew with a spreadsheet program.',
    );
  const parts = readList(view, bytes, start, count, file);
  checkParts(parts, bytes.byteLength, limits, refuse);
  const byName = new Map(parts.map((part) => [part.name, part]));
  return {
    names: parts.map(({ name }) => name),
    has: (name) => byName.has(name),
    read: (name) => unpack(byName.get(name), bytes, file),
  };
}

function checkParts(
  parts: readonly Part[],
  size: number,
  limits: SheetLimits,
  refuse: (code: string, message: string, hint: string) => never,
): void {
  let unpacked = 0;
  const names = new Set<string>();
  for (const part of parts) {
    if (LEADS_OUT.test(part.name) || part.name.includes('\u0000'))
      refuse(
        'unsafe-package',
        `A part is named '${part.name.slice(0, 60)}', which leads out of the package.`,
        'Do not trust this file. Save the sheets anew with a spreadsheet program.',
      );
    const name = part.name.toLowerCase();
    if (names.has(name))
      refuse(
        'unsafe-package',
        `The package holds the part '${part.name.slice(0, 60)}' twice, so programs may read different things in it.`,
        'Do not trust this file. Save the sheets anew with a spreadsheet program.',
      );
    names.add(name);
    unpacked += part.unpacked;
    if (part.unpacked > GROWTH_FROM && part.unpacked > part.packed * GROWTH_MOST)
      refuse(
        'unsafe-package',
        `The part '${part.name.slice(0, 60)}' says that it grows from ${part.packed} to ${part.unpacked} bytes.`,
        'Do not trust this file: a small file that grows without measure is made to stop programs.',
      );
  }
  if (unpacked > limits.unpackedBytes)
    refuse(
      'too-large',
      `The package says that it unpacks to ${megabytes(unpacked)} MiB; at most ${megabytes(limits.unpackedBytes)} MiB are read.`,
      'Split it, or hand it over as CSV or JSON lines, which are read piece by piece.',
    );
  const spans = parts.map(({ offset, packed }) => [offset, offset + packed] as const);
  spans.sort((a, b) => a[0] - b[0]);
  for (const [index, [from, until]] of spans.entries()) {
    if (until > size || (index > 0 && from < (spans[index - 1]?.[1] as number)))
      refuse(
        'unsafe-package',
        'Parts of the package lie over each other or outside of it.',
        'Do not trust this file. Save the sheets anew with a spreadsheet program.',
      );
  }
}

function findEnd(view: DataView, file: string): { count: number; start: number } {
  const broken = (message: string, hint: string): never => {
    throw new SheetFault({ code: 'unreadable', at: { path: '', file }, message, hint });
  };
  const size = view.byteLength;
  if (size >= 8 && view.getUint32(0) === 0xd0cf11e0)
    broken(
      'The file is an old .xls workbook, or one that is locked by a password.',
      'Open it in a spreadsheet program, take the password away, and save it as .xlsx.',
    );
  for (let at = size - 22; at >= Math.max(0, size - 22 - 65_535); at -= 1) {
    if (view.getUint32(at, true) !== SIGN_END) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count === 0xffff || start === WIDE)
      broken('The package is larger than is read (ZIP64).', 'Split the workbook.');
    if (start > size) continue;
    return { count, start };
  }
  return broken(
    'The file is no workbook: it is not a ZIP package, or it is cut off.',
    'Hand over an .xlsx file.',
  );
}

function readList(view: DataView, bytes: Uint8Array, start: number, count: number, file: string): Part[] {
  const broken = (): never => {
    throw new SheetFault({
      code: 'unreadable',
      at: { path: '', file },
      message: 'The list of parts of the package is damaged.',
      hint: 'Save the sheets anew with a spreadsheet program.',
    });
  };
  const parts: Part[] = [];
  let at = start;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== SIGN_LISTED) broken();
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const remarkBytes = view.getUint16(at + 32, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    if ((flags & 1) !== 0)
      throw new SheetFault({
        code: 'unreadable',
        at: { path: '', file },
        message: `The part '${name.slice(0, 60)}' is locked by a password.`,
        hint: 'Take the password away and save the file again.',
      });
    if (method !== 0 && method !== 8) broken();
    const sizes = readSizes(view, at, at + 46 + nameBytes, extraBytes);
    if (sizes === undefined) broken();
    const { packed, unpacked, local } = sizes as NonNullable<typeof sizes>;
    if (local + 30 > view.byteLength || view.getUint32(local, true) !== SIGN_LOCAL) broken();
    const offset = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (method === 0 && packed !== unpacked) broken();
    const check = view.getUint32(at + 16, true);
    if (!name.endsWith('/')) parts.push({ name, isDeflated: method === 8, packed, unpacked, check, offset });
    at += 46 + nameBytes + extraBytes + remarkBytes;
  }
  return parts;
}

/** Sizes and place of a part; wide ones stand in an extra field. */
function readSizes(
  view: DataView,
  at: number,
  extraAt: number,
  extraBytes: number,
): { packed: number; unpacked: number; local: number } | undefined {
  let packed = view.getUint32(at + 20, true);
  let unpacked = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if (local === WIDE) return undefined;
  if (packed !== WIDE && unpacked !== WIDE) return { packed, unpacked, local };
  for (let here = extraAt; here + 4 <= extraAt + extraBytes && here + 4 <= view.byteLength; ) {
    const size = view.getUint16(here + 2, true);
    if (view.getUint16(here, true) === 1) {
      let value = here + 4;
      const next = (): number => {
        if (value + 8 > Math.min(here + 4 + size, view.byteLength)) return Number.NaN;
        const wide = Number(view.getBigUint64(value, true));
        value += 8;
        return wide;
      };
      if (unpacked === WIDE) unpacked = next();
      if (packed === WIDE) packed = next();
      return Number.isSafeInteger(packed) && Number.isSafeInteger(unpacked)
        ? { packed, unpacked, local }
        : undefined;
    }
    here += 4 + size;
  }
  return undefined;
}

async function* unpack(part: Part | undefined, bytes: Uint8Array, file: string): AsyncGenerator<Uint8Array> {
  if (part === undefined) return;
  const broken = (message: string): SheetFault =>
    new SheetFault({
      code: 'unsafe-package',
      at: { path: '', file },
      message,
      hint: 'Do not trust this file. Save the sheets anew with a spreadsheet program.',
    });
  const packed = bytes.subarray(part.offset, part.offset + part.packed);
  let size = 0;
  let check = 0;
  for await (const piece of part.isDeflated ? inflate(packed) : pieces(packed)) {
    if (piece instanceof Error)
      throw broken(`The part '${part.name.slice(0, 60)}' is damaged: ${piece.message}.`);
    size += piece.byteLength;
    if (size > part.unpacked)
      throw broken(
        `The part '${part.name.slice(0, 60)}' holds more than the package says (${part.unpacked} bytes).`,
      );
    check = crc32(piece, check);
    yield piece;
  }
  if (size !== part.unpacked || check !== part.check)
    throw broken(
      `The part '${part.name.slice(0, 60)}' is not what the package says of it; the file is damaged.`,
    );
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** Unpacks as far as it is asked for; an error of the packed bytes comes as the last item. */
async function* inflate(packed: Uint8Array): AsyncGenerator<Uint8Array | Error> {
  const inflater = createInflateRaw({ chunkSize: PIECE });
  const source = pieces(packed);
  let failure: Error | undefined;
  const feed = (): void => {
    for (;;) {
      const next = source.next();
      if (next.done === true) {
        inflater.end();
        return;
      }
      if (!inflater.write(next.value)) {
        inflater.once('drain', feed);
        return;
      }
    }
  };
  inflater.on('error', (error) => {
    failure = error;
  });
  feed();
  try {
    for await (const piece of inflater) yield piece as Uint8Array;
  } catch (error) {
    yield failure ?? (error as Error);
  } finally {
    inflater.destroy();
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
