// A connection to PGlite in the shape of a socket, so that the driver for PostgreSQL talks to both databases in the same way.
import { Duplex } from 'node:stream';
import type { PgliteEngine } from './pglite-engine.ts';
import { StoreFault } from './store-fault.ts';

/** Message with which a client takes its leave. */
const TERMINATE = 0x58;
const READY = 0x5a;
const IDLE = 0x49;

export class PgliteStream extends Duplex {
  private readonly engine: PgliteEngine;
  /** A transaction that nobody moves on would keep the only connection for ever. */
  private readonly idleLimitMs: number;
  private idling: NodeJS.Timeout | undefined;

  constructor(engine: PgliteEngine, idleLimitMs: number) {
    super();
    this.engine = engine;
    this.idleLimitMs = idleLimitMs;
  }

  /** As a socket does: answers at once, and says by an event that it is connected. */
  connect(): this {
    this.engine.attach(this).then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  answer(bytes: Uint8Array): void {
    clearTimeout(this.idling);
    if (isReadyWithin(bytes))
      this.idling = setTimeout(() => this.destroy(idleFault(this.idleLimitMs)), this.idleLimitMs);
    this.push(bytes);
  }

  fail(fault: StoreFault): void {
    this.destroy(fault);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.send(chunk);
    done();
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: () => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.idling);
    this.engine.detach(this);
    done(error);
  }

  private send(bytes: Buffer): void {
    clearTimeout(this.idling);
    if (bytes.length === 5 && bytes[0] === TERMINATE) {
      this.engine.detach(this);
      this.push(null);
    } else this.engine.ask(bytes);
  }
}

/** Does the answer end by saying that the next question may come, and that a transaction is open? */
function isReadyWithin(bytes: Uint8Array): boolean {
  // The letter Z, a length of 5, and the state of the transaction.
  const [letter, , , , length, state] = bytes.subarray(-6);
  return letter === READY && length === 5 && state !== IDLE;
}

function idleFault(limitMs: number): StoreFault {
  return new StoreFault(
    'query-too-long',
    `A transaction was left open for ${limitMs / 1000} s without a query and was rolled back.`,
    'Do slow work before or after a transaction, not within.',
  );
}
