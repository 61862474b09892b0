// Numbers ids in the order in which they are first met, and keeps them as code units: a million of them take some forty bytes each.
import { IntList } from './columns-table.ts';

const FIRST_ROOM = 256;
/** So many code units are made into a text at once. */
const PIECE = 4096;

/** Texts one behind the other, as code units. */
export class TextPool {
  units: Uint16Array<ArrayBuffer> = new Uint16Array(FIRST_ROOM);
  length = 0;

  /** Writes a text behind all others, where the next one will take its place unless `length` is moved on; answers where it ends. */
  write(text: string): number {
    const end = this.length + text.length;
    if (end > this.units.length) {
      const wider = new Uint16Array(Math.max(end, this.units.length * 2));
      wider.set(this.units.subarray(0, this.length));
      this.units = wider;
    }
    const { units, length } = this;
    for (let index = 0; index < text.length; index += 1) units[length + index] = text.charCodeAt(index);
    return end;
  }

  /** Keeps a text. */
  push(text: string): void {
    this.length = this.write(text);
  }

  between(start: number, end: number): string {
    if (end - start <= PIECE) return textOf(this.units.subarray(start, end));
    const pieces: string[] = [];
    for (let at = start; at < end; at += PIECE)
      pieces.push(textOf(this.units.subarray(at, Math.min(end, at + PIECE))));
    return pieces.join('');
  }

  /** No room is kept but for a text that is looked up, which is written behind all others. */
  trim(): void {
    const kept = new Uint16Array(this.length + FIRST_ROOM);
    kept.set(this.units.subarray(0, this.length));
    this.units = kept;
  }
}

function textOf(units: Uint16Array): string {
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

/** Equal texts have the same number. */
export class IdTable {
  private readonly texts = new TextPool();
  private readonly starts = new IntList(FIRST_ROOM);
  /** Open addressing: number and one, 0 where free; twice as many places as ids at least. */
  private places = new Int32Array(FIRST_ROOM * 2);
  /** Where the text at hand ends. */
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
    this.texts.length = this.end;
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
    return this.texts.between(this.starts.items[number]!, this.starts.items[number + 1]!);
  }

  /** No room is kept for more. */
  trim(): void {
    this.texts.trim();
    this.starts.trim();
  }

  /** Where a text stands in the table, or would stand; it is written behind all others. */
  private place(id: string): number {
    const start = this.texts.length;
    this.end = this.texts.write(id);
    const { places, end } = this;
    const { units } = this.texts;
    const mask = places.length - 1;
    let at = hashOf(units, start, end) & mask;
    for (let found = places[at]!; found !== 0; found = places[at]!) {
      if (this.isSame(found - 1, start)) return at;
      at = (at + 1) & mask;
    }
    return at;
  }

  private isSame(number: number, start: number): boolean {
    const { end } = this;
    const { units } = this.texts;
    const from = this.starts.items[number]!;
    if (this.starts.items[number + 1]! - from !== end - start) return false;
    for (let index = 0; index < end - start; index += 1)
      if (units[from + index] !== units[start + index]) return false;
    return true;
  }

  private spread(): void {
    const places = new Int32Array(this.places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.size; number += 1) {
      let at = hashOf(this.texts.units, this.starts.items[number]!, this.starts.items[number + 1]!) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = number + 1;
    }
    this.places = places;
  }
}

function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ units[at]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
