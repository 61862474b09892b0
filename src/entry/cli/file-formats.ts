// Files on their way in and out: where their bytes come from, and which format they have.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Format } from '../../exchange/format.ts';
import { FORMATS, findFormat, formatOf } from '../../exchange/formats.ts';
import type { ImportFile } from '../../exchange/open-import.ts';
import { BadInput, badOption } from './faults.ts';
import { demandFile } from './read-input.ts';

const SNIFFED_BYTES = 1 << 16;
const CHUNK_BYTES = 1 << 18;
/** Of a file that is read as a whole. */
const WHOLE_BYTES_MAX = 256 * 1024 * 1024;

/** The bytes of a file; `-` is standard input, which is read once and held. */
export async function openFile(path: string): Promise<ImportFile> {
  if (path !== '-') {
    demandFile(path);
    return { name: path, chunks: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) };
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return {
    name: 'standard input',
    async *chunks() {
      yield* parts;
    },
  };
}

/** The format with this id that can be read; `yaml`, `json` and `jsonl` mean our own. */
export function readableFormat(id: string): Format {
  const format = formatOf(ALIASES[id] ?? id);
  if (format !== undefined && isRead(format)) return format;
  const known = FORMATS.filter(isRead).map((one) => one.id);
  throw badOption('--format', `'${id}' is no format that is read here.`, `Known: ${known.join(', ')}.`);
}

/** The format of a file, told from how it begins and how it is called. */
export async function tellFormat(file: ImportFile): Promise<Format> {
  const format = findFormat(await readFirst(file), basename(file.name));
  if (format !== undefined) {
    demandSize(format, file);
    return format;
  }
  const known = FORMATS.filter(isRead).map((one) => one.id);
  throw new BadInput([
    {
      code: 'unknown-format',
      at: { path: '', file: file.name },
      message: 'Neither its beginning nor its name tells in which format this file is.',
      hint: `Say it with --format: ${known.join(', ')}.`,
    },
  ]);
}

/** A file that cannot be streamed is read into memory, and must not be larger than that allows. */
export function demandSize(format: Format, file: ImportFile): void {
  if (format.stream !== undefined || file.name === 'standard input') return;
  const size = demandFile(file.name);
  if (size <= WHOLE_BYTES_MAX) return;
  throw new BadInput([
    {
      code: 'too-large',
      at: { path: '', file: file.name },
      message: `The file has ${Math.ceil(size / 1024 / 1024)} MiB; of ${format.id} at most ${WHOLE_BYTES_MAX / 1024 / 1024} MiB are read.`,
      hint: 'Split it, or hand it over as JSON lines or CSV, which may have any size.',
    },
  ]);
}

async function readFirst(file: ImportFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= SNIFFED_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, SNIFFED_BYTES);
}

/** In which format to write, a record of processing or a register: as named, else as the name of the file ends. */
export function writableFormat(isRecord: boolean, named: string | undefined, out: string): Format {
  const word = named ?? out.toLowerCase().split('.').at(-1) ?? '';
  const id = isRecord
    ? `record-of-processing-${word.replace(/^record-of-processing-/, '')}`
    : (ALIASES[word] ?? word);
  const format = formatOf(id) ?? (isRecord ? undefined : byEnding(word));
  const prefix = 'record-of-processing-';
  if (format?.encode !== undefined && format.id.startsWith(prefix) === isRecord) return format;
  const known = FORMATS.filter((one) => one.encode !== undefined && one.id.startsWith(prefix) === isRecord);
  throw badOption(
    '--format',
    named === undefined
      ? `'${out}' does not tell in which format to write.`
      : `'${named}' is no format in which this can be written.`,
    `Known: ${known.map((one) => one.id.replace(isRecord ? prefix : '', '')).join(', ')}.`,
  );
}

export function cannotWrite(format: Format): BadInput {
  return badOption('--format', `The format ${format.id} is read here, but not written.`, 'Take another one.');
}

const ALIASES: Readonly<Record<string, string>> = {
  yaml: 'register-yaml',
  yml: 'register-yaml',
  json: 'register-json',
  jsonl: 'json-lines',
  ndjson: 'json-lines',
};

function byEnding(ending: string): Format | undefined {
  return FORMATS.find(
    (one) =>
      one.encode !== undefined &&
      one.extensions.includes(ending) &&
      !one.id.startsWith('record-of-processing-'),
  );
}

function isRead(format: Format): boolean {
  return format.decode !== undefined || format.stream !== undefined;
}
