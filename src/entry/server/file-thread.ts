// The thread of one file: reads an import record by record, or writes an export piece by piece, beside the server and given up with it.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { getHeapStatistics } from 'node:v8';
import { type WireIssue, writeIssues } from '../../api/problem.ts';
import type { Issue } from '../../core/base/issue.ts';
import type { Language } from '../../core/law/law.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { DecodeOptions, EncodeOptions, Mapping, RegisterOut } from '../../exchange/format.ts';
import { findFormat, formatOf } from '../../exchange/formats.ts';
import { type OpenedImport, openImport } from '../../exchange/open-import.ts';
import { makeRegisterOut } from '../../exchange/register-out.ts';
import { answerLine } from '../../kit/http/thread-line.ts';
import { REST } from '../../kit/http/thread-lines.ts';
import type { ImportedRecord } from '../../records/register/import-source.ts';
import { openLaws } from './open-library.ts';
import { plainOf, type SharedRegister } from './register-pages.ts';

/** What an import is opened with. */
export interface ReadingWish {
  readonly path: string;
  readonly fileName: string;
  readonly format?: string;
  readonly options: DecodeOptions;
  /** The register that is kept; sent where it was asked for. */
  readonly standing?: SharedRegister;
}

export type ReadingOpened =
  | { readonly faults: readonly Issue[] }
  /** The format has no place for all that is kept, which is therefore wanted. */
  | { readonly wants: 'standing' }
  | {
      readonly format: string;
      readonly covers: OpenedImport['source']['covers'];
      readonly notes: readonly Issue[];
      readonly mapping: Mapping | null;
      /** What the file calls the group of which it speaks. */
      readonly groupName: string | null;
    };

/** What an export is opened with. */
export interface WritingWish {
  readonly format: string;
  readonly register: SharedRegister;
  readonly asOf: string;
  readonly groupId: string;
  readonly language: Language;
  readonly state: NonNullable<RegisterOut['state']>;
  readonly options: EncodeOptions;
}

export type WritingOpened =
  | { readonly faults: readonly WireIssue[] }
  | { readonly media: string; readonly extension: string };

const SNIFFED_BYTES = 65_536;
const PIECES_BYTES = 1 << 18;

/** Answers the server until it hangs up. */
export function serveFile(home: string): void {
  let opened: OpenedImport | null = null;
  let records: AsyncIterator<readonly ImportedRecord[]> | null = null;
  let pieces: AsyncIterator<Uint8Array> | null = null;
  let laws: Rulebook | null = null;

  const openReading = async (words: unknown): Promise<ReadingOpened> => {
    const { path, fileName, format: named, options, standing: kept } = words as ReadingWish;
    const format = named === undefined ? findFormat(await readHead(path), fileName) : formatOf(named);
    if (format === undefined) return { faults: [unknownFormat(named, fileName)] };
    const chunks = (): AsyncIterable<Uint8Array> => createReadStream(path);
    const rulebook = laws ?? openLaws(home);
    laws = rulebook;
    let isWanting = false;
    const standing = async (): Promise<RegisterOut | null> => {
      isWanting = kept === undefined;
      return kept === undefined ? null : readStanding(kept, rulebook);
    };
    const found = await openImport(format, { name: fileName, chunks }, { ...options, rulebook, standing });
    if (!found.ok) return { faults: found.fault };
    if (isWanting) return { wants: 'standing' };
    opened = found.value;
    const { source, notes, mapping = null, group } = found.value;
    return { format: source.format, covers: source.covers, notes, mapping, groupName: group?.name ?? null };
  };

  const openWriting = async (words: unknown): Promise<WritingOpened> => {
    const { format: id, register, asOf, groupId, language, state, options } = words as WritingWish;
    const format = formatOf(id);
    if (format?.encode === undefined) throw new Error(`The format ${id} is not written.`);
    laws ??= openLaws(home);
    const out = makeRegisterOut(plainOf(register), {
      asOf: asOf as CivilDate,
      rulebook: laws,
      language,
      fallbackId: groupId,
      state,
    });
    if (!out.ok) return { faults: writeIssues(out.fault) };
    pieces = format.encode(out.value, options)[Symbol.asyncIterator]();
    return format.fileOf?.(options) ?? { media: format.media, extension: format.extensions[0] ?? 'bin' };
  };

  answerLine({
    openReading,
    openWriting,
    rewind: () => {
      records = opened?.source.batches()[Symbol.asyncIterator]() ?? null;
    },
    nextBatch: async () => {
      const next = await records?.next();
      return next === undefined || next.done === true ? null : next.value;
    },
    place: (issues) => opened?.source.place(issues as readonly Issue[]),
    nextPiece: async () => gather(pieces),
    [REST]: () => {
      opened = null;
      records = null;
      pieces = null;
      const { total_heap_size: heap, external_memory: beside } = getHeapStatistics();
      return heap + beside;
    },
  });
}

/** Null: it is unsound, and cannot be written in another format. */
function readStanding(kept: SharedRegister, rulebook: Rulebook): RegisterOut | null {
  const asOf = new Date().toISOString().slice(0, 10) as CivilDate;
  const out = makeRegisterOut(plainOf(kept), { asOf, rulebook, language: 'en', fallbackId: 'group' });
  return out.ok ? out.value : null;
}

/** Small pieces travel together. */
async function gather(pieces: AsyncIterator<Uint8Array> | null): Promise<Uint8Array | null> {
  const some: Uint8Array[] = [];
  let bytes = 0;
  while (pieces !== null && bytes < PIECES_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    some.push(next.value);
    bytes += next.value.length;
  }
  return bytes === 0 ? null : new Uint8Array(Buffer.concat(some));
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return new Uint8Array(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function unknownFormat(named: string | undefined, fileName: string): Issue {
  const message =
    named === undefined
      ? 'Neither how the file begins nor its name tells its format.'
      : `There is no format '${named.slice(0, 60)}'.`;
  return {
    code: 'unknown-format',
    at: { path: '', file: fileName },
    message,
    hint: 'GET …/exports lists the formats; name one with ?format=.',
  };
}
