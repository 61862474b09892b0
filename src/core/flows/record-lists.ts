// The records of a register while it is read: each read, and kept under its id.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { PackedFlows } from './packed-flows.ts';
import { readerOf } from './record-kinds.ts';
import type { Flow, Group, Register } from './register.ts';
import { RECORD_NOUNS, type RecordNoun } from './words.ts';

type Records = { readonly [N in RecordNoun]: ReadonlyMap<string, unknown> };

interface Recorded {
  readonly id: string;
}

export class RecordLists implements Records {
  readonly organisations = new Map<string, unknown>();
  readonly divisions = new Map<string, unknown>();
  readonly persons = new Map<string, unknown>();
  readonly systems = new Map<string, unknown>();
  readonly activities = new Map<string, unknown>();
  readonly flows: Map<string, unknown> | PackedFlows;
  readonly instruments = new Map<string, unknown>();
  readonly assessments = new Map<string, unknown>();
  readonly contractors = new Map<string, unknown>();
  private readonly reading: Reading;

  constructor(reading: Reading, packsFlows: boolean) {
    this.reading = reading;
    this.flows = packsFlows ? new PackedFlows() : new Map();
  }

  /**
   * Reads a record and keeps it, unless there is one of its id (`duplicate-id`). `placeOfFirst` tells where in its list that one stands;
   * it is asked for a fault only.
   */
  add(noun: RecordNoun, value: unknown, spot: Spot, placeOfFirst?: (id: string) => number | undefined): void {
    const record = readerOf(noun)(this.reading, value, spot) as Recorded | undefined;
    if (record === undefined) return;
    const records = this[noun];
    if (records instanceof PackedFlows ? records.add(record as Flow) : !records.has(record.id)) {
      if (!(records instanceof PackedFlows)) records.set(record.id, record);
      return;
    }
    const place = placeOfFirst?.(record.id);
    const first = place === undefined ? '' : ` (first at ${noun}[${place}])`;
    this.reading.report(
      below(spot, 'id'),
      'duplicate-id',
      `The id '${record.id}' is used twice in ${noun}${first}.`,
      'Give each record an id of its own.',
    );
  }

  /** Nothing is added any more. */
  register(group: Group | undefined): Register {
    if (this.flows instanceof PackedFlows) this.flows.trim();
    const records = Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, this[noun]])) as unknown as Register;
    return { ...(group && { group }), ...records };
  }
}
