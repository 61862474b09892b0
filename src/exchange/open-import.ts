// Opens a file for an import: read as its format says, and handed over record by record, whether the format streams or not.

import type { Issue } from '../core/base/issue.ts';
import { type Fields, Reading } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/record-kinds.ts';
import type { ImportedRecord, ImportSource } from '../records/register/import-source.ts';
import type { DecodeOptions, Decoding, Format, Mapping } from './format.ts';
import { coversAll, type Restored, withKeptRest } from './kept-rest.ts';
import { joinBytes } from './text-chunks.ts';

export interface ImportFile {
  readonly name: string;
  /** The bytes from the beginning, each time it is called. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface OpenedImport {
  readonly source: ImportSource;
  /** What could not be carried over, where it stood, and why. */
  readonly notes: readonly Issue[];
  readonly mapping?: Mapping;
  /** The group of which the file says that it speaks. */
  readonly group?: { readonly id?: string; readonly name?: string };
}

const BATCH = 500;
const HEAD_BYTES = 1 << 16;
/** A file that could be streamed is read whole up to here: then it is known what was left out, and what its columns were taken for. */
const WHOLE_BYTES = 16 * 1024 * 1024;

/** The faults are those of the format, and `unknown-key` and `wrong-type` for what stands at the top of the file. */
export async function openImport(
  format: Format,
  file: ImportFile,
  options: DecodeOptions = {},
): Promise<Result<OpenedImport>> {
  const bytes =
    format.decode === undefined ? null : await readAll(file, format.stream ? WHOLE_BYTES : Infinity);
  if (bytes === null && format.stream !== undefined) {
    const opened = await format.stream(() => file.chunks(), file.name, options);
    if (!opened.ok) return opened;
    const group = groupOf(await readHead(file));
    const { notes = [], mapping } = opened.value;
    return succeed({ source: opened.value, notes, ...(mapping && { mapping }), ...(group && { group }) });
  }
  if (format.decode === undefined || bytes === null) return fail([cannotRead(format, file)]);
  const decoded = await format.decode(bytes, file.name, options);
  if (!decoded.ok) return decoded;
  const { value, notes, mapping } = decoded.value;
  const reading = new Reading();
  const fields = readTop(reading, value);
  if (reading.issues.length > 0) return fail(decoded.value.place(reading.faults()));
  const group = groupOf(fields);
  const rest = await restOf(decoded.value, fields as Lists, options);
  const { covers, records } = rest ?? { covers: decoded.value.covers, records: fields as Restored };
  const source = sourceOf(format, file.name, { ...decoded.value, covers }, records);
  const told = rest === null ? notes : notes.filter((note) => !rest.isMoot(note));
  return succeed({ source, notes: told, ...(mapping && { mapping }), ...(group && { group }) });
}

function cannotRead(format: Format, file: ImportFile): Issue {
  return {
    code: 'unknown-format',
    at: { path: '', file: file.name },
    message: `The format ${format.id} is written here, but not read.`,
    hint: 'Export the register in a format that is read, such as register-yaml or xlsx, and import that.',
  };
}

function readTop(reading: Reading, value: unknown): Fields {
  const fields = reading.fields(value, null, ['format', 'group', 'note', ...RECORD_NOUNS]) ?? {};
  for (const noun of RECORD_NOUNS) {
    const records = fields[noun];
    if (records !== undefined && !Array.isArray(records))
      reading.wrongType({ above: null, key: noun }, 'a list', records);
  }
  return fields;
}

type Lists = Readonly<Partial<Record<RecordNoun, readonly Fields[]>>>;

interface Rest {
  readonly records: Restored;
  readonly covers: readonly RecordNoun[];
  /** Does a note speak of what is kept as it is: of a record that is not made after all, or of what any such file says? */
  isMoot(note: Issue): boolean;
}

/** The file together with what is kept and its format has no place for; null: it is as it stands. */
async function restOf(decoding: Decoding, file: Lists, options: DecodeOptions): Promise<Rest | null> {
  if (decoding.again === undefined) return null;
  const standing = (await options.standing?.()) ?? null;
  if (standing === null) return null;
  const read = await decoding.again(standing);
  if (!read.ok) return null;
  const again = read.value.value as Lists;
  const records = withKeptRest(file, again, standing.records);
  const dropped = RECORD_NOUNS.flatMap((noun) =>
    (file[noun] ?? []).flatMap(({ id }, index) =>
      records[noun]?.[index] === null ? [`'${String(id)}'`] : [],
    ),
  );
  const expected = new Set(read.value.notes.map(noteName));
  return {
    records,
    covers: decoding.covers.filter((noun) => coversAll(noun, again, standing.records)),
    isMoot: (note) =>
      expected.has(noteName(note)) ||
      (note.code === 'new-record' && dropped.some((id) => note.message.includes(id))),
  };
}

function noteName({ code, at, message }: Issue): string {
  return `${code} ${at.path} ${message}`;
}

function sourceOf(format: Format, fileName: string, decoding: Decoding, lists: Restored): ImportSource {
  return {
    format: format.id,
    fileName,
    covers: decoding.covers,
    place: (issues) => decoding.place(issues),
    async *batches() {
      let batch: ImportedRecord[] = [];
      for (const noun of RECORD_NOUNS) {
        for (const [index, record] of (lists[noun] ?? []).entries()) {
          if (record === null) continue;
          const says = decoding.says?.(noun, index);
          batch.push({ noun, record, path: `${noun}[${index}]`, ...(says && { says }) });
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    },
  };
}

/** All bytes, or null where there are more than so many. */
async function readAll(file: ImportFile, bytesMax: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > bytesMax) return null;
  }
  return joinBytes(parts);
}

/** The first line of a file that streams, where it is JSON; a sheet has none. */
async function readHead(file: ImportFile): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES || chunk.includes(10)) break;
  }
  const [line = ''] = new TextDecoder()
    .decode(joinBytes(parts))
    .replace(/^\uFEFF/, '')
    .split('\n', 1);
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function groupOf(value: unknown): OpenedImport['group'] {
  const { group } = (value ?? {}) as { group?: unknown };
  if (typeof group !== 'object' || group === null || Array.isArray(group)) return undefined;
  const { id, name } = group as { id?: unknown; name?: unknown };
  return { ...(typeof id === 'string' && { id }), ...(typeof name === 'string' && { name }) };
}
