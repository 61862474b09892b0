// Reads a register record by record, for whoever does not hold all of it as plain values at once.
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below, type Spot } from '../base/spot.ts';
import { reportCycles, reportDangling } from './check-register.ts';
import type { PackedFlows } from './packed-flows.ts';
import { readGroup } from './read-group.ts';
import { RecordLists } from './record-lists.ts';
import { eachReference } from './record-references.ts';
import type { Register } from './register.ts';
import { RECORD_NOUNS, type RecordNoun } from './words.ts';

interface OpenName {
  readonly noun: RecordNoun;
  readonly id: string;
  /** Where it was named first. */
  readonly spot: Spot;
}

/** Records may come in any order. Its flows are packed (see packed-flows.ts). */
export class RegisterCollector {
  private readonly reading = new Reading();
  private readonly lists = new RecordLists(this.reading, true);
  private readonly counts = Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, 0])) as Record<
    RecordNoun,
    number
  >;
  /** What was named and had not come yet. */
  private readonly open = new Map<string, OpenName>();

  /** Takes the next record of a noun, as it stands in a register file. */
  add(noun: RecordNoun, value: unknown): void {
    const spot = below(below(null, noun), this.counts[noun]);
    this.counts[noun] += 1;
    this.lists.add(noun, value, spot);
    eachReference(noun, value, spot, (named, id, at) => {
      // Packed flows know by themselves which others they name.
      if (noun === 'flows' && named === 'flows') return;
      if (this.lists[named].has(id)) return;
      const key = `${named} ${id}`;
      if (!this.open.has(key)) this.open.set(key, { noun: named, id, spot: at });
    });
  }

  /**
   * The register of all that came; nothing is added afterwards. `group` is its record of the group, if there is one. Faults are those of
   * `parseRegister`, places counted in the order in which records came; of an id that leads nowhere the first place is told.
   */
  finish(group?: unknown): Result<Register> {
    const { reading } = this;
    const register = this.lists.register(readGroup(reading, group, below(null, 'group')));
    for (const { noun, id, spot } of this.open.values())
      if (!register[noun].has(id)) reportDangling(reading, register, noun, id, spot);
    for (const { flow, at, id } of (register.flows as PackedFlows).namedInVain()) {
      const spot = below(below(below(below(null, 'flows'), flow), 'after'), at);
      reportDangling(reading, register, 'flows', id, spot);
    }
    reportCycles(reading, register, (noun) => placesOf(register, noun));
    return reading.issues.length > 0 ? fail(reading.faults()) : succeed(register);
  }
}

function* placesOf(register: Register, noun: RecordNoun): Iterable<readonly [string, Spot]> {
  let index = 0;
  for (const id of register[noun].keys()) {
    yield [id, below(below(null, noun), index)];
    index += 1;
  }
}
