// What the thread with PGlite in it and the thread that asks say to each other.

export interface EngineOrder {
  readonly clusterFolder: string;
}

export type ToEngine =
  | { readonly is: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** A new connection: whatever the last one left half done is rolled back and forgotten. */
  | { readonly is: 'reset' }
  | { readonly is: 'close' };

export type FromEngine =
  | { readonly is: 'ready' }
  | { readonly is: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer>; readonly syncs: number }
  | { readonly is: 'closed' }
  /** The engine is beyond repair in this thread; `io` is what the file system last refused, as ENOSPC. */
  | { readonly is: 'broken'; readonly message: string; readonly io: string | null };
