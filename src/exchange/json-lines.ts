// Records as JSON lines: one head, then one record a line; read and written in bounded memory, whatever the size.
import type { Issue } from '../core/base/issue.ts';
import { type Fields, nearestWord, shorten } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { RECORD_NOUNS, type RecordNoun, readRecord } from '../core/flows/record-kinds.ts';
import { placeInJsonLine, readJsonLine } from '../kit/library/json-line.ts';
import type { ImportedRecord, ImportSource } from '../records/register/import-source.ts';
import type { EncodeOptions, Format, RegisterOut } from './format.ts';
import { byId } from './record-order.ts';
import { writeJson } from './register-file.ts';
import { toChunks } from './text-chunks.ts';

const LINES_FORMAT = 'sekisho/lines@1';

/** A line of more bytes than this is refused. */
const LINE_BYTES_MAX = 4 * 1024 * 1024;
/** Records handed over at a time. */
const BATCH_RECORDS = 500;
/** So many records are looked through for the columns of their faults; of a sound file the rest is left to the import, which knows lines. */
const LOOKED_AT_MAX = 100_000;
/** Faults gathered before the rest is only counted. */
const FAULTS_KEPT = 1000;

type Chunks = () => AsyncIterable<Uint8Array>;

export const jsonLines: Format = {
  id: 'json-lines',
  name: { en: 'JSON lines', ja: 'JSON Lines', de: 'JSON-Zeilen' },
  media: 'application/jsonl',
  extensions: ['jsonl', 'ndjson'],
  sniff: (firstBytes) =>
    /^\uFEFF?\s*\{[^\n]{0,400}?"format"\s*:\s*"sekisho\/lines@/.test(
      new TextDecoder().decode(firstBytes.subarray(0, 4096)),
    ),
  stream: openLines,
  encode: (register, options) => toChunks(linesOf(register, options)),
};

/** Any nouns as JSON lines. `covers` says which nouns the file tells everything about. */
export async function* writeLines(
  head: {
    readonly group: { readonly id: string; readonly name: string };
    readonly covers: readonly string[];
  },
  entries:
    | Iterable<{ readonly noun: string; readonly record: Fields }>
    | AsyncIterable<{ readonly noun: string; readonly record: Fields }>,
): AsyncIterable<string> {
  yield `{"format":"${LINES_FORMAT}","group":${writeJson(head.group)},"covers":${writeJson(head.covers)}}\n`;
  for await (const { noun, record } of entries)
    yield `{"noun":${JSON.stringify(noun)},"record":${writeJson(record)}}\n`;
}

function linesOf(out: RegisterOut, options: EncodeOptions): AsyncIterable<string> {
  const covers = options.nouns ?? RECORD_NOUNS;
  const entries = function* (): Iterable<{ noun: string; record: Fields }> {
    for (const noun of covers) for (const record of byId(out.records[noun])) yield { noun, record };
  };
  return writeLines({ group: out.group, covers }, entries());
}

/**
 * Reads the file once to find every fault, by line and column, and then hands it over batch by batch as often as asked.
 * Faults: those of `readJsonLine` and `readRecord`, `too-large`, `unknown-format`, `missing-key`, `wrong-type`, `bad-word`, `too-many`.
 */
async function openLines(chunks: Chunks, fileName: string): Promise<Result<ImportSource>> {
  const faults = new FaultList(fileName);
  const seen = new Set<RecordNoun>();
  let stated: readonly RecordNoun[] | undefined;
  let headRead = false;
  let count = 0;
  for await (const { text, line, fault } of readLines(chunks, fileName)) {
    if (fault !== undefined) faults.add([fault]);
    else if (text.trim() === '') continue;
    else if (!headRead) stated = readHead(text, fileName, line, faults);
    else {
      const entry = readEntry(text, fileName, line);
      if (!entry.ok) faults.add(entry.fault);
      else {
        seen.add(entry.value.noun);
        count += 1;
        // Looked at here, while the line is at hand: whoever reads the batches would know no column any more.
        if (count > LOOKED_AT_MAX && faults.isEmpty) continue;
        const record = readRecord(entry.value.noun, entry.value.record);
        if (!record.ok) faults.add(placeInRecord(record.fault, text, fileName, line));
      }
    }
    headRead = true;
    if (faults.endsReading) break;
  }
  if (!headRead) faults.report(1, 1, 'unreadable', 'The file is empty.', HEAD_HINT);
  if (faults.isEmpty)
    return succeed(new LineSource(chunks, fileName, stated ?? RECORD_NOUNS.filter((noun) => seen.has(noun))));
  return fail(faults.all());
}

const HEAD_HINT = `The first line says what the file is: {"format":"${LINES_FORMAT}"}.`;
const ENTRY_HINT = 'Write {"noun": "flows", "record": {"id": …}} on each line after the first.';

class LineSource implements ImportSource {
  readonly format = 'json-lines';
  /** The lines of the last two batches; enough to name the columns of faults that are found while reading. */
  private recent: Map<number, string>[] = [];
  private readonly chunks: Chunks;
  readonly fileName: string;
  readonly covers: readonly RecordNoun[];

  constructor(chunks: Chunks, fileName: string, covers: readonly RecordNoun[]) {
    this.chunks = chunks;
    this.fileName = fileName;
    this.covers = covers;
  }

  async *batches(): AsyncIterable<readonly ImportedRecord[]> {
    let batch: ImportedRecord[] = [];
    let texts = new Map<number, string>();
    let signs = 0;
    let headRead = false;
    this.recent = [texts];
    for await (const { text, line } of readLines(this.chunks, this.fileName)) {
      if (text.trim() === '') continue;
      if (!headRead) {
        headRead = true;
        continue;
      }
      const entry = readEntry(text, this.fileName, line);
      // The file was read without fault before; if it was changed since, whoever reads on must not go on.
      if (!entry.ok) throw new Error(`${this.fileName} changed while it was read (line ${line}).`);
      batch.push({ ...entry.value, path: `lines[${line}]` });
      texts.set(line, text);
      signs += text.length;
      if (batch.length < BATCH_RECORDS && signs < LINE_BYTES_MAX) continue;
      yield batch;
      batch = [];
      texts = new Map();
      signs = 0;
      this.recent = [texts, ...this.recent.slice(0, 1)];
    }
    if (batch.length > 0) yield batch;
  }

  /** The line is always known; the column as long as the line is among those handed over last, else it is 1. */
  place(issues: readonly Issue[]): Issue[] {
    return issues.map((issue) => {
      const [, number, inside = ''] = /^lines\[(\d+)\](.*)$/s.exec(issue.at.path) ?? [];
      if (number === undefined) return { ...issue, at: { ...issue.at, file: this.fileName } };
      const line = Number(number);
      const text = this.recent.find((texts) => texts.has(line))?.get(line);
      if (text === undefined)
        return { ...issue, at: { path: issue.at.path, file: this.fileName, line, column: 1 } };
      const within = { ...issue, at: { path: inside.replace(/^\./, '') } };
      return placeInRecord([within], text, this.fileName, line)[0] ?? issue;
    });
  }
}

/** Line and column of faults inside a record; their paths begin at the line, as those of the records handed over do. */
function placeInRecord(issues: readonly Issue[], text: string, file: string, line: number): Issue[] {
  const tail = ({ path }: Issue['at']): string => (path === '' || path.startsWith('[') ? path : `.${path}`);
  const within = issues.map((issue) => ({ ...issue, at: { path: `record${tail(issue.at)}` } }));
  return placeInJsonLine(within, text, file, line).map((placed, index) => ({
    ...placed,
    at: { ...placed.at, path: `lines[${line}]${tail(issues[index]?.at ?? placed.at)}` },
  }));
}

/** The nouns that the head says the file tells everything about. */
function readHead(
  text: string,
  file: string,
  line: number,
  faults: FaultList,
): readonly RecordNoun[] | undefined {
  const read = readJsonLine(text, file, line);
  if (!read.ok) {
    faults.add(read.fault);
    faults.endsReading = true;
    return undefined;
  }
  const head = isFields(read.value) ? read.value : {};
  const issueAt = (path: string, code: string, message: string, hint: string): void =>
    faults.add(placeInJsonLine([{ code, at: { path }, message, hint }], text, file, line));
  if (head['format'] !== LINES_FORMAT) {
    // What follows is of a shape that nobody knows; looking for faults there helps nobody.
    faults.endsReading = true;
    issueAt(
      'format',
      'unknown-format',
      'The first line does not say that these are JSON lines of this program.',
      HEAD_HINT,
    );
    return undefined;
  }
  const { covers } = head;
  if (covers === undefined) return undefined;
  if (!Array.isArray(covers)) {
    issueAt('covers', 'wrong-type', 'A list of nouns belongs here.', `Nouns: ${RECORD_NOUNS.join(', ')}.`);
    return undefined;
  }
  covers.forEach((noun, index) => {
    if (!isNoun(noun)) issueAt(`covers[${index}]`, 'bad-word', ...sayUnknown(noun));
  });
  return covers.filter(isNoun);
}

function readEntry(text: string, file: string, line: number): Result<{ noun: RecordNoun; record: Fields }> {
  const read = readJsonLine(text, file, line);
  if (!read.ok) return read;
  const issues: Issue[] = [];
  const report = (path: string, code: string, message: string, hint: string): void => {
    issues.push({ code, at: { path }, message, hint });
  };
  const entry = read.value;
  if (!isFields(entry)) report('', 'wrong-type', 'Found something else where a record belongs.', ENTRY_HINT);
  else {
    const { noun, record } = entry;
    for (const key of Object.keys(entry))
      if (key !== 'noun' && key !== 'record')
        report(key, 'unknown-key', `The key '${shorten(key)}' is not known here.`, ENTRY_HINT);
    if (noun === undefined) report('', 'missing-key', "The key 'noun' is missing.", ENTRY_HINT);
    else if (!isNoun(noun)) report('noun', 'bad-word', ...sayUnknown(noun));
    if (record === undefined) report('', 'missing-key', "The key 'record' is missing.", ENTRY_HINT);
    else if (!isFields(record))
      report('record', 'wrong-type', 'A map of keys and values belongs here.', ENTRY_HINT);
    else if (record['id'] === undefined)
      report(
        'record',
        'missing-key',
        "The key 'id' is missing.",
        'Every record has an id by which others name it.',
      );
    else if (typeof record['id'] !== 'string')
      report('record.id', 'wrong-type', 'A text belongs here.', 'Write the id as a text, as in "et-de".');
    if (issues.length === 0 && isNoun(noun) && isFields(record)) return succeed({ noun, record });
  }
  return fail(placeInJsonLine(issues, text, file, line));
}

/** Message and hint. */
function sayUnknown(noun: unknown): [string, string] {
  const word = typeof noun === 'string' ? shorten(noun) : JSON.stringify(noun).slice(0, 60);
  const near = nearestWord(word, RECORD_NOUNS);
  const known = `Known: ${RECORD_NOUNS.join(', ')}.`;
  return [
    `'${word}' is no noun of a register.`,
    near === undefined ? known : `Did you mean '${near}'? ${known}`,
  ];
}

function isNoun(value: unknown): value is RecordNoun {
  return (RECORD_NOUNS as readonly unknown[]).includes(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Line {
  readonly line: number;
  readonly text: string;
  readonly fault?: Issue;
}

/** Cuts bytes into lines. A line that is too long or no UTF-8 comes as a fault, without its text. */
async function* readLines(chunks: Chunks, file: string): AsyncIterable<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  const take = (): Line => {
    const found = lineOf(parts, size, line, file);
    parts = [];
    size = 0;
    line += 1;
    return found;
  };
  for await (const chunk of chunks()) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      size += end - start;
      yield take();
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    // Of a line that is too long only its length is kept.
    if (size > LINE_BYTES_MAX) parts = [];
    else if (rest.length > 0) parts.push(rest.slice());
  }
  if (size > 0) yield take();
}

function lineOf(parts: readonly Uint8Array[], size: number, line: number, file: string): Line {
  const at = { path: '', file, line, column: 1 };
  if (size > LINE_BYTES_MAX) {
    const message = `The line has ${Math.ceil(size / 1024 / 1024)} MiB; a line may have ${LINE_BYTES_MAX / 1024 / 1024} MiB.`;
    return {
      line,
      text: '',
      fault: {
        code: 'too-large',
        at,
        message,
        hint: 'Is it one record? Write each record on a line of its own.',
      },
    };
  }
  const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : join(parts, size);
  try {
    const text = STRICT.decode(bytes).replace(/\r$/, '');
    return { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
  } catch {
    const readable = new TextDecoder().decode(bytes).indexOf('\uFFFD');
    const fault = {
      code: 'unreadable',
      at: { ...at, column: readable + 1 },
      message: 'The line is not UTF-8.',
      hint: 'Save the file as UTF-8.',
    };
    return { line, text: '', fault };
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Faults up to a number; the rest is counted. */
class FaultList {
  endsReading = false;
  private readonly kept: Issue[] = [];
  private dropped = 0;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  get isEmpty(): boolean {
    return this.kept.length === 0;
  }

  add(issues: readonly Issue[]): void {
    for (const issue of issues) {
      if (this.kept.length < FAULTS_KEPT) this.kept.push(issue);
      else this.dropped += 1;
    }
  }

  report(line: number, column: number, code: string, message: string, hint: string): void {
    this.add([{ code, at: { path: '', file: this.file, line, column }, message, hint }]);
  }

  all(): readonly Issue[] {
    if (this.dropped === 0) return this.kept;
    const message = `${this.dropped} further faults are not listed.`;
    const hint = 'Mend the ones above first; many of them may have one cause.';
    return [...this.kept, { code: 'too-many', at: { path: '', file: this.file }, message, hint }];
  }
}
