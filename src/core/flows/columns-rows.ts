// Rows of classes: each state of a part one row of small numbers, one after another in one typed array that grows.
import { assert } from '../base/assert.ts';
import type { Rows } from './columns-decide.ts';

const MOST = 0xffff;

export class RowTable implements Rows {
  readonly width: number;
  items: Uint16Array;
  count = 0;

  constructor(width: number) {
    this.width = Math.max(1, width);
    this.items = new Uint16Array(this.width * 16);
  }

  add(row: readonly number[]): number {
    const start = this.count * this.width;
    if (start + this.width > this.items.length) {
      const wider = new Uint16Array(this.items.length * 2);
      wider.set(this.items);
      this.items = wider;
    }
    for (const [index, value] of row.entries()) {
      assert(value <= MOST, 'a column has no more classes than fit into it');
      this.items[start + index] = value;
    }
    this.count += 1;
    return this.count - 1;
  }
}
