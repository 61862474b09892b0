// Tables that give equal things the same small number: pairs and lists of whole numbers, in typed arrays that grow.

/** Whole numbers one after another. */
export class IntList {
  items: Int32Array;
  length = 0;

  constructor(room = 16) {
    this.items = new Int32Array(room);
  }

  push(value: number): void {
    if (this.length === this.items.length) this.items = grown(this.items, this.length * 2);
    this.items[this.length] = value;
    this.length += 1;
  }

  /** The numbers alone, without the room kept for more. */
  trimmed(): Int32Array {
    return this.items.slice(0, this.length);
  }

  /** No room is kept for more. */
  trim(): void {
    this.items = this.trimmed();
  }

  bytes(): number {
    return this.items.byteLength;
  }
}

/** The same numbers in a longer array. */
function grown(items: Int32Array, room: number): Int32Array {
  const wider = new Int32Array(Math.max(16, room));
  wider.set(items);
  return wider;
}

const FIRST_ROOM = 64;

/** Numbers pairs of whole numbers from 0 on, in the order in which they are first met. */
export class PairTable {
  size = 0;
  private firsts: Int32Array = new Int32Array(FIRST_ROOM);
  private seconds: Int32Array = new Int32Array(FIRST_ROOM);
  /**
   * Open addressing, twice as many places as pairs at least. A place holds both numbers of the pair and its own number and one (0
   * where free) side by side, so that a look touches one line of the memory.
   */
  private places: Int32Array = new Int32Array(FIRST_ROOM * 2 * PLACE);

  intern(first: number, second: number): number {
    const { places } = this;
    const mask = places.length - 1;
    let at = (mixed(first, second) << PLACE_BITS) & mask;
    for (let found = places[at + 2]!; found !== 0; found = places[at + 2]!) {
      if (places[at] === first && places[at + 1] === second) return found - 1;
      at = (at + PLACE) & mask;
    }
    return this.add(first, second, at);
  }

  /** The first number of a pair. */
  first(id: number): number {
    return this.firsts[id]!;
  }

  /** The second number of a pair. */
  second(id: number): number {
    return this.seconds[id]!;
  }

  bytes(): number {
    return this.firsts.byteLength + this.seconds.byteLength + this.places.byteLength;
  }

  private add(first: number, second: number, at: number): number {
    const id = this.size;
    if (id === this.firsts.length) {
      this.firsts = grown(this.firsts, id * 2);
      this.seconds = grown(this.seconds, id * 2);
    }
    this.firsts[id] = first;
    this.seconds[id] = second;
    put(this.places, at, first, second, id);
    this.size = id + 1;
    if (this.size * 2 * PLACE > this.places.length) this.spread();
    return id;
  }

  private spread(): void {
    const places = new Int32Array(this.places.length * 2);
    const mask = places.length - 1;
    for (let id = 0; id < this.size; id += 1) {
      const first = this.firsts[id]!;
      const second = this.seconds[id]!;
      let at = (mixed(first, second) << PLACE_BITS) & mask;
      while (places[at + 2] !== 0) at = (at + PLACE) & mask;
      put(places, at, first, second, id);
    }
    this.places = places;
  }
}

/** Numbers of one place of a pair; a power of two, so that none lies across two lines of the memory. */
const PLACE = 4;
const PLACE_BITS = 2;

function put(places: Int32Array, at: number, first: number, second: number, id: number): void {
  places[at] = first;
  places[at + 1] = second;
  places[at + 2] = id + 1;
}

/** Spreads two numbers over 32 bits. */
function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Numbers lists of whole numbers from 0 on, in the order in which they are first met; the empty list is 0. */
export class ListTable {
  private readonly starts = new IntList();
  private readonly pool = new IntList();
  private places = new Int32Array(FIRST_ROOM * 2);

  constructor() {
    this.starts.push(0);
    this.intern([]);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  intern(list: ArrayLike<number>, length = list.length): number {
    const mask = this.places.length - 1;
    let at = hashOf(list, 0, length) & mask;
    for (let found = this.places[at]!; found !== 0; found = this.places[at]!) {
      if (this.isSame(found - 1, list, length)) return found - 1;
      at = (at + 1) & mask;
    }
    const id = this.size;
    for (let index = 0; index < length; index += 1) this.pool.push(list[index]!);
    this.starts.push(this.pool.length);
    this.places[at] = id + 1;
    if (this.size * 2 > this.places.length) this.spread();
    return id;
  }

  lengthOf(id: number): number {
    return this.starts.items[id + 1]! - this.starts.items[id]!;
  }

  item(id: number, index: number): number {
    return this.pool.items[this.starts.items[id]! + index]!;
  }

  list(id: number): number[] {
    return [...this.pool.items.subarray(this.starts.items[id]!, this.starts.items[id + 1]!)];
  }

  bytes(): number {
    return this.starts.bytes() + this.pool.bytes() + this.places.byteLength;
  }

  private isSame(id: number, list: ArrayLike<number>, length: number): boolean {
    const start = this.starts.items[id]!;
    if (this.starts.items[id + 1]! - start !== length) return false;
    const pool = this.pool.items;
    for (let index = 0; index < length; index += 1) if (pool[start + index] !== list[index]) return false;
    return true;
  }

  private spread(): void {
    const places = new Int32Array(this.places.length * 2);
    const mask = places.length - 1;
    for (let id = 0; id < this.size; id += 1) {
      const start = this.starts.items[id]!;
      let at = hashOf(this.pool.items, start, this.starts.items[id + 1]! - start) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = id + 1;
    }
    this.places = places;
  }
}

function hashOf(list: ArrayLike<number>, start: number, length: number): number {
  let hash = 0x811c9dc5 ^ length;
  for (let index = 0; index < length; index += 1) {
    hash = Math.imul(hash ^ list[start + index]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Gives each word its number, in the order in which they are first met. */
export class WordTable {
  readonly words: string[] = [];
  private readonly numbers = new Map<string, number>();

  intern(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    this.numbers.set(word, this.words.length);
    this.words.push(word);
    return this.words.length - 1;
  }

  find(word: string): number {
    return this.numbers.get(word) ?? -1;
  }
}

/** Numbers of one place of a `StretchTable`: both numbers of the key, its own number, and where its first stretch stands. */
const STRETCH = 4;

/** For each key of two numbers the stretches of epochs for which something is known, each with a value. */
export class StretchTable {
  /** What `find` found: from which epoch until which the value holds, and the number of the key. */
  low = 0;
  high = 0;
  key = 0;
  private size = 0;
  private places: Int32Array = new Int32Array(FIRST_ROOM * 2 * PLACE);
  /** Stretches: first epoch, first epoch no longer, value, place of the next stretch of the key (-1: none). */
  private readonly stretches = new IntList(FIRST_ROOM * STRETCH);

  /** The value of a key in an epoch, or -1; the key has a number from then on. */
  find(first: number, second: number, epoch: number): number {
    const at = this.place(first, second);
    this.key = this.places[at + 2]! - 1;
    const { items } = this.stretches;
    for (let stretch = this.places[at + 3]!; stretch >= 0; stretch = items[stretch + 3]!) {
      if (epoch < items[stretch]! || epoch >= items[stretch + 1]!) continue;
      this.low = items[stretch]!;
      this.high = items[stretch + 1]!;
      return items[stretch + 2]!;
    }
    return -1;
  }

  add(first: number, second: number, low: number, high: number, value: number): void {
    const at = this.place(first, second);
    const { stretches } = this;
    const start = stretches.length;
    stretches.push(low);
    stretches.push(high);
    stretches.push(value);
    stretches.push(this.places[at + 3]!);
    this.places[at + 3] = start;
    this.low = low;
    this.high = high;
  }

  bytes(): number {
    return this.places.byteLength + this.stretches.bytes();
  }

  private place(first: number, second: number): number {
    const { places } = this;
    const mask = places.length - 1;
    let at = (mixed(first, second) << PLACE_BITS) & mask;
    while (places[at + 2] !== 0) {
      if (places[at] === first && places[at + 1] === second) return at;
      at = (at + PLACE) & mask;
    }
    if ((this.size + 1) * 2 * PLACE > places.length) {
      this.spread();
      return this.place(first, second);
    }
    put(places, at, first, second, this.size);
    places[at + 3] = -1;
    this.size += 1;
    return at;
  }

  private spread(): void {
    const old = this.places;
    const places = new Int32Array(old.length * 2);
    const mask = places.length - 1;
    for (let from = 0; from < old.length; from += PLACE) {
      if (old[from + 2] === 0) continue;
      let at = (mixed(old[from]!, old[from + 1]!) << PLACE_BITS) & mask;
      while (places[at + 2] !== 0) at = (at + PLACE) & mask;
      places.set(old.subarray(from, from + PLACE), at);
    }
    this.places = places;
  }
}
