// Numbers ids in the order in which they are first met, and keeps them as bytes: a million of them take some thirty bytes each.
import { IntList } from './columns-table.ts';

const FIRST_ROOM = 256;

/** Any texts without half of a surrogate pair; those of a register are ids. */
export class IdTable {
  private bytes = new Uint8Array(FIRST_ROOM * 16);
  private readonly starts = new IntList(FIRST_ROOM);
  /** Open addressing: number and one, 0 where free; twice as many places as ids at least. */
  private places = new Int32Array(FIRST_ROOM * 2);
  /** Where the bytes of the text at hand end; they begin where those of the last id end. */
  private end = 0;

  constructor() {
    this.starts.push(0);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  /** The number of an id, which has one from then on. */
  intern(id: string): number {
    const at = this.place(id);
    const found = this.places[at]!;
    if (found !== 0) return found - 1;
    const number = this.size;
    this.starts.push(this.end);
    this.places[at] = number + 1;
    if (this.size * 2 > this.places.length) this.spread();
    return number;
  }

  /** The number of an id, or -1. */
  find(id: string): number {
    return this.places[this.place(id)]! - 1;
  }

  /** The id of a number. */
  at(number: number): string {
    return decoder.decode(this.bytes.subarray(this.starts.items[number]!, this.starts.items[number + 1]!));
  }

  /** No room is kept for more. */
  trim(): void {
    this.bytes = this.bytes.slice(0, this.starts.items[this.size]!);
    this.starts.trim();
  }

  /** Where a text stands in the table, or would stand; its bytes are written behind those of all others. */
  private place(id: string): number {
    const start = this.starts.items[this.size]!;
    this.write(id, start);
    const { bytes, end, places } = this;
    const mask = places.length - 1;
    let at = hashOf(bytes, start, end) & mask;
    for (let found = places[at]!; found !== 0; found = places[at]!) {
      if (this.isSame(found - 1, start)) return at;
      at = (at + 1) & mask;
    }
    return at;
  }

  private write(id: string, start: number): void {
    const most = start + id.length * 3;
    if (most > this.bytes.length) {
      const wider = new Uint8Array(Math.max(most, this.bytes.length * 2));
      wider.set(this.bytes);
      this.bytes = wider;
    }
    const { bytes } = this;
    for (let index = 0; index < id.length; index += 1) {
      const code = id.charCodeAt(index);
      if (code >= 128) {
        this.end = start + encoder.encodeInto(id, bytes.subarray(start)).written;
        return;
      }
      bytes[start + index] = code;
    }
    this.end = start + id.length;
  }

  private isSame(number: number, start: number): boolean {
    const { bytes, end } = this;
    const from = this.starts.items[number]!;
    if (this.starts.items[number + 1]! - from !== end - start) return false;
    for (let index = 0; index < end - start; index += 1)
      if (bytes[from + index] !== bytes[start + index]) return false;
    return true;
  }

  private spread(): void {
    const places = new Int32Array(this.places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.size; number += 1) {
      let at = hashOf(this.bytes, this.starts.items[number]!, this.starts.items[number + 1]!) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = number + 1;
    }
    this.places = places;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
