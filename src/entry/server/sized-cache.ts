// Keeps what was asked for last, up to a number of bytes; what was not asked for longest goes first.

export class SizedCache<T> {
  private readonly bytesMax: number;
  private readonly items = new Map<string, { readonly value: T; readonly bytes: number }>();
  private bytes = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  get(key: string): T | undefined {
    const found = this.items.get(key);
    if (found === undefined) return undefined;
    this.items.delete(key);
    this.items.set(key, found);
    return found.value;
  }

  /** What is larger than all of it is not kept. */
  set(key: string, value: T, bytes: number): void {
    this.delete(key);
    if (bytes > this.bytesMax) return;
    this.items.set(key, { value, bytes });
    this.bytes += bytes;
    for (const oldest of this.items.keys()) {
      if (this.bytes <= this.bytesMax) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.bytes -= this.items.get(key)?.bytes ?? 0;
    this.items.delete(key);
  }
}
