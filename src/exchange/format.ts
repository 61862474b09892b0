// A format of others: how a file becomes records of a register, how a register becomes a file, and what gets lost on the way.

import type { Issue } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import type { Result } from '../core/base/result.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import type { Register } from '../core/flows/register.ts';
import type { Language, Wording } from '../core/law/law.ts';
import type { Rulebook } from '../core/law/rulebook.ts';
import type { CivilDate } from '../core/time/civil-date.ts';
import type { Instant } from '../core/time/instant.ts';
import type { ImportSource, SaidPlace } from '../records/register/import-source.ts';

/** A way of writing a register down that others read, or of reading what others wrote. */
export interface Format {
  /** The word on the command line and in a URL, as in `register-yaml`. */
  readonly id: string;
  readonly name: Wording;
  /** Media type of a file of this format. */
  readonly media: string;
  /** Endings of file names without the dot; the first one is that of a file written here. */
  readonly extensions: readonly string[];
  /** Does a file that begins so look like this format? Asked before the endings are. */
  sniff?(firstBytes: Uint8Array, fileName: string): boolean;
  /** Reads a whole file. All faults at once, each with its place in the file. */
  decode?(bytes: Uint8Array, fileName: string, options: DecodeOptions): Promise<Result<Decoding>>;
  /** Reads a file of any size in bounded memory. `chunks` may be asked for several times. */
  stream?(
    chunks: () => AsyncIterable<Uint8Array>,
    fileName: string,
    options: DecodeOptions,
  ): Promise<Result<StreamedSource>>;
  /** What a file written with these options is, where that is not always the same. */
  fileOf?(options: EncodeOptions): { readonly media: string; readonly extension: string };
  /** Writes a register piece by piece. */
  encode?(register: RegisterOut, options: EncodeOptions): AsyncIterable<Uint8Array>;
}

/** Which column of a foreign sheet means what; the room of sheets knows its inside. */
export type Mapping = Readonly<Record<string, unknown>>;

export interface DecodeOptions {
  /** What somebody settled about the columns of a foreign sheet. */
  readonly mapping?: Mapping;
  /** In which language headings and words are looked for first. */
  readonly language?: Language;
  /** Its labels are understood where a closed word belongs. */
  readonly rulebook?: Rulebook;
  /** Names of the records that are kept, by noun and id: a foreign sheet names them so. */
  readonly kept?: Readonly<Partial<Record<RecordNoun, ReadonlyMap<string, string>>>>;
  /** The register that is kept, asked for where the format has no place for all of it (`again`); null: none, or it is unsound. */
  standing?(): Promise<RegisterOut | null>;
}

export interface EncodeOptions {
  /** Only these lists; absent: all. */
  readonly nouns?: readonly RecordNoun[];
  /** Only what this organisation does. */
  readonly organisation?: string;
  readonly role?: 'controller' | 'processor';
}

/** A file that is gone through as often as needed, with what a file read as a whole tells beside its records. */
export interface StreamedSource extends ImportSource {
  readonly notes?: readonly Issue[];
  readonly mapping?: Mapping;
}

/** A file that was read as a whole. */
export interface Decoding {
  /** In the form of `sekisho/register@1`; only the lists that the file covers. */
  readonly value: unknown;
  readonly covers: readonly RecordNoun[];
  /** Puts the place in the file to issues whose path leads into `value`. */
  place(issues: readonly Issue[]): Issue[];
  /** What could not be carried over, where it stood, and why. */
  readonly notes: readonly Issue[];
  readonly mapping?: Mapping;
  /** Of a file that speaks only of some places of its records: of which ones, by noun and number. */
  says?(noun: RecordNoun, index: number): readonly SaidPlace[] | undefined;
  /** Of a format that has no place for much of a record: what a register reads as, written so and read again. */
  again?(register: RegisterOut): Promise<Result<Decoding>>;
}

/** What an encoder is given: the register as checked, and its records as they are kept. */
export interface RegisterOut {
  readonly group: { readonly id: string; readonly name: string };
  readonly asOf: CivilDate;
  readonly register: Register;
  readonly records: Readonly<Record<RecordNoun, readonly Fields[]>>;
  readonly rulebook: Rulebook;
  readonly language: Language;
  /** How far what is recorded reaches, where it comes from a store. */
  readonly state?: { readonly recordedUpTo?: Instant; readonly position?: number };
}
