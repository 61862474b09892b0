// How much one server takes: sizes, counts and times, in one place; each has a problem of its own when it is reached.

export interface ServerLimits {
  /** Bytes of a body that holds one record, and of one that holds many, or a whole register. */
  readonly recordBytes: number;
  readonly bodyBytes: number;
  /** Bytes of a file that is attached. */
  readonly attachmentBytes: number;
  /** Bytes of a file that is imported. */
  readonly importBytes: number;
  /** Lists and maps within each other in a body. */
  readonly depth: number;
  /** Records in one bulk. */
  readonly bulkRows: number;
  /** Connections that follow changes at the same time; of them, those of one person. */
  readonly streams: number;
  readonly streamsOfOne: number;
  /** Requests per second of one key, and how many may come at once. */
  readonly requestsPerSecond: number;
  readonly requestsAtOnce: number;
  /** Imports that are read or applied at the same time. */
  readonly imports: number;
  /** Exports that are written at the same time. */
  readonly exports: number;
  /** How long the thread of an export waits for the next one, with all that is slow to start. */
  readonly exportIdleMs: number;
}

const MiB = 1024 * 1024;

export const SERVER_LIMITS: ServerLimits = {
  recordBytes: 2 * MiB,
  bodyBytes: 64 * MiB,
  attachmentBytes: 25 * MiB,
  importBytes: 512 * MiB,
  depth: 64,
  bulkRows: 10_000,
  streams: 200,
  streamsOfOne: 20,
  requestsPerSecond: 200,
  requestsAtOnce: 1_000,
  imports: 2,
  exports: 2,
  exportIdleMs: 180_000,
};
