// An import source: what a format hands over of a file, some records at a time; it may be read more than once. Types only.
import type { Issue } from '../../core/base/issue.ts';
import type { Fields } from '../../core/base/reading.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';

export interface ImportedRecord {
  readonly noun: RecordNoun;
  /** As in the register file, decoded: plain values; `recordedAt` is passed over. */
  readonly record: Fields;
  /** Where it stands, as in `activities[3]`. */
  readonly path: string;
  /** The places of which the file speaks; of a record that is kept, all others stay. Absent: the file holds the whole record. */
  readonly says?: readonly SaidPlace[];
}

export interface SaidPlace {
  /** As in `contact`, `email`. */
  readonly keys: readonly string[];
  /** Of a list of parts: the key by which they are told from each other. */
  readonly by?: string;
}

export interface ImportSource {
  /** The id of the format, as in `register-yaml`. */
  readonly format: string;
  readonly fileName: string;
  /** The nouns of which the file holds everything: of these, and no others, what it does not hold is gone. */
  readonly covers: readonly RecordNoun[];
  /** Reads the file from its beginning, each time it is called. */
  batches(): AsyncIterable<readonly ImportedRecord[]>;
  /** Puts issues whose path begins with the path of a record where their reader finds them: file, line, column. */
  place(issues: readonly Issue[]): Issue[];
}
