// A call without a framework: what was asked, as plain values, and what is told; between the server and the routes of records.
import type { Role } from '../../api/roles.ts';

/** As whom somebody asks. */
export interface Caller {
  readonly person: string;
  readonly role: Role;
  /** Null: on this machine, without a key. */
  readonly keyId: string | null;
  /** The one group that the key is for; null: all of them. */
  readonly groupId: string | null;
}

export interface Call {
  readonly who: Caller;
  /** The parts of the address that stand in braces. */
  readonly params: Readonly<Record<string, string>>;
  /** As the shape of the endpoint read it. */
  readonly query: Readonly<Record<string, unknown>>;
  /** As the shape of the endpoint read it; undefined where it takes none. */
  readonly body: unknown;
  /** The bytes of a file, where the endpoint takes one. */
  readonly file: AsyncIterable<Uint8Array> | null;
  /** The query as it was written, to tell one question from another. */
  readonly asked: string;
  readonly header: (name: string) => string | undefined;
  /** Aborted once whoever asked has gone. */
  readonly left: AbortSignal;
}

export interface Told {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A plain value, sent as JSON; bytes and pieces of bytes go out as they are. */
  readonly body: unknown;
}

/** 200, as JSON. */
export function tell(body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Told {
  return { status, headers, body };
}
